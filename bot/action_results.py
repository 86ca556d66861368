"""Spare each turn the check of what never changes: the schema that Rasa holds the results of actions against.

Rasa checks every result (`RemoteAction._validate_action_result`), which we want, and jsonschema first checks
the schema itself, each time anew: an eighth of what rasa does under load (docs/performance.md).
"""

from typing import Any, Dict, List, Text

from jsonschema import Draft7Validator


def check_each_schema_once() -> None:
    """Have jsonschema remember, in this process, which schemas it found to be right."""
    check = Draft7Validator.check_schema
    found_right: List[Dict[Text, Any]] = []

    def check_once(schema: Dict[Text, Any]) -> None:
        if schema not in found_right:
            check(schema)
            found_right.append(schema)

    Draft7Validator.check_schema = staticmethod(check_once)
