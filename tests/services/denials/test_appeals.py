"""An appeal from its beginning to its end: begun, sent, decided, and who may do what."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.claims.claim import (
    ClaimState,
)
from app.domain.claims.claim_steps import judged
from app.domain.evidence.evidence import EvidenceRecord
from app.domain.requests.restriction import Restriction
from app.errors import NotAllowed, StaleRecord
from app.services.claims.claim_keeping import keep
from app.services.denials.appeals import Appeals
from app.services.office.billing_room import BillingRoom
from tests.packing_desk import NOON, PackingDesk, picture
from tests.services.denials.denied_claims import (
    FEE,
    SENT,
    TODAY,
    a_claim,
    begun,
    laid,
    opened,
    taken_eob,
    words_of,
)
from tests.storage.fakes import MemoryStore


def test_it_begins_with_what_answers_the_reason(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim = a_claim(desk, eob)
    claim, appeal = begun(room, claim)
    file = opened(room, claim, appeal)
    facts = {fact for each in file.offered if each.id in appeal.quotes for fact in each.facts}
    assert {"C2", "C5", "C8"} <= facts <= set(room.reasons().adjustments.reasons["50"].facts)
    assert eob.id in appeal.documents
    assert appeal.note == claim.lines[0].note
    assert "D9311" in appeal.request
    assert claim.state is ClaimState.DISALLOWED
    assert file.ends is not None
    assert (file.signer, file.how, file.lacks) == ("treating_dentist", "typed letter", "")
    with desk.office.store.reading() as found:
        newest = found.audit.page(AuditQuery(about=claim.id, limit=1)).rows[0]
    assert newest.deed == Deed.APPEAL_BEGUN


def test_it_is_sent_upheld_and_goes_to_the_next_level(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    trial = laid(room, claim, appeal, desk)
    made = room.appeal_packs.make(room.appeals, claim, appeal, trial)
    appeal = opened(room, made.claim, appeal).appeal
    claim = room.appeals.send(made.claim, appeal, SENT)
    sent = claim.appeals[0]
    assert claim.state is ClaimState.APPEALED
    assert (sent.sent_on, sent.sent_how, sent.tracking) == (TODAY, "fax", "FX-1")
    assert claim.events[-1].reference == "FX-1"
    (pack,) = desk.office.packs.of_note(appeal.note)
    assert pack.sent == SENT
    claim = room.appeals.decide(claim, sent, "upheld", TODAY, "No new reason.")
    assert claim.state is ClaimState.UPHELD
    claim, again = room.appeals.begin(claim, "peer_review")
    assert again.level == 2
    assert room.appeals.open_one(claim) == again


def test_the_next_level_begins_with_what_the_last_one_said_and_tells_how_it_ended(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    offered = [each.id for each in opened(room, claim, appeal).offered if not each.sensitive]
    wrote = {"words": "We called twice.", "quotes": tuple(offered[:2]), "documents": (eob.id,)}
    claim = room.appeals.change(claim, appeal.model_copy(update=wrote))
    claim = room.appeals.send(claim, claim.appeals[0], SENT)
    claim = room.appeals.decide(claim, claim.appeals[0], "upheld", TODAY, "Included in the exam.")
    claim, again = room.appeals.begin(claim, "peer_review")
    assert (again.words, again.quotes) == ("We called twice.", tuple(offered[:2]))
    assert again.documents == (eob.id,)
    told = f"level 1 of {TODAY:%m/%d/%Y}: you stayed with your decision on {TODAY:%m/%d/%Y}."
    letter = words_of(room.appeal_packs.render(claim, again).data)
    assert f"{told} Your notice says: “Included in the exam.”" in letter
    first = words_of(room.appeal_packs.render(claim, claim.appeals[0]).data)
    assert "you stayed" not in first


def test_what_is_sensitive_goes_on_to_no_next_level_by_itself(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    offered = opened(room, claim, appeal).offered
    letter = desk.take_in(desk.note(), "A letter", picture("A letter"))
    everything = {
        "quotes": tuple(each.id for each in offered),
        "documents": (eob.id, letter.id),
    }
    claim = room.appeals.change(claim, appeal.model_copy(update=everything))
    claim = room.appeals.send(claim, claim.appeals[0], SENT)
    claim = room.appeals.decide(claim, claim.appeals[0], "upheld", TODAY)
    desk.office.documents.save(letter.model_copy(update={"sensitive": True}))
    claim, again = room.appeals.begin(claim, "peer_review")
    assert again.quotes == tuple(each.id for each in offered if not each.sensitive)
    assert 0 < len(again.quotes) < len(offered)
    assert again.documents == (eob.id,)


def test_what_was_withdrawn_or_given_up_begins_no_next_level(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    claim = room.appeals.change(claim, appeal.model_copy(update={"words": "We called twice."}))
    claim = room.appeals.drop(claim, claim.appeals[0])
    claim, again = begun(room, claim)
    assert (again.level, again.words) == (1, "")
    claim = room.appeals.change(claim, again.model_copy(update={"words": "Once more."}))
    claim = room.appeals.send(claim, claim.appeals[-1], SENT)
    claim = room.appeals.decide(claim, claim.appeals[-1], "withdrawn", TODAY)
    claim, third = begun(room, claim)
    assert third.words == ""
    assert "you " not in words_of(room.appeal_packs.render(claim, third).data)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("overturned", ClaimState.OVERTURNED),
        ("partly", ClaimState.OVERTURNED),
        ("withdrawn", ClaimState.DISALLOWED),
    ],
)
def test_other_outcomes(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord, outcome: str, state: ClaimState
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    claim = room.appeals.send(claim, appeal, SENT)
    assert room.appeals.decide(claim, claim.appeals[0], outcome, TODAY).state is state


def test_a_members_appeal_waits_for_the_members_authorization(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = room.appeals.begin(a_claim(desk, eob), "member_appeal")
    assert "signed authorization" in opened(room, claim, appeal).lacks
    with pytest.raises(ValueError, match="authorization"):
        room.appeals.send(claim, appeal, SENT)
    given = {"authorization_on": dt.date(2026, 11, 20), "authorization": eob.id}
    appeal = appeal.model_copy(update=given)
    claim = room.appeals.change(claim, appeal)
    assert opened(room, claim, appeal).lacks == ""
    text = words_of(room.appeal_packs.render(claim, appeal).data)
    assert "authorization of 11/20/2026 is enclosed" in text
    assert room.appeals.send(claim, appeal, SENT).state is ClaimState.APPEALED


def test_what_was_asked_for_is_sent_without_an_appeal(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim = a_claim(desk, eob, reason="252")
    assert claim.state is ClaimState.INFORMATION_REQUESTED
    assert room.appeals.kinds_for(claim) == ("documents",)
    claim, appeal = room.appeals.begin(claim, "documents")
    claim = room.appeals.send(claim, appeal, SENT)
    assert claim.state is ClaimState.SENT
    assert room.appeals.open_one(claim) is None
    other = room.appeals.tell_sent(a_claim(desk, eob, reason="252"), SENT)
    assert (other.state, other.appeals) == (ClaimState.SENT, ())


def test_a_letter_that_was_sent_is_not_written_anew(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    claim = room.appeals.send(claim, appeal, SENT)
    with pytest.raises(ValueError, match="not changed"):
        room.appeals.change(claim, appeal.model_copy(update={"words": "More."}))


def test_two_appeals_are_never_under_way(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, _ = begun(room, a_claim(desk, eob))
    with pytest.raises(ValueError, match="cannot be begun"):
        room.appeals.begin(claim, "peer_review")


def test_another_letter_takes_the_signature_off(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    signed = appeal.model_copy(update={"signed_by": "ada", "signed_at": NOON})
    same = room.appeals.change(claim, signed)
    assert same.appeals[0].signed_by == "ada"
    other = room.appeals.change(same, signed.model_copy(update={"words": "And more."}))
    assert other.appeals[0].signed_by == ""
    with pytest.raises(ValueError, match="by hand"):
        room.appeals.sign(other, other.appeals[0])  # the sample note has no drawn signature


def test_two_workstations_cannot_write_over_each_other(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    room.appeals.change(claim, appeal.model_copy(update={"words": "First."}))
    with pytest.raises(StaleRecord):
        room.appeals.change(claim, appeal.model_copy(update={"words": "Second."}))


def test_who_may_not_see_money_does_nothing_here(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    nora: Appeals = desk.office.as_user("nora-fixture").billing.appeals
    with pytest.raises(NotAllowed):
        nora.file(claim.id, appeal.id)
    with pytest.raises(NotAllowed):
        nora.change(claim, appeal)


def test_kinds_follow_the_payer(desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord) -> None:
    claim = a_claim(desk, eob)
    kinds = room.appeals.kinds_for(claim)
    assert kinds[0] == "provider_dispute"
    assert "fair_hearing" not in kinds
    assert "corrected_claim" not in kinds


def test_what_a_patient_restricted_does_not_leave_in_an_appeal() -> None:
    desk = PackingDesk.over(MemoryStore())
    room = desk.office.billing
    claim, appeal = begun(room, a_claim(desk, taken_eob(desk)))
    day = claim.lines[0].on
    held = Restriction(
        id="r1", patient=claim.patient, asked_on=day, since=day, payer="Example Dental Plan"
    )
    with desk.office.store.writing() as found:
        found.restrictions.save(held)
    assert "nothing of this service" in opened(room, claim, appeal).lacks
    with pytest.raises(ValueError, match="nothing of this service"):
        room.appeals.send(claim, appeal, SENT)
    desk.office.close()


def test_an_appeal_of_the_wrong_kind_is_given_up_and_another_begun(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, wrong = room.appeals.begin(a_claim(desk, eob), "member_appeal")
    claim = room.appeals.drop(claim, wrong, "Meant as our own dispute.")
    assert claim.state is ClaimState.DISALLOWED
    assert claim.events[-1].text.endswith("before it was sent. Meant as our own dispute.")
    with pytest.raises(ValueError, match="given up"):
        room.appeals.change(claim, claim.appeals[0].model_copy(update={"words": "More."}))
    claim, right = begun(room, claim)
    assert right.level == 1
    claim = room.appeals.send(claim, right, SENT)
    with pytest.raises(ValueError, match="not sent"):
        room.appeals.drop(claim, right)


def test_an_appeal_of_what_was_paid_meanwhile_is_not_sent(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    paid = claim.postings[-1].model_copy(update={"id": "eob-2", "paid": FEE, "lines": ()})
    with desk.office.store.writing() as found:
        claim = keep(found, desk.office.trail, judged(claim, paid), Deed.CLAIM_JUDGED)
    assert claim.state is ClaimState.PAID
    assert "Give this appeal up" in opened(room, claim, appeal).lacks
    assert room.appeals.open_one(room.appeals.drop(claim, appeal)) is None


def test_documents_nobody_asks_for_any_more_appeal_nothing(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim = a_claim(desk, eob)
    claim, appeal = room.appeals.begin(claim, "documents")
    claim = room.appeals.send(claim, appeal, SENT)
    assert claim.state is ClaimState.DISALLOWED
    assert room.appeals.open_one(claim) is None
    assert begun(room, claim)[1].level == 1


def test_a_letter_stays_as_it_was_sent(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord, tmp_path: Path
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    claim = room.appeal_packs.save_letter(room.appeals, claim, appeal, tmp_path / "1.pdf")
    first, appeal = (tmp_path / "1.pdf").read_bytes(), claim.appeals[0]
    claim = room.appeal_packs.send(room.appeals, claim, appeal, SENT)
    with desk.office.store.writing() as found:
        practice = found.practice.get()
        found.practice.save(practice.model_copy(update={"name": "Renamed Dental"}))
    room.appeal_packs.save_letter(room.appeals, claim, claim.appeals[0], tmp_path / "2.pdf")
    assert (tmp_path / "2.pdf").read_bytes() == first
    left = desk.office.what_left.of_patient(claim.patient)
    assert any(line.deed == "Appeal sent" for line in left)


def test_what_is_written_after_a_letter_was_saved_makes_another_letter(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord, tmp_path: Path
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    claim = room.appeal_packs.save_letter(room.appeals, claim, appeal, tmp_path / "1.pdf")
    changed = claim.appeals[0].model_copy(update={"words": "Please call us."})
    claim = room.appeals.change(claim, changed)
    assert claim.appeals[0].letter == ""
    claim = room.appeal_packs.send(room.appeals, claim, claim.appeals[0], SENT)
    with desk.office.store.reading() as found:
        assert "Please call us." in words_of(found.evidence.read(claim.appeals[0].letter))
