"""A file of stakes in one of three forms → a network; a table of listed names → when each is listed."""

from ostrakon.ownership.reading.files import read_listed, read_network
from ostrakon.ownership.reading.template import CSV_KINDS, TEMPLATE_COLUMNS

__all__ = ["CSV_KINDS", "TEMPLATE_COLUMNS", "read_listed", "read_network"]
