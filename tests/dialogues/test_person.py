"""Dialogues 11 to 13: a person is asked for, in every case that a parent can be in."""

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from desk.handover import talks, texts
from guide.danger import speaks_of_danger
from guide.register import Opening, Value
from store import handovers, register, staff
from store.database import open_database
from tests.conftest import System
from tests.parent import Parent, text_of
from tests.people import email_of, employ, invent, now, other_day

DUTCH = {text for name, text in vars(texts).items() if name.isupper()}


@pytest.fixture(scope="module")
def engine(system: System) -> Iterator[Engine]:
    """The database of the running system, with a steunpunt that is open, one that is closed, one without staff."""
    engine = open_database(f"sqlite:///{system.database}")
    here = invent(engine, "PO9901", "Steunpunt Open")
    employ(engine, here, "Anna de Boer")
    closed = invent(engine, "PO9902", "Steunpunt Dicht", other_day())
    employ(engine, closed, "Bram Visser")
    invent(engine, "PO9903", "Steunpunt Zonder")
    yield engine
    engine.dispose()


def present(engine: Engine) -> None:
    for person in staff.everyone(engine):
        staff.seen(engine, person.id, now())


async def test_dialogue_11_open_she_says_what_it_is_about_shares_and_is_in_the_queue(
    system: System, engine: Engine
) -> None:
    present(engine)
    async with system.parent(sector="po", swv="PO9901") as parent:
        await parent.says("de school weigert mijn zoon, de brief is van 9 november")

        (question,) = await parent.says("ik wil iemand spreken")
        assert question["sender"] == "system"
        assert "Steunpunt Open" in question["text"]
        (consent,) = await parent.says("Mag de school mijn zoon weigeren omdat hij niet zindelijk is?")
        for shared in ("omdat hij niet zindelijk is?", "Verzonnen verband PO9901", "de data", "berichten"):
            assert shared in consent["text"]

        (queued,) = await parent.presses("Ja, deel het gesprek")
        assert "als eerste aan de beurt" in queued["text"]
        seen = handovers.open_of(engine, parent.id)
        assert (seen.state, seen.shares, seen.steunpunt_id) == ("waiting", True, "test-po9901")
        assert seen.nearest_term.isoformat() > "2026-11-22"
        await parent.until(lambda: any(n == "state" and d.get("position") == 1 for n, d in parent.events))

        assert (
            await parent.says("ik zit op mijn werk tot vier uur") == []
        )  # kept for the person; the bot is silent
        anna = staff.by_email(engine, email_of("Anna de Boer", "test-po9901"))
        assert talks.claim(engine, seen, anna, now())
        (hello,) = await parent.says("bent u daar?")
        assert "**Anna de Boer** van Steunpunt Open is er voor u" in hello["text"]
        assert await parent.says("fijn, ik wacht") == []

        talks.close(engine, handovers.get(engine, seen.id), anna, "refusal", "informed", now())
        ended, *answers = await parent.says("wanneer is mijn laatste dag?")
        assert "weer bij Wegwijs" in ended["text"]
        # The bot still knows the ninth.
        days = {d["id"]: d["date"] for m in answers for d in m["custom"].get("deadlines", ())}
        assert days["objection-refusal-removal"] == "2026-12-21"


async def test_she_can_leave_the_queue_and_the_bot_is_back(system: System, engine: Engine) -> None:
    present(engine)
    async with system.parent(swv="PO9901") as parent:
        await parent.says("ik wil iemand spreken")
        await parent.says("over de aanmelding van mijn dochter")
        await parent.says("nee")
        assert handovers.open_of(engine, parent.id).shares is False
        (left,) = await parent.presses("Ga uit de rij")
        assert "weer bij Wegwijs" in left["text"]
        assert handovers.open_of(engine, parent.id) is None
        (answer,) = await parent.says("wat is de zorgplicht")
        assert answer["custom"]["topic"] == "zorgplicht_uitleg"


