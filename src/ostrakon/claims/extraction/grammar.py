"""What can know the tree of a sentence: no grammar at all, or a language model."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, Literal, Protocol

from ostrakon.claims.language import Sentence, Token
from ostrakon.errors import UsageError

__all__ = ["RULES", "Extractor", "Grammar", "LanguageModel", "Rules", "Tree", "grammar_of"]

Extractor = Literal["model", "rules"]

RULES = "rules 1"
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})
# Longer than any sentence of a report; what is longer is a table or an attack, and is read by rules alone.
_MOST_TOKENS = 200
_BATCH = 64


class Tree(Protocol):
    """One sentence's verbs and nouns, by the places of their tokens."""

    def subject(self, verb: int) -> int | None:
        """The head of the subject of the verb at `verb`; None where the tree does not tell."""
        ...

    def objects(self, verb: int) -> Sequence[int]:
        """The heads of its objects, those joined by "and" included."""
        ...


class Grammar(Protocol):
    """`name` goes on every claim."""

    name: str

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Tree | None]:
        """A tree for each sentence, in order; None where words alone must do."""
        ...


class Rules:
    """No grammar: the words alone decide."""

    name = RULES

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[None]:
        return iter([None] * len(sentences))


class LanguageModel:
    """A spaCy pipeline that is installed as a package, by name: `pip install ostrakon[reports]`.

    Our own tokens are handed to it, so that its places are ours. Raises UsageError where spaCy or the
    package is not installed.
    """

    def __init__(self, model: str) -> None:
        try:
            import spacy

            # No names and no lemmas: only the tree is asked for, and the rest is a third of the time.
            self._pipeline: Any = spacy.load(model, exclude=["ner", "lemmatizer", "attribute_ruler"])
        except (ImportError, OSError) as error:
            raise UsageError(
                f"the language model {model!r} is not installed: run `pip install ostrakon[reports]`, name "
                "another with OSTRAKON_LANGUAGE_MODEL, or use --extractor rules"
            ) from error
        meta = self._pipeline.meta
        self.name = f"{meta['lang']}_{meta['name']} {meta['version']} on spaCy {spacy.__version__}, {RULES}"

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Tree | None]:
        for start in range(0, len(sentences), _BATCH):
            batch = sentences[start : start + _BATCH]
            known = [one for one in batch if one.speaks and 0 < len(one.tokens) <= _MOST_TOKENS]
            parsed = iter(self._pipeline.pipe([self._document(one.tokens) for one in known]))
            for one in batch:
                yield _Parsed(next(parsed)) if one in known else None

    def _document(self, tokens: Sequence[Token]) -> Any:
        from spacy.tokens import Doc

        spaces = [following.start > token.end for token, following in pairwise(tokens)]
        return Doc(self._pipeline.vocab, words=[token.text for token in tokens], spaces=[*spaces, False])


def grammar_of(extractor: Extractor | None, model: str) -> Grammar:
    """The one asked for; None: the language model where it is installed, else the rules.

    Raises UsageError where "model" is asked for and `model` is not installed.
    """
    if extractor == "rules":
        return Rules()
    if extractor is None and not (_is_installed("spacy") and _is_installed(model)):
        return Rules()
    return LanguageModel(model)


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except (ImportError, ValueError):  # no name of a package at all: "", "a.b", a path
        return False


class _Parsed:
    """A spaCy tree, asked in our words."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def subject(self, verb: int) -> int | None:
        token = self._document[verb]
        for _ in range(5):  # up the chain of joined verbs
            own = [child for child in token.children if child.dep_ in _SUBJECTS]
            if own:
                return self._meant(own[0], token)
            if token.dep_ in {"acl", "relcl"}:
                return int(token.head.i)
            if token.dep_ not in {"conj", "xcomp", "auxpass", "aux"} or token.head.i == token.i:
                return None
            token = token.head
        return None

    def objects(self, verb: int) -> Sequence[int]:
        found: list[int] = []
        for child in self._document[verb].children:
            if child.dep_ in _OBJECTS:
                found.append(child.i)
                found += [joined.i for joined in child.conjuncts if joined.i > child.i]
        return found

    @staticmethod
    def _meant(subject: Any, verb: Any) -> int:
        """The noun that who, which or that stands for."""
        if subject.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
            return int(verb.head.i)
        return int(subject.i)
