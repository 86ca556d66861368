"""The page to take along to a talk with the school: Dutch, and the parent's own language beside it."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from guide.answers import answer, responses
from guide.explain import basis_in_words
from guide.facts import facts
from guide.language import N_, SOURCE, date_in_words, languages, translate
from guide.routes import OpenWay
from guide.terms import Deadline
from guide.timeline import Mark, as_svg
from guide.topics import topics

TITLE = N_("Voor het gesprek met de school")
QUESTION = N_("Wat ik vroeg")
RULES = N_("Wat de regels zijn")
DATES = N_("Mijn data")
WAYS = N_("Wat ik kan doen, in deze volgorde")
UNTIL = N_("Tot en met {datum}.")
COSTS = N_("Kosten: {kosten}.")
BINDS = N_("Bindend? {bindt}")
WHERE = N_("Waar: {waar}.")
TO_ASK = N_("Wat ik de school vraag")
MADE_ON = N_("Gemaakt op {datum} met Wegwijs. Dit is uitleg, geen juridisch advies.")
NOT_CHECKED = N_("nog niet nagekeken")
CHECKED = N_("nagekeken op {datum}")
TALK = {"gesprek", "termijnen", "overdracht"}

_FILE = Path(__file__).parent / "take_along.yml"
_STYLE = Path(__file__).parent / "take_along.css"


def page(
    questions: Sequence[str],
    answered: Iterable[str],
    ways: Sequence[OpenWay],
    deadlines: Sequence[Deadline],
    points: Mapping[str, Sequence[Mark]],
    today: date,
    locale: str,
) -> str:
    """Return the page as HTML that needs nothing else, to be printed or shown.

    `questions` are the parent's own words, `answered` the topics she got an answer to, `ways` what she
    can do, `points` the points of the time line for each of the two languages.
    """
    both = list(dict.fromkeys([SOURCE, locale]))
    found = [t for t in dict.fromkeys(answered) if t in topics() and _is_rule(t)]
    parts = [f"<h1>{_both(TITLE, both)}</h1>", f"<p class=small>{_made_on(today, both)}</p>"]
    if questions:
        said = "".join(f"<li dir=auto>{html.escape(q)}</li>" for q in questions)
        parts += [_heading(QUESTION, both), f"<ul>{said}</ul>"]
    if found:
        parts.append(_heading(RULES, both))
        parts += [
            _pair([_answer(topic, language) for language in both], both) + _sources(topic) for topic in found
        ]
    if ways:
        parts.append(_heading(WAYS, both))
        parts += [_pair([_way(open_way, code) for code in both], both) for open_way in ways]
    if deadlines:
        parts.append(_heading(DATES, both))
        parts.append(_pair([_dates(deadlines, language) for language in both], both))
        parts.append(_pair([as_svg(list(points[language]), language) for language in both], both))
    parts.append(_heading(TO_ASK, both))
    parts += [
        _pair([f"<span class=box>{html.escape(translate(q, language))}</span>" for language in both], both)
        for q in _to_ask(found)
    ]
    title, style = html.escape(translate(TITLE, locale)), _STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="{locale}" dir="{languages()[locale].dir}"><meta charset=utf-8>'
        '<meta name=viewport content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{style}</style><body>{''.join(parts)}</body></html>"
    )


def _is_rule(topic: str) -> bool:
    """Tell whether the answer to a topic says what holds; that of these only leads on."""
    return topics()[topic].group not in TALK and topic not in {"routes_overzicht", "brief_opstellen"}


@lru_cache(maxsize=1)
def _questions() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def _to_ask(found: Iterable[str]) -> list[str]:
    groups = dict.fromkeys(topics()[topic].group for topic in found)
    special = [q for group in groups for q in _questions()["groups"].get(group, [])]
    return [*special, *_questions()["always"]]


def _heading(text: str, both: Sequence[str]) -> str:
    return f"<h2>{_both(text, both)}</h2>"


def _both(text: str, both: Sequence[str]) -> str:
    said = (f'<span lang="{code}">{html.escape(translate(text, code))}</span>' for code in both)
    return " · ".join(said)


def _made_on(today: date, both: Sequence[str]) -> str:
    return "<br>".join(
        html.escape(translate(MADE_ON, code).format(datum=date_in_words(today, code))) for code in both
    )


def _pair(sides: Sequence[str], both: Sequence[str]) -> str:
    cells = (
        f'<div lang="{code}" dir="{languages()[code].dir}">{side}</div>'
        for code, side in zip(both, sides, strict=True)
    )
    return f'<div class="pair{" one" if len(both) == 1 else ""}">{"".join(cells)}</div>'


def _answer(topic: str, locale: str) -> str:
    title = html.escape(translate(topics()[topic].title, locale))
    return f"<strong>{title}</strong><br>{_marked(translate(answer(topic), locale))}"


def _marked(text: str) -> str:
    """Return our small Markdown as HTML: bold and links."""
    safe = html.escape(text, quote=False)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)
    safe = re.sub(r"\[([^\]]+)\]\(((?:https|tel|mailto):[^)\s\"]+)\)", r'<a href="\2">\1</a>', safe)
    return safe.replace("\n", "<br>")


def _way(open_way: OpenWay, locale: str) -> str:
    """Return all there is to know of a way: until when, cost, whether it binds, how to begin, where."""
    way, said = open_way.way, []
    if open_way.deadline:
        day = open_way.deadline.safe_date or open_way.deadline.date
        said.append(translate(UNTIL, locale).format(datum=date_in_words(day, locale)))
    said += [translate(way.what_for, locale), translate(way.start, locale)]
    said.append(translate(WHERE, locale).format(waar=translate(way.to, locale)))
    said.append(translate(COSTS, locale).format(kosten=translate(way.cost, locale)))
    if way.binds:
        said.append(translate(BINDS, locale).format(bindt=translate(way.binds, locale)))
    said += [translate(text, locale) for text in (way.effect, open_way.note) if text]
    return f"<strong>{html.escape(translate(way.title, locale))}</strong><br>{html.escape(' '.join(said))}"


def _sources(topic: str) -> str:
    used = (responses()[f"utter_{topic}"].get("metadata") or {}).get("facts", [])
    lines = []
    for fact in dict.fromkeys(used):
        known = facts()[fact]
        source = known.sources[0]
        checked = (
            CHECKED.format(datum=source.checked_on.strftime("%d-%m-%Y")) if source.checked_on else NOT_CHECKED
        )
        basis = f"{'; '.join(known.legal_basis)}: " if known.legal_basis else ""
        lines.append(
            f"<li>{html.escape(basis + known.holds)} "
            f'(<a href="{html.escape(source.url)}">{html.escape(source.title)}</a>, {checked})</li>'
        )
    return f'<ul class=small lang="nl" dir="ltr">{"".join(lines)}</ul>'


def _dates(deadlines: Sequence[Deadline], locale: str) -> str:
    lines = (
        f"<li><b>{date_in_words(d.safe_date or d.date, locale)}</b>: "
        f"{html.escape(translate(d.what, locale))} "
        f"<span class=small>{html.escape(basis_in_words(d, locale))}</span></li>"
        for d in deadlines
    )
    return f"<ul>{''.join(lines)}</ul>"
