"""The versions of every list: add one atomically, read the newest known at any moment."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime, timedelta
from datetime import date as Date  # noqa: N812
from itertools import groupby
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from msgspec import Struct

from ostrakon.errors import ImportRefused, NotHeld
from ostrakon.lists.store.contents import StoredListing, content_hash, decode_listing
from ostrakon.lists.store.database import Database
from ostrakon.lists.store.schema import (
    OPEN,
    attempts,
    captures,
    contents,
    spans,
    version_captures,
    versions,
)
from ostrakon.model import Capture, Listing, ListVersion, Problem

__all__ = ["Attempt", "EverHeld", "ListStore", "NewVersion", "Span"]

# A list that lost more than a tenth within a month needs a human: OFAC's largest action in ten
# years took 520 of 17,917 entries (2.9 %).
_MAX_SHRINK = 0.10
_SHRINK_WINDOW = timedelta(days=30)

# A file seen just now is its issuer's newest. One that is older than the version it would replace was
# kept somewhere; some days are allowed for, as an issuer does not make all formats on one day.
_OLDER_BY = timedelta(days=30)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Bound parameters per statement: far under SQLite's limit of 32,766 and PostgreSQL's of 65,535.
_BATCH = 500

# Every try to import is written down, whatever came of it.
_STATE = sa.select(sa.func.coalesce(sa.func.max(attempts.c.id), 0))


# From one position up to, not including, another one.
Span = tuple[int, int]


class NewVersion(Struct, frozen=True):
    """What an import knows of a version before the store names it."""

    dataset: str
    layout: str
    published_on: Date | None
    captures: tuple[Capture, ...]
    entries: dict[str, int]
    names: int
    remarks: tuple[str, ...] = ()
    doubts: dict[str, int] = {}
    forced: str | None = None


class EverHeld(Struct, frozen=True):
    """A listing in the newest state that was known, and from which position up to which other it stood on
    its list, oldest first; `stands`: on the newest version that was known too.

    Positions grow with the time of capture and compare between datasets.
    """

    listing: Listing
    spans: tuple[Span, ...]
    stands: bool


class Attempt(Struct, frozen=True):
    """One try to bring a list up to date, and how it ended."""

    dataset: str
    at: datetime
    outcome: Literal["imported", "unchanged", "failed"]
    message: str | None = None


class ListStore:
    """All versions of all lists in one database. `add` is atomic; reads go on meanwhile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, place: str | Path) -> "ListStore":
        """Over the database at an address, or in the SQLite file at a path."""
        return cls(Database(place))

    def close(self) -> None:
        self._database.close()

    # --- writing -------------------------------------------------------------------------------

    def add(self, new: NewVersion, listings: Iterable[StoredListing]) -> ListVersion:
        """Make a version of `listings`, in its place by capture time, in one transaction.

        The same captures at the same moment are the version that is held already. Raises
        ImportRefused when it shrank too much against the version before it, or is an older edition
        than that although it is said to be seen now, unless `new.forced`.
        """
        states = {listing.id: listing for listing in listings}
        with self._database.writing() as connection:
            held = _same_version(connection, new)
            if held is not None:
                _write_attempt(connection, Attempt(new.dataset, new.captures[0].imported_at, "imported"))
                return _version_of(connection, held)
            position = _free_position(connection, new)
            before = _neighbour(connection, new.dataset, position, earlier=True)
            after = _neighbour(connection, new.dataset, position, earlier=False)
            if before is not None and not new.forced:
                _refuse_older(new, before)
                _refuse_shrunk(new, before)
            _write_spans(
                connection,
                new.dataset,
                states,
                position,
                None if before is None else before.position,
                OPEN if after is None else after.position,
            )
            version_id = _write_version(connection, new, position)
            _write_attempt(connection, Attempt(new.dataset, new.captures[0].imported_at, "imported"))
            return _version_of(connection, _row(connection, version_id))

    def record(self, attempt: Attempt) -> None:
        """Remember a try that made no version: a failure, or "nothing new"."""
        with self._database.writing() as connection:
            _write_attempt(connection, attempt)

    # --- proving -------------------------------------------------------------------------------

    def verify(self, is_held: Callable[[str], bool]) -> Iterator[Problem]:
        """Hash every listing anew, count those of each version, and ask `is_held` for each capture."""
        yield from self._changed_listings()
        for dataset in self.datasets():
            for version in self.versions(dataset):
                where = f"{dataset}, version {version.name}"
                counted = self._count(version)
                if counted != version.listings:
                    yield Problem(where, f"{counted:,} listings, {version.listings:,} were imported")
                for capture in version.captures:
                    if not is_held(capture.sha256):
                        yield Problem(
                            where, f"its capture {capture.sha256} ({capture.file_name}) is not held"
                        )

    def _changed_listings(self) -> Iterator[Problem]:
        query = sa.select(contents.c.id, contents.c.sha256, contents.c.body).order_by(contents.c.id)
        with self._database.reading() as connection:
            changed = [
                (row.id, row.sha256.hex(), found)
                for row in connection.execute(query.execution_options(yield_per=_BATCH))
                if (found := content_hash(row.body)) != row.sha256.hex()
            ]
            for content_id, expected, found in changed:
                listed = connection.execute(
                    sa.select(spans.c.dataset, spans.c.listing_id).where(spans.c.content_id == content_id)
                ).first()
                where = f"{listed.dataset}:{listed.listing_id}" if listed else f"content {content_id}"
                yield Problem(where, f"expected SHA-256 {expected}, found {found}")

    def _count(self, version: ListVersion) -> int:
        with self._database.reading() as connection:
            position = connection.execute(
                sa.select(versions.c.position).where(
                    versions.c.dataset == version.dataset, versions.c.name == version.name
                )
            ).scalar_one()
            return connection.execute(
                sa.select(sa.func.count())
                .select_from(spans)
                .where(
                    spans.c.dataset == version.dataset,
                    spans.c.from_position <= position,
                    spans.c.to_position > position,
                )
            ).scalar_one()

    # --- reading -------------------------------------------------------------------------------

    def datasets(self) -> tuple[str, ...]:
        """Every dataset with at least one version, in alphabetical order."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(versions.c.dataset).distinct().order_by(versions.c.dataset))
            return tuple(row.dataset for row in rows)

    def state(self) -> int:
        """A number that is another one after each import or update."""
        with self._database.reading() as connection:
            return int(connection.execute(_STATE).scalar_one())

    def versions(self, dataset: str) -> tuple[ListVersion, ...]:
        """All versions of `dataset` by capture time, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                sa.select(versions).where(versions.c.dataset == dataset).order_by(versions.c.position)
            ).all()
            return tuple(_version_of(connection, row) for row in rows)

    def find(self, dataset: str, *, as_of: datetime) -> ListVersion | None:
        """The newest version captured at or before `as_of`; None when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(versions)
                .where(versions.c.dataset == dataset, versions.c.captured_at <= as_of)
                .order_by(versions.c.position.desc())
                .limit(1)
            ).first()
            return None if row is None else _version_of(connection, row)

    def read(self, dataset: str, *, as_of: datetime) -> ListVersion:
        """The newest version captured at or before `as_of`: what we could have known then.

        Raises NotHeld when nothing of the dataset was held by then.
        """
        version = self.find(dataset, as_of=as_of)
        if version is None:
            raise NotHeld(f"{dataset}: no version captured by {as_of:%Y-%m-%d}")
        return version

    def listings(self, version: ListVersion) -> Iterator[Listing]:
        """Every listing of `version`, by id."""
        for _, body in self._bodies(version):
            yield decode_listing(body)

    def ever_held(self, dataset: str, *, as_of: datetime) -> Iterator[EverHeld]:
        """Every listing of any version captured by `as_of`, by id, in its newest state by then."""
        position = _last_position(as_of)
        last = (
            sa.select(
                spans.c.listing_id,
                spans.c.content_id,
                sa.func.row_number()
                .over(partition_by=spans.c.listing_id, order_by=spans.c.from_position.desc())
                .label("age"),
            )
            .where(spans.c.dataset == dataset, spans.c.from_position <= position)
            .subquery()
        )
        bodies = (
            sa.select(last.c.listing_id, contents.c.body)
            .join(contents, contents.c.id == last.c.content_id)
            .where(last.c.age == 1)
            .order_by(last.c.listing_id)
        )
        times = sa.select(spans.c.listing_id, spans.c.from_position, spans.c.to_position).where(
            spans.c.dataset == dataset, spans.c.from_position <= position
        )
        with self._database.reading() as connection:
            stood: dict[str, list[Span]] = {}
            for listing_id, *span in connection.execute(times.order_by(spans.c.from_position)):
                stood.setdefault(listing_id, []).append((span[0], span[1]))
            for row in connection.execution_options(yield_per=_BATCH).execute(bodies):
                times_of = tuple(stood[row.listing_id])
                yield EverHeld(decode_listing(row.body), times_of, times_of[-1][1] > position)

    def listing_ids(self, dataset: str) -> tuple[str, ...]:
        """The id of every listing of any version of `dataset`, in order."""
        query = sa.select(spans.c.listing_id).where(spans.c.dataset == dataset).distinct()
        with self._database.reading() as connection:
            return tuple(sorted(connection.execute(query).scalars()))

    def listing(self, version: ListVersion, listing_id: str) -> Listing | None:
        """One listing of `version`; None when it is not in it."""
        for _, body in self._bodies(version, listing_id):
            return decode_listing(body)
        return None

    def changed(
        self, before: ListVersion, after: ListVersion
    ) -> Iterator[tuple[Listing | None, Listing | None]]:
        """Every listing that is not the same in both versions of one list, by id: as it was (None: not
        there yet), and as it is (None: gone). Reads what changed alone, not the lists."""
        with self._database.reading() as connection:
            one, other = (_position_of(connection, version) for version in (before, after))
            was = _contents_that_differ(connection, before.dataset, one, other)
            now = _contents_that_differ(connection, before.dataset, other, one)
            ids = sorted(key for key in {*was, *now} if was.get(key) != now.get(key))
            for start in range(0, len(ids), _BATCH // 2):
                some = ids[start : start + _BATCH // 2]
                bodies = _bodies_of(
                    connection, {states[key] for key in some for states in (was, now) if key in states}
                )
                for key in some:
                    yield _decoded(bodies, was.get(key)), _decoded(bodies, now.get(key))

    def states(self, dataset: str, listing_id: str) -> list[tuple[ListVersion, Listing | None]]:
        """One listing in every version of its list, oldest first; None where it is not in it."""
        with self._database.reading() as connection:
            rows = connection.execute(
                sa.select(spans).where(spans.c.dataset == dataset, spans.c.listing_id == listing_id)
            ).all()
            bodies = _bodies_of(connection, {row.content_id for row in rows})
            listings = {content_id: decode_listing(body) for content_id, body in bodies.items()}
            found = connection.execute(
                sa.select(versions).where(versions.c.dataset == dataset).order_by(versions.c.position)
            ).all()
            return [
                (
                    _version_of(connection, version),
                    next(
                        (
                            listings[span.content_id]
                            for span in rows
                            if span.from_position <= version.position < span.to_position
                        ),
                        None,
                    ),
                )
                for version in found
            ]

    def datasets_with(self, listing_id: str) -> tuple[str, ...]:
        """Every dataset that had a listing of this id in some version, in alphabetical order."""
        with self._database.reading() as connection:
            query = sa.select(spans.c.dataset).where(spans.c.listing_id == listing_id).distinct()
            return tuple(sorted(connection.execute(query).scalars()))

    def seen(self, version: ListVersion) -> dict[str, tuple[datetime, datetime]]:
        """Per listing of `version`: when a capture first had it, and when it first was as it is now."""
        with self._database.reading() as connection:
            position = _position_of(connection, version)
            of_list = spans.c.dataset == version.dataset
            first = connection.execute(
                sa.select(spans.c.listing_id, sa.func.min(spans.c.from_position))
                .where(of_list, spans.c.from_position <= position)
                .group_by(spans.c.listing_id)
            )
            begun = {listing_id: _moment_of(start) for listing_id, start in first}
            current = connection.execute(
                sa.select(spans.c.listing_id, spans.c.from_position).where(
                    of_list, spans.c.from_position <= position, spans.c.to_position > position
                )
            )
            return {listing_id: (begun[listing_id], _moment_of(start)) for listing_id, start in current}

    def timeline(
        self, dataset: str, listing_id: str, *, as_of: datetime
    ) -> tuple[tuple[Date, Listing | None], ...]:
        """One listing in every version captured by `as_of`, oldest first: the day of capture (UTC), and
        its state, None where it is not in it."""
        with self._database.reading() as connection:
            held = _positions(connection, dataset, as_of)
            stood = [
                (row.from_position, row.to_position, decode_listing(row.body))
                for row in connection.execute(_stood(dataset).where(spans.c.listing_id == listing_id))
            ]
            return tuple(_along(held, stood))

    def timelines(
        self, dataset: str, *, as_of: datetime
    ) -> Iterator[tuple[str, tuple[tuple[Date, Listing | None], ...]]]:
        """`timeline` of every listing that any version of `dataset` ever had, by id, in one reading."""
        with self._database.reading() as connection:
            held = _positions(connection, dataset, as_of)
            rows = connection.execution_options(yield_per=_BATCH).execute(
                _stood(dataset).order_by(spans.c.listing_id)
            )
            for listing_id, group in groupby(rows, key=lambda row: row.listing_id):
                stood = [(row.from_position, row.to_position, decode_listing(row.body)) for row in group]
                yield listing_id, tuple(_along(held, stood))

    def checked_at(self, dataset: str, *, as_of: datetime) -> datetime | None:
        """When an update last found the version known by `as_of` unchanged, by then; None when never.

        What was unchanged before that version was imported was another one.
        """
        version = self.find(dataset, as_of=as_of)
        query = sa.select(sa.func.max(attempts.c.at)).where(
            attempts.c.dataset == dataset, attempts.c.outcome == "unchanged", attempts.c.at <= as_of
        )
        if version is not None and version.imported_at is not None:
            query = query.where(attempts.c.at >= version.imported_at)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def last_error(self, dataset: str) -> str | None:
        """Why the last try to import or update failed; None when it went well or none was made."""
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(attempts)
                .where(attempts.c.dataset == dataset)
                .order_by(attempts.c.id.desc())
                .limit(1)
            ).first()
            return row.message if row is not None and row.outcome == "failed" else None

    def attempted_datasets(self) -> tuple[str, ...]:
        """Every dataset that an import or update was tried for."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(attempts.c.dataset).distinct())
            return tuple(sorted(row.dataset for row in rows))

    def _bodies(self, version: ListVersion, listing_id: str | None = None) -> Iterator[tuple[str, bytes]]:
        with self._database.reading() as connection:
            position = _position_of(connection, version)
            query = (
                sa.select(spans.c.listing_id, contents.c.body)
                .join(contents, contents.c.id == spans.c.content_id)
                .where(
                    spans.c.dataset == version.dataset,
                    spans.c.from_position <= position,
                    spans.c.to_position > position,
                )
                .order_by(spans.c.listing_id)
            )
            if listing_id is not None:
                query = query.where(spans.c.listing_id == listing_id)
            for row in connection.execution_options(yield_per=_BATCH).execute(query):
                yield row.listing_id, row.body


