"""`wegwijs keys`: make a key for what people write, and bring the database to a new one."""

from pathlib import Path

import typer
from cryptography.fernet import Fernet
from rich.console import Console

from desk.settings import SettingsError, absolute_database_url, read_settings
from store.database import open_database, scrub
from store.sealing import VARIABLE, SealedError, seal_anew
from store.tables import metadata

ROOT = Path(__file__).parents[1]
app = typer.Typer(help="The keys that seal what people write in the database.", no_args_is_help=True)
console = Console(stderr=True, highlight=False)


@app.command()
def new() -> None:
    """Print a new key. Put it before the ones you have, with a space between, and start again."""
    typer.echo(Fernet.generate_key().decode())


@app.command()
def rotate() -> None:
    """Seal everything with the first key. After that the other keys can go."""
    try:
        settings = read_settings()
        if not settings.encryption_keys:
            console.print(f"[red]There is no key in {VARIABLE}. `wegwijs keys new` makes one.[/red]")
            raise typer.Exit(1)
        engine = open_database(absolute_database_url(settings, ROOT))
        count = seal_anew(engine, metadata.tables)
    except (SettingsError, SealedError) as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(1) from None
    scrub(engine)
    engine.dispose()
    console.print(f"{count} texts are sealed with the first key.")
