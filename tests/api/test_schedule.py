"""Crontab lines, as POSIX has them."""

from datetime import UTC, datetime

import pytest

from ostrakon.api.schedule import Schedule
from ostrakon.errors import UsageError

THURSDAY = datetime(2026, 11, 26, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "* * * * *",
        "30 4 * * *",
        "*/15 * * * *",
        "0-40/10 4 26 11 4",
        "30 4 1 * 4",
        "30 4 26 * 0",
        "0,30 4 * * 1-5",
    ],
)
def test_a_minute_that_is_named_is_due(line: str) -> None:
    assert Schedule.of(line).is_due(THURSDAY)


@pytest.mark.parametrize(
    "line", ["31 4 * * *", "30 5 * * *", "30 4 1 * *", "30 4 * 12 *", "30 4 * * 0,7", "30 4 1 * 0"]
)
def test_a_minute_that_is_not_named_is_not_due(line: str) -> None:
    assert not Schedule.of(line).is_due(THURSDAY)


def test_sunday_is_0_and_7() -> None:
    sunday = datetime(2026, 11, 29, tzinfo=UTC)
    assert Schedule.of("0 0 * * 0").is_due(sunday)
    assert Schedule.of("0 0 * * 7").is_due(sunday)


@pytest.mark.parametrize(
    "line", ["", "* * * *", "60 * * * *", "* 24 * * *", "x * * * *", "*/0 * * * *", "5-1 * * * *"]
)
def test_what_is_no_line_is_refused(line: str) -> None:
    with pytest.raises(UsageError, match="crontab"):
        Schedule.of(line)
