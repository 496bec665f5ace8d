"""The letter of an appeal: quoted word for word, packed with the unaltered note, signed."""

import json
from decimal import Decimal

import pytest

from app.documents.notes import chart_note
from app.documents.notes.quotations import quotations
from app.domain.claims.claim import ClaimLine, PostedAdjustment, PostedLine
from app.domain.evidence.evidence import EvidenceRecord
from app.domain.finding.listing import NoteSummary
from app.domain.packs.pack import LETTER
from app.services.office.billing_room import BillingRoom
from tests.packing_desk import PackingDesk
from tests.services.denials.denied_claims import (
    TODAY,
    a_claim,
    begun,
    laid,
    opened,
    words_of,
)


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


def test_a_letter_is_about_the_refused_line_and_not_about_what_the_contract_takes_off(
    desk: PackingDesk, room: BillingRoom, eob: EvidenceRecord
) -> None:
    claim = a_claim(desk, eob, printed="")
    exam = ClaimLine(id="l2", code="D0150", on=TODAY, fee=Decimal("60.00"))
    off = PostedAdjustment(group="CO", reason="45", amount=Decimal("20.00"))
    said = PostedLine(line="l2", billed=exam.fee, paid=Decimal("40.00"), adjustments=(off,))
    (posting,) = claim.postings
    whole = posting.model_copy(
        update={"lines": (*posting.lines, said), "paid": said.paid, "billed": None}
    )
    changes = {"lines": (*claim.lines, exam), "postings": (whole,)}
    with desk.office.store.writing() as found:
        claim = found.claims.save(claim.model_copy(update=changes))
    claim, appeal = begun(room, claim)
    assert appeal.request.startswith("Please review your decision and pay D9311 of ")
    text = words_of(room.appeal_packs.render(claim, appeal).data)
    assert "did not pay D9311 of" in text
    assert "CO 50" in text
    assert "CO 45" not in text


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
