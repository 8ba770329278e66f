"""From tokens to scores, in compiled passes over columns: C++ that Python code calls by these names."""

from ostrakon.matching.kernel.binding import Kernel, joined_rows, key_rows, sounds_of, word_similarity

__all__ = ["Kernel", "joined_rows", "key_rows", "sounds_of", "word_similarity"]
