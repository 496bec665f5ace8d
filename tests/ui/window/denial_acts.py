"""What a biller does with a claim that was not paid, in the words of the tests."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from app import paths
from app.domain.audit import Deed
from app.domain.claims.claim import (
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.claims.claim_steps import judged
from app.domain.evidence.evidence import EvidenceKind
from app.domain.practice.people import Coverage, PayerType
from app.services.claims.claim_keeping import keep
from app.stock import Stock
from app.ui.dialogs.ask_dialog import AskDialog
from app.ui.dialogs.sending_dialog import SendingDialog
from app.ui.pages.appeals.appeal_page import AppealPage
from app.ui.pages.appeals.what_now import WhatNowPage
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.ways.claim_ways import ClaimWays
from tests.office_desk import OfficeDesk
from tests.ui.window.pack_acts import stored_note, taken_in

MUTUAL, MEDICAID = "Example Mutual Dental", "Sample State Medicaid"
FEE = Decimal("85.00")

Found = TypeVar("Found", bound=QWidget)


def covered(desk: OfficeDesk, payer: str, card: str = "") -> None:
    """Marisol's only coverage."""
    kinds = {MEDICAID: PayerType.MEDICAID_FFS}
    coverage = Coverage(
        payer=payer,
        payer_type=kinds.get(payer, PayerType.SELF_FUNDED),
        member_id="EM0001042",
        payer_card=card,
    )
    with desk.office.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient is not None
        found.patients.save(patient.model_copy(update={"coverages": (coverage,)}))


def example_card(desk: OfficeDesk) -> None:
    """The fictional payer's card, as it ships."""
    file = paths.resources_folder() / "payers" / "example-mutual.yaml"
    text = file.read_text("utf-8")
    loaded, problems = Stock().read_card(text, file.name)
    assert loaded, problems
    with desk.office.store.writing() as found:
        found.payer_cards.put(loaded.card, text)


def unpaid(
    desk: OfficeDesk,
    payer: str,
    *adjustments: tuple[str, str],
    remarks: Sequence[str] = (),
    printed: str = "",
    exam: bool = False,
) -> Claim:
    """A claim of a signed note that was sent, and the payer's answer to it with its scan."""
    office = desk.office
    note = stored_note(desk)
    eob = taken_in(desk, "EOB", kind=EvidenceKind.EOB, other_patients="no")
    today = office.clock.local().date()
    lines = [ClaimLine(id="l1", code="D9311", on=today, fee=FEE, note=note)]
    if exam:
        lines.append(ClaimLine(id="l2", code="D0150", on=today, fee=Decimal("95.00")))
    taken = tuple(
        PostedAdjustment(group=group, reason=reason, amount=FEE) for group, reason in adjustments
    )
    posted = [PostedLine(line="l1", billed=FEE, adjustments=taken, remarks=tuple(remarks))]
    if exam:
        whole = Decimal("95.00")
        posted.append(PostedLine(line="l2", billed=whole, paid=whole))
    posting = Posting(
        id="eob-1",
        at=office.clock.utc(),
        by=office.charting.user,
        source="paper",
        eob_date=today,
        payer_number="26-77",
        billed=sum((each.fee for each in lines), Decimal(0)),
        paid=Decimal("95.00") if exam else Decimal(0),
        lines=tuple(posted),
        reason_as_printed=printed,
        answer_due=today + dt.timedelta(days=30),
        evidence=eob.sha256,
    )
    claim = Claim(
        id="claim-1",
        number="C26TEST1",
        patient="p1",
        payer=payer,
        lines=tuple(lines),
        state=ClaimState.SENT,
    )
    with office.store.writing() as found:
        return keep(found, office.trail, judged(claim, posting), Deed.CLAIM_JUDGED)


def claim_now(desk: OfficeDesk) -> Claim:
    """The claim on the disk."""
    return desk.office.billing.claims.get("claim-1")


def what_now(desk: OfficeDesk) -> WhatNowPage:
    """From the claim's page to "What now?", by its next step."""
    (ways,) = desk.window.findChildren(ClaimWays)
    ways.show("claim-1")
    shown(desk, ClaimPage).step.click()
    return shown(desk, WhatNowPage)


def shown(desk: OfficeDesk, kind: type[Found]) -> Found:
    """The page that is open."""
    page = desk.window.records.page
    assert isinstance(page, kind), page
    return page


def texts_of(widget: QWidget) -> str:
    """Everything that can be read on a part of a page."""
    labels = widget.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(widget))


def dialog_of(page: QWidget, kind: type[Found]) -> Found:
    """The dialog that is open."""
    return next(each for each in page.findChildren(kind) if each.isVisible())


def answer(page: QWidget, **answers: str) -> None:
    """Fill in the dialog that asks, and press its button."""
    dialog = dialog_of(page, AskDialog)
    for name, value in answers.items():
        field = dialog.fields[name]
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(value))
        else:
            assert isinstance(field, QLineEdit)
            field.setText(value)
    dialog.done_button.click()
    assert dialog.trouble == ""


def pack_into(desk: OfficeDesk, page: AppealPage, folder: Path) -> Path:
    """Make the pack by the next step into a new folder; returns the folder of its files."""
    folder = folder / "to send"
    folder.mkdir()
    page.steps.next.click()
    desk.until(lambda: bool(page.findChildren(QFileDialog)) or bool(_refused(page)))
    assert not _refused(page), page.notice.text
    dialog = dialog_of(page, QFileDialog)
    dialog.fileSelected.emit(str(folder))
    dialog.done(0)
    desk.until(lambda: "files written" in page.notice.text)
    return next(folder.iterdir())


def _refused(page: AppealPage) -> str:
    said = page.notice.text
    return "" if said.startswith("Laying the pack out") else said


def record_sent(page: QWidget, reference: str) -> None:
    """Say how it was sent."""
    dialog = dialog_of(page, SendingDialog)
    dialog.reference.setText(reference)
    button = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Record")
    button.click()
