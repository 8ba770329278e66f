"""A register in Parquet → arrays: every row is checked, a bad one refused with its number and the reason."""

from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path
from typing import Any

import numpy as np

from ostrakon.errors import OstrakonError, SourceError
from ostrakon.ownership.register import bounds, prepared
from ostrakon.ownership.register.prepared import Description
from ostrakon.ownership.register.terms import KINDS, parse
from ostrakon.ownership.rules import all_status_rules

__all__ = ["LONGEST", "NEEDED", "prepare"]

NEEDED = ("owner", "asset", "share_low", "share_high", "kind")
OPTIONAL = ("since", "until", "source")
_MOST_ROWS = 2**31 - 2  # stakes are numbered in 32 bits
LONGEST = 1_000  # bytes of an id or a source; longer ones are no ids
_PIECE = 1_000_000  # texts written at once

Numbers = np.ndarray[Any, np.dtype[Any]]


def prepare(stakes: Path, folder: Path, *, companies: Path | None = None) -> Description:
    """Make `folder` the prepared register of the Parquet file `stakes`.

    `companies` is a Parquet file whose column `id` names every company; a stake in another one is refused
    then. Raises SourceError for a file or a row that cannot be used, naming it, and UsageError for a `folder`
    that is there and is no register; nothing is written then.
    """
    prepared.refuse_other(folder)
    table = _Table(stakes, NEEDED, OPTIONAL)
    kind, low, high = _terms(table)
    since, until = table.days("since", prepared.ALWAYS), table.days("until", prepared.FOREVER)
    table.refuse(since > until, lambda _: "since is later than until")
    owner, asset = table.texts("owner"), table.texts("asset")
    _refuse_in_itself(table, owner, asset, kind)
    table.refuse_arrangements()
    under_ids = _ids_under(asset, owner.filter(kind == KINDS.index("acts_for")), companies, table)
    owner_ids = owner.unique()
    owner_ids = owner_ids.filter(~owner_ids.is_in(under_ids.implode())).sort()
    ids = under_ids.clone().append(owner_ids)
    asset_number, owner_number = _positions(asset, ids), _positions(owner, ids)
    del owner, asset
    order = np.argsort((asset_number * len(ids) + owner_number) * len(KINDS) + kind, kind="stable")
    owner_number, asset_number = owner_number[order], asset_number[order]
    source_number, source_ids = table.choices("source")
    columns = {
        "first": _firsts(asset_number, len(under_ids)),
        "owner": owner_number,
        "low": low[order],
        "high": high[order],
        "kind": kind[order],
        "since": since[order],
        "until": until[order],
        "row": order + 1,
        "source": source_number[order],
        "first_held": _firsts(owner_number, len(ids)),
        "held": np.argsort(owner_number, kind="stable"),
    }
    _refuse_repeats(table, columns, asset_number)
    _refuse_too_many(table, columns["first"], under_ids)
    description = Description(
        layout=prepared.LAYOUT,
        companies=len(under_ids),
        owners=len(owner_ids),
        stakes=len(order),
        kinds=KINDS,
        states=_states(ids),
        file=stakes.name,
        sha256=_sha256(stakes),
    )
    texts = {"companies": under_ids, "owners": owner_ids, "sources": source_ids}
    prepared.write(folder, description, columns, {name: _packed(series) for name, series in texts.items()})
    return description


