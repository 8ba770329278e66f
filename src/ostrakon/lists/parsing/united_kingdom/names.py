"""Six name cells, and a name in another script → one name in reading order, with its parts."""

from collections.abc import Sequence

from ostrakon.lists.parsing.doubts import Doubts
from ostrakon.lists.parsing.united_kingdom.cells import stated
from ostrakon.model import Kind, Name, NamePart

__all__ = ["full_name", "kind_of", "original_script_name"]

_KINDS: dict[str, Kind] = {"individual": "Person", "entity": "LegalEntity", "ship": "Vessel"}
# "Na" is a Korean name, so a placeholder in a name cell is told by its case.
_NO_NAME = {"-", "na", "n/a", "N/A"}
# ISO 15924, by the words (and misprints) that the lists hold.
_SCRIPTS = {
    "amharic": "Ethi",
    "arabic": "Arab",
    "armenian": "Armn",
    "bengali": "Beng",
    "burmese": "Mymr",
    "chinese": "Hani",
    "cryillic": "Cyrl",
    "cyrilic": "Cyrl",
    "cyrillic": "Cyrl",
    "devanagari": "Deva",
    "georgian": "Geor",
    "greek": "Grek",
    "hangul": "Hang",
    "hebrew": "Hebr",
    "japanese": "Jpan",
    "korean": "Kore",
    "latin": "Latn",
    "persian": "Arab",
    "simplified chinese": "Hans",
    "thai": "Thai",
    "traditional chinese": "Hant",
}
# ISO 639-1, or 639-3 where there is no shorter code.
_LANGUAGES = {
    "amharic": "am",
    "arabic": "ar",
    "armenian": "hy",
    "azerbaijani": "az",
    "belarusian": "be",
    "bosnian": "bs",
    "bulgarian": "bg",
    "burmese": "my",
    "chinese": "zh",
    "dari": "prs",
    "farsi": "fa",
    "french": "fr",
    "georgian": "ka",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hindi": "hi",
    "italian": "it",
    "japanese": "ja",
    "kazakh": "kk",
    "korean": "ko",
    "kurdish": "ku",
    "kyrgyz": "ky",
    "pashto": "ps",
    "persian": "fa",
    "persian/farsi": "fa",
    "romanian": "ro",
    "russian": "ru",
    "serbian": "sr",
    "somali": "so",
    "spanish": "es",
    "tajik": "tg",
    "thai": "th",
    "tigrinya": "ti",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
    "uzbek": "uz",
    "vietnamese": "vi",
}


def kind_of(text: str, *, doubts: Doubts, where: str) -> Kind:
    """LegalEntity, which says no more than "a party", for a type nobody knows yet."""
    kind = _KINDS.get(text.casefold())
    if kind is None:
        doubts.note(f"unknown type of party {text!r}", where)
    return kind or "LegalEntity"


def full_name(name_6: str, names_1_to_5: Sequence[str], *, kind: Kind) -> tuple[str, tuple[NamePart, ...]]:
    """The name in reading order, "" for none: names 1 to 5, then name 6, a person's family name.

    Name 1 is a given name; names 2 to 5 mix given names and patronymics, so they are "middle". What
    stands in name 6 alone is the whole name, of a party of any kind.
    """
    cells = [_name_cell(cell) for cell in (*names_1_to_5, name_6)]
    text = " ".join(cell for cell in cells if cell)
    if kind != "Person" or text == cells[-1]:
        return text, (NamePart("whole", text),) if text else ()
    roles = ("first", "middle", "middle", "middle", "middle", "last")
    return text, tuple(NamePart(role, cell) for role, cell in zip(roles, cells, strict=True) if cell)


def original_script_name(text: str, *, script: str, language: str, doubts: Doubts, where: str) -> Name | None:
    """None for a blank cell. A script or language nobody knows is kept as a note, and counted."""
    text, script, language = _name_cell(text), stated(script), stated(language)
    if not text:
        return None
    script_code = _SCRIPTS.get(script.casefold())
    language_code = _LANGUAGES.get(language.casefold())
    unknown = [script] if script and not script_code else []
    unknown += [language] if language and not language_code else []
    for word in unknown:
        doubts.note(f"unknown script or language {word!r}", where)
    return Name(
        text, "original_script", script=script_code, language=language_code, note=", ".join(unknown) or None
    )


def _name_cell(cell: str) -> str:
    cell = " ".join(cell.split())
    return "" if cell in _NO_NAME else cell
