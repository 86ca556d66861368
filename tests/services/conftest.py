"""Two desks, each with its rasa and actions, on one PostgreSQL and one Redis, behind one nginx."""

import subprocess
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pgserver

import pytest
from sqlalchemy.engine import Engine, make_url

from store.database import open_database
from tests.conftest import ROOT, System
from tests.servers import Nginx, RedisServer


@dataclass
class Together:
    """What runs: two systems that work as one."""

    one: System
    other: System
    redis: RedisServer
    nginx: Nginx
    database: str
    engine: Engine

    def restart_postgresql(self) -> None:
        """Restart it as an operator would: what was connected is cut off."""
        folder = Path(make_url(self.database).query["host"])
        server = pgserver.get_server(folder)
        options = ["-m", "fast", "-w", "-l", str(server.log), "-o", f'-h "" -k {folder}', "restart"]
        pgserver.pg_ctl(options, pgdata=folder, user=server.system_user, timeout=60)

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Have PostgreSQL take no writes, as one that stands by for another does."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("SET default_transaction_read_only = off")
            db.exec_driver_sql("ALTER SYSTEM SET default_transaction_read_only = on")
            db.exec_driver_sql("SELECT pg_reload_conf()")
            try:
                yield
            finally:
                db.exec_driver_sql("ALTER SYSTEM RESET default_transaction_read_only")
                db.exec_driver_sql("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory, postgresql: str) -> Iterator[Together]:
    """A database of its own, for other tests empty theirs."""
    engine = open_database(postgresql)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.exec_driver_sql("CREATE DATABASE several")
    engine.dispose()
    database = make_url(postgresql).set(database="several").render_as_string(hide_password=False)
    redis = RedisServer(tmp_path_factory.mktemp("redis"))
    redis.start()
    environ = {
        "WEGWIJS_DATABASE_URL": database,
        "WEGWIJS_REDIS_URL": redis.url,
        "WEGWIJS_RASA_SECRET": "the same for all desks",
    }
    systems = [System(tmp_path_factory.mktemp(name), environ) for name in ("one", "other")]
    with ThreadPoolExecutor() as pool:
        list(pool.map(System.start, systems))
    nginx = Nginx(tmp_path_factory.mktemp("nginx"), [system.port for system in systems])
    nginx.start()
    engine = open_database(database)
    yield Together(*systems, redis, nginx, database, engine)
    engine.dispose()
    nginx.stop()
    with ThreadPoolExecutor() as pool:
        list(pool.map(System.stop, systems))
    redis.kill()


def migrate(url: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "desk.cli", "migrate"], cwd=ROOT, env={"WEGWIJS_DATABASE_URL": url}
    )
