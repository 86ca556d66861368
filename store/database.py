"""Open the database: SQLite by default, PostgreSQL when it is configured."""

import time
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import QueuePool

from store.sealing import keys_of

# PostgreSQL takes longer to start again: a connection that rested for less is as alive as its server.
_SECONDS_OF_REST = 0.05


def open_database(url: str) -> Engine:
    """Return an engine for `url`; for SQLite in WAL mode, with foreign keys and secure delete.

    Errors never repeat parameters, which are what parents wrote. SQLite overwrites deleted rows with
    zeros (`secure_delete`); `scrub` sees to the copies that it does not know of. What people write is
    sealed when the environment has keys (store/sealing.py).
    """
    engine = _engine(url)
    vars(engine.dialect)["keys"] = keys_of()  # where the types of store/sealing.py look for them
    return engine


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        # The one that was used last is taken first: under load it has hardly rested.
        return _pinging(
            create_engine(url, future=True, hide_parameters=True, pool_size=10, pool_use_lifo=True)
        )
    engine = create_engine(
        url,
        future=True,
        hide_parameters=True,
        poolclass=QueuePool,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _pinging(engine: Engine) -> Engine:
    """Have connections that rested prove that they still live when they are taken.

    SQLAlchemy's own `pool_pre_ping` asks each time, which costs every message five trips to the database.
    """
    dialect: Any = engine.dialect

    def rest(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    def wake(connection: Any, record: Any, _proxy: Any) -> None:
        rested = time.monotonic() - record.info.get("rests_since", time.monotonic())
        if rested > _SECONDS_OF_REST and not dialect.do_ping(connection):
            raise InvalidatePoolError

    event.listen(engine, "checkin", rest)
    event.listen(engine, "checkout", wake)
    return engine


def scrub(engine: Engine) -> None:
    """Leave nothing of deleted rows in the files of a SQLite database.

    When SQLite moves rows between pages it leaves copies in the unused part of a page, which
    `secure_delete` does not reach; only writing the file anew does. The write-ahead log still holds
    the old pages and is emptied after that.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.exec_driver_sql("VACUUM")
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "busy_timeout=10000",
        # What VACUUM and sorting set aside stays out of the folder for temporary files.
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
