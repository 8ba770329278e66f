"""From a text to its sentences, words, numbers and dates, each with its place."""

from ostrakon.claims.language.numbers import Quantity, quantities
from ostrakon.claims.language.sentences import Sentence, sentences
from ostrakon.claims.language.tokens import Token, tokens_of

__all__ = ["Quantity", "Sentence", "Token", "quantities", "sentences", "tokens_of"]