async def test_dialogue_12_closed_a_number_is_read_back_and_a_reference_given(
    system: System, engine: Engine
) -> None:
    async with system.parent(swv="PO9902") as parent:
        await parent.says("ik wil iemand spreken")
        await parent.says("mijn zoon zit al weken thuis")
        closed, ask = await parent.presses("Ja, deel het gesprek")
        assert "nu gesloten" in closed["text"]
        assert "09:00" in closed["text"]
        assert ask["custom"]["input"] == "phone_or_mail"

        (wrong,) = await parent.says("06 1234 567")
        assert "te weinig cijfers" in wrong["text"]
        (back,) = await parent.says("06 1234 5678")
        assert "06 12 34 56 78" in back["text"]
        (moments,) = await parent.presses("Ja, dat klopt")
        assert "Wanneer" in moments["text"]
        (voicemail,) = await parent.says("na vier uur")
        assert "inspreken" in voicemail["text"]
        (left,) = await parent.presses("Ja, dat mag")

        seen = handovers.open_of(engine, parent.id)
        assert seen.reference in left["text"]
        assert "06 12 34 56 78" in left["text"]
        assert (seen.state, seen.contact, seen.moments, seen.may_leave_message) == (
            "left_message", "+31612345678", "na vier uur", True,
        )  # fmt: skip
        assert system.sql("select count(*) from outgoing_mail where kind = 'message_left'")[0][0] >= 1
        (events,) = system.sql("select events from tracker where sender_id = ?", parent.id)[0]
        assert "612345678" not in events.replace(" ", "")
        assert "1234 5678" not in events

        (answer,) = await parent.says("wat is de zorgplicht")
        assert answer["custom"]["topic"] == "zorgplicht_uitleg"
        (again,) = await parent.says("ik wil iemand spreken")
        assert seen.reference in again["text"]


async def test_a_slip_in_a_mail_address_is_asked_about(system: System, engine: Engine) -> None:
    async with system.parent("en", swv="PO9902") as parent:
        await parent.says("i want to talk to a person")
        await parent.says("my daughter is not allowed to stay at school")
        await parent.says("yes")
        (asked,) = await parent.says("mail me at sara@gmial.com please")
        assert "sara@gmail.com" in asked["text"]
        (left,) = await parent.says("yes")
        assert "sara@gmail.com" in left["text"]
        assert handovers.open_of(engine, parent.id).contact == "sara@gmail.com"


async def test_without_a_number_the_answer_comes_in_the_chat(system: System, engine: Engine) -> None:
    async with system.parent(swv="PO9902") as parent:
        await parent.says("kan iemand mij helpen, een echt mens")
        await parent.says("over vervoer")
        await parent.says("ja")
        (left,) = await parent.presses("Liever niet, ik lees het hier")
        assert "in dit gesprek" in left["text"]
        seen = handovers.open_of(engine, parent.id)
        assert (seen.state, seen.contact) == ("left_message", None)
        assert seen.due_on
        (gone,) = await parent.presses("Trek mijn bericht in")
        assert "ingetrokken" in gone["text"]
        assert handovers.latest_of(engine, parent.id).question == ""


async def test_what_she_asked_before_can_be_taken_along_with_one_press(
    system: System, engine: Engine
) -> None:
    present(engine)
    async with system.parent(swv="PO9901") as parent:
        await parent.says("mijn zoon wordt elke dag om elf uur naar huis gestuurd")
        await parent.says("ik wil graag een mens spreken")
        (consent,) = await parent.presses("Zoals ik het net vroeg")
        assert "elke dag om elf uur naar huis gestuurd" in consent["text"]


async def test_without_a_question_before_there_is_nothing_to_take_along(
    system: System, engine: Engine
) -> None:
    present(engine)
    async with system.parent(swv="PO9901") as parent:
        (question,) = await parent.says("ik wil graag een mens spreken")
        assert [b["title"] for b in question["buttons"]] == ["Laat maar"]


async def test_danger_said_to_the_bot_makes_the_message_she_left_urgent(
    system: System, engine: Engine
) -> None:
    async with system.parent(swv="PO9902") as parent:
        await parent.says("ik wil iemand spreken")
        await parent.says("over de schoolkeuze")
        await parent.says("ja")
        await parent.presses("Liever niet, ik lees het hier")
        assert not handovers.open_of(engine, parent.id).urgent
        numbers, *_ = await parent.says("mijn man slaat mij")
        assert "tel:112" in numbers["text"]
        assert handovers.open_of(engine, parent.id).urgent


async def test_call_me_back_skips_the_queue(system: System, engine: Engine) -> None:
    present(engine)
    async with system.parent(swv="PO9901") as parent:
        await parent.says("kunt u mij terugbellen?")
        await parent.says("over het opp van mijn zoon")
        (ask,) = await parent.says("ja")
        assert ask["custom"]["input"] == "phone_or_mail"


async def test_nobody_works_there_she_is_told_so_with_whom_she_can_call(
    system: System, engine: Engine
) -> None:
    async with system.parent(swv="PO9903") as parent:
        answer, *_ = await parent.says("ik wil iemand spreken")
        assert "hier niet verbinden" in answer["text"]
        assert "088 605 01 01" in answer["text"]
        assert handovers.latest_of(engine, parent.id) is None


async def test_hours_that_a_coordinator_set_are_told_though_no_website_names_them(
    system: System, engine: Engine
) -> None:
    hours = Value("hours", {"nl": "maandag 09:00 tot 12:00 uur"}, "checked", "", now().date())
    register.set_hours(engine, "test-po9903", [Opening(0, "09:00", "12:00")], hours, now())
    async with system.parent(sector="po", swv="PO9903") as parent:
        answers = await parent.says("hoe bereik ik het steunpunt")
        assert "maandag 09:00 tot 12:00 uur" in text_of(answers)


