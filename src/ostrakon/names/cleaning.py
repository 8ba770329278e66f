"""A name as typed → the same letters without styling, invisible characters or case."""

import re
import unicodedata

__all__ = ["clean"]

# Letters are joined over these: Qa'ida, O’Brien, ʿAlī, and the zero-width characters (category Cf),
# which an evader puts between letters.
_JOINED_OVER = dict.fromkeys(map(ord, "'’‘ʼʻʾʿ`´′ʹ\u0640"), None)


def clean(text: str) -> str:
    """Compatibility-decomposed, case-folded, marks kept; controls become blanks, invisibles vanish.

    Folding twice: styled letters (𝐀) only fold once they are decomposed.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = text.translate(_JOINED_OVER)
    letters = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Cf":
            continue
        letters.append(" " if category[0] in "CZ" else character)
    return re.sub(r" +", " ", "".join(letters)).strip()
