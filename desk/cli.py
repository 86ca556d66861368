"""The command line: `wegwijs up` runs everything; the other commands do one step of it."""

import asyncio
import errno
import socket
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import aiohttp
import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from desk import clock, key_commands, nlu_commands, site_commands, staff_commands, swv_commands
from desk.settings import Settings, SettingsError, absolute_database_url, read_settings
from desk.supervisor import Child, Supervisor
from desk.training import TrainingError, train_if_needed, verify
from desk.workshop import commands as locale_commands
from store import conversations, register, staff
from store.database import open_database
from store.migrate import alone
from store.sealing import SealedError

ROOT = Path(__file__).parents[1]
SECONDS_BETWEEN_LOOKS = 0.5
RASA_ENVIRON = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    # A sentence is too little work to be shared: more threads only wait, and burn the processor.
    "OPENBLAS_NUM_THREADS": "1",
}

app = typer.Typer(help="Wegwijs guides parents through passend onderwijs.", no_args_is_help=True)
facts_app = typer.Typer(help="The facts that answers rest on.", no_args_is_help=True)
app.add_typer(facts_app, name="facts")
app.add_typer(swv_commands.app, name="swv")
app.add_typer(locale_commands.app, name="locale")
app.add_typer(nlu_commands.app, name="nlu")
app.add_typer(staff_commands.app, name="staff")
app.add_typer(site_commands.app, name="site")
app.add_typer(key_commands.app, name="keys")
console = Console(stderr=True, highlight=False)


@app.command()
def up() -> None:
    """Run desk, rasa and actions until Ctrl-C; trains and migrates first when that is needed."""
    settings = _settings()
    _ports_are_free(settings)
    _prepare(settings)
    console.print(f"Starting. In a moment: [bold]http://{settings.host}:{settings.port}[/bold]")
    asyncio.run(_supervise(settings))


@app.command()
def train() -> None:
    """Train the model, if what it is made from has changed."""
    try:
        settings = _settings()
        trained = train_if_needed(ROOT, ROOT / settings.model, RASA_ENVIRON, console, settings.model_sha256)
    except (TrainingError, OSError) as error:
        _give_up(error)
    console.print("Trained." if trained else "The model is up to date.")


@facts_app.command()
def check() -> None:
    """List what is expired, unchecked for six months, used by no answer, or doubtful without saying so.

    Ends with 1 when parents are told something wrong (expired, doubt unsaid).
    """
    from guide.facts import FactError, facts
    from guide.review import findings

    try:
        found = findings(clock.today(_settings().today))
    except FactError as error:
        _give_up(error)
    table = Table("what", "where", "detail")
    for finding in found:
        table.add_row(
            f"[red]{finding.kind}[/red]" if finding.is_fault else finding.kind, finding.where, finding.detail
        )
    Console(highlight=False).print(table)
    faults = sum(finding.is_fault for finding in found)
    console.print(f"{len(facts())} facts: {faults} faults, {len(found) - faults} things to look at.")
    raise typer.Exit(1 if faults else 0)


@app.command()
def docs(*, check_only: Annotated[bool, typer.Option("--check", help="Change nothing.")] = False) -> None:
    """Make the pages of docs/ that come from the data: the topics and the ways open."""
    from desk.generated_docs import pages

    behind = [
        path for path, text in pages(ROOT).items() if not path.exists() or path.read_text("utf-8") != text
    ]
    if check_only and behind:
        names = ", ".join(str(path.relative_to(ROOT)) for path in behind)
        _give_up(f"Not what the data says: {names}. Run `wegwijs docs`.")
    for path in behind:
        path.write_text(pages(ROOT)[path], encoding="utf-8")
    console.print("The pages are up to date.")


@app.command()
def migrate() -> None:
    """Bring the database to the newest form."""
    _migrate(_settings())
    console.print("The database is up to date.")


@app.command("demo-data")
def demo_data(
    *, yes: Annotated[bool, typer.Option("--yes", help="Even where there are staff.")] = False
) -> None:
    """Fill the database with an invented busy Monday, to try the console with."""
    from desk.demo_data import HOW_TO_SIGN_IN, invent

    settings = _settings()
    _migrate(settings)
    _import_register_once(settings)
    engine = open_database(settings.database_url)
    if staff.everyone(engine) and not yes:
        _give_up("There are staff in this database already. Invented people beside them? Say --yes.")
    password = invent(engine, clock.now(), clock.today(settings.today))
    engine.dispose()
    console.print(HOW_TO_SIGN_IN.format(url=settings.address, password=password))


@app.command()
def doctor() -> None:
    """Say what is missing or wrong on this machine, and how to mend it. Ends with 1 when something is."""
    from desk.doctor import findings

    found = list(findings(ROOT, _settings()))
    for one in found:
        console.print(
            f"[green]well[/green]   {one.what}"
            if one.is_well
            else f"[red]amiss[/red]  {one.what}: {one.told}",
            soft_wrap=True,
        )
    raise typer.Exit(0 if all(one.is_well for one in found) else 1)


