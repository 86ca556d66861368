"""`wegwijs doctor`: what is missing or wrong on this machine, and how to mend it."""

import os
import shutil
import smtplib
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import redis
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from desk.settings import Settings
from desk.training import TrainingError, verify
from guide.facts import FactError, facts
from store import conversations, register
from store.database import open_database
from store.migrate import is_newest
from store.sealing import SealedError

_GIGABYTE = 1024**3
_RASA_RUNS_ON = ((3, 10), (3, 11))
_DISK, _MEMORY = 1 * _GIGABYTE, 1.5 * _GIGABYTE


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, and what to do when it is not."""

    what: str
    is_well: bool
    told: str = ""


def findings(root: Path, settings: Settings) -> Iterator[Finding]:
    """Yield what was found, in the order in which it is mended."""
    looks: tuple[Callable[[Path, Settings], Finding], ...] = (
        _python, _disk, _memory, _model, _facts, _database, _redis, _mail, _runs,
    )  # fmt: skip
    for look in looks:
        yield look(root, settings)


def _python(_root: Path, settings: Settings) -> Finding:
    found = sys.version_info[:2]
    return Finding(
        f"Python {found[0]}.{found[1]}",
        found in _RASA_RUNS_ON or bool(settings.bot_python),
        "Rasa runs on 3.10 and 3.11: `scripts/setup run`, or name its Python in WEGWIJS_BOT_PYTHON",
    )


def _disk(root: Path, _settings: Settings) -> Finding:
    free = shutil.disk_usage(root).free
    return Finding(f"{free / _GIGABYTE:.1f} GB of disk free", free >= _DISK, "make room: 1 GB or more")


def _memory(_root: Path, _settings: Settings) -> Finding:
    has = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    told = "the three processes hold about 1 GB together: take a larger machine"
    return Finding(f"{has / _GIGABYTE:.1f} GB of memory", has >= _MEMORY, told)


def _model(root: Path, settings: Settings) -> Finding:
    try:
        verify(root / settings.model, settings.model_sha256)
    except (TrainingError, OSError) as error:
        return Finding("the model", is_well=False, told=f"{error} Run `wegwijs train`.")
    return Finding("the model", is_well=True)


def _facts(_root: Path, _settings: Settings) -> Finding:
    try:
        return Finding(f"{len(facts())} facts", is_well=True)
    except FactError as error:
        return Finding("the facts", is_well=False, told=str(error))


def _database(_root: Path, settings: Settings) -> Finding:
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return Finding("no database yet, `wegwijs up` makes it", is_well=True)
    try:
        newest = is_newest(settings.database_url)
        if not newest:
            return Finding("the database", is_well=False, told="it is not of this version: `wegwijs migrate`")
        engine = open_database(settings.database_url)
        conversations.can_be_read(engine)
        edition = register.edition(engine)
        engine.dispose()
    except SealedError as error:
        return Finding("the database", is_well=False, told=str(error))
    except (SQLAlchemyError, OSError) as error:
        told = f"it cannot be opened ({type(error).__name__}): look at WEGWIJS_DATABASE_URL and its server"
        return Finding("the database", is_well=False, told=told)
    return Finding("the database, with the register", edition > 0, "`wegwijs swv import`, or `wegwijs up`")


def _redis(_root: Path, settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding("no Redis: this is the only instance", is_well=True)
    server = redis.from_url(settings.redis_url, socket_timeout=3, socket_connect_timeout=3)
    try:
        server.ping()
    except (redis.RedisError, OSError) as error:
        told = f"it does not answer ({type(error).__name__}): look at WEGWIJS_REDIS_URL and its server"
        return Finding("Redis", is_well=False, told=told)
    finally:
        server.close()
    return Finding("Redis", is_well=True)


def _mail(_root: Path, settings: Settings) -> Finding:
    if not settings.smtp_host:
        told = "nobody hears of messages that parents leave: set WEGWIJS_SMTP_HOST"
        return Finding("mail", settings.mode == "try", told)
    try:
        server = smtplib.SMTP_SSL if settings.smtp_security == "tls" else smtplib.SMTP
        with server(settings.smtp_host, settings.smtp_port, timeout=5) as connection:
            connection.noop()
    except (OSError, smtplib.SMTPException) as error:
        told = f"{settings.smtp_host}:{settings.smtp_port} does not answer ({type(error).__name__})"
        return Finding("mail", is_well=False, told=told)
    return Finding(f"mail by {settings.smtp_host}", is_well=True)


def _runs(_root: Path, settings: Settings) -> Finding:
    address = f"http://{settings.host}:{settings.port}/readyz"
    try:
        with urllib.request.urlopen(address, timeout=5):
            return Finding(f"it runs and answers at {address}", is_well=True)
    except urllib.error.HTTPError as error:
        state = error.read().decode(errors="replace")[:300]
        told = f"it runs, but cannot answer: {state}; see {settings.log_folder}"
        return Finding("Wegwijs", is_well=False, told=told)
    except OSError:
        return Finding("Wegwijs does not run now (`wegwijs up`)", is_well=True)
