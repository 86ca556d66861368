"""`wegwijs site`: the websites of schools that may embed the chat."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from desk.origins import is_origin
from desk.staff_commands import give_up, open_store
from store import register, sites

app = typer.Typer(help="The websites that may embed the chat.", no_args_is_help=True)
console = Console(stderr=True, highlight=False)


@app.command()
def add(
    origin: Annotated[str, typer.Argument(help="https://www.school.nl, without a path.")],
    swv: Annotated[str, typer.Option(help="The swv whose chat it embeds; empty: any.")] = "",
) -> None:
    """Let a website embed the chat."""
    origin = origin.rstrip("/").lower()
    if not is_origin(origin):
        give_up(f"{origin!r} is no origin. Write it as https://www.school.nl, without a path.")
    _, engine = open_store()
    if swv and not register.is_known(engine, swv):
        give_up(f"{swv!r} is no swv of the register.")
    sites.add(engine, origin, swv)
    console.print(f"{origin} may embed the chat of {swv or 'any swv'}, within a quarter of a minute.")


@app.command()
def remove(origin: Annotated[str, typer.Argument()]) -> None:
    """Take a website away."""
    _, engine = open_store()
    if not sites.remove(engine, origin.rstrip("/").lower()):
        give_up(f"{origin} was not there.")
    console.print(f"{origin} may no longer embed the chat.")


@app.command("list")
def show() -> None:
    """List the websites."""
    _, engine = open_store()
    table = Table("origin", "swv")
    for origin, swv in sites.everyone(engine):
        table.add_row(origin, swv or "any")
    Console(highlight=False).print(table)
