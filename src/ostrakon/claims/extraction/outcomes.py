"""Which count of a sentence met which outcome: the predicates and nouns, and the counts around them."""

from collections.abc import Sequence
from typing import NamedTuple

from ostrakon.claims.extraction.counts import Count
from ostrakon.claims.extraction.grammar import Tree
from ostrakon.claims.extraction.predicates import NOMINALS, Predicate, nominal_outcome
from ostrakon.claims.language import Token
from ostrakon.claims.lexicon import word_class
from ostrakon.model.claims import Outcome

__all__ = ["Before", "understand"]

_BOUNDARIES = frozenset(
    "where when while after before because as if but although though unless until whether since ; : what "
    "how why".split()
)
_QUOTES = frozenset('"“”«»')
_LISTING = frozenset(", and or as well plus & / then with also but both".split())
_OWNERS = frozenset({"his", "her", "their", "its", "our", "the"})
_INCLUDING = frozenset("including incl include included includes among amongst comprising".split())
_SETS = frozenset(
    "dead killed victims casualties fatalities wounded injured missing deaths slain detained arrested "
    "displaced hurt detainees bodies".split()
)
_TOTALS = frozenset("toll figure total number count tally figures these those group".split())
_LOSE = frozenset({"lose", "loses", "lost", "losing"})
_LEAVE = frozenset({"leave", "leaves", "left", "leaving"})
_FORCE = frozenset(
    "drove drives driving forced forces forcing sent sending driven made making rendered rendering "
    "uprooted".split()
)
_PREPOSITIONS = frozenset(
    "in on at by from to with for near during of inside outside around across aboard under between among "
    "through against into over off along behind beyond".split()
)
_ALONGSIDE = frozenset({"alongside", "along", "together", "with", "beside"})
_CAPTIVE = frozenset({"prisoner", "hostage", "captive"})
_CAPTIVES = frozenset({"prisoners", "hostages", "captives"})
# Verbs that can be done to others as well: "the storm drowned 17 people".
_DONE_TO = frozenset({"drowned", "drowning", "drowns", "starved", "starving", "suffocated", "burned"})
_SKIPPED = frozenset({"at", "least", "another", "the", "also", "all", "only", "just", '"', "“"})
_THESE = frozenset({"these", "those", "them"})
_SHARES = (["made", "up"], ["make", "up"], ["accounted", "for"])
_YOUNG = frozenset(
    {"children", "minors", "boys", "girls", "kids", "pupils", "teenagers", "youths", "students"}
)
_HURTS = (
    "injur",
    "wound",
    "burn",
    "shrapnel",
    "breath",
    "difficult",
    "poison",
    "trauma",
    "inhalat",
    "symptom",
)
_COPULA = frozenset({"was", "were", "is", "are"})
_COMPLEMENT_SKIPS = frozenset("also a an the all mostly either under those of".split())


class Before(NamedTuple):
    """What came before in the document: the last count that was understood, its outcome, and all counts of
    its sentence."""

    last: Count | None = None
    outcome: Outcome | None = None
    sentence: tuple[Count, ...] = ()


def understand(
    tokens: Sequence[Token],
    found: list[Count],
    befallen: Sequence[Predicate],
    before: Before,
    tree: Tree | None = None,
) -> list[Count]:
    """The counts of `found` that met an outcome, each filled in.

    Verbs beside a count come first, then verbs with a count as object or subject, sets and tolls, and at
    last what a count shares with its neighbours.
    """
    sentence = _Sentence(tokens, found, befallen, before, tree)
    sentence.deny_survival()
    sentence.gather_companions()
    sentence.take_constructions()
    verbs = [predicate for predicate in befallen if predicate.first not in sentence.inside]
    for step in (sentence.relate, sentence.take_object, sentence.take_subject, sentence.take_by_tree):
        for predicate in verbs:
            step(predicate)
    for count in found:
        if count.outcome is None:
            sentence.read_around(count)
    sentence.share()
    sentence.take_adjectives()
    sentence.complete_parts()
    return [count for count in found if count.outcome is not None and _counts_people(count)]


def _counts_people(count: Count) -> bool:
    return count.kind != "things" or count.how == "listed label"


