"""`wegwijs staff`: the first people, before anybody can sign in; after that coordinators invite."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import Engine

from desk import clock
from desk.console.session import INVITATION_LASTS
from desk.settings import Settings, SettingsError, absolute_database_url, read_settings
from store import register, staff
from store.database import open_database
from store.migrate import upgrade
from store.staff import EVERYWHERE, ROLES, EmailTakenError

ROOT = Path(__file__).parents[1]

app = typer.Typer(help="The people of the steunpunten.", no_args_is_help=True)
console = Console(stderr=True, highlight=False)


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="As parents see it: 'Anna de Boer'.")],
    email: Annotated[str, typer.Argument()],
    role: Annotated[str, typer.Option(help=", ".join(ROLES))] = "coordinator",
    steunpunt: Annotated[
        str, typer.Option(help="Its id (`wegwijs staff steunpunten`); empty for an administrator.")
    ] = "",
    language: Annotated[str, typer.Option(help="nl or en")] = "nl",
) -> None:
    """Add somebody and print the link with which a password is chosen; it works once, for three days."""
    if role not in ROLES:
        give_up(f"{role!r} is no role; there are: {', '.join(ROLES)}.")
    if "@" not in email:
        give_up(f"{email!r} is no mail address.")
    settings, engine = open_store()
    everywhere = role == "administrator" or (role == "register_keeper" and not steunpunt)
    if not everywhere and steunpunt not in register.steunpunten(engine):
        give_up(f"{steunpunt!r} is no steunpunt. `wegwijs staff steunpunten` lists them.")
    now = clock.now()
    try:
        staff_id = staff.add(engine, name, email, language, now)
    except EmailTakenError:
        give_up(f"There is somebody with {email} already.")
    staff.set_roles(engine, staff_id, EVERYWHERE if everywhere else steunpunt, [role])
    token = staff.issue_token(engine, staff_id, "invitation", now + INVITATION_LASTS)
    console.print(f"{name} is {role}. To choose a password, within three days, once:")
    Console(highlight=False, soft_wrap=True).print(f"{settings.address}/console/invitation/{token}")


@app.command()
def steunpunten() -> None:
    """List the steunpunten by their id."""
    _, engine = open_store()
    table = Table("id", "name", "swv")
    for point, (name, codes) in register.steunpunten(engine).items():
        table.add_row(point, name, ", ".join(codes))
    Console(highlight=False).print(table)


def open_store() -> tuple[Settings, Engine]:
    """Return the settings and the database at its newest form; says in plain words what is wrong."""
    try:
        settings = read_settings()
    except SettingsError as error:
        give_up(error)
    url = absolute_database_url(settings, ROOT)
    upgrade(url)
    return settings, open_database(url)


def give_up(reason: object) -> NoReturn:
    """End with a plain sentence."""
    console.print(f"[red]{reason}[/red]", soft_wrap=True)
    raise typer.Exit(1)
