"""One report's claims → what to look at: sums, sources, dates, formats and labels that do not hold."""

from ostrakon.claims.checks.figures import figure_checks
from ostrakon.claims.checks.names import names_check
from ostrakon.claims.checks.sayings import saying_checks
from ostrakon.claims.checks.times import time_checks

__all__ = ["figure_checks", "names_check", "saying_checks", "time_checks"]