@app.command()
def demo(url: Annotated[str, typer.Option(help="Where Wegwijs runs; left out: here.")] = "") -> None:
    """Play two conversations in the terminal with a Wegwijs that runs."""
    from desk.demo_talk import play

    settings = _settings()
    address = url or f"http://{settings.host}:{settings.port}"
    engine = open_database(settings.database_url)
    try:
        asyncio.run(play(address, engine, Console(highlight=False)))
    except (aiohttp.ClientError, asyncio.TimeoutError):
        _give_up(f"No Wegwijs answers at {address}. Start it in another terminal: `make run`.")
    finally:
        engine.dispose()


@app.command(hidden=True)
def desk() -> None:
    """Run the desk alone; `up` does this."""
    from desk.app import serve

    serve(_settings())


def _settings() -> Settings:
    try:
        settings = read_settings()
    except SettingsError as error:
        _give_up(error)
    return replace(settings, database_url=absolute_database_url(settings, ROOT))


def _prepare(settings: Settings) -> None:
    model = ROOT / settings.model
    try:
        train_if_needed(ROOT, model, RASA_ENVIRON, console, settings.model_sha256)
        verify(model, settings.model_sha256)
    except (TrainingError, OSError) as error:
        _give_up(error)
    _migrate(settings)
    _import_register_once(settings)


def _import_register_once(settings: Settings) -> None:
    """Give a new database the register that is shipped; later imports are for whoever keeps it.

    One that was sealed with other keys is refused: its conversations could not go on.
    """
    engine = open_database(settings.database_url)
    try:
        conversations.can_be_read(engine)
    except SealedError as error:
        _give_up(f"The database cannot be read: {error}.")
    with alone(settings.database_url):
        if register.edition(engine) == 0:
            swv_commands.import_shipped(engine)
    engine.dispose()


def _migrate(settings: Settings) -> None:
    from store.migrate import upgrade

    try:
        upgrade(settings.database_url)
    except (SQLAlchemyError, OSError) as error:
        kind = type(error).__name__
        _give_up(
            f"The database cannot be opened ({kind}). Check WEGWIJS_DATABASE_URL, "
            "that its server runs or its folder can be written, and that the disk is not full."
        )


def _ports_are_free(settings: Settings) -> None:
    for variable, host, port in (
        ("WEGWIJS_PORT", settings.host, settings.port),
        ("WEGWIJS_RASA_PORT", "127.0.0.1", settings.rasa_port),
        ("WEGWIJS_ACTIONS_PORT", "127.0.0.1", settings.actions_port),
    ):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                why = "is taken by another program" if error.errno == errno.EADDRINUSE else "cannot be used"
                _give_up(f"Port {port} on {host} {why}. End that program, or set {variable}.")


def _children(settings: Settings) -> list[Child]:
    environ = {
        **RASA_ENVIRON,
        "LOG_LEVEL": settings.log_level,
        "WEGWIJS_DATABASE_URL": settings.database_url,
        "WEGWIJS_RASA_SECRET": settings.rasa_secret,
    }
    python, bot = sys.executable, settings.bot_python or sys.executable
    rasa = [
        bot, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(settings.rasa_port),
        "--model", settings.model, "--endpoints", "bot/endpoints.yml",
        "--credentials", "bot/credentials.yml",
    ]  # fmt: skip
    return [
        Child("desk", [python, "-m", "desk.cli", "desk"], environ),
        Child(
            "rasa",
            rasa,
            {**environ, "WEGWIJS_ACTIONS_URL": f"{settings.actions_url}/webhook"},
            partial(verify, ROOT / settings.model, settings.model_sha256),
        ),
        Child(
            "actions",
            [bot, "-m", "actions.server"],
            {**environ, "WEGWIJS_ACTIONS_PORT": str(settings.actions_port)},
        ),
    ]


async def _supervise(settings: Settings) -> None:
    supervisor = Supervisor(_children(settings), ROOT, ROOT / settings.log_folder, console.print)
    ready = asyncio.create_task(_say_when_ready(settings))
    await supervisor.run()
    ready.cancel()


async def _say_when_ready(settings: Settings) -> None:
    url = f"http://{settings.host}:{settings.port}"
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{url}/readyz") as response:
                    if response.status == 200:
                        console.print(f"[green]Ready:[/green] {url}  (Ctrl-C ends it)")
                        console.print(
                            f"For staff: {url}/console. To try it with invented data, in another "
                            "terminal: [bold].venv/bin/wegwijs demo-data[/bold]; it says how to sign in."
                        )
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


def _give_up(reason: object) -> NoReturn:
    console.print(f"[red]{reason}[/red]", soft_wrap=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
