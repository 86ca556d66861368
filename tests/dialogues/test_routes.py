"""Dialogues 3, 5 and 6: refused, about to be removed, suspended too long; and the forms that ask what is needed."""

import pytest

from guide.answers import responses
from guide.language import translate
from tests.conftest import System
from tests.parent import text_of

NL, EN = "nl", "en"


@pytest.mark.parametrize(
    ("locale", "story", "said", "when", "school", "unknown", "says"),
    [
        (NL, "de school laat mijn zoon niet toe", "Alleen gezegd", "2 november", "groep 3", "weet ik niet",
         ["Vraag het besluit op papier", "andere school", "maandag 14 december 2026", "niet bindend", "gratis"]),
        (EN, "the school refuses to admit my son", "Only said", "2 November", "primary school", "I don't know",
         ["Ask for the decision in writing", "another school", "Monday 14 December 2026", "not binding", "free"]),
    ],
)  # fmt: skip
async def test_dialogue_3_a_refusal_is_asked_through_and_every_way_named_with_its_day(
    system: System, locale: str, story: str, said: str, when: str, school: str, unknown: str, says: list[str]
) -> None:
    async with system.parent(locale) as parent:
        (answer,) = await parent.says(story)
        assert answer["custom"]["topic"] == "weigering_toelating"
        (question,) = await parent.presses(said)
        assert question["custom"]["input"] == "date"
        read, question = await parent.says(when)
        assert any(day in read["text"] for day in ("maandag 2 november 2026", "Monday 2 November 2026"))
        assert question["custom"]["asks"] == "sector"
        (question,) = await parent.says(school)
        assert question["custom"]["asks"] == "board"
        (question,) = await parent.says(unknown)
        assert question["custom"]["asks"] == "place"
        ways, *own = await parent.says("1011")
        assert any(m["custom"].get("swv", {}).get("code") == "PO2707" for m in own), "what her own swv says"
        for words in says:
            assert words in ways["text"]
        days = {d["id"]: d["safe_date"] for d in ways["custom"]["deadlines"] if d["who"] == "parents"}
        assert days == {"objection-refusal-removal": "2026-12-14", "gpo-filing": "2026-12-14"}
        assert ways["custom"]["sources"]
        assert {d["kind"] for d in ways["custom"]["downloads"]} == {"svg", "ics"}


@pytest.mark.parametrize(
    ("locale", "story", "intention", "when", "school", "board", "says"),
    [
        (NL, "mijn dochter (14) kreeg een brief dat ze haar willen verwijderen", "Er is een voornemen", "16 november",
         "middelbare school", "openbaar",
         ["andere school", "maandag 28 december 2026", "uw kind zelf", "inspectie", "nog geen besluit"]),
        (EN, "my daughter (14) got a letter that they intend to remove her", "There is an intention", "16 November",
         "secondary school", "public",
         ["another school", "Monday 28 December 2026", "your child is heard", "inspectorate", "not a decision yet"]),
    ],
)  # fmt: skip
async def test_dialogue_5_a_removal_in_secondary_school(
    system: System,
    locale: str,
    story: str,
    intention: str,
    when: str,
    school: str,
    board: str,
    says: list[str],
) -> None:
    async with system.parent(locale) as parent:
        (answer,) = await parent.says(story)
        assert answer["custom"]["topic"] == "verwijdering"
        await parent.presses(intention)
        await parent.says(when)
        await parent.says(school)
        await parent.says(board)
        told = text_of(await parent.presses({NL: "Sla dit over", EN: "Skip this"}[locale]))
        for words in says:
            assert words in told + answer["text"]


@pytest.mark.parametrize(
    ("locale", "story", "says"),
    [
        (NL, "mijn zoon zit al twee weken geschorst in groep 7", ["ten hoogste **een week**", "basisschool", "schriftelijk"]),
        (EN, "my son has been suspended for two weeks in primary school", ["at most **one week**", "primary school", "in writing"]),
    ],
)  # fmt: skip
async def test_dialogue_6_a_suspension_that_lasts_too_long(
    system: System, locale: str, story: str, says: list[str]
) -> None:
    async with system.parent(locale) as parent:
        (answer,) = await parent.says(story)
        assert answer["custom"]["topic"] == "schorsing"
        for words in says:
            assert words in answer["text"]


