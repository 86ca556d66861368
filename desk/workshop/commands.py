"""`wegwijs locale`: what translators and those who help them run."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from aiohttp import web
from rich.console import Console
from rich.table import Table

from desk import clock
from desk.workshop import new as new_language
from desk.workshop import preview as preview_page
from desk.workshop.catalogs import templates, update, write
from desk.workshop.check import findings
from desk.workshop.review import record, to_review
from desk.workshop.status import badge, statuses
from guide.language import LOCALES_FOLDER, SOURCE, all_languages, completeness, is_offered

ROOT = Path(__file__).parents[2]
app = typer.Typer(help="The translations.", no_args_is_help=True)
console = Console(stderr=True, highlight=False)
out = Console(highlight=False)
Lang = Annotated[str, typer.Argument(help="The code of a language, as in locales/languages.yml.")]


@app.command("extract")
def extract_texts() -> None:
    """Write the templates locales/*.pot: every text that parents read, with what a translator must know."""
    for name, template in templates(ROOT).items():
        write(LOCALES_FOLDER / f"{name}.pot", template)
        console.print(f"locales/{name}.pot: {len(template)} texts")


@app.command("update")
def update_catalogs() -> None:
    """Bring the files of every language in step with the Dutch; what has changed is marked outdated."""
    for catalog, count in update(ROOT).items():
        console.print(f"{catalog}: {count} texts without a translation")


@app.command("check")
def check_catalogs() -> None:
    """List what is wrong, with file, line and what to do. Ends with 1 when something is."""
    found = findings(ROOT)
    for finding in found:
        text = finding.text.replace("\n", " ")[:60]
        out.print(
            f"{finding.file}:{finding.line}: {finding.kind}: {finding.says} [{text}]",
            markup=False,
            soft_wrap=True,
        )
    faults = sum(finding.is_fault for finding in found)
    console.print(f"{faults} faults, {len(found) - faults} texts still to translate.")
    raise typer.Exit(1 if faults else 0)


@app.command("status")
def show_status(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    badges: Annotated[Path | None, typer.Option(help="Write an SVG badge a language here.")] = None,
) -> None:
    """Show how far each language is: translated, drafted, reviewed, outdated."""
    rows = list(statuses(ROOT))
    if badges:
        badges.mkdir(parents=True, exist_ok=True)
        for language in {row.language for row in rows}:
            (badges / f"{language}.svg").write_text(badge(language, completeness(language)), encoding="utf-8")
    if as_json:
        out.print_json(json.dumps([{**asdict(row), "translated": row.translated} for row in rows]))
        return
    table = Table(
        "language", "part", "texts", "translated", "drafted", "reviewed", "outdated", "missing", "offered"
    )
    for row in rows:
        counts = (row.total, row.translated, row.drafted, row.reviewed, row.outdated, row.missing)
        table.add_row(row.language, row.part, *map(str, counts), _offered(row.language))
    out.print(table)


def _offered(code: str) -> str:
    """Tell whether parents are offered a language, and what it waits for if not."""
    language = all_languages()[code]
    if is_offered(language):
        return "yes"
    if completeness(code) < language.threshold:
        return f"not before {language.threshold:.0%} is translated"
    return f"not before {language.understood:.0%} is understood"


@app.command("review")
def review_drafts(
    language: Lang, by: Annotated[str, typer.Option(help="Your initials.", prompt="Your initials")]
) -> None:
    """Read what nobody has read yet, one by one: keep it, write it better, or leave it for later."""
    _known(language)
    drafts = list(to_review(ROOT, language))
    console.print(f"{len(drafts)} texts to read. Enter keeps it, a new text replaces it, s skips, q ends.")
    read = 0
    for number, (part, message) in enumerate(drafts, 1):
        where = "; ".join([*message.auto_comments, *(file for file, _ in message.locations[:3])])
        history = "; ".join(message.user_comments)
        out.print(f"\n[bold]{number}/{len(drafts)}[/bold] {part} · {where} · {history}")
        out.print(f"[dim]nl[/dim] {message.id}", markup=True)
        out.print(f"[dim]{language}[/dim] {message.string}", markup=True)
        answer = typer.prompt(">", default="", show_default=False, prompt_suffix=" ")
        if answer == "q":
            break
        if answer == "s":
            continue
        record(ROOT, language, part, str(message.id), by, clock.today(None), better=answer)
        read += 1
    console.print(f"{read} texts marked as read by {by}.")


@app.command("preview")
def preview_language(language: Lang, port: Annotated[int, typer.Option(help="The port.")] = 8090) -> None:
    """Show every text of a language as the widget would, beside the Dutch; follows the .po as it is saved."""
    _known(language)
    console.print(f"http://127.0.0.1:{port}  (Ctrl-C ends it)")
    web.run_app(preview_page.make_app(ROOT, language), host="127.0.0.1", port=port, print=None)


@app.command("new")
def new(
    language: Lang,
    name: Annotated[str, typer.Option(help="Its own name for itself; left out: that of CLDR.")] = "",
    pseudo: Annotated[
        str, typer.Option(help="accents or mirrored: a language made by rule, for tests.")
    ] = "",
) -> None:
    """Add a language: its files, and the list of what else it needs."""
    try:
        new_language.add(LOCALES_FOLDER.parent, language, name, pseudo)
    except new_language.NewLanguageError as error:
        _give_up(error)
    console.print(
        f"Added. Parents are offered {language} once enough is translated and understood. What it needs now:"
    )
    for need in (
        f"locales/{language}/LC_MESSAGES/*.po: the translations",
        f"data/nlu/{language}/: what parents type, 30 examples a topic, named as in data/nlu/pl",
        "guide/words.yml, schools.yml, events.yml, refused.yml: words for dates, schools, events, refusals",
        "guide/follow_ups.yml, yes_no.yml, choices.yml, stages.yml, meaning.yml: what is said to an answer",
        "locales/languages.yml: how a parent asks for it, and how she says that she does not speak one",
        "data/swv/places.yml: how places are written, and how they end in a sentence",
        "bot/kin.yml: how parents name their child",
        "guide/danger.yml and tests/data/danger.yml: words of danger, a hundred utterances",
        "bot/probes.yml: a sentence that must be understood before the bot is ready",
    ):
        console.print(f"  {need}", markup=False)


def _known(language: str) -> None:
    if language == SOURCE or language not in all_languages():
        others = ", ".join(code for code in all_languages() if code != SOURCE)
        _give_up(f"{language!r} has no translations; there are: {others}.")


def _give_up(reason: object) -> NoReturn:
    console.print(f"[red]{reason}[/red]", soft_wrap=True)
    raise typer.Exit(1)
