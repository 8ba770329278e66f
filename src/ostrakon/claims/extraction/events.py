"""What happened: ceasefires and their ends, violations and who is accused of them, attacks, meetings."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from ostrakon.claims.extraction.actors import agent, main_subject
from ostrakon.claims.extraction.attributions import resolved
from ostrakon.claims.extraction.context import Context, SentenceParts
from ostrakon.claims.language import Token
from ostrakon.claims.lexicon import word_class
from ostrakon.model.claims import Claim, Window

__all__ = ["events"]

_CEASEFIRE = frozenset("ceasefire cease-fire truce cessation armistice ceasefires truces".split())
_BEGUN = frozenset(
    "announced announces declared declares agreed agreement brokered signed signing force effect began "
    "begin begins effective negotiated established announcement declaration implementing attempts "
    "attempt mediated entered honour holding held proclaimed unilateral accord".split()
)
_ENDED = frozenset(
    "collapse collapsed collapses ended ends end expired expire over ran lapsed unravelled abandoned "
    "abandon failed dead terminated".split()
)
_BROKEN = frozenset(
    "violate violated violates violating violation violations breach breached breaches breaching broke "
    "broken breaking breaks".split()
)
_ACCUSE = frozenset({"accused", "accuses", "accusing", "accuse"})
_MEET = frozenset("meeting meetings summit talks briefing conference met meet".split())
_MEETS_NOW = frozenset(
    "met meet held hold holding convened attended hosted opened broke concluded ended after in at "
    "following between".split()
)
_LAUNCH = frozenset({"launched", "launches", "began", "started", "mounted"})
_ATTACK_NOUNS = frozenset(
    "campaign offensive attack assault raid raids strike strikes shelling bombardment bombing incursion "
    "operation invasion".split()
)
_STRUCK = frozenset("shelled bombed bombarded raided stormed ambushed strafed attacked".split())
_NAMED_ATTACKS = frozenset("bombardment shelling bombing siege assault attack strike".split())
_LONGEST = 30
_WITHOUT = frozenset({"without", "no", "not", "failed", "unless", "any", "if"})
_NEAR_POSITIONS = 12
_NEAR_CHARACTERS = 600  # a paragraph or two
_WANTED = frozenset({"demanding", "expecting", "assessing", "proposing", "considering"})


def events(context: Context, positions: Sequence[Claim]) -> list[Claim]:
    """In order of place, ids e1, e2 …; none inside a demand for the same thing (`positions`)."""
    found: list[Claim] = []
    for parts in context.parts:
        if not parts.sentence.speaks or parts.sentence.role == "headline":
            continue
        for kind, first, last in _marks(parts.sentence.tokens):
            if kind != "attack" and _wanted(parts.sentence.tokens[first].start, positions):
                continue
            found.append(_claim(context, parts, kind, first, last, f"e{len(found) + 1}"))
    found += [
        _sanction(claim, f"e{len(found) + index}")
        for index, claim in enumerate((c for c in positions if c.modality == "imposing"), 1)
    ]
    return [_with_denial(event, positions) for event in found]


def _wanted(start: int, positions: Sequence[Claim]) -> bool:
    """Whether the words stand in a demand, a hope or a doubt: nothing has happened yet."""
    end = bisect_right(positions, start, key=lambda one: one.start)
    near = positions[max(0, end - _NEAR_POSITIONS) : end]
    return any(one.start <= start < one.end and one.modality in _WANTED for one in near)


def _marks(tokens: Sequence[Token]) -> list[tuple[str, int, int]]:
    """The kind of each event and the tokens that tell it, at most one of a kind per sentence."""
    found: dict[str, tuple[str, int, int]] = {}
    for index, token in enumerate(tokens):
        mark = None
        if token.low in _CEASEFIRE:
            mark = _ceasefire(tokens, index)
        elif token.low in _BROKEN and _about_ceasefire(tokens, index):
            mark = "violation", index, min(index + 3, len(tokens) - 1)
        elif token.low in _ACCUSE:
            mark = _accusation(tokens, index)
        elif token.low in _STRUCK or (
            token.low in _LAUNCH and _any(tokens, index + 1, index + 6, _ATTACK_NOUNS)
        ):
            mark = "attack", index, min(index + 5, len(tokens) - 1)
        elif (
            token.low in _NAMED_ATTACKS
            and index + 2 < len(tokens)
            and tokens[index + 1].low == "of"
            and tokens[index + 2].capital
        ):
            mark = "attack", index, index + 2
        elif token.low in _MEET and _is_meeting(tokens, index):
            mark = "meeting", index, index
        if mark is not None and mark[0] not in found:
            found[mark[0]] = mark
    if (
        "violation" in found
        and "ceasefire" in found
        and found["violation"][1] < found["ceasefire"][2] + 4 < found["violation"][2] + 4
    ):
        del found["ceasefire"]
    return sorted(found.values(), key=lambda mark: mark[1])


def _any(tokens: Sequence[Token], start: int, end: int, words: frozenset[str]) -> bool:
    return any(token.low in words for token in tokens[max(0, start) : max(0, end)])


def _ceasefire(tokens: Sequence[Token], index: int) -> tuple[str, int, int] | None:
    """Declared or in force, or at an end, by the nearest word that tells; a wish for one is no event."""
    around = range(max(0, index - 7), min(len(tokens), index + 9))
    if any(tokens[i].low in _BROKEN for i in range(max(0, index - 5), index)):
        return None
    telling = [i for i in around if tokens[i].low in _BEGUN | _ENDED]
    exists = any(tokens[i].low == "exists" for i in around) and any(
        tokens[i].low in {"longer", "not"} for i in around
    )
    if exists:
        return "ceasefire_end", index, min(index + 4, len(tokens) - 1)
    if not telling or _any(tokens, min(*telling, index) - 4, index, _WITHOUT):
        return None
    nearest = min(telling, key=lambda i: abs(i - index))
    kind = "ceasefire_end" if tokens[nearest].low in _ENDED else "ceasefire"
    return kind, min(index, nearest), max(index, nearest)


def _about_ceasefire(tokens: Sequence[Token], index: int) -> bool:
    near = tokens[max(0, index - 14) : index + 6]
    after = tokens[index + 1 : index + 6]
    if any(token.low in _CEASEFIRE for token in after):
        return True
    named = any(token.low in _CEASEFIRE for token in near)
    return named and (
        any(token.low == "it" for token in after[:2])
        or tokens[index].low.startswith("violation")
        or tokens[index - 1].low in {"which", "it"}
    )


def _accusation(tokens: Sequence[Token], index: int) -> tuple[str, int, int] | None:
    of = next((i for i in range(index + 1, min(index + 10, len(tokens))) if tokens[i].low == "of"), None)
    if of is None:
        return None
    rest = tokens[of : of + 12]
    if any(token.low in _CEASEFIRE for token in rest) or (
        any(token.low in _BROKEN for token in rest) and any(token.low in _CEASEFIRE for token in tokens)
    ):
        return "violation", index, min(of + 4, len(tokens) - 1)
    if any(
        token.low
        in _ATTACK_NOUNS | _STRUCK | {"killing", "shelling", "bombing", "targeting", "staging", "attacking"}
        for token in rest
    ):
        return "attack", index, min(of + 4, len(tokens) - 1)
    return None


def _is_meeting(tokens: Sequence[Token], index: int) -> bool:
    low = tokens[index].low
    before = [token.low for token in tokens[max(0, index - 4) : index]]
    if low in {"met", "meet"}:
        return (
            index > 0
            and _any(
                tokens,
                index + 1,
                index + 6,
                frozenset({"with", "in", "at", "ministers", "his", "her", "for"}),
            )
            and (tokens[index - 1].capital or "had" in before or "ministers" in before)
        )
    if low == "briefing":
        return index + 1 < len(tokens) and tokens[index + 1].low in {"allies", "ministers", "partners", "the"}
    return bool(set(before) & _MEETS_NOW) and not set(before) & {
        "resume",
        "return",
        "no",
        "direct",
        "suspended",
    }


def _claim(context: Context, parts: SentenceParts, kind: str, first: int, last: int, name: str) -> Claim:
    tokens = parts.sentence.tokens
    accuser, accused = (
        _accused(context, parts, first, last) if kind in {"violation", "attack"} else (None, None)
    )
    start, end = tokens[first].start, tokens[last].end
    actor = _doer(context, parts, first) if kind != "violation" else None
    time = next((one for one in parts.times if one.first is not None), None)
    place = next((one for one in parts.places if one.proper), None)
    relay = next((one for one in parts.said_by if first in one.scope and one.verb not in _ACCUSE), None)
    speaker = (
        resolved(tokens, relay.who_first, relay.who_last, context.cast)[0] if relay is not None else None
    )
    return Claim(
        id=name,
        kind="event",
        start=start,
        end=end,
        text=context.text[start:end],
        event_type=kind,
        actor=actor,
        accuser=accuser,
        accused=accused,
        speaker=speaker,
        place=place.text if place is not None else None,
        window=Window(time.first, time.last, time.text) if time is not None else None,
        action=_scope(tokens, first),
        anchor_date=context.anchor.day,
        anchor_basis=context.anchor.basis,
        extractor=context.extractor,
        confidence=0.6,
    )


def _scope(tokens: Sequence[Token], first: int) -> str:
    end = next((i for i in range(first, len(tokens)) if tokens[i].text in {".", ";", ",", "”"}), len(tokens))
    words = tokens[first : min(end, first + _LONGEST)]
    return " ".join(token.text for token in words)


def _doer(context: Context, parts: SentenceParts, verb: int) -> str | None:
    tokens = parts.sentence.tokens
    subject = main_subject(tokens, verb)
    if subject is None or subject[1] - subject[0] > 8:
        return None
    words = tokens[subject[0] : subject[1] + 1]
    if not any(token.capital or token.low in word_class("actors").words for token in words):
        return None
    found = agent(tokens, *subject).name
    name = found or resolved(tokens, *subject, context.cast)[0]
    return None if name is None or name.lower() in {"the", "a", "their", "that"} else name


def _accused(context: Context, parts: SentenceParts, first: int, last: int) -> tuple[str | None, str | None]:
    """As in "the rebels accused it of breaking the truce", "its violation by armed groups"."""
    tokens = parts.sentence.tokens
    accuse = next((i for i, token in enumerate(tokens) if token.low in _ACCUSE and i <= last), None)
    if accuse is not None:
        subject = _joined_subject(tokens, accuse)
        accuser = resolved(tokens, *subject, context.cast)[0] if subject else None
        of = next((i for i in range(accuse, len(tokens)) if tokens[i].low == "of"), None)
        if of is None:
            return accuser, None
        named = tokens[accuse + 1 : of]
        if len(named) == 1 and named[0].low in {"it", "them", "him"}:
            earlier = main_subject(
                tokens,
                next((i for i, token in enumerate(tokens) if token.low in word_class("say").words), accuse),
            )
            return accuser, resolved(tokens, *earlier, context.cast)[0] if earlier else None
        return accuser, resolved(tokens, accuse + 1, of - 1, context.cast)[0] if of > accuse + 1 else None
    by = next((i for i in range(first, min(first + 6, len(tokens))) if tokens[i].low == "by"), None)
    if by is not None and by + 1 < len(tokens):
        end = next(
            (
                i
                for i in range(by + 1, len(tokens))
                if tokens[i].kind == "mark" or tokens[i].low in {"in", "on"}
            ),
            len(tokens),
        )
        return None, resolved(tokens, by + 1, end - 1, context.cast)[0]
    subject = main_subject(tokens, first)
    if subject is None or subject[1] - subject[0] > 6:
        return None, None
    who = resolved(tokens, *subject, context.cast)[0]
    return None, who


def _joined_subject(tokens: Sequence[Token], verb: int) -> tuple[int, int] | None:
    subject = main_subject(tokens, verb)
    if subject is not None and subject[0] < len(tokens) and tokens[subject[0]].low in {"but", "and"}:
        return (subject[0] + 1, subject[1]) if subject[1] > subject[0] else None
    start = next((i + 1 for i in range(verb - 1, -1, -1) if tokens[i].low in {"but"}), None)
    if start is not None and start < verb:
        return start, verb - 1
    return subject


def _with_denial(event: Claim, positions: Sequence[Claim]) -> Claim:
    """With who denies it: a denial by the accused close by."""
    if event.accused is None or event.event_type not in {"violation", "attack"}:
        return event
    key = event.accused.lower().split()[-1]
    place = bisect_right(positions, event.start, key=lambda one: one.start)
    for one in positions[max(0, place - _NEAR_POSITIONS) : place + _NEAR_POSITIONS]:
        near = abs(one.start - event.start) < _NEAR_CHARACTERS
        if one.modality == "denying" and near and one.actor and key in one.actor.lower():
            return replace(event, denied_by=one.actor)
    return event


def _sanction(claim: Claim, name: str) -> Claim:
    return replace(claim, id=name, kind="event", event_type="sanction", modality=None, polarity=None)
