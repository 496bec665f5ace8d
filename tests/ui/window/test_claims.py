"""Claims from the window: begun, made ready and sent by keyboard; nothing typed is lost."""

import shutil
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from app import bootstrap
from app.domain.audit import About, Deed
from app.domain.claims.claim import Claim, ClaimState, PostedAdjustment, PostedLine, Posting
from app.domain.claims.claim_steps import judged
from app.domain.practice.authority import Right
from app.domain.practice.people import StaffRole
from app.services.claims.claim_acts import Act
from app.services.claims.patient_part import MEDICAID_SHARE, UNTIL_CHECKED
from app.services.notes.charting import summary_of
from app.services.people.access import Access
from app.services.permission import why_not
from app.stock import Stock
from app.storage.folder import EmbeddedFolder
from app.ui.dialogs.ask_dialog import AskDialog
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.patients.patient import PatientPage
from app.ui.theme import Role
from tests.office_desk import CHEAP, CONTROL, PASSPHRASE, OfficeDesk
from tests.ui.window.acts import Sit

SPACE = Qt.Key.Key_Space


@pytest.fixture(scope="session")
def sample_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample practice with its two signed notes, closed."""
    folder = tmp_path_factory.mktemp("samples") / "data"
    new, problems = Access(EmbeddedFolder(folder), CHEAP).begin(PASSPHRASE)
    assert new, problems
    assert new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    store = new.create()
    bootstrap.fill_with_samples(Stock(), store)
    store.close()
    return folder


@pytest.fixture
def desk(sit: Sit, tmp_path: Path, sample_practice: Path) -> OfficeDesk:
    """The program over the sample practice, unlocked."""
    folder = tmp_path / "data"
    shutil.copytree(sample_practice, folder)
    desk = sit(folder)
    desk.unlock()
    return desk


def shown(desk: OfficeDesk) -> ClaimPage:
    page = desk.window.pages.currentWidget()
    assert isinstance(page, ClaimPage), page
    return page


def begun(desk: OfficeDesk, code: str = "D9311") -> ClaimPage:
    desk.window.open_note(f"sample-{code}")
    desk.shortcut(Qt.Key.Key_B, CONTROL)
    return shown(desk)


def stored(desk: OfficeDesk, page: ClaimPage) -> Claim:
    return desk.office.billing.claims.get(page.claim.id)


def asked(desk: OfficeDesk) -> AskDialog:
    open_now = [each for each in desk.window.findChildren(AskDialog) if each.isVisible()]
    assert len(open_now) == 1
    return open_now[0]


def confirm(desk: OfficeDesk, typed: str = "") -> None:
    """Type where the caret of the open dialog stands, and press Enter."""
    dialog = asked(desk)
    desk.until(lambda: dialog.isAncestorOf(focused()))
    if typed:
        desk.type(focused(), typed)
    desk.press(focused(), Qt.Key.Key_Return)


def has_left(page: ClaimPage, count: int) -> bool:
    return len(page.before.open) == count


def says(widget: QWidget | None, words: str) -> bool:
    return isinstance(widget, QPushButton) and widget.text() == words


def focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def until(desk: OfficeDesk, page: ClaimPage, state: ClaimState) -> None:
    desk.until(lambda: page.file.claim.state is state)


def test_a_claim_is_begun_made_ready_and_sent_by_keyboard(desk: OfficeDesk) -> None:
    page = begun(desk)
    assert focused() is page.step
    assert page.step.text() == Act.READY.value
    desk.press(focused(), SPACE)
    until(desk, page, ClaimState.READY)
    assert (focused(), page.step.text()) == (page.step, Act.SEND.value)
    desk.press(focused(), SPACE)
    confirm(desk)
    until(desk, page, ClaimState.SENT)
    claim = stored(desk, page)
    assert (claim.sent_how, claim.sent_on) == ("portal", desk.office.clock.local().date())
    assert claim.attachment_number == "CPSAMPLE9311"
    assert page.badge.text() == "Sent"


def test_no_claim_was_sent_before_its_service(desk: OfficeDesk) -> None:
    page = begun(desk)
    desk.press(focused(), SPACE)
    until(desk, page, ClaimState.READY)
    desk.press(focused(), SPACE)
    confirm(desk, "11/02/2026")
    assert "The service was on 11/03/2026." in " ".join(
        label.text() for label in asked(desk).findChildren(QLabel) if label.isVisible()
    )
    assert stored(desk, page).state is ClaimState.READY


def test_a_note_leads_to_its_claim_again(desk: OfficeDesk) -> None:
    first = begun(desk).claim.id
    assert begun(desk).claim.id == first
    assert len(desk.office.billing.claims.of_note("sample-D9311")) == 1


def test_a_note_that_is_not_what_was_signed_says_so_in_the_claims_list(desk: OfficeDesk) -> None:
    page = begun(desk)
    assert said_of_note(page) == {"Complete for the claim"}
    with desk.office.store.writing() as found:
        about = About("note", "sample-D9311", note="sample-D9311")
        desk.office.trail.add(found, Deed.NOTE_CO_SIGNED, about, digest="of no entry there is")
    desk.window.open_note("sample-D9997")
    assert said_of_note(begun(desk)) == {"Signature does not match"}


def said_of_note(page: ClaimPage) -> set[str]:
    """What the pills in the list of notes say."""
    labels = page.notes.findChildren(QLabel)
    return {label.text() for label in labels if label.property("pill")}


def test_a_warning_is_answered_once_with_a_reason(desk: OfficeDesk) -> None:
    page = begun(desk, "D9997")
    desk.press(page.step, SPACE)
    assert "Before it goes" in page.notice.text
    assert stored(desk, page).state is ClaimState.NOT_CLAIMED
    while page.before.open:
        left = len(page.before.open)
        assert page.before.isAncestorOf(desk.window.focusWidget())
        ways = page.before.findChildren(QPushButton)
        desk.press(next(way for way in ways if says(way, "Answer…")), SPACE)
        confirm(desk, "Billed with the surgery")
        desk.until(partial(has_left, page, left - 1))
    desk.press(page.step, SPACE)
    until(desk, page, ClaimState.READY)
    assert {event.text for event in stored(desk, page).events[:-1]} == {"Billed with the surgery"}


def test_a_warning_leads_to_the_fee_that_is_missing(desk: OfficeDesk) -> None:
    page = begun(desk, "D9997")
    desk.press(page.step, SPACE)
    way = desk.window.focusWidget()
    assert says(way, "Type it in")
    desk.press(way, SPACE)
    field = next(f for f in page.lines.fees.values() if f is desk.window.focusWidget())
    count = len(page.before.open)
    desk.type(field, "95")
    desk.press(field, Qt.Key.Key_Tab)
    desk.until(partial(has_left, page, count - 1))


def test_fees_typed_one_after_the_other_are_all_kept(desk: OfficeDesk) -> None:
    page = begun(desk, "D9997")
    zero = [line.id for line in page.claim.lines if not line.fee]
    for line_id, typed in zip(zero, ("95", "180.50", "1,200"), strict=True):
        field = page.lines.fees[line_id]
        field.setFocus()
        field.selectAll()
        desk.type(field, typed)
        desk.press(field, Qt.Key.Key_Tab)
    assert page.flush()
    assert f"{stored(desk, page).billed:.2f}" == "1595.50"
    assert not page.before.open


def test_an_amount_that_cannot_be_read_stays_and_is_said(desk: OfficeDesk) -> None:
    page = begun(desk)
    field = page.lines.fees[page.claim.lines[0].id]
    field.setFocus()
    field.selectAll()
    desk.type(field, "about 80")
    desk.press(field, Qt.Key.Key_Tab)
    assert page.notice.text
    assert not page.flush()
    assert field.text() == "about 80"
    assert f"{stored(desk, page).billed}" == "85.00"
    page.step.click()
    assert (focused(), field.selectedText()) == (field, "about 80"), "to be typed over"


def test_the_next_step_is_one_key_away_from_every_field(desk: OfficeDesk) -> None:
    page = begun(desk)
    field = page.lines.fees[page.claim.lines[0].id]
    field.selectAll()
    desk.type(field, "90")
    desk.press(field, Qt.Key.Key_Return, CONTROL)
    until(desk, page, ClaimState.READY)
    assert f"{stored(desk, page).billed}" == "90.00"


def test_a_quantity_takes_its_fee_along_and_is_a_whole_number(desk: OfficeDesk) -> None:
    page = begun(desk)
    field = page.lines.quantities[page.claim.lines[0].id]
    for typed in ("1.5", "0", "2"):
        field.setFocus()
        field.selectAll()
        desk.type(field, typed)
        desk.press(field, Qt.Key.Key_Tab)
        assert bool(page.notice.text) == (typed != "2")
    assert page.flush()
    (line,) = stored(desk, page).lines
    assert (line.quantity, line.fee) == (2, Decimal("170.00"))
    assert page.lines.fees[line.id].text() == "170.00"


def test_what_somebody_else_changed_meanwhile_loses_nothing_typed(desk: OfficeDesk) -> None:
    page = begun(desk)
    claims = desk.office.billing.claims
    claims.change(page.claim.model_copy(update={"owner": ""}), "owner")
    page.standing.follow_up.setFocus()
    desk.type(page.standing.follow_up, "t+7")
    desk.press(page.standing.follow_up, Qt.Key.Key_Tab)
    desk.until(lambda: stored(desk, page).follow_up is not None)
    assert stored(desk, page).owner == ""
    assert page.notice.role is Role.SILENT, "nothing was refused"


def test_the_patient_page_lists_the_claim_and_leads_to_it_and_back(desk: OfficeDesk) -> None:
    claim_id = begun(desk).claim.id
    desk.window.show_patient("marisol-testwell")
    patient = desk.window.pages.currentWidget()
    assert isinstance(patient, PatientPage)
    patient.claims.links[0].click()
    assert shown(desk).claim.id == claim_id
    desk.press(shown(desk).step, Qt.Key.Key_Escape)
    assert isinstance(desk.window.pages.currentWidget(), PatientPage)


def judged_claim(
    desk: OfficeDesk, page: ClaimPage, *adjustments: tuple[str, str, str]
) -> ClaimPage:
    """The claim sent and answered, its page shown anew."""
    claims = desk.office.billing.claims
    ready = claims.move(page.claim, ClaimState.READY)
    sent = claims.move(ready, ClaimState.SENT, sent_on=ready.began)
    amounts = tuple(
        PostedAdjustment(group=group, reason=reason, amount=Decimal(amount))
        for group, reason, amount in adjustments
    )
    line = PostedLine(
        line=sent.lines[0].id, billed=sent.lines[0].fee, paid=Decimal(0), adjustments=amounts
    )
    posting = Posting(
        id="x",
        at=desk.office.clock.utc(),
        by="b1",
        source="paper",
        billed=sent.lines[0].fee,
        paid=Decimal(0),
        lines=(line,),
    )
    with desk.office.store.writing() as found:
        found.claims.save(judged(sent, posting))
    page.reread()
    return page


def said(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel)]


def offered(part: QWidget) -> list[str]:
    return [button.text() for button in part.findChildren(QPushButton)]


def test_a_denied_claim_says_why_and_that_the_sums_hold(desk: OfficeDesk) -> None:
    page = judged_claim(desk, begun(desk), ("CO", "97", "85.00"))
    assert page.badge.text() == "Disallowed"
    assert page.step.text() == Act.WHAT_NOW.value
    words = said(page.answers)
    assert any(text.startswith("CO 97 $85.00. ") for text in words)
    assert "Billed $85.00 = paid $0.00 + not paid $85.00." in words
    assert not page.lines.fees  # what the payer has is not typed over


def test_one_enter_too_many_reopens_nothing(desk: OfficeDesk) -> None:
    page = judged_claim(desk, begun(desk), ("CO", "45", "85.00"))
    page.take_focus()
    assert page.step.text() == Act.CLOSE.value
    desk.press(focused(), SPACE)
    confirm(desk)
    until(desk, page, ClaimState.CLOSED)
    desk.until(lambda: desk.window.focusWidget() is page.more)
    assert page.step.property("kind") != "primary"
    desk.shortcut(Qt.Key.Key_Return, CONTROL)
    assert stored(desk, page).state is ClaimState.CLOSED


def test_what_an_older_answer_allowed_does_not_stand_beside_a_newer_payment(
    desk: OfficeDesk,
) -> None:
    page = judged_claim(desk, begun(desk), ("CO", "97", "85.00"))
    denied = page.file.claim.postings[0]
    none = denied.lines[0].model_copy(update={"allowed": Decimal(0)})
    paid = denied.lines[0].model_copy(update={"paid": Decimal(60), "adjustments": ()})
    first = denied.model_copy(update={"lines": (none,)})
    second = denied.model_copy(update={"id": "y", "paid": Decimal(60), "lines": (paid,)})
    claim = page.file.claim.model_copy(update={"postings": (first, second)})
    page.lines.show_claim(claim)
    words = said(page.lines)
    assert "$60.00" in words
    assert "$0.00" not in words, "the newer answer does not say what was allowed"


def test_a_difference_is_shown(desk: OfficeDesk) -> None:
    page = judged_claim(desk, begun(desk), ("CO", "45", "20.00"))
    assert any("$65.00 that has no reason" in text for text in said(page.answers))


def test_a_medicaid_family_meets_no_bill(desk: OfficeDesk) -> None:
    page = judged_claim(desk, begun(desk, "D9997"), ("PR", "96", "120.00"))
    assert UNTIL_CHECKED in said(page.part)
    assert MEDICAID_SHARE in said(page.part)
    assert offered(page.part) == ["Record an agreement…"]


def test_who_is_not_on_medicaid_is_billed_by_nobody_but_a_person(desk: OfficeDesk) -> None:
    page = judged_claim(desk, begun(desk), ("PR", "204", "85.00"))
    assert said(page.part)[1] == UNTIL_CHECKED
    way = next(b for b in page.part.findChildren(QPushButton) if b.text().startswith("Record what"))
    way.click()
    dialog = asked(desk)
    amount, basis = dialog.fields["amount"], dialog.fields["basis"]
    desk.type(amount, "a lot")
    desk.type(basis, "EOB and plan document")
    dialog.done_button.click()
    assert dialog.trouble
    assert isinstance(amount, QLineEdit)
    amount.setText("60")
    dialog.done_button.click()
    desk.until(lambda: stored(desk, page).events[-1].reference == "patient part")
    assert stored(desk, page).events[-1].text == (
        "Patient’s part checked: $60.00. EOB and plan document"
    )


def test_an_unsigned_note_stops_its_claim_and_is_one_key_away(desk: OfficeDesk) -> None:
    charting = desk.office.charting
    draft = charting.new_note("marisol-testwell", "D9311")
    draft.set_answer("date_of_service", "t")
    note = charting.save(draft.note, summary_of(draft.state))
    desk.window.open_note(note.id)
    desk.shortcut(Qt.Key.Key_B, CONTROL)
    page = shown(desk)
    page.step.click()
    assert "Before it goes" in page.notice.text
    assert stored(desk, page).state is ClaimState.NOT_CLAIMED
    way = desk.window.focusWidget()
    assert says(way, "Open the note")
    desk.press(way, SPACE)
    assert desk.page.note.id == note.id


def test_who_may_not_see_money_is_told_so(desk: OfficeDesk) -> None:
    begun(desk)
    with desk.office.store.writing() as found:
        for member in found.staff.all():
            if member.id == desk.office.trail.who:
                changes = {"role": StaffRole.FRONT_DESK, "more_roles": ()}
                found.staff.save(member.model_copy(update=changes))
    desk.window.show_patient("marisol-testwell")
    patient = desk.window.pages.currentWidget()
    assert isinstance(patient, PatientPage)
    assert patient.claims.links == []
    assert patient.claims.none.text() == why_not(Right.SEE_MONEY)
