"""An answer about owners → a layered picture of its chain, as SVG, and a report that needs no other file."""

from ostrakon.ownership.pictures.drawing import to_svg
from ostrakon.ownership.pictures.report import to_html

__all__ = ["to_html", "to_svg"]
