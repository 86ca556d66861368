"""Matching a parent to her swv: by what she types, never by guessing."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from guide.duo import DuoFileError, normal_code, read_duo
from guide.matching import Matcher
from guide.places import known_places, read_places
from guide.register import School
from guide.register_files import read_register

ROOT = Path(__file__).parents[2]
FILES = read_register(ROOT / "data" / "swv")
PLACES = read_places()
SCHOOLS = [
    School("16AB00", "Basisschool De Klimop", "bo", "3512AB", "Utrecht", "Utrecht"),
    School("16AB01", "De Klimop dependance", "bo", "1011AA", "Amsterdam", "Amsterdam"),
    School("16RF00", "De Reformatorische School", "bo", "3512AB", "Utrecht", "Utrecht", ("PO0001",)),
    School("99ZZ00", "Dorpsschool", "bo", "2404AA", "Aarlanderveen", "Alphen aan den Rijn"),
]
MATCHER = Matcher(FILES.swvs, FILES.areas, SCHOOLS, PLACES)
TYPED = yaml.safe_load((ROOT / "tests" / "data" / "typed_places.yml").read_text())


@pytest.mark.parametrize(("typed", "po", "vo"), TYPED, ids=[row[0] for row in TYPED])
def test_places_as_parents_type_them(typed: str, po: str, vo: str) -> None:
    assert MATCHER.find(typed, "po").codes == (po,)
    assert MATCHER.find(typed, "vo").codes == (vo,)


@pytest.mark.parametrize(
    ("typed", "kind", "certainty", "codes"),
    [
        ("3512, middelbare school", "vo", "certain", ("VO2601",)),
        ("Alphen aan den Rijn, basisschool", "po", "ask", ("PO2813", "PO2814")),
        ("3512 AB", "po", "certain", ("PO2601",)),
        ("3512ab", "po", "certain", ("PO2601",)),
        ("1234", "po", "none", ()),
        ("B-1000 Brussel", "po", "none", ()),
        ("Bergen", "po", "ask", ("PO2703", "PO3101")),
        ("súdwest-fryslân", "po", "certain", ("PO2101",)),
        ("Het Hogeland", "po", "candidate", ("PO2001",)),
        ("Beekdaelen", "po", "ask", ("PO3104", "PO3106")),
        ("Rotterdam", "vo", "ask", ("VO2810", "VO2812")),
        ("amsterdm", "po", "candidate", ("PO2707",)),
        ("PO 26.01", "po", "certain", ("PO2601",)),
        ("SWV PO-27-07", "po", "certain", ("PO2707",)),
        ("16AB00", "po", "certain", ("PO2601",)),
        ("16ab", "po", "ask", ("PO2601", "PO2707")),
        ("Basisschool De Klimop", "po", "certain", ("PO2601",)),
        ("De Reformatorische School", "po", "certain", ("PO0001",)),
        ("Aarlanderveen", "po", "ask", ("PO2813", "PO2814")),
        ("hallo ik zoek hulp", "po", "none", ()),
        ("", "po", "none", ()),
        ("<script>alert(1)</script>", "vo", "none", ()),
    ],
)
def test_what_is_certain_what_is_asked_and_what_is_unknown(
    typed: str, kind: str, certainty: str, codes: tuple[str, ...]
) -> None:
    match = MATCHER.find(typed, kind)
    assert (match.certainty, match.codes) == (certainty, codes)


@pytest.mark.parametrize(
    "text",
    [
        "my son goes to school by bus and I do not know who pays",
        "Goes he to the same school as his brother next year?",
        "what is the best way to find out which one is ours",
        "we hebben het van de buren gehoord maar weten het niet zeker",
        "dat kan leiden tot problemen op deze school zeggen ze",
        "een school met alleen houten lokalen, zonder verwarming",
    ],
)
def test_a_word_that_is_also_the_name_of_a_place_names_none_in_a_sentence(text: str) -> None:
    assert MATCHER.find(text, "po").certainty == "none"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("goes", "Goes"),
        ("in best", "Best"),
        ("gemeente Buren", "Buren"),
        ("we live in Goes and our daughter needs help", "Goes"),
        ("we live in Lunteren and our son goes to school in Ede", "Ede"),
        ("Mijn zoon gaat in Houten naar school, hij is acht", "Houten"),
    ],
)
def test_such_a_place_is_found_where_it_stands_alone_or_with_a_capital(text: str, place: str) -> None:
    assert MATCHER.find(text, "po").place == place


def test_the_national_ones_never_come_from_an_address() -> None:
    for area in FILES.areas:
        for kind in ("po", "vo"):
            assert not {"PO0001", "VO0001"} & set(MATCHER.by_postcode(area.pc4, kind).codes)


@given(st.sampled_from(FILES.areas), st.sampled_from(["po", "vo"]))
def test_every_postcode_of_the_table_gives_its_swv(area, kind: str) -> None:
    code = area.code(kind)
    assert MATCHER.by_postcode(area.pc4, kind).codes == ((code,) if code else ())
    assert code in MATCHER.by_municipality(area.municipality, kind).codes or not code


@given(st.text(max_size=60), st.sampled_from(["po", "vo"]))
def test_no_text_breaks_it_and_nothing_of_the_other_kind_comes_out(text: str, kind: str) -> None:
    match = MATCHER.find(text, kind)
    assert (match.certainty == "none") == (not match.codes)
    assert all(code.startswith(kind.upper()) for code in match.codes) or match.by == "code"


@pytest.mark.parametrize(
    ("written", "code"),
    [("PO-26-01", "PO2601"), ("2305PO", "PO2305"), ("SWV PO 31-02", "PO3102"), ("vo 20.01", "VO2001"),
     ("30.06", ""), ("", ""), ("PO26", "")],
)  # fmt: skip
def test_codes_however_they_are_written(written: str, code: str) -> None:
    assert normal_code(written) == code


DUO = ROOT / "tests" / "data" / "duo"


def test_the_classic_dialect_of_duo_and_every_row_refused_with_its_reason() -> None:
    swvs = read_duo(DUO / "swv_classic.csv")
    assert [(s.code, s.name, s.website) for s in swvs.swvs] == [
        ("PO2601", "SWV Utrecht PO", "https://www.voorbeeld-utrecht.nl"),
        ("PO2707", "SWV Amsterdam Diemen", ""),
    ]
    assert [r.split(": ", 1)[0] for r in swvs.refused] == ["swv_classic.csv:4", "swv_classic.csv:5"]
    assert "twice" in swvs.refused[1]
    schools = read_duo(DUO / "schools_classic.csv")
    assert [(s.branch, s.name, s.postcode) for s in schools.schools] == [
        ("16AB00", "Basisschool De Klimöp", "3512AB"),
        ("16AB01", "Basisschool De Klimop dependance", "1011AA"),
    ]
    assert "postcode" in schools.refused[0]


def test_the_dialect_of_the_portal_with_a_mark_at_its_start() -> None:
    found = read_duo(DUO / "schools_ckan.csv")
    assert [(s.branch, s.name) for s in found.schools] == [("20XY00", "Lyceum, het Voorbeeld")]
    assert len(found.refused) == 1
    assert read_duo(DUO / "belongs.csv").belongs == {"16AB00": ["PO2601"], "20XY": ["VO2810"]}


@pytest.mark.parametrize("text", ["", "a;b;c\n1;2;3\n", "BRIN NUMMER|POSTCODE\n"])
def test_a_file_that_is_none_of_them_is_refused_by_its_missing_columns(tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(text)
    with pytest.raises(DuoFileError, match="VESTIGINGSNUMMER"):
        read_duo(file)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("٣٥١٢", "vo", "VO2601"),
        ("أمستردام، مدرسة ابتدائية", "po", "PO2707"),
        ("Амстердам, початкова школа", "po", "PO2707"),
        ("ми живемо в Утрехті", "vo", "VO2601"),
        ("Utrecht'te ortaokul", "vo", "VO2601"),
        ("szkoła w Utrecht", "vo", "VO2601"),
        ("نسكن في أوترخت", "po", "PO2601"),
        ("نسكن بأوتريخت", "po", "PO2601"),
        ("مدرسة في ديفنتر", "po", "PO2303"),
        ("школа в Алкмарі", "po", "PO2703"),
    ],
)
def test_places_and_postcodes_in_other_scripts(text: str, kind: str, code: str) -> None:
    assert MATCHER.find(text, kind).codes == (code,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mieszkamy w Tilburgu", "PO3004"),
        ("szkoła jest w Utrechcie", "PO2601"),
        ("mieszkam w bredzie", "PO3003"),
        ("przeprowadzka do Dordrechtu", "PO2810"),
        ("tilburgda oturuyoruz", "PO3004"),
        ("amsterdama taşındık", "PO2707"),
        ("ми живемо в Тілбурзі", "PO3004"),
        ("живемо у Гаазі", "PO2815"),
        ("ми з апелдорна", "PO2505"),
    ],
)
def test_a_place_with_the_ending_of_its_language(text: str, code: str) -> None:
    assert MATCHER.find(text, "po").codes == (code,)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("we wonen in Amersfort", "Amersfoort"),
        ("we live in Einhoven", "Eindhoven"),
        ("w Amersfort", "Amersfoort"),
    ],
)
def test_a_misspelt_place_in_a_sentence_is_a_candidate(text: str, place: str) -> None:
    found = MATCHER.find(text, "po")
    assert (found.certainty, found.place) == ("candidate", place)


@pytest.mark.parametrize(
    "text",
    ["we worden weggestuurd", "te worden gehoord", "hij zit in de brugklas", "in school", "werkende ouders"],
)
def test_words_that_look_like_a_place_name_none(text: str) -> None:
    assert MATCHER.find(text, "po").certainty == "none"


@pytest.mark.parametrize(
    "text", ["Tilburg", "in Zwijndrecht", "w Tilburgu", "Den Haag", "утрехт", "بأمستردام"]
)
def test_nothing_but_a_place(text: str) -> None:
    assert known_places().is_all_of(text, asked=False)


def test_a_place_that_is_a_word_as_well_is_one_where_a_place_was_asked_for() -> None:
    assert known_places().is_all_of("Best", asked=True)
    assert not known_places().is_all_of("Best", asked=False)
    assert not known_places().is_all_of("de school in Tilburg weigert", asked=True)
