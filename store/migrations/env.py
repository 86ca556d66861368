"""Alembic's entry: run the migrations on the URL that store.database.upgrade hands in."""

from alembic import context

from store.database import open_database
from store.tables import metadata

engine = open_database(context.config.attributes["url"])
with engine.begin() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
