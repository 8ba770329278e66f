"""Kernels and matchers over listings given in a test."""

from collections.abc import Sequence
from pathlib import Path

from ostrakon.matching import Matcher
from ostrakon.matching.index import Index, build
from ostrakon.matching.kernel import Kernel
from ostrakon.matching.scoring.weights import WEIGHTS, Weights
from ostrakon.model import Listing

__all__ = ["index_of", "kernel_over", "matcher_of"]


def index_of(listings: Sequence[Listing], folder: Path) -> Index:
    """The index of `listings`, built as `folder`."""
    build(listings, folder)
    return Index(folder)


def kernel_over(*indexes: Index, weights: Weights = WEIGHTS) -> Kernel:
    """A kernel to which no word is known but those of `indexes`."""
    return Kernel([index.columns for index in indexes], weights, {})


def matcher_of(listings: Sequence[Listing], folder: Path) -> Matcher:
    """A matcher over one list."""
    return Matcher({"us_ofac_sdn": index_of(listings, folder)})
