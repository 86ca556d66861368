"""An invented busy Monday to try the console with: people, a queue, messages, eight weeks of counts.

Everything says that it is invented: the swv, its steunpunt and its people exist nowhere.
"""

import random
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import insert
from sqlalchemy.engine import Engine

from desk.console import session
from desk.handover.flow import nearest_term
from guide.answers import responses
from guide.language import translate
from guide.masking import masked
from guide.register import Opening, SchoolKind, Steunpunt, Swv
from guide.themes import outcomes, themes
from store import conversations, handovers, register, review, staff
from store.handovers import Asked, Told
from store.tables import contact_line

CODE, POINT = "PO9901", "voorbeeld-po"
OTHER_CODE, OTHER_POINT = "VO9901", "voorbeeld-vo"
NAMES = {POINT: "Voorbeeldsteunpunt (verzonnen)", OTHER_POINT: "Voorbeeldsteunpunt VO (verzonnen)"}
# Name, mail address, steunpunt, role.
PEOPLE = (
    ("Anna Voorbeeld", "anna@voorbeeld.example", POINT, "consultant"),
    ("Bram Voorbeeld", "bram@voorbeeld.example", POINT, "consultant"),
    ("Carla Voorbeeld", "carla@voorbeeld.example", POINT, "coordinator"),
    ("Dirk Voorbeeld", "dirk@voorbeeld.example", OTHER_POINT, "coordinator"),
    ("Ada Voorbeeld", "ada@voorbeeld.example", staff.EVERYWHERE, "administrator"),
)
HOW_TO_SIGN_IN = """
Invented data is in the database: {url}/console
  consultant    anna@voorbeeld.example
  coordinator   carla@voorbeeld.example
  administrator ada@voorbeeld.example
  password      {password}   (for all of them, this time)
The parent's side of it: {url}/chat?swv=PO9901&sector=po
"""
_CONTACTS = (("phone", "+31612345678"), ("mail", "ouder@voorbeeld.example"), (None, None))
_MONDAY = Path(__file__).with_name("demo_data.yml")


def invent(engine: Engine, now: datetime, today: date) -> str:
    """Put the invented Monday into the database and return the password of its people."""
    chance = random.Random(9)  # noqa: S311  (the same Monday each time)
    password = f"voorbeeld-{secrets.token_hex(4)}"
    _steunpunten(engine, now)
    people = _people(engine, now, password)
    monday = yaml.safe_load(_MONDAY.read_text(encoding="utf-8"))
    for number, row in enumerate(monday["waiting"]):
        seen = _asked(engine, row, now - timedelta(minutes=40 - 5 * number), today)
        handovers.wait(engine, seen, now - timedelta(minutes=35 - 5 * number), Told(), shares=number % 3 != 2)
    for number, row in enumerate(monday["messages"]):
        _leave(engine, row, _CONTACTS[number % len(_CONTACTS)], now, today)
    talk = _asked(engine, monday["talk"], now, today)
    handovers.wait(engine, talk, now, Told(), shares=True)
    handovers.claim(engine, talk.id, people["anna@voorbeeld.example"], now)
    _history(engine, today, chance)
    for row in monday["misunderstood"]:
        text, understood_as = masked(row["text"]), row.get("understood_as", "")
        review.keep(engine, None, text, row["language"], row["kind"], understood_as, now)
    return password


def _leave(
    engine: Engine,
    row: Mapping[str, Any],
    contact: tuple[str | None, str | None],
    now: datetime,
    today: date,
) -> None:
    left = now - timedelta(days=row["left"], minutes=20)
    is_phone = contact[0] == "phone"
    handovers.leave_message(
        engine, _asked(engine, row, left, today), left, Told(), shares=True,
        due_on=today - timedelta(days=row["left"] - 3), contact_kind=contact[0], contact=contact[1],
        moments="morning" if is_phone else None, may_leave_message=is_phone or None,
    )  # fmt: skip


def _steunpunten(engine: Engine, now: datetime) -> None:
    hours = [Opening(day, "00:00", "24:00") for day in range(7)]
    kinds: tuple[tuple[str, str, SchoolKind], ...] = ((CODE, POINT, "po"), (OTHER_CODE, OTHER_POINT, "vo"))
    for code, point, kind in kinds:
        name = f"Voorbeeldverband {kind.upper()} (verzonnen)"
        swv = Swv(code, name, kind, ["Voorbeeldstad"], "", "verzonnen", "2026")
        register.add(engine, now, swv, Steunpunt(point, NAMES[point], hours=hours))


def _people(engine: Engine, now: datetime, password: str) -> Mapping[str, str]:
    ids = {}
    for name, email, point, role in PEOPLE:
        there = staff.by_email(engine, email)
        ids[email] = there.id if there else staff.add(engine, name, email, "nl", now)
        staff.change(engine, ids[email], password_hash=session.hashed(password))
        staff.set_roles(engine, ids[email], point, [role])
    return ids


def _asked(engine: Engine, row: Mapping[str, Any], at: datetime, today: date) -> handovers.Handover:
    """Make a conversation in which the bot has answered a question and a person was asked for."""
    language, question, topic, event = row["language"], row["question"], row["topic"], row.get("event")
    conversation, _ = conversations.start(engine, language, {"swv": CODE}, at)
    conversations.answered(engine, conversation.id, 0)
    said, _ = conversations.receive(engine, conversation.id, "1", question, None, at)
    answer = responses()[f"utter_{topic}"]
    custom = {"topic": topic, "facts": answer["metadata"]["facts"]}
    text = translate(answer["text"], language)
    conversations.say(engine, conversation.id, "bot", text, language, at, custom=custom, reply_to=said.seq)
    conversations.answered(engine, conversation.id, said.seq)
    known: dict[str, Any] = {
        "swv": CODE,
        "how": "page",
        "sector": "po",
        "board": "unknown",
        "wants": "talk",
        "topic": topic,
    }
    known["happened"] = {event: (today - timedelta(days=row["days"])).isoformat()} if event else {}
    asked = Asked(POINT, CODE, topic == "noodsituatie", nearest_term(known, today), known)
    handovers.offer(engine, conversation.id, asked, "consent", at)
    seen = handovers.open_of(engine, conversation.id)
    if seen is None:
        raise LookupError(conversation.id)
    handovers.go_on(engine, seen, "consent", at, Told(), question=question)
    return seen


def _history(engine: Engine, today: date, chance: random.Random) -> None:
    """Make eight weeks of counts for the reports."""
    monday = today - timedelta(days=today.weekday())
    lines = [
        {
            "id": secrets.token_hex(16),
            "steunpunt_id": POINT,
            "swv_code": CODE,
            "week": monday - timedelta(weeks=week),
            "language": chance.choices(["nl", "en", "tr", "ar", "pl", "uk"], [60, 8, 12, 10, 6, 4])[0],
            "kind": chance.choice(["live", "message", "message"]),
            "theme": chance.choices(list(themes()), range(len(themes()), 0, -1))[0],
            "outcome": chance.choice(list(outcomes())),
            "waited_seconds": chance.randrange(20, 900),
            "handled_seconds": chance.randrange(180, 2400),
            "helped": chance.choices([True, False, None], [5, 1, 4])[0],
        }
        for week in range(8)
        for _ in range(chance.randrange(8, 22))
    ]
    with engine.begin() as db:
        db.execute(insert(contact_line), lines)
