"""Who is named in a document, by which names: so that "Johnson", "Boris" and "he" are one man."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from ostrakon.claims.language import Sentence, Token
from ostrakon.claims.lexicon import countries_by_word, institutions, word_class, word_classes

__all__ = ["Cast", "Named", "capital_run", "cast_of"]

_MOST_BODIES = 50  # looked back through for the one that "the group" means
_PARTICLES = frozenset("al el bin ben ibn abu de da del der van von la le di dos of for and the".split())
_INNER = frozenset("al el bin ben ibn abu de da del der van von la le di dos".split())
_LINKS = frozenset({"of", "for", "and", "the"})
_BODIES = frozenset(
    "observatory ministry network council union centre center committee agency front army brigade "
    "movement party organisation organization group institute university court commission office "
    "department foundation society crescent cross association coalition alliance service services watch "
    "international nations league parliament congress senate assembly bank fund programme command "
    "authority police force forces guard corps company corp media television news times post press club "
    "board federation campaign initiative mission chamber tribunal government republic state kingdom "
    "emirate defence defense crisis house zone province district region city river valley street square "
    "bridge hospital school mosque prison market airport port camp gulf sea north south east west "
    "northern southern eastern western old new upper lower great tell day war treaty "
    "convention act law".split()
)
_NO_NAMES = frozenset(
    "the a an this that these those it he she they we i you but and or if in on at of for from to by as "
    "since when while after before according about some many most more all both each no not local "
    "officials breaking update just confirmed thread read more now today there here his her their our "
    "its my your what who why how where asked speaking however meanwhile also instead still then two "
    "three four five six seven eight nine ten dozens hundreds thousands scores nearly almost over at "
    "least".split()
)


class Named(Struct, frozen=True):
    """A name in the text, and who it is: person, institution, country, group or place unknown."""

    start: int
    end: int
    text: str
    name: str
    kind: str


class Cast(Struct):
    """The names of one document. `people` are full names; `mentions` every mention of one, in order.

    `nations` is the state or body in whose name a person speaks, where a title says so.
    """

    people: dict[str, str]
    mentions: list[Named]
    bodies: list[Named]
    starts: list[int]
    nations: dict[str, str]

    def person(self, words: Sequence[str]) -> str | None:
        """The full name that `words` (a last name, a first name, a whole) stands for."""
        for size in (len(words), 1):
            for first in range(len(words) - size + 1):
                known = self.people.get(" ".join(words[first : first + size]).lower())
                if known is not None:
                    return known
        return None

    def last_person(self, before: int) -> str | None:
        """Whom "he" or "she" at `before` most likely means: the last person named until then."""
        index = bisect_right(self.starts, before - 1)
        return self.mentions[index - 1].name if index else None

    def between(self, start: int, end: int) -> list[str]:
        """The people named between two places, each once, in order."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return list(dict.fromkeys(mention.name for mention in self.mentions[first:last]))

    def last_body(self, noun: str, before: int) -> str | None:
        """The last organisation named before, that "the monitor" or "the group" can mean."""
        end = bisect_left(self.bodies, before, key=lambda body: body.start)
        names = [body for body in self.bodies[max(0, end - _MOST_BODIES) : end] if body.kind == "body"]
        same = [body for body in names if noun in body.name.lower()]
        chosen = same or names
        return chosen[-1].name if chosen else None


def cast_of(sentences: Sequence[Sentence]) -> Cast:
    """Full names first, then every later and earlier mention of them by a part of the name."""
    people: dict[str, str] = {}
    bodies: list[Named] = []
    nations: dict[str, str] = {}
    perhaps: list[list[str]] = []
    for sentence in sentences:
        if sentence.speaks:
            _collect(sentence.tokens, people, bodies, nations, perhaps)
    for words in perhaps:
        if people.get(words[-1].lower()) == words[-1]:  # "Mr Johnson" elsewhere in the text
            _add(people, words)
    mentions = []
    for sentence in sentences:
        if sentence.speaks and people:
            mentions += _mentions(sentence.tokens, people)
    return Cast(people, mentions, bodies, [mention.start for mention in mentions], nations)


def capital_run(tokens: Sequence[Token], first: int, *, links: bool = False) -> int:
    """The last token of the name that begins at `first`: capitals, with particles, and "of" where `links`."""
    last = first
    index = first + 1
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "word" and token.capital and token.low not in _NO_NAMES:
            last = index
        elif token.low in _INNER or (links and token.low in _LINKS):
            following = tokens[index + 1 : index + 3]
            if not following or not (
                following[0].capital
                or (following[0].low in _PARTICLES and len(following) > 1 and following[1].capital)
            ):
                break
            if token.low == "and" and not links:
                break
        elif (
            token.text == "("
            and index + 2 < len(tokens)
            and tokens[index + 1].capital
            and tokens[index + 2].text == ")"
        ):
            index += 2
        elif (
            token.text == "."
            and len(tokens[index - 1].text) <= 3
            and tokens[index - 1].capital
            and index + 1 < len(tokens)
            and tokens[index + 1].capital
        ):
            pass
        else:
            break
        index += 1
    return last


