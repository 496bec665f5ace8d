"""What payers learn of later entries: corrections of what they are told, and awaited answers."""

import datetime as dt

import pytest

from app.documents.narrative.narrative import CLAIM_NOTE, FULL, SHORT_REMARKS, fit
from app.documents.notes.note_view import NoteView
from app.documents.notes.since_signing import told_for
from app.domain.signing.later_entry import Correction
from app.domain.signing.seal import SealKind
from app.services.notes.draft import Draft
from app.services.printing.printing import Paper, build_document
from tests.documents.notes.note_views import consultation
from tests.documents.notes.signed_views import signed_view, with_entry
from tests.documents.test_documents import words

CONDITION = Correction("condition", "The condition in words", "since 2019", "since 2009")
MINUTES = Correction("consultations/r1/minutes", "Consultations 1: Minutes", "12", "21")
OFFICE = Correction("outcome_eob_reason", "Reason as printed", "OLD REASON", "NEW REASON")
UNNAMED = Correction("", "The tooth", "14", "15")


def attachment(view: NoteView) -> str:
    return words(build_document(Paper.ATTACHMENT, view))


def corrected(*corrections: Correction) -> NoteView:
    return with_entry(
        signed_view(consultation()),
        SealKind.ADDENDUM,
        corrections=corrections,
        reason="THE REASON STAYS HERE",
    )


def waiting() -> Draft:
    d = consultation()
    d.set_answer("consultations/r1/state", "sent")
    return d


@pytest.mark.parametrize("correction", [CONDITION, MINUTES, UNNAMED])
def test_a_correction_of_what_is_told_goes_along(correction: Correction) -> None:
    text = attachment(corrected(correction))
    assert f"{correction.label} | {correction.old} | {correction.new}" in text
    assert "Signed by Ada Samplemann, DDS on 11/22/2026 12:00 PM UTC." in text
    assert "THE REASON STAYS HERE" not in text


def test_a_correction_of_the_offices_own_business_stays_here() -> None:
    assert "NEW REASON" not in attachment(corrected(OFFICE))
    assert "NEW REASON" in words(build_document(Paper.CHART_NOTE, corrected(OFFICE)))


def test_the_narrative_is_never_told_without_its_correction() -> None:
    told = told_for(corrected(CONDITION, OFFICE))
    sentence = "Corrected 11/22/2026: The condition in words: since 2009 (before: since 2019)."
    for limit in (FULL, CLAIM_NOTE, SHORT_REMARKS):
        assert sentence in fit(told, limit).text
    assert "NEW REASON" not in fit(told, FULL).text


def test_without_later_entries_the_narrative_is_the_guides_own() -> None:
    plain = told_for(signed_view(consultation()))
    assert not any(each.id.startswith(("correction", "continuation")) for each in plain)


def test_the_awaited_answer_goes_along() -> None:
    view = with_entry(
        signed_view(waiting()),
        SealKind.CONTINUATION,
        text="No change\nadvised.",
        occurred=dt.date(2026, 11, 20),
    )
    assert "11/20/2026 No change\nadvised." in attachment(view)
    assert "Added 11/20/2026: No change advised." in fit(told_for(view), CLAIM_NOTE).text


def test_any_other_continuation_stays_in_the_chart() -> None:
    view = with_entry(
        signed_view(consultation()), SealKind.CONTINUATION, text="The patient called."
    )
    assert "The patient called." not in attachment(view)
    assert "The patient called." not in fit(told_for(view), FULL).text
    assert "The patient called." in words(build_document(Paper.CHART_NOTE, view))
