"""The composition root, read first: one call per floor, in the order data flows.

files → `evidence` captures → `lists` versions → `matching` indexes → `screening` answers.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ostrakon.errors import NotHeld, OstrakonError, UsageError
from ostrakon.lists.first_listed import ListedOn, OfsiGroups, first_listed
from ostrakon.lists.in_force import InForce
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.moments import end_of_day, start_of_day
from ostrakon.lists.sightings import Timelines
from ostrakon.lists.snapshot import Snapshot
from ostrakon.matching import Layers, Matcher
from ostrakon.matching.index import INDEX_VERSION, Index, build
from ostrakon.matching.resolution import (
    RESOLUTION_VERSION,
    Members,
    PartyBook,
    Resolution,
    changed_at,
    members_of,
)
from ostrakon.model import Answer, Listing, ListVersion, PairScore, Problem, Proof, Query, TextAnswer
from ostrakon.screening import (
    TEXT_THRESHOLD,
    Scope,
    Screening,
    effect_of,
    kind_asked,
    proof_of,
    scope_of,
    score_pair,
    screen_many,
    screen_text,
    with_versions_around,
)
from ostrakon.screening.by_party import PartyHits, by_party
from ostrakon.settings import Settings

# Opening the store loads SQLAlchemy, importing loads every reader: an answer from the snapshot
# needs neither, and must be there within 1.5 s.
if TYPE_CHECKING:
    from ostrakon import coalition
    from ostrakon.cases import Journal, Recorded
    from ostrakon.cases.signing import SigningKey
    from ostrakon.cases.verification import Verification
    from ostrakon.claims.extraction.grammar import Extractor, Grammar
    from ostrakon.evidence import CaptureStore
    from ostrakon.evidence.backups import BackedUp
    from ostrakon.evidence.store import EvidenceStore
    from ostrakon.lists.changes import Diff, History
    from ostrakon.lists.ingest import Incoming, Outcome
    from ostrakon.lists.status import DatasetStatus
    from ostrakon.lists.store import ListStore
    from ostrakon.lists.store.database import Database
    from ostrakon.lists.update import Progress
    from ostrakon.model import Jurisdiction, OwnersAnswer, SupportersAnswer
    from ostrakon.model.claims import Reading, Reconciliation
    from ostrakon.model.positions import PositionLog
    from ostrakon.ownership.beside import Beside
    from ostrakon.ownership.network import Network
    from ostrakon.ownership.register import Description, Everybody
    from ostrakon.screening.since import HitChange, Window

__all__ = ["DEFAULT_LIMIT", "DEFAULT_THRESHOLD", "Engine", "index_name", "open_engine"]

DEFAULT_THRESHOLD = 0.70  # yente's SCORE_THRESHOLD, so that results compare
DEFAULT_LIMIT = 10  # hits per query; more than a person reads, fewer than a flood
_MOST_HITS = 200
_RECORDED_TOGETHER = 128  # answers per write to the journal, which waits for the disk
_NOTHING_IMPORTED = -1
_FIRST_DAY = date(1970, 1, 1)  # the store counts from here


class _Opened(Struct, frozen=True):
    scope: Scope
    matcher: Matcher | Layers
    in_force: Callable[[Listing], InForce]


def open_engine(home: Path | str | None = None) -> Engine:
    """The engine over `home` (else OSTRAKON_HOME, else the platform's user-data folder).

    Nothing is created before something is imported. Until then answers come from the embedded
    snapshot, and say so.
    """
    place = None if home is None else Path(home)
    return Engine(Settings.from_environment(os.environ, home=place))


class Engine:
    """Everything Ostrakon does, over one home. Safe to share between threads that only ask."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.settings = settings
        self._now = now
        self._open_index = lru_cache(maxsize=32)(Index)
        self._matcher = lru_cache(maxsize=16)(self._matcher_of)
        self._grammar = lru_cache(maxsize=4)(self._load_grammar)
        self._opened = lru_cache(maxsize=32)(self._open)
        self._resolution = lru_cache(maxsize=4)(self._resolve)
        self._members = lru_cache(maxsize=4)(self._members_of)
        self._network = lru_cache(maxsize=2)(self._network_of)
        self._beside = lru_cache(maxsize=2)(self._beside_of)

    # --- asking ------------------------------------------------------------------------------------

    def screen(
        self,
        query: Query,
        *,
        threshold: float = DEFAULT_THRESHOLD,
        limit: int = DEFAULT_LIMIT,
        as_of: date | None = None,
        in_force_on: date | None = None,
        datasets: Sequence[str] = (),
        network: bool = False,
    ) -> Answer:
        """Whether `query` names a listed party, as known by the end of `as_of` (default: today, UTC).

        `threshold` is 0 to 1, `limit` 1 to 200 hits; `datasets` empty means every list in force. With
        `network`, parties on no list that are tied to listed ones are looked for as well.
        Raises UsageError for a question that cannot be understood, NotHeld when no list (or not one
        of `datasets`) was captured by that day.
        """
        answers = self.screen_many(
            [query],
            threshold=threshold,
            limit=limit,
            as_of=as_of,
            in_force_on=in_force_on,
            datasets=datasets,
            network=network,
        )
        return next(answers)

    def screen_many(
        self,
        queries: Iterable[Query],
        *,
        threshold: float = DEFAULT_THRESHOLD,
        limit: int = DEFAULT_LIMIT,
        as_of: date | None = None,
        in_force_on: date | None = None,
        datasets: Sequence[str] = (),
        network: bool = False,
    ) -> Iterator[Answer]:
        """One answer per query, in order, all against the same versions. Arguments as for `screen`."""
        screening = self.screening(
            threshold=threshold,
            limit=limit,
            as_of=as_of,
            in_force_on=in_force_on,
            datasets=datasets,
            network=network,
        )
        return screen_many(queries, screening)

    def screen_text(
        self,
        text: str,
        *,
        threshold: float = TEXT_THRESHOLD,
        limit: int = DEFAULT_LIMIT,
        as_of: date | None = None,
        in_force_on: date | None = None,
        datasets: Sequence[str] = (),
    ) -> TextAnswer:
        """The listed parties that `text` mentions. Arguments as for `screen`."""
        screening = self.screening(
            threshold=threshold, limit=limit, as_of=as_of, in_force_on=in_force_on, datasets=datasets
        )
        return screen_text(text, screening)

    def read(
        self,
        content: bytes,
        *,
        name: str = "report",
        dated: date | None = None,
        extractor: Extractor | None = None,
        as_of: date | None = None,
        datasets: Sequence[str] = (),
    ) -> Reading:
        """A report read: its parties with the lists in force on its day, its claims, and what to look at.

        `content` is text, HTML, PDF or e-mail. `dated` is the day it is of, where it does not say so
        itself. `extractor` is "model" or "rules"; None takes the language model if one is installed.
        Lists are those known by the end of `as_of` (default: today). Raises UsageError and ReductionError.
        """
        from ostrakon.claims.channel import read_report

        return read_report(
            content,
            name=name,
            dated=dated,
            grammar=self._grammar(extractor),
            today=self.today(),
            screening_on=lambda day: self.screening(
                threshold=TEXT_THRESHOLD,
                limit=DEFAULT_LIMIT,
                as_of=as_of,
                in_force_on=day,
                datasets=datasets,
            ),
        )

    def reconcile(
        self,
        reports: Sequence[tuple[str, bytes, date | None]],
        *,
        extractor: Extractor | None = None,
    ) -> Reconciliation:
        """Several reports (name, content, day or None) read and compared: which figures speak of one thing,
        and where they differ. No list is asked. Raises as `read` does."""
        from ostrakon.claims.channel import read_unlisted
        from ostrakon.claims.reconciliation import reconcile
        from ostrakon.model.claims import Reconciliation

        grammar = self._grammar(extractor)
        readings = [
            read_unlisted(content, name=name, dated=day, grammar=grammar, today=self.today())
            for name, content, day in reports
        ]
        return Reconciliation(tuple(readings), tuple(reconcile(readings)))

    def positions(
        self,
        reports: Sequence[tuple[str, bytes, date | None]],
        *,
        extractor: Extractor | None = None,
    ) -> tuple[tuple[Reading, ...], PositionLog]:
        """The positions and ceasefires of several reports, in order of their days, and what the lists did
        after positions on sanctions, from every version held. Arguments as for `reconcile`."""
        from ostrakon.claims.channel import listed_between, read_unlisted
        from ostrakon.claims.positions import follow, log_of

        grammar = self._grammar(extractor)
        readings = [
            read_unlisted(content, name=name, dated=day, grammar=grammar, today=self.today())
            for name, content, day in reports
        ]
        holdings = self.store if self.settings.has_store else None
        steps, remarks = follow(readings, listed_between(holdings, as_of=self.today()))
        return tuple(readings), log_of(readings, steps, remarks)

    def score(self, query: Query, other: Query) -> PairScore:
        """How well one pair agrees, with reasons, as if `other` stood on a list.

        It is read as of its own `kind`, else the other's, else a company's where a number or a legal
        form tells so, else a person's. Words are as rare as on the lists in force today.
        """
        screening = self.screening(threshold=0.0, limit=1, as_of=None, in_force_on=None, datasets=())
        return score_pair(query, other, screening)

    def screening(
        self,
        *,
        threshold: float,
        limit: int,
        as_of: date | None,
        in_force_on: date | None,
        datasets: Sequence[str],
        around: bool = True,
        network: bool = False,
    ) -> Screening:
        """The lists of that day, opened once for any number of queries.

        `network`: parties that are on no list but tied to listed ones are looked for as well.

        `around` False: with a day of effect, only the versions in force are searched, not those of that
        day, so that entries removed since are not found.
        """
        today = self._now().date()
        _refuse_moments(as_of, in_force_on)
        day = as_of or today
        if isinstance(datasets, str):
            raise UsageError(f"datasets {datasets!r}: must be several, as in datasets=[{datasets!r}]")
        _refuse_senseless(threshold, limit, day, in_force_on, today)
        opened = self._opened(self.state(), day, in_force_on, tuple(datasets), around)
        return Screening(
            scope=opened.scope,
            matcher=opened.matcher,
            in_force=opened.in_force,
            threshold=threshold,
            limit=limit,
            proof=proof_of(opened.scope, threshold=threshold, in_force_on=in_force_on),
            in_force_on=in_force_on,
            beside=self._beside(self.state(), day) if network else None,
        )

    def by_party(self, answer: Answer) -> tuple[PartyHits, ...]:
        """The hits of `answer`, grouped by party as known by the end of the day that it is of."""
        return by_party(answer.hits, self.members(as_of=answer.proof.as_of)) if answer.hits else ()

    def members(self, *, as_of: date | None = None) -> Members:
        """Which listings are one party, as known by the end of `as_of`: what was kept, else made now."""
        _refuse_moments(as_of)
        return self._members(self.state(), as_of or self.today(), changed_at(self.settings.overrides))

    def kept_members(self, *, as_of: date | None = None) -> Members | None:
        """`members` where parties of that day were made before, in milliseconds; None elsewhere.

        Parties of the embedded snapshot are never kept.
        """
        holdings = self.holdings
        if isinstance(holdings, Snapshot):
            return None
        day = as_of or self.today()
        return self._party_book.find_members(holdings, as_of=end_of_day(day))

    def parties(self, *, as_of: date | None = None) -> Resolution:
        """Which listings are about one party, of all official lists that were held by the end of `as_of`.

        Every listing of every version captured by then takes part in its newest state, those that have
        left their list as well. What a person decided in `parties.yml` in the home goes before.
        """
        today = self._now().date()
        _refuse_moments(as_of)
        if as_of is not None and as_of > today:
            raise UsageError(f"as of {as_of}: that day has not come yet (today is {today})")
        return self._resolution(self.state(), as_of or today, changed_at(self.settings.overrides))

    def owners(
        self,
        entity: str,
        *,
        graph: Path | str | None = None,
        listed: Sequence[str] = (),
        listed_file: Path | str | None = None,
        complete_register: bool = False,
        rules: Sequence[Jurisdiction] = (),
        on: date | None = None,
        law_known_at: date | None = None,
    ) -> OwnersAnswer:
        """Whether `entity` is blocked through its owners, by each of `rules` (empty: all), on the day `on`
        (default: today, UTC), by the stakes in the file `graph` or in the prepared register of that folder,
        or else by what the lists state.

        `listed` are names listed on every day, `listed_file` a table of names with days. Judgments later
        than `law_known_at` (default: today) are not used. `complete_register`: what no stake accounts for
        belongs to nobody listed. Raises UsageError and SourceError naming the place and the value.
        """
        from ostrakon.ownership.asking import ask

        today = self._now().date()
        _refuse_moments(on, law_known_at)
        return ask(
            entity,
            graph=self.network(on=on) if graph is None else Path(graph),
            listed=listed,
            listed_file=None if listed_file is None else Path(listed_file),
            complete=complete_register,
            rules=rules,
            on=on or today,
            law_known_at=law_known_at or today,
        )

    def supporters(self, party: str, *, on: date | None = None) -> SupportersAnswer:
        """Who supports `party` (a name or `dataset:id`), acts for it, leads it or stands beside it, by what
        the lists of `on` (default: today, UTC) state, in the issuers' words."""
        from ostrakon.ownership.finding import find_actor
        from ostrakon.ownership.supporters import supporters

        network = self.network(on=on)
        return supporters(network, find_actor(network, party, what="party"), on or self._now().date())

    def network(self, *, on: date | None = None) -> Network:
        """Who owns, controls, serves or supports whom by what the lists held on `on` (default: today) state
        themselves, their listings joined to parties. Raises NotHeld where no list was imported by then."""
        today = self._now().date()
        _refuse_moments(on)
        if on is not None and on > today:
            raise UsageError(f"on {on}: that day has not come yet (today is {today})")
        return self._network(self.state(), on or today)

    def prepare_register(self, stakes: Path, folder: Path, *, companies: Path | None = None) -> Description:
        """Make `folder` a prepared register of a Parquet file of stakes, to be asked with `owners` and
        `blocked_in`. `companies`: a Parquet file whose column `id` has every company there is.

        Raises SourceError for a row that cannot be used, with its number; `folder` is then as it was.
        """
        from ostrakon.ownership.register import prepare_apart

        return prepare_apart(stakes, folder, companies=companies)

    def blocked_in(
        self,
        register: Path,
        *,
        listed: Sequence[str] = (),
        listed_file: Path | None = None,
        complete_register: bool = False,
        rules: Sequence[Jurisdiction] = (),
        on: date | None = None,
        law_known_at: date | None = None,
    ) -> Everybody:
        """The answer for every party of a prepared register at once. Arguments as for `owners`."""
        from ostrakon.ownership.asking import ask_everybody

        today = self._now().date()
        _refuse_moments(on, law_known_at)
        return ask_everybody(
            register,
            listed=listed,
            listed_file=listed_file,
            complete=complete_register,
            rules=rules,
            on=on or today,
            law_known_at=law_known_at or today,
        )

    def blocked_on_spark(
        self,
        stakes: str,
        output: str,
        *,
        listed_file: Path,
        master: str | None = None,
        complete_register: bool = False,
        rules: Sequence[Jurisdiction] = (),
        on: date | None = None,
        law_known_at: date | None = None,
    ) -> int:
        """As `blocked_in`, by a Spark: from Parquet that is not prepared to a Parquet folder that must not be
        there, with a row for each party that is blocked or open. Returns the number of rows.

        `master` is the address of the Spark, such as "local[2]"; None is what the environment says.
        """
        from ostrakon.ownership.asking import ask_on_spark

        today = self._now().date()
        _refuse_moments(on, law_known_at)
        return ask_on_spark(
            stakes,
            output,
            master=master,
            listed_file=listed_file,
            complete=complete_register,
            rules=rules,
            on=on or today,
            law_known_at=law_known_at or today,
        )

    # --- keeping lists -----------------------------------------------------------------------------

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        captured_at: date | None = None,
        dataset: str | None = None,
        force: str | None = None,
    ) -> Iterator[Outcome]:
        """Make a version of each official file (or set of OFAC parts), or say why not.

        `captured_at` is the day the files were seen, when that was not now; `dataset` names a list
        of your own; `force` is the reason to import against a refusal, kept with the version.
        """
        from ostrakon.lists.ingest import import_files

        _refuse_no_reason(force)
        return import_files(
            self._incoming(paths, captured_at),
            store=self.store,
            captures=self.captures,
            dataset=dataset,
            force=force,
        )

    def update(
        self, datasets: Sequence[str] = (), *, force: str | None = None, progress: Progress | None = None
    ) -> Iterator[Outcome]:
        """Fetch every current list (or `datasets`) from its issuer; one outcome per list."""
        from ostrakon.lists.issuers import sources_to_update
        from ostrakon.lists.update import Fetching, update

        _refuse_no_reason(force)
        return update(
            sources_to_update(datasets),
            store=self.store,
            captures=self.captures,
            now=self._now,
            fetching=Fetching(progress=progress),
            force=force,
        )

    def status(self) -> list[DatasetStatus]:
        """Each list's newest version, age and last error; of the snapshot while nothing was imported."""
        from ostrakon.lists.status import status_of

        holdings = self.holdings
        tries = self.store if self.settings.has_store else self._snapshot
        return status_of(holdings, tries, today=self._now().date())

    def compare(
        self,
        issuers: Sequence[str],
        *,
        programme: str | None = None,
        kind: str | None = None,
        in_force_on: date | None = None,
        as_of: date | None = None,
        progress: coalition.Progress = lambda _what, _done, _of: None,
    ) -> coalition.Comparison:
        """Who of `issuers` (us, gb, eu, un) lists whom on `in_force_on`, as known by `as_of`; who was first.

        `programme` is a family of the programme table (syria) or a code as an issuer prints it; `kind` a
        FollowTheMoney schema. Raises UsageError for a question that cannot be understood, NotHeld where an
        issuer has no version by then.
        """
        from ostrakon import coalition

        _refuse_moments(as_of, in_force_on)
        question = coalition.question_of(
            issuers,
            programme=programme,
            kind=kind_asked(kind),
            in_force_on=in_force_on,
            as_of=as_of,
            today=self._now().date(),
        )
        store = self._imported()
        first = self._first_listed(store, question.as_of)
        timelines = Timelines(store, as_of=end_of_day(question.as_of), first_listed=first)
        history = coalition.history_of(store, timelines, question, progress)
        progress("joining listings to parties", 0, 0)
        resolution = self.parties(as_of=question.as_of)
        return coalition.compare(
            coalition.counted(resolution.parties, progress),
            resolution.undecided,
            history,
            question,
            text_of=coalition.texts_of(store, question),
            proof=coalition.proof_of(store, question),
        )

    # --- what changed ------------------------------------------------------------------------------

    def diff(self, before: str, after: str, *, programme: str | None = None, kind: str | None = None) -> Diff:
        """What changed between two versions of a list: `us_ofac_sdn@2025-05-29`, or `…@2025-05-29.2`.

        Only listings of `kind` (a FollowTheMoney schema) and under a programme that the pattern
        `programme` describes (`SYRIA*`). Raises UsageError for what cannot be understood, NotHeld for a
        day before the first version and a version that is not held.
        """
        from ostrakon.lists.diff import diff
        from ostrakon.lists.versions import version_of

        store, today = self._imported(), self._now().date()
        older, newer = (version_of(text, store, today=today) for text in (before, after))
        return diff(older, newer, store, programme=programme, kind=kind_asked(kind))

    def history(self, listing_id: str) -> History:
        """One listing's life in the versions held: `us_ofac_sdn:12735`, or an unambiguous id.

        Raises NotHeld for an id that no version has, UsageError for one of several lists.
        """
        from ostrakon.lists.history import history

        return history(listing_id, self._imported())

    def since(
        self,
        since: str,
        *,
        threshold: float = DEFAULT_THRESHOLD,
        as_of: date | None = None,
        datasets: Sequence[str] = (),
    ) -> Window:
        """What changed on the lists between `since` and `as_of`, to screen customers against.

        `since` is a day, or `us_ofac_sdn@2025-05-29` for that list alone. Raises UsageError for anything
        else and for a day later than `as_of`, NotHeld where no list was held by then.
        """
        from ostrakon.screening.windows import since_of, window_of

        store = self._imported()
        _refuse_moments(as_of)
        today = self._now().date()
        moment = since_of(since, store, today=today, as_of=as_of or today)
        if moment.version is not None:
            if set(datasets) - {moment.version.dataset}:
                raise UsageError(f"--since {since}: is of one list, and others are asked for")
            datasets = (moment.version.dataset,)
        screening = self.screening(
            threshold=threshold, limit=DEFAULT_LIMIT, as_of=as_of, in_force_on=None, datasets=datasets
        )
        scope = screening.scope
        then = effect_of(
            msgspec.structs.replace(scope, as_of=moment.day),
            None,
            self._first_listed(store, scope.as_of),
            None,
        )
        folders = [self._index_folder(store, version) for version in scope.versions]
        return window_of(moment, screening, then, store, [self._open_index(folder) for folder in folders])

    def screen_since(
        self,
        queries: Iterable[Query],
        since: str,
        *,
        threshold: float = DEFAULT_THRESHOLD,
        as_of: date | None = None,
        datasets: Sequence[str] = (),
    ) -> Iterator[HitChange]:
        """Hits of `queries` that are new, gone or otherwise since then, each with the change of the list
        that caused it. Arguments as for `since`."""
        from ostrakon.screening.batch import Customer
        from ostrakon.screening.since import hit_changes

        window = self.since(since, threshold=threshold, as_of=as_of, datasets=datasets)
        customers = (Customer(row, None, query) for row, query in enumerate(queries, start=1))
        return hit_changes(customers, window)

    def _imported(self) -> ListStore:
        holdings = self.holdings
        if isinstance(holdings, Snapshot):
            raise NotHeld(
                "nothing was imported yet; the lists inside Ostrakon are one version each, without history"
            )
        return holdings

    @cached_property
    def store(self) -> ListStore:
        from ostrakon.lists.store import ListStore

        return ListStore(self.database)

    @cached_property
    def database(self) -> Database:
        """The SQL database that the lists and the journal share."""
        from ostrakon.lists.store.database import Database

        return Database(self.settings.database)

    @cached_property
    def captures(self) -> CaptureStore:
        from ostrakon.evidence import CaptureStore

        return CaptureStore(self.settings.captures)

    @cached_property
    def evidence(self) -> EvidenceStore:
        """Reports and other documents: taken in with their custody, given out, proven unchanged."""
        from ostrakon.evidence.store import EvidenceStore

        return EvidenceStore(self.captures, self.settings.evidence, self._now)

    @property
    def holdings(self) -> ListStore | Snapshot:
        """The store once a list was imported, the embedded snapshot until then."""
        if self.settings.has_store and self.store.datasets():
            return self.store
        return self._snapshot

    @cached_property
    def _snapshot(self) -> Snapshot:
        return Snapshot.open()

    # --- the record --------------------------------------------------------------------------------

    def record(
        self, answers: Sequence[Answer], *, who: str, channel: str, limit: int = DEFAULT_LIMIT
    ) -> list[Recorded]:
        """Write these answers to the journal, each as an entry. They are on disk once this returns.

        `channel` is the way they came ("screen", "batch", "http"), `who` the person or key that asked,
        `limit` the most hits that each was asked for.
        """
        from ostrakon.cases import Screened

        screened = [Screened.of_answer(answer, limit=limit) for answer in answers]
        return self.journal.record(screened, who=who, channel=channel)

    def recorded(
        self, answers: Iterable[Answer], *, who: str, channel: str, limit: int = DEFAULT_LIMIT
    ) -> Iterator[tuple[Answer, Recorded]]:
        """The same answers in order, each with its place in the journal, where it is by then."""
        waiting = iter(answers)
        while part := list(islice(waiting, _RECORDED_TOGETHER)):
            yield from zip(part, self.record(part, who=who, channel=channel, limit=limit), strict=True)

    def record_text(
        self, answer: TextAnswer, text: str, *, who: str, channel: str = "text", limit: int = DEFAULT_LIMIT
    ) -> Recorded:
        """Write the answer about `text` to the journal, which keeps the hash of the text, not the text."""
        from ostrakon.cases import Screened

        screened = Screened.of_text(answer, text, limit=limit)
        [recorded] = self.journal.record([screened], who=who, channel=channel)
        return recorded

    def certificate(self, number: int) -> bytes:
        """The signed certificate of journal entry `number`, as canonical JSON. The key is made on first use.

        Raises UsageError where there is no such screening, CertificateError where it was erased.
        """
        from ostrakon.cases.certificates import certificate_of

        return certificate_of(self.journal.find(number), key=self.signing_key, at=self._now())

    def verify_certificate(self, content: bytes, *, public_key: Path | None = None) -> Verification:
        """Check a certificate with the public key in a file, else with this home's; where journal and
        captures are held, against them, and by screening again. Raises CertificateError for what is none."""
        from ostrakon.cases.signing import public_key_in
        from ostrakon.cases.verification import Trusted, Workshop, verify_certificate

        own = self.signing_key.public_if_any() if public_key is None else None
        trusted = None if own is None else Trusted(own, f"of this home ({self.signing_key.public_path})")
        if public_key is not None:
            trusted = Trusted(public_key_in(public_key), f"in {public_key}")
        workshop = Workshop(
            journal=self.journal if self.settings.has_store else None,
            holdings=self.holdings,
            capture_problem=self.captures.problem_with,
            again=self._screening_again,
            document=self._document,
        )
        return verify_certificate(content, trusted=trusted, workshop=workshop)

    def _screening_again(self, proof: Proof, limit: int) -> Screening:
        """The lists of `proof` in its very versions, whatever was imported since."""
        from ostrakon.cases.verification import HeldVersions

        named = tuple(dict.fromkeys(checked.dataset for checked in proof.checked))
        for datasets in ((), named):  # asked without lists, closed ones are left out
            screening = self.screening(
                threshold=proof.threshold,
                limit=limit,
                as_of=proof.as_of,
                in_force_on=proof.in_force_on,
                datasets=datasets,
            )
            if _versions_of(screening.proof) == _versions_of(proof):
                return screening
        if proof.in_force_on is not None:
            raise OstrakonError("other versions are known of that day by now")
        holdings = self.holdings
        scope = scope_of(HeldVersions(holdings, proof), as_of=proof.as_of, datasets=named)
        return replace(screening, scope=scope, matcher=self._matcher_over(holdings, scope))

    def _document(self, sha256: str) -> str | None:
        if not self.captures.holds(sha256):
            return None
        with self.captures.open(sha256) as file:
            return file.read().decode("utf-8", "replace")

    @cached_property
    def signing_key(self) -> SigningKey:
        """What certificates are signed with."""
        from ostrakon.cases.signing import SigningKey

        return SigningKey(self.settings.keys)

    @cached_property
    def journal(self) -> Journal:
        """Every screening that was recorded; nothing is written to it otherwise."""
        from ostrakon.cases import Journal

        return Journal(self.database, self._now)

    # --- proving -----------------------------------------------------------------------------------

    def verify(self) -> Iterator[Problem]:
        """Recompute every hash and chain that is held; yields what is not as it was written."""
        for problem in self.captures.verify():
            yield Problem(str(problem.path), str(problem).removeprefix(f"{problem.path}: "))
        yield from self.evidence.verify()
        yield from self.signing_key.verify()
        if self.settings.has_store:
            from ostrakon.cases.chain import verify_journal

            yield from self.database.verify()
            yield from self.store.verify(self.captures.holds)
            yield from verify_journal(self.database)

    def _load_grammar(self, extractor: Extractor | None) -> Grammar:
        from ostrakon.claims.extraction.grammar import grammar_of

        return grammar_of(extractor, self.settings.language_model)

    # --- keeping it all ----------------------------------------------------------------------------

    def back_up(self, file: Path) -> BackedUp:
        """Write all that cannot be made again into one file, while others go on. A database on a server is
        not in it. Raises UsageError for a file that is there already."""
        from ostrakon.evidence.backups import back_up

        return back_up(self.settings.home, file, with_database=self.settings.database_url is None)

    def restore(self, file: Path) -> BackedUp:
        """Make the home what it was when `file` was written. Raises UsageError for a home that is not empty,
        BackupError for a file that is not as it was written."""
        from ostrakon.evidence.backups import restore

        return restore(file, self.settings.home)

    # --- the clock ---------------------------------------------------------------------------------

    def state(self) -> int:
        """Another number after each import or update, by whichever process."""
        return self.store.state() if self.settings.has_store else _NOTHING_IMPORTED

    def now(self) -> datetime:
        """By the engine's clock, UTC."""
        return self._now()

    def today(self) -> date:
        """The day it is, UTC, by the engine's clock."""
        return self._now().date()

    # --- between the floors ------------------------------------------------------------------------

    def _open(
        self, _state: int, day: date, in_force_on: date | None, datasets: tuple[str, ...], around: bool
    ) -> _Opened:
        """The lists of `day`, remembered until the state of the store changes."""
        holdings = self.holdings
        scope = self._scope(holdings, day, datasets)
        if in_force_on is not None and around:
            scope = with_versions_around(scope, holdings, in_force_on=in_force_on, datasets=datasets)
        matcher = self._matcher_over(holdings, scope)
        first_listed = self._first_listed(holdings, scope.as_of)
        timelines = (
            None
            if isinstance(holdings, Snapshot)
            else Timelines(holdings, as_of=end_of_day(day), first_listed=first_listed)
        )
        return _Opened(scope, matcher, effect_of(scope, in_force_on, first_listed, timelines))

    def _matcher_over(self, holdings: ListStore | Snapshot, scope: Scope) -> Matcher | Layers:
        """Over the versions in force; behind them those around the day of effect, each list once a layer."""
        newest = tuple((v.dataset, self._index_folder(holdings, v)) for v in scope.versions)
        layers: list[dict[str, Path]] = []
        for version in scope.around:
            layer = next((one for one in layers if version.dataset not in one), None)
            if layer is None:
                layers.append(layer := {})
            layer[version.dataset] = self._index_folder(holdings, version)
        matchers = [self._matcher(newest, ())]
        matchers += [self._matcher(tuple(layer.items()), newest) for layer in layers]
        return matchers[0] if len(matchers) == 1 else Layers(matchers)

    def _scope(self, holdings: ListStore | Snapshot, day: date, datasets: Sequence[str]) -> Scope:
        if isinstance(holdings, Snapshot):
            # The only UK list in the snapshot is OFSI's, closed since: old, but better than none.
            return scope_of(
                holdings, as_of=day, datasets=datasets, include_closed=True, notice=holdings.notice
            )
        return scope_of(holdings, as_of=day, datasets=datasets)

    def _matcher_of(
        self, folders: tuple[tuple[str, Path], ...], weighed_by: tuple[tuple[str, Path], ...]
    ) -> Matcher:
        indexes = {dataset: self._open_index(folder) for dataset, folder in folders}
        return Matcher(indexes, weighed_by=[self._open_index(folder) for _, folder in weighed_by])

    def _index_folder(self, holdings: ListStore | Snapshot, version: ListVersion) -> Path:
        """The index of `version`, built where there is none, and again where it cannot be used."""
        if isinstance(holdings, Snapshot):
            return holdings.index_folder(version)
        folder = self.settings.index / INDEX_VERSION / version.dataset / index_name(version)
        if folder.is_dir() and not self._usable(folder, version):
            shutil.rmtree(folder, ignore_errors=True)  # another process may be at it too
            self._open_index.cache_clear()
        if not folder.is_dir():
            try:
                build(holdings.listings(version), folder)
            except OSError as error:
                raise OstrakonError(f"{folder}: the index cannot be written: {error.strerror}") from error
        return folder

    def _network_of(self, _state: int, day: date) -> Network:
        """Read from the index folder where the same versions made it before."""
        from ostrakon.ownership.listings import HeldList, network_of_lists, prepared

        holdings = self.holdings
        if isinstance(holdings, Snapshot):
            raise NotHeld("the lists inside the package hold no ties between parties: import lists first")
        scope = self._scope(holdings, day, ())
        overrides = self.settings.overrides
        decided = overrides.read_text("utf-8") if overrides.exists() else ""
        known = [
            version
            for dataset in SOURCES
            for version in holdings.versions(dataset)
            if version.captured_at <= end_of_day(day)
        ]

        def network() -> Network:
            parties = self.parties(as_of=day)
            lists = (HeldList(version, tuple(holdings.listings(version))) for version in scope.versions)
            return network_of_lists(lists, lambda id_: party.id if (party := parties.find(id_)) else id_)

        return msgspec.structs.replace(
            prepared(
                self.settings.index,
                (INDEX_VERSION, RESOLUTION_VERSION, scope.versions, known, decided),
                network,
            ),
            sources=tuple(
                f"{version.dataset} {version.name}, {scope.age_days(version):,} days old, {version.sha256}"
                for version in scope.versions
            ),
            remarks=tuple(
                f"{left_out.dataset}: {left_out.why}"
                for left_out in scope.not_checked
                if left_out.why.startswith("no version held")
            ),
        )

    def _beside_of(self, state: int, day: date) -> Beside | None:
        """None where the lists name nobody who is on none of them."""
        from ostrakon.ownership.beside import DATASET, Beside, unlisted

        network = self._network(state, day)
        parties = list(unlisted(network, day))
        if not parties:
            return None
        holdings = self.holdings
        made_of = sha256(msgspec.json.encode(parties)).hexdigest()
        folder = self.settings.index / INDEX_VERSION / DATASET / made_of[:24]
        if not folder.is_dir():
            build(parties, folder)
        versions = self._scope(holdings, day, ()).versions
        weighing = tuple((one.dataset, self._index_folder(holdings, one)) for one in versions)
        return Beside(network, self._matcher(((DATASET, folder),), weighing), day)

    def _members_of(self, _state: int, day: date, _decided: tuple[int, int] | None) -> Members:
        kept = self.kept_members(as_of=day)
        return members_of(self.parties(as_of=day)) if kept is None else kept

    def _resolve(self, _state: int, day: date, _decided: tuple[int, int] | None) -> Resolution:
        holdings, moment = self.holdings, end_of_day(day)
        if isinstance(holdings, Snapshot):
            return self._party_book.of_snapshot(holdings, as_of=moment)
        return self._party_book.of_store(holdings, as_of=moment)

    @property
    def _party_book(self) -> PartyBook:
        holdings = self.holdings
        return PartyBook(
            self.settings.parties,
            self.settings.overrides,
            lambda version: self._open_index(self._index_folder(holdings, version)),
        )

    def _usable(self, folder: Path, version: ListVersion) -> bool:
        try:
            return self._open_index(folder).listings == version.listings
        except (OSError, EOFError, ValueError):  # what a file that is absent, empty or cut off raises
            return False

    def _first_listed(self, holdings: ListStore | Snapshot, as_of: date) -> Callable[[Listing], ListedOn]:
        if isinstance(holdings, Snapshot):
            return lambda listing: first_listed(listing, lambda _: None)
        ofsi = holdings.find("gb_hmt_sanctions", as_of=end_of_day(as_of))
        if ofsi is None:
            return lambda listing: first_listed(listing, lambda _: None)
        groups = OfsiGroups(lambda id_: holdings.listing(ofsi, id_), lambda: holdings.listings(ofsi))
        return lambda listing: first_listed(listing, groups)

    def _incoming(self, paths: Sequence[Path], captured_at: date | None) -> list[Incoming]:
        from ostrakon.lists.ingest import Incoming, Received

        now = self._now()
        if captured_at is not None and captured_at > now.date():
            raise UsageError(f"--captured-at {captured_at} lies in the future")
        if captured_at is not None and captured_at < _FIRST_DAY:
            raise UsageError(f"--captured-at {captured_at}: no list was a file before {_FIRST_DAY}")
        received = (
            Received(now, "observed", now)
            if captured_at is None
            else Received(start_of_day(captured_at), "given", now)
        )
        return [Incoming(path, _printable_name(path), received) for path in paths]


