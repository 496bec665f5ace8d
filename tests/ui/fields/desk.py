"""A desk to try an editor at: it takes what is said, reads it for real, and shows it again."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.codes.icd10 import Diagnosis, DiagnosisIndex
from app.domain.guides.answers import Answer, Person
from app.domain.guides.guide import Field, Purpose, Severity
from app.rules.open_item import OpenItem
from app.services.notes.answer_reading import AnswerReader, Raw
from app.ui.fields.kinds import make_editor
from app.ui.fields.support import EditorSupport

TODAY = dt.date(2026, 11, 3)
NOW = dt.datetime.combine(TODAY, dt.time(9, 15))

STAFF = (
    Person("Ada Samplemann", "dentist", "DDS", "", "s1"),
    Person("Mia Exampleton", "care_coordinator", "RDA", "Ada Samplemann", "s2"),
)
PROFESSIONALS = (Person("Lena Cardwell", "Cardiology", "MD", "", "p1"),)
DIAGNOSES = (
    Diagnosis("E11", "Type 2 diabetes mellitus", False),
    Diagnosis("E11.9", "Type 2 diabetes mellitus without complications", True),
    Diagnosis("I10", "Essential (primary) hypertension", True),
    Diagnosis("Z79.01", "Long term (current) use of anticoagulants", True),
    Diagnosis("Z95.2", "Presence of prosthetic heart valve", True),
)


def search(text: str) -> Sequence[Diagnosis]:
    """By the beginning of a code or by any word."""
    plain = text.strip().casefold()
    return [
        d for d in DIAGNOSES if d.code.casefold().startswith(plain) or plain in d.title.casefold()
    ]


class Desk:
    """Holds one editor as a form does: takes what it says, shows answers when it asks for them."""

    def __init__(self, qtbot: QtBot, support: EditorSupport, field: Field) -> None:
        self.said: list[Raw] = []
        self.answer: Answer | None = None
        self._reader = AnswerReader(lambda: NOW, lambda: DiagnosisIndex(b""))
        self.window = QWidget()
        self.before = QLineEdit(self.window)
        self.editor = make_editor(field, field.path, support, self.window)
        self.after = QLineEdit(self.window)
        column = QVBoxLayout(self.window)
        for widget in (self.before, self.editor, self.after):
            column.addWidget(widget)
        self.editor.edited.connect(self._on_edited)
        self.editor.settled.connect(self._on_settled)
        qtbot.addWidget(self.window)
        self.window.resize(640, 480)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.before.setFocus()

    @property
    def line(self) -> QLineEdit:
        """The line that text is typed into."""
        widget = self.editor.focus_widget()
        assert isinstance(widget, QLineEdit)
        return widget

    def enter(self) -> QWidget:
        """Go to the field."""
        widget = self.editor.focus_widget()
        widget.setFocus()
        return widget

    def type_in(self, text: str) -> None:
        """Go to the field and type."""
        QTest.keyClicks(self.enter(), text)

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Press a key or a combination, such as `Ctrl+Z`, in a widget or in the field."""
        combination = QKeySequence(keys)[0]  # type: ignore[index] # the stub does not know it
        target = widget or self.editor.focus_widget()
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def leave(self) -> None:
        """Go on to the next field."""
        self.after.setFocus()

    def _on_edited(self, path: str, raw: Raw) -> None:
        assert path == self.editor.path
        self.said.append(raw)
        self.answer = self._reader.read(self.editor.field, raw)

    def _on_settled(self, path: str) -> None:
        assert path == self.editor.path
        self.editor.set_value(self.answer)


def click(widget: QWidget) -> None:
    """Click in the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def list_below(line: QWidget) -> QAbstractItemView:
    """The list that a line offers."""
    completer = line.findChild(QCompleter)
    assert isinstance(completer, QCompleter)
    view = completer.popup()
    assert isinstance(view, QAbstractItemView)
    return view


def shown_words(widget: QWidget) -> str:
    """All words a widget shows, one part a line."""
    shown = [w for w in widget.findChildren(QWidget) if w.isVisibleTo(widget)]
    words = [w.text() for w in shown if isinstance(w, QLineEdit | QLabel | QToolButton)]
    return "\n".join([*words, *(w.toPlainText() for w in shown if isinstance(w, QPlainTextEdit))])


MakeDesk = Callable[[Field], Desk]


def open_item(severity: Severity, say: str = "Tell what was found.") -> OpenItem:
    """An open item of a severity."""
    return OpenItem(
        id="T-01",
        requirement="T-01",
        path="f",
        section="s",
        severity=severity,
        needed_for=frozenset({Purpose.CHART}),
        say=say,
        because="A reviewer asks for it.",
        source=None,
    )