# --- the steps of `add`, in order ------------------------------------------------------------------


def _same_version(connection: sa.Connection, new: NewVersion) -> sa.Row[tuple[object, ...]] | None:
    rows = connection.execute(
        sa.select(versions).where(
            versions.c.dataset == new.dataset,
            versions.c.captured_at == new.captures[0].captured_at,
        )
    ).all()
    hashes = [capture.sha256 for capture in new.captures]
    for row in rows:
        held = _captures_of(connection, row.id)
        if [capture.sha256 for capture in held] == hashes:
            return row
    return None


def _last_position(moment: datetime) -> int:
    """The highest position that a version captured at `moment` can have."""
    return (moment.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1) * 1000 + 999


def _free_position(connection: sa.Connection, new: NewVersion) -> int:
    moment = new.captures[0].captured_at.astimezone(UTC)
    of_that_moment = connection.execute(
        sa.select(sa.func.count()).where(versions.c.dataset == new.dataset, versions.c.captured_at == moment)
    ).scalar_one()
    return (moment - _EPOCH) // timedelta(microseconds=1) * 1000 + of_that_moment


def _neighbour(
    connection: sa.Connection, dataset: str, position: int, *, earlier: bool
) -> sa.Row[tuple[object, ...]] | None:
    column = versions.c.position
    query = sa.select(versions).where(versions.c.dataset == dataset)
    if earlier:
        query = query.where(column < position).order_by(column.desc())
    else:
        query = query.where(column > position).order_by(column)
    return connection.execute(query.limit(1)).first()


