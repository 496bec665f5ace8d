"""The electronic pieces of a claim: shaped for their boxes, only what the note says."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rpds import HashTrieMap, HashTrieSet

from app.documents.claims.basic_x12 import BASIC
from app.documents.claims.claim_fragments import build, claim_note, number_trouble
from app.documents.notes.note_view import NoteView
from app.domain.evidence.evidence import EvidenceKind
from app.domain.facts.facts import Facts
from app.domain.guides.answers import Answer, Diagnoses, DiagnosisCode, NotGiven, Number, Text
from app.domain.packs.channel import Channel, FileRules, NarrativeRules, NumberRules
from app.guides.channels import load_channels
from app.paths import resources_folder
from tests.documents.notes.note_views import consultation, view

SHIPPED, _ = load_channels(resources_folder() / "channels")
VIEW = view(consultation())


def answered(**answers: Answer) -> NoteView:
    """The sample note with other answers."""
    facts = VIEW.facts
    content = facts.answers
    for path, answer in answers.items():
        content = content.insert(path, answer)
    return replace(VIEW, facts=Facts(content, facts.known, facts.hidden))


def channel(*, counts: bool = False, most: int | None = None, number: NumberRules) -> Channel:
    """A channel of the office's own."""
    rules = NarrativeRules(at_most=most, number_counts=counts)
    files = FileRules(types=("pdf",))
    return Channel(id="own", title="Own", files=files, narrative=rules, number=number)


@given(
    condition=st.text(max_size=400),
    advice=st.text(alphabet="Ab é:<—\n", max_size=700),
    number=st.sampled_from(["", "CP2611220A1B2C3D", "NEA#1234567"]),
    upper=st.booleans(),
)
def test_the_note_keeps_to_its_pieces(
    condition: str, advice: str, number: str, upper: bool
) -> None:
    nea = SHIPPED["nea-fastattach"]
    told = answered(condition=Text(condition), necessity=Text(advice))
    claim = build(told, nea, number, upper=upper)
    pieces = claim.note.pieces
    assert len(pieces) <= 5
    assert all(len(piece) <= 80 for piece in pieces)
    assert len(claim.note.text) <= 400
    assert " ".join(claim.note.text.split()) == " ".join(" ".join(pieces).split())
    assert claim.note.text.startswith(number)
    assert set(claim.note.text.removeprefix(number)) <= BASIC
    if upper:
        assert claim.note.text == claim.note.text.upper()


def test_a_piece_never_ends_inside_a_word() -> None:
    text = build(VIEW).note.text
    assert " ".join(build(VIEW).note.pieces) == text


def test_nothing_told_stays_empty() -> None:
    empty = replace(VIEW, facts=Facts(HashTrieMap(), VIEW.facts.known, HashTrieSet()))
    claim = build(empty)
    assert (claim.note.text, claim.note.pieces, claim.changed) == ("", ("",), ())
    assert (claim.diagnoses, claim.pointers, claim.quantity) == ((), (), "1")


def test_changes_are_those_of_the_sentences_told() -> None:
    told = answered(condition=Text("Ménière’s disease"))
    changed = {each.character: each.count for each in build(told).changed}
    assert (changed["é"], changed["è"], changed["’"]) == (1, 1, 1)


def test_the_number_stands_first_where_the_channel_counts_it() -> None:
    number = "NEA#1234567"
    assert build(VIEW, SHIPPED["nea-fastattach"], number).note.text.startswith(f"{number} ")
    kept_out = build(VIEW, SHIPPED["claimconnect"], number)
    assert number not in kept_out.note.text
    assert kept_out.attachments[0].number == number


def test_what_is_sent_on_request_bears_no_number() -> None:
    (line,) = build(VIEW, SHIPPED["on-request"], "CP2611220A1B2C3D").attachments
    assert (line.sort, line.transmission, line.number) == ("OZ", "AA", "")


def test_each_sort_of_document_is_announced_once() -> None:
    kinds = (EvidenceKind.EOB, EvidenceKind.LETTER, EvidenceKind.EOB, EvidenceKind.ANSWERED_REQUEST)
    found = build(VIEW, SHIPPED["medi-cal-dental"], "CP12", kinds=kinds).attachments
    assert [(line.sort, line.transmission) for line in found] == [
        ("OZ", "FT"),
        ("EB", "FT"),
        ("B4", "FT"),
    ]


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("", True),
        ("C", False),
        ("C1", True),
        ("CP-2611_22", True),
        ("CHC#0123456789abcdef01234567", True),
        ("1" * 50, True),
        ("1" * 51, False),
        ("CP 12", False),
        ("CP:12", False),
        ("CP*12", False),
        ("CP^12", False),
        ("CP~12", False),
        ("CPé12", False),
    ],
)
def test_numbers_a_claim_can_carry(number: str, fits: bool) -> None:
    assert (number_trouble(number, None) == "") is fits
    claim = build(VIEW, None, number)
    assert claim.attachments[0].number == (number if fits else "")


def test_a_channel_may_take_shorter_numbers_only() -> None:
    short = channel(number=NumberRules(at_most=8))
    assert "2 to 8 characters" in number_trouble("CP1234567", short)


def test_the_channels_own_box_has_its_own_length() -> None:
    narrow = channel(most=60, number=NumberRules())
    assert len(build(VIEW, narrow).narrative.text) <= 60
    assert build(VIEW).narrative.dropped == ()


def test_diagnoses_lose_their_dot_and_the_first_is_principal() -> None:
    codes = ("Z95.2", "I35.0", "D66")
    told = answered(diagnoses=Diagnoses(tuple(DiagnosisCode(code, "") for code in codes)))
    claim = build(told)
    assert claim.diagnoses == (("ABK", "Z952"), ("ABF", "I350"), ("ABF", "D66"))
    assert claim.pointers == ("1", "2", "3")


def test_estimate_and_mandatory_approval_are_two_references() -> None:
    told = answered(
        predetermination_number=Text("20261103-77"), authorization_number=NotGiven("none")
    )
    values = {each.qualifier: each.value for each in build(told).references}
    assert values == {"G3": "20261103-77", "G1": "", "9F": "", "F8": ""}


def test_the_quantity_is_the_notes() -> None:
    assert build(answered(quantity=Number(Decimal(2)))).quantity == "2"


@given(
    first=st.text(alphabet="Ab é.", max_size=300),
    second=st.text(alphabet="Ab é.", max_size=300),
    count=st.integers(1, 4),
)
def test_the_notes_of_a_claim_share_its_characters(first: str, second: str, count: int) -> None:
    """However many notes stand on it: never over the budget, each named before it is told."""
    views = [answered(condition=Text(each)) for each in (first, second, first, second)[:count]]
    note = claim_note(views)
    assert len(note.text) <= 400
    assert len(note.pieces) <= 5
    assert all(len(piece) <= 80 for piece in note.pieces)
    assert set(note.text) <= BASIC
    named = note.text.count(f"{VIEW.note.code} 11/03/2026 -")
    assert named == (count if count > 1 else 0)


def test_one_note_alone_is_told_as_its_own_claim_data_tells_it() -> None:
    assert claim_note([VIEW]).text == build(VIEW).note.text


def test_what_matters_most_of_each_note_comes_before_the_rest_of_any() -> None:
    note = claim_note([VIEW, VIEW, VIEW])
    told = [placed.told for placed in note.sentences]
    dropped = [each.priority for each in note.dropped if not each.sensitive]
    assert max(each.priority for each in told) <= min(dropped)
