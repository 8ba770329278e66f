"""What can go wrong, each with the exit code the command line ends with."""

__all__ = ["Fault", "ImportRefused", "NotHeld", "OstrakonError", "SourceError", "UsageError"]


class OstrakonError(Exception):
    """Base of every error meant for a person: names the place, the problem and the value."""

    exit_code = 4


class UsageError(OstrakonError):
    """The question itself cannot be understood: an unknown dataset, a date that is none."""

    exit_code = 2


class NotHeld(OstrakonError):
    """No list is held for the day, or for the dataset, that was asked about."""

    exit_code = 3


class SourceError(OstrakonError):
    """A file does not say what its issuer's format says it must: it makes no version."""


class ImportRefused(OstrakonError):
    """A well-formed file that would still put the held data in doubt; `--force` overrides."""


class Fault(OstrakonError):
    """A defect of Ostrakon, met on one list while others could still be brought up to date."""

    exit_code = 70  # sysexits.h, EX_SOFTWARE