def _collect(
    tokens: Sequence[Token],
    people: dict[str, str],
    bodies: list[Named],
    nations: dict[str, str],
    perhaps: list[list[str]],
) -> None:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if not token.capital or token.kind != "word" or (token.low in _NO_NAMES and index == 0):
            index += 1
            continue
        body = _body(tokens, index)
        if body is not None:
            bodies.append(body[0])
            index = body[1] + 1
            continue
        last = capital_run(tokens, index)
        first = index
        titled = _titled_before(tokens, first)
        while first <= last and (_is_title(tokens[first]) or tokens[first].text in {".", "("}):
            titled = titled or tokens[first].low in word_class("titles").words
            first += 1
        words = [t.text for t in tokens[first : last + 1] if t.text not in {"(", ")", "."}]
        if " ".join(words).lower() in countries_by_word():
            index = last + 1
            continue
        if (
            2 <= len(words) <= 5
            and not any(_no_part(word) for word in words)
            and (titled or _has_evidence(tokens, first, last))
        ):
            _add(people, words)
            nation = _nation(tokens, max(0, index - 5), first)
            if nation is not None and titled:
                nations.setdefault(" ".join(words), nation)
        elif 2 <= len(words) <= 4 and not any(_no_part(word) for word in words):
            perhaps.append(words)
        elif len(words) == 1 and titled and not _no_part(words[0]) and len(words[0]) > 2:
            people.setdefault(words[0].lower(), words[0])
        index = last + 1


def _nation(tokens: Sequence[Token], start: int, end: int) -> str | None:
    """The country of a title before a name, the nearest one."""
    for index in range(end - 1, start - 1, -1):
        if tokens[index].text in {".", ";", ","} and tokens[index].kind == "mark":
            if tokens[index].text == "," and index == end - 1:
                continue
            return None
        if tokens[index].low in institutions() and tokens[index].text[:1].isupper():
            return institutions()[tokens[index].low]
        known = countries_by_word().get(tokens[index].low)
        if known is not None and known[1] != "metonym":
            return known[0].name
    return None


def _body(tokens: Sequence[Token], first: int) -> tuple[Named, int] | None:
    """An institution by its known name, or a run of capitals that says it is a body."""
    last = capital_run(tokens, first, links=True)
    if tokens[first].low.endswith("-based") and first < last:
        first += 1
    for end in range(last, first - 1, -1):
        text = " ".join(token.text for token in tokens[first : end + 1])
        known = institutions().get(text.lower())
        if known is not None:
            return Named(
                tokens[first].start,
                tokens[end].end,
                text,
                known,
                "institution" if known in _STATE_BODIES else "body",
            ), end
    words = [token.low for token in tokens[first : last + 1]]
    if len(words) > 1 and any(word in _ORGANISATIONS for word in words) and words[0] not in _NO_NAMES:
        text = " ".join(token.text for token in tokens[first : last + 1])
        return Named(tokens[first].start, tokens[last].end, text, text, "body"), last
    return None


_ORGANISATIONS = frozenset(
    "observatory network committee agency institute association foundation society watch centre center "
    "group count organisation organization monitor crescent".split()
)
_STATE_BODIES = frozenset(
    {
        "United Nations",
        "European Union",
        "Security Council",
        "NATO",
        "International Criminal Court",
        "Arab League",
    }
)


def _is_title(token: Token) -> bool:
    known = countries_by_word().get(token.low)
    return (
        token.low in word_class("titles").words
        or token.low in {"of", "for", "and", "affairs", "the"}
        or (known is not None and known[1] == "people")
        or (token.low.endswith(("ian", "ish", "ese")) and token.capital)
    )


def _titled_before(tokens: Sequence[Token], first: int) -> bool:
    index = first - 1
    if index >= 0 and tokens[index].text == ",":
        index -= 1
    return index >= 0 and tokens[index].low in word_classes("titles", "roles")


def _no_part(word: str) -> bool:
    low = word.lower()
    return (
        low in _BODIES
        or low in countries_by_word()
        or low in institutions()
        or low in word_class("months").words
        or low in word_class("weekdays").words
        or low in _NO_NAMES
        or (word.isupper() and len(word) > 3)
    )


def _has_evidence(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Somebody who says something, or is told more of: ", a nurse", ", who heads the clinic"."""
    say = word_class("say").words
    after = [token.low for token in tokens[last + 1 : last + 4]]
    before = tokens[first - 1].low if first else ""
    if before in {"in", "at", "near", "of", "from", "outside", "to"}:
        return False
    if before in say or before == "@":
        return True
    if after[:1] and (
        after[0] in say
        or (after[0] in {"has", "had", "also", "later"} and len(after) > 1 and after[1] in say)
    ):
        return True
    return (
        after[:1] == [","]
        and len(after) > 1
        and (after[1] in {"who", "whose", "a", "an", "the", "head", "director"} or after[1].isdigit())
    )


def _add(people: dict[str, str], words: Sequence[str]) -> None:
    name = " ".join(words)
    people[name.lower()] = name
    people.setdefault(words[-1].lower(), name)
    if people[words[-1].lower()] == words[-1]:  # known by the last name alone until now
        people[words[-1].lower()] = name
    if words[0].lower() not in word_class("titles").words:
        people.setdefault(words[0].lower(), name)


def _mentions(tokens: Sequence[Token], people: dict[str, str]) -> list[Named]:
    found = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if not token.capital or token.kind != "word":
            index += 1
            continue
        last = capital_run(tokens, index)
        for first in range(index, last + 1):
            words = [t.text for t in tokens[first : last + 1] if t.text not in {"(", ")", "."}]
            known = people.get(" ".join(words).lower())
            if known is not None:
                # "the Assad regime" is no mention of the man.
                after = tokens[last + 1].low if last + 1 < len(tokens) else ""
                if len(words) == 1 and after in {"regime", "government", "family", "street"}:
                    break
                text = " ".join(words)
                found.append(Named(tokens[first].start, tokens[last].end, text, known, "person"))
                break
        index = last + 1
    return found
