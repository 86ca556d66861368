"""The parent's own samenwerkingsverband: find it, and say what is known of it, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Case, Turn
from actions.offers import button, person
from actions.questions import ask_on
from actions.registry import registry
from guide.contact import is_contact
from guide.hours import in_words, openness
from guide.language import N_, date_in_words, translate
from guide.matching import NOTHING, Match
from guide.register import PROCEDURE_FIELDS, Profile, SchoolKind, Steunpunt, Value

# What brings in a person of the parent's own steunpunt, and how.
PERSON_TOPICS = {"menselijke_hulp": "talk", "terugbelverzoek": "callback"}
SWV_TOPICS = ("swv_vinden", "swv_procedure", "swv_contact", "steunpunt_contact", *PERSON_TOPICS)
KIND_OF_SECTOR: dict[str, SchoolKind] = {
    "po": "po",
    "sbo": "po",
    "so": "po",
    "vo": "vo",
    "vso": "vo",
    "pro": "vo",
}
# What is answered to who names a place, by what the talk is about; of any other talk, which swv it is.
_OF_A_PLACE = {"steunpunt_uitleg": "steunpunt_contact", "steunpunt_contact": "steunpunt_contact"}
_MOST_BUTTONS = 5
_TOLD_IN_ITS_OWN_WORDS = frozenset({*PROCEDURE_FIELDS, "reply"})
CHECKED = N_("- {tekst} (nagekeken op {datum})")
FOUND = N_("- {tekst} ([{bron}]({adres}))")
NONE = N_("- Volgens het samenwerkingsverband bestaat dit niet: {tekst}")
PLEASE_CHECK = N_(
    "Dit is gevonden op {datum} en **nog niet nagekeken** door het samenwerkingsverband: controleer het."
)
IN_DUTCH = N_("De zinnen van het samenwerkingsverband zelf zijn in het Nederlands.")
NAME_UNSURE = N_("{code} (waarschijnlijk {naam}; de naam is nog niet nagekeken)")
NAME_UNKNOWN = N_("{code} ({plaatsen})")
BY = {
    "code": N_("op de code"),
    "school": N_("op de school"),
    "postcode": N_("op de postcode ({plaats})"),
    "municipality": N_("op de plaats ({plaats})"),
    "place": N_("op de plaats ({plaats}; anders geschreven)"),
    "merged": N_("op de plaats ({plaats}; sindsdien samengevoegd, en dat is niet nagekeken)"),
    "page": N_("op wat deze website weet"),
}
PHONE = N_("- Telefoon: {nummer}")
MAIL = N_("- E-mail: {adres}")
WEBSITE = N_("- Website: {adres}")
HOURS = N_("- Bereikbaar: {uren}")
REPLY = N_("- Antwoord: binnen {termijn}")
OPEN_NOW = N_("Volgens deze tijden is het nu **open**, tot {uur} uur.")
CLOSED_NOW = N_("Volgens deze tijden is het nu **gesloten**; weer open op {dag} om {uur} uur.")
PROBABLY_CLOSED = N_(
    "Het is waarschijnlijk schoolvakantie, en dan is het **gesloten**; weer open op {dag} om {uur} uur."
)
NOT_IN_HOLIDAYS = N_("In de schoolvakanties is het gesloten.")
REMEMBERED = "remembered"
OTHER, NOT_TOLD = "anders", "overslaan"
OTHER_SWV = N_("Een ander samenwerkingsverband")
REACH_THE_STEUNPUNT = N_("Contact met het steunpunt")


def code_of(case: Case) -> str:
    """Return the swv that is remembered, unless it is one for another kind of school than the child's."""
    kind = KIND_OF_SECTOR.get(case.sector, "")
    return case.swv if case.swv == NOT_TOLD or case.swv.lower().startswith(kind) else ""


def known(tracker: Tracker, case: Case, now: Turn) -> str:
    """Return the code of the swv that the parent told, else of what the embedding page tells, else ""."""
    told = code_of(case)
    if told or case.sector not in KIND_OF_SECTOR:
        return told
    match = find_own(tracker, case, replace(now, text=""))
    return match.codes[0] if len(match.codes) == 1 else ""


