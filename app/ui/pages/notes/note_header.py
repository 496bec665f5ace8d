"""The head of an open note: whose it is, its state, how it stands with the disk, what can be done.

The note page makes it and tells it what to show; the buttons are the window's actions.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.notes.note import Note, text_of
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.rules.state import Evaluation
from app.services.notes.draft import Draft
from app.ui.actions import ACTIONS, Do
from app.ui.autosave import SaveState, Saving
from app.ui.fields.cut_label import CutLabel
from app.ui.icons import Icons
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

_PAPERS = (Do.PRINT, Do.SAVE_PDF, Do.CLAIM_DATA, Do.PACK, Do.CLAIM)
"""What can be done with the documents of the note and for its claim, in one menu."""

_BUTTON_INDENT = 6
"""Where the words of the buttons above begin, in logical pixels."""

_NARROW = 860
"""Below this width in logical pixels the buttons leave their words out."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Who and what a note is about, in words; empty where it is not known yet."""

    patient: str
    code: str
    title: str
    treating: str


def heading_of(draft: Draft) -> Heading:
    """The heading of an open note; a draft of a signed one knows what was known when it was."""
    known, guide = draft.known.answers, draft.guide.guide
    return Heading(
        text_of(known.get("patient.name")),
        guide.code,
        guide.title,
        text_of(known.get("treating.name")),
    )


def note_state(note: Note, state: Evaluation) -> tuple[str, Role]:
    """How it stands with a note, in words and a color."""
    if note.signature is not None:
        left = note.signature.open_items
        return (f"Signed with {left} open items" if left else "Signed"), Role.ACCENT
    still_open = state.total.open()
    if still_open:
        return f"Draft – {still_open} still needed", Role.NEEDED
    return "Ready to sign", Role.DONE


def saving_words(state: SaveState, zone: dt.tzinfo, *, kept: bool = False) -> str:
    """How it stands with the disk, in a word or two; `kept` is what only this computer has."""
    if kept and state.saving is not Saving.SAVED:
        return "Kept on this computer"
    if state.saving is Saving.WAITING:
        return "Saving…"
    if state.saving is Saving.SAVED and state.saved_at:
        return f"Saved {show_time(state.saved_at.astimezone(zone).time())}"
    if state.saving in (Saving.FAILED, Saving.CONFLICT):
        return "Not saved"
    return "New"


def _apart(words: str) -> str:
    """The words of a tool button with room before them: its icon stands close to its text."""
    return f"  {words}"


