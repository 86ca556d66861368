"""The chat API keeps its contract (desk/openapi.yml), for good requests and for bad ones."""

import asyncio
import json
import random

import aiohttp
import pytest
from jsonschema import Draft7Validator

from desk.contract import document
from store.database import open_database
from tests.conftest import System
from tests.parent import Parent
from tests.people import employ, invent

SCHEMAS = document()["components"]["schemas"]


def fits(schema: str, data: object) -> None:
    Draft7Validator({"$ref": f"#/components/schemas/{schema}", "components": {"schemas": SCHEMAS}}).validate(
        data
    )


async def send(
    parent: Parent, body: object, raw: bytes | None = None
) -> tuple[int, dict, aiohttp.ClientResponse]:
    data = raw if raw is not None else json.dumps(body).encode()
    async with parent.session.post(f"{parent.address}/messages", data=data, headers=parent.headers) as answer:
        return answer.status, await answer.json(content_type=None), answer


def is_a_problem(status: int, body: dict, answer: aiohttp.ClientResponse, expected: int) -> None:
    assert (status, body["status"]) == (expected, expected)
    assert answer.content_type == "application/problem+json"
    assert body["title"]
    fits("Problem", body)


async def test_a_conversation_begins_with_an_id_a_token_and_a_direction(system: System) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(
            f"{system.url}/api/conversations", json={"locale": "en-GB", "sector": "vo"}
        ) as answer:
            begun = await answer.json()
            assert answer.status == 201
    fits("Started", begun)
    assert (begun["locale"], begun["dir"]) == ("en", "ltr")


async def test_an_unknown_language_falls_back_to_dutch(system: System) -> None:
    async with Parent(system.url, "tlh") as parent:
        assert parent.messages[0]["lang"] == "nl"


