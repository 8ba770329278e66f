"""A comparison → one HTML page: nothing is fetched, nothing runs, and it prints."""

from datetime import date
from functools import lru_cache
from typing import Any

from ostrakon.coalition.comparison import Comparison, OnIssuer
from ostrakon.coalition.pages.charts import (
    ISSUER_TITLES,
    lag_figure,
    overlap_figure,
    svg,
    timeline_figure,
)
from ostrakon.lists.programmes import families

__all__ = ["report"]

_ANSWERS = {
    "listed": "listed",
    "reconstructed": "reconstructed",
    "unknown": "unknown",
    "not_listed": "not listed",
}
_LAGS = {"stated": "", "at_most": "at most ", "at_least": "at least ", "bounds": "by bounds "}


def report(comparison: Comparison) -> str:
    """The page. Raises OstrakonError where the library that draws is not installed."""
    from markupsafe import Markup

    # What matplotlib draws is our own, and escapes the text it is given; all else is escaped by Jinja.
    charts = [
        (title, Markup(svg(figure, title)))  # noqa: S704
        for title, figure in (
            ("Parties listed by each issuer over time", timeline_figure(comparison)),
            ("Days between the listings of two issuers", lag_figure(comparison)),
            ("Parties by the combination of issuers that list them", overlap_figure(comparison)),
        )
    ]
    return str(
        _template().render(
            comparison=comparison,
            rows={row.party: row for row in comparison.parties},
            titles=ISSUER_TITLES,
            subject=_subject(comparison),
            charts=charts,
            since=_since,
            answers=_ANSWERS,
            lag_words=_LAGS,
        )
    )


def _subject(comparison: Comparison) -> str:
    programme = comparison.proof.programme
    return "any programme" if programme is None else families().get(programme, programme)


def _since(on: OnIssuer) -> str:
    """ "2011-05-18", "by 2011-05-24", or that no day is known."""
    if on.listed_on is None:
        return "day not known"
    return f"by {_day(on.listed_on)}" if on.date_basis == "derived" else _day(on.listed_on)


def _day(day: date) -> str:
    return day.isoformat()


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ostrakon.coalition.pages", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")
