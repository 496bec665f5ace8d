"""Claims that a payer did not pay, over the sample practice; for the tests of appeals."""

import io
from decimal import Decimal

from pypdf import PdfReader

from app.domain.audit import Deed
from app.domain.claims.claim import (
    Appeal,
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.claims.claim_steps import judged
from app.domain.evidence.evidence import EvidenceKind, EvidenceRecord
from app.domain.notes.note import Note
from app.domain.packs.pack import Sending
from app.domain.payers.payer import AppealRule, PayerCard, Window
from app.services.claims.claim_keeping import keep
from app.services.denials.appeal_file import AppealFile
from app.services.office.billing_room import BillingRoom
from app.services.packs.pack_making import PackTrial
from tests.packing_desk import NOON, PORTAL, PackingDesk, picture

TODAY = NOON.date()
FEE = Decimal("85.00")
WORDS = "Not shown to be necessary."
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


def taken_eob(desk: PackingDesk) -> EvidenceRecord:
    """The scan of an EOB among the documents of the sample consultation's patient."""
    record = desk.take_in(desk.note(), "EOB of a plan.jpg", picture("Not necessary"))
    changes = {"kind": EvidenceKind.EOB, "other_patients": "no"}
    return desk.office.documents.save(record.model_copy(update=changes))


def a_claim(
    desk: PackingDesk,
    eob: EvidenceRecord,
    reason: str = "50",
    note: Note | None = None,
    printed: str = WORDS,
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
        reason_as_printed=printed,
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
    """A dispute of a claim, begun."""
    return room.appeals.begin(claim, "provider_dispute")


def opened(room: BillingRoom, claim: Claim, appeal: Appeal) -> AppealFile:
    """The appeal with all that can go into it."""
    return room.appeals.file(claim.id, appeal.id)


def words_of(pdf: bytes) -> str:
    """The words of a PDF, white space joined."""
    return " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(pdf)).pages)


def laid(room: BillingRoom, claim: Claim, appeal: Appeal, desk: PackingDesk) -> PackTrial:
    """Its pack as it would be."""
    kept = desk.office.channels.get(PORTAL.id)
    assert kept is not None
    channel = PORTAL.model_copy(update={"version": kept.version})
    return room.appeal_packs.lay_out(claim, appeal, channel)
