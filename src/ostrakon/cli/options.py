"""Options that several commands share, and what they mean."""

from datetime import date
from typing import Annotated

import typer

from ostrakon.errors import NotHeld, UsageError
from ostrakon.screening import Scope

__all__ = [
    "AsOf",
    "CompleteRegister",
    "InForceOn",
    "Json",
    "LawKnownAt",
    "Lists",
    "MaxAge",
    "Rules",
    "StakesOn",
    "day",
    "refuse_stale",
    "text_of",
]

Lists = Annotated[
    list[str] | None,
    typer.Option(
        "--list", metavar="DATASET", help="Only this list; repeatable. Default: every list in force."
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="D", help="As known by the end of day D (UTC). Default: today."),
]
InForceOn = Annotated[
    str | None, typer.Option("--in-force-on", metavar="D", help="Only listings in legal effect on day D.")
]
MaxAge = Annotated[
    int | None,
    typer.Option(
        "--max-age", metavar="DAYS", min=0, help="End with exit code 3 if a list is older than this."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document (schema_version 1).")]

# Of the commands that follow stakes.
CompleteRegister = Annotated[
    bool,
    typer.Option("--complete-register", help="What no stake accounts for belongs to nobody listed."),
]
Rules = Annotated[
    list[str] | None, typer.Option("--rule", metavar="R", help="us, eu or gb; repeatable. Default: all.")
]
StakesOn = Annotated[
    str | None, typer.Option("--on", metavar="D", help="Stakes, listings and rules of day D (today).")
]
LawKnownAt = Annotated[
    str | None,
    typer.Option("--law-known-at", metavar="D", help="Judgments known by day D alone. Default: today."),
]


def day(text: str | None, option: str) -> date | None:
    """A day as 2016-10-16 alone, of all that ISO 8601 allows. Raises UsageError naming the option and
    what was written."""
    if text is None:
        return None
    try:
        written = date.fromisoformat(text)
    except ValueError:
        written = None
    if written is None or written.isoformat() != text:
        raise UsageError(f"{option} {text!r}: write a day as 2016-10-16")
    return written


def text_of(word: str, what: str) -> str:
    """`word` itself. Raises UsageError when it came as bytes that are not the terminal's encoding."""
    if any("\ud800" <= letter <= "\udfff" for letter in word):
        raise UsageError(f"{what} {word!r}: not text in the encoding of this terminal")
    return word


def refuse_stale(scope: Scope, max_age_days: int | None) -> None:
    """Raises NotHeld, naming every list that is older than `max_age_days` on the day asked for."""
    if max_age_days is None:
        return
    stale = [
        f"{version.dataset} is {scope.age_days(version):,} days old"
        for version in scope.versions
        if scope.age_days(version) > max_age_days
    ]
    if stale:
        raise NotHeld(
            f"older than --max-age {max_age_days}: {', '.join(stale)}. Run `ostrakon lists update`."
        )
