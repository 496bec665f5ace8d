"""After a lock one key leads back to the page, its field and caret: an EOB, an appeal, a call."""

from PySide6.QtCore import Qt

from app.domain.practice.people import Coverage, PayerType
from app.ui.pages.appeals.appeal_page import AppealPage
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.payers.call_sheet import CallSheetPage
from app.ui.pages.remittances.eob_page import EobPage
from app.ui.pages.remittances.eob_rows import Column
from app.ui.ways.claim_ways import ClaimWays
from app.ui.ways.denial_ways import DenialWays
from tests.office_desk import OfficeDesk
from tests.ui.window.acts import new_note, type_condition
from tests.ui.window.denial_acts import MUTUAL, covered, shown, unpaid
from tests.ui.window.test_eob import begin_claim, eob_of, focus, keys
from tests.ui.window.test_returning import caret, lock_and_unlock, offer, offers


def go_on(desk: OfficeDesk) -> None:
    """Lock, unlock, and take what is offered."""
    lock_and_unlock(desk)
    assert offer(desk).text.startswith("Before the lock the page “")
    desk.press(offer(desk).buttons[0], Qt.Key.Key_Space)
    assert not offers(desk)


def test_back_to_a_cell_of_an_eob_although_a_note_lay_below(desk: OfficeDesk) -> None:
    claim = begin_claim(desk)
    new_note(desk)
    type_condition(desk, "atrial fibrillation")
    page = eob_of(desk, claim)
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.grid.model().index(1, Column.PAID))
    keys("12.50")
    place = page.grid.currentIndex()
    here = (place.row(), place.column())
    go_on(desk)
    page = shown(desk, EobPage)
    assert page.typed.lines[1].paid == "12.50"
    place = page.grid.currentIndex()
    assert (place.row(), place.column()) == here
    assert page.isAncestorOf(focus())
    assert desk.window.note_page is not None, "the note lies below again"


def test_back_to_the_caret_in_a_letter(desk: OfficeDesk) -> None:
    covered(desk, MUTUAL)
    claim = unpaid(desk, MUTUAL, ("CO", "50"))
    office = desk.office
    office.billing.appeals.begin(office.billing.claims.get(claim.id), "provider_dispute")
    (ways,) = desk.window.findChildren(DenialWays)
    ways.show_appeal(claim.id)
    letter = shown(desk, AppealPage)
    letter.form.own.setFocus()
    desk.type(letter.form.own, "In our words")
    for _ in range(5):
        desk.press(letter.form.own, Qt.Key.Key_Left)
    go_on(desk)
    letter = shown(desk, AppealPage)
    assert focus() is letter.form.own
    assert (letter.form.own.toPlainText(), caret(desk)) == ("In our words", 7)


def test_back_to_half_a_fee_on_a_claim(desk: OfficeDesk) -> None:
    covered(desk, MUTUAL)
    claim = begin_claim(desk)
    claims = desk.office.billing.claims
    with desk.office.store.writing() as found:
        found.claims.save(claims.get(claim.id).model_copy(update={"follow_up": None}))
    (ways,) = desk.window.findChildren(ClaimWays)
    ways.show(claim.id)
    page = shown(desk, ClaimPage)
    page.standing.follow_up.setFocus()
    desk.type(page.standing.follow_up, "12/")
    go_on(desk)
    page = shown(desk, ClaimPage)
    assert focus() is page.standing.follow_up
    assert page.standing.follow_up.text() == "12/"
    desk.type(focus(), "15/2026")
    desk.press(focus(), Qt.Key.Key_Tab)
    desk.until(lambda: claims_follow_up(desk, claim.id) == "2026-12-15")


def test_back_to_a_call_with_the_phone_at_the_ear(desk: OfficeDesk) -> None:
    plan = Coverage(order=1, payer="Sample Plan", payer_type=PayerType.COMMERCIAL_INSURED)
    with desk.office.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient is not None
        found.patients.save(patient.model_copy(update={"coverages": (plan,)}))
    desk.window.records.call_requested.emit("p1", 1, None)
    page = shown(desk, CallSheetPage)
    desk.type(focus(), "Pat Linesample")
    code = page.code
    page.go_to("covered")
    desk.press(focus(), Qt.Key.Key_Y)
    page.go_to("reference")
    desk.type(focus(), "CALL-7")
    go_on(desk)
    page = shown(desk, CallSheetPage)
    assert page.code == code
    desk.type(focus(), "8")
    assert page.leave()
    with desk.office.store.reading() as found:
        (check,) = found.verifications.of_patient("p1")
    assert (check.representative, check.reference) == ("Pat Linesample", "CALL-78")


def claims_follow_up(desk: OfficeDesk, claim_id: str) -> str:
    return str(desk.office.billing.claims.get(claim_id).follow_up)