def go_on(dispatcher: CollectingDispatcher, tracker: Tracker, case: Case, now: Turn) -> list[EventType]:
    """Ask for what is missing, or answer the topic that is being asked about. Return the slots to set."""
    topic = case.asking if case.asking in SWV_TOPICS else _OF_A_PLACE.get(now.about, "swv_vinden")
    case.asking = topic
    if case.sector == "mbo":
        case.asking = ""
        dispatcher.utter_message(response=f"utter_{topic}" if topic in PERSON_TOPICS else "utter_mbo")
        return case.slots()
    match = find_own(tracker, case, now)
    if now.intent == topic and not match.codes:
        dispatcher.utter_message(response=f"utter_{topic}")
        if topic in PERSON_TOPICS:
            dispatcher.utter_message(response="utter_mens_waar")
    if case.sector not in KIND_OF_SECTOR and not match.codes:
        if now.text and not now.is_button:
            case.place = now.text if now.intent == "plaats_noemen" else case.place or now.text
        ask_on(dispatcher, "sector", now)
        return case.slots()
    if len(match.codes) != 1:
        case.place = ""
        ask_for_the_place(dispatcher, match, now)
        return case.slots()
    case.asking, case.place = "", ""
    case.swv = match.codes[0]
    profile = registry().profile(case.swv)
    if profile and topic in PERSON_TOPICS:
        _bring_in(dispatcher, topic, case, match, now)
    elif profile:
        _say(dispatcher, topic, profile, match, now)
    return case.slots()


def _bring_in(dispatcher: CollectingDispatcher, topic: str, case: Case, match: Match, now: Turn) -> None:
    """Tell the desk to bring in a person of this swv's steunpunt, and what is known of the case.

    What is said with it is for where the desk cannot: nobody of that steunpunt works with it.
    """
    known = {"swv": case.swv, "how": match.by, "wants": PERSON_TOPICS[topic], **case.as_payload()}
    dispatcher.utter_message(response="utter_mens_niet_hier", payload={"handover": known, "topic": topic})
    say_own(dispatcher, case, ("steunpunt",), now)


def say_own(dispatcher: CollectingDispatcher, case: Case, fields: Iterable[str], now: Turn) -> None:
    """Add what the parent's own swv says on a topic, when the swv is known and says something.

    The field `steunpunt` stands for all that is known of its steunpunt.
    """
    code = code_of(case)
    profile = registry().profile(code) if code else None
    if profile is None:
        return
    procedures = _procedures(profile, fields, now)
    steunpunt = _steunpunt(profile, now) if "steunpunt" in fields else Said()
    said = Said([*procedures.lines, *steunpunt.lines], [*procedures.values, *steunpunt.values])
    if said.lines:
        _utter_own(dispatcher, profile, said, now, {})


def _utter_own(
    dispatcher: CollectingDispatcher, profile: Profile, said: "Said", now: Turn, more: Mapping[str, Any]
) -> None:
    lines = list(said.lines)
    if not all(v.is_said_in(now.locale) for v in said.values if v.field in _TOLD_IN_ITS_OWN_WORDS):
        lines += ["", translate(IN_DUTCH, now.locale)]
    drafts = [v.last_checked for v in said.values if v.status_on(now.today) == "draft"]
    if drafts:
        day = date_in_words(min(drafts), now.locale)
        lines += ["", translate(PLEASE_CHECK, now.locale).format(datum=day)]
    dispatcher.utter_message(
        response="utter_swv_eigen",
        values={"naam": name_of(profile, now), "regels": "\n".join(lines)},
        payload={
            "swv": _as_custom(profile, now),
            "sources": _sources(said.values),
            **more.get("payload", {}),
        },
        buttons=more.get("buttons", []),
    )


def name_of(profile: Profile, now: Turn) -> str:
    """Return the name of a swv, marked where it is only a guess, with its area where it has none."""
    swv = profile.swv
    if swv.name == swv.code:
        places = ", ".join(swv.municipalities[:3]) + (", ..." if len(swv.municipalities) > 3 else "")
        return translate(NAME_UNKNOWN, now.locale).format(code=swv.code, plaatsen=places)
    if swv.name_is_confirmed:
        return swv.name if swv.code in swv.name else f"{swv.name} ({swv.code})"
    return translate(NAME_UNSURE, now.locale).format(code=swv.code, naam=swv.name)


