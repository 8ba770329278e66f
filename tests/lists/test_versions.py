"""`dataset@day` names a version; what names none is refused by name."""

from datetime import date

import pytest
from support.homes import home_with
from support.listings import person

from ostrakon.errors import NotHeld, OstrakonError, UsageError
from ostrakon.lists.store import ListStore
from ostrakon.lists.versions import version_of

TODAY = date(2026, 11, 24)
SDN = "us_ofac_sdn"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ListStore:
    home = tmp_path_factory.mktemp("home")
    versions = {date(2025, 5, day): [person("1", f"Person {day}")] for day in (1, 29)}
    engine = home_with(home, {SDN: versions})
    home_with(home, {SDN: {date(2025, 5, 29): [person("1", "Person of the evening")]}})
    return engine.store


def name_at(text: str, store: ListStore) -> str:
    return version_of(text, store, today=TODAY).name


def test_a_day_means_what_was_known_at_its_end(store: ListStore) -> None:
    assert name_at("us_ofac_sdn@2025-05-01", store) == "2025-05-01"
    assert name_at("us_ofac_sdn@2025-05-28", store) == "2025-05-01"
    assert name_at("us_ofac_sdn@2026-11-24", store) == name_at("us_ofac_sdn@2025-05-29", store)


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("us_ofac_sdn", UsageError, "write a list and a day"),
        ("@2025-05-29", UsageError, "write a list and a day"),
        ("us_ofac_sdn@", UsageError, "write a list and a day"),
        ("us_ofac_sdn@2025-02-30", UsageError, "'2025-02-30' is no day"),
        ("us_ofac_sdn@20250529", UsageError, "is no day"),
        ("us_ofac_sdn@2025-05-29.0", UsageError, "is no day"),
        ("us_ofac_sdn@２０２５-05-29", UsageError, "is no day"),
        ("us_ofac_sdn@2026-11-25", UsageError, "has not come yet (today is 2026-11-24)"),
        ("us_sdn@2025-05-29", UsageError, "unknown list 'us_sdn'; known are eu_fsf"),
        ("us_ofac_sdn@2025-04-30", NotHeld, "its first version is of 2025-05-01"),
        ("un_sc_sanctions@2025-05-29", NotHeld, "was never imported"),
        ("us_ofac_sdn@2025-05-29.3", NotHeld, "no version 2025-05-29.3; of that day there are: 2025-05-29"),
        ("us_ofac_sdn@2025-05-30.1", NotHeld, "of that day there are: none"),
    ],
)
def test_what_names_no_version_is_refused(
    store: ListStore, text: str, error: type[OstrakonError], said: str
) -> None:
    with pytest.raises(error) as raised:
        version_of(text, store, today=TODAY)
    assert said in str(raised.value)