def _refuse_older(new: NewVersion, before: sa.Row[tuple[object, ...]]) -> None:
    if new.captures[0].captured_basis == "given" or new.published_on is None or before.published_on is None:
        return
    if new.published_on < before.published_on - _OLDER_BY:
        raise ImportRefused(
            f"{new.dataset}: {new.captures[0].file_name} is dated {new.published_on}, the version of "
            f"{before.name} that it would replace is dated {before.published_on}. Nothing was imported. Give "
            "the day it was really seen with --captured-at, or --force 'why'."
        )


def _refuse_shrunk(new: NewVersion, before: sa.Row[tuple[object, ...]]) -> None:
    held, now = sum(before.entries.values()), sum(new.entries.values())
    recent = new.captures[0].captured_at - before.captured_at <= _SHRINK_WINDOW
    if recent and now < held * (1 - _MAX_SHRINK):
        raise ImportRefused(
            f"{new.dataset}: {new.captures[0].file_name} has {now:,} entries, the version of "
            f"{before.name} has {held:,}: it shrank by {1 - now / held:.0%}, more than "
            f"{_MAX_SHRINK:.0%} within {_SHRINK_WINDOW.days} days. Nothing was imported and "
            f"{before.name} stays in use. If the issuer really removed them, import again with "
            "--force 'why'."
        )


