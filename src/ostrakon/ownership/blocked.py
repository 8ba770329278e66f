"""One jurisdiction's rule over a network on a day → who is blocked, who is not, who cannot be told.

Two least fixed points: on lower bounds (surely caught) and on upper bounds (perhaps caught). Where a rule
adds the stakes of different listed persons, all seeds spread together; where it does not, each spreads by
itself; where that is not verified across regulations, the seeds of each regulation do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ostrakon.model import Jurisdiction, StakeKind, Verdict
from ostrakon.ownership.holdings import HALF, Edge, Holdings, holdings_on
from ostrakon.ownership.network import Network, listed_on, relevant_to
from ostrakon.ownership.rules import (
    OwnershipRule,
    Presumption,
    StatusRule,
    effective,
    presumptions_on,
    rule_on,
    status_rule_on,
)
from ostrakon.ownership.spreading import Bound, Caught, Test, reaches, spread

__all__ = ["Findings", "Run", "find_blocked", "issuers_of"]


class Run(Struct, frozen=True):
    """One spreading: the listed parties it started from and whom it caught. `why` says what it stands for
    where that is not the rule itself; `holdings` are what it went over."""

    group: frozenset[int]
    caught: Caught
    test: Test
    holdings: Holdings
    why: Presumption | StatusRule | None = None


class Findings(Struct, frozen=True):
    """`sure` and `maybe` hold the runs of both bounds. `listed` are the seeds by list, with their
    programmes; `record` is the jurisdiction's own, `rule` the one that decides (None: none recorded).

    `lists_held`: False where no list of that jurisdiction was looked at, so that nobody is known to be
    not listed."""

    jurisdiction: Jurisdiction
    on: date
    record: OwnershipRule | None
    rule: OwnershipRule | None
    listed: dict[str, frozenset[str]]
    sure: tuple[Run, ...]
    maybe: tuple[Run, ...]
    holdings: Holdings | None
    complete: bool
    lists_held: bool = True

    def verdict(self, actor_id: str) -> Verdict:
        if actor_id in self.listed or self.run(self.sure, actor_id):
            return "blocked"
        told = self.rule is not None and self.lists_held
        return "not_blocked" if told and not self.run(self.maybe, actor_id) else "cannot_tell"

    def sure_beside(self, run: Run, holder: int) -> list[Run]:
        """The runs on lower bounds that caught `holder` from the same listed parties as `run`, or some of
        them: what is sure there is sure for `run`."""
        return [one for one in self.sure if one.group <= run.group and holder in one.caught]

    @staticmethod
    def run(runs: Iterable[Run], actor_id: str) -> Run | None:
        """The first of `runs` that caught the actor."""
        return next((run for run in runs if run.holdings.number.get(actor_id) in run.caught), None)


def find_blocked(
    network: Network,
    jurisdiction: Jurisdiction,
    on: date,
    *,
    law_known_at: date,
    complete: bool,
    entity: str | None = None,
) -> Findings:
    """What the rule of `on` says of every actor, or of `entity` and those above it alone.

    `complete`: what no stake accounts for belongs to nobody who is listed. `law_known_at` is the day up
    to which later readings of that rule are used.
    """
    record = rule_on(jurisdiction, on)
    rule = effective(record, on) if record else None
    issuers = issuers_of(jurisdiction, on)
    listed = listed_on(network.listed, on, issuers)
    held = network.issuers is None or not issuers.isdisjoint(network.issuers)
    if record is None or rule is None:
        return Findings(jurisdiction, on, record, rule, listed, (), (), None, complete, held)
    only = None if entity is None else relevant_to(network, entity)
    holdings = holdings_on(
        network,
        on,
        rule.counts,
        complete=complete,
        agents=rule.acts_for_caught == "judged",
        joint=rule.joint != "ignored",
        only=only,
    )
    seeds = {holdings.number[id_]: codes for id_, codes in listed.items() if id_ in holdings.number}
    status = _status_runs(network, jurisdiction, on, complete=complete, only=only)
    sure = [*status[:1], *_runs(rule, seeds, holdings, status[:1], upper=False)]
    maybe = [*status[1:], *_runs(rule, seeds, holdings, status[1:], upper=True)]
    if jurisdiction == rule.jurisdiction:  # a later judgment of the EU's court is not read into UK law here
        for presumption in presumptions_on(jurisdiction, on, law_known_at=law_known_at):
            maybe.append(_presumed(presumption, seeds, holdings, rule, maybe))
    return Findings(
        jurisdiction, on, record, rule, listed, tuple(sure), tuple(maybe), holdings, complete, held
    )


def _runs(
    rule: OwnershipRule,
    seeds: Mapping[int, frozenset[str]],
    holdings: Holdings,
    status: Sequence[Run],
    *,
    upper: bool,
) -> list[Run]:
    """One run per group of seeds; whom a state owns counts in each, as do hidden holders on upper bounds."""
    test = _test(rule, upper=upper)
    always = [actor for run in status for actor in run.caught] + (_hidden(holdings) if upper else [])
    groups = _groups(rule, seeds, upper=upper)
    return [
        Run(frozenset(group), spread(holdings, [*group, *always], test), test, holdings) for group in groups
    ]


def issuers_of(jurisdiction: Jurisdiction, on: date) -> frozenset[Jurisdiction]:
    """Whose lists count for a jurisdiction on a day: its own, and those of the one it acted by."""
    record = rule_on(jurisdiction, on)
    via = record.acts_via if record else None
    return frozenset({jurisdiction} if via is None else {jurisdiction, via})


def _hidden(holdings: Holdings) -> list[int]:
    return [] if holdings.undisclosed is None else [holdings.undisclosed]


def _test(rule: OwnershipRule, *, upper: bool) -> Test:
    bundles = rule.joint == "each" or (rule.joint == "maybe" and upper)
    return Test(rule.counts, rule.threshold, rule.strict, upper, bundles)


def _groups(
    rule: OwnershipRule, seeds: Mapping[int, frozenset[str]], *, upper: bool
) -> Iterator[Sequence[int]]:
    """The seeds whose stakes are added to each other. There is one group at least: holders that are not
    disclosed may be listed although nobody else is."""
    apart = rule.aggregate == "no" or (rule.aggregate == "undetermined" and not upper)
    if apart:
        yield from ([seed] for seed in seeds)
        if upper or not seeds:
            yield []
    elif rule.aggregate_scope == "same_list" and not upper:
        yield from _by_programme(seeds)
    else:
        yield list(seeds)


def _by_programme(seeds: Mapping[int, frozenset[str]]) -> Iterator[list[int]]:
    """Those of whom no programme is stated are taken to stand under the same one."""
    codes = {code for stated in seeds.values() for code in stated}
    for code in sorted(codes):
        yield [seed for seed, stated in seeds.items() if code in stated]
    yield [seed for seed, stated in seeds.items() if not stated]


def _status_runs(
    network: Network, jurisdiction: Jurisdiction, on: date, *, complete: bool, only: set[str] | None
) -> list[Run]:
    """Whom the state owns or controls, surely and perhaps; nothing where no state is in the network."""
    rule = status_rule_on(jurisdiction, on)
    if rule is None:
        return []
    states = [id_ for id_, actor in network.actors.items() if rule.is_state(actor.name)]
    states = [id_ for id_ in states if only is None or id_ in only]
    if not states:
        return []
    holdings = holdings_on(network, on, rule.counts, complete=complete, agents=False, joint=False, only=only)
    start = [holdings.number[id_] for id_ in states]
    tests = [Test(rule.counts, 50, strict=False, upper=upper, bundles=False) for upper in (False, True)]
    return [Run(frozenset(), spread(holdings, start, test), test, holdings, rule) for test in tests]


def _presumed(
    presumption: Presumption,
    seeds: Mapping[int, frozenset[str]],
    holdings: Holdings,
    rule: OwnershipRule,
    maybe: Sequence[Run],
) -> Run:
    """Whoever one listed person may hold half of, directly or through others, and what hangs on that.

    What hangs on it is a sum that is exactly half and has a stake of somebody caught in this way alone.
    """
    half = Test(rule.counts, rule.threshold, strict=False, upper=True, bundles=True)
    before = {actor for run in maybe for actor in run.caught}
    of_one: Caught = {}
    for seed, codes in seeds.items():
        if presumption.programmes is None or codes.intersection(presumption.programmes):
            for actor, kind in spread(holdings, [seed], half).items():
                of_one.setdefault(actor, kind)
    helped: set[tuple[int, StakeKind]] = set()

    def hangs_on_it(holder: int, edge: Edge, sum_: Bound) -> bool:
        place = edge.asset, edge.kind
        if holder not in before and edge.high > 0:
            helped.add(place)
        own = holdings.own.get(place, 0)
        return place in helped and reaches(sum_, HALF, strict=False, upper=True, own=own)

    start = dict.fromkeys([*seeds, *of_one, *_hidden(holdings)])
    caught = spread(holdings, start, _test(rule, upper=True), also=hangs_on_it)
    return Run(
        frozenset(seeds),
        {actor: of_one.get(actor) or kind for actor, kind in caught.items()},
        half,
        holdings,
        presumption,
    )
