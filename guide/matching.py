"""Which samenwerkingsverband is a parent's own: by code, school, postcode, municipality or place.

The school's place decides once a child is enrolled or applying, the home address otherwise. The two
national swv's (reformatorisch) belong to schools, never to an address; cluster 1 and 2 lie outside.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from guide.places import PlaceNames, Places, plain
from guide.register import Area, School, SchoolKind, Swv
from guide.spelling import plain_digits

Certainty = Literal["certain", "candidate", "ask", "none"]

_CODE = re.compile(r"\b(po|vo)?[ .-]*(\d\d)[ .-]?(\d\d)[ -]*(po|vo)?\b", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\d)(\d{4}) ?(?:[a-z]{2})?(?![\w])", re.IGNORECASE)
_BRANCH = re.compile(r"\b(\d{2}[a-z]{2})(\d{2})?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Match:
    """What was found: the codes that may be meant, and how sure that is.

    certain: one code. candidate: one code that should be read back. ask: more than one, ask for a
    postcode or school. none: nothing; `suggestions` may hold names that look alike. `by` is what it
    was found by (code, school, postcode, municipality, merged, place), `place` its name as we know it.
    """

    certainty: Certainty
    codes: tuple[str, ...] = ()
    by: str = ""
    place: str = ""
    suggestions: tuple[str, ...] = ()


NOTHING = Match("none")


class Matcher:
    """Finds swv's; made once for an edition of the register, then only read."""

    def __init__(
        self,
        swvs: Iterable[Swv],
        areas: Iterable[Area],
        schools: Iterable[School] = (),
        places: Places | None = None,
    ) -> None:
        """Take the register, and the names of places beside those of the legal table."""
        places = places or Places()
        self._swvs = {swv.code: swv for swv in swvs if swv.active_until is None}
        self._areas = {area.pc4: area for area in areas}
        self._schools = {school.branch: school for school in schools}
        self._by_brin: dict[str, list[School]] = defaultdict(list)
        for school in self._schools.values():
            self._by_brin[school.branch[:4]].append(school)
        self._of_municipality = self._codes_of_municipalities()
        self._merged = {plain(name) for name in places.merged}
        self._names = PlaceNames((a.municipality for a in self._areas.values()), places, self._villages())
        self._school_names: dict[str, list[School]] = defaultdict(list)
        for school in self._schools.values():
            self._school_names[plain(school.name)].append(school)

    def by_code(self, code: str) -> Match:
        """Return the swv with this code, however it is written: PO2601, 26.01 po."""
        found = _CODE.fullmatch(code.strip())
        if not found:
            return NOTHING
        kind = (found[1] or found[4] or "").upper()
        codes = tuple(k + found[2] + found[3] for k in ((kind,) if kind else ("PO", "VO")))
        known = tuple(c for c in codes if c in self._swvs)
        return _match(known, "code", known[0] if known else "")

    def by_postcode(self, postcode: str, kind: SchoolKind) -> Match:
        """Return the swv of a postcode, of which only the four digits count."""
        area = self._areas.get(postcode.strip()[:4])
        code = area.code(kind) if area else ""
        return _match((code,) if code in self._swvs else (), "postcode", area.municipality if area else "")

    def by_municipality(self, name: str, kind: SchoolKind) -> Match:
        """Return the swv of a municipality or place; more than one where it is divided."""
        known = self._names.meant_by(name)
        return self._in(known, kind, name) if known else NOTHING

    def by_branch(self, code: str, kind: SchoolKind) -> Match:
        """Return the swv of a school by its BRIN, with or without the two digits of the location."""
        code = code.strip().upper()
        found = [self._schools[code]] if code in self._schools else self._by_brin.get(code[:4], [])
        return self._of_schools(found, kind)

    def find(self, text: str, kind: SchoolKind) -> Match:
        """Return what a parent's words say: a code, a BRIN, a postcode, a place or a school's name."""
        text = plain_digits(text)
        for by in (self._code_in, self._branch_in, self._postcode_in, self._place_in, self._school_in):
            match = by(text, kind)
            if match.certainty != "none":
                return match
        return self._like(text, kind)

    def _code_in(self, text: str, kind: SchoolKind) -> Match:
        named = re.search(r"\b(?:po|vo)[ .-]*\d\d[ .-]?\d\d\b|\b\d\d[.-]\d\d\b", text, re.IGNORECASE)
        if not named:
            return NOTHING
        match = self.by_code(named[0])
        of_kind = tuple(code for code in match.codes if code.lower().startswith(kind))
        return _match(of_kind or match.codes, "code", match.place) if match.codes else NOTHING

    def _branch_in(self, text: str, kind: SchoolKind) -> Match:
        named = _BRANCH.search(text)
        return self.by_branch(named[0], kind) if named else NOTHING

    def _postcode_in(self, text: str, kind: SchoolKind) -> Match:
        found = (self.by_postcode(p[1], kind) for p in _POSTCODE.finditer(text))
        return next((match for match in found if match.certainty != "none"), NOTHING)

    def _place_in(self, text: str, kind: SchoolKind) -> Match:
        name = self._names.named_in(text)
        return self._in(self._names.meant_by(name), kind, name) if name else NOTHING

    def _school_in(self, text: str, kind: SchoolKind) -> Match:
        return self._of_schools(self._school_names.get(plain(text), []), kind)

    def _like(self, text: str, kind: SchoolKind) -> Match:
        """Look for names that are nearly written so; one that is clearly the best is a candidate."""
        alike = self._names.nearly_named_in(text)
        names = tuple(dict.fromkeys(self._names.meant_by(name)[0] for name in alike))
        if len(names) != 1:
            return Match("none", suggestions=names)
        match = self._in(self._names.meant_by(alike[0]), kind, names[0])
        return Match("ask" if len(match.codes) > 1 else "candidate", match.codes, "place", names[0], names)

    def _in(self, municipalities: Sequence[str], kind: SchoolKind, name: str) -> Match:
        codes = {c for m in municipalities for c in self._of_municipality[kind].get(m, ())}
        match = _match(tuple(sorted(codes)), "municipality", " / ".join(municipalities) or name)
        if match.certainty == "certain" and plain(name) in self._merged:
            return Match("candidate", match.codes, "merged", match.place)
        return match

    def _of_schools(self, schools: Sequence[School], kind: SchoolKind) -> Match:
        codes: dict[str, None] = {}
        for school in schools:
            own = [c for c in school.swv_codes if c.lower().startswith(kind)]
            codes.update(dict.fromkeys(own or self.by_postcode(school.postcode, kind).codes))
        return _match(tuple(codes), "school", schools[0].name if schools else "")

    def _codes_of_municipalities(self) -> dict[SchoolKind, dict[str, set[str]]]:
        found: dict[SchoolKind, dict[str, set[str]]] = {"po": defaultdict(set), "vo": defaultdict(set)}
        for area in self._areas.values():
            for kind in found:
                if area.code(kind):
                    found[kind][area.municipality].add(area.code(kind))
        return found

    def _villages(self) -> Iterator[tuple[str, str]]:
        """Yield the places of schools, each with its municipality of the legal table."""
        for school in self._schools.values():
            area = self._areas.get(school.postcode[:4])
            if area:
                yield school.place, area.municipality


def _match(codes: tuple[str, ...], by: str, place: str) -> Match:
    if not codes:
        return NOTHING
    return Match("certain" if len(codes) == 1 else "ask", codes, by, place)