async def test_the_swv_is_asked_first_where_it_is_not_known(system: System, engine: Engine) -> None:
    present(engine)
    async with system.parent() as parent:
        numbers, why, sector = await parent.says("ik wil iemand spreken")
        assert "088 605 01 01" in numbers["text"]
        assert "waar de school is" in why["text"]
        await parent.presses("Basisschool (ook speciaal)") if any(
            b["title"] == "Basisschool (ook speciaal)" for b in sector["buttons"]
        ) else await parent.says("basisschool")
        (question,) = await parent.says("PO9901")
        assert "Steunpunt Open" in question["text"]


async def test_dialogue_13_danger_the_numbers_at_once_and_first_in_the_queue(
    system: System, engine: Engine
) -> None:
    present(engine)
    async with system.parent(swv="PO9901") as first, system.parent(swv="PO9901") as parent:
        await _waits(first, "over het uitje")
        numbers, *_ = await parent.says("hij slaat mij en de kinderen")
        assert "tel:112" in numbers["text"]
        await parent.presses("Praat met een mens")
        await parent.says("ik durf niet naar huis")
        (queued,) = await parent.says("ja")
        assert "als eerste" in queued["text"]
        assert handovers.open_of(engine, parent.id).urgent


async def test_danger_told_without_its_words_comes_first_in_the_queue_too(
    system: System, engine: Engine
) -> None:
    text = "ze heeft haar spullen weggegeven en zegt dat het toch niet meer uitmaakt"
    assert not speaks_of_danger(text)
    present(engine)
    async with system.parent(swv="PO9901") as parent:
        numbers, *_ = await parent.says(text)
        assert "tel:112" in numbers["text"]
        await parent.presses("Praat met een mens")
        await parent.says("ik maak me zorgen")
        await parent.says("ja")
        assert handovers.open_of(engine, parent.id).urgent


async def test_danger_in_the_middle_of_the_questions_gets_the_numbers_first(
    system: System, engine: Engine
) -> None:
    present(engine)
    async with system.parent(swv="PO9901") as parent:
        await parent.says("ik wil iemand spreken")
        numbers, consent = await parent.says("mijn man slaat mij")
        assert "tel:112" in numbers["text"]
        assert "Mag de medewerker" in consent["text"]
        assert handovers.open_of(engine, parent.id).urgent


async def test_she_can_change_her_mind_about_sharing_while_she_talks(system: System, engine: Engine) -> None:
    present(engine)
    async with system.parent(swv="PO9901") as parent:
        await _waits(parent, "over de tlv")
        seen = handovers.open_of(engine, parent.id)
        handovers.claim(engine, seen.id, "anna", now())
        (said,) = await _sends_value(parent, "handover:unshare")
        assert "alleen nog lezen wat u schreef sinds" in said["text"]
        assert handovers.open_of(engine, parent.id).shares is False
        (ended,) = await _sends_value(parent, "handover:end")
        assert "weer bij Wegwijs" in ended["text"]
        (thanks,) = await parent.presses("Ja, het hielp")
        assert "Dank u" in thanks["text"]
        assert handovers.latest_of(engine, parent.id).helped is True


@pytest.mark.usefixtures("engine")
async def test_erasing_takes_the_hand_over_along(system: System) -> None:
    async with system.parent(swv="PO9902") as parent:
        await parent.says("ik wil iemand spreken")
        await parent.says("over iets heel bijzonders genaamd zwaluwstaart")
        await parent.says("ja")
        await parent.says("06 12 34 56 99")
        async with parent.session.delete(parent.address, headers=parent.headers) as answer:
            assert answer.status == 204
    with sqlite3.connect(system.database) as db:
        dump = "\n".join(db.iterdump())
    assert "zwaluwstaart" not in dump
    assert "31612345699" not in dump


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("locale", ["en", "tr", "ar", "pl", "uk"])
async def test_the_questions_are_in_her_language(system: System, locale: str) -> None:
    async with system.parent(locale, swv="PO9902") as parent:
        answers = [await parent._sends(value="/menselijke_hulp"), await parent.says("👍")]
        answers += [await parent._sends(value=f"handover:{button}") for button in ("share", "here", "stop")]
        told = [message for answer in answers for message in answer]
        assert len(told) >= 5
        for message in told:
            assert message["lang"] == locale
            assert message["text"] not in DUTCH


async def _waits(parent: Parent, about: str) -> None:
    await parent.says("ik wil iemand spreken")
    await parent.says(about)
    queued = await parent.says("ja")
    assert "beurt" in text_of(queued), queued


async def _sends_value(parent: Parent, value: str) -> list[dict]:
    return await parent._sends(value=value)