async def test_every_message_of_a_conversation_fits_the_contract(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("we hebben op 28 september aangemeld en horen niks")
        for message in parent.messages:
            fits("Message", message)
        assert [m["seq"] for m in parent.messages] == list(range(1, len(parent.messages) + 1))


async def test_the_same_client_id_is_one_message(system: System) -> None:
    async with system.parent() as parent:
        body = {"client_id": "twice", "text": "hallo"}
        answers = await asyncio.gather(*(send(parent, body) for _ in range(5)))
        assert sorted(status for status, _, _ in answers) == [200, 200, 200, 200, 202]
        assert len({answer["seq"] for _, answer, _ in answers}) == 1
        await asyncio.sleep(0.5)
        assert len([m for m in parent.messages if m["sender"] == "parent"]) == 1


@pytest.mark.parametrize(
    ("body", "raw", "status"),
    [
        ({"client_id": "a", "text": ""}, None, 422),
        ({"client_id": "a", "text": " \n\t\u0000 "}, None, 422),
        ({"client_id": "a", "text": "x" * 1001}, None, 413),
        ({"client_id": "a", "text": "hoi", "name": "Jan"}, None, 422),
        ({"text": "hoi"}, None, 422),
        ({"client_id": "a"}, None, 422),
        ({"client_id": "a", "text": "hoi", "value": "/ja"}, None, 422),
        ({"client_id": "a b", "text": "hoi"}, None, 422),
        ({"client_id": "a", "text": 5}, None, 422),
        ({"client_id": "a", "value": "/restart"}, None, 422),
        ({"client_id": "a", "value": "2026-02-31"}, None, 422),
        ({"client_id": "a", "value": "next salı!"}, None, 422),  # as long as a date, and holds one
        ([], None, 422),
        (None, b"{", 400),
        (None, b"[" * 60_000, 400),
        (None, b"\xff\xfe", 400),
        (None, b"x" * 70_000, 413),
    ],
)
async def test_what_is_wrong_gets_a_problem_and_the_conversation_goes_on(
    system: System, body: object, raw: bytes | None, status: int
) -> None:
    async with system.parent() as parent:
        is_a_problem(*await send(parent, body, raw), status)
        (answer,) = await parent.says("wat is de zorgplicht")
        assert answer["custom"]["topic"] == "zorgplicht_uitleg"


async def test_who_types_the_words_of_a_button_has_pressed_it(system: System) -> None:
    async with system.parent("tr", sector="po") as parent:
        (dates,) = await parent.says("9 kasımda reddedildik")
        assert "Ne yapabilirim?" in [button["title"] for button in dates["buttons"]]
        (question,) = await parent.says("NE YAPABİLİRİM")
        assert "Sadece söylendi" in [button["title"] for button in question["buttons"]]
        (next_question,) = await parent.says("sadece soylendi.")
        assert "openbaar" in next_question["text"]
        typed = [m["text"] for m in parent.messages if m["sender"] == "parent"]
        assert typed[1:] == ["NE YAPABİLİRİM", "sadece soylendi."]


async def test_a_problem_speaks_the_language_of_the_conversation(system: System) -> None:
    async with system.parent("en") as parent:
        _, problem, answer = await send(parent, {"client_id": "a", "text": ""})
        assert "empty" in problem["title"]
        assert answer.headers["Content-Language"] == "en"


async def test_a_thousand_characters_are_welcome(system: System) -> None:
    async with system.parent() as parent:
        assert await parent.says("x" * 1000)


async def test_control_characters_are_dropped_and_the_rest_is_kept_as_typed(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("  regel 1\nregel\u0007 2\u0000 <b>é</b> 👩‍👧  ")
        assert parent.messages[1]["text"] == "  regel 1\nregel 2 <b>é</b> 👩‍👧  "


@pytest.mark.parametrize("token", ["", "wrong", None])
async def test_a_foreign_token_is_not_found_whatever_is_asked(system: System, token: str | None) -> None:
    async with system.parent() as parent, system.parent() as other:
        headers = {"Authorization": f"Bearer {other.token if token is None else token}"}
        for method, path in [
            ("GET", "/messages"), ("POST", "/messages"), ("GET", "/events"), ("POST", "/feedback"),
            ("PATCH", ""), ("DELETE", ""), ("GET", "/messages/1/downloads/ics"),
        ]:  # fmt: skip
            async with parent.session.request(
                method, parent.address + path, headers=headers, json={}
            ) as answer:
                is_a_problem(answer.status, await answer.json(content_type=None), answer, 404)


async def test_the_stream_goes_on_where_it_was_cut_off(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("wat is de zorgplicht")
        headers = {**parent.headers, "Last-Event-ID": "1"}
        seen = []
        async with parent.session.get(f"{parent.address}/events", headers=headers) as stream:
            assert stream.headers["X-Accel-Buffering"] == "no"
            assert "no-transform" in stream.headers["Cache-Control"]
            async for line in stream.content:
                if line.startswith(b"id: "):
                    seen.append(int(line[4:]))
                if line.startswith(b"event: state"):
                    break
        assert seen == [2, 3]


async def test_the_long_poll_gives_the_same_messages(system: System) -> None:
    async with system.parent() as parent:
        async with parent.session.get(f"{parent.address}/messages?after=0", headers=parent.headers) as answer:
            got = await answer.json()
        fits("Messages", got)
        assert got["messages"] == parent.messages


async def test_the_long_poll_waits_for_news_and_for_no_longer_than_asked(system: System) -> None:
    async with system.parent() as parent:

        async def poll(wait: int) -> list[dict]:
            url = f"{parent.address}/messages?after=1&wait={wait}"
            async with parent.session.get(url, headers=parent.headers) as answer:
                return (await answer.json())["messages"]

        assert await poll(1) == []
        waiting = asyncio.create_task(poll(20))
        await asyncio.sleep(0.2)
        await parent.says("hallo")
        assert (await asyncio.wait_for(waiting, 5))[0]["text"] == "hallo"


@pytest.mark.parametrize("query", ["after=-1", "after=x", "wait=26", "wait=1.5", "after=99999999999"])
async def test_a_strange_number_is_refused(system: System, query: str) -> None:
    async with system.parent() as parent:
        async with parent.session.get(f"{parent.address}/messages?{query}", headers=parent.headers) as answer:
            is_a_problem(answer.status, await answer.json(content_type=None), answer, 422)


async def test_quick_messages_are_answered_one_at_a_time_in_order(system: System) -> None:
    async with system.parent() as parent:
        questions = ["wat is de zorgplicht", "de school is vol", "we gaan verhuizen", "bedankt"]
        await asyncio.gather(
            *(send(parent, {"client_id": f"q{i}", "text": q}) for i, q in enumerate(questions))
        )
        await parent.until_answered(*(f"q{i}" for i in range(len(questions))))
        asked = [m["text"] for m in parent.messages if m["sender"] == "parent"]
        topics = [m["custom"]["topic"] for m in parent.messages if m["sender"] == "bot"][1:]
        expected = dict(
            zip(
                questions,
                ["zorgplicht_uitleg", "wachtlijst_school_vol", "verhuizen", "bedankt"],
                strict=True,
            )
        )
        assert topics == [expected[question] for question in asked]


async def test_the_language_can_be_changed_midway(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("we hebben op 28 september aangemeld en horen niks")
        async with parent.session.patch(
            parent.address, json={"locale": "en"}, headers=parent.headers
        ) as answer:
            changed = await answer.json()
        fits("Changed", changed)
        await parent.until_told("The first date has passed")
        (answer,) = await parent.says("wat is de zorgplicht")
        assert (answer["lang"], "duty of care" in answer["text"]) == ("en", True)


@pytest.mark.parametrize(("locale", "greeting", "again"), [
    ("tr", "bilgisayar programıyım", "Özen yükümlülüğü"), ("ar", "أنا برنامج كمبيوتر", "واجب الرعاية"),
    ("pl", "programem komputerowym", "opieki"), ("uk", "комп", "піклування"),
])  # fmt: skip
async def test_in_a_language_chosen_from_the_menu_she_reads_again_what_was_said_last(
    system: System, locale: str, greeting: str, again: str
) -> None:
    async with system.parent() as parent:
        await _choose(parent, locale)
        await parent.until_told(greeting)
        await _choose(parent, "nl")
        await parent.says("wat is de zorgplicht")
        await _choose(parent, locale)
        answer = await parent.until_told(again)
        assert (answer["lang"], answer["custom"]["topic"]) == (locale, "zorgplicht_uitleg")
        await _choose(parent, locale)
        assert [m["text"] for m in parent.messages if m["sender"] == "parent"] == ["wat is de zorgplicht"]


async def test_while_a_person_has_the_conversation_the_bot_keeps_silent_and_the_bar_changes_its_language(
    system: System,
) -> None:
    engine = open_database(f"sqlite:///{system.database}")
    employ(engine, invent(engine, "PO9931", "Steunpunt Taal"), "Tess")
    engine.dispose()
    async with system.parent(swv="PO9931") as parent:
        await parent.says("ik wil iemand spreken")
        await parent.says("over de school van mijn zoon")
        await parent.presses("Ja, deel het gesprek")
        before = len(parent.messages)
        await _choose(parent, "en")
        await parent.until(
            lambda: any(
                name == "state" and "In the queue" in data.get("says", "") for name, data in parent.events
            )
        )
        await asyncio.sleep(1)
        assert len(parent.messages) == before


async def test_a_language_that_the_bot_lacks_is_no_choice(system: System) -> None:
    async with system.parent() as parent:
        assert await _choose(parent, "fr") == 422


async def _choose(parent: Parent, locale: str) -> int:
    async with parent.session.patch(
        parent.address, json={"locale": locale}, headers=parent.headers
    ) as answer:
        return answer.status


@pytest.mark.parametrize("asked", ["kunnen we in het engels verder", "english please"])
async def test_the_language_can_be_asked_for_in_words(system: System, asked: str) -> None:
    async with system.parent() as parent:
        (answer,) = await parent.says(asked)
        assert (answer["lang"], answer["custom"]["locale"]) == ("en", "en")
        (answer,) = await parent.says("bedankt")
        assert "You are welcome" in answer["text"]


async def test_feedback_is_kept_once_per_message(system: System) -> None:
    async with system.parent() as parent:

        async def give(body: dict) -> int:
            async with parent.session.post(
                f"{parent.address}/feedback", json=body, headers=parent.headers
            ) as answer:
                return answer.status

        assert await give({"seq": 1, "helpful": False, "reason": "te lang"}) == 204
        assert await give({"seq": 1, "helpful": True}) == 204
        assert system.sql("select helpful, reason from feedback where conversation_id = ?", parent.id) == [
            (1, None)
        ]
        assert await give({"seq": 99, "helpful": True}) == 422
        assert await give({"seq": 1, "helpful": "yes"}) == 422


async def test_a_button_that_was_never_offered_is_refused_and_one_that_was_is_obeyed(
    system: System,
) -> None:
    async with system.parent() as parent:
        status, _, _ = await send(parent, {"client_id": "b", "value": "/gegevens_wissen"})
        assert status == 422
        (answer,) = await parent.presses("De school weigert")
        assert answer["custom"]["topic"] == "weigering_toelating"


async def test_the_twenty_first_message_in_a_minute_must_wait(aiohttp_desk: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{aiohttp_desk}/api/conversations", json={}) as answer:
            begun = await answer.json()
        url, headers = (
            f"{aiohttp_desk}/api/conversations/{begun['id']}/messages",
            {"Authorization": f"Bearer {begun['token']}"},
        )
        statuses = []
        for number in range(21):
            async with session.post(
                url, json={"client_id": str(number), "text": "hoi"}, headers=headers
            ) as answer:
                statuses.append(answer.status)
                last = answer.headers
        assert statuses == [202] * 20 + [429]
        assert 0 < int(last["Retry-After"]) <= 60


async def test_one_address_cannot_begin_conversations_without_end(aiohttp_desk: str) -> None:
    async with aiohttp.ClientSession() as session:
        statuses = set()
        for _ in range(65):
            async with session.post(f"{aiohttp_desk}/api/conversations", json={}) as answer:
                statuses.add(answer.status)
        assert statuses == {201, 429}


async def test_config_health_and_contract_need_no_token(system: System) -> None:
    async with aiohttp.ClientSession() as session:
        for path, schema in [
            ("/api/config", "Config"),
            ("/api/openapi.json", None),
            ("/healthz", None),
            ("/readyz", None),
        ]:
            async with session.get(system.url + path) as answer:
                assert answer.status == 200, path
                if schema:
                    fits(schema, await answer.json())
        async with session.get(f"{system.url}/metrics") as answer:
            assert "wegwijs_answers_total" in await answer.text()


async def test_ready_is_red_until_a_message_can_be_answered(aiohttp_desk: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{aiohttp_desk}/healthz") as answer:
            assert answer.status == 200
        async with session.get(f"{aiohttp_desk}/readyz") as answer:
            assert answer.status == 503
            assert (await answer.json()) == {"ready": False, "store": True, "rasa": False, "actions": False}


def operations() -> list[tuple[str, str]]:
    return [
        (method.upper(), path)
        for path, item in document()["paths"].items()
        for method in item
        if method in {"get", "post", "patch", "delete"}
    ]


@pytest.mark.parametrize(("method", "path"), operations())
async def test_every_operation_of_the_contract_exists(system: System, method: str, path: str) -> None:
    url = system.url + path.replace("{id}", "0" * 32).replace("{seq}", "1").replace("{kind}", "ics")
    async with aiohttp.ClientSession() as session, session.request(method, url, json={}) as answer:
        assert answer.status not in (405, 500)
        if answer.status == 404:
            assert "gesprek" in (await answer.json(content_type=None))["title"]


async def test_random_rubbish_never_makes_a_server_error(system: System) -> None:
    rubbish = random.Random(7)
    async with system.parent() as parent:
        for _ in range(60):
            raw = bytes(rubbish.randrange(256) for _ in range(rubbish.randrange(60)))
            status, _, _ = await send(parent, None, raw)
            assert 400 <= status < 500


async def test_only_registered_sites_may_call_from_elsewhere(system: System) -> None:
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    async with aiohttp.ClientSession() as session:
        async with session.options(f"{system.url}/api/conversations", headers=headers) as answer:
            assert "Access-Control-Allow-Origin" not in answer.headers
        async with session.get(f"{system.url}/chat") as answer:
            assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]


async def test_a_registered_site_may_call_from_its_own_origin(aiohttp_desk: str) -> None:
    headers = {"Origin": "https://school.example", "Access-Control-Request-Method": "POST"}
    async with aiohttp.ClientSession() as session:
        async with session.options(f"{aiohttp_desk}/api/conversations", headers=headers) as answer:
            assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (
                204,
                "https://school.example",
            )
        async with session.get(f"{aiohttp_desk}/chat") as answer:
            assert "https://school.example" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("swv", "kinds"), [("VO2810", {True, False}), ("VO2601", {None}), ("XX", {None}), ("", {None})]
)
async def test_the_config_tells_whether_the_steunpunt_is_open_when_that_is_known(
    system: System, swv: str, kinds: set
) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{system.url}/api/config", params={"swv": swv}) as answer:
            config = await answer.json()
    assert config["open"] in kinds
    assert [one["code"] for one in config["locales"]] == ["nl", "en", "tr", "ar", "pl", "uk"]


async def test_a_parent_takes_a_copy_of_all_that_is_kept(system: System) -> None:
    async with system.parent("en") as parent:
        await parent.says("what is the duty of care")
        async with parent.session.get(f"{parent.address}/copy", headers=parent.headers) as answer:
            copy = await answer.text()
            assert answer.headers["Content-Disposition"] == 'attachment; filename="wegwijs.txt"'
        assert "Your conversation with Wegwijs" in copy
        for message in parent.messages:
            assert message["text"] in copy
        assert "https://wetten.overheid.nl/" in copy
        async with parent.session.get(f"{parent.address}/copy", headers={"Authorization": "no"}) as other:
            assert other.status == 404
