"""Bring a database to the newest form."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from store.database import open_database

# Any number, the same for all.
_LOCK = 7_419_201

_MIGRATIONS = Path(__file__).parent / "migrations"


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Let one at a time prepare a database, whatever the process or machine, making the folder of a file."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        if not where.database:
            yield
            return
        Path(where.database).parent.mkdir(parents=True, exist_ok=True)
        with Path(f"{where.database}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    engine = open_database(url)
    try:
        with engine.connect() as db:
            db.execute(select(func.pg_advisory_lock(_LOCK)))
            yield
    finally:
        engine.dispose()  # which ends the session, and the lock with it


def upgrade(url: str) -> None:
    """Bring the database to the newest migration. Many may try at once."""
    with alone(url):
        command.upgrade(_config(url), "head")


def is_newest(url: str) -> bool:
    """Tell whether the database is of the newest form."""
    engine = open_database(url)
    try:
        with engine.connect() as db:
            there = MigrationContext.configure(db).get_current_revision()
    finally:
        engine.dispose()
    return there == ScriptDirectory.from_config(_config(url)).get_current_head()


def downgrade(url: str, revision: str) -> None:
    """Take a database back to an older form."""
    command.downgrade(_config(url), revision)


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["url"] = url
    return config
