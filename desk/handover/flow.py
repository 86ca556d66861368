"""The questions to a parent who asks for a person, one at a time, and what she answers.

Everything is one transaction a message: the answer to it, the change of state, the mail and the mark that
it was answered are stored together or not at all. What she types is read here and nowhere else: her
number and mail address never reach rasa.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.engine import Engine

from desk.handover import texts
from desk.handover.availability import Now, look, reply_term
from desk.handover.notices import message_left
from desk.handover.shown import name_of_swv
from guide.answers import responses
from guide.contact import Contact, ContactError, read_contact
from guide.danger import speaks_of_danger
from guide.facts import shown_sources
from guide.language import date_in_words, translate
from guide.terms import SECTORS, TermError, deadlines
from guide.topics import topics
from guide.yes_no import said_yes
from store import conversations, handovers, register, staff
from store.conversations import Conversation, Message, Said
from store.handovers import Asked, Handover, Told

# The values of the buttons that the desk itself answers; rasa never sees them.
PREFIX = "handover:"
CALL_BACK = "/terugbelverzoek"
ASKS_FOR_A_PERSON = ("/menselijke_hulp", CALL_BACK)
# Where the case keeps what she asked before; questions that nobody answers for so long are dropped.
ASKED_BEFORE = "asked_before"
_OFFER_HOLDS = timedelta(hours=2)
_PERSON_TOPICS = ("menselijke_hulp", "terugbelverzoek")
_WORDS_OF_A_QUESTION = 4
_TRIES = 5
# What she typed is shown as it is, and makes no link or bold.
_WITHOUT_MARKUP = str.maketrans("", "", "*[]")
_LONGEST_MOMENTS = 200
_MOMENTS = {"morning": texts.MORNING, "afternoon": texts.AFTERNOON, "any": texts.ANY_TIME}
_WRONG_CONTACT = {
    "neither": texts.NEITHER,
    "too_short": texts.TOO_SHORT,
    "too_long": texts.TOO_LONG,
    "no_such_number": texts.NO_SUCH_NUMBER,
    "bad_mail": texts.BAD_MAIL,
}
Button = tuple[str, str]
STOP: Button = (texts.STOP, "stop")
# How sure the bot was when it gave the emergency numbers; less sure, it gives them to be on the safe side.
_SURELY_DANGER = 0.7


@dataclass(frozen=True)
class Talk:
    """A message of a parent whose conversation has an open hand-over."""

    engine: Engine
    conversation: Conversation
    message: Message
    seen: Handover
    here: Now
    now: datetime
    today: date

    @property
    def steunpunt(self) -> str:
        """The name of the steunpunt that she is brought to."""
        return self.here.steunpunt.name

    def say(
        self, text: str, *buttons: Button, custom: Mapping[str, Any] | None = None, **values: str
    ) -> Said:
        """Return words of the desk to the parent, in her language; `values` fill text and buttons."""
        return said(
            self.conversation.locale,
            text,
            buttons,
            custom,
            {"steunpunt": self.steunpunt, "kenmerk": self.seen.reference, **values},
            self.message.seq,
        )

    def told(self, *says: Said) -> Told:
        """Return what is told, as the answer to her message; in danger the numbers come first."""
        danger = self.message.value is None and speaks_of_danger(self.message.text)
        first = [emergency(self.conversation.locale, self.message.seq)] if danger else []
        return Told([*first, *says], self.message.seq)

    def go_on(self, step: str, *says: Said, **values: Any) -> bool:
        """Say something and go on to a step."""
        if self.message.value is None and speaks_of_danger(self.message.text):
            values["urgent"] = True
        return handovers.go_on(self.engine, self.seen, step, self.now, self.told(*says), **values)


def said(
    locale: str,
    text: str,
    buttons: Sequence[Button] = (),
    custom: Mapping[str, Any] | None = None,
    values: Mapping[str, str] | None = None,
    reply_to: int | None = None,
) -> Said:
    """Return words of the desk: Dutch `text` in the language of `locale`, filled, with buttons."""
    filled = values or {}
    return Said(
        "system",
        translate(text, locale).format(**filled),
        locale,
        [
            {
                "title": translate(title, locale).format(**filled),
                "value": value if value.startswith("/") else PREFIX + value,
            }
            for title, value in buttons
        ],
        custom or {},
        reply_to,
    )


def emergency(locale: str, reply_to: int | None) -> Said:
    """Return the emergency numbers with their sources, as the bot gives them."""
    answer = responses()["utter_noodsituatie"]
    custom = {"topic": "noodsituatie", "sources": shown_sources(answer["metadata"]["facts"])}
    return Said("system", translate(answer["text"], locale), locale, [], custom, reply_to)


def begin(
    engine: Engine,
    conversation: Conversation,
    message: Message,
    known: Mapping[str, Any],
    now: datetime,
    today: date,
) -> bool:
    """Begin to bring in a person; `known` is what the bot knows of the case.

    False where nobody can be brought in: the swv is not known, or nobody of its steunpunt works here.
    """
    seen = handovers.open_of(engine, conversation.id)
    if seen:
        return _asked_again(_talk(engine, conversation, message, seen, now, today))
    profile = register.profile(engine, str(known.get("swv", "")))
    point = profile.steunpunt if profile else None
    if profile is None or point is None or point.id not in staff.served(engine):
        return False
    heard = conversations.messages_after(engine, conversation.id, 0)
    asked = Asked(
        point.id,
        profile.swv.code,
        urgent=_spoke_of_danger(heard),
        nearest_term=nearest_term(known, today),
        case={**known, "topic": _topic_before(heard), ASKED_BEFORE: _question_before(heard, message)},
    )
    buttons = [(texts.SAME_QUESTION, "same"), STOP] if asked.case[ASKED_BEFORE] else [STOP]
    question = said(
        conversation.locale, texts.QUESTION, buttons, None, {"steunpunt": point.name}, message.seq
    )
    return handovers.offer(engine, conversation.id, asked, "question", now, Told([question], message.seq))


def takes(engine: Engine, conversation: Conversation, message: Message, now: datetime, today: date) -> bool:
    """Answer a message that is not for the bot. False when it is: then rasa is asked."""
    for _ in range(_TRIES):
        seen = handovers.open_of(engine, conversation.id)
        if seen is None:
            return _after_all(engine, conversation, message, now)
        talk = _talk(engine, conversation, message, seen, now, today)
        answer = _answer_of(talk)
        if answer is None:
            return False
        if answer(talk):
            return True
        # Somebody changed it in between, such as a consultant who took it: look again.
    raise RuntimeError("a hand-over changes faster than it can be answered")


def _answer_of(talk: Talk) -> Callable[[Talk], bool] | None:
    """Return what answers this message, None when it is for the bot."""
    seen, value = talk.seen, talk.message.value or ""
    pressed = value.removeprefix(PREFIX)
    if seen.state == "with_person":
        return lambda t: _to_the_person(t, pressed)
    if value in ASKS_FOR_A_PERSON:
        return _asked_again
    if value.startswith(PREFIX):
        return lambda t: _pressed(t, pressed)
    is_stale = seen.state == "offered" and talk.now - seen.started_at > _OFFER_HOLDS
    if not value and seen.step and not is_stale:
        return lambda t: _STEPS[t.seen.step](t, t.message.text.strip(), "")
    if not value and seen.state == "waiting":
        return lambda t: t.go_on("")
    _back_with_the_bot(talk)
    return None


def _back_with_the_bot(talk: Talk) -> None:
    """Drop what was only being asked; a message that she left becomes urgent when she speaks of danger."""
    if talk.seen.state == "offered":
        handovers.withdraw(talk.engine, talk.seen, talk.now, Told())
    elif speaks_of_danger(talk.message.text):
        handovers.go_on(talk.engine, talk.seen, talk.seen.step, talk.now, Told(), urgent=True)


def nearest_term(known: Mapping[str, Any], today: date) -> date | None:
    """Return the first day, from today on, by which the parent must have acted."""
    days = [
        day
        for deadline in deadlines_of(known)
        if deadline.who == "parents" and (day := deadline.safe_date or deadline.date) >= today
    ]
    return min(days, default=None)


def deadlines_of(known: Mapping[str, Any]) -> list[Any]:
    """Return the dates that follow from what the bot knows of the case."""
    happened = {event: date.fromisoformat(day) for event, day in (known.get("happened") or {}).items()}
    sector = next((s for s in SECTORS if s == known.get("sector")), None)
    board = {"public": "public", "private": "private"}.get(str(known.get("board")), "unknown")
    try:
        return list(deadlines(happened, sector, board)) if happened else []  # type: ignore[arg-type]
    except TermError:
        return []


# --- the questions, one by one ------------------------------------------------------------------


def _question(talk: Talk, typed: str, pressed: str) -> bool:
    if pressed == "same":
        typed = str(talk.seen.case.get(ASKED_BEFORE) or "")
    if not typed:
        return talk.go_on("question", talk.say(texts.QUESTION, STOP))
    return talk.go_on("consent", _ask_consent(talk, typed), question=typed)


def _ask_consent(talk: Talk, question: str) -> Said:
    """Show what is shared, item by item, and ask leave."""
    locale, seen = talk.conversation.locale, talk.seen
    values = {
        "vraag": " ".join(question.translate(_WITHOUT_MARKUP).split()),
        "aantal": str(_shared_messages(talk)),
        "naam": name_of_swv(talk.engine, seen.swv_code),
        "steunpunt": talk.steunpunt,
    }
    items = [texts.SHARED_QUESTION, texts.SHARED_TALK, texts.SHARED_SWV]
    if seen.case.get("happened"):
        items.append(texts.SHARED_DATES)
    lines = [texts.SHARE, "", texts.SHARED, "", *items, "", texts.WHO_READS]
    whole = "\n".join(translate(line, locale).format(**values) if line else "" for line in lines)
    buttons = ((texts.YES_SHARE, "share"), (texts.NO_SHARE, "alone"), STOP)
    asked = said(locale, "", buttons, None, values, talk.message.seq)
    return Said("system", whole, locale, asked.buttons, {}, talk.message.seq)


def _shared_messages(talk: Talk) -> int:
    heard = conversations.messages_after(talk.engine, talk.conversation.id, 0)
    return sum(m.seq <= talk.seen.from_seq for m in heard)


def _consent(talk: Talk, typed: str, pressed: str) -> bool:
    answer = {"share": True, "alone": False}.get(pressed, said_yes(typed))
    if answer is None:
        return talk.go_on("consent", talk.say(texts.CHOOSE), _ask_consent(talk, talk.seen.question))
    if talk.here.is_live and talk.seen.case.get("wants") != "callback":
        return _into_the_queue(talk, shares=answer)
    return talk.go_on("contact", *_why_a_message(talk), _ask_contact(talk), shares=answer)


def _into_the_queue(talk: Talk, **values: Any) -> bool:
    return handovers.wait(talk.engine, talk.seen, talk.now, talk.told(_in_the_queue(talk)), **values)


def _in_the_queue(talk: Talk) -> Said:
    """Say how many are before her."""
    before = len([one for one in talk.here.waiting if one.id != talk.seen.id])
    if talk.seen.urgent:
        before = sum(one.urgent for one in talk.here.waiting if one.id != talk.seen.id)
    buttons = ((texts.RATHER_A_MESSAGE, "message"), (texts.LEAVE_THE_QUEUE, "leave"))
    text = texts.IN_THE_QUEUE if before else texts.FIRST_IN_THE_QUEUE
    return talk.say(text, *buttons, aantal=str(before))


def _why_a_message(talk: Talk) -> list[Said]:
    """Say why nobody answers at once; nothing when she asked to be called back."""
    if talk.seen.case.get("wants") == "callback":
        return []
    return [_not_there(talk)]


def _not_there(talk: Talk) -> Said:
    """Say that it is closed and until when, or that nobody is there."""
    here = talk.here
    if here.is_open is not False:
        return talk.say(texts.NOBODY_THERE)
    if here.changes_at is None:
        return talk.say(texts.CLOSED)
    day = date_in_words(here.changes_at.date(), talk.conversation.locale)
    return talk.say(texts.CLOSED_UNTIL, dag=day, uur=f"{here.changes_at:%H:%M}")


def _ask_contact(talk: Talk, text: str = texts.HOW_TO_REACH) -> Said:
    """Ask for a number or an address, with the way back that fits where she is."""
    back = {"offered": [STOP], "waiting": [(texts.STAY, "stay")]}.get(talk.seen.state, [])
    return talk.say(text, (texts.READ_HERE, "here"), *back, custom={"input": "phone_or_mail"})


def _contact(talk: Talk, typed: str, pressed: str) -> bool:
    if pressed == "here":
        return _leave(talk, contact=None, contact_kind=None)
    if not typed:
        return talk.go_on("contact", _ask_contact(talk))
    try:
        given = read_contact(typed)
    except ContactError as error:
        return talk.go_on("contact", _ask_contact(talk, _WRONG_CONTACT[error.problem]))
    return talk.go_on("confirm", _read_back(talk, given), contact=given.value, contact_kind=given.kind)


def _read_back(talk: Talk, given: Contact) -> Said:
    if given.rather:
        buttons = ((texts.AS_MEANT, "rather"), (texts.AS_TYPED, "right"), (texts.WRONG, "wrong"))
        return talk.say(texts.DID_YOU_MEAN, *buttons, gegeven=given.shown, anders=given.rather)
    return talk.say(texts.READ_BACK, (texts.RIGHT, "right"), (texts.WRONG, "wrong"), gegeven=given.shown)


def _confirm(talk: Talk, typed: str, pressed: str) -> bool:
    given = read_contact(talk.seen.contact or "")
    answer = {"right": True, "rather": True, "wrong": False}.get(pressed, said_yes(typed))
    if answer is None:
        return _contact(talk, typed, "") if typed else talk.go_on("confirm", _read_back(talk, given))
    if not answer:
        return talk.go_on("contact", _ask_contact(talk, texts.ONCE_MORE))
    # A typed yes to "did you mean" is a yes to what was meant.
    value = given.rather if given.rather and pressed != "right" else given.value
    if given.kind == "mail":
        return _leave(talk, contact=value)
    moments = talk.say(texts.MOMENTS, *((title, name) for name, title in _MOMENTS.items()))
    return talk.go_on("moments", moments, contact=value)


def _moments(talk: Talk, typed: str, pressed: str) -> bool:
    chosen = pressed if pressed in _MOMENTS else typed[:_LONGEST_MOMENTS]
    if not chosen:
        return talk.go_on("moments", talk.say(texts.MOMENTS, *((t, n) for n, t in _MOMENTS.items())))
    return talk.go_on("voicemail", _ask_voicemail(talk), moments=chosen)


def _ask_voicemail(talk: Talk) -> Said:
    return talk.say(texts.VOICEMAIL, (texts.YES_VOICEMAIL, "speak"), (texts.NO_VOICEMAIL, "silent"))


def _voicemail(talk: Talk, typed: str, pressed: str) -> bool:
    answer = {"speak": True, "silent": False}.get(pressed, said_yes(typed))
    if answer is None:
        return talk.go_on("voicemail", talk.say(texts.CHOOSE), _ask_voicemail(talk))
    return _leave(talk, may_leave_message=answer)


def _leave(talk: Talk, **values: Any) -> bool:
    """Keep the message, tell the parent what happens with it, and the steunpunt that it is there."""
    term = reply_term(talk.engine, talk.here.steunpunt, talk.today)
    contact = values.get("contact", talk.seen.contact)
    locale = talk.conversation.locale
    reach = texts.THEY_WRITE
    if contact:
        given = read_contact(contact)
        reach, contact = (texts.THEY_CALL if given.kind == "phone" else texts.THEY_MAIL), given.shown
    lines = [reach, texts.BY_WHEN if term.is_promised else texts.BY_WHEN_UNSURE, texts.MEANWHILE]
    filled = {"gegeven": contact or "", "dag": date_in_words(term.due_on, locale)}
    left = talk.say(texts.LEFT, (texts.TAKE_BACK, "stop"))
    whole = "\n\n".join([left.text, *(translate(line, locale).format(**filled) for line in lines)])
    told = talk.told(Said("system", whole, locale, left.buttons, {}, talk.message.seq))
    if talk.seen.state == "left_message":
        return handovers.go_on(talk.engine, talk.seen, "", talk.now, told, **values)
    mails = message_left(talk.engine, talk.seen, talk.here.steunpunt, term.due_on)
    told = Told(told.says, told.answering, mails)
    values = {"due_on": term.due_on, "shares": bool(talk.seen.shares), **values}
    return handovers.leave_message(talk.engine, talk.seen, talk.now, told, **values)


_STEPS: dict[str, Callable[[Talk, str, str], bool]] = {
    "question": _question,
    "consent": _consent,
    "contact": _contact,
    "confirm": _confirm,
    "moments": _moments,
    "voicemail": _voicemail,
}


# --- buttons that hold at any time --------------------------------------------------------------


def _pressed(talk: Talk, pressed: str) -> bool:
    if pressed in ("stop", "leave"):
        words = texts.TAKEN_BACK if talk.seen.state == "left_message" else texts.NOT_ANY_MORE
        said_so = talk.say(words, (texts.TOPICS, "/hulp_menu"))
        return handovers.withdraw(talk.engine, talk.seen, talk.now, talk.told(said_so))
    if pressed in ("message", "contact") and talk.seen.state in ("waiting", "left_message"):
        return talk.go_on("contact", _ask_contact(talk))
    if pressed == "stay" and talk.seen.state == "waiting":
        return talk.go_on("", talk.say(texts.WAITING_ON))
    if pressed in ("share", "alone", "unshare") and talk.seen.step != "consent":
        return _change_consent(talk, shares=pressed == "share")
    if talk.seen.step:
        return _STEPS[talk.seen.step](talk, "", pressed)
    return talk.go_on(talk.seen.step)


def _change_consent(talk: Talk, *, shares: bool) -> bool:
    words = texts.NOW_SHARED if shares else texts.NOT_SHARED_ANY_MORE
    return handovers.share(talk.engine, talk.seen, talk.now, talk.told(talk.say(words)), shares=shares)


def _to_the_person(talk: Talk, pressed: str) -> bool:
    """Leave the message to the person who has the conversation; the bot says nothing to it."""
    if talk.message.value is None or not talk.message.value.startswith(PREFIX):
        return talk.go_on("")
    if pressed == "end":
        return handovers.close(
            talk.engine, talk.seen, "", handovers.ENDED_BY_PARENT, talk.now, talk.told(_ended(talk))
        )
    if pressed in ("share", "alone", "unshare"):
        return _change_consent(talk, shares=pressed == "share")
    return talk.go_on("")


def _ended(talk: Talk) -> Said:
    """Say that the bot is back, and ask whether the talk helped."""
    owner = staff.get(talk.engine, talk.seen.owner or "")
    buttons = ((texts.HELPED, "helped"), (texts.NOT_HELPED, "not_helped"))
    return talk.say(texts.ENDED, *buttons, medewerker=owner.name if owner else "")


def _asked_again(talk: Talk) -> bool:
    """Say how it stands with the person she asked for already, or ask once more what was being asked."""
    if talk.seen.state == "waiting":
        again = talk.say(
            texts.ASKED_ALREADY_WAITING, (texts.RATHER_A_MESSAGE, "message"), (texts.LEAVE_THE_QUEUE, "leave")
        )
        return talk.go_on("", again)
    if talk.seen.state == "left_message":
        again = talk.say(texts.ASKED_ALREADY_LEFT, (texts.GIVE_CONTACT, "contact"), (texts.TAKE_BACK, "stop"))
        return talk.go_on("", again)
    if talk.seen.state == "with_person":
        return talk.go_on("")
    return _STEPS[talk.seen.step](talk, "", "")


def _after_all(engine: Engine, conversation: Conversation, message: Message, now: datetime) -> bool:
    """Answer a button of a hand-over that is over: whether it helped, or that the bot is back."""
    value = message.value or ""
    if not value.startswith(PREFIX):
        return False
    locale, topics = conversation.locale, (texts.TOPICS, "/hulp_menu")
    helped = {"helped": True, "not_helped": False}.get(value.removeprefix(PREFIX))
    if helped is not None:
        words = texts.THANKS if helped else texts.THANKS_SORRY
        told = Told([said(locale, words, [topics], reply_to=message.seq)], message.seq)
        if handovers.rate(engine, conversation.id, now, told, helped=helped):
            return True
    back = said(locale, texts.BACK_WITH_THE_BOT, [topics], reply_to=message.seq)
    conversations.answer(engine, conversation.id, message.seq, back, now)
    return True


def _question_before(heard: Sequence[Message], message: Message) -> str:
    """Return what the parent last asked in her own words before she asked for a person, if anything."""
    for_a_person = {m.reply_to for m in heard if m.custom.get("topic") in _PERSON_TOPICS}
    own = [
        m.text
        for m in heard
        if m.sender == "parent" and m.kind == "text" and m.seq < message.seq and m.seq not in for_a_person
    ]
    return next((text for text in reversed(own) if len(text.split()) >= _WORDS_OF_A_QUESTION), "")


def _spoke_of_danger(heard: Sequence[Message]) -> bool:
    """Tell whether she spoke of danger: by her words, or by what the bot surely enough took them for."""
    by_her_words = any(speaks_of_danger(m.text) for m in heard if m.sender == "parent" and m.kind == "text")
    return by_her_words or any(
        m.custom.get("topic") == "noodsituatie" and m.custom.get("confidence", 0) >= _SURELY_DANGER
        for m in heard
        if m.sender == "bot"
    )


def _topic_before(heard: Sequence[Message]) -> str:
    """Return the last topic on school or law that the bot answered."""
    known = (topics().get(str(m.custom.get("topic", ""))) for m in reversed(heard) if m.sender == "bot")
    return next((topic.id for topic in known if topic and topic.is_question), "")


def _talk(
    engine: Engine,
    conversation: Conversation,
    message: Message,
    seen: Handover,
    now: datetime,
    today: date,
) -> Talk:
    here = look(engine, seen.steunpunt_id, now)
    if here is None:
        raise LookupError(seen.steunpunt_id)
    return Talk(engine, conversation, message, seen, here, now, today)
