"""From a name as written to tokens that compare across spellings and scripts."""

from ostrakon.names.analysis import AnalysedName, NameKind, Role, Token, analyse
from ostrakon.names.cleaning import clean
from ostrakon.names.ordinary import ordinary_names

__all__ = ["AnalysedName", "NameKind", "Role", "Token", "analyse", "clean", "ordinary_names"]
