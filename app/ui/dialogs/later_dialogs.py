"""Dialogs that add to a signed note: a continuation, a correction, a void, a co-signature.

The note page opens them; what was typed is read from them once they are signed.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.domain.reading.dates import read_date, show_date
from app.domain.reading.problem import Unread
from app.domain.signing.later_entry import Correction
from app.ui.dialogs.signing_dialog import SigningDialog
from app.ui.dialogs.told_documents import WORDS, ToldDocuments
from app.ui.fields.day_meant import show_meant_when_left
from app.ui.fields.drop_down import DropDown
from app.ui.pen import Pen
from app.ui.theme import Role

_LINES = 4
_CHECKED = "checked"


class ContinuationDialog(SigningDialog):
    """Something happened after the note was signed: on which day, what, and which documents."""

    def __init__(self, today: dt.date, documents: ToldDocuments, pen: Pen, parent: QWidget) -> None:
        super().__init__("Add a continuation", pen, parent)
        self._today = today
        self.documents = documents
        self.title("What happened later?")
        self.words(
            "The note stays as it was signed; this is added below it, signed by you.", Role.MUTED
        )
        self.text = _lines(self)
        self.field("What happened", self.text)
        self.day = QLineEdit(show_date(today), self)
        show_meant_when_left(self.day, lambda: today)
        self.field("On which day", self.day)
        self.field(WORDS, documents)
        self.finish("Sign continuation")
        documents.said.connect(self.say)
        documents.grew.connect(self.fit)
        self.finished.connect(documents.intake.cancel)
        self.text.setFocus()

    def typed(self) -> dict[str, str]:
        """What happened and when, as typed, and what was checked."""
        words = {"text": self.text.toPlainText(), "day": self.day.text()}
        return words | dict.fromkeys(self.chosen, _CHECKED)

    def put_back(self, typed: Mapping[str, str]) -> None:
        """The same, but for documents that are no longer the patient's."""
        self.text.setPlainText(typed.get("text", ""))
        self.day.setText(typed.get("day", self.day.text()))
        for sha256, box in self.documents.boxes.items():
            box.setChecked(sha256 in typed)

    def has_words(self) -> bool:
        """What happened, as far as it was typed."""
        return bool(self.text.toPlainText().strip())

    def lacks(self) -> str:
        """The text and a day that has come."""
        if not self.text.toPlainText().strip():
            return "Type what happened."
        day = read_date(self.day.text(), self._today)
        if isinstance(day, Unread):
            return day.why
        if self.documents.intake.is_busy:
            return "A document is still being looked at. Wait until it is there, or cancel it."
        return "That day has not come yet. Type when it happened." if day > self._today else ""

    @property
    def occurred(self) -> dt.date:
        """The day it happened; today while what was typed is none."""
        day = read_date(self.day.text(), self._today)
        return self._today if isinstance(day, Unread) else day

    @property
    def chosen(self) -> tuple[str, ...]:
        """The SHA-256 of the documents that were checked."""
        return self.documents.chosen


class CorrectionDialog(SigningDialog):
    """One field as it was signed, and as it should read; `fields` have the old words as both.

    It begins with the field at the answer path `here`, if that is one of them.
    """

    def __init__(self, fields: Sequence[Correction], here: str, pen: Pen, parent: QWidget) -> None:
        super().__init__("Correct the note", pen, parent)
        self._fields = fields
        self.title("What should read otherwise?")
        self.words("Both are kept and printed: the old words and the new ones.", Role.MUTED)
        self.choice = DropDown(self)
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for each in fields:
            self.choice.addItem(each.label)
        self.field("Field", self.choice)
        self._old: QLabel = self.words("", Role.MUTED)
        self.new = _lines(self)
        self.field("Should read", self.new)
        self.reason = QLineEdit(self)
        self.field("Why it is corrected", self.reason)
        self.finish("Sign correction")
        self.choice.currentIndexChanged.connect(self._show_old)
        at = next((at for at, each in enumerate(fields) if each.path == here), 0)
        self.choice.setCurrentIndex(at)
        self._show_old(at)
        (self.new if fields[at].path == here else self.choice).setFocus()

    @property
    def correction(self) -> Correction:
        """Which field, the old words and the new ones."""
        was = self._fields[self.choice.currentIndex()]
        new = self.new.toPlainText().strip()
        return Correction(was.path, was.label, was.old, new)

    def typed(self) -> dict[str, str]:
        """Which field, what it should read, and why."""
        new = self.new.toPlainText()
        return {"path": self.correction.path, "new": new, "reason": self.reason.text()}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """The same; without the words where their field cannot be corrected any more."""
        self.reason.setText(typed.get("reason", ""))
        paths = [each.path for each in self._fields]
        if (path := typed.get("path", "")) in paths:
            self.choice.setCurrentIndex(paths.index(path))
            self.new.setPlainText(typed.get("new", ""))

    def has_words(self) -> bool:
        """Other words than were signed, or why."""
        correction = self.correction
        return correction.new != correction.old or bool(self.reason.text().strip())

    def lacks(self) -> str:
        """New words that differ, and a reason."""
        correction = self.correction
        if correction.new == correction.old:
            return "That is what was signed. Type what it should read."
        if not self.reason.text().strip():
            return "Type why it is corrected."
        return ""

    def _show_old(self, at: int) -> None:
        was = self._fields[at]
        self._old.setText(f"Signed as: {was.old or 'nothing'}")
        self.new.setPlainText(was.old)
        self.new.selectAll()


class VoidDialog(SigningDialog):
    """Why a note is void; everything is kept."""

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        super().__init__("Void the note", pen, parent)
        self.title("Void this note?")
        self.words(
            "It is kept and can be read, with VOID on every page. Nothing is added to it any more,"
            " and nothing of it goes to a payer.",
            Role.WARNS,
        )
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("Such as: written for the wrong patient")
        self.field("Why it is void", self.reason)
        self.finish("Sign and void")
        self.reason.setFocus()

    def typed(self) -> dict[str, str]:
        """The reason."""
        return {"reason": self.reason.text()}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """The reason."""
        self.reason.setText(typed.get("reason", ""))

    def has_words(self) -> bool:
        """Why it is void, as far as it was typed."""
        return bool(self.reason.text().strip())

    def lacks(self) -> str:
        """A reason."""
        return "" if self.reason.text().strip() else "Type why the note is void."


class CoSignDialog(SigningDialog):
    """The supervising dentist's own signature under what somebody else signed."""

    def __init__(self, signer: str, when: str, pen: Pen, parent: QWidget) -> None:
        super().__init__("Co-sign the note", pen, parent)
        self.title("Co-sign this note?")
        self.words(f"Signed by {signer} on {when}.")
        self.words("You confirm as supervising dentist that you reviewed it.", Role.MUTED)
        self.finish("Co-sign")


def _lines(parent: QWidget) -> QPlainTextEdit:
    edit = QPlainTextEdit(parent)
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(edit.fontMetrics().lineSpacing() * _LINES + 16)
    return edit
