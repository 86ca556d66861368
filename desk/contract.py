"""The chat API's contract (openapi.yml): what is published is also what requests are checked against."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web
from jsonschema import Draft7Validator

from desk.problems import Problem

_FILE = Path(__file__).parent / "openapi.yml"


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document."""
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


async def body(request: web.Request, schema: str, locale: str | None = None) -> dict[str, Any]:
    """Return the JSON body of a request, checked against a schema of the contract.

    Raises Problem when it is no JSON or does not fit; the problem names the fields, never their values.
    """
    raw = await request.read()
    try:
        data = await request.json() if raw else {}
    except (ValueError, RecursionError):
        raise Problem("json", locale) from None
    errors = list(_validator(schema).iter_errors(data))
    if errors:
        raise Problem("fields", locale, detail="; ".join(sorted({_named(e) for e in errors})))
    result: dict[str, Any] = data
    return result


@lru_cache(maxsize=16)
def _validator(schema: str) -> Draft7Validator:
    return Draft7Validator(document()["components"]["schemas"][schema])


def _named(error: Any) -> str:
    """Name the field that is wrong, without repeating what was in it."""
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return f"{', '.join(missing)}?"
    if error.validator == "additionalProperties":
        extra = error.instance.keys() - error.schema["properties"].keys()
        return ", ".join(sorted(name[:40] for name in extra))
    if error.validator == "oneOf":
        return "text / value"
    return ".".join(str(part) for part in error.path) or "{ }"