def _versions_of(proof: Proof) -> set[tuple[str, str, str]]:
    return {(checked.dataset, checked.version, checked.sha256) for checked in proof.checked}


def _printable_name(path: Path) -> str:
    """A file system takes any bytes for a name; a database and a terminal take text alone."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def index_name(version: ListVersion) -> str:
    """Of all that is known of the version: its name and its main file can be those of another one, made
    without its aliases or by an older reader, in a database that was since deleted or is not this one."""
    known = msgspec.json.encode(version, order="deterministic")
    return f"{version.name}-{sha256(known).hexdigest()[:12]}"


def _refuse_no_reason(force: str | None) -> None:
    if force is not None and not force.strip():
        raise UsageError("--force: give the reason, it is kept with the version")


def _refuse_moments(*days: date | None) -> None:
    """A moment is a `date` to Python, yet answers are by days: whether 23:00 counts would be a guess."""
    for day in days:
        if isinstance(day, datetime):
            raise UsageError(f"{day}: give a day, as in date(2016, 10, 16)")


def _refuse_senseless(
    threshold: float, limit: int, as_of: date, in_force_on: date | None, today: date
) -> None:
    if not 0 <= threshold <= 1:
        raise UsageError(f"threshold {threshold:g}: must lie between 0 and 1")
    if not 1 <= limit <= _MOST_HITS:
        raise UsageError(f"limit {limit}: must lie between 1 and {_MOST_HITS}")
    if as_of > today:
        raise UsageError(f"as of {as_of}: that day has not come yet (today is {today})")
    if in_force_on is not None and in_force_on > as_of:
        raise UsageError(f"in force on {in_force_on}: later than what was known by {as_of}")
