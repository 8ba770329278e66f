"""From a register of millions of stakes in Parquet to arrays on disk, and from these to all answers."""

from ostrakon.ownership.register.answers import VERDICTS, answer_all
from ostrakon.ownership.register.everybody import Everybody, answer_everybody, refuse_format, write_answers
from ostrakon.ownership.register.guarded import prepare_apart
from ostrakon.ownership.register.loading import prepare
from ostrakon.ownership.register.prepared import Description, Register, is_register
from ostrakon.ownership.register.questions import by_party, named_in, network_above

__all__ = [
    "VERDICTS",
    "Description",
    "Everybody",
    "Register",
    "answer_all",
    "answer_everybody",
    "by_party",
    "is_register",
    "named_in",
    "network_above",
    "prepare",
    "prepare_apart",
    "refuse_format",
    "write_answers",
]