async def test_a_suspension_without_a_known_school_asks_for_it_and_says_what_differs(system: System) -> None:
    async with system.parent() as parent:
        _, question = await parent.says("mijn zoon is geschorst")
        assert question["custom"]["asks"] == "sector"
        (extra,) = await parent.presses("Middelbare school")
        assert "overlegt" in extra["text"]
        (same,) = await parent.says("nee, sbo")
        assert "basisschool" in same["text"]


async def test_a_form_takes_corrections_at_any_point(system: System) -> None:
    async with system.parent(postcode="3512") as parent:
        await parent.says("de school laat mijn zoon niet toe")
        await parent.presses("Op papier of per e-mail")
        await parent.says("2 november")
        read, question = await parent.says("nee, 9 november")
        assert "maandag 9 november 2026" in read["text"]
        assert question["custom"]["asks"] == "sector", "the day is changed and the form goes on"
        await parent.says("basisschool")
        (question,) = await parent.says("nee, toch vo")
        assert question["custom"]["asks"] == "board"
        ways, *extra = await parent.presses("Bijzonder")
        assert {d["safe_date"] for d in ways["custom"]["deadlines"]} == {"2026-12-21"}
        assert "burgerlijke rechter" in ways["text"]
        assert "WVO 2020" in ways["custom"]["deadlines"][0]["basis"] + ways["custom"]["deadlines"][1]["basis"]
        assert "onderwijswet" in text_of(extra)


async def test_what_is_told_after_the_ways_changes_them(system: System) -> None:
    async with system.parent(sector="po", postcode="1012") as parent:
        await parent.says("mijn zoon is sinds 16 november geschorst")
        await parent.says("wat kan ik doen")
        ways, *_ = await parent.presses("Op papier of per e-mail")
        assert "Vraag het besluit op papier" not in ways["text"]
        ways, *_ = await parent.says("nee, niet op papier")
        assert "Vraag het besluit op papier" in ways["text"]


