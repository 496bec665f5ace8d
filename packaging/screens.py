"""Draws every screen of the program to pictures, in both themes and at three scales.

    python packaging/screens.py --to FOLDER

It drives the real window over a practice of its own in a temporary folder, with the sample notes
that ship. Each theme and scale runs in a process of its own: Qt reads the scale once.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.bootstrap import make_program
from app.crypto import Cost
from app.settings import Theme
from app.ui.actions import Do
from app.ui.dialogs.door import Door
from app.ui.dialogs.first_start_pages import FirstChoice, GroupPage, RecoveryKeyPage
from app.ui.pages.claims.claim_data import ClaimDataPage
from app.ui.pages.notes.note_page import NotePage
from app.ui.pages.practice.channels import ChannelsPage
from app.ui.window.main_window import MainWindow
from screens_cards import draw_cards
from screens_claims import draw_claims
from screens_denials import draw_denials
from screens_documents import draw_documents, draw_scans
from screens_durability import draw_durability
from screens_import import draw_arrivals, draw_import
from screens_look import Look, Pictures
from screens_packs import draw_packs
from screens_payers import draw_payers, draw_reports
from screens_people import draw_door, draw_people
from screens_remit import draw_remittances, draw_taking_back
from screens_requests import draw_requests
from screens_search import draw_search
from screens_side_by_side import draw_side_by_side
from screens_signing import draw_signing
from screens_work import draw_work

ROOT = Path(__file__).resolve().parent.parent
SCREENS = (("100", 1280, 720), ("150", 1920, 1080), ("200", 2560, 1440))
USUAL, NARROW = (1280, 720), (900, 640)
WAIT_MS = 20_000
PHRASE = "an invented phrase for pictures"

HALF_FILLED = {
    "fit_direct": "yes",
    "fit_beyond": "yes",
    "fit_joint": "yes",
    "fit_reason": "Mechanical valve, surgery with much bleeding planned",
    "reason": "cardiac",
    "condition": "Mechanical aortic valve since 2019, stable",
    "history_review": "unchanged",
    "history_on": "t",
    "allergies": "Penicillin: rash as a child",
    "dental_condition": "Generalized periodontitis, stage III",
    "planned_procedures": "Flap surgery with bone grafting",
    "planned_area": "UR, LR",
    "anesthesia": "Lidocaine with epinephrine 1:100,000",
    "billing": "bill",
}
CALL = {
    "name": "Lena Cardwell",
    "credential": "MD",
    "specialty": "Cardiology",
    "organization": "Sampleton Heart Clinic",
    "method": "phone",
    "state": "answered",
    "date": "t",
    "time": "1430",
    "answered_by": "clinician",
}


def render_all(folder: Path) -> int:
    """Draw all; returns how many runs failed."""
    failed = 0
    for percent, width, height in SCREENS:
        for theme in ("light", "dark"):
            target = folder / f"{theme}-{percent}"
            target.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory() as scratch:
                screen = Path(scratch) / "screen.json"
                screen.write_text(json.dumps(_screen(width, height)), encoding="utf-8")
                surroundings = {
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    "QT_SCALE_FACTOR": str(int(percent) / 100),
                    "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
                }
                command = [sys.executable, __file__, "--theme", theme, "--to", str(target)]
                done = subprocess.run(command, env=surroundings, check=False)
            failed += done.returncode != 0
            print(target, "failed" if done.returncode else "", flush=True)
    return failed


def _screen(width: int, height: int) -> dict[str, object]:
    screen = {"name": "one", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    return {"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96}]}


class Tour:
    """Goes through the program and has every screen looked at: drawn, or tried by the tests."""

    def __init__(self, theme: Theme, scratch: Path, look: Look) -> None:
        cost = Cost(passes=1, memory_kib=128, lanes=1)
        self._program, _ = make_program(theme, scratch / "data", scratch / "logs", cost)
        self._scratch = scratch
        self._look = look

    def run(self) -> None:
        """First start, list, notes, dialogs, records, and the narrow window."""
        window = self._first_start()
        window.resize(*USUAL)
        self._draw(window, "list of notes")
        rows = [window.notes_page.table.model().index(line, 0) for line in range(2)]
        for note_id in [row.data(256).id for row in rows]:
            window.open_note(note_id)
            self._note(window, self._open_page(window))
        self._new_note(window)
        self._half_filled(window)
        self._finders(window)
        draw_search(window, self._draw, self._draw_dialog)
        self._records(window)
        assert self._program.office is not None, "open"
        draw_packs(
            window,
            self._program.office,
            self._scratch,
            self._draw,
            self._draw_dialog,
            self._until,
        )
        draw_requests(window, self._program.office, self._scratch, self._draw, self._until)
        draw_claims(window, self._program.office, self._draw, self._draw_dialog)
        draw_remittances(window, self._program.office, self._scratch, self._draw, self._until)
        draw_taking_back(window, self._program.office, self._draw, self._draw_dialog)
        draw_payers(window, self._program.office, self._draw)
        draw_cards(window, self._program.office, self._draw)
        draw_reports(window, self._program.office, self._draw, self._until)
        draws = (self._draw, self._draw_dialog, self._until)
        draw_denials(window, self._program.office, self._scratch, *draws)
        draw_people(self._program, window, *draws)
        draw_documents(window, self._scratch, *draws)
        draw_scans(self._program, self._scratch, *draws)
        draw_import(window, self._scratch, self._draw, self._until)
        window.show_notes()
        draw_side_by_side(window, self._program.office, *draws)
        draw_arrivals(window, self._draw, self._draw_dialog, self._until)
        self._narrow(window)
        window.resize(*USUAL)
        draw_signing(window, self._program.office, self._draw, self._draw_dialog)
        window.resize(*USUAL)
        draw_work(window, self._program.office, *draws)
        draw_durability(self._program, PHRASE, self._scratch / "share", *draws)
        self._program.lock()
        draw_door(self._door(), PHRASE, self._draw, self._until)
        self._program.close()

    def _first_start(self) -> MainWindow:
        door = self._program.show_door()
        self._draw(door, "welcome")
        door.page.advanced.emit()
        for line in door.page.findChildren(QLineEdit):
            line.setText(PHRASE)
        self._draw(door, "passphrase")
        door.page.advanced.emit()
        self._until(lambda: isinstance(door.page, RecoveryKeyPage))
        self._draw(door, "recovery key")
        key = door.page
        assert isinstance(key, RecoveryKeyPage), "waited for"
        groups = key.groups
        key.advanced.emit()
        self._draw(door, "one group back")
        page = door.page
        assert isinstance(page, GroupPage), "the page that asks"
        page.group.setText(groups[page.number])
        page.advanced.emit()
        self._draw(door, "how to begin")
        door.begin_with(None)
        self._draw(door, "practice and you")
        door.begin_with(FirstChoice(sample=True))
        self._until(lambda: self._program.window is not None)
        return self._window()

    def _note(self, window: MainWindow, page: NotePage) -> None:
        code = page.note.code
        for step in page.form.steps.steps:
            page.form.show_section(step.section)
            self._draw(window, f"{code} {step.section}")
        for number, name in ((1, "narrative"), (2, "preview")):
            page.show_tab(number)
            if number == 2:
                self._until(lambda: bool(page.preview.findChildren(QPdfDocument)))
            self._draw(window, f"{code} {name}")
        page.show_tab(0)
        window.actions_by_name[Do.DENTIST_VIEW].setChecked(True)
        self._draw(window, f"{code} dentist's view")
        window.actions_by_name[Do.DENTIST_VIEW].setChecked(False)

    def _new_note(self, window: MainWindow) -> None:
        patient = self._open_page(window).note.patient_id
        window.new_note(patient, "D9311")
        page = self._open_page(window)
        self._draw(window, "new note")
        page.needed.next_item()
        self._draw(window, "new note, an open item")
        page.form.next_section()
        self._draw(window, "new note, next section")
        page.signing.ask()
        self._draw_dialog(window, "signing")
        window.actions_by_name[Do.DENTIST_VIEW].setChecked(True)
        self._draw(window, "new note, dentist's view")
        window.actions_by_name[Do.DENTIST_VIEW].setChecked(False)

    def _half_filled(self, window: MainWindow) -> None:
        """The new note as it looks when the call has just ended."""
        page = self._open_page(window)
        bridge = page.bridge
        bridge.set_answers(HALF_FILLED)
        bridge.add_row("questions")
        bridge.set_answer("questions/r1/text", "Is antibiotic prophylaxis advised?")
        bridge.add_row("consultations")
        for name, typed in CALL.items():
            bridge.set_answer(f"consultations/r1/{name}", typed)
        page.form.show_section("contact")
        self._draw(window, "half filled")
        page.show_tab(1)
        self._draw(window, "half filled, narrative")
        page.show_tab(0)
        window.actions_by_name[Do.DENTIST_VIEW].setChecked(True)
        self._draw(window, "half filled, dentist's view")
        window.actions_by_name[Do.DENTIST_VIEW].setChecked(False)

    def _finders(self, window: MainWindow) -> None:
        for do in (Do.PALETTE, Do.QUICK_OPEN, Do.NEW_NOTE):
            window.actions_by_name[do].trigger()
            self._draw_dialog(window, do.value.replace("_", " "))
        window.actions_by_name[Do.HELP].trigger()
        self._draw(window, "help")

    def _records(self, window: MainWindow) -> None:
        for do in (Do.ADD_PATIENT, Do.PRACTICE, Do.PAYER_CARDS, Do.SETTINGS):
            window.actions_by_name[do].trigger()
            self._draw(window, do.value.replace("_", " "))
        self._channels(window)

    def _channels(self, window: MainWindow) -> None:
        """The channels with a shipped one open, then an own copy; after them claim data."""
        window.actions_by_name[Do.CHANNELS].trigger()
        page = window.records.page
        assert isinstance(page, ChannelsPage), "shown just now"
        self._draw(window, "channels")
        page.go_to("claimconnect")
        self._draw(window, "channels, one open")
        page.boxes[0].copy_button.click()
        self._until(lambda: bool(page.own.cards))
        self._draw(window, "channels, own copy")
        window.open_note(window.notes_page.table.model().index(0, 0).data(256).id)
        window.actions_by_name[Do.CLAIM_DATA].trigger()
        claim = window.records.page
        assert isinstance(claim, ClaimDataPage), "shown just now"
        self._draw(window, "claim data, electronic")
        claim.tabs.setCurrentIndex(1)
        self._draw(window, "claim data, items of the form")

    def _narrow(self, window: MainWindow) -> None:
        window.show_notes()
        window.resize(*NARROW)
        self._draw(window, "narrow list")
        window.open_note(window.notes_page.table.model().index(0, 0).data(256).id)
        self._draw(window, "narrow note")
        page = self._open_page(window)
        page.show_tab(0)
        self._draw(window, "narrow note, panel open")
        window.notes_page.search.setText("nobody at all")
        window.show_notes()
        self._draw(window, "nothing found")

    def _window(self) -> MainWindow:
        assert self._program.window is not None, "waited for"
        return self._program.window

    def _door(self) -> Door:
        assert self._program.door is not None, "shown just now"
        return self._program.door

    def _open_page(self, window: MainWindow) -> NotePage:
        assert window.note_page is not None, "a note was opened"
        return window.note_page

    def _draw(self, widget: QWidget, name: str) -> None:
        self._look.at_page(widget, name)

    def _draw_dialog(self, window: MainWindow, name: str) -> None:
        """Look at an open dialog over its window, and close it."""
        self._look.settle()
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        self._look.at_dialog(window, dialog, name)
        dialog.reject()

    def _until(self, holds: Callable[[], bool]) -> None:
        loop, tick, end = QEventLoop(), QTimer(), QTimer()
        tick.timeout.connect(lambda: loop.quit() if holds() else None)
        tick.start(10)
        end.setSingleShot(True)
        end.timeout.connect(lambda: loop.exit(1))
        end.start(WAIT_MS)
        late = loop.exec()
        tick.stop()
        if late:
            raise TimeoutError("the program did not get there")


def main() -> int:
    """Draw everything, or one theme at the scale of this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, required=True, help="the folder for the pictures")
    parser.add_argument("--theme", choices=("light", "dark"), help="only this theme, as we are")
    chosen = parser.parse_args()
    if chosen.theme is None:
        return render_all(chosen.to)
    chosen.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        Tour(chosen.theme, Path(scratch), Pictures(chosen.to)).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
