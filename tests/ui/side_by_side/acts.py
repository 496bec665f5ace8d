"""What the tests of several people at once have in common."""

from PySide6.QtWidgets import QLabel

from app.domain.notes.left_out import LeftOut
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat


def stored(board: Switchboard, seat: LiveSeat, path: str) -> object:
    return board.note(seat.page.note.id).content.answers.get(path)


def banner_of(seat: LiveSeat) -> str:
    return " ".join(label.text() for label in seat.window.findChildren(QLabel))


def left_out(seat: LiveSeat, note_id: str) -> tuple[LeftOut, ...]:
    return seat.office.beside.conflicts.left_out("note", note_id)
