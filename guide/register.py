"""What is known of a samenwerkingsverband and its steunpunt, and how sure that is.

Every value carries where it was found, when, and its status. What nobody has checked is not stated as
that swv's rule, and what is too old is not stated at all (`shown`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from guide.language import SOURCE, is_translated, translate

Status = Literal["checked", "draft", "none", "expired"]
SchoolKind = Literal["po", "vo"]

# How long a checked value holds without being looked at again: contact data less long than the rest.
CONTACT_HOLDS = timedelta(days=183)
REST_HOLDS = timedelta(days=365)
CONTACT_FIELDS = frozenset(
    {"phone", "whatsapp", "email", "website", "hours", "reply", "office_phone", "office_email"}
)
# The fields that parents are told, in the order in which they are told.
PROCEDURE_FIELDS = (
    "area_rule", "first_contact", "arrangement_route", "preschool_route", "tlv_applicant", "tlv_parent_role",
    "tlv_body", "tlv_term", "tlv_validity", "objection_route", "mediation", "home_route", "support_plan",
)  # fmt: skip
STEUNPUNT_FIELDS = ("run_by_name", "phone", "whatsapp", "email", "website", "reply", "languages",
                    "closed_in_school_holidays")  # fmt: skip
# What is the same in every language; hours are put in words from what they are (guide/hours.py).
WORDLESS_FIELDS = frozenset(
    {"run_by_name", "phone", "whatsapp", "email", "website", "hours", "office_phone", "office_email"}
)


@dataclass(frozen=True)
class Value:
    """A value with its provenance; `texts` has it in words per language, Dutch at least.

    What is shipped is translated in the catalogs; what its keeper typed in another language goes before that.
    `source_date` is the date of the source itself, as far as it is known ("2022"), else empty.
    """

    field: str
    texts: Mapping[str, str]
    status: Status
    source_url: str
    last_checked: date
    source_date: str = ""
    valid_until: date | None = None

    def status_on(self, today: date) -> Status:
        """Return the status on a day: what was checked expires when nobody looks again."""
        if self.valid_until and self.valid_until < today:
            return "expired"
        holds = CONTACT_HOLDS if self.field in CONTACT_FIELDS else REST_HOLDS
        if self.status == "checked" and not self.valid_until and today - self.last_checked > holds:
            return "expired"
        return self.status

    def text(self, locale: str) -> str:
        """Return the value in a language, in Dutch where there is no translation."""
        return self.texts.get(locale) or translate(self.texts[SOURCE], locale)

    def is_said_in(self, locale: str) -> bool:
        """Whether there are words for it in a language, or none are needed."""
        is_there = bool(self.texts.get(locale)) or is_translated(self.texts[SOURCE], locale)
        return self.field in WORDLESS_FIELDS or is_there


@dataclass(frozen=True)
class Opening:
    """Hours on one day of the week: Monday is 0, times as HH:MM in Europe/Amsterdam."""

    weekday: int
    opens: str
    closes: str


@dataclass(frozen=True)
class Closing:
    """A period of days, both included, in which a steunpunt is closed though it is not by its hours."""

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True)
class Steunpunt:
    """An ouder- en jeugdsteunpunt; it may serve several swv's.

    `holiday_region` (noord, midden, zuid) is set where it is closed in that region's school holidays.
    """

    id: str
    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    hours: Sequence[Opening] = ()
    closings: Sequence[Closing] = ()
    holiday_region: str = ""


@dataclass(frozen=True)
class Swv:
    """A samenwerkingsverband. The national ones (reformatorisch) are matched by school only."""

    code: str
    name: str
    sector: SchoolKind
    municipalities: Sequence[str]
    website: str
    source: str
    source_date: str
    name_is_confirmed: bool = False
    active_until: date | None = None
    successor: str = ""

    @property
    def is_national(self) -> bool:
        """Whether it is one of the two of the reformatorische schools."""
        return self.code in ("PO0001", "VO0001")


@dataclass(frozen=True)
class Profile:
    """All that is known of a swv: itself, its procedures, its steunpunt."""

    swv: Swv
    values: Mapping[str, Value]
    steunpunt: Steunpunt | None

    def status(self, today: date) -> Status:
        """Return the status of the whole: checked only when all that is there is checked."""
        found = {value.status_on(today) for value in self.values.values()}
        if self.steunpunt:
            found |= {value.status_on(today) for value in self.steunpunt.values.values()}
        if not found:
            return "none"
        return next(status for status in ("draft", "checked", "expired", "none") if status in found)


@dataclass(frozen=True)
class School:
    """A school location as DUO lists it, with the swv's it belongs to as far as they are known."""

    branch: str
    name: str
    kind: str
    postcode: str
    place: str
    municipality: str
    swv_codes: Sequence[str] = ()


@dataclass(frozen=True)
class Area:
    """A postcode of four digits with its municipality (of 2015) and its swv's."""

    pc4: str
    municipality: str
    po: str
    vo: str

    def code(self, kind: SchoolKind) -> str:
        """Return the swv of this kind, empty where there is none."""
        return self.po if kind == "po" else self.vo
