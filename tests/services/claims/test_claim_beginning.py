"""Claims out of notes and out of claims, over the sample practice; and what is gathered of one."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from app.domain.claims.claim import Claim, ClaimState, Posting
from app.domain.claims.claim_steps import judged
from app.domain.practice.people import Coverage, PayerType
from app.domain.requests.restriction import Restriction
from app.services.claims import claim_beginning
from app.services.claims.claim_file import ClaimFile
from app.services.notes.charting import summary_of
from tests.packing_desk import NOON, PackingDesk
from tests.storage.fakes import MemoryStore

TODAY = NOON.date()


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    opened = PackingDesk.over(MemoryStore())
    yield opened
    opened.office.close()


def begun(desk: PackingDesk, code: str = "D9311") -> Claim:
    claim = desk.office.billing.beginning.of_note(f"sample-{code}").claim
    assert claim is not None
    return claim


def file(desk: PackingDesk, claim: Claim) -> ClaimFile:
    return desk.office.billing.claim_files.open(claim.id)


def answered(desk: PackingDesk, claim: Claim) -> Claim:
    """The claim, sent and answered by its payer."""
    claims = desk.office.billing.claims
    sent = claims.move(claims.move(claim, ClaimState.READY), ClaimState.SENT)
    posting = Posting(id="x", at=NOON, by="b1", source="paper", paid=Decimal(50))
    with desk.office.store.writing() as found:
        return found.claims.save(judged(sent, posting))


def also_covered(desk: PackingDesk) -> None:
    with desk.office.store.writing() as found:
        patient = found.patients.get("marisol-testwell")
        assert patient is not None
        second = Coverage(order=2, payer="Second Plan", payer_type=PayerType.COMMERCIAL_INSURED)
        covered = (*patient.coverages, second)
        found.patients.save(patient.model_copy(update={"coverages": covered}))


def test_lines_come_from_the_note_and_its_other_codes(desk: PackingDesk) -> None:
    claim = begun(desk, "D9997")
    assert [line.code for line in claim.lines] == ["D9997", "D0150", "D2391", "D9239"]
    first = claim.lines[0]
    assert (first.fee, first.quantity, first.note) == (Decimal("120.00"), 1, "sample-D9997")
    assert all(line.fee == 0 and not line.note for line in claim.lines[1:])
    assert len({line.on for line in claim.lines}) == 1
    assert claim.attachment_number == desk.note("D9997").control_number


def test_a_note_is_claimed_once(desk: PackingDesk) -> None:
    first = begun(desk)
    assert begun(desk) == first
    closed = desk.office.billing.claims.move(first, ClaimState.CLOSED)
    assert begun(desk) == closed  # to be reopened, not sent a second time


def test_a_note_for_the_chart_only_has_no_claim(desk: PackingDesk) -> None:
    draft = desk.office.charting.new_note("marisol-testwell", "D9311")
    draft.set_answer("date_of_service", "11/20/2026")
    draft.set_answer("billing", "chart_only")
    note = desk.office.charting.save(draft.note, summary_of(draft.state))
    offered = desk.office.billing.beginning.of_note(note.id)
    assert (offered.claim, offered.problem) == (None, claim_beginning.CHART_ONLY)
    assert desk.office.billing.claims.of_note(note.id) == ()


def test_a_second_note_shares_the_claim_its_number_and_its_characters(desk: PackingDesk) -> None:
    claim = begun(desk)
    draft = desk.office.charting.new_note(claim.patient, "D9311")
    draft.set_answer("date_of_service", "11/10/2026")
    draft.set_answer("fee", "85")
    note = desk.office.charting.save(draft.note, summary_of(draft.state))
    beginning = desk.office.billing.beginning
    both = beginning.add_note(claim, note.id).claim
    assert both is not None
    assert both.notes == ("sample-D9311", note.id)
    assert both.attachment_number == claim.attachment_number
    assert len({line.control for line in both.lines}) == len(both.lines)
    assert [check.id for check in file(desk, both).blocks] == [f"unsigned:{note.id}"]
    assert len(file(desk, both).narrative.text) <= 400
    again = beginning.add_note(both, note.id).claim
    assert again is not None
    assert again.lines == both.lines
    other = beginning.add_note(again, "sample-D9997")
    assert other.problem == claim_beginning.OTHER_PATIENT


def test_a_note_whose_day_was_changed_since_is_told(desk: PackingDesk) -> None:
    draft = desk.office.charting.new_note("marisol-testwell", "D9311")
    draft.set_answer("date_of_service", "11/10/2026")
    note = desk.office.charting.save(draft.note, summary_of(draft.state))
    claim = desk.office.billing.beginning.of_note(note.id).claim
    assert claim is not None
    day_checks = {f"day:{line.id}" for line in claim.lines}
    assert day_checks.isdisjoint(check.id for check in file(desk, claim).warnings)
    changed = desk.office.charting.open(note.id)
    changed.set_answer("date_of_service", "11/12/2026")
    desk.office.charting.save(changed.note, summary_of(changed.state))
    assert day_checks <= {check.id for check in file(desk, claim).warnings}


def test_a_patient_without_coverage_has_no_claim(desk: PackingDesk) -> None:
    with desk.office.store.writing() as found:
        patient = found.patients.get("marisol-testwell")
        assert patient is not None
        found.patients.save(patient.model_copy(update={"coverages": ()}))
    assert desk.office.billing.beginning.of_note("sample-D9311").problem == (
        claim_beginning.NO_COVERAGE
    )


def test_the_secondary_waits_for_the_primarys_eob(desk: PackingDesk) -> None:
    also_covered(desk)
    beginning, primary = desk.office.billing.beginning, begun(desk)
    assert beginning.secondary(primary).problem == claim_beginning.NO_EOB
    second = beginning.secondary(answered(desk, primary)).claim
    assert second is not None
    assert (second.after, second.coverage_order, second.payer) == (primary.id, 2, "Second Plan")
    assert [line.fee for line in second.lines] == [line.fee for line in primary.lines]
    assert {line.control for line in second.lines}.isdisjoint(
        line.control for line in primary.lines
    )
    assert beginning.secondary(desk.office.billing.claims.get(primary.id)).claim == second
    assert file(desk, second).warnings[0].id.startswith("unchecked")


def test_without_a_second_coverage_there_is_no_secondary(desk: PackingDesk) -> None:
    paid = answered(desk, begun(desk))
    assert desk.office.billing.beginning.secondary(paid).problem == claim_beginning.NO_SECOND


def test_what_the_payer_has_is_replaced_what_it_has_not_is_changed(desk: PackingDesk) -> None:
    claim = begun(desk)
    beginning = desk.office.billing.beginning
    assert beginning.instead(claim, "replacement").problem == claim_beginning.NOT_SENT
    void = beginning.instead(answered(desk, claim), "void").claim
    assert void is not None
    assert (void.replaces, void.kind) == (claim.id, "void")
    assert "payer-number" in {check.id for check in file(desk, void).warnings}


def test_a_restriction_to_the_claims_payer_blocks_it(desk: PackingDesk) -> None:
    claim = begun(desk)
    assert not file(desk, claim).blocks
    asked = Restriction(
        id="r1", patient=claim.patient, payer=claim.payer, asked_on=TODAY, since=dt.date(2026, 1, 1)
    )
    with desk.office.store.writing() as found:
        found.restrictions.save(asked)
    assert [check.id for check in file(desk, claim).blocks] == ["restricted:sample-D9311"]


def test_the_file_says_what_the_card_says_otherwise_now(desk: PackingDesk) -> None:
    with desk.office.store.writing() as found:
        patient = found.patients.get("marisol-testwell")
        assert patient is not None
        covered = patient.coverages[0].model_copy(update={"payer_card": "example-mutual"})
        found.patients.save(patient.model_copy(update={"coverages": (covered,)}))
    claim = begun(desk)
    assert claim.card is not None
    assert file(desk, claim).changed == ()
    with desk.office.store.writing() as found:
        card, text = claim.card, found.payer_cards.file_text("example-mutual")
        newer = card.model_copy(update={"version": card.version + 1, "phone": "555-0142"})
        found.payer_cards.put(newer, text)
    assert file(desk, claim).changed == ("phone",)
    assert desk.office.billing.claims.get(claim.id).card == card


def test_the_claim_note_keeps_to_its_four_hundred_characters(desk: PackingDesk) -> None:
    text = file(desk, begun(desk)).narrative
    assert 0 < len(text.text) <= 400
    assert all(len(piece) <= 80 for piece in text.pieces)


def test_the_card_of_the_payers_very_name_holds_though_nobody_chose_it(desk: PackingDesk) -> None:
    with desk.office.store.writing() as found:
        patient = found.patients.get("marisol-testwell")
        assert patient is not None
        named = {"payer_card": "", "payer": "example MUTUAL dental"}
        covered = patient.coverages[0].model_copy(update=named)
        found.patients.save(patient.model_copy(update={"coverages": (covered,)}))
    claim = begun(desk)
    assert claim.card is not None
    assert claim.card.id == "example-mutual"
    draft = desk.office.charting.new_note("marisol-testwell", "D9311")
    assert draft.state.find("CARD-D9311-diagnosis")
