"""From a list version to entities that are read by id, searched by word and walked along their links."""

from ostrakon.api.shelves.build import build_shelf
from ostrakon.api.shelves.shelf import SHELF_VERSION, Shelf

__all__ = ["SHELF_VERSION", "Shelf", "build_shelf"]
