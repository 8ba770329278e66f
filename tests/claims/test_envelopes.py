"""What a number can stand for, by its wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.claims.envelopes import envelope_of, rounding_of
from ostrakon.model.claims import Envelope, Qualifier, Value


@pytest.mark.parametrize(
    ("number", "qualifier", "envelope"),
    [
        (9364, "exact", Envelope(9364, 9364)),
        (3800, "about", Envelope(3750, 3850)),
        (3800, "exact", Envelope(3750, 3850)),
        (9364, "at_least", Envelope(9364, None)),
        (9000, "more_than", Envelope(9000, None, low_open=True)),
        (4000, "nearly", Envelope(3000, 4000, high_open=True)),
        (90, "up_to", Envelope(0, 90)),
        (10, "fewer_than", Envelope(0, 10, high_open=True)),
        (0, "denial", Envelope(0, 0)),
    ],
)
def test_the_wording_decides(number: int, qualifier: Qualifier, envelope: Envelope) -> None:
    assert envelope_of(Value(number, number), qualifier) == envelope


def test_two_ends_stay_two_ends() -> None:
    assert envelope_of(Value(200, 250), "range") == Envelope(200, 250)
    assert envelope_of(Value(24, 99), "lexical") == Envelope(24, 99)


@given(st.integers(0, 10**10))
def test_a_round_number_stands_for_itself_too(number: int) -> None:
    envelope = envelope_of(Value(number, number), "about")
    assert envelope.high is not None
    assert envelope.low <= number <= envelope.high
    assert number % rounding_of(number) == 0
