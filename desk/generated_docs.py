"""The pages of docs/ that are made from the data: docs/topics.md, docs/routes.md and its picture."""

from collections import Counter, defaultdict
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

import yaml

from guide.answers import MORE, responses
from guide.facts import facts
from guide.language import Language, all_languages, catalog, languages
from guide.review import used_by
from guide.routes import Row, situations, table, ways
from guide.topics import topics
from guide.understood import Share
from guide.understood import read as read_understood

_MADE = "<!-- Made by `wegwijs docs`; change the data, not this page. -->\n"
_WHERE = (
    "A topic's facts are in `guide/facts`, its answer in `domain/<group>.yml`, its examples in "
    "`data/nlu/<language>/<group>.yml`.\n"
)
_HOW_TO_READ = (
    "The order is the order to try them. The last day is that of the term named (`guide/facts/terms.yml`);\n"
    "a way without one has no term that we know of. A jurist changes `guide/routes.yml`.\n"
)
_HOW_UNDERSTOOD = (
    "and asked the rest (`wegwijs nlu test --record`): the share that is\n"
    "right at once, and that is among the three likeliest. The same hands wrote both, so it flatters\n"
    "([what is known otherwise](performance.md#understanding)); it tells one topic and one language from\n"
    "another. Parents are not offered a language below its bar, `understood` in `locales/languages.yml`.\n"
)
_ROW, _CHARACTER = 22, 6.2
_COLUMNS = (10, 360, 550)


def pages(root: Path) -> dict[Path, str]:
    """Return the pages by their path under `root`, with what they should hold now."""
    return {
        root / "docs" / "topics.md": _topics(root),
        root / "docs" / "understanding.md": _understanding(root),
        root / "docs" / "routes.md": _routes(),
        root / "docs" / "pictures" / "routes.svg": _tree(),
    }


def _topics(root: Path) -> str:
    examples, tests = _examples(root), _tests(root)
    lines = [
        "# The topics\n\n" + _MADE,
        f"{len(topics())} topics, {len(facts())} facts. {_WHERE}",
        "| topic | group | facts | sources | answered in | examples | tests |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for topic in topics().values():
        names = [f"utter_{topic.id}", f"utter_{topic.id}{MORE}", f"utter_{topic.id}_simpel"]
        used = {fact for name in names if name in responses() for fact in used_by(name)}
        sources = {source.url for fact in used for source in facts()[fact].sources}
        counts = ", ".join(f"{code} {examples[topic.id][code]}" for code in languages())
        lines.append(
            f"| {topic.id} | {topic.group} | {len(used)} | {len(sources)} | {_answered_in(topic.id)} "
            f"| {counts} | {', '.join(sorted(tests[topic.id])) or 'content'} |"
        )
    return "\n".join(lines) + "\n"


def _understanding(root: Path) -> str:
    understood = read_understood(root / "locales")
    codes = [code for code in all_languages() if code in understood.shares]
    lines = [
        "# What is understood\n\n" + _MADE,
        f"Taught with seven eighths of the {understood.examples} examples {_HOW_UNDERSTOOD}",
        "| | " + " | ".join(codes) + " |",
        "| --- |" + " --- |" * len(codes),
        "| **all of it** | " + " | ".join(_shares(understood.of(code)) for code in codes) + " |",
        "| bar | " + " | ".join(_bar(all_languages()[code]) for code in codes) + " |",
    ]
    for topic in topics():
        of_topic = (understood.shares[code].get(topic, Share()) for code in codes)
        lines.append(f"| {topic} | " + " | ".join(_shares(share) for share in of_topic) + " |")
    return "\n".join(lines) + "\n"


def _shares(share: Share) -> str:
    return f"{share.at_once:.2f}/{share.within_three:.2f}" if share.asked else "-"


def _bar(language: Language) -> str:
    return f"{language.understood:.2f}" if language.understood else "-"


def _answered_in(topic: str) -> str:
    response = responses().get(f"utter_{topic}")
    if response is None:
        return "by an action"
    return ", ".join(code for code in languages() if code == "nl" or catalog(code).get(response["text"]))


def _examples(root: Path) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted((root / "data" / "nlu").glob("*/*.yml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            found[row["intent"]][path.parent.name] += len(row["examples"].strip().splitlines())
    return found


def _tests(root: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((root / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        for topic in topics():
            if f'"{topic}"' in text:
                found[topic].add(path.stem.removeprefix("test_"))
    return found


def _routes() -> str:
    lines = [
        "# The ways open, by situation\n\n" + _MADE,
        _HOW_TO_READ,
        "![The same as a tree](pictures/routes.svg)\n",
    ]
    for situation in situations().values():
        asks = ", ".join(situation.asks) or "nothing"
        lines += [
            f"## {situation.title}\n",
            f"`{situation.id}`; asks for: {asks}. {situation.says}\n",
            "| way | only when | last day | cost | binds | what it does to the others | how to begin | to |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        for row in (row for row in table() if row.situation == situation.id):
            way = ways()[row.way]
            note = f" {row.note}" if row.note else ""
            cells = [
                way.title,
                f"{_condition(row)}{note}",
                row.term or "-",
                way.cost,
                way.binds or "-",
                way.effect,
                way.start,
                way.to,
            ]
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def _condition(row: Row) -> str:
    return "; ".join(f"{key}: {' or '.join(values)}" for key, values in row.when.items())


def _tree() -> str:
    """Return the table as a picture: situation, condition, way."""
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "font-family": "sans-serif", "role": "img"})
    SubElement(svg, "title").text = "The ways open, by situation"
    y = 10
    for situation in situations().values():
        rows = [row for row in table() if row.situation == situation.id]
        middle = y + len(rows) * _ROW // 2
        for number, row in enumerate(rows):
            here = y + number * _ROW + 15
            path = f"M 346 {middle - 4} C 354 {middle - 4} 350 {here - 4} 360 {here - 4} H 550"
            SubElement(svg, "path", {"d": path, "fill": "none", "stroke": "#d6d2c6"})
            _text(
                svg,
                _COLUMNS[2],
                here,
                ways()[row.way].title + (f"  [{row.term}]" if row.term else ""),
                "#0b5563",
            )
            if row.when:
                _text(svg, _COLUMNS[1] + 8, here, _condition(row), "#b26a00")
        _text(svg, _COLUMNS[0], middle, situation.title, "#1c2a2e")
        y += len(rows) * _ROW + 16
    svg.set("width", "1000")
    svg.set("height", str(y))
    svg.set("viewBox", f"0 0 1000 {y}")
    return tostring(svg, encoding="unicode") + "\n"


def _text(svg: Element, x: int, y: int, text: str, colour: str) -> None:
    box = {"x": str(x - 4), "y": str(y - 14), "height": "20", "rx": "4", "fill": "#f4f1ea"}
    SubElement(svg, "rect", {**box, "width": str(int(len(text) * _CHARACTER) + 8)})
    SubElement(svg, "text", {"x": str(x), "y": str(y), "font-size": "12", "fill": colour}).text = text
