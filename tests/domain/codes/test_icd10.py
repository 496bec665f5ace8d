from pathlib import Path
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes.icd10 import Diagnosis, DiagnosisIndex, is_social_factor, read_diagnosis
from app.domain.codes.icd10_tables import DiagnosisListError, words_of
from app.domain.reading.problem import Unread

FOLDER = Path(__file__).parents[3] / "resources" / "icd10"
INDEX = DiagnosisIndex(FOLDER / "diagnoses.bin")


def clinic_words() -> list[tuple[str, str]]:
    lines = (FOLDER / "words.tsv").read_text("utf-8").splitlines()
    return [
        (line.split("\t")[0], line.split("\t")[1]) for line in lines if line[:1] not in ("", "#")
    ]


def codes(found: tuple[Diagnosis, ...]) -> list[str]:
    return [entry.code for entry in found]


def test_the_list_says_which_release_it_is() -> None:
    assert INDEX.release == "April 2026"


@pytest.mark.parametrize(
    "listed",
    [
        "D66 D67 D68.00 D68.01 D68.020 D68.09 D68.311 D68.32 D68.4 D68.9 D69.3 D69.6",
        "Z79.01 Z79.02 Z79.82",
        "Z95.2 Z95.3 Z95.4 Z95.1 Z95.5 Z95.810 I33.0 I35.0 Z86.79",
        "E11.65 E10.65 E11.9 E11.630 E11.638 Z79.4 Z79.84",
        "Z51.11 Z51.0 Z92.21 Z92.3 C76.0 D70.1 K12.31 K12.33 Z79.630 Z79.83 M87.180",
        "F84.0 F70 F71 F72 F79 Q90.9 G80.9 G40.909 F03.90 H54.7 H91.90 F41.9 Z73.6 Z74.1",
        "Z59.82 Z59.71 Z59.861 Z59.868 Z59.869 Z59.6 Z59.87 Z60.3 Z55.0 Z55.6",
        "Z75.3 Z75.8 Z63.6 Z91.190",
        "S02.5XXA T36.0X1A QA0.0101",
    ],
)
def test_codes_of_dental_claims_are_billable(listed: str) -> None:
    for code in listed.split():
        read = read_diagnosis(code, INDEX)
        assert isinstance(read, Diagnosis), code
        assert read == INDEX.lookup(code)
        assert (read.code, read.billable) == (code, True)


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("z952", Diagnosis("Z95.2", "Presence of prosthetic heart valve", billable=True)),
        (" Z95.2 ", Diagnosis("Z95.2", "Presence of prosthetic heart valve", billable=True)),
        ("i10", Diagnosis("I10", "Essential (primary) hypertension", billable=True)),
        ("d68.0", Diagnosis("D68.0", "Von Willebrand disease", billable=False)),
        ("S02.5", Diagnosis("S02.5", "Fracture of tooth (traumatic)", billable=False)),
        (
            "s025xxs",
            Diagnosis("S02.5XXS", "Fracture of tooth (traumatic), sequela", billable=True),
        ),
    ],
)
def test_lookup_forgives_dot_and_case(typed: str, entry: Diagnosis) -> None:
    assert INDEX.lookup(typed) == entry


@pytest.mark.parametrize("typed", ["", "Z", "Z9", "Z95.29", "S02.5XX", "heart", "Z9.52"])
def test_lookup_finds_whole_codes_only(typed: str) -> None:
    assert INDEX.lookup(typed) is None


@pytest.mark.parametrize(
    ("typed", "part_of_why"),
    [
        ("", "Not an ICD-10-CM code"),
        ("heart", "Not an ICD-10-CM code"),
        ("heart valve", "Not an ICD-10-CM code"),
        ("D680000000", "Not an ICD-10-CM code"),
        ("Q99.99", "not in ICD-10-CM of April 2026"),
        ("D68.0", "choose D68.00, D68.01, D68.020, "),
        ("Z59.86", "choose Z59.861, Z59.868, Z59.869."),
        ("Z59.86", "Z59.86 heads a group and cannot be billed"),
        ("s02.5", "choose S02.5XXA, S02.5XXB, "),
        ("E11", "type more of it, such as E11.00, or choose from the list"),
    ],
)
def test_what_cannot_be_billed_is_refused_with_what_to_type(typed: str, part_of_why: str) -> None:
    read = read_diagnosis(typed, INDEX)
    assert isinstance(read, Unread)
    assert part_of_why in read.why


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("heart valve", "Z95.2 Z95.3 Z95.4"),
        ("VALV heart", "Z95.2 Z95.3 Z95.4"),
        ("blood thinner", "Z79.01 Z79.02 D68.32"),
        ("autis", "F84.0"),
        ("wheelchair", "Z99.3"),
        ("transport", "Z59.82"),
        ("health literacy", "Z55.6"),
        ("diabetes type 2", "E11.65 E11.9"),
        ("down's", "Q90.9"),
        ("sjogren", "M35.00"),
        ("Sjögren", "M35.00"),
        ("fracture tooth initial closed", "S02.5XXA"),
        ("z952", "Z95.2"),
        ("Z95.", "Z95.0 Z95.1 Z95.2"),
        ("S02.5XXS", "S02.5XXS"),
    ],
)
def test_search_puts_what_a_clinic_means_first(typed: str, first: str) -> None:
    assert codes(INDEX.search(typed))[: len(first.split())] == first.split()


