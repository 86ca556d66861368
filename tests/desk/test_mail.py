"""Mail over a real SMTP server: it arrives, says nothing of what a parent wrote, and is not lost when refused."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer

from desk import keys, outbox
from desk.app import make_app
from desk.settings import Settings, SettingsError, read_settings
from store import mails
from store.mails import Mail
from store.migrate import upgrade
from tests.conftest import Postman, free_port
from tests.people import PASSWORD, Console, email_of, employ, invent, now

DATA = {
    "reference": "WW-7K3P-9QXH",
    "steunpunt": "Steunpunt",
    "due_on": "2026-11-24",
    "urgent": False,
    "path": "/console/talks/x",
}


@pytest.fixture
def postman() -> Iterator[Postman]:
    man = Postman()
    yield man
    man.stop()


@pytest_asyncio.fixture
async def app(tmp_path: Path, postman: Postman) -> AsyncIterator:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    upgrade(url)
    made = make_app(
        Settings(
            database_url=url, rasa_secret="x" * 20, rasa_port=free_port(), smtp_host="127.0.0.1", smtp_port=postman.port,
            smtp_security="none", mail_from="wegwijs@steunpunt.example", public_url="https://wegwijs.example/",
        )
    )  # fmt: skip
    async with TestServer(made):
        yield made


async def sent(app, mail: Mail) -> None:
    mails.put(app[keys.ENGINE], mail, now())
    await outbox.send_due(app)


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "uiterlijk op dinsdag 24 november 2026"), ("en", "by Tuesday 24 November 2026")],
)
async def test_a_mail_in_text_and_html_in_her_language_with_only_a_link(
    app, postman, language: str, words: str
) -> None:
    await sent(app, Mail("anna@steunpunt.example", language, "message_left", DATA))
    (mail,) = postman.taken
    text, html = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    assert mail["To"] == "anna@steunpunt.example"
    assert "WW-7K3P-9QXH" in mail["Subject"]
    for body in (text, html):
        assert words in body
        assert "https://wegwijs.example/console/talks/x" in body
    assert f'<html lang="{language}">' in html


@pytest.mark.parametrize("kind", ["message_left", "reminder", "escalation", "daily", "invitation"])
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_every_kind_of_mail_is_complete(app, postman, kind: str, language: str) -> None:
    data = {**DATA, "by": "Carla", "open": 3, "due": 1, "late": 0, "urgent": True}
    await sent(app, Mail("a@b.example", language, kind, data))
    text = postman.taken[0].get_body(("plain",)).get_content()
    assert "{" not in text
    assert len(text.split()) > 15


async def test_a_mail_that_is_refused_waits_and_goes_out_later(app, postman) -> None:
    postman.refuses = True
    engine = app[keys.ENGINE]
    await sent(app, Mail("anna@steunpunt.example", "nl", "message_left", DATA))
    assert postman.taken == []
    assert mails.waiting(engine) == 1
    assert mails.due(engine, now()) == []  # not at once again
    postman.refuses = False
    (waiting,) = mails.due(engine, now().replace(year=2099))
    mails.failed(engine, waiting, now().replace(year=2000), now() - now())
    await outbox.send_due(app)
    assert len(postman.taken) == 1
    assert mails.waiting(engine) == 0


async def test_a_steunpunt_with_a_strange_name_breaks_nothing(app, postman) -> None:
    data = {**DATA, "steunpunt": "<b>Steun & {punt}</b>\nBcc: x@y.z"}
    await sent(app, Mail("a@b.example", "nl", "message_left", data))
    html = postman.taken[0].get_body(("html",)).get_content()
    assert "&lt;b&gt;Steun &amp; {punt}&lt;/b&gt;" in html
    assert postman.taken[0]["Bcc"] is None


def test_a_mail_server_without_a_sender_is_refused_at_the_start() -> None:
    with pytest.raises(SettingsError, match="MAIL_FROM"):
        read_settings({"WEGWIJS_SMTP_HOST": "mail.example"})


async def test_an_invitation_by_mail_opens_the_console(tmp_path: Path, postman: Postman) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    upgrade(url)
    settings = Settings(
        database_url=url, rasa_secret="x" * 20, rasa_port=free_port(), smtp_host="127.0.0.1", smtp_port=postman.port,
        smtp_security="none", mail_from="wegwijs@steunpunt.example", public_url="http://wegwijs.example",
    )  # fmt: skip
    made = make_app(settings)
    async with TestServer(made) as server:
        here = invent(made[keys.ENGINE], "PO9901", "Steunpunt Hier")
        employ(made[keys.ENGINE], here, "Carla", "coordinator")
        address = str(server.make_url("")).rstrip("/")
        async with Console(address, email_of("Carla", here), PASSWORD) as carla:
            _, page = await carla.post(
                f"/console/steunpunten/{here}/staff", name="Noor", email="noor@x.example", role="consultant"
            )
            assert "onderweg per mail" in page
            assert "/console/invitation/" not in page
        await outbox.send_due(made)
        (mail,) = postman.taken
        link = re.search(
            r"http://wegwijs.example(/console/invitation/\S+)", mail.get_body(("plain",)).get_content()
        )[1]
        async with Console(address, "x@x.nl", "x") as noor:
            status, page = await noor.post(link, password=PASSWORD, again=PASSWORD)
            assert (status, "Wachtrij" in page) == (200, True)