def find_own(tracker: Tracker, case: Case, now: Turn) -> Match:
    """Find the swv: named now, told before, known by the page."""
    kind, matcher = KIND_OF_SECTOR.get(case.sector), registry().matcher()
    page = tracker.latest_message.get("metadata") or {}
    if kind is None:
        # Only a code says which swv it is without the kind of school.
        known = Match("certain", (case.swv,), REMEMBERED) if case.swv not in ("", NOT_TOLD) else NOTHING
        return known if known.codes else _by_the_page([matcher.by_code(page.get("swv") or "")], "")
    said = case.place or ("" if now.is_button or now.intent == "datum_noemen" else now.text)
    if said:
        found = matcher.find(said, kind)
        if found.certainty != "none" or now.awaits == "place":
            return found
    if case.swv.lower().startswith(kind):
        return Match("certain", (case.swv,), REMEMBERED)
    tries = (
        matcher.by_code(page.get("swv") or ""),
        matcher.by_branch(page.get("school") or "", kind),
        matcher.by_postcode(page.get("postcode") or "", kind),
        matcher.by_municipality(page.get("municipality") or "", kind),
    )
    return _by_the_page(tries, kind)


def _by_the_page(tries: Iterable[Match], kind: str) -> Match:
    """Return the first match of what the embedding page tells that is certain and of this kind."""
    found = next(
        (m for m in tries if m.certainty == "certain" and m.codes[0].lower().startswith(kind)), NOTHING
    )
    return Match(found.certainty, found.codes, "page", found.place) if found.codes else NOTHING


def ask_for_the_place(dispatcher: CollectingDispatcher, match: Match, now: Turn) -> None:
    """Ask where the school is, in the words that fit what was found so far."""
    if match.codes:
        found = [profile for code in match.codes[:_MOST_BUTTONS] if (profile := registry().profile(code))]
        dispatcher.utter_message(
            response="utter_swv_meer",
            values={"plaats": match.place},
            buttons=[
                button(name_of(p, now), f'/plaats_noemen{{"swv": "{p.swv.code}"}}', now.locale) for p in found
            ],
        )
    elif match.suggestions:
        dispatcher.utter_message(
            response="utter_plaats_bedoelt", values={"namen": ", ".join(match.suggestions)}
        )
    elif now.awaits == "place" and now.intent == "plaats_noemen":
        response = "utter_plaats_is_contact" if is_contact(now.text) else "utter_plaats_onbekend"
        dispatcher.utter_message(response=response)
    else:
        dispatcher.utter_message(response="utter_vraag_place")


def _say(dispatcher: CollectingDispatcher, topic: str, profile: Profile, match: Match, now: Turn) -> None:
    if match.by != REMEMBERED:
        by = translate(BY[match.by], now.locale).format(plaats=match.place)
        dispatcher.utter_message(
            response="utter_swv_gevonden",
            values={"naam": name_of(profile, now), "waarop": by},
            payload={"swv": _as_custom(profile, now), "topic": topic},
        )
    said = {
        "swv_contact": _contact,
        "steunpunt_contact": _steunpunt,
    }.get(topic, lambda p, n: _procedures(p, PROCEDURE_FIELDS, n))(profile, now)
    reach = button(REACH_THE_STEUNPUNT, "/steunpunt_contact", now.locale)
    other = button(OTHER_SWV, '/plaats_noemen{"swv": "anders"}', now.locale)
    more = {
        "payload": {"topic": topic},
        "buttons": [*([] if topic == "steunpunt_contact" else [reach]), other, person(now.locale)],
    }
    if said.lines:
        _utter_own(dispatcher, profile, said, now, more)
        return
    dispatcher.utter_message(
        response="utter_swv_niets",
        values={"naam": name_of(profile, now), "website": _link(profile.swv.website)},
        payload={"swv": _as_custom(profile, now), "topic": topic},
        buttons=more["buttons"],
    )


