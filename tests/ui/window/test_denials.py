"""Denials walked through to their end in the real window: 252, 97 and paper, two payers."""

import datetime as dt
import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from app.domain.claims.claim import ClaimState
from app.domain.evidence.evidence import EvidenceKind
from app.domain.guides.guide import Purpose
from app.services.denials.what_now import Act
from app.ui.dialogs.ask_dialog import AskDialog
from app.ui.dialogs.sending_dialog import SendingDialog
from app.ui.pages.appeals.appeal_page import AppealPage
from app.ui.pages.appeals.appeal_steps import Step
from app.ui.pages.appeals.what_now import WhatNowPage
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.ways.denial_ways import DenialWays
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.denial_acts import (
    MEDICAID,
    MUTUAL,
    answer,
    claim_now,
    covered,
    dialog_of,
    example_card,
    pack_into,
    record_sent,
    shown,
    texts_of,
    unpaid,
    what_now,
)
from tests.ui.window.pack_acts import stored_note, taken_in

PAPER = "Considered part of another procedure. Send the length of the call."


def test_a_document_that_is_asked_for_is_sent_and_the_claim_waits_again(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    covered(desk, MUTUAL)
    claim = unpaid(desk, MUTUAL, ("CO", "252"), remarks=("M127",))
    assert claim.state is ClaimState.INFORMATION_REQUESTED
    page = what_now(desk)
    told = texts_of(page.standing)
    assert "Information requested" in told
    assert "This is no denial" in told
    assert "The payer names the patient’s record of that day." in told
    assert "the payer’s own words" in told
    assert "Remark M127" in texts_of(page.reasons)
    assert "Signed chart note D9311" in texts_of(page.answering)
    assert next(iter(page.acts)) is Act.SEND
    page.acts[Act.SEND].click()
    letter = shown(desk, AppealPage)
    assert letter.appeal.kind == "documents"
    folder = pack_into(desk, letter, tmp_path)
    assert "Testwell" not in "".join(each.name for each in (folder, *folder.iterdir()))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["appeal"] == letter.appeal.id
    assert letter.steps.next.text() == "Record as sent…"
    letter.steps.next.click()
    record_sent(letter, "FX-77")
    after = claim_now(desk)
    assert after.state is ClaimState.SENT
    assert after.events[-1].reference == "FX-77"
    (pack,) = desk.office.packs.of_note(claim.lines[0].note)
    assert pack.sent is not None
    assert letter.steps.next.text() == "See what comes next"
    letter.steps.next.click()
    assert next(iter(shown(desk, WhatNowPage).acts)) is Act.CLAIM


def test_an_absorbed_service_is_appealed_upheld_and_goes_on(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    covered(desk, MEDICAID)
    unpaid(desk, MEDICAID, ("CO", "97"), exam=True)
    page = what_now(desk)
    assert "D0150" in texts_of(page.near)
    assert "paid $95.00" in texts_of(page.near)
    assert "Disallowed" in texts_of(page.reasons)
    assert "the family gets no bill" in texts_of(page.standing)
    page.acts[Act.APPEAL].click()
    answer(page, kind="provider_dispute")
    letter = shown(desk, AppealPage)
    letter.form.own.setPlainText("The consultation took place on another floor.")
    desk.until(lambda: letter.preview.shown == "letter-to-payer.pdf")
    pack_into(desk, letter, tmp_path)
    letter.steps.next.click()
    record_sent(letter, "1Z-9")
    assert claim_now(desk).state is ClaimState.APPEALED
    assert letter.form.request.isReadOnly()
    assert letter.steps.next.text() == "Record the outcome…"
    letter.steps.next.click()
    answer(letter, outcome="upheld", remark="No new reason")
    after = claim_now(desk)
    assert after.state is ClaimState.UPHELD
    assert after.appeals[0].words == "The consultation took place on another floor."
    letter.steps.next.click()
    again = shown(desk, WhatNowPage)
    again.acts[Act.APPEAL].click()
    answer(again, kind="peer_review")
    assert shown(desk, AppealPage).appeal.level == 2


def test_a_denial_on_paper_teaches_the_next_note(desk: OfficeDesk) -> None:
    example_card(desk)
    covered(desk, MUTUAL, "example-mutual")
    unpaid(desk, MUTUAL, ("", ""), printed=PAPER)
    page = what_now(desk)
    assert f"“{PAPER}”" in texts_of(page.standing)
    assert "The EOB’s own words count" in texts_of(page.standing)
    before = desk.office.charting.new_note("p1", "D9311")
    assert not [item for item in before.state.open_items if item.say == "Enter the length."]
    page.next_time.click()
    answer(page, field="history_review", say="Enter the length.", because="They did not pay.")
    assert "asks for it" in page.notice.text
    draft = desk.office.charting.new_note("p1", "D9311")
    (item,) = (item for item in draft.state.open_items if item.say == "Enter the length.")
    assert item.path == "history_review"
    assert Purpose.PAYER in item.needed_for
    assert item.source is not None
    assert item.source.title.startswith("EOB of ")
    (card,) = (each.card for each in desk.office.cards.all())
    source = card.sources[item.source.id]
    assert source.evidence == claim_now(desk).postings[-1].evidence
    assert source.author == "Ada Samplemann"


def test_a_denial_by_a_payer_without_a_card_begins_one(desk: OfficeDesk) -> None:
    covered(desk, MEDICAID)
    unpaid(desk, MEDICAID, ("CO", "197"))
    page = what_now(desk)
    assert page.next_time.isEnabled()
    page.next_time.click()
    assert "one is begun with it" in texts_of(dialog_of(page, AskDialog))
    answer(page, field="history_review", say="Enter the length.", because="They did not pay.")
    assert "asks for it" in page.notice.text
    (card,) = (each.card for each in desk.office.cards.all())
    assert card.payer == MEDICAID
    draft = desk.office.charting.new_note("p1", "D9311")
    assert [item for item in draft.state.open_items if item.say == "Enter the length."]


def test_a_members_appeal_is_not_sent_without_the_members_authorization(desk: OfficeDesk) -> None:
    covered(desk, MUTUAL)
    unpaid(desk, MUTUAL, ("PR", "50"))
    signed = taken_in(desk, "Authorization of the member", other_patients="no")
    page = what_now(desk)
    page.acts[Act.APPEAL].click()
    answer(page, kind="member_appeal")
    letter = shown(desk, AppealPage)
    desk.press(letter.form.request, Qt.Key.Key_Return, CONTROL)  # the next step, by its key
    assert "signed authorization" in letter.notice.text
    letter.notice.say("")
    letter.steps.others[Step.SEND].click()
    assert "signed authorization" in letter.notice.text
    choice = letter.form.authorization
    choice.setCurrentIndex(choice.findData(signed.id))
    desk.type(letter.form.authorized_on, "t")
    letter.form.authorized_on.editingFinished.emit()
    letter.steps.others[Step.SEND].click()
    record_sent(letter, "")
    assert claim_now(desk).state is ClaimState.APPEALED


def test_what_is_written_is_kept_on_leaving(desk: OfficeDesk) -> None:
    covered(desk, MUTUAL)
    unpaid(desk, MUTUAL, ("CO", "50"))
    page = what_now(desk)
    page.acts[Act.APPEAL].click()
    answer(page, kind="provider_dispute")
    letter = shown(desk, AppealPage)
    letter.form.own.setPlainText("Half a sentence")
    desk.press(letter.form.own, Qt.Key.Key_Escape)
    page = shown(desk, WhatNowPage)
    assert page.acts[Act.APPEAL].text() == "Go on with the appeal"
    page.acts[Act.APPEAL].click()
    assert shown(desk, AppealPage).form.own.toPlainText() == "Half a sentence"


def test_a_fact_leads_into_the_note_and_a_follow_up_is_set(desk: OfficeDesk) -> None:
    covered(desk, MUTUAL)
    claim = unpaid(desk, MUTUAL, ("CO", "50"))
    page = what_now(desk)
    page.acts[Act.ASK].click()
    answer(page, day="t+3")
    today = desk.office.clock.local().date()
    day = claim_now(desk).follow_up
    assert day is not None
    assert (day - today).days == 3
    (link,) = page.answering.findChildren(QPushButton, f"fact-{claim.lines[0].note}-condition")
    link.click()
    assert desk.page.note.id == claim.lines[0].note


def test_no_appeal_rights_lead_to_a_corrected_claim(desk: OfficeDesk) -> None:
    covered(desk, MUTUAL)
    unpaid(desk, MUTUAL, ("CO", "16"), remarks=("MA130",))
    page = what_now(desk)
    assert "There are no appeal rights" in texts_of(page.standing)
    assert Act.APPEAL not in page.acts
    page.acts[Act.REPLACE].click()
    assert shown(desk, ClaimPage).claim.replaces == "claim-1"


def test_a_code_that_only_reports_keeps_since_when_its_benefit_is_active(
    desk: OfficeDesk,
) -> None:
    covered(desk, MUTUAL)
    unpaid(desk, MUTUAL, ("CO", "246"))
    assert claim_now(desk).state is ClaimState.PAID
    (ways,) = desk.window.findChildren(DenialWays)
    ways.show_what_now("claim-1")
    page = shown(desk, WhatNowPage)
    assert "Expected" in texts_of(page.standing)
    page.acts[Act.TRIGGER].click()
    answer(page, day="11/3/2026", how="EOB of 11/14/2026")
    with desk.office.store.reading() as found:
        (check,) = found.verifications.of_patient("p1")
    assert (check.code, check.payer, check.covered) == ("D9311", MUTUAL, "yes")
    assert check.active_since == dt.date(2026, 11, 3)
    (look,) = desk.office.billing.claim_files.open("claim-1").coverages
    assert look.trigger == "D9311: its benefit is active since 11/03/2026."
    page.acts[Act.TRIGGER].click()
    answer(page, day="11/4/2026", how="Portal")
    with desk.office.store.reading() as found:
        (mended,) = found.verifications.of_patient("p1")
    assert (mended.id, mended.active_known_by) == (check.id, "Portal")


def test_the_channel_of_an_appeal_is_chosen_and_what_does_not_fit_is_mended(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    covered(desk, MUTUAL)
    claim = unpaid(desk, MUTUAL, ("CO", "50"))
    fax = taken_in(desk, "A fax nobody looked through", kind=EvidenceKind.FAX)
    page = what_now(desk)
    page.acts[Act.APPEAL].click()
    answer(page, kind="provider_dispute")
    letter = shown(desk, AppealPage)
    travel = letter.travel
    assert travel.channels.currentData() == "mail"
    at = travel.channels.findData("fax")
    travel.channels.setCurrentIndex(at)
    travel.channels.activated.emit(at)
    (item,) = letter.form.documents.findItems(fax.title, Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Checked)
    letter.steps.next.click()
    desk.until(lambda: bool(travel.misfits.boxes))
    assert "One thing to mend first" in letter.notice.text
    (box,) = (each for each in travel.misfits.boxes if fax.title in each.text)
    assert desk.window.focusWidget() is box.buttons[0]
    (leave_out,) = (each for each in box.buttons if each.text() == "Leave it out")
    leave_out.click()
    desk.until(lambda: bool(letter.findChildren(QFileDialog)))
    assert fax.id not in claim_now(desk).appeals[0].documents
    dialog = dialog_of(letter, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.done(0)
    desk.until(lambda: "files written" in letter.notice.text)
    (pack,) = desk.office.packs.of_note(claim.lines[0].note)
    assert pack.channel == "fax"
    letter.steps.next.click()
    assert dialog_of(letter, SendingDialog).way.currentData() == "fax"
    (ways,) = desk.window.findChildren(DenialWays)
    ways.show_appeal(claim.id)
    assert shown(desk, AppealPage).travel.channels.currentData() == "fax"


def test_whoever_recorded_the_sending_finds_the_next_step_under_the_same_key(
    desk: OfficeDesk,
) -> None:
    covered(desk, MUTUAL)
    unpaid(desk, MUTUAL, ("CO", "50"))
    page = what_now(desk)
    page.acts[Act.APPEAL].click()
    answer(page, kind="provider_dispute")
    letter = shown(desk, AppealPage)
    aside = letter.steps.others[Step.SEND]
    aside.setFocus()
    aside.click()
    assert dialog_of(letter, SendingDialog).way.currentData() == "mail"
    record_sent(letter, "")
    assert letter.steps.first is Step.DECIDE
    assert desk.window.focusWidget() is letter.steps.next
    letter.steps.next.click()
    day = dialog_of(letter, AskDialog).fields["day"]
    assert isinstance(day, QLineEdit)
    assert day.text() == f"{desk.office.clock.local():%m/%d/%Y}"


def test_two_workstations_lose_nothing_that_was_typed(desk: OfficeDesk) -> None:
    covered(desk, MUTUAL)
    unpaid(desk, MUTUAL, ("CO", "50"))
    page = what_now(desk)
    page.acts[Act.APPEAL].click()
    answer(page, kind="provider_dispute")
    letter = shown(desk, AppealPage)
    letter.form.own.setPlainText("Typed here")
    claims = desk.office.billing.claims
    claims.change(claim_now(desk).model_copy(update={"owner": "somebody"}), "owner")
    assert letter.flush()
    assert letter.form.own.toPlainText() == "Typed here"
    assert claim_now(desk).appeals[0].words == "Typed here"
    assert claim_now(desk).owner == "somebody"


def test_an_appeal_rests_on_one_note_of_the_claim(desk: OfficeDesk) -> None:
    covered(desk, MUTUAL)
    claim = unpaid(desk, MUTUAL, ("CO", "50"))
    other = stored_note(desk, condition="Another condition altogether")
    second = claim.lines[0].model_copy(update={"id": "l9", "note": other})
    with desk.office.store.writing() as found:
        found.claims.save(claim.model_copy(update={"lines": (*claim.lines, second)}))
    page = what_now(desk)
    page.acts[Act.APPEAL].click()
    answer(page, kind="provider_dispute")
    letter = shown(desk, AppealPage)
    assert letter.appeal.quotes
    letter.form.note.setCurrentIndex(letter.form.note.findData(other))
    assert letter.appeal.quotes == ()
    offered = [letter.form.quotes.item(row).text() for row in range(letter.form.quotes.count())]
    assert "“Another condition altogether”" in offered
    assert claim_now(desk).appeals[0].note == other


def test_an_appeal_begun_by_mistake_is_given_up_and_the_right_one_begun(desk: OfficeDesk) -> None:
    covered(desk, MUTUAL)
    unpaid(desk, MUTUAL, ("CO", "97"))
    page = what_now(desk)
    page.acts[Act.APPEAL].click()
    answer(page, kind="member_appeal")
    wrong = shown(desk, AppealPage)
    wrong.steps.others[Step.DROP].click()
    answer(wrong, why="Meant as our own")
    assert claim_now(desk).appeals[0].was_dropped
    assert wrong.form.request.isReadOnly()
    assert "Given up" in wrong.until.text()
    wrong.steps.next.click()
    again = shown(desk, WhatNowPage)
    again.acts[Act.APPEAL].click()
    answer(again, kind="provider_dispute")
    right = shown(desk, AppealPage)
    assert (right.appeal.kind, right.appeal.level) == ("provider_dispute", 1)
