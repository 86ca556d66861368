"""The console over HTTP: who gets in, who sees what, and what happens when two act at once."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import pyotp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from sqlalchemy import select
from sqlalchemy.engine import Engine

from desk import keys
from desk.app import make_app
from desk.console import second_step
from desk.handover import talks
from desk.settings import Settings
from store import conversations, handovers, register, review, staff
from store.handovers import Asked, Told
from store.migrate import upgrade
from store.staff import EVERYWHERE
from store.tables import audit
from tests.conftest import free_port
from tests.people import PASSWORD, Console, email_of, employ, invent, now


@dataclass
class Desk:
    url: str
    engine: Engine
    here: str
    there: str

    def console(self, name: str, point: str | None = None) -> Console:
        return Console(self.url, email_of(name, self.here if point is None else point), PASSWORD)

    def waiting(
        self, point: str = "", question: str = "waar is mijn vraag", *, shares: bool = True
    ) -> handovers.Handover:
        """A parent who waits, with a conversation that has a secret in it."""
        conversation, _ = conversations.start(self.engine, "tr", {}, now())
        conversations.answered(self.engine, conversation.id, 0)
        conversations.receive(self.engine, conversation.id, "1", "het geheim van de ouder", None, now())
        conversations.answered(self.engine, conversation.id, 1)
        handovers.offer(self.engine, conversation.id, Asked(point or self.here, "PO9901"), "consent", now())
        seen = handovers.open_of(self.engine, conversation.id)
        handovers.wait(self.engine, seen, now(), Told(), shares=shares, question=question)
        return handovers.get(self.engine, seen.id)


@pytest_asyncio.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    upgrade(url)
    settings = Settings(
        database_url=url, rasa_secret="x" * 20, rasa_port=free_port(), requests_per_minute_per_address=10**6
    )
    app = make_app(settings)
    async with TestServer(app) as server:
        engine = app[keys.ENGINE]
        here, there = invent(engine, "PO9901", "Steunpunt Hier"), invent(engine, "PO9902", "Steunpunt Daar")
        employ(engine, here, "Anna")
        employ(engine, here, "Bram")
        employ(engine, here, "Carla", "coordinator")
        employ(engine, there, "Dirk", "coordinator")
        employ(engine, here, "Kees", "register_keeper")
        employ(engine, EVERYWHERE, "Ada", "administrator")
        yield Desk(str(server.make_url("")).rstrip("/"), engine, here, there)


async def test_nobody_gets_in_without_signing_in_and_is_sent_back_to_where_she_was(desk: Desk) -> None:
    async with Console(desk.url, "niemand@x.nl", "fout wachtwoord") as nobody:
        assert nobody.answer[0] == 401
        assert "horen niet bij elkaar" in nobody.answer[1]
        _, page = await nobody.get("/console/reports")
        assert 'name="next" value="/console/reports"' in page


async def test_after_five_wrong_passwords_the_next_try_waits(desk: Desk) -> None:
    async with Console(desk.url, email_of("Anna", desk.here), "fout") as anna:
        for _ in range(4):
            assert (await anna.post("/console/sign-in", email=anna.email, password="fout"))[0] == 401
        status, page = await anna.post("/console/sign-in", email=anna.email, password=PASSWORD)
        assert (status, "Wacht even" in page) == (429, True)


async def test_with_a_second_step_a_password_is_not_enough_and_a_code_is_taken_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_minute = [1_000_000]
    monkeypatch.setattr(second_step.time, "time", lambda: 30 * half_minute[0])
    async with desk.console("Anna") as anna:
        _, page = await anna.get("/console/me/code")
        assert "<svg" in page
        app = pyotp.TOTP(re.search(r"<code>(\w+)</code>", page)[1])

        def code() -> str:
            return app.generate_otp(half_minute[0])

        assert (await anna.post("/console/me/code", secret=app.secret, code="000000"))[0] == 422
        status, page = await anna.post("/console/me/code", secret=app.secret, code=code())
        assert (status, "staat aan" in page) == (200, True)

    async with desk.console("Anna") as again:
        status, page = again.answer
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        assert (await again.get("/console/me"))[1].count('id="password"') == 1, "not signed in yet"
        used = await again.post("/console/sign-in/code", token=token, code=code())
        assert (used[0], "al gebruikt" in used[1]) == (401, True)
        half_minute[0] += 1
        status, page = await again.post(
            "/console/sign-in/code", token=token, code=f"{code()[:3]} {code()[3:]}"
        )
        assert (status, "In de rij" in page) == (200, True)
        again.csrf = re.search(r'data-csrf="([0-9a-f]*)"', page)[1]
        half_minute[0] += 1
        status, page = await again.post("/console/me/code", code=code())
        assert (status, "staat uit" in page) == (200, True)
    staff.change(desk.engine, staff.by_email(desk.engine, again.email).id, code_secret=app.secret)
    async with desk.console("Anna") as thief:  # a session that was left open does not let codes be guessed
        token = re.search(r'name="token" value="([^"]+)"', thief.answer[1])[1]
        half_minute[0] += 1
        _, page = await thief.post("/console/sign-in/code", token=token, code=code())
        thief.csrf = re.search(r'data-csrf="([0-9a-f]*)"', page)[1]
        guesses = [(await thief.post("/console/me/code", code=f"00000{n}"))[0] for n in range(7)]
        assert guesses == [422] * 5 + [429] * 2
        staff.change(
            desk.engine,
            staff.by_email(desk.engine, again.email).id,
            code_secret=None,
            failures=0,
            locked_until=None,
        )
    async with desk.console("Anna") as without:
        assert "In de rij" in without.answer[1]


async def test_wrong_codes_make_wait_as_wrong_passwords_do(desk: Desk) -> None:
    person = staff.by_email(desk.engine, email_of("Anna", desk.here))
    staff.change(desk.engine, person.id, code_secret=pyotp.random_base32())
    async with desk.console("Anna") as anna:
        token = re.search(r'name="token" value="([^"]+)"', anna.answer[1])[1]
        statuses = [
            (await anna.post("/console/sign-in/code", token=token, code=typed))[0]
            for typed in ("", "12345", "zes cijfers", "٠٠٠٠٠٠", "000000", "000000")
        ]
        assert statuses == [401] * 5 + [429]
        assert (await anna.post("/console/sign-in", email=anna.email, password=PASSWORD))[0] == 429


async def test_a_form_without_our_token_does_nothing(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Anna") as anna:
        status, _ = await anna.post(f"/console/talks/{seen.id}/claim", csrf="0" * 64)
        assert status == 403
        assert handovers.get(desk.engine, seen.id).state == "waiting"


async def test_a_consultant_sees_her_queue_and_no_word_of_another_steunpunt(desk: Desk) -> None:
    mine, other = desk.waiting(), desk.waiting(desk.there, "een vraag van daar")
    async with desk.console("Anna") as anna:
        _, page = await anna.get("/console")
        assert mine.reference in page
        assert other.reference not in page
        assert "Steunpunt Daar" not in page
        for path in (f"/console/talks/{other.id}", f"/console/talks/{other.id}/messages", f"/console/reports/{desk.there}",
                     f"/console/steunpunten/{desk.there}/hours", f"/console/profiles/{desk.there}", "/console/profiles/PO9902"):  # fmt: skip
            status, page = await anna.get(path)
            assert status == 404
            assert "een vraag van daar" not in page
        for deed in ("claim", "messages", "notes", "hand-back", "close", "assign"):
            status, _ = await anna.post(
                f"/console/talks/{other.id}/{deed}", text="x", theme="other", outcome="heard"
            )
            assert status == 404
        assert handovers.get(desk.engine, other.id) == other


ROLES_AND_PAGES = {
    # consultant, coordinator, register keeper, administrator
    "/console": (200, 200, 200, 200),
    "/console/queue": (200, 200, 404, 404),
    "/console/events": (200, 200, 404, 404),
    "/console/talks/{handover}": (200, 200, 404, 404),
    "/console/talks/{handover}/messages": (200, 200, 404, 404),
    "/console/talks/{handover}/replies": (200, 200, 404, 404),
    "/console/talks/{handover}/replies/hello": (200, 200, 404, 404),
    "/console/steunpunten": (200, 200, 200, 200),
    "/console/steunpunten/{point}/hours": (404, 200, 404, 404),
    "/console/steunpunten/{point}/audit": (404, 200, 404, 404),
    "/console/steunpunten/{point}/staff": (404, 200, 404, 200),
    "/console/steunpunten/{point}/replies": (404, 200, 404, 404),
    "/console/profiles": (404, 200, 200, 404),
    "/console/profiles/{point}": (404, 200, 200, 404),
    "/console/profiles/PO9901": (404, 200, 200, 404),
    "/console/profiles/PO9901/style": (404, 200, 200, 404),
    "/console/reports": (404, 200, 404, 404),
    "/console/reports/{point}": (404, 200, 404, 404),
    "/console/reports/{point}/signal": (404, 200, 404, 404),
    "/console/reports/{point}/csv": (404, 200, 404, 404),
    "/console/review": (404, 404, 404, 200),
    "/console/me": (200, 200, 200, 200),
    "/console/me/code": (200, 200, 200, 200),
}


async def test_where_the_second_step_is_required_nothing_opens_before_it(
    desk: Desk, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_minute = [2_000_000]
    monkeypatch.setattr(second_step.time, "time", lambda: 30 * half_minute[0])
    strict = make_app(
        Settings(database_url=url, rasa_secret="x" * 20, rasa_port=free_port(), second_step="required")
    )
    async with TestServer(strict) as server:
        address = str(server.make_url("")).rstrip("/")
        async with Console(address, email_of("Bram", desk.here), PASSWORD) as bram:
            for path in ("/console", "/console/me", "/console/reports"):
                assert "verplicht" in (await bram.get(path))[1], path
            _, page = await bram.get("/console/me/code")
            app = pyotp.TOTP(re.search(r"<code>(\w+)</code>", page)[1])
            bram.csrf = re.search(r'name="csrf" value="([0-9a-f]*)"', page)[1]
            code = app.generate_otp(half_minute[0])
            status, page = await bram.post("/console/me/code", secret=app.secret, code=code)
            assert (status, "staat aan" in page) == (200, True)
            assert "Wachtrij" in (await bram.get("/console"))[1]
    staff.change(desk.engine, staff.by_email(desk.engine, email_of("Bram", desk.here)).id, code_secret=None)


async def test_every_page_as_every_role(desk: Desk) -> None:
    seen = desk.waiting()
    for place, (name, point) in enumerate(
        (("Anna", None), ("Carla", None), ("Kees", None), ("Ada", EVERYWHERE))
    ):
        async with desk.console(name, point) as person:
            for path, statuses in ROLES_AND_PAGES.items():
                url = desk.url + path.format(handover=seen.id, point=desk.here)
                async with person.session.get(url) as answer:
                    assert answer.status == statuses[place], (name, path)


async def test_every_get_route_of_the_console_is_in_that_table(desk: Desk) -> None:
    known = {re.sub(r"\{\w+\}|hello|PO9901", "*", path) for path in ROLES_AND_PAGES}
    without_roles = {
        "/console/sign-in",
        "/console/sign-in/oidc",
        "/console/sign-in/oidc/back",
        "/console/invitation/*",
        "/console/static",
    }
    app = make_app(Settings(database_url="sqlite://", rasa_secret="x" * 20))
    there = {
        re.sub(r"\{\w+\}", "*", route.resource.canonical)
        for route in app.router.routes()
        if route.method == "GET" and route.resource.canonical.startswith("/console")
    }
    assert there - without_roles == known


async def test_of_all_who_claim_at_once_one_gets_it_and_the_others_are_told_who(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Anna") as anna, desk.console("Bram") as bram, desk.console("Carla") as carla:
        pages = await asyncio.gather(
            *(one.post(f"/console/talks/{seen.id}/claim") for one in (anna, bram, carla) for _ in range(5))
        )
        owner = staff.get(desk.engine, handovers.get(desk.engine, seen.id).owner)
        assert sum("iemand anders was eerder" in page for _, page in pages) == 14
        assert all(f"in gesprek met {owner.name}" in page for _, page in pages)
    assert [m.text for m in conversations.messages_after(desk.engine, seen.conversation_id, 0)].count(
        "het geheim van de ouder"
    ) == 1


async def test_without_consent_there_is_a_blank_page_and_with_it_the_whole_conversation(desk: Desk) -> None:
    alone, shared = desk.waiting(shares=False), desk.waiting()
    async with desk.console("Anna") as anna:
        _, page = await anna.get(f"/console/talks/{alone.id}")
        assert "het geheim" not in page
        assert "deelt het eerdere gesprek niet" in page
        assert "waar is mijn vraag" in page
        _, page = await anna.get(f"/console/talks/{shared.id}")
        assert "het geheim" in page
        # She takes it back: what was said before is gone from the page at once.
        handovers.share(desk.engine, shared, now(), Told(), shares=False)
        for path in ("", "/messages"):
            assert "het geheim" not in (await anna.get(f"/console/talks/{shared.id}{path}"))[1]


async def test_every_look_and_every_deed_is_in_the_audit_trail(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Anna") as anna:
        await anna.get(f"/console/talks/{seen.id}")
        await anna.post(f"/console/talks/{seen.id}/claim")
        await anna.post(f"/console/talks/{seen.id}/close", theme="plan", outcome="informed")
    async with desk.console("Carla") as carla:
        _, page = await carla.get(f"/console/steunpunten/{desk.here}/audit")
        for deed in ("bekeken", "genomen", "afgerond"):
            assert deed in page
        assert seen.reference in page
    with desk.engine.connect() as db:
        assert {row.steunpunt_id for row in db.execute(select(audit))} == {desk.here}


async def test_what_a_consultant_says_arrives_once_however_often_it_is_sent(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Anna") as anna, desk.console("Bram") as bram:
        await anna.post(f"/console/talks/{seen.id}/claim")
        sent = [
            await anna.post(
                f"/console/talks/{seen.id}/messages", text="Dag <b>u</b>", lang="nl", client_id="een"
            )
            for _ in range(3)
        ]
        assert [status for status, _ in sent] == [202, 202, 202]
        assert (
            await bram.post(f"/console/talks/{seen.id}/messages", text="ik ook", lang="nl", client_id="x")
        )[0] == 409
        _, page = await anna.get(f"/console/talks/{seen.id}")
        assert page.count("Dag &lt;b&gt;u&lt;/b&gt;") == 1
    said = [
        m for m in conversations.messages_after(desk.engine, seen.conversation_id, 0) if m.sender == "person"
    ]
    assert [(m.text, m.lang, m.custom["name"]) for m in said] == [("Dag <b>u</b>", "nl", "Anna")]


async def test_messages_without_a_number_of_their_own_are_all_kept(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Anna") as anna:
        await anna.post(f"/console/talks/{seen.id}/claim")
        # The parent's first message has the number 1 too.
        for text, client_id in (("een", ""), ("twee", ""), ("drie", "1")):
            sent = await anna.post(
                f"/console/talks/{seen.id}/messages", text=text, lang="nl", client_id=client_id
            )
            assert sent[0] == 202
    said = conversations.messages_after(desk.engine, seen.conversation_id, 0)
    assert [m.text for m in said if m.sender == "person"] == ["een", "twee", "drie"]


async def test_a_standard_reply_is_found_in_dutch_and_read_in_her_language(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Anna") as anna:
        await anna.post(f"/console/talks/{seen.id}/claim")
        _, page = await anna.get(f"/console/talks/{seen.id}/replies?q=afspraak bellen")
        assert "Afspraak om te bellen" in page
        assert "Tolk" not in page
        _, page = await anna.post(f"/console/talks/{seen.id}/replies/call-at", client_id="a")
        assert "Vul eerst in" in page
        await anna.post(
            f"/console/talks/{seen.id}/replies/call-at", client_id="a", datum="2026-12-01", tijd="10:30"
        )
    (said,) = [
        m for m in conversations.messages_after(desk.engine, seen.conversation_id, 0) if m.sender == "person"
    ]
    assert (said.lang, "1 Aralık 2026 Salı" in said.text, "10:30" in said.text) == ("tr", True, True)
    assert (
        said.custom["nl"]
        == "Ik bel u op dinsdag 1 december 2026 om 10:30 uur. Komt dat niet uit, laat het mij dan hier weten."
    )


async def test_a_steunpunt_adds_replies_of_its_own_in_the_languages_it_has(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Carla") as carla:
        path = f"/console/steunpunten/{desk.here}/replies"
        assert (await carla.post(path, title="Spreekuur", **{"text-nl": "Kom {wie}"}))[0] == 422
        await carla.post(
            path, title="Spreekuur", **{"text-nl": "Kom langs, {medewerker} is er.", "text-en": "Come by."}
        )
        await carla.post(f"/console/talks/{seen.id}/claim")
        _, page = await carla.get(f"/console/talks/{seen.id}/replies/own-1")
        assert (
            "De ouder leest (Nederlands)" in page
        )  # there is no Turkish, and nothing is translated by itself
        await carla.post(f"/console/talks/{seen.id}/replies/own-1", client_id="b")
    said = conversations.messages_after(desk.engine, seen.conversation_id, 0)[-1]
    assert (said.text, said.lang) == ("Kom langs, Carla is er.", "nl")


async def test_passing_on_to_another_steunpunt_asks_the_parent_anew_what_it_may_read(desk: Desk) -> None:
    seen = desk.waiting()
    handovers.leave_message(
        desk.engine, seen, now(), Told(), due_on=now().date(), contact="+31612345678", contact_kind="phone"
    )
    async with desk.console("Anna") as anna, desk.console("Dirk", desk.there) as dirk:
        await anna.post(f"/console/talks/{seen.id}/claim")
        await anna.post(f"/console/talks/{seen.id}/notes", text="een notitie van hier")
        await anna.post(f"/console/talks/{seen.id}/pass-on", to=f"point:{desk.there}")
        moved = handovers.get(desk.engine, seen.id)
        assert (moved.steunpunt_id, moved.state, moved.shares, moved.owner) == (
            desk.there,
            "waiting",
            False,
            None,
        )
        assert moved.contact is None  # she gave her number to the other
        assert (await anna.get(f"/console/talks/{seen.id}"))[0] == 404
        _, page = await dirk.get(f"/console/talks/{seen.id}")
        assert "het geheim" not in page
        assert "een notitie van hier" not in page
        assert "+31612345678" not in page
        assert "waar is mijn vraag" in page


async def test_passing_on_to_a_colleague_and_handing_back(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Anna") as anna, desk.console("Bram") as bram:
        await anna.post(f"/console/talks/{seen.id}/claim")
        keeper = staff.by_email(desk.engine, email_of("Kees", desk.here)).id
        await anna.post(f"/console/talks/{seen.id}/pass-on", to=f"staff:{keeper}")
        assert handovers.get(desk.engine, seen.id).state == "with_person"  # he talks with nobody
        bram_id = staff.by_email(desk.engine, bram.email).id
        await anna.post(f"/console/talks/{seen.id}/pass-on", to=f"staff:{bram_id}")
        _, page = await bram.get("/console")
        assert "voor Bram" in page
        await bram.post(f"/console/talks/{seen.id}/claim")
        await bram.post(f"/console/talks/{seen.id}/hand-back")
        assert handovers.get(desk.engine, seen.id).state == "waiting"


async def test_a_message_is_assigned_tried_and_closed(desk: Desk) -> None:
    seen = desk.waiting()
    handovers.leave_message(
        desk.engine, seen, now(), Told(), due_on=now().date(), contact="+31612345678", contact_kind="phone"
    )
    async with desk.console("Anna") as anna:
        _, page = await anna.get("/console")
        assert "nog van niemand" in page
        await anna.post(f"/console/talks/{seen.id}/assign", to="")
        await anna.post(f"/console/talks/{seen.id}/tried")
        _, page = await anna.get("/console")
        assert "voor u" in page
        assert "1 keer niet bereikt" in page
        _, page = await anna.get(f"/console/talks/{seen.id}")
        assert 'href="tel:+31612345678"' in page
        status, page = await anna.post(f"/console/talks/{seen.id}/close", theme="", outcome="informed")
        assert (status, "Kies eerst" in page) == (422, True)
        await anna.post(f"/console/talks/{seen.id}/close", theme="plan", outcome="informed")
        assert handovers.get(desk.engine, seen.id).state == "called_back"
        status, page = await anna.post(f"/console/talks/{seen.id}/claim")
        assert "iemand anders was eerder, of het gesprek is intussen veranderd" in page


async def test_a_conversation_that_a_parent_erased_is_simply_not_there(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Anna") as anna:
        conversations.erase(desk.engine, [seen.conversation_id])
        assert (await anna.get(f"/console/talks/{seen.id}"))[0] == 404


async def test_hours_are_kept_and_wrong_ones_explained(desk: Desk) -> None:
    path = f"/console/steunpunten/{desk.here}/hours"
    async with desk.console("Carla") as carla:
        _, page = await carla.get(path)
        seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
        week = {f"day-{day}": "" for day in range(7)}
        status, page = await carla.post(path, seen=seen, **{**week, "day-0": "negen tot twaalf"})
        assert (status, "negen tot twaalf" in page, "09:00-12:30" in page) == (422, True, True)
        status, _ = await carla.post(
            path, seen=seen, **{**week, "day-0": "9:00-12:30, 13.00-16:00", "day-3": "10:00-11:00"}
        )
        assert status == 200
        point = register.steunpunt(desk.engine, desk.here)
        assert [(o.weekday, o.opens, o.closes) for o in point.hours] == [
            (0, "09:00", "12:30"),
            (0, "13:00", "16:00"),
            (3, "10:00", "11:00"),
        ]
        status, page = await carla.post(path, seen=seen, **week)
        assert (status, "intussen veranderd" in page) == (409, True)
        await carla.post(
            f"/console/steunpunten/{desk.here}/closings",
            first="2026-12-21",
            last="2027-01-01",
            reason="kerst",
        )
        assert "kerst" in (await carla.get(path))[1]
        assert (
            await carla.post(
                f"/console/steunpunten/{desk.here}/closings", first="2026-12-21", last="2026-12-01"
            )
        )[0] == 422


async def test_two_who_edit_one_field_the_second_sees_what_the_first_saved(desk: Desk) -> None:
    path = f"/console/profiles/{desk.here}/phone"
    async with desk.console("Carla") as carla, desk.console("Kees") as kees:
        fields = {"seen": "none", "source": "https://hier.example"}
        assert (await carla.post(path, **fields, **{"text-nl": "0301234567"}))[0] == 200
        status, page = await kees.post(path, **fields, **{"text-nl": "0307654321"})
        assert (status, "intussen veranderd" in page) == (409, True)
        assert "0301234567" in page
        assert "0307654321" in page
        assert register.values_of(desk.engine, desk.here)["phone"].texts["nl"] == "0301234567"
        _, page = await kees.get(f"/console/profiles/{desk.here}")
        seen = re.search(r'/phone" class="inline">.*?name="seen" value="(\w+)"', page, re.DOTALL)[1]
        await kees.post(path, seen=seen, deed="expire")
        assert register.values_of(desk.engine, desk.here)["phone"].status == "expired"
        assert "Carla" in (await kees.get(f"/console/profiles/{desk.here}"))[1]  # the history
        assert (await kees.post(path, seen="x", source="http://onveilig", **{"text-nl": "1"}))[0] == 409


async def test_other_dutch_drops_the_translations_that_were_not_changed_with_it(desk: Desk) -> None:
    path = "/console/profiles/PO9901/tlv_term"

    def kept() -> Mapping[str, str]:
        return register.values_of(desk.engine, "PO9901")["tlv_term"].texts

    async with desk.console("Carla") as carla:

        async def saves(**texts: str) -> int:
            _, page = await carla.get("/console/profiles/PO9901")
            seen = re.search(r'tlv_term"><input[^>]*><input[^>]*name="seen" value="(\w+)"', page)[1]
            fields = {f"text-{code}": text for code, text in texts.items()}
            return (await carla.post(path, seen=seen, source="https://hier.example", **fields))[0]

        four = {"nl": "Binnen vier weken.", "tr": "Dört hafta içinde.", "ar": "خلال أربعة أسابيع."}
        assert await saves(**four) == 200
        assert kept() == four
        assert await saves(**four, uk="Протягом чотирьох тижнів.") == 200
        assert set(kept()) == {"nl", "tr", "ar", "uk"}
        await saves(**{**four, "nl": "Binnen vijf weken.", "tr": "Beş hafta içinde."})
        assert kept() == {"nl": "Binnen vijf weken.", "tr": "Beş hafta içinde."}


async def test_a_house_style_is_shown_in_the_chat_and_refused_when_it_cannot_be_read(desk: Desk) -> None:
    path = "/console/profiles/PO9901/style"
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 100
    async with desk.console("Carla") as carla:

        async def saves(logo: bytes | None = None, **fields: str) -> tuple[int, str]:
            form = aiohttp.FormData({"csrf": carla.csrf, **fields})
            if logo is not None:
                form.add_field("logo", logo, filename="a.png", content_type="image/png")
            async with carla.session.post(desk.url + path, data=form) as answer:
                return answer.status, await answer.text()

        status, page = await saves(primary="#ffff00")
        assert (status, "te licht" in page) == (422, True)
        assert (await saves(primary="geel"))[0] == 422
        assert (await saves(logo=b"<svg onload=alert(1)>"))[0] == 422
        assert (await saves(logo=picture + b"0" * 50_000))[0] == 422
        assert (await saves(logo=picture + b"0" * 90_000))[0] == 413
        assert (await saves(name="Hulp in Verzonnenstad", primary="#7A1F5C", logo=picture))[0] == 200
        async with carla.session.get(f"{desk.url}/api/config?swv=PO9901") as answer:
            theme = (await answer.json())["theme"]
        assert (theme["name"], theme["primary"], theme["on_primary"]) == (
            "Hulp in Verzonnenstad",
            "#7a1f5c",
            "#ffffff",
        )
        async with carla.session.get(desk.url + theme["logo"]) as answer:
            assert (await answer.read(), answer.content_type) == (picture, "image/png")
        await saves(name="", primary="", no_logo="1")
        async with carla.session.get(f"{desk.url}/api/config?swv=PO9901") as answer:
            assert (await answer.json())["theme"] == {}


async def test_a_coordinator_invites_and_the_link_works_once(desk: Desk) -> None:
    async with desk.console("Carla") as carla:
        path = f"/console/steunpunten/{desk.here}/staff"
        assert (await carla.post(path, name="Nieuw", email="geen adres", role="consultant"))[0] == 422
        _, page = await carla.post(path, name="Nieuw Iemand", email="nieuw@hier.nl", role="consultant")
        link = re.search(r"/console/invitation/[\w-]+", page)[0]
    async with Console(desk.url, "x@x.nl", "x") as nieuw:
        status, page = await nieuw.post(link, password="kort", again="kort")
        assert (status, "12 tekens" in page) == (422, True)
        status, page = await nieuw.post(link, password=PASSWORD, again=PASSWORD)
        assert (status, "Wachtrij" in page) == (200, True)
        assert (await nieuw.get(link))[0] == 404
    async with Console(desk.url, "NIEUW@hier.nl", PASSWORD) as again:
        assert "Nieuw Iemand" in again.answer[1]


async def test_an_invitation_does_not_open_an_account_of_another_steunpunt(desk: Desk) -> None:
    """Whoever holds an invitation can sign in: a coordinator gets none of somebody who works elsewhere too."""
    dirk = staff.by_email(desk.engine, email_of("Dirk", desk.there))
    async with desk.console("Carla") as carla:
        path = f"/console/steunpunten/{desk.here}/staff"
        status, page = await carla.post(path, name="Dirk", email=dirk.email, role="consultant")
        assert (status, "heeft al een account" in page, "/console/invitation/" in page) == (200, True, False)
        status, page = await carla.post(f"{path}/{dirk.id}", again="1")
        assert (status, "ook bij een ander steunpunt" in page, "/console/invitation/" in page) == (
            403,
            True,
            False,
        )
        ada = staff.by_email(desk.engine, email_of("Ada", EVERYWHERE))
        await carla.post(path, name="Ada", email=ada.email, role="consultant")
        _, page = await carla.post(f"{path}/{ada.id}", again="1")
        assert "/console/invitation/" not in page
    async with desk.console("Dirk", desk.there) as still:
        assert still.answer[0] == 200
        assert staff.get(desk.engine, dirk.id).roles == {
            desk.there: {"coordinator"},
            desk.here: {"consultant"},
        }


async def test_the_report_hides_what_is_small_and_what_could_be_reckoned_from_it(desk: Desk) -> None:
    for theme, count in (("plan", 9), ("refusal", 6), ("safety", 1)):
        for _ in range(count):
            seen = desk.waiting()
            handovers.claim(desk.engine, seen.id, "anna", now() + timedelta(seconds=30))
            handovers.close(
                desk.engine,
                handovers.get(desk.engine, seen.id),
                theme,
                "informed",
                now() + timedelta(minutes=5),
            )
    async with desk.console("Carla") as carla:
        _, page = await carla.get(f"/console/reports/{desk.here}")
        assert ">16<" in page or ": 16" in page
        _, text = await carla.get(f"/console/reports/{desk.here}/csv")
        rows = {
            line.split(",")[1]: line.strip().split(",")[-1]
            for line in text.splitlines()
            if line.startswith("theme")
        }
        assert rows == {"plan": "9", "refusal": "<5", "safety": "<5"}  # 6 would tell that safety is 1
        _, page = await carla.get(f"/console/reports/{desk.here}/signal")
        assert "geen gevallen" in page
        assert "het geheim" not in page


async def test_misunderstood_questions_are_grouped_and_given_a_topic(desk: Desk) -> None:
    for text in (
        "mag mijn kind met de taxi naar school",
        "kan mijn kind met een taxi naar school",
        "iets heel anders",
    ):
        review.keep(desk.engine, None, text, "nl", "fallback", "", now())
    async with desk.console("Ada", EVERYWHERE) as ada:
        _, page = await ada.get("/console/review")
        assert "2×" in page
        ids = re.findall(r'name="id" value="(\d+)"', page)[:2]
        assert (await ada.post("/console/review", id=ids[0], topic="bestaat niet"))[0] == 422
        data = [("csrf", ada.csrf), ("topic", "leerlingenvervoer"), *(("id", one) for one in ids)]
        async with ada.session.post(f"{desk.url}/console/review", data=data) as answer:
            assert "2 vragen" in await answer.text()
    assert {one.topic for one in review.decided(desk.engine)} == {"leerlingenvervoer"}
    assert [one.text for one in review.undecided(desk.engine)] == ["iets heel anders"]


async def test_what_the_parent_chose_herself_is_proposed(desk: Desk) -> None:
    review.keep(desk.engine, None, "hij mag niet mee", "nl", "not_meant", "schorsing", now(), "thuiszitter")
    async with desk.console("Ada", EVERYWHERE) as ada:
        _, page = await ada.get("/console/review")
    assert "werd begrepen als Mijn kind is geschorst" in page
    assert "de ouder koos Mijn kind zit thuis" in page
    assert '<option value="thuiszitter" selected>' in page


async def test_somebody_whose_role_is_taken_sees_nothing_any_more_at_once(desk: Desk) -> None:
    seen = desk.waiting()
    async with desk.console("Anna") as anna:
        assert (await anna.get(f"/console/talks/{seen.id}"))[0] == 200
        staff.set_roles(desk.engine, staff.by_email(desk.engine, anna.email).id, desk.here, [])
        assert (await anna.get(f"/console/talks/{seen.id}"))[0] == 404


def test_presence_is_a_console_that_gave_a_sign() -> None:
    person = staff.Staff("i", "n", "e", "nl", True, True, True, None, now() - timedelta(seconds=70), 0, None)
    assert not talks.is_there(person, now())


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_every_page_is_in_her_language(desk: Desk, language: str) -> None:
    seen = desk.waiting()
    staff.change(desk.engine, staff.by_email(desk.engine, email_of("Carla", desk.here)).id, language=language)
    words = {
        "nl": ("Wachtrij", "Samenvatting", "Tijden van", "Rapport van"),
        "en": ("Queue", "Summary", "Hours of", "Report of"),
    }
    async with desk.console("Carla") as carla:
        paths = (
            "/console",
            f"/console/talks/{seen.id}",
            f"/console/steunpunten/{desk.here}/hours",
            f"/console/reports/{desk.here}",
        )
        for path, word in zip(paths, words[language], strict=True):
            assert word in (await carla.get(path))[1]