def _write_spans(
    connection: sa.Connection,
    dataset: str,
    states: Mapping[str, StoredListing],
    position: int,
    before: int | None,
    after: int,
) -> None:
    """Make `position` a version whose listings are `states`, between `before` and `after`.

    A content that holds on both sides of a boundary is one span. So a listing equal to the one
    before is left alone; one equal to the one after is extended down to `position`; anything else
    is a new span, and what no longer holds is closed at `position`, and opened again at `after`
    when it was still valid there.
    """
    standing = {} if before is None else _spans_at(connection, dataset, before)
    following = {} if after == OPEN else {r.listing_id: r for r in _spans_from(connection, dataset, after)}
    content_ids = _write_contents(connection, states)

    closed: list[int] = []
    reopened: list[dict[str, object]] = []
    extended: list[int] = []
    opened: list[dict[str, object]] = []
    for listing_id, span in standing.items():
        state = states.get(listing_id)
        if state is not None and content_ids[state.sha256] == span.content_id:
            continue
        closed.append(span.id)
        if span.to_position > after:
            reopened.append(_span(dataset, listing_id, span.content_id, after, span.to_position))
    for listing_id, state in states.items():
        content_id = content_ids[state.sha256]
        held = standing.get(listing_id)
        if held is not None and held.content_id == content_id:
            continue
        next_span = following.get(listing_id)
        if next_span is not None and next_span.content_id == content_id:
            extended.append(next_span.id)
        else:
            opened.append(_span(dataset, listing_id, content_id, position, after))
    _update(connection, closed, to_position=position)
    _update(connection, extended, from_position=position)
    if reopened or opened:
        connection.execute(sa.insert(spans), [*reopened, *opened])


