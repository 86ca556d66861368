"""A database of either kind, with all tables."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from store.database import open_database
from store.migrate import upgrade


@pytest.fixture
def database(url: str) -> Iterator[Engine]:
    """A database of either kind with all tables."""
    upgrade(url)
    engine = open_database(url)
    yield engine
    engine.dispose()
