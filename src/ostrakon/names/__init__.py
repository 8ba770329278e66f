"""From a name as written to tokens that compare across spellings and scripts."""

from ostrakon.names.analysis import AnalysedName, NameKind, Token, analyse
from ostrakon.names.cleaning import clean
from ostrakon.names.skeleton import skeleton, vowels

__all__ = ["AnalysedName", "NameKind", "Token", "analyse", "clean", "skeleton", "vowels"]
