"""Which extractor reads: the one asked for, the model where it is installed, the rules otherwise."""

import pytest

from ostrakon.claims.extraction.grammar import RULES, grammar_of
from ostrakon.errors import UsageError


def test_rules_read_where_they_are_asked_for() -> None:
    assert grammar_of("rules", "no_such_model").name == RULES


@pytest.mark.parametrize("model", ["no_such_model", "no.such.model", "", "/tmp/model"])
def test_rules_read_where_no_model_is_installed(model: str) -> None:
    assert grammar_of(None, model).name == RULES


def test_a_model_that_is_asked_for_and_not_installed_is_told_with_what_to_do() -> None:
    with pytest.raises(UsageError, match=r"'no_such_model' is not installed: run `pip install ostrakon"):
        grammar_of("model", "no_such_model")
