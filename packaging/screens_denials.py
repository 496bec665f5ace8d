"""What comes of a payer's judgment: "What now?" and an appeal, for the pictures of `screens.py`.

One claim asks for a document (252), one was absorbed (97), one was refused on paper; two payers.
"""

import dataclasses
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.claims.claim import ClaimLine, ClaimState
from app.domain.evidence.evidence import EvidenceKind
from app.domain.evidence.offer import Pasted
from app.domain.finding.listing import NoteQuery
from app.domain.notes.note import Note
from app.services.denials.what_now import Act
from app.services.documents.documents import Taken
from app.services.office.office import Office
from app.ui.pages.appeals.appeal_page import AppealPage
from app.ui.pages.appeals.appeal_steps import Step
from app.ui.pages.appeals.what_now import WhatNowPage
from app.ui.ways.denial_ways import DenialWays
from app.ui.window.main_window import MainWindow
from bench_office import scan
from screens_billing import ClaimShelf

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
Until = Callable[[Callable[[], bool]], None]
_S = ClaimState
_PAPER = "Service considered part of another procedure. Send the length of the call."


def draw_denials(
    window: MainWindow,
    office: Office,
    scratch: Path,
    draw: Draw,
    draw_dialog: DrawDialog,
    until: Until,
) -> None:
    """Each denial as it is met, then one appeal from its first word to its outcome."""
    ids = _fill(office, scratch)
    (ways,) = window.findChildren(DenialWays)
    for name in ("document", "absorbed", "paper", "unknown", "ordinary"):
        ways.show_what_now(ids[name])
        draw(window, f"what now, {name}")
    ways.show_what_now(ids["absorbed"])
    page = _what_now(window)
    page.next_time.click()
    draw_dialog(window, "let the next note ask")
    page.acts[Act.ASK].click()
    draw_dialog(window, "ask the payer later")
    page.acts[Act.APPEAL].click()
    draw_dialog(window, "begin an appeal")
    claim = office.billing.claims.get(ids["absorbed"])
    _, appeal = office.billing.appeals.begin(claim, "provider_dispute")
    ways.show_appeal(ids["absorbed"], appeal.id)
    _draw_appeal(window, scratch, draw, draw_dialog, until)
    claim = office.billing.claims.get(ids["paper"])
    _, member = office.billing.appeals.begin(claim, "member_appeal")
    ways.show_appeal(ids["paper"], member.id)
    own = _appeal(window)
    until(lambda: bool(own.preview.findChildren(QPdfDocument)))
    own.page.verticalScrollBar().setValue(10_000)
    draw(window, "appeal of the member, scrolled down")
    own.steps.others[Step.SEND].click()
    draw(window, "appeal of the member, not yet")
    window.resize(900, 640)
    draw(window, "appeal, narrow")
    window.resize(1280, 720)


def _draw_appeal(
    window: MainWindow, scratch: Path, draw: Draw, draw_dialog: DrawDialog, until: Until
) -> None:
    page = _appeal(window)
    page.form.own.setPlainText("We called on November 20. Please call Dr. Samplemann if unclear.")
    until(lambda: bool(page.preview.findChildren(QPdfDocument)))
    draw(window, "appeal")
    page.page.verticalScrollBar().setValue(10_000)
    draw(window, "appeal, scrolled down")
    page.flush()
    target = scratch / "appeals"
    target.mkdir()
    page.steps.next.click()
    until(lambda: bool(page.findChildren(QFileDialog)))
    page.findChildren(QFileDialog)[0].fileSelected.emit(str(target))
    page.findChildren(QFileDialog)[0].done(0)
    until(lambda: "files written" in page.notice.text)
    draw(window, "appeal, packed")
    page.steps.next.click()
    draw_dialog(window, "appeal, record as sent")


def _what_now(window: MainWindow) -> WhatNowPage:
    page = window.records.page
    assert isinstance(page, WhatNowPage), "shown just now"
    return page


def _appeal(window: MainWindow) -> AppealPage:
    page = window.records.page
    assert isinstance(page, AppealPage), "shown just now"
    return page


def _fill(office: Office, scratch: Path) -> Mapping[str, str]:
    """Claims of the signed sample notes, as payers answered them."""
    with office.store.reading() as found:
        rows = found.notes.page(NoteQuery(status="signed")).rows
        notes = {row.code: found.notes.get(row.id) for row in rows}
    consult, manage = notes["D9311"], notes["D9997"]
    assert consult is not None, "a sample"
    assert manage is not None, "a sample"
    eobs = {note.patient_id: _take_eob(office, scratch, note) for note in (consult, manage)}
    today = office.clock.local().date()

    def line(note: Note | None, code: str, fee: str) -> ClaimLine:
        day = note.date_of_service if note else None
        return ClaimLine(
            id="x",
            code=code,
            on=day or today,
            fee=Decimal(fee),
            note=note.id if note else "",
        )

    with office.store.writing() as found:
        shelf = ClaimShelf(office, found)
        exam = dataclasses.replace(consult, id="")
        shelf.add("document", manage.patient_id, 0, line(manage, "D9997", "120.00"))
        shelf.add(
            "absorbed",
            consult.patient_id,
            0,
            line(consult, "D9311", "85.00"),
            line(exam, "D0150", "95.00"),
        )
        shelf.add("paper", consult.patient_id, 0, line(consult, "D9311", "85.00"))
        shelf.add("unknown", manage.patient_id, 0, line(manage, "D9997", "120.00"))
        shelf.add("ordinary", manage.patient_id, 0, line(manage, "D9997", "120.00"))
        for name in tuple(shelf.ids):
            shelf.move(name, 0, _S.READY, _S.SENT)
        asked = ("CO", "252", "120.00")
        shelf.judge("document", 0, "0.00", asked, remarks=("N706",), due_in=24)
        shelf.judge("absorbed", 0, "0.00", ("CO", "97", "85.00"), due_in=150)
        shelf.judge("paper", 0, "0.00", ("", "", "85.00"), printed=_PAPER, due_in=4)
        strange = ("PR", "999", "120.00")
        shelf.judge("unknown", 0, "0.00", strange, remarks=("N999",))
        shelf.judge("ordinary", 0, "80.00", ("CO", "45", "30.00"), ("PR", "1", "10.00"))
        for name, claim_id in shelf.ids.items():
            claim = found.claims.get(claim_id)
            assert claim is not None, "kept just now"
            scanned = eobs[claim.patient]
            postings = tuple(
                each.model_copy(update={"evidence": scanned}) for each in claim.postings
            )
            if name != "unknown":
                found.claims.save(claim.model_copy(update={"postings": postings}))
        patient = found.patients.get(consult.patient_id)
        assert patient is not None, "a sample"
        coverages = tuple(
            each.model_copy(update={"payer_card": "example-mutual"}) for each in patient.coverages
        )
        found.patients.save(patient.model_copy(update={"coverages": coverages}))
        return dict(shelf.ids)


def _take_eob(office: Office, scratch: Path, note: Note) -> str:
    """A scan of the payer's EOB; returns its SHA-256."""
    content = scan(scratch / f"eob-{note.code}.pdf", 1).read_bytes()
    offer = Pasted("EOB.pdf", content)
    taken = office.documents.take_in(offer, note.patient_id, office.charting.user)
    assert isinstance(taken, Taken), "our own scan"
    changes = {"title": f"EOB for {note.code}", "kind": EvidenceKind.EOB, "other_patients": "no"}
    return office.documents.save(taken.record.model_copy(update=changes)).sha256
