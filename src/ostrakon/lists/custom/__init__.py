"""From a list of one's own, FollowTheMoney JSON Lines or the plain CSV template, to listings."""

from ostrakon.lists.custom.reading import read_custom
from ostrakon.lists.custom.template import template

__all__ = ["read_custom", "template"]