@dataclass(frozen=True)
class Said:
    """What is told of a swv or its steunpunt: lines of Markdown, and the values that they rest on."""

    lines: Sequence[str] = ()
    values: Sequence[Value] = ()


def _procedures(profile: Profile, fields: Iterable[str], now: Turn) -> Said:
    values = [profile.values[name] for name in fields if name in profile.values]
    told = [(line, value) for value in values if (line := _line(value, now))]
    return Said([line for line, _ in told], [value for _, value in told])


def _contact(profile: Profile, now: Turn) -> Said:
    if not profile.swv.website:
        return Said()
    return Said([translate(WEBSITE, now.locale).format(adres=_link(profile.swv.website))])


def _steunpunt(profile: Profile, now: Turn) -> Said:
    """Return the ways to reach the steunpunt, each as sure as it is, and whether it is open now."""
    point = profile.steunpunt
    shown = {
        name: value
        for name, value in (point.values if point else {}).items()
        if value.status_on(now.today) in ("checked", "draft")
    }
    if point is None or not shown:
        return Said()
    lines = [f"- **{point.name}**"]
    for name, template, made in (
        ("phone", PHONE, lambda v: {"nummer": phone_link(v)}),
        ("email", MAIL, lambda v: {"adres": f"[{v}](mailto:{v})"}),
        ("website", WEBSITE, lambda v: {"adres": _link(v)}),
        ("hours", HOURS, lambda v: {"uren": in_words(point.hours, now.locale) or v}),
        ("reply", REPLY, lambda v: {"termijn": v}),
    ):
        if name in shown:
            lines.append(translate(template, now.locale).format(**made(shown[name].text(now.locale))))
    if point.hours:
        lines += ["", _open_now(point, now)]
    if "closed_in_school_holidays" in shown:
        lines.append(translate(NOT_IN_HOLIDAYS, now.locale))
    return Said(lines, list(shown.values()))


def _open_now(point: Steunpunt, now: Turn) -> str:
    """Say whether it is open now and when that changes; in school holidays as surely as they are known."""
    known = registry().holidays
    holidays = known.by_region.get(point.holiday_region, ())
    clock = datetime.now(timezone.utc)
    state = openness(point.hours, [*point.closings, *holidays], clock)
    unsure = bool(holidays) and not known.are_checked
    if state.changes_at is None:
        return ""
    hour = f"{state.changes_at:%H:%M}"
    if state.is_open:
        return translate(OPEN_NOW, now.locale).format(uur=hour)
    template = (
        PROBABLY_CLOSED if unsure and openness(point.hours, point.closings, clock).is_open else CLOSED_NOW
    )
    day = date_in_words(state.changes_at.date(), now.locale)
    return translate(template, now.locale).format(dag=day, uur=hour)


def _line(value: Value, now: Turn) -> str:
    """Return a value as its status allows: stated, stated as found, or not at all."""
    template = {"checked": CHECKED, "draft": FOUND, "none": NONE}.get(value.status_on(now.today))
    if template is None:
        return ""
    return translate(template, now.locale).format(
        tekst=value.text(now.locale),
        bron=_site(value.source_url),
        adres=value.source_url,
        datum=date_in_words(value.last_checked, now.locale),
    )


def _sources(values: Sequence[Value]) -> list[dict[str, str | None]]:
    """Return where the values were found, as the chat shows sources."""
    return [
        {
            "title": _site(value.source_url),
            "url": value.source_url,
            "checked_on": value.last_checked.isoformat() if value.status == "checked" else None,
        }
        for value in {v.source_url: v for v in values if v.source_url}.values()
    ]


def _site(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")


def _link(address: str) -> str:
    return f"[{_site(address)}]({address})" if address else ""


def phone_link(digits: str) -> str:
    """Return a Dutch number of ten digits as a link to call."""
    split = 2 if digits.startswith("06") else 3
    return f"[{digits[:split]} {digits[split:]}](tel:+31{digits[1:]})"


def _as_custom(profile: Profile, now: Turn) -> dict[str, str]:
    return {"code": profile.swv.code, "name": profile.swv.name, "status": profile.status(now.today)}
