"""An appeal from its beginning to its end: written out of the record, packed, sent, decided."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from decimal import Decimal

import pytest
from pypdf import PdfReader

from app.documents import chart_note
from app.documents.quotations import quotations
from app.domain.audit import AuditQuery, Deed
from app.domain.claim import (
    Appeal,
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.claim_steps import judged
from app.domain.evidence import EvidenceKind, EvidenceRecord
from app.domain.listing import NoteSummary
from app.domain.note import Note
from app.domain.pack import LETTER, Sending
from app.domain.payer import AppealRule, PayerCard, Window
from app.errors import NotAllowed, StaleRecord
from app.services.appeals import AppealFile, Appeals
from app.services.billing_room import BillingRoom
from app.services.claim_keeping import keep
from app.services.pack_making import PackTrial
from tests.packing_desk import NOON, PORTAL, PackingDesk, picture
from tests.storage.fakes import MemoryStore

TODAY = NOON.date()
FEE = Decimal("85.00")
SENT = Sending(
    by_way_of="fax", at=NOON, recorded_by="Bill", recorded_at=NOON, reference="FX-1", remark="ok"
)
CARD = PayerCard(
    id="plan",
    payer="A plan",
    appeals=(
        AppealRule(
            kind="provider_dispute",
            window=Window(amount=6, unit="months", counted_from="eob"),
            signer="treating_dentist",
            how="typed letter",
        ),
    ),
)


@pytest.fixture(scope="module")
def desk() -> Iterator[PackingDesk]:
    opened = PackingDesk.over(MemoryStore())
    yield opened
    opened.office.close()


@pytest.fixture(scope="module")
def eob(desk: PackingDesk) -> EvidenceRecord:
    record = desk.take_in(desk.note(), "EOB of a plan.jpg", picture("Not necessary"))
    changes = {"kind": EvidenceKind.EOB, "other_patients": "no"}
    return desk.office.documents.save(record.model_copy(update=changes))


@pytest.fixture
def room(desk: PackingDesk) -> BillingRoom:
    return desk.office.billing


def a_claim(
    desk: PackingDesk, eob: EvidenceRecord, reason: str = "50", note: Note | None = None
) -> Claim:
    """A claim of a signed note that a payer did not pay."""
    note = note or desk.attach()
    day = note.date_of_service or TODAY
    line = ClaimLine(id="l1", code=note.code, on=day, fee=FEE, note=note.id)
    off = PostedAdjustment(group="CO", reason=reason, amount=FEE)
    posting = Posting(
        id="eob-1",
        at=NOON,
        by="bill",
        source="paper",
        eob_date=TODAY,
        payer_number="26-77",
        billed=FEE,
        paid=Decimal(0),
        lines=(PostedLine(line="l1", code=note.code, billed=FEE, adjustments=(off,)),),
        reason_as_printed="Not shown to be necessary.",
        evidence=eob.sha256,
    )
    claim = Claim(
        id=f"c-{note.id[:20]}",
        number=f"C{note.id[:8].upper()}",
        patient=note.patient_id,
        payer="Example Dental Plan",
        card=CARD,
        lines=(line,),
        state=ClaimState.SENT,
    )
    office = desk.office
    with office.store.writing() as found:
        return keep(found, office.trail, judged(claim, posting), Deed.CLAIM_JUDGED)


def begun(room: BillingRoom, claim: Claim) -> tuple[Claim, Appeal]:
    return room.appeals.begin(claim, "provider_dispute")


def opened(room: BillingRoom, claim: Claim, appeal: Appeal) -> AppealFile:
    return room.appeals.file(claim.id, appeal.id)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(pdf)).pages)


def laid(room: BillingRoom, claim: Claim, appeal: Appeal, desk: PackingDesk) -> PackTrial:
    kept = desk.office.channels.get(PORTAL.id)
    assert kept is not None
    channel = PORTAL.model_copy(update={"version": kept.version})
    return room.appeal_packs.lay_out(claim, appeal, channel)


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


def test_nothing_sensitive_is_chosen_by_itself(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    file = opened(room, claim, appeal)
    assert any(each.sensitive for each in file.offered)
    assert not any(each.sensitive for each in file.offered if each.id in appeal.quotes)


def test_every_quotation_stands_word_for_word_in_the_signed_note(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    _, appeal = begun(room, a_claim(desk, eob))
    draft = desk.office.charting.open(appeal.note)
    view = desk.office.print_room.view(draft.note, draft.guide, draft.known)
    printed = json.dumps(repr(chart_note.build(view)))
    offered = quotations(view)
    assert len(offered) > 10
    for each in offered:
        assert json.dumps(repr(each.text))[3:-3] in printed, each.id


def test_an_unsigned_note_is_not_quoted(desk: PackingDesk) -> None:
    draft = desk.office.charting.new_note(desk.note().patient_id, "D9311")
    view = desk.office.print_room.view(draft.note, draft.guide, draft.known)
    assert quotations(view) == ()


def test_the_letter_says_everything_a_payer_needs(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    appeal = appeal.model_copy(update={"words": "We called twice.\n\nPlease call us."})
    claim = room.appeals.change(claim, appeal)
    text = words_of(room.appeal_packs.render(claim, appeal).data)
    patient = opened(room, claim, appeal).patient
    assert patient is not None
    wanted = (
        "Provider dispute",
        patient.name.full,
        patient.coverages[0].member_id,
        "26-77",
        claim.number,
        "D9311 $85.00",
        "“Not shown to be necessary.”",
        "CO 50",
        "Word for word from the chart note D9311",
        "not part of the record",
        "We called twice.",
        "(your EOB)",
        "Treating dentist: signature",
        "Ada Samplemann",
        "NPI 1234567893",
    )
    for each in wanted:
        assert each in text, each


def test_what_came_later_is_marked_as_later(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim = a_claim(desk, eob)
    later = desk.office.signing.later
    words = "The cardiologist wrote: hold for two days."
    later.add_continuation(claim.lines[0].note, desk.key(), words, TODAY)
    claim, appeal = begun(room, claim)
    file = opened(room, claim, appeal)
    (entry,) = (each for each in file.offered if each.is_later)
    assert entry.id in appeal.quotes
    assert "added later, signed by" in entry.origin
    text = words_of(room.appeal_packs.render(claim, appeal).data)
    assert text.index("What was added to the record later") < text.index(words)


def test_the_pack_has_letter_note_and_eob_and_leaves_the_note_as_it_was(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim, appeal = begun(room, a_claim(desk, eob))
    before = desk.office.charting.stored(appeal.note)
    trial = laid(room, claim, appeal, desk)
    assert trial.may_be_made, trial.misfits
    made = room.appeal_packs.make(room.appeals, claim, appeal, trial)
    pack = made.pack
    assert pack.wish.papers == (LETTER, "chart-note")
    assert eob.sha256 in [each.sha256 for each in pack.enclosed]
    contents = desk.office.packs.contents(pack)
    manifest = json.loads(contents["manifest.json"])
    assert manifest["appeal"] == appeal.id
    assert before.signature is not None
    assert manifest["note"]["signature"] == before.signature.digest
    text = words_of(next(data for name, data in contents.items() if name.endswith(".pdf")))
    assert text.index("Provider dispute") < text.index("Chart note")
    assert desk.office.charting.stored(appeal.note) == before
    assert opened(room, made.claim, appeal).appeal.pack == pack.id
    assert desk.office.packs.made_again(pack)


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


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("overturned", ClaimState.OVERTURNED),
        ("partly", ClaimState.OVERTURNED),
        ("withdrawn", ClaimState.UPHELD),
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


def test_the_dentist_who_signed_the_note_by_hand_signs_the_letter(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    draft = desk.office.charting.new_note(desk.note().patient_id, "D9311")
    draft.set_answers({"condition": "Mechanical valve"})
    saved = desk.office.charting.save(draft.note, NoteSummary())
    hand = (((10, 10), (900, 40), (500, 300)),)
    note = desk.office.charting.sign(desk.office.charting.open(saved.id), desk.key(), hand)
    claim, appeal = begun(room, a_claim(desk, eob, note=note))
    assert opened(room, claim, appeal).may_sign
    bill = desk.office.as_user("bill-mockley").billing.appeals
    assert not bill.file(claim.id, appeal.id).may_sign
    claim = room.appeals.sign(claim, appeal)
    text = words_of(room.appeal_packs.render(claim, claim.appeals[0]).data)
    assert "Treating dentist: signature" not in text
    assert "11/22/2026 5:00 PM UTC" in text


def test_a_claim_without_a_note_has_a_letter_without_quotations(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim = a_claim(desk, eob)
    bare = tuple(line.model_copy(update={"note": ""}) for line in claim.lines)
    with desk.office.store.writing() as found:
        claim = found.claims.save(claim.model_copy(update={"lines": bare}))
    claim, appeal = begun(room, claim)
    file = opened(room, claim, appeal)
    assert (appeal.note, file.offered) == ("", ())
    assert "Provider dispute" in words_of(room.appeal_packs.render(claim, appeal).data)
    with pytest.raises(ValueError, match="no note"):
        laid(room, claim, appeal, desk)


def test_kinds_follow_the_payer(desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord) -> None:
    claim = a_claim(desk, eob)
    kinds = room.appeals.kinds_for(claim)
    assert kinds[0] == "provider_dispute"
    assert "fair_hearing" not in kinds
    assert "corrected_claim" not in kinds
