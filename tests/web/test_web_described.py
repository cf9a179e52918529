"""Whatever is asked in the ways that the OpenAPI description allows is answered as it says: a page or the one error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web.app import DOWNLOADS, VIEWS
from onrecord.web.openapi import json_path
from tests.web.asking import addresses, as_json

Reading = tuple[Ledger, TestClient]
NUMBERS = st.integers(-2, 120).map(str)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["dam", "denies", "person", "2024-06", "told", "due", "spans", '"the dam"', "-dam", "*", "0", "\x00"]
    ),
)
MANY = st.lists(TEXTS, max_size=2)


def asked(operation: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Values for the parameters of an address, each given or not."""
    of = {"integer": NUMBERS, "array": MANY}
    told = {p["name"]: of.get(p["schema"]["type"], TEXTS) for p in operation["parameters"] if p["in"] == "query"}
    return st.fixed_dictionaries({}, optional=told)


def faults(told: dict[str, Any], operation: dict[str, Any], status: int, body: object) -> list[str]:
    """Where the body is not what the description says of an answer of that status."""
    answers = operation["responses"]
    schema = answers.get(str(status), answers["default"])["content"]["application/json"]["schema"]
    whole = schema | {"components": told["components"]}
    return [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in Draft202012Validator(whole).iter_errors(body)]


@pytest.mark.parametrize("path", [view.path for view in VIEWS])
def test_every_answer_is_as_described(reading: Reading, path: str) -> None:
    ledger, client = reading
    told = client.get("/openapi.json").json()
    operation = told["paths"][json_path(path)]["get"]
    address = as_json(addresses(ledger).get(path, path.replace("{id}", "nothing"))).partition("?")[0]

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(asked(operation))
    def check(parameters: dict[str, Any]) -> None:
        answer = client.get(address, params=parameters)
        assert answer.status_code < 500, (address, parameters)
        assert faults(told, operation, answer.status_code, answer.json()) == [], (address, parameters)

    check()


def test_the_description_itself_is_sound(reading: Reading) -> None:
    _, client = reading
    told = client.get("/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert set(told["paths"]) == {json_path(view.path) for view in VIEWS} | {each.path for each in DOWNLOADS}
    ids = [operation["get"]["operationId"] for operation in told["paths"].values()]
    assert len(ids) == len(set(ids))
    for schema in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert faults(told, told["paths"]["/articles.json"]["get"], 400, {"error": "no"}) != []
