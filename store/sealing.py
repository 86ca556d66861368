"""What parents and staff write is sealed in the database, when there are keys (WEGWIJS_ENCRYPTION_KEYS).

Fernet (AES-128 in CBC mode with HMAC-SHA256) from the library `cryptography`. The first key seals, every key
opens, so that a new one can be put before an old one; `seal_anew` then brings every row to the first.
"""

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import JSON, Column, Table, Text, cast, select, update
from sqlalchemy.engine import Dialect, Engine, Row
from sqlalchemy.types import TypeDecorator

VARIABLE = "WEGWIJS_ENCRYPTION_KEYS"
# No message can begin like this: the desk drops control characters from what people write.
_MARK = "\x01sealed:"
_ROWS_AT_ONCE = 500


class SealedError(RuntimeError):
    """What is stored cannot be opened, or a key is none."""


def keys_of(environ: Mapping[str, str] = os.environ) -> MultiFernet | None:
    """Return the keys of the environment, None when it has none. Raises SealedError for what is no key."""
    keys = environ.get(VARIABLE, "").split()
    try:
        return MultiFernet([Fernet(key) for key in keys]) if keys else None
    except ValueError:
        raise SealedError(
            f"{VARIABLE} holds something that is no key; `wegwijs keys new` makes one"
        ) from None


class Sealed(TypeDecorator[str]):
    """A text that is sealed on its way into the database and opened on its way out."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal, when the engine has keys."""
        return None if value is None else _sealed(value, dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open what is sealed. Raises SealedError without the right key."""
        return _opened(value, dialect) if _is_sealed(value) else value


class SealedJSON(TypeDecorator[Any]):
    """A value of JSON that is sealed as a whole."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Seal, when the engine has keys."""
        return _sealed(json.dumps(value), dialect) if _keys(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Open what is sealed. Raises SealedError without the right key."""
        return json.loads(_opened(value, dialect)) if _is_sealed(value) else value


def _keys(dialect: Dialect) -> MultiFernet | None:
    keys: MultiFernet | None = getattr(dialect, "keys", None)
    return keys


def _is_sealed(value: object) -> bool:
    return isinstance(value, str) and value.startswith(_MARK)


def _sealed(text: str, dialect: Dialect) -> str:
    keys = _keys(dialect)
    return _MARK + keys.encrypt(text.encode()).decode() if keys else text


def _opened(value: Any, dialect: Dialect) -> str:
    keys = _keys(dialect)
    try:
        if keys is not None:
            return keys.decrypt(value.removeprefix(_MARK).encode()).decode()
    except InvalidToken:
        pass
    raise SealedError(f"the database was sealed with a key that {VARIABLE} does not hold")


def seal_anew(engine: Engine, tables: Mapping[str, Table]) -> int:
    """Seal every text with the first key, whatever it was sealed with before. Return how many there were.

    A row that is changed meanwhile is left as it is: whoever changed it has sealed it with the first key.
    """
    return sum(
        _column_anew(engine, table, column)
        for table in tables.values()
        for column in table.columns
        if isinstance(column.type, (Sealed, SealedJSON))
    )


def _column_anew(engine: Engine, table: Table, column: Column[Any]) -> int:
    count = 0
    for rows in _in_parts(engine, table, column):
        with engine.begin() as db:
            for *key, stored, text in rows:
                mine = [part == value for part, value in zip(table.primary_key, key, strict=True)]
                unchanged = cast(column, Text) == stored
                db.execute(update(table).where(*mine, unchanged).values({column: text}))
                count += 1
    return count


def _in_parts(engine: Engine, table: Table, column: Column[Any]) -> Iterator[list[Row]]:
    keys = list(table.primary_key)
    query = select(*keys, cast(column, Text).label("stored"), column).where(column.is_not(None))
    with engine.connect() as db:
        everything = db.execute(query.order_by(*keys)).all()
    for start in range(0, len(everything), _ROWS_AT_ONCE):
        yield everything[start : start + _ROWS_AT_ONCE]
