"""Bring a database to the newest form."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from store.database import open_database

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Bring the database to the newest migration, making the SQLite file's folder when needed."""
    database = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
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