@pytest.mark.parametrize("typed", ["", "  ", "language barrier", "qqq", "heart qqq", "!?"])
def test_search_finds_nothing_where_nothing_fits(typed: str) -> None:
    assert INDEX.search(typed) == ()


def test_heads_of_groups_come_after_the_codes_that_can_be_billed() -> None:
    found = INDEX.search("d68.0")
    assert codes(found)[0] == "D68.00"
    assert [entry.code for entry in found if not entry.billable] == ["D68.0", "D68.02"]
    assert [entry.billable for entry in found] == sorted(
        (entry.billable for entry in found), reverse=True
    )


def test_search_gives_no_more_than_asked_for() -> None:
    assert len(INDEX.search("e")) == 50
    assert len(INDEX.search("unspecified", limit=7)) == 7
    assert INDEX.search("heart", limit=0) == ()
    assert INDEX.search("diabetes", limit=10) == INDEX.search("diabetes", limit=40)[:10]


@pytest.mark.parametrize(("code", "words"), clinic_words())
def test_every_clinic_word_leads_to_its_code(code: str, words: str) -> None:
    for word in words_of(words):
        assert any(entry.code.startswith(code) for entry in INDEX.search(word, limit=5000))


@pytest.fixture(scope="module")
def every_billable() -> list[Diagnosis]:
    return [entry for letter in ascii_uppercase for entry in INDEX.billable_under(letter)]


def test_the_list_holds_every_code_of_the_release(every_billable: list[Diagnosis]) -> None:
    assert len(every_billable) == 74719  # the leaves of the CMS tabular list of April 2026
    assert codes(tuple(every_billable)) == sorted({entry.code for entry in every_billable})


@pytest.mark.parametrize("words", ["sequela mandible", "left eye injury", "graft", "mouth ulcer"])
def test_search_by_words_agrees_with_reading_every_title(
    words: str, every_billable: list[Diagnosis]
) -> None:
    by_title = {
        entry
        for entry in every_billable
        if all(any(w.startswith(word) for w in words_of(entry.title)) for word in words.split())
    }
    listed = {code for code, _ in clinic_words()}
    found = {entry for entry in INDEX.search(words, limit=10**6) if entry.billable}
    assert by_title <= found
    assert {entry.code for entry in found - by_title} <= listed


@pytest.mark.parametrize(
    ("code", "social"),
    [
        ("Z55.0", True),
        ("z59.82", True),
        ("Z6551", True),
        ("Z54.0", False),
        ("Z66", False),
        ("F84.0", False),
        ("", False),
    ],
)
def test_social_factors_are_z55_to_z65(code: str, social: bool) -> None:
    assert is_social_factor(code) is social


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"not a list",
        b'{"format": 1}\n',
        b"[]\n",
        (FOLDER / "diagnoses.bin").read_bytes()[:-1000],
        (FOLDER / "diagnoses.bin").read_bytes().replace(b'"format": 1', b'"format": 2'),
    ],
)
def test_a_damaged_file_is_named_as_such(damaged: bytes) -> None:
    with pytest.raises(DiagnosisListError, match="install Chartproof again"):
        DiagnosisIndex(damaged).lookup("Z95.2")


@given(st.one_of(st.text(), st.from_regex(r"[A-Za-z][0-9A-Za-z]{2}\.?[0-9A-Za-z]{0,4}")))
def test_any_text_gives_a_billable_code_or_a_sentence(text: str) -> None:
    read = read_diagnosis(text, INDEX)
    if isinstance(read, Unread):
        assert read.why.endswith(".")
    else:
        assert read.billable
        assert read_diagnosis(read.code, INDEX) == read
    for entry in INDEX.search(text, limit=5):
        assert INDEX.lookup(entry.code) == entry


@given(st.data())
def test_every_found_code_is_found_again_by_its_code_and_by_its_title(data: st.DataObject) -> None:
    letter = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTVWXYZ"))
    entry = data.draw(st.sampled_from(INDEX.search(letter)))
    assert INDEX.lookup(entry.code.replace(".", "").lower()) == entry
    assert entry in INDEX.search(entry.title, limit=1000)
