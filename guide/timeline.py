"""The time line of a case as a picture (SVG): what happened, today, and the days to come.

It stands upright and is 320 pixels wide, so that it can be read on the smallest phone; it is mirrored
for languages that are written from right to left. What it says stands in its description too.
"""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, tostring

from guide.language import N_, date_in_words, languages, translate
from guide.terms import Deadline

WIDTH = 320
TITLE = N_("Tijdlijn van uw data")
TODAY = N_("Vandaag")
HAPPENED = {
    "application": N_("Aangemeld"),
    "refusal": N_("Geweigerd"),
    "removal-intention": N_("Voornemen tot verwijdering"),
    "removal": N_("Besluit tot verwijdering"),
    "suspension": N_("Begin van de schorsing"),
    "enrolment": N_("Ingeschreven"),
    "tlv-application": N_("Tlv aangevraagd"),
    "tlv-decision": N_("Besluit over de tlv"),
    "objection": N_("Bezwaar ontvangen"),
    "objection-decision": N_("Besluit op bezwaar"),
    "gpo-request": N_("Verzoek aan de GPO"),
    "gpo-opinion-given": N_("Oordeel van de GPO"),
    "wished-start": N_("Gewenste eerste schooldag"),
    "third-birthday": N_("Derde verjaardag"),
    "fourth-birthday": N_("Vierde verjaardag"),
    "fifth-birthday": N_("Vijfde verjaardag"),
    "exemption-year": N_("Schooljaar van de vrijstelling"),
    "conduct": N_("Waarover u klaagt"),
    "support-need": N_("Extra hulp nodig"),
    "transport-decision": N_("Besluit over vervoer"),
}
_LINE, _TEXT = 18, 44
_CHARACTERS = 33
_TOP, _LINE_HEIGHT, _GAP = 28, 18, 32
_COLOURS = {"event": "#55646a", "today": "#8a2b0e", "parents": "#b26a00", "others": "#0b5563"}
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True)
class Mark:
    """A point on the line: its day, what it is (in the reader's language), and of which kind."""

    day: date
    what: str
    kind: Literal["event", "today", "parents", "others"]


def marks(happened: Mapping[str, date], found: Iterable[Deadline], today: date, locale: str) -> list[Mark]:
    """Return the points of a time line in order of day; parents' terms stand on their safe day."""
    points = [Mark(day, translate(HAPPENED[event], locale), "event") for event, day in happened.items()]
    points.append(Mark(today, translate(TODAY, locale), "today"))
    for deadline in found:
        kind: Literal["parents", "others"] = "parents" if deadline.who == "parents" else "others"
        points.append(Mark(deadline.safe_date or deadline.date, translate(deadline.what, locale), kind))
    rank = ("event", "today", "others", "parents")
    return sorted(points, key=lambda mark: (mark.day, rank.index(mark.kind)))


def as_text(points: Iterable[Mark], locale: str) -> str:
    """Return what the picture says, a line a point."""
    return "\n".join(f"{date_in_words(mark.day, locale)}: {mark.what}" for mark in points)


def height(points: Iterable[Mark]) -> int:
    """Return how high the picture is, in pixels at its width of 320."""
    return _TOP + sum(_LINE_HEIGHT * len(_wrapped(mark)) + _GAP for mark in points)


def as_svg(points: list[Mark], locale: str) -> str:
    """Return the picture."""
    mirrored = languages()[locale].dir == "rtl"
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "aria-labelledby": "timeline-title timeline-text",
            "lang": locale,
            "font-family": _FONT,
        },
    )
    SubElement(svg, "title", {"id": "timeline-title"}).text = translate(TITLE, locale)
    SubElement(svg, "desc", {"id": "timeline-text"}).text = as_text(points, locale)
    background = SubElement(svg, "rect", {"width": str(WIDTH), "rx": "12", "fill": "#ffffff"})
    x_line, x_text = (WIDTH - _LINE, WIDTH - _TEXT) if mirrored else (_LINE, _TEXT)
    line = SubElement(svg, "line", {"x1": str(x_line), "x2": str(x_line), "stroke": "#d6d2c6"})
    line.set("stroke-width", "4")
    y = _TOP
    line.set("y1", str(y))
    last = y
    for mark in points:
        last = y
        y = _draw(svg, mark, x_line, x_text, y, locale, mirrored=mirrored)
    line.set("y2", str(last))
    for element in (svg, background):
        element.set("height", str(y))
    svg.set("width", str(WIDTH))
    svg.set("viewBox", f"0 0 {WIDTH} {y}")
    return tostring(svg, encoding="unicode")


def _draw(svg: Element, mark: Mark, x_line: int, x_text: int, y: int, locale: str, *, mirrored: bool) -> int:
    """Draw a point whose first line of text stands at `y`; return where the next one goes."""
    colour = _COLOURS[mark.kind]
    hollow = mark.kind in ("event", "today")
    dot = {"cx": str(x_line), "cy": str(y - 5), "r": "8", "stroke": colour, "stroke-width": "3"}
    SubElement(svg, "circle", {**dot, "fill": "#ffffff" if hollow else colour})
    bold = {"x": str(x_text), "y": str(y), "font-size": "14", "font-weight": "700", "fill": colour}
    _write(svg, bold, date_in_words(mark.day, locale), mirrored=mirrored)
    for part in _wrapped(mark):
        y += _LINE_HEIGHT
        plain = {"x": str(x_text), "y": str(y), "font-size": "13", "fill": "#1c2a2e"}
        _write(svg, plain, part, mirrored=mirrored)
    return y + _GAP


def _write(svg: Element, where: dict[str, str], text: str, *, mirrored: bool) -> None:
    """Write a line of text that begins at `where`, at its right end when the picture is mirrored.

    Programs differ in what they make of the attribute `direction`; an isolate (U+2067) they all read.
    """
    anchor = {"text-anchor": "end"} if mirrored else {}
    SubElement(svg, "text", {**where, **anchor}).text = f"\u2067{text}\u2069" if mirrored else text


def _wrapped(mark: Mark) -> list[str]:
    return textwrap.wrap(mark.what, _CHARACTERS)
