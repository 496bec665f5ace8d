"""What answers a payer's reason and is there: facts, papers, other services, proof of sending."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from app.domain.audit import Deed
from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.claims.claim_steps import moved
from app.domain.evidence.evidence import EvidenceKind
from app.domain.finding.listing import NoteSummary
from app.errors import NotAllowed
from app.services.claims.claim_keeping import keep
from app.services.denials.what_now import Act, WhatNow
from tests.packing_desk import NOON, PackingDesk
from tests.services.denials.denied_claims import a_claim, taken_eob
from tests.storage.fakes import MemoryStore


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    opened = PackingDesk.over(MemoryStore())
    yield opened
    opened.office.close()


def told(desk: PackingDesk, reason: str) -> WhatNow:
    claim = a_claim(desk, taken_eob(desk), reason)
    return desk.office.billing.denials.what_now(claim.id)


def test_what_is_in_the_note_answers_a_necessity_denial(desk: PackingDesk) -> None:
    shown = told(desk, "50")
    there = {each.path: each for each in shown.answering if each.is_there}
    assert {"condition", "planned_procedures", "questions", "effect"} <= set(there)
    assert "aortic" in there["condition"].text
    assert all(each.note == shown.claim.lines[0].note for each in shown.answering)
    papers = {each.title: each.is_there for each in shown.papers}
    assert papers["EOB of a plan"] or papers.get("EOB of a plan.jpg")
    assert any(title.startswith("Signed chart note D9311") for title in papers)


def test_what_the_note_lacks_comes_first_and_says_what_to_do(desk: PackingDesk) -> None:
    draft = desk.office.charting.new_note(desk.note().patient_id, "D9311")
    draft.set_answers({"condition": "Mechanical valve"})
    saved = desk.office.charting.save(draft.note, NoteSummary())
    note = desk.office.charting.sign(desk.office.charting.open(saved.id), desk.key())
    claim = a_claim(desk, taken_eob(desk), "50", note=note)
    shown = desk.office.billing.denials.what_now(claim.id)
    lacking = [each for each in shown.answering if not each.is_there]
    assert lacking == list(shown.answering[: len(lacking)])
    (dental,) = (each for each in lacking if each.path == "dental_condition")
    assert dental.why
    assert dental.source
    assert not any("EOB" in each.text for each in lacking), "the claim itself keeps these"


def test_a_letter_that_is_missing_is_named(desk: PackingDesk) -> None:
    with desk.office.store.writing() as found:
        for record in found.documents.of_patient(desk.note().patient_id):
            other = record.model_copy(update={"kind": EvidenceKind.PHOTO})
            found.documents.save(other)
    shown = told(desk, "148")
    missing = [each.title for each in shown.papers if not each.is_there]
    assert any("letter" in each for each in missing), missing


def test_late_filing_is_answered_by_what_was_recorded_as_sent(desk: PackingDesk) -> None:
    claim = a_claim(desk, taken_eob(desk), "29")
    sent = dt.date(2026, 11, 4)
    claim = claim.model_copy(update={"sent_on": sent, "sent_how": "clearinghouse"})
    office = desk.office
    with office.store.writing() as found:
        keep(found, office.trail, claim, Deed.CLAIM_CHANGED)
    shown = office.billing.denials.what_now(claim.id)
    assert shown.proof == ("Claim sent 11/04/2026 by clearinghouse.",)
    assert shown.acts[:2] == (Act.ASK, Act.APPEAL)


def test_what_was_billed_the_same_day_is_named_for_a_bundled_service(desk: PackingDesk) -> None:
    claim = a_claim(desk, taken_eob(desk), "97")
    exam = ClaimLine(id="x", code="D0150", on=claim.lines[0].on, fee=Decimal("95.00"))
    other = Claim(id="other", number="C-OTHER", patient=claim.patient, payer="Plan", lines=(exam,))
    office = desk.office
    with office.store.writing() as found:
        keep(found, office.trail, other, Deed.CLAIM_BEGUN)
    near = office.billing.denials.what_now(claim.id).near
    assert any("D0150" in each and "C-OTHER" in each for each in near)
    assert told(desk, "50").near == ()


def test_an_ordinary_judgment_asks_for_nothing(desk: PackingDesk) -> None:
    claim = a_claim(desk, taken_eob(desk), "1", printed="")
    shown = desk.office.billing.denials.what_now(claim.id)
    assert shown.claim.state is ClaimState.PAID
    assert (shown.answering, shown.papers) == ((), ())
    assert shown.acts[0] is Act.CLAIM


def test_a_rejected_claim_has_no_judgment(desk: PackingDesk) -> None:
    claim = a_claim(desk, taken_eob(desk))
    sent = claim.model_copy(update={"postings": (), "state": ClaimState.SENT})
    office = desk.office
    with office.store.writing() as found:
        rejected = moved(sent, ClaimState.REJECTED, NOON, "bill", "Wrong subscriber")
        keep(found, office.trail, rejected, Deed.CLAIM_MOVED_ON)
    shown = office.billing.denials.what_now(claim.id)
    assert (shown.posting, shown.explained) == (None, None)
    assert shown.acts == (Act.CLAIM, Act.ASK)


def test_who_may_not_see_money_is_told_nothing(desk: PackingDesk) -> None:
    claim = a_claim(desk, taken_eob(desk))
    with pytest.raises(NotAllowed):
        desk.office.as_user("nora-fixture").billing.denials.what_now(claim.id)
