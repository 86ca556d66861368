"""The register of samenwerkingsverbanden as the actions see it: always the newest edition."""

import os
from pathlib import Path

from sqlalchemy.engine import Engine

from guide.matching import Matcher
from guide.places import read_places
from guide.register import Profile
from guide.register_files import SchoolHolidays, read_school_holidays
from store import register
from store.database import open_database

_FOLDER = Path(__file__).parents[1] / "data" / "swv"


class Registry:
    """Looks things up in the database; what it keeps in memory is read again when the edition changes."""

    def __init__(self, engine: Engine) -> None:
        """Take the database."""
        self._engine = engine
        self._places = read_places()
        self.holidays: SchoolHolidays = read_school_holidays(_FOLDER)
        self._edition = -1
        self._matcher = Matcher([], [])

    def matcher(self) -> Matcher:
        """Return what finds a parent's swv."""
        edition = register.edition(self._engine)
        if edition != self._edition:
            self._matcher = Matcher(
                register.swvs(self._engine),
                register.areas(self._engine),
                register.schools(self._engine),
                self._places,
            )
            self._edition = edition
        return self._matcher

    def profile(self, code: str) -> Profile | None:
        """Return what is known of a swv now."""
        return register.profile(self._engine, code)


_opened: list[Registry] = []


def registry() -> Registry:
    """Return the registry of this process, on the database that the settings name."""
    if not _opened:
        _opened.append(Registry(open_database(os.environ["WEGWIJS_DATABASE_URL"])))
    return _opened[0]
