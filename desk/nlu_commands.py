"""`wegwijs nlu`: look over the examples that teach the bot, and test how well it understands them."""

import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from desk import clock
from desk.review_export import write
from desk.settings import SettingsError, absolute_database_url, read_settings
from guide.language import all_languages
from guide.spelling import plain_words
from guide.topics import topics
from store import review
from store.database import open_database

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "data" / "nlu"
LEAST = {"nl": 60, "en": 40}
LEAST_OF_OTHERS = 30
LEAST_SMALL_TALK = 13
_ALIKE = 94.0
_SHORTEST_COMPARED = 12
_OUT_OF_BALANCE = 4.0
_SMALL_TALK = {"gesprek"}
# Danger is told in more ways than anything else, and to miss it costs most.
_NEVER_TOO_MANY = "noodsituatie"
# Letters that a language is not written in; Latin is allowed everywhere, for Dutch school words.
_CYRILLIC, _ARABIC = re.compile("[\u0400-\u04ff]"), re.compile("[\u0600-\u06ff]")
_FOREIGN = {"ar": (_CYRILLIC,), "uk": (_ARABIC,)}

app = typer.Typer(help="The examples of what parents type.", no_args_is_help=True)
console = Console(stderr=True, highlight=False)


@dataclass(frozen=True)
class Example:
    """Something a parent may type: its language, the intent it teaches, and where it stands."""

    language: str
    intent: str
    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Finding:
    """Something about the examples; a fault teaches the bot something wrong, the rest is work to plan."""

    where: str
    kind: str
    detail: str
    is_fault: bool


def examples(folder: Path = FOLDER) -> Iterator[Example]:
    """Yield every example of data/nlu."""
    for path in sorted(folder.glob("*/*.yml")):
        intent = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.startswith("- intent: "):
                intent = line.removeprefix("- intent: ").strip()
            elif line.startswith("    - "):
                file = f"data/nlu/{path.parent.name}/{path.name}"
                yield Example(path.parent.name, intent, line[6:].strip(), file, number)


def findings(found: list[Example]) -> Iterator[Finding]:
    """Yield what is wrong: taught twice, nearly the same for two topics, too few, wrong script."""
    yield from _taught_twice(found)
    yield from _nearly_the_same(found)
    yield from _wrong_script(found)
    yield from _too_few(found)
    yield from _out_of_balance(found)


def _taught_twice(found: list[Example]) -> Iterator[Finding]:
    by_text: dict[str, list[Example]] = defaultdict(list)
    for example in found:
        by_text[plain_words(example.text)].append(example)
    for text, same in by_text.items():
        intents = sorted({example.intent for example in same})
        if text and len(intents) > 1:
            yield Finding(
                _where(same[0]), "two topics", f"{same[0].text!r} teaches {', '.join(intents)}", True
            )


def _nearly_the_same(found: list[Example]) -> Iterator[Finding]:
    for language in sorted({example.language for example in found}):
        mine = [e for e in found if e.language == language and len(e.text) >= _SHORTEST_COMPARED]
        plain = [plain_words(e.text) for e in mine]
        for number, example in enumerate(mine):
            close = process.extract(
                plain[number], plain[number + 1 :], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3
            )
            for _, _, place in close:
                other = mine[number + 1 + place]
                if other.intent != example.intent:
                    detail = f"{example.text!r} ({example.intent}) and {other.text!r} ({other.intent})"
                    yield Finding(_where(example), "nearly the same", detail, False)


def _wrong_script(found: list[Example]) -> Iterator[Finding]:
    for example in found:
        wrong = _FOREIGN.get(example.language, (_CYRILLIC, _ARABIC))
        if any(script.search(example.text) for script in wrong):
            yield Finding(_where(example), "wrong script", f"{example.text!r} in {example.language}", True)


def _too_few(found: list[Example]) -> Iterator[Finding]:
    counts = Counter((example.language, example.intent) for example in found)
    for language in all_languages():
        for topic in topics().values():
            least = LEAST_SMALL_TALK if topic.group in _SMALL_TALK else LEAST.get(language, LEAST_OF_OTHERS)
            count = counts[language, topic.id]
            if count < least:
                yield Finding(f"data/nlu/{language}", "too few", f"{topic.id}: {count} of {least}", False)


def _out_of_balance(found: list[Example]) -> Iterator[Finding]:
    counts = Counter((e.language, e.intent) for e in found if e.intent in topics())
    for language in sorted({example.language for example in found}):
        of_topics = {
            topic: count
            for (lang, topic), count in counts.items()
            if lang == language and topics()[topic].group not in _SMALL_TALK and topic != _NEVER_TOO_MANY
        }
        least, most = min(of_topics, key=of_topics.__getitem__), max(of_topics, key=of_topics.__getitem__)
        if of_topics[most] > _OUT_OF_BALANCE * of_topics[least]:
            detail = f"{most} has {of_topics[most]} examples, {least} {of_topics[least]}"
            yield Finding(f"data/nlu/{language}", "out of balance", detail, False)


def _where(example: Example) -> str:
    return f"{example.file}:{example.line}"


@app.command("check")
def check_examples() -> None:
    """List what is wrong with the examples. Ends with 1 when they teach something wrong."""
    try:
        found = list(findings(list(examples())))
    except (OSError, UnicodeDecodeError) as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(1) from None
    table = Table("where", "what", "detail")
    for finding in found:
        table.add_row(finding.where, finding.kind, finding.detail, style="red" if finding.is_fault else "")
    Console(highlight=False).print(table)
    faults = sum(finding.is_fault for finding in found)
    console.print(f"{faults} faults, {len(found) - faults} things to look at.")
    raise typer.Exit(1 if faults else 0)


@app.command("test")
def show_confusions(
    page: Annotated[Path, typer.Option(help="Where the page goes.")] = Path("build/nlu.html"),
    *,
    record: Annotated[
        bool, typer.Option("--record", help="Keep the figures in locales/understood.yml.")
    ] = False,
) -> None:
    """Teach with seven eighths of the examples, test with the rest, and write what was confused as a page."""
    flags = ["--record"] if record else []
    done = subprocess.run([sys.executable, "-m", "bot.evaluation", str(page), *flags], cwd=ROOT, check=False)
    raise typer.Exit(done.returncode)


@app.command("tune")
def tune() -> None:
    """Tune the transformer on seven eighths of the examples, and keep what changes in bot/e5_tuned.npz.

    Takes half an hour on two cores. Worth it after many new examples; a training goes without.
    """
    done = subprocess.run([sys.executable, "-m", "bot.tuning"], cwd=ROOT, check=False)
    raise typer.Exit(done.returncode)


@app.command("export-review")
def export_review(
    into: Annotated[Path, typer.Option(help="Where the examples are.")] = FOLDER,
) -> None:
    """Write the questions that were given a topic in the console as examples for the next release."""
    try:
        settings = read_settings()
    except SettingsError as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(1) from None
    engine = open_database(absolute_database_url(settings, ROOT))
    decided = review.decided(engine)
    added = write(decided, into)
    review.exported(engine, [one.id for one in decided], clock.now())
    for one in added:
        console.print(f"{one.language}  {one.topic}: {one.text}")
    console.print(
        f"{len(added)} examples added, {len(decided) - len(added)} left out (there already, or nothing left "
        "without what was masked). Read them, then: wegwijs nlu check, wegwijs train."
    )