class _Table:
    """The columns of one Parquet file, read when they are asked for."""

    def __init__(self, path: Path, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        self._polars = _polars(path)
        self.path = path
        errors = self._polars.exceptions
        self._failed = (OSError, errors.PolarsError, errors.PanicException)
        try:
            self._types = self._polars.read_parquet_schema(path)
            self.rows = self._polars.scan_parquet(path).select(self._polars.len()).collect().item()
        except self._failed as error:
            raise SourceError(f"{path}: no Parquet file that can be read ({error})") from error
        missing = [column for column in needed if column not in self._types]
        if missing:
            raise SourceError(
                f"{path}: no column {', '.join(missing)}; a register has {', '.join(needed + optional)}"
            )
        if not self.rows:
            raise SourceError(f"{path}: no rows")
        if self.rows > _MOST_ROWS:
            raise SourceError(f"{path}: {self.rows:,} rows; the most is {_MOST_ROWS:,}")

    def refuse(self, wrong: Any, reason: Callable[[int], str]) -> None:
        """Raises SourceError for the first row of `wrong`, a flag for each row. `reason` gets its index."""
        flags = wrong.to_numpy() if hasattr(wrong, "to_numpy") else wrong
        rows = np.flatnonzero(flags)
        if len(rows):
            more = f" ({len(rows):,} such rows)" if len(rows) > 1 else ""
            raise SourceError(f"{self.path}, row {rows[0] + 1:,}: {reason(int(rows[0]))}{more}")

    def texts(self, column: str) -> Any:
        """A column of ids: none empty, none too long."""
        series = self._words(column)
        empty = series.is_null() | (series == "")
        self.refuse(empty.fill_null(value=True), lambda _: f"{column} is empty")
        self._refuse_long(series, column)
        return series

    def days(self, column: str, otherwise: int) -> Numbers:
        """Days since 1970-01-01; `otherwise` where none is told."""
        if column not in self._types:
            return np.full(self.rows, otherwise, dtype=np.int32)
        polars, told = self._polars, self._column(column)
        days = told
        if told.dtype == polars.String:
            told = told.replace("", None)
            days = told.str.to_date("%Y-%m-%d", strict=False)
        elif told.dtype not in {polars.Date, polars.Null}:
            raise SourceError(
                f"{self.path}, column {column}: {told.dtype}; write days as dates or as 2016-10-16"
            )
        self.refuse(
            told.is_not_null() & days.is_null(),
            lambda row: f"{column} {told[row]!r}: write a day as 2016-10-16",
        )
        days = days.cast(polars.Date).to_physical().fill_null(otherwise)
        return np.asarray(days.to_numpy(), dtype=np.int32)

    def refuse_arrangements(self) -> None:
        if "arrangement" in self._types:
            told = self._words("arrangement")
            self.refuse(
                told.is_not_null() & (told != ""),
                lambda row: (
                    f"arrangement {told[row]!r}: holders who act together are not counted "
                    "in a register at scale; ask about this company with the CSV template"
                ),
            )

    def choices(self, column: str) -> tuple[Numbers, Any]:
        """Few different texts: the number of each row's, and the texts in order. Empty where none is told."""
        polars = self._polars
        if column not in self._types:
            return np.zeros(self.rows, dtype=np.int32), polars.Series([""])
        series = self._words(column).fill_null("")
        self._refuse_long(series, column)
        different = series.unique().sort()
        return _positions(series, different), different

    def combinations(self, columns: tuple[str, ...]) -> tuple[Numbers, list[tuple[str | None, ...]]]:
        """The different combinations of some columns as texts, and the number of each row's."""
        polars = self._polars
        table = polars.DataFrame([self._words(column).alias(column) for column in columns])
        different = table.unique(maintain_order=True)
        found = table.join(
            different.with_row_index("number"),
            on=columns,
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        return found["number"].to_numpy(), different.rows()

    def _refuse_long(self, series: Any, column: str) -> None:
        self.refuse(
            (series.str.len_bytes() > LONGEST).fill_null(value=False),
            lambda _: f"{column} is longer than {LONGEST:,} bytes",
        )

    def _words(self, column: str) -> Any:
        """A column as text. Raises SourceError for one that holds more than a value in each row."""
        told = self._column(column)
        type_ = told.dtype
        if type_.is_nested() or type_ in {self._polars.Binary, self._polars.Object}:
            raise SourceError(f"{self.path}, column {column}: {type_}; write one text or number in each row")
        return told if type_ == self._polars.String else told.cast(self._polars.String)

    def _column(self, column: str) -> Any:
        try:
            return self._polars.read_parquet(self.path, columns=[column])[column]
        except self._failed as error:
            raise SourceError(f"{self.path}, column {column}: cannot be read ({error})") from error


def _ids_under(asset: Any, agents: Any, companies: Path | None, table: _Table) -> Any:
    """Whoever somebody may stand above: companies, and those who act for another."""
    if companies is None:
        return asset.clone().append(agents).unique().sort()
    named = _Table(companies, ("id",))
    ids = named.texts("id")
    named.refuse(ids.is_duplicated(), lambda row: f"id {ids[row]!r} is there more than once")
    known = asset.is_in(ids.implode())
    table.refuse(~known, lambda row: f"asset {asset[row]!r} is not among the companies of {companies.name}")
    return ids.append(agents).unique().sort()


def _states(ids: Any) -> dict[str, tuple[str, ...]]:
    """The parties that are the state of a status rule, by the rule's id."""
    found = {}
    for rule in all_status_rules():
        last_words = sorted({name.split()[-1] for name in rule.names})
        near = ids.filter(ids.str.contains_any(last_words, ascii_case_insensitive=True))
        found[rule.id] = tuple(id_ for id_ in near if rule.is_state(id_))
    return found


def _positions(texts: Any, among: Any) -> Numbers:
    """Where each of `texts` stands in `among`, which has all of them, each once."""
    import polars

    places = polars.DataFrame({"text": among}).with_row_index("place")
    found = polars.DataFrame({"text": texts}).join(places, on="text", how="left", maintain_order="left")
    return np.asarray(found["place"].to_numpy(), dtype=np.int64)


def _terms(table: _Table) -> tuple[Numbers, Numbers, Numbers]:
    """Kind, lower and upper bound of each row. Shares repeat, so that each wording is read once."""
    number, wordings = table.combinations(("share_low", "share_high", "kind"))
    read = []
    for place, wording in enumerate(wordings):
        try:
            read.append(parse(*wording))
        except ValueError as error:
            reason = str(error)
            table.refuse(number == place, lambda _: reason)  # noqa: B023 (is called at once)
    columns = np.array([(one.kind, one.low, one.high) for one in read], dtype=np.int64)
    return columns[number, 0].astype(np.uint8), columns[number, 1], columns[number, 2]


def _firsts(ordered: Numbers, count: int) -> Numbers:
    return np.concatenate([[0], np.cumsum(np.bincount(ordered, minlength=count), dtype=np.int64)])


def _refuse_in_itself(table: _Table, owner: Any, asset: Any, kind: Numbers) -> None:
    table.refuse(
        (owner == asset).to_numpy() & (kind != KINDS.index("shares")),
        lambda row: f"{owner[row]!r} has {KINDS[kind[row]]} in itself",
    )


def _refuse_repeats(table: _Table, columns: dict[str, Numbers], asset: Numbers) -> None:
    """Twice the same stake, or two lots of it? Whoever keeps the register must say."""
    owner, kind, since, until = (columns[name] for name in ("owner", "kind", "since", "until"))
    near = np.flatnonzero((np.diff(asset) == 0) & (np.diff(owner) == 0) & (np.diff(kind.astype(int)) == 0))
    near = np.union1d(near, near + 1)
    near = near[np.lexsort((since[near], kind[near], owner[near], asset[near]))]
    one, next_ = near[:-1], near[1:]
    same = (asset[one] == asset[next_]) & (owner[one] == owner[next_]) & (kind[one] == kind[next_])
    again = np.flatnonzero(same & (since[next_] <= until[one]))
    if len(again):
        rows = np.sort(columns["row"][np.column_stack([one[again], next_[again]])])
        first, second = rows[np.argmin(rows[:, 1])]
        more = f" ({len(again):,} such rows)" if len(again) > 1 else ""
        raise SourceError(
            f"{table.path}, row {second:,}: the stake of row {first:,} again, for the same days; write one "
            f"row with the sum, or end one before the other begins{more}"
        )


def _refuse_too_many(table: _Table, first: Numbers, company_ids: Any) -> None:
    holders = np.diff(first)
    most = int(np.argmax(holders))
    if holders[most] > bounds.MOST_HOLDERS:
        raise SourceError(
            f"{table.path}: {company_ids[most]!r} has {holders[most]:,} stakes; "
            f"the most is {bounds.MOST_HOLDERS:,}"
        )


def _packed(texts: Any) -> tuple[Numbers, bytes]:
    """Where each text ends, and all of them one after the other in UTF-8."""
    ends = np.cumsum(texts.str.len_bytes().to_numpy(), dtype=np.int64)
    pieces = (texts.slice(start, _PIECE).str.join("").item() for start in range(0, len(texts), _PIECE))
    return ends, b"".join(piece.encode("utf-8") for piece in pieces)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _polars(path: Path) -> Any:
    try:
        import polars
    except ImportError as error:
        raise OstrakonError(f"{path}: Parquet needs the extra: pip install 'ostrakon[parquet]'") from error
    return polars