def _span(
    dataset: str, listing_id: str, content_id: int, from_position: int, to_position: int
) -> dict[str, object]:
    return {
        "dataset": dataset,
        "listing_id": listing_id,
        "content_id": content_id,
        "from_position": from_position,
        "to_position": to_position,
    }


def _spans_at(
    connection: sa.Connection, dataset: str, position: int
) -> dict[str, sa.Row[tuple[object, ...]]]:
    rows = connection.execute(
        sa.select(spans).where(
            spans.c.dataset == dataset,
            spans.c.from_position <= position,
            spans.c.to_position > position,
        )
    )
    return {row.listing_id: row for row in rows}


def _spans_from(
    connection: sa.Connection, dataset: str, position: int
) -> Sequence[sa.Row[tuple[object, ...]]]:
    return connection.execute(
        sa.select(spans).where(spans.c.dataset == dataset, spans.c.from_position == position)
    ).all()


def _write_contents(connection: sa.Connection, states: Mapping[str, StoredListing]) -> dict[bytes, int]:
    """The row id of every state's content, written where no version held it before."""
    by_hash = {state.sha256: state.body for state in states.values()}
    found = _content_ids(connection, list(by_hash))
    missing = [{"sha256": key, "body": by_hash[key]} for key in by_hash if key not in found]
    if missing:
        connection.execute(sa.insert(contents), missing)
        found |= _content_ids(connection, [row["sha256"] for row in missing])
    return found


