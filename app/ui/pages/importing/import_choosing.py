"""The first step of an import: what is brought in, and the file."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.incoming import ImportKind
from app.services.records.importing.work import ImportFile
from app.ui.file_dialogs import Files
from app.ui.page_tools import PageTools
from app.ui.pages.importing.import_step import ImportStep
from app.ui.pages.importing.import_words import KINDS, counted
from app.ui.pages.parts.file_drop import FileDrop
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Face, Role, Space, dress

CHOOSE = "Choose a file to go on."


class ChoosingStep(ImportStep):
    """`file_wished` carries the path that was chosen or dropped."""

    file_wished = Signal(object)  # Path
    kind_chosen = Signal()

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(
            "What do you bring in?",
            "Nothing is stored before you have seen what would happen.",
            tools,
            parent,
        )
        self.lacking = CHOOSE
        self._kinds = QButtonGroup(self)
        self.column.addWidget(self._kind_card())
        self.column.addWidget(self._drop_frame())
        self.notice = Notice(tools.icons, self.middle)
        self.column.addWidget(self.notice)
        self.column.addStretch(1)

    @property
    def kind(self) -> ImportKind:
        """What is brought in."""
        return tuple(KINDS)[self._kinds.checkedId()]

    def choose_kind(self, kind: ImportKind) -> None:
        """Choose what is brought in."""
        self._kinds.button(tuple(KINDS).index(kind)).setChecked(True)
        self.kind_chosen.emit()

    def show_none(self) -> None:
        """Begin anew, without a file."""
        self.lacking = CHOOSE
        self.notice.say("")
        self.choose.setText("Choose a file…")
        self.changed.emit()

    def show_reading(self, name: str) -> None:
        """Say that a file is being read."""
        self.lacking = "The file is being read."
        self.notice.say(f"Reading {name}…")
        self.changed.emit()

    def show_file(self, name: str, file: ImportFile) -> None:
        """Say what was read."""
        self.lacking = ""
        rows = counted(max(0, file.size - 1), "line", "lines")
        self.notice.say(f"{name}: about {rows}. {file.said}", Role.DONE)
        self.choose.setText("Choose another file…")
        self.changed.emit()

    def show_refused(self, name: str, problems: Sequence[str]) -> None:
        """Say why a file cannot be used."""
        self.lacking = CHOOSE
        self.notice.say(f"{name}: {' '.join(problems)}", Role.BLOCKS)
        self.changed.emit()

    def _kind_card(self) -> QFrame:
        card = QFrame(self.middle)
        dress(card, surface="card")
        grid = QGridLayout(card)
        grid.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        grid.setHorizontalSpacing(Space.L)
        grid.setColumnStretch(1, 1)
        for number, (title, text) in enumerate(KINDS.values()):
            button = QRadioButton(title, card)
            button.setAccessibleDescription(text)
            says = QLabel(text, card)
            says.setWordWrap(True)
            dress(says, tone=Role.MUTED)
            self._kinds.addButton(button, number)
            grid.addWidget(button, number, 0)
            grid.addWidget(says, number, 1)
        self._kinds.button(0).setChecked(True)
        self._kinds.idClicked.connect(lambda _number: self.kind_chosen.emit())
        return card

    def _drop_frame(self) -> QFrame:
        frame = QFrame(self.middle)
        FileDrop(self, frame).dropped.connect(lambda files: self.file_wished.emit(files[0]))
        self.choose = QPushButton("Choose a file…", frame)
        self.tools.icons.put(self.choose, "folder-open", Role.TEXT)
        self.choose.clicked.connect(self._ask_for_file)
        hint = QLabel(
            "or drop it here. A CSV file: most practice systems export lists and reports as CSV.",
            frame,
        )
        hint.setWordWrap(True)
        dress(hint, face=Face.CAPTION, tone=Role.MUTED)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.choose)
        row.addWidget(hint, 1)
        column = QVBoxLayout(frame)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.addLayout(row)
        return frame

    def _ask_for_file(self) -> None:
        filters = "Lists (*.csv *.txt *.tsv);;All files (*)"
        self.tools.files.ask_for_file(
            Files.LISTS, "Choose the exported list", filters, self.file_wished.emit, self
        )
