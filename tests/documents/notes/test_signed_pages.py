"""Signed pages: what a reader sees of signatures, later entries and standing, in every state."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.blocks import (
    Block,
    Document,
    Grid,
    Heading,
    KeepTogether,
    SheetMark,
    SignatureBlock,
)
from app.documents.notes import chart_note
from app.documents.notes.note_view import NoteView
from app.documents.notes.signed_pages import SignedPages, are_whole, pages_body, pages_of
from app.documents.notes.signing_words import signed_moment
from app.domain.notes.late import LateSpell
from app.domain.notes.plain import UNREADABLE, canonical
from app.domain.signing.later_entry import Correction
from app.domain.signing.seal import SealKind, Standing
from app.domain.signing.signed_body import note_body
from app.services.printing.printing import Paper, build_document
from tests.documents.notes.note_views import consultation
from tests.documents.notes.signed_views import (
    DRAWN,
    FINGERPRINT,
    HYGIENIST,
    attestation,
    seen,
    signed_view,
    with_entry,
)
from tests.documents.test_documents import words
from tests.small_guide import NOW

CORRECTION = Correction("consultations/r1/minutes", "Consultations 1: Minutes", "12", "21")
PAPERS = (Paper.CHART_NOTE, Paper.ATTACHMENT, Paper.REQUEST, Paper.CLAIM_SHEET)


@pytest.fixture(scope="module")
def signed() -> NoteView:
    return signed_view(consultation())


def chart(view: NoteView) -> str:
    return words(chart_note.build(view))


def signature_in(document: Document) -> SignatureBlock:
    return next(each for each in flat(document.blocks) if isinstance(each, SignatureBlock))


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, also those that are kept together."""
    for block in blocks:
        yield from flat(block.blocks) if isinstance(block, KeepTogether) else (block,)


def test_a_signature_names_signer_zone_and_key() -> None:
    block = signature_in(chart_note.build(signed_view(consultation(), drawn=DRAWN)))
    assert (block.signed_by, block.credential) == ("Ada Samplemann", "DDS")
    assert block.when == "11/22/2026 10:00 AM UTC"
    assert block.key.replace(" ", "") == f"Signingkey{FINGERPRINT.upper()}"
    assert block.drawn == DRAWN


def test_zones_without_a_short_name_are_told_by_their_distance() -> None:
    west = dt.timezone(dt.timedelta(hours=-5), "Eastern Standard Time")
    assert signed_moment(NOW, west) == "11/22/2026 5:00 AM UTC-05:00"
    assert signed_moment(NOW, dt.timezone(dt.timedelta(hours=-5), "EST")).endswith(" AM EST")


def test_what_was_signed_is_printed_whatever_the_program_says_today(signed: NoteView) -> None:
    reworded = replace(signed, people={}, guide=replace(signed.guide, sections=()))
    assert chart(reworded) == chart(signed)


def test_without_a_proof_the_pages_are_made_of_the_note(signed: NoteView) -> None:
    bare = replace(signed, proofs=())
    assert chart_note.build(bare) == chart_note.build(signed)
    damaged = replace(signed, proofs=(replace(signed.proofs[0], body=b"{"),))
    assert chart_note.build(damaged) == chart_note.build(signed)


def test_later_entries_follow_the_signature_in_order(signed: NoteView) -> None:
    view = with_entry(
        signed, SealKind.CONTINUATION, text="She called back.", occurred=dt.date(2026, 11, 20)
    )
    view = with_entry(
        view, SealKind.ADDENDUM, corrections=(CORRECTION,), reason="Mistyped minutes."
    )
    document = chart_note.build(view)
    text = words(document)
    assert "Happened 11/20/2026" in text
    assert "Consultations 1: Minutes | 12 | 21" in text
    assert "Reason Mistyped minutes." in text
    order = ("Signature", "Continuation", "She called back.", "Addendum", "Mistyped minutes.")
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert "1 addendum and 1 continuation follow below the signature" in text
    assert "the last of 11/22/2026 1:00 PM UTC." in text
    assert document.mark is None


def test_one_entry_is_told_of_in_the_singular(signed: NoteView) -> None:
    view = with_entry(signed, SealKind.CONTINUATION, text="She called back.")
    assert "1 continuation follows below the signature" in chart(view)


def test_a_note_says_that_a_co_signature_is_awaited_until_it_is_there() -> None:
    view = signed_view(consultation(), by=HYGIENIST, co_signer="d1")
    assert "This note awaits the co-signature of Ada Samplemann." in chart(view)
    assert "The co-signature of Ada Samplemann is awaited." in words(
        build_document(Paper.ATTACHMENT, view)
    )
    assert "The co-signature of Finn Deskwell is awaited." in words(
        build_document(Paper.ATTACHMENT, replace(view, awaits="a1"))
    ), "another one than the signer named"
    view = with_entry(view, SealKind.CO_SIGNATURE)
    assert "awaits" not in chart(view)
    for paper in (Paper.CHART_NOTE, Paper.ATTACHMENT):
        text = words(build_document(paper, view))
        assert "Supervising dentist Ada Samplemann DDS 11/22/2026 12:00 PM UTC" in text
        assert "For the practice Hugo Scalewell RDH" in text


def test_who_attested_and_who_did_not() -> None:
    view = signed_view(consultation(), unattested=("a1",))
    assert "FD = Finn Deskwell (entered, not attested; reviewed by Ada Samplemann, DDS)" in chart(
        view
    )
    view = signed_view(consultation(), proven=False)
    view = replace(view, attested=(attestation(view, "a1"),))
    assert "FD = Finn Deskwell (attested" in chart(view)
    assert "on 11/22/2026 9:40 AM UTC)" in chart(view)