async def test_a_form_is_interrupted_by_a_question_and_taken_up_again(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("de school laat mijn zoon niet toe")
        await parent.presses("Op papier of per e-mail")
        await parent.says("2 november")
        dates, answer = await parent.says("wat doet de gpo")
        assert "**maandag 14 december 2026**" in dates["text"]
        assert answer["custom"]["topic"] == "geschillencommissie"
        (question,) = await parent.presses("Terug naar mijn vraag")
        assert question["custom"]["asks"] == "sector"
        (again, question) = await parent.says("tja hmm")
        assert "begreep ik niet" in again["text"]
        assert question["custom"]["asks"] == "sector"


async def test_a_form_can_be_stopped_and_what_was_told_is_kept(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("de school laat mijn zoon niet toe")
        await parent.presses("Op papier of per e-mail")
        await parent.says("2 november")
        (stopped,) = await parent.presses("Stop met vragen")
        assert "vraag niet verder" in stopped["text"]
        dates, answer = await parent.says("wat doet de gpo")
        assert "Terug naar mijn vraag" not in [b["title"] for b in [*dates["buttons"], *answer["buttons"]]]
        (question,) = await parent.says("ik ben het niet eens met de school wat nu")
        assert question["custom"]["asks"] == "sector", "form and day are known already"


async def test_terms_long_past_say_what_is_still_possible(system: System) -> None:
    async with system.parent(sector="po", postcode="3512") as parent:
        await parent.says("de school laat mijn zoon niet toe")
        await parent.presses("Op papier of per e-mail")
        await parent.says("3 maart 2026")
        ways, *rest = await parent.presses("Openbaar")
        assert "**voorbij**" in ways["text"]
        told = text_of(rest)
        assert "goede reden" in told
        assert "nieuwe aanmelding" in told
        assert any(b["value"] == "/menselijke_hulp" for m in rest for b in m.get("buttons", ()))


async def test_what_cannot_be_in_this_order_is_asked_again(system: System) -> None:
    async with system.parent() as parent:
        await parent.says("we hebben op 28 september aangemeld en nog niks gehoord")
        (question,) = await parent.says("op 1 september hebben ze hem geweigerd")
        assert "kan niet allebei kloppen" in question["text"]
        assert "maandag 28 september 2026" in question["text"]
        dates, *_ = await parent.says("10 november")
        assert {d["counted_from"] for d in dates["custom"]["deadlines"]} == {"2026-11-10"}


async def test_an_objection_after_a_refusal_counts_beside_it(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("op 2 november hebben ze hem geweigerd")
        dates, *_ = await parent.says("we hebben op 9 november bezwaar gemaakt")
        found = {d["id"] for d in dates["custom"]["deadlines"]}
        assert {"objection-refusal-removal", "gpo-filing", "decision-objection-4w"} <= found


async def test_in_mbo_other_rules_apply(system: System) -> None:
    async with system.parent() as parent:
        (answer,) = await parent.says("mijn dochter zit op het mbo, wat is de zorgplicht")
        assert "mbo" in answer["text"]
        assert answer["custom"]["sources"]


@pytest.mark.parametrize(
    ("locale", "tells", "disagrees"),
    [
        ("nl", "de school weigert mijn zoon", "ik ben het er niet mee eens"),
        ("en", "the school refuses my child", "my husband doesn't agree"),
        ("tr", "okul oğlumu reddetti", "buna katılmıyorum"),
        ("ar", "المدرسة ترفض قبول ابني", "لا أوافق"),
        ("pl", "szkoła nie chce przyjąć mojego syna", "nie zgadzam się"),
        ("uk", "школа відмовляється прийняти мого сина", "я не погоджуюсь"),
    ],
)
async def test_who_disagrees_with_what_was_just_spoken_of_is_not_asked_what_it_is_about(
    system: System, locale: str, tells: str, disagrees: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        await parent.says(tells)
        begin, question = await parent.says(disagrees)
        assert begin["text"] == translate(responses()["utter_routes_begin"]["text"], locale)
        assert question["custom"]["asks"] == "form"


async def test_thanks_in_between_change_nothing(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("wat is een opp")
        await parent.says("bedankt")
        (ways,) = await parent.says("ik ben het er niet mee eens")
        assert ways["custom"]["topic"] == "routes_overzicht"
        assert "Teken niet" in ways["text"]


async def test_where_two_situations_may_be_meant_she_is_asked_which_of_them(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("ze willen hem van school verwijderen")
        (question,) = await parent.says("wat kan ik doen")
        titles = [button["title"] for button in question["buttons"]]
        assert titles == [
            "De school is van plan mijn kind te verwijderen",
            "De school heeft mijn kind verwijderd",
            "Het gaat om iets anders",
            "Praat met een mens",
        ]
        (all_of_them,) = await parent.presses("Het gaat om iets anders")
        assert len(all_of_them["buttons"]) > 10


async def test_what_is_spoken_of_now_counts_rather_than_what_was_chosen_before(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("wat is een opp")
        await parent.says("ik ben het er niet mee eens")
        await parent.says("ze sturen hem elke dag om elf uur naar huis")
        (ways,) = await parent.says("ik ben het er niet mee eens")
        assert "feitelijk een verwijdering" in ways["text"]


@pytest.mark.parametrize(
    ("locale", "nobody", "still_nobody"),
    [
        ("nl", "ik weet niet meer wat ik moet doen", "niemand helpt ons"),
        ("en", "what can I do", "and what else can I do"),
    ],
)
async def test_who_cannot_choose_what_it_is_about_is_not_shown_the_list_again_but_offered_somebody(
    system: System, locale: str, nobody: str, still_nobody: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        (asked,) = await parent.says(nobody)
        assert asked["text"] == translate(responses()["utter_routes_overzicht"]["text"], locale)
        (offered,) = await parent.says(still_nobody)
        assert offered["text"] == translate(responses()["utter_routes_niet_alleen"]["text"], locale)
        assert offered["buttons"][0]["title"] == translate("Praat met een mens", locale)


async def test_what_it_costs_before_anything_was_answered_is_about_the_bot(system: System) -> None:
    async with system.parent() as parent:
        (answer,) = await parent.says("kost dit iets?")
        assert "kost u niets" in answer["text"]
