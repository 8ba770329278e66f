"""From a register of millions of stakes in Parquet to arrays on disk, and from these to all answers."""

from ostrakon.ownership.register.answers import VERDICTS, answer_all
from ostrakon.ownership.register.guarded import prepare_apart
from ostrakon.ownership.register.loading import prepare
from ostrakon.ownership.register.prepared import Register
from ostrakon.ownership.register.questions import by_party, network_above

__all__ = ["VERDICTS", "Register", "answer_all", "by_party", "network_above", "prepare", "prepare_apart"]