def test_late_entries_are_marked_with_who_when_and_why() -> None:
    d = consultation()
    view = signed_view(d)
    spell = LateSpell(NOW, "a1", "The letter came on Friday.")
    text = chart(seen(replace(view.note, late=(spell,)), d, proven=True))
    assert "Late entries (*) by Finn Deskwell from 11/22/2026 10:00 AM UTC on." in text
    assert "Reason: The letter came on Friday." in text
    assert "FD* 11/22/2026 10:00 AM" in text
    before = replace(spell, since=NOW + dt.timedelta(minutes=1))
    assert "FD*" not in chart(seen(replace(view.note, late=(before,)), d, proven=True))


@pytest.mark.parametrize("paper", PAPERS)
def test_a_void_note_says_so_on_every_page_with_reason_and_who(
    signed: NoteView, paper: Paper
) -> None:
    view = with_entry(signed, SealKind.VOID, reason="Written for the wrong patient.")
    document = build_document(paper, view)
    assert document.mark == SheetMark(
        "VOID",
        "VOID since 11/22/2026 12:00 PM UTC by Ada Samplemann: Written for the wrong patient.",
    )
    assert "Reason: Written for the wrong patient." in words(document)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    ("standing", "line"),
    [
        (Standing.BROKEN, "SIGNATURE DOES NOT MATCH"),
        (Standing.DAMAGED, "THIS NOTE IS DAMAGED AND CANNOT BE READ WHOLE"),
    ],
)
def test_a_note_that_is_not_as_signed_says_so_on_every_page(
    signed: NoteView, paper: Paper, standing: Standing, line: str
) -> None:
    document = build_document(paper, replace(signed, standing=standing))
    assert document.mark is not None
    assert document.mark.line == line
    assert standing.sentence in words(document)
    assert "compare them with an earlier print or a backup" in words(document)


def test_not_matching_outweighs_void(signed: NoteView) -> None:
    view = with_entry(signed, SealKind.VOID, reason="Twice.")
    mark = chart_note.build(replace(view, standing=Standing.BROKEN)).mark
    assert mark is not None
    assert mark.word == "DOES NOT MATCH"
    assert mark.line.startswith("SIGNATURE DOES NOT MATCH · VOID since ")


def test_the_pages_come_back_out_of_their_bytes(signed: NoteView) -> None:
    pages = pages_of(signed.proofs[0].body)
    assert pages_body(pages_of(pages_body(pages))) == pages_body(pages)
    assert pages.document == chart_note.note_pages(signed).document
    assert are_whole(signed.proofs[0].body)
    assert not are_whole(signed.proofs[0].body.replace(b"12 min", b"92 min"))


def test_nothing_of_a_print_is_in_what_is_signed(signed: NoteView) -> None:
    later = replace(signed, made_at=NOW + dt.timedelta(days=9), paper="a4")
    assert chart_note.note_pages(later) == chart_note.note_pages(signed)
    assert chart_note.build(later).footer == "Printed 12/01/2026 10:00 AM"
    assert chart_note.build(later).page_size == "a4"


def test_hidden_answers_are_not_in_what_leaves() -> None:
    d = consultation()
    d.set_answer("consultations/r1/state", "closed")
    d.set_answer("consultations/r1/went_on", "CANARY")
    assert b"CANARY" in signed_view(d).proofs[0].body
    d.set_answer("consultations/r1/state", "answered")
    view = signed_view(d)
    assert b"CANARY" in note_body(view.note)
    assert b"CANARY" not in view.proofs[0].body


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_no_signed_page(body: bytes) -> None:
    with pytest.raises(UNREADABLE):
        pages_of(body)


def test_what_is_nested_without_end_is_no_signed_page() -> None:
    for body in (b"[" * 100_000, b'{"document": ' + b"[" * 100_000):
        with pytest.raises(UNREADABLE):
            pages_of(body)


def test_texts_that_are_none_are_no_signed_pages(signed: NoteView) -> None:
    plain = json.loads(signed.proofs[0].body)
    deep: list[object] = []
    for _ in range(400):
        deep = [deep]
    for name in ("note", "name", "when", "awaits", "at", "of"):
        with pytest.raises(UNREADABLE):
            pages_of(canonical({**plain, name: deep}).encode())
    assert not are_whole(
        canonical({**plain, "document": {**plain["document"], "more": deep}}).encode()
    )


def test_titles_of_documents_stand_with_what_they_prove(signed: NoteView) -> None:
    view = replace(signed, titles={"ab" * 32: "Reply letter"})
    view = with_entry(view, SealKind.CONTINUATION, text="It came.", documents=("ab" * 32,))
    assert "Reply letter (SHA-256 abababababababab…)" in chart(view)


def headings(document: Document) -> list[str]:
    return [each.text for each in document.blocks if isinstance(each, Heading)]


def test_an_addendum_is_a_table_of_old_and_new(signed: NoteView) -> None:
    view = with_entry(signed, SealKind.ADDENDUM, corrections=(CORRECTION,), reason="Mistyped.")
    document = chart_note.build(view)
    assert headings(document)[-1] == "Addendum"
    grid = [each for each in document.blocks if isinstance(each, Grid)][-1]
    assert [column.title for column in grid.columns] == ["What", "As signed", "Corrected"]


def test_pages_name_who_signed(signed: NoteView) -> None:
    pages: SignedPages = pages_of(signed.proofs[0].body)
    assert pages.signer == "Ada Samplemann, DDS"
    assert (pages.by, pages.kind, pages.previous) == ("d1", SealKind.NOTE, "")
