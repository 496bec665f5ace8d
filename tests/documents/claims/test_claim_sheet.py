"""The claim data sheet: every item has a value or says why there is none."""

import datetime as dt

from app.documents.claims.basic_x12 import Changed
from app.documents.claims.claim_items import UNKNOWN, ClaimItem, parts
from app.documents.claims.claim_sheet import changed_words
from app.documents.notes.note_view import NoteView
from app.domain.guides.answers import Date, Diagnoses, DiagnosisCode, Rows, Text
from app.guides.channels import load_channels
from app.paths import resources_folder
from app.services.printing.printing import Paper, build_document, papers_of
from tests.documents.notes.note_views import consultation, view
from tests.documents.test_documents import words

SHIPPED, _ = load_channels(resources_folder() / "channels")


def items(found: NoteView, **more: str) -> dict[str, ClaimItem]:
    """The items by number, the first of each."""
    channel = SHIPPED[more["channel"]] if "channel" in more else None
    every = [item for part in parts(found, channel, more.get("number", "")) for item in part.items]
    return {item.number: item for item in reversed(every)}


def test_every_item_says_its_value_or_why_there_is_none() -> None:
    for code in (view(consultation()), view(consultation(), signed=True)):
        for part in parts(code):
            assert all(bool(item.value) != bool(item.why_empty) for item in part.items), part.title


def test_facts_stand_at_the_items_of_the_form() -> None:
    d = consultation(
        treating__taxonomy=Text("122300000X"),
        patient__release_on_file=Date(dt.date(2026, 1, 8)),
    )
    d.set_answer("fee", "$85")
    d.set_answer("quantity", "2")
    d.set_answer("predetermination_number", "20261103-77")
    d.set_answer("place_of_service", "11")
    d.set_answer(
        "diagnoses",
        Diagnoses((DiagnosisCode("Z95.2", "Valve"), DiagnosisCode("I35.0", "Stenosis"))),
    )
    found = {number: item.value for number, item in items(view(d)).items()}
    assert found["2"] == "20261103-77"
    assert (found["24"], found["29"], found["29a"], found["29b"]) == (
        "11/03/2026",
        "D9311",
        "AB",
        "02",
    )
    assert (found["31"], found["34"], found["34a A"], found["34a B"]) == (
        "85.00",
        "AB",
        "Z95.2",
        "I35.0",
    )
    assert found["36"] == "Signature on file since 01/08/2026"
    assert (found["38"], found["39"], found["49"], found["54"]) == (
        "11",
        "Y",
        "1993999998",
        "1234567893",
    )
    assert found["56a"] == "122300000X"


def test_what_the_program_cannot_know_is_said() -> None:
    found = items(view(consultation()))
    assert found["14"].shown == found["22"].shown == found["33"].shown == UNKNOWN


def test_remarks_come_in_two_lengths_with_the_number_first_where_it_counts() -> None:
    found = [
        item
        for part in parts(view(consultation()), SHIPPED["nea-fastattach"], "NEA#1")
        for item in part.items
        if item.number == "35"
    ]
    assert [item.words for item in found] == ["Remarks (253)", "Remarks (125)"]
    for item, most in zip(found, (253, 125), strict=True):
        assert item.value.startswith("NEA#1 ")
        assert len(item.value) <= most


def test_nothing_is_enclosed_that_waits_for_a_request() -> None:
    found = items(view(consultation()), channel="on-request", number="CP12")
    assert found["39"].value == "N"
    assert "CP12" not in found["35"].value


def test_a_second_coverage_has_its_items() -> None:
    d = consultation(
        coverages=Rows(("c1", "c2")),
        **{"coverages/c2/payer": Text("Second Plan"), "coverages/c2/member_id": Text("S2")},
    )
    found = items(view(d))
    assert (found["11"].value, found["8"].value) == ("Second Plan", "S2")
    assert "4-11a" not in found
    assert items(view(consultation()))["4-11a"].shown == "none known"


def test_the_page_is_a_paper_of_every_note() -> None:
    for code in ("D9311", "D9997"):
        assert Paper.CLAIM_SHEET in papers_of(code)
    text = words(build_document(Paper.CLAIM_SHEET, view(consultation())))
    assert "29 Procedure code: D9311" in text
    assert "NTE 1 | On 11/03/2026, medical advice was needed because of a cardiac" in text
    assert "PWK Attachment: OZ, EL, AC CP2611220A1B2C3D" in text
    assert "“:” became “-” " in text


def test_a_chart_only_note_says_that_no_claim_is_made() -> None:
    d = consultation()
    assert "no claim is made" not in words(build_document(Paper.CLAIM_SHEET, view(d)))
    d.set_answer("billing", "chart_only")
    assert "no claim is made" in words(build_document(Paper.CLAIM_SHEET, view(d)))


def test_changes_in_words() -> None:
    assert changed_words(Changed("é", "e", 1)) == "“é” became “e” once"
    assert changed_words(Changed("^", " ", 2)) == "“^” became a space 2 times"
    assert changed_words(Changed("\u200b", "", 1)) == "“\u200b” was left out once"
