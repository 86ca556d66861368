"""What a parent can take with her: letters, the time line, the page for the talk; each fetched and opened."""

import io
from xml.etree import ElementTree as ET

import pytest
from docx import Document

from guide.language import translate
from guide.letters import letters
from tests.conftest import System
from tests.parent import Parent


async def fetched(parent: Parent, message: dict) -> dict[str, bytes]:
    files = {}
    for offer in message["custom"]["downloads"]:
        async with parent.session.get(parent.url + offer["url"], headers=parent.headers) as answer:
            assert answer.status == 200
            files[offer["kind"]] = await answer.read()
    return files


@pytest.mark.parametrize("letter", letters().values(), ids=lambda letter: letter.id)
async def test_every_letter_comes_as_word_and_as_text(system: System, letter) -> None:
    async with system.parent() as parent:
        await parent.says("op 2 november hebben ze hem geweigerd")
        await parent.says("ik wil een brief")
        await parent.presses("Een andere brief")
        (answer,) = await parent.presses(letter.button)
        assert answer["custom"]["sources"]
        files = await fetched(parent, answer)
        text = files["txt"].decode()
        said = "\n".join(p.text for p in Document(io.BytesIO(files["docx"])).paragraphs)
        assert "Geachte" in text
        assert all(line in said for line in text.strip().split("\n"))
        if letter.event == "refusal":
            assert "maandag 2 november 2026" in text


@pytest.mark.parametrize("locale", ["nl", "en"])
async def test_dates_come_with_a_picture(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        await parent.says({"nl": "bereken mijn data", "en": "work out my dates"}[locale])
        await parent.presses({"nl": "De school heeft geweigerd", "en": "The school refused"}[locale])
        dates, *_ = await parent.picks("2026-11-02")
        svg = ET.fromstring((await fetched(parent, dates))["svg"])
        assert {"nl": "14 december 2026", "en": "14 December 2026"}[locale] in "".join(svg.itertext())


async def test_the_page_for_the_talk_has_her_question_the_rules_and_the_ways(system: System) -> None:
    async with system.parent("en", sector="po", postcode="1011") as parent:
        await parent.says("the school refuses to admit my son")
        await parent.presses("In writing or by e-mail")
        await parent.says("2 November")
        await parent.presses("Public (openbaar)")
        (offer,) = await parent.presses("Sheet for the talk")
        page = (await fetched(parent, offer))["html"].decode()
        for words in ("the school refuses to admit my son", "another school", "andere school",
                      "Maak bezwaar bij het schoolbestuur", "maandag 14 december 2026", "<svg"):  # fmt: skip
            assert words in page


async def test_nothing_is_offered_to_a_stranger(system: System) -> None:
    async with system.parent() as parent, system.parent() as other:
        (offer,) = await parent.says("blad voor het gesprek")
        url = parent.url + offer["custom"]["downloads"][0]["url"]
        async with parent.session.get(url, headers=other.headers) as answer:
            assert answer.status == 404


@pytest.mark.parametrize(
    ("locale", "asks", "letter"),
    [
        ("nl", "maak een brief aan de school dat wij het dossier willen zien", "dossier"),
        ("en", "write a letter to object to the refusal", "bezwaar-weigering"),
        ("ar", "اكتب لي رسالة شكوى", "klacht"),
    ],
)
async def test_the_letter_that_she_names_is_made_at_once(
    system: System, locale: str, asks: str, letter: str
) -> None:
    async with system.parent(locale) as parent:
        answer, *_ = await parent.says(asks)
        assert translate(letters()[letter].title, locale) in answer["text"]
        assert {"docx", "txt"} <= {offer["kind"] for offer in answer["custom"]["downloads"]}


@pytest.mark.parametrize(
    ("locale", "said", "letter"),
    [
        # Amid the questions on what can be done.
        (
            "tr",
            ("okul oğlumu almıyor", "yazılı bir şey vermediler", "ne zamana kadar itiraz edebilirim", "mektup yaz"),
            "bezwaar-weigering",
        ),
        # There is nothing to object to yet: the file is what helps.
        (
            "nl",
            (
                "de school wil mijn zoon van school sturen",
                "we kregen de brief vorige week woensdag",
                "het is een voornemen",
                "kan ik daar al bezwaar tegen maken",
                "schrijf een brief",
            ),
            "dossier",
        ),
    ],
)  # fmt: skip
async def test_a_letter_that_is_not_named_is_that_of_the_case(
    system: System, locale: str, said: tuple[str, ...], letter: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        for text in said:
            answers = await parent.says(text)
        assert translate(letters()[letter].title, locale) in answers[0]["text"]