class _Sentence:
    def __init__(
        self,
        tokens: Sequence[Token],
        found: list[Count],
        befallen: Sequence[Predicate],
        before: Before,
        tree: Tree | None,
    ) -> None:
        self.tokens = tokens
        self.counts = found
        self.predicates = befallen
        self.before = before
        self.tree = tree
        self.by_first = {count.first: count for count in found}
        self.inside = {index: count for count in found for index in range(count.first, count.last + 1)}
        self.conditional = bool(tokens) and any(token.low in {"if", "unless"} for token in tokens)
        self.used: set[int] = set()

    def low(self, index: int) -> str:
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    # --- verbs ---------------------------------------------------------------------------------------

    def give(self, count: Count, predicate: Predicate, how: str) -> None:
        if count.kind == "things" or (count.outcome is not None and count.how != "shared"):
            return
        if (count.kind == "reports") != (predicate.detail == "excluded_reports"):
            return
        if predicate.detail == "recruited" and count.head is not None and count.head not in _YOUNG:
            return  # doctors are hired, children are taken
        if count.single and how == "subject" and self._is_whole_group(count):
            return
        count.outcome, count.detail, count.how = predicate.outcome, predicate.detail, how
        count.predicate, count.group = (predicate.first, predicate.last), predicate.group
        count.conditional = predicate.conditional
        count.doubtful = predicate.doubtful
        count.negated = predicate.negated
        self.used.add(predicate.first)

    def _is_whole_group(self, count: Count) -> bool:
        return self.low(count.last + 1) in {"of", "who"} and count.head in {"member", "group"}

    def deny_survival(self) -> None:
        """As in "None of the hundred passengers survived": all of them are dead."""
        for position, token in enumerate(self.tokens):
            if token.low not in {"survived", "survive", "alive"}:
                continue
            words = [other.low for other in self.tokens[:position]]
            negated = (
                "none" in words
                or "nobody" in words
                or "no" in words[-12:]
                or ("not" in words and "one" in words)
            )
            for count in self.counts:
                if negated and count.last < position and count.kind == "persons" and count.low > 1:
                    count.outcome, count.how, count.predicate, count.group = (
                        "killed",
                        "none survived",
                        (position, position),
                        position,
                    )
                    count.holder = count.relation = None
                if negated and count.last < position and (count.low <= 1 or count.qualifier == "denial"):
                    count.kind = "things"

    def gather_companions(self) -> None:
        """As in "Killed alongside the commander were his driver and two bodyguards": four, as listed."""
        predicate = self.predicates[0] if self.predicates else None
        if predicate is None or predicate.first > 1 or self.low(predicate.last + 1) not in _ALONGSIDE:
            return
        verb = next((i for i in range(predicate.last + 1, len(self.tokens)) if self.low(i) in _COPULA), None)
        listed = [
            count
            for count in self.counts
            if verb is not None and count.first > verb and count.kind == "persons"
        ]
        if verb is None or not listed:
            return
        companions = [count for count in self.counts if count.last < verb and count.kind == "persons"]
        named = not companions
        whole = listed[0]
        victims = [
            token.text
            for token in self.tokens[predicate.last + 1 : verb]
            if token.low in word_class("person").words
        ]
        for count in listed[1:] + companions:
            whole.low, whole.high = whole.low + count.low, whole.high + count.high
            count.kind = "things"
        whole.low, whole.high = whole.low + named, whole.high + named
        whole.victim = ", ".join([*victims, *(c.head or "" for c in [*companions, *listed])])
        whole.first, whole.last = min(c.first for c in [*companions, *listed]), listed[-1].last
        self.give(whole, predicate, "companions")

    def take_constructions(self) -> None:
        """Turns of phrase that enclose the count, before any single verb is looked at."""
        for count in self.counts:
            for read in (self._driven, self._taken, self._buried, self._sought, self._whereabouts):
                outcome = read(count) if count.outcome is None else None
                if outcome is not None:
                    count.outcome, count.detail = outcome
                    count.how = (
                        "after noun" if read in {self._whereabouts, self._buried, self._sought} else "object"
                    )

    def _taken(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "taking seven prisoner", "took 40 hostages"."""
        if self.low(count.first - 1) not in {"took", "take", "takes", "taking", "taken"}:
            return None
        if self.low(count.last + 1) in _CAPTIVE:
            count.kind = "none"
        elif count.head not in _CAPTIVES:
            return None
        count.predicate, count.group = (count.first - 1, count.first - 1), count.first - 1
        return "detained", None

    def _buried(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "We buried nineteen today"."""
        if count.kind != "none" or self.low(count.first - 1) not in {"buried", "bury", "burying"}:
            return None
        count.predicate, count.group = (count.first - 1, count.first - 1), count.first - 1
        return "killed", None

    def _sought(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "rescuers were searching for a further 11"."""
        seeking = self.low(count.first - 2) in {"looking", "searching", "search"}
        if not seeking or self.low(count.first - 1) != "for" or count.kind not in {"persons", "none"}:
            return None
        count.predicate = (count.first - 2, count.first - 2)
        return "missing", None

    def _whereabouts(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "the fate of 190 of them is unknown"."""
        if self.low(count.first - 1) != "of" or self.low(count.first - 2) not in {"whereabouts", "fate"}:
            return None
        count.predicate = (count.first - 2, count.first - 2)
        return "missing", None

    def relate(self, predicate: Predicate) -> None:
        """A verb right after the count, or after who: "30 killed", "people who have died"."""
        end = predicate.group - 1
        if predicate.relative:
            end -= 1
            if self.low(end) == ",":
                end -= 1
            count = self._noun_before(end)
            if count is not None:
                self.give(count, predicate, "relative")
            return
        if not predicate.bare or predicate.form == "base" or self.low(predicate.first) in _PREPOSITIONS:
            return
        count = self.inside.get(end)
        if count is None or count.last != end:
            return
        if predicate.transitive and predicate.form == "ed" and self._has_object(predicate):
            self.used.add(-count.first - 1)  # these are the ones who did it
            return
        if predicate.transitive and predicate.form == "ing":
            return
        self.give(count, predicate, "beside")
        for other in self._listed_before(count):
            self.give(other, predicate, "beside")

    def _noun_before(self, end: int) -> Count | None:
        """The count whose noun stands at `end`, or before a phrase of place ("people in the town who")."""
        for index in range(end, max(-1, end - 8), -1):
            if index in self.inside:
                return self.inside[index]
            if self.low(index) in _BOUNDARIES or self.tokens[index].kind == "mark":
                return None
        return None

    def _has_object(self, predicate: Predicate) -> bool:
        index = predicate.last + 1
        if self.low(index) in {"and", "or"}:
            return any(p.first == index + 1 and self._has_object(p) for p in self.predicates)
        while self.low(index) in {
            "at",
            "least",
            "up",
            "to",
            "as",
            "many",
            "more",
            "than",
            "about",
            "some",
            "nearly",
        }:
            index += 1
        if index in self.inside:
            return True
        determined = self.low(index) in {"the", "a", "an", "his", "her", "their", "its", "several", "each"}
        if determined:
            return True
        return self.low(index) in word_class("persons").words or self.low(index) in {
            "himself",
            "themselves",
            "herself",
        }

    def take_object(self, predicate: Predicate) -> None:
        """As in "killed 12 civilians and wounded 30", "displaced some 41,000 people"."""
        done = self.low(predicate.first) in _DONE_TO and predicate.last == predicate.first
        if not (predicate.transitive or done) or predicate.passive:
            return
        index = predicate.last + 1
        if self.low(index) in {"himself", "herself", "themselves"} and self.low(index + 1) == "and":
            index += 2
        if self.low(index) in {"and", "or"}:  # "killed and wounded dozens"
            second = next((p for p in self.predicates if p.first == index + 1 and p.transitive), None)
            if second is not None:
                index = second.last + 1
        if self.low(index) == "the" and self.low(index + 1) not in {"other"} and index not in self.inside:
            index += 1
        count = self._count_at(index)
        if count is None or count.how == "beside" or count.outcome is not None:
            return
        self.give(count, predicate, "object")
        for other in self._listed_after(count):
            self.give(other, predicate, "object")

    def _count_at(self, index: int) -> Count | None:
        for skip in range(3):
            count = self.by_first.get(index + skip)
            if count is not None:
                return count
            if self.low(index + skip) not in _SKIPPED:
                return None
        return None

    def take_subject(self, predicate: Predicate) -> None:
        """As in "Seventeen people in Qasr Wadi were killed", "fighters, 640 of them foreign, fell"."""
        if predicate.relative or predicate.first in self.used:
            return
        if predicate.transitive and not predicate.passive:
            return
        if self.low(predicate.group) in {"being", "having"} or (predicate.form == "ing" and predicate.bare):
            return
        count = self._subject(predicate)
        if count is None or -count.first - 1 in self.used:
            return
        self.give(count, predicate, "subject")
        listed = [c for c in self._listed_after(count, subjects=True) if c.last < predicate.group]
        for other in (*self._listed_before(count), *listed):
            self.give(other, predicate, "subject")

    def take_by_tree(self, predicate: Predicate) -> None:
        """Objects that stand too far from their verb for words to tell."""
        if self.tree is None or not predicate.transitive or predicate.passive or predicate.first in self.used:
            return
        for index in self.tree.objects(predicate.first):
            count = self.inside.get(index)
            if count is not None and count.outcome is None and index > predicate.last:
                self.give(count, predicate, "object")

    def _subject(self, predicate: Predicate) -> Count | None:
        known = self.tree.subject(predicate.first) if self.tree is not None else None
        if known is not None and (count := self.inside.get(known)) is not None and count.kind != "things":
            return self._outermost(count)
        index = predicate.group - 1
        if self.low(index) in {"and", "or", "then", ","} or (
            self.low(index) == "," and self.low(index - 1) == "and"
        ):
            # A second verb of the same subject: "were beaten and killed".
            previous = next(
                (p for p in reversed(self.predicates) if p.last < predicate.group and p.last >= index - 12),
                None,
            )
            owner = previous and next(
                (c for c in self.counts if c.predicate and c.predicate[0] == previous.first), None
            )
            if owner and self.low(index) in {"and", "or", "then"} and owner.how in {"subject", "relative"}:
                return None
        if self.low(index) == ",":
            opening = self._opening(index)
            if opening is not None:
                count = self.inside.get(opening - 1) or self._last_before(opening)
                if count is not None and count.kind != "things":
                    return count
            index -= 1
        return self._last_before(index + 1)

    def _opening(self, closing: int) -> int | None:
        """The comma that opens the aside which the one at `closing` ends."""
        for index in range(closing - 1, max(-1, closing - 25), -1):
            if self.low(index) == "," and index + 1 < closing:
                return index
            if self.low(index) in {";", ":", "."}:
                return None
        return None

    def _last_before(self, end: int) -> Count | None:
        """The count whose phrase reaches to `end`: only phrases of place, time and kind stand between."""
        say = word_class("say").words
        index = end - 1
        while index >= 0:
            if index in self.inside:
                count = self.inside[index]
                return self._outermost(count) if self._is_modified(count.last + 1, end) else None
            low = self.low(index)
            if low in say and self.low(index + 1) not in _SETS:  # "reported missing"
                return None
            if low in _BOUNDARIES or low in _QUOTES or low in word_class("auxiliaries").words:
                return None
            if low in {"who", "which", "that"}:
                return None
            index -= 1
        return None

    def _outermost(self, count: Count) -> Count:
        """In "five of the 20 hostages were freed" the five were."""
        for other in self.counts:
            if other.of == "number" and other.holder is count:
                return other
        return count

    def _is_modified(self, start: int, end: int) -> bool:
        """Whether start..end says where, when or which of the count before it, and is no other clause."""
        if start >= end:
            return True
        first = self.tokens[start]
        if first.low in {"and", "or", "but"}:
            return False
        if first.low == "a" and self.low(start + 1) in {"day", "week", "month", "year", "hour"}:
            return self._is_modified(start + 2, end)
        if first.low in {",", "(", "-", "—", "–"}:
            return self._aside_closes(start, end)
        if first.low in _PREPOSITIONS or first.low in word_class("adverbs").words:
            return all(
                self.low(i) != "and" or self.tokens[i + 1].capital or self._place_and(i)
                for i in range(start, end - 1)
            )
        return first.low.endswith(("ing", "ed", "en", "ght")) or first.low in {
            "aged",
            "alone",
            "held",
            "caught",
            "left",
        }

    def _place_and(self, index: int) -> bool:
        return any(self.low(i) in _PREPOSITIONS for i in range(max(0, index - 6), index))

    def _aside_closes(self, start: int, end: int) -> bool:
        last = self.low(end - 1)
        return last in {",", ")", "-", "—", "–"} or end - start == 1

    # --- lists ---------------------------------------------------------------------------------------

    def _listed_before(self, count: Count) -> list[Count]:
        """The counts that a list joins to `count` from the left: "three men and two women"."""
        listed: list[Count] = []
        position = self.counts.index(count)
        current = count
        for other in reversed(self.counts[:position]):
            between = range(other.last + 1, current.first)
            if other.outcome is None and other.kind != "things" and self._only_lists(between):
                listed.append(other)
                current = other
            else:
                break
        return listed

    def _listed_after(self, count: Count, *, subjects: bool = False) -> list[Count]:
        """Those joined from the right; one with a verb of its own is not, unless subjects are looked for."""
        listed: list[Count] = []
        position = self.counts.index(count)
        current = count
        for other in self.counts[position + 1 :]:
            between = range(current.last + 1, other.first)
            own = self.low(other.last + 1) in word_class("auxiliaries").words
            if (
                other.outcome is None
                and other.kind != "things"
                and self._only_lists(between)
                and not other.partitive
                and (subjects or not own)
            ):
                listed.append(other)
                current = other
            else:
                break
        return listed

    def _only_lists(self, between: range) -> bool:
        words = [self.low(index) for index in between]
        return any(word in _LISTING for word in words) and all(word in _LISTING | _OWNERS for word in words)

    # --- nouns, sets and tolls -----------------------------------------------------------------------

    def read_around(self, count: Count) -> None:
        if count.kind == "reports":
            return
        for read in (
            self._after_noun,
            self._after_label,
            self._left_so,
            self._lost,
            self._treated,
            self._in_set,
            self._in_toll,
            self._in_brackets,
            self._in_pairs,
        ):
            outcome = read(count)
            if outcome is not None:
                count.outcome, count.detail = outcome
                count.how = read.__name__.strip("_").replace("_", " ")
                if self.conditional and count.how == "after noun":
                    count.conditional = True
                return

    def _after_noun(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "the deaths of 214 civilians", "claimed the lives of over 900"."""
        if count.kind not in {"persons", "none"}:
            return None
        index = count.first - 1
        if self.low(index) in {"the", "these", "those"}:
            index -= 1
        if self.low(index) not in {"of", "to"} or (noun := self.low(index - 1)) not in NOMINALS:
            return None
        count.predicate, count.group = (index - 1, index), index - 1
        for other in self._listed_after(count):
            other.outcome, other.detail, other.how = *NOMINALS[noun], "after noun"
            other.predicate, other.group = count.predicate, count.group
        return NOMINALS[noun]

    def _after_label(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "Killed: 12", "Wounded - 30"."""
        mark = self.low(count.first - 1)
        if mark not in {":", "-", "–", "—", "="} or count.kind == "things":
            return None
        word = self.low(count.first - 2)
        outcome = nominal_outcome(word)
        if outcome is None or count.first - 2 in self.inside:
            return None
        count.predicate, count.group = (count.first - 2, count.first - 2), count.first - 2
        return outcome, "casualties" if word in {"casualties", "casualty"} else None

    def _left_so(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "left seven people in the queue dead": the state stands further behind."""
        if not any(self.low(i) in _LEAVE for i in range(max(0, count.first - 3), count.first)):
            return None
        for index in range(count.last + 1, min(count.last + 12, len(self.tokens))):
            outcome = nominal_outcome(self.low(index))
            if outcome is not None and self.low(index) in {
                "dead",
                "wounded",
                "injured",
                "missing",
                "homeless",
                "hurt",
                "maimed",
            }:
                count.predicate = (index, index)
                return outcome, "lost_home" if self.low(index) == "homeless" else None
            if self.low(index) in _BOUNDARIES or self.low(index) in {",", "and", "."}:
                return None
        return None

    def _driven(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "drove 9,000 from their homes", "forced 200 families to flee"."""
        if self.low(count.first - 1) not in _FORCE or count.kind == "things":
            return None
        after = [self.low(index) for index in range(count.last + 1, count.last + 6)]
        if (
            "homes" in after
            or "flee" in after
            or "fleeing" in after
            or "home" in after
            or "homeless" in after
            or (after[:1] == ["out"])
        ):
            count.predicate = (count.first - 1, count.first - 1)
            return "displaced", None
        return None

    def _lost(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "lost 17 men", "admitted to losing eleven"."""
        if self.low(count.first - 1) not in _LOSE or count.kind not in {"persons", "none"}:
            return None
        after = self.low(count.last + 1)
        if count.kind == "none" and after not in {"", ".", ",", ";", "in", "and", "on", "during", "when"}:
            return None
        if count.head in {
            "supporters",
            "followers",
            "customers",
            "voters",
            "employees",
            "staff",
            "members",
            "seats",
        }:
            return None
        count.predicate, count.group = (count.first - 1, count.first - 1), count.first - 1
        for other in self._listed_after(count):
            other.outcome, other.how, other.predicate = "killed", "lost", count.predicate
        return "killed", None

    def _treated(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "treated 30 people for burns"."""
        if (
            not self.low(count.first - 1).startswith(("treat", "admit", "receiv", "bandag"))
            or count.kind == "things"
        ):
            return None
        after = [self.low(index) for index in range(count.last + 1, count.last + 8)]
        if any(word.startswith(_HURTS) for word in after):
            return "wounded", None
        return None

    def _in_set(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "the dead included 12 children", "among the dead were", "the figure included 90 children"."""
        index = count.first - 1
        members = False
        while index >= 0 and count.first - index < 40:
            low = self.low(index)
            if index in self.inside:
                index -= 1
                continue
            if (
                low in _INCLUDING
                or low in {"comprised", "contained"}
                or (low in _COPULA and self._among_before(index))
            ):
                members = True
                break
            if index in self.inside or low in _LISTING or low in {"(", "—", "."}:
                index -= 1
                continue
            if low in {"them", "whom", "these", "those"} and self.low(index - 1) in {
                "among",
                "amongst",
                "of",
            }:
                index, members = index - 1, True
                break
            if low in word_class("say").words or self._in_aside(index):
                index -= 1
                continue
            if low in {"those", "of"} and self.low(count.first - 2) == "those":
                index -= 1
                continue
            return None
        if not members:
            return None
        count.relation = "part_of"
        for back in range(index - 1, max(-1, index - 14), -1):
            low = self.low(back)
            if back in self.inside:
                holder = self.inside[back]
                if holder.outcome is not None:
                    count.holder = holder
                    return holder.outcome, holder.detail
            if low in _SETS and (outcome := nominal_outcome(low)):
                count.predicate = (back, back)
                return outcome, None
            if low in {"killed", "wounded", "injured", "detained", "arrested", "missing", "abducted"}:
                return nominal_outcome(low) or "killed", None
            if low == "victims" or (low == "toll" and self.low(back - 1) == "death"):
                return "killed", None
            if low in _TOTALS and self.before.last is not None and self.before.last.outcome is not None:
                if low == "group" and self.low(index) in _COPULA:
                    continue
                count.holder = self.before.last
                return self.before.last.outcome, self.before.last.detail
            if low in {";", "."}:
                break
        return None

    def _among_before(self, index: int) -> bool:
        """As in "Among the dead were", "killed alongside them were": the set comes first."""
        return any(self.low(i) in {"among", "amongst", "alongside"} for i in range(max(0, index - 7), index))

    def _in_aside(self, index: int) -> bool:
        """Whether the token stands between two commas that hold a verb of saying: ", doctors said,"."""
        left = next((i for i in range(index, max(-1, index - 6), -1) if self.low(i) == ","), None)
        right = next((i for i in range(index, min(len(self.tokens), index + 6)) if self.low(i) == ","), None)
        if left is None or right is None:
            return False
        return any(self.low(i) in word_class("say").words for i in range(left, right))

    def _in_toll(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "the death toll climbed to 112", "put the number of dead at 1.250", "Toll is now 57"."""
        if count.kind != "things" and self.low(count.first - 1) == "to":
            after = count.last + 2 if self.low(count.last + 1) == "the" else count.last + 1
            if self.low(after) in {"number", "toll", "total"}:  # "bringing to six the number of people held"
                count.predicate = (after, after)
                outcome = self._number_of(after)
                return (outcome or "killed", None) if outcome or self.low(after) == "toll" else None
        if (
            count.kind == "things"
            or count.single
            or self.low(count.first - 1) not in word_class("rise").words | {":", "—", "–"}
        ):
            return None
        for index in range(count.first - 1, max(-1, count.first - 30), -1):
            low = self.low(index)
            if low == ";":
                return None
            if low in {"number", "numbers", "total", "count", "tally", "figure"}:
                outcome = self._number_of(index)
                if outcome is not None:
                    count.predicate = (index, index)
                    return outcome, None
                told = next(
                    (c.outcome for c in self.counts if c.outcome and c.last < index), self.before.outcome
                )
                if told is not None and self.low(index + 1) in {
                    "at",
                    "to",
                }:  # "put the number at nearly 8,000"
                    return told, None
                if low in {"tally", "count"} and self.low(index - 1) in {"body", "death", "casualty"}:
                    return "killed", None
                continue
            if low in {"toll", "tolls"}:
                count.predicate = (index, index)
                kind = self.low(index - 1)
                return nominal_outcome(kind) or "killed", None
            if (
                low
                in {
                    "fatalities",
                    "deaths",
                    "killings",
                    "losses",
                    "injuries",
                    "casualties",
                    "dead",
                    "wounded",
                    "injured",
                }
                and index not in self.inside
            ):
                outcome = nominal_outcome(low)
                count.predicate = (index, index)
                if outcome is not None and self.low(index - 1) != "the":
                    return outcome, "casualties" if low == "casualties" else None
                if outcome is not None:
                    return outcome, None
            between = self.inside.get(index)
            if between is not None and between.outcome is None and between.kind == "things":
                return None
        return None

    def _number_of(self, index: int) -> Outcome | None:
        """The outcome that "the number of people killed" counts."""
        if self.low(index + 1) not in {"of", "killed", "dead"}:
            return None
        window = range(index + 1, min(index + 8, len(self.tokens)))
        told = next((p for p in self.predicates if p.first in window and p.form != "base"), None)
        for i in window:
            if told is not None and told.first == i:
                return told.outcome
            if (outcome := nominal_outcome(self.low(i))) is not None:
                return outcome
        return None

    def _in_brackets(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "the heaviest losses (412), ahead of Port Salim (377)"."""
        if not count.bracketed or count.kind != "none":
            return None
        lone = sum(other.bracketed for other in self.counts) == 1
        if (
            lone
            and count.high <= 110
            and self.tokens[count.first - 2].capital
            and self.tokens[count.first - 3].capital
        ):
            return None  # an age after a name
        return self._sentence_outcome()

    def _sentence_outcome(self) -> tuple[Outcome, str | None] | None:
        for predicate in self.predicates:
            if predicate.first not in self.inside or self.inside[predicate.first].outcome:
                return predicate.outcome, predicate.detail
        for index, token in enumerate(self.tokens):
            if index not in self.inside and (outcome := nominal_outcome(token.low)):
                return outcome, None
        return None

    def _in_pairs(self, count: Count) -> tuple[Outcome, str | None] | None:
        """As in "By governorate: Aleppo 402, Idlib 377, elsewhere 234": names with numbers, twice or more."""
        if not self._is_pair(count) or sum(self._is_pair(other) for other in self.counts) < 2:
            return None
        count.bracketed = True
        own = self._sentence_outcome()
        if own is not None:
            return own
        return (self.before.outcome, None) if self.before.outcome is not None else None

    def _is_pair(self, count: Count) -> bool:
        if count.kind != "none" or count.quantity is None or count.quantity.decoy:
            return False
        index = count.first - 1
        if self.low(index) in {":", "-", "–", "—"}:
            index -= 1
        named = index >= 0 and (
            self.tokens[index].capital
            or self.low(index) in {"elsewhere", "others", "other", "unknown"}
            or self.low(index - 1) == "other"
        )
        ends = self.low(count.last + 1) in {"", ",", ";", ".", "and"}
        return named and ends and self.low(index) not in word_class("months").words

    # --- what neighbours share -----------------------------------------------------------------------

    def share(self) -> None:
        """Lists, parts and gaps: "and eight in Idlib", "640 of them foreigners", "Russian forces 121"."""
        for position, count in enumerate(self.counts):
            if count.outcome is not None or count.kind == "things":
                continue
            left = next((c for c in reversed(self.counts[:position]) if c.outcome is not None), None)
            if count.partitive and count.of in {"them", "whom", "these", "those", "which"}:
                self._part(count, left or self.before.last)
            elif count.of == "number" and count.holder is not None and count.holder.outcome is not None:
                self._part(count, count.holder)
            elif count.partitive and count.of in _SETS | {"victims", "total"}:
                self._part_of_set(count)
            elif left is not None and self._in_aside_of(left, count):
                self._part(count, left if left.relation != "part_of" or left.holder is None else left.holder)
            elif (
                self.low(count.first - 1) in {"whom", "which"} and self.low(count.first - 2) == "of"
            ) or self._of_whole(count, left):
                self._part(count, left or self._named_again() or self.before.last)
            elif left is not None and self._goes_on(left, count):
                self._same(count, left)
        for position, count in reversed(list(enumerate(self.counts))):
            right = self.counts[position + 1] if position + 1 < len(self.counts) else None
            if (
                count.outcome is None
                and count.kind in {"persons", "none"}
                and right is not None
                and right.outcome is not None
            ) and (
                not count.single
                and self._only_lists(range(count.last + 1, right.first))
                and right.how in {"beside", "subject", "relative"}
                and right.kind != "outcome"
            ):
                self._same(count, right)

    def _part(self, count: Count, holder: Count | None) -> None:
        if holder is None or holder.outcome is None or holder is count:
            return
        count.holder, count.relation = holder, "part_of"
        count.outcome, count.detail, count.how = holder.outcome, holder.detail, "part"
        count.group = holder.group
        count.conditional, count.doubtful, count.negated = holder.conditional, holder.doubtful, holder.negated

    def _part_of_set(self, count: Count) -> None:
        """As in "9 of the dead were schoolgirls": of a set that the text named before, or nowhere."""
        count.relation = "part_of"
        count.outcome = nominal_outcome(count.of or "") or self.before.outcome or "killed"
        count.how = "part of set"
        count.victim = None

    def _of_whole(self, count: Count, left: Count | None) -> bool:
        """As in "Of the 96 people who died, 58 were children", "Of these, 201 were …"."""
        opening = self.low(0) == "of" or (self.low(0) in {"“", '"'} and self.low(1) == "of")
        if not opening or count.first < 2:
            return False
        again = self.low(1) == "the" and self._named_again() is not None
        whole = left is not None or self.low(1) in _THESE or again
        return whole and (self._follows_comma(count) or self._answered_for(count))

    def _named_again(self) -> Count | None:
        """The count of the sentence before that this one begins with: "Of the 306, …"."""
        held = (one for one in self.before.sentence if one.low == self.counts[0].low)
        return next(held, None)

    def _answered_for(self, count: Count) -> bool:
        """As in "…, regime forces were responsible for 15,051"."""
        blamed = self.low(count.first - 2) in {"responsible", "accounted"}
        return blamed and self.low(count.first - 1) == "for"

    def _in_aside_of(self, left: Count, count: Count) -> bool:
        """As in "8 killed (5 civilians, 3 soldiers)"."""
        if count.kind != "persons":
            return False
        between = [self.low(i) for i in range(left.last + 1, count.first)]
        opened = any(self.low(i) == "(" for i in range(max(0, count.first - 14), count.first))
        return between == ["("] or (
            opened and left.relation == "part_of" and between in ([","], ["and"], [",", "and"])
        )

    def _follows_comma(self, count: Count) -> bool:
        return any(self.low(i) in {",", "and"} for i in range(max(0, count.first - 2), count.first))

    def _goes_on(self, left: Count, count: Count) -> bool:
        """A gap: "…, Russian forces 121", "and eight in Idlib", "and 77 to the denial of care"."""
        if left.kind == "things" or count.single or (left.how in {"noun"} and count.kind == "persons"):
            return False
        between = [self.low(i) for i in range(left.last + 1, count.first)]
        after = self.low(count.last + 1)
        if left.relation == "part_of" and between[0] in _COPULA and between[-1] in {",", "and"}:
            return count.kind in {"persons", "none"} and len(between) <= 6
        if between[-2:] in (["down", "from"], ["up", "from"], ["compared", "with"], ["compared", "to"]):
            return count.kind in {"none", "persons"}
        if not between or ";" in between or any(word in word_class("say").words for word in between):
            return False
        ends = after in {
            "",
            ",",
            ".",
            ";",
            "and",
            "in",
            "near",
            "at",
            "to",
            "by",
            "from",
            "on",
            "outside",
            ")",
            "among",
            "today",
            "yesterday",
            "overnight",
            "tonight",
        }
        if self._only_lists(range(left.last + 1, count.first)) and count.kind in {"persons", "none"}:
            return count.kind == "persons" or ends
        if count.kind != "none" or not ends:
            return False
        if between[-1] in {"and", ","} and (
            after in {"in", "near", "at", "to", "by", "outside", "from", "today", "yesterday", "overnight"}
        ):
            return not any(word in word_class("auxiliaries").words for word in between[-4:])
        return (left.how == "object" or left.perpetrator is not None) and self._actor_gap(left, count)

    def _actor_gap(self, left: Count, count: Count) -> bool:
        """An actor's name alone stands before the number: "Russian forces 121, and the Islamic State 74"."""
        start = count.first
        while start - 1 > left.last and self.low(start - 1) not in {",", ";"}:
            start -= 1
        words = [token for token in self.tokens[start : count.first] if token.low not in {"and", "the"}]
        if not words or self.low(start - 1) != ",":
            return False
        named = all(word.capital or word.low in word_class("actors").words for word in words)
        if named:
            count.perpetrator = " ".join(word.text for word in words)
        return named

    def _same(self, count: Count, other: Count) -> None:
        count.outcome, count.detail, count.how = other.outcome, other.detail, "shared"
        count.predicate, count.group = other.predicate, other.group
        count.conditional, count.doubtful, count.negated = other.conditional, other.doubtful, other.negated
        if count.holder is None and other.relation == "part_of" and other.holder is not count:
            count.holder, count.relation = other.holder, other.relation

    # --- who the counted are -------------------------------------------------------------------------

    def take_adjectives(self) -> None:
        """As in "400 dead soldiers", where nothing else befell them."""
        for count in self.counts:
            if count.outcome is None and count.adjective is not None:
                count.outcome, count.how = count.adjective, "noun"

    def complete_parts(self) -> None:
        persons = word_class("persons").words
        for position, count in enumerate(self.counts):
            if count.outcome is None:
                continue
            if count.qualifier == "denial" and count.how == "noun" and count.kind == "outcome":
                count.negated = False
            if count.victim is None and count.head in {"bodies", "corpses"}:
                count.victim = count.head
            if (
                count.partitive
                and count.of in {"them", "whom", "which"}
                and count.holder is None
                and position
            ):
                count.holder, count.relation = self.counts[position - 1], "part_of"
            if count.of == "number" and count.holder is not None and count.victim is None:
                count.victim = count.holder.victim or count.holder.head
            whole = self.counts[0] if position else self.before.last if self.low(1) in _THESE else None
            if count.relation is None and whole is not None and self._of_whole(count, whole):
                count.relation = "part_of"
                count.holder = whole if whole.outcome is not None else None
            if [self.low(count.first - 2), self.low(count.first - 1)] in _SHARES and not count.victim:
                named = next((i for i in range(count.first - 3, -1, -1) if self.low(i) in persons), None)
                count.victim = self.tokens[named].text if named is not None else None
            if count.relation == "part_of" and (complement := self._complement(count)):
                count.victim = complement
            if count.head in {"others", "more"} or (
                count.kind == "none"
                and count.victim is None
                and (count.how in {"object", "lost"} or count.perpetrator)
            ):
                told = [c for c in self.counts[:position] if c.victim and c.kind == "persons"]
                earlier = next((c for c in reversed(told) if c.relation != "part_of"), None)
                if earlier is not None and count.bracketed is False:
                    count.victim = earlier.victim
            if count.head == "wounded" and count.kind == "persons":
                count.kind = "outcome"
            if (
                count.holder is not None
                and count.holder.victim
                and count.victim in {None, "foreigners"}
                and count.victim in persons
            ):
                count.victim = f"foreign {count.holder.victim}"

    def _complement(self, count: Count) -> str | None:
        """As in "58 were children", "640 of them foreigners", "of whom nine were women and minors"."""
        index = count.last + 1
        if self.low(index) in _COPULA:
            index += 1
            while self.low(index) in _COMPLEMENT_SKIPS:
                index += 1
        elif count.kind == "persons":
            return None
        start = index
        persons = word_class("persons").words
        while index < len(self.tokens) and index - start < 4 and self.tokens[index].kind == "word":
            if self.low(index) in persons:
                last = index
                while self.low(last + 1) in persons or (
                    self.low(last + 1) == "and" and self.low(last + 2) in persons
                ):
                    last += 1 if self.low(last + 1) in persons else 2
                return " ".join(token.text for token in self.tokens[start : last + 1])
            if self.low(index) in _PREPOSITIONS or self.low(index) in word_class("auxiliaries").words:
                return None
            index += 1
        return None