class NoteHeader(QFrame):
    """Two lines of words at the left, the actions at the right."""

    back_requested = Signal()
    patient_requested = Signal()
    treating_requested = Signal()

    def __init__(
        self,
        heading: Heading,
        actions: Mapping[Do, QAction],
        icons: Icons,
        parent: QWidget,
        *,
        may_sign: bool = True,
    ) -> None:
        super().__init__(parent)
        self._may_sign = may_sign
        dress(self, surface="panel")
        self._state = QLabel(self)
        self._sent = QLabel(self)
        self._sent.hide()
        self._saving = QLabel(self)
        self._elsewhere = CutLabel("", self)
        self._elsewhere.hide()
        self._line = CutLabel("", self)
        self._actions = actions
        self._patient = QPushButton(self)
        self._treating = QPushButton(self)
        self._title = f"{heading.code} {heading.title}"
        self._lay_out(heading, icons)
        order_as_laid_out(self)
        self.show_heading(heading)

    def show_heading(self, heading: Heading) -> None:
        """Show whose the note is and who treats."""
        self._patient.setText((heading.patient or "No patient yet").replace("&", "&&"))
        treats = f"Treating: {heading.treating}" if heading.treating else "Choose who treats"
        self._treating.setText(treats.replace("&", "&&"))

    def show_note(
        self, note: Note, state: Evaluation, mark: tuple[str, Role] | None = None
    ) -> None:
        """Show the state of the note, or what is more urgent, and its date of service."""
        words, role = mark or note_state(note, state)
        self._pack.setEnabled(mark is None or role is Role.DENTIST)  # nothing else goes to a payer
        if words != self._state.text():
            self._state.setText(words)
            dress(self._state, pill=role)
        day = note.date_of_service
        parts = (
            self._title,
            show_date(day) if day else "No date of service yet",
        )
        self._line.show_text("  ·  ".join(parts))

    def show_saving(self, state: SaveState, zone: dt.tzinfo, *, kept: bool = False) -> None:
        """Show how it stands with the disk, and whether only this computer has what was typed."""
        self._saving.setText(saving_words(state, zone, kept=kept))
        failed = state.saving in (Saving.FAILED, Saving.CONFLICT)
        tone = Role.WARNS if kept else Role.BLOCKS
        dress(self._saving, tone=tone if failed else Role.MUTED)

    def set_signed(self) -> None:
        """Take away what a signed note no longer offers, and offer what comes next."""
        self._sign.hide()
        self._pack.show()
        self._treating.setEnabled(False)
        self._saving.hide()
        for button in self._edits:
            button.hide()

    @property
    def title(self) -> str:
        """Whose the note is and what it is about."""
        return f"{self._patient.text().replace('&&', '&')} · {self._title}"

    def show_elsewhere(self, words: str) -> None:
        """Show who has the note open at another workstation; empty words show nothing."""
        self._elsewhere.show_text(words)
        self._elsewhere.setVisible(bool(words))

    def show_sent(self, words: str) -> None:
        """Show when and how something was sent to the payer; empty words show nothing."""
        self._sent.setText(words)
        self._sent.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the room to the name and the state when it gets narrow."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._code.setVisible(not narrow)  # the line below says it too
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonIconOnly if narrow else styles.ToolButtonTextBesideIcon
        for button in self._worded:
            button.setToolButtonStyle(style)

    def _lay_out(self, heading: Heading, icons: Icons) -> None:
        back = QToolButton(self)
        back.setToolTip("Back to the list (Alt+1)")
        back.setAccessibleName("Back to the list")
        icons.put(back, "chevron-left", size=20)
        back.clicked.connect(self.back_requested)
        self._patient.clicked.connect(self.patient_requested)
        self._patient.setToolTip("Show the patient")
        dress(self._patient, kind="heading")
        self._code = QLabel(heading.code, self)
        dress(self._code, pill=Role.SILENT)
        dress(self._line, face=Face.CAPTION, tone=Role.MUTED)
        dress(self._saving, face=Face.CAPTION)
        first = QHBoxLayout()
        first.setSpacing(Space.S)
        dress(self._sent, pill=Role.DONE)
        for widget in (self._patient, self._code, self._state, self._sent):
            first.addWidget(widget)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(first)
        self._treating.clicked.connect(self.treating_requested)
        self._treating.setToolTip("Change the treating dentist")
        dress(self._treating, kind="caption")
        second = QHBoxLayout()
        second.setSpacing(Space.S)
        second.addWidget(self._treating)
        second.addWidget(self._line, 1)
        words.addLayout(second)
        dress(self._elsewhere, face=Face.CAPTION, tone=Role.WARNS)
        self._elsewhere.setIndent(_BUTTON_INDENT)
        words.addWidget(self._elsewhere)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(back)
        row.addLayout(words, 1)
        row.addWidget(self._saving)
        for do in (Do.UNDO, Do.REDO, Do.DENTIST_VIEW, *_PAPERS):
            icons.put(self._actions[do], ACTIONS[do].icon)
        undo, redo = self._button(Do.UNDO), self._button(Do.REDO)
        self._edits = (undo, redo)
        view = self._button(Do.DENTIST_VIEW)
        self._actions[Do.DENTIST_VIEW].setIconText(_apart(ACTIONS[Do.DENTIST_VIEW].text))
        self._worded = (view, self._print_button(icons))
        for button in (undo, redo, *self._worded):
            row.addWidget(button)
        step, label = (Do.SIGN, "Sign…") if self._may_sign else (Do.HAND_OVER, "Hand over…")
        self._sign = self._next_step(step, label, icons)
        self._pack = self._next_step(Do.PACK, "Pack…", icons)
        self._pack.hide()
        row.addWidget(self._sign)
        row.addWidget(self._pack)

    def _next_step(self, do: Do, words: str, icons: Icons) -> QPushButton:
        """The one button that stands out: what to do with a draft, or with a signed note."""
        button = QPushButton(words, self)
        button.setToolTip(self._actions[do].toolTip())
        button.clicked.connect(self._actions[do].trigger)
        dress(button, kind="primary")
        icons.put(button, ACTIONS[do].icon, Role.ON_ACCENT)
        return button

    def _button(self, do: Do) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._actions[do])
        button.setAccessibleName(self._actions[do].text())
        return button

    def _print_button(self, icons: Icons) -> QToolButton:
        button = QToolButton(self)
        button.setText(_apart("Print"))
        button.setAccessibleName("Print")
        button.setToolTip("Print, save as PDF, copy claim data, make a pack for the payer, claim")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.put(button, "printer")
        menu = QMenu(button)
        menu.addActions([self._actions[do] for do in _PAPERS])
        button.setMenu(menu)
        return button
