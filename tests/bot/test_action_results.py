"""What the action server answers is checked in every turn, what it is checked against once."""

import pytest
from jsonschema import Draft7Validator, SchemaError, ValidationError, validate
from rasa.core.actions.action import RemoteAction

from bot.action_results import check_each_schema_once

GOOD = {"events": [{"event": "slot", "name": "sector", "value": "po"}], "responses": [{"text": "dag"}]}
BAD = {"events": [{"event": "slot"}], "responses": ["dag"]}


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """Return the schemas that jsonschema checks from now on."""
    seen: list[dict] = []
    check = Draft7Validator.check_schema

    def watched(schema: dict) -> None:
        seen.append(schema)
        check(schema)

    monkeypatch.setattr(Draft7Validator, "check_schema", staticmethod(watched))
    check_each_schema_once()
    return seen


def test_results_are_checked_each_time_and_their_schema_once(checked: list[dict]) -> None:
    action = RemoteAction("action_swv", None)
    for _ in range(3):
        assert action._validate_action_result(GOOD)
        with pytest.raises(ValidationError):
            action._validate_action_result(BAD)
    assert checked == [action.action_response_format_spec()]


def test_a_schema_that_is_wrong_is_refused_each_time(checked: list[dict]) -> None:
    for _ in range(2):
        with pytest.raises(SchemaError):
            validate({}, {"type": "no such type"})
    assert len(checked) == 2
