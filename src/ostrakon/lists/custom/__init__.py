"""From a list of one's own, FollowTheMoney JSON Lines or the plain CSV template, to listings."""

from ostrakon.lists.custom.reading import check_dataset_name, read_custom
from ostrakon.lists.custom.template import template

__all__ = ["check_dataset_name", "read_custom", "template"]