def _content_ids(connection: sa.Connection, hashes: Sequence[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for start in range(0, len(hashes), _BATCH):
        rows = connection.execute(
            sa.select(contents.c.sha256, contents.c.id).where(
                contents.c.sha256.in_(hashes[start : start + _BATCH])
            )
        )
        found |= {bytes(row.sha256): row.id for row in rows}
    return found


def _update(connection: sa.Connection, ids: Sequence[int], **values: int) -> None:
    for start in range(0, len(ids), _BATCH):
        connection.execute(
            sa.update(spans).where(spans.c.id.in_(ids[start : start + _BATCH])).values(**values)
        )


def _write_version(connection: sa.Connection, new: NewVersion, position: int) -> int:
    main = new.captures[0]
    version_id: int = connection.execute(
        sa.insert(versions)
        .values(
            dataset=new.dataset,
            name=_free_name(connection, new.dataset, main.captured_at.astimezone(UTC).date()),
            position=position,
            layout=new.layout,
            published_on=new.published_on,
            captured_at=main.captured_at,
            captured_basis=main.captured_basis,
            imported_at=main.imported_at,
            entries=new.entries,
            names=new.names,
            remarks=list(new.remarks),
            doubts=new.doubts,
            forced=new.forced,
        )
        .returning(versions.c.id)
    ).scalar_one()
    for ordinal, capture in enumerate(new.captures):
        capture_id = connection.execute(
            sa.insert(captures)
            .values({c.name: getattr(capture, c.name) for c in captures.columns if c.name != "id"})
            .returning(captures.c.id)
        ).scalar_one()
        connection.execute(
            sa.insert(version_captures).values(version_id=version_id, ordinal=ordinal, capture_id=capture_id)
        )
    return version_id


def _free_name(connection: sa.Connection, dataset: str, day: Date) -> str:
    """The day, or the day with the next free number when it has versions already."""
    rows = connection.execute(
        sa.select(versions.c.name).where(
            versions.c.dataset == dataset, versions.c.name.startswith(day.isoformat())
        )
    ).all()
    return day.isoformat() if not rows else f"{day.isoformat()}.{len(rows) + 1}"


def _write_attempt(connection: sa.Connection, attempt: Attempt) -> None:
    connection.execute(
        sa.insert(attempts).values(
            dataset=attempt.dataset, at=attempt.at, outcome=attempt.outcome, message=attempt.message
        )
    )


def _moment_of(position: int) -> datetime:
    """The capture time that `_free_position` counted from."""
    return _EPOCH + timedelta(microseconds=position // 1000)


def _positions(connection: sa.Connection, dataset: str, as_of: datetime) -> list[tuple[int, Date]]:
    """Of every version captured by `as_of`, oldest first, with its day of capture."""
    query = sa.select(versions.c.position, versions.c.captured_at).where(
        versions.c.dataset == dataset, versions.c.captured_at <= as_of
    )
    rows = connection.execute(query.order_by(versions.c.position))
    return [(row.position, row.captured_at.date()) for row in rows]


def _stood(dataset: str) -> sa.Select[tuple[str, int, int, bytes]]:
    return (
        sa.select(spans.c.listing_id, spans.c.from_position, spans.c.to_position, contents.c.body)
        .join(contents, contents.c.id == spans.c.content_id)
        .where(spans.c.dataset == dataset)
    )


def _along(
    held: Sequence[tuple[int, Date]], stood: Sequence[tuple[int, int, Listing]]
) -> Iterator[tuple[Date, Listing | None]]:
    for position, day in held:
        yield day, next((listing for start, end, listing in stood if start <= position < end), None)


# --- rows → values ---------------------------------------------------------------------------------


def _position_of(connection: sa.Connection, version: ListVersion) -> int:
    return int(
        connection.execute(
            sa.select(versions.c.position).where(
                versions.c.dataset == version.dataset, versions.c.name == version.name
            )
        ).scalar_one()
    )


def _contents_that_differ(
    connection: sa.Connection, dataset: str, position: int, other: int
) -> dict[str, int]:
    """By listing, the content of each span that holds at `position` and does not reach to `other`."""
    rows = connection.execute(
        sa.select(spans.c.listing_id, spans.c.content_id).where(
            spans.c.dataset == dataset,
            spans.c.from_position <= position,
            spans.c.to_position > position,
            sa.or_(spans.c.from_position > other, spans.c.to_position <= other),
        )
    )
    return {row.listing_id: row.content_id for row in rows}


def _bodies_of(connection: sa.Connection, content_ids: Set[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    wanted = sorted(content_ids)
    for start in range(0, len(wanted), _BATCH):
        query = sa.select(contents.c.id, contents.c.body).where(
            contents.c.id.in_(wanted[start : start + _BATCH])
        )
        found |= {row.id: row.body for row in connection.execute(query)}
    return found


def _decoded(bodies: Mapping[int, bytes], content_id: int | None) -> Listing | None:
    return None if content_id is None else decode_listing(bodies[content_id])


def _row(connection: sa.Connection, version_id: int) -> sa.Row[tuple[object, ...]]:
    return connection.execute(sa.select(versions).where(versions.c.id == version_id)).one()


def _captures_of(connection: sa.Connection, version_id: int) -> tuple[Capture, ...]:
    rows = connection.execute(
        sa.select(captures)
        .join(version_captures, version_captures.c.capture_id == captures.c.id)
        .where(version_captures.c.version_id == version_id)
        .order_by(version_captures.c.ordinal)
    )
    return tuple(
        Capture(
            sha256=row.sha256,
            size_bytes=row.size_bytes,
            file_name=row.file_name,
            captured_at=row.captured_at,
            captured_basis=row.captured_basis,
            imported_at=row.imported_at,
            url=row.url,
            etag=row.etag,
            last_modified=row.last_modified,
        )
        for row in rows
    )


def _version_of(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> ListVersion:
    return ListVersion(
        dataset=row.dataset,
        name=row.name,
        layout=row.layout,
        published_on=row.published_on,
        captured_at=row.captured_at,
        captured_basis=row.captured_basis,
        imported_at=row.imported_at,
        captures=_captures_of(connection, row.id),
        entries=dict(row.entries),
        names=row.names,
        remarks=tuple(row.remarks),
        doubts=dict(row.doubts),
        forced=row.forced,
    )
