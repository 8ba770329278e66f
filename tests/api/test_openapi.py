"""Whatever the OpenAPI document allows, and much that it does not, is answered with a status it names."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from support.service import Client

_OFTEN = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
# So that not every request ends at a dataset or entity that is not there.
_KNOWN = {
    "dataset": ["default", "us_ofac_sdn", "ours"],
    "entity_id": ["us_ofac_sdn:101", "NK-marta", "old-marta"],
    "property_name": ["sanctions", "addressEntity", "name"],
}
_SENT = ("params", "json", "content", "headers")


class Prober:
    """Asks one operation with what schemathesis makes of its description."""

    def __init__(self, client: Client, operation: Any, mode: GenerationMode) -> None:
        self._client = client
        self._cases = operation.as_strategy(generation_mode=mode)
        self._documented = {*operation.definition.raw["responses"], "405"}
        self.asked = 0

    def probe(self, data: st.DataObject) -> None:
        case = data.draw(self._cases)
        for name, values in _KNOWN.items():
            if name in (case.path_parameters or {}) and data.draw(st.booleans()):
                case.path_parameters[name] = data.draw(st.sampled_from(values))
        request = case.as_transport_kwargs(base_url="http://service")
        if isinstance(request.get("data"), bytes | str):
            request["content"] = request["data"]
        sent = {name: request[name] for name in _SENT if request.get(name) is not None}
        try:
            answer = self._client.request(request["method"], request["url"], **sent)
        except (UnicodeEncodeError, TypeError):
            return  # nothing that can be sent
        self.asked += 1
        assert answer.status_code < 500, (request, answer.text)
        assert str(answer.status_code) in self._documented, (request, answer.text)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_request_meets_a_fault_or_an_undocumented_status(client: Client, mode: GenerationMode) -> None:
    asked = 0
    document = client.get("/openapi.json").json()
    for operation in schemathesis.openapi.from_dict(document).get_all_operations():
        prober = Prober(client, operation.ok(), mode)
        try:
            _OFTEN(given(st.data())(prober.probe))()
        except Unsatisfiable:  # an operation without parameters has nothing that could be wrong
            continue
        asked += prober.asked
    assert asked > 200
