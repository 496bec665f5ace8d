"""The page of settings on this computer: theme, text size, idle time, scanner, backups, log."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import __version__
from app.domain.guides.answers import Answer, Choice, Number, Unreadable
from app.domain.guides.guide import Field, FieldKind, Option
from app.services.documents.scanner_folder import newest_in
from app.services.notes.answer_reading import Raw
from app.services.records.record_forms.practice import NOMENCLATURE_NOTICE
from app.settings import Settings
from app.ui.fields.editor import FieldEditor
from app.ui.fields.kinds import make_editor
from app.ui.form.page import Page
from app.ui.pages.documents.scanner_row import ScannerRow
from app.ui.pages.parts.page_head import PageHead
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.practice.backup_row import BackupRow
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

_FIELDS = (
    Field(
        "theme",
        FieldKind.CHOICE,
        "Theme",
        options=(
            Option("system", "As the system"),
            Option("light", "Light"),
            Option("dark", "Dark"),
        ),
    ),
    Field(
        "scale_percent",
        FieldKind.CHOICE,
        "Text size",
        "From the next start on.",
        options=tuple(Option(str(size), f"{size} %") for size in (90, 100, 115, 130)),
    ),
    Field(
        "idle_minutes",
        FieldKind.NUMBER,
        "Lock when nobody types for",
        "From 1 to 480 minutes. What is typed is saved first.",
        unit="minutes",
        minimum=1,
        maximum=480,
    ),
)

_ABOUT = (
    "Chartproof turns work that dental payers doubt into records that payers accept. It works"
    " without a network; nothing about a patient leaves this computer unless you send it."
)
_BACKUPS = (
    "Once a day the practice is copied to a folder of your choice, encrypted, and the copy is"
    " checked. It opens with the passphrases and the recovery key of its day. Restoring goes back"
    " to one of the copies; on another computer, “chartproof restore” takes a practice out of one."
)
_LICENSE = (
    "Free software under the Apache License 2.0, without warranty. Bundled fonts and icons come"
    " under their own free licenses, which ship beside them."
)


class SettingsPage(QWidget):
    """Every change holds at once and is handed to `keep`, which stores it."""

    closed = Signal()
    changed = Signal(object)  # Settings

    def __init__(
        self,
        settings: Settings,
        keep: Callable[[Settings], None],
        log_folder: Path,
        support: PageSupport,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keep = keep
        self._log_folder = log_folder
        self._support = support
        self._row: BackupRow | None = None
        self._typed: dict[str, Answer | None] = dict(_answers(settings))
        self._page = Page(support.appearance, self)
        self.editors: Mapping[str, FieldEditor] = {f.path: self._editor(f) for f in _FIELDS}
        self._lay_out()

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    def add_backups(self, row: BackupRow) -> None:
        """Show where backups go and how they stand."""
        head = QLabel("Backups", self._page.middle)
        dress(head, face=Face.LEAD)
        words = QLabel(_BACKUPS, self._page.middle)
        words.setWordWrap(True)
        words.setHidden(row.is_elsewhere)
        self._backups.addSpacing(Space.M)
        for widget in (head, words, row):
            self._backups.addWidget(widget)
        order_as_laid_out(self)
        row.chosen.connect(self._on_backup_folder_chosen)
        self._row = row

    def show_backups(self) -> None:
        """Bring the backups into view, with the focus on the way to make one."""
        if self._row is not None:
            self._row.take_focus()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._page.ensureWidgetVisible(self._row, 0, Space.XXL)

    def flush(self) -> bool:
        """Settings are kept as they change: there is never anything left to store."""
        return True

    def take_focus(self) -> None:
        """Put the focus on the first setting."""
        self.editors["theme"].focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _editor(self, field: Field) -> FieldEditor:
        editor = make_editor(field, field.path, self._support.editors, self._page.middle)
        editor.set_value(self._typed[field.path])
        editor.edited.connect(self._on_edited)
        editor.settled.connect(self._on_settled)
        return editor

    def _on_edited(self, name: str, raw: Raw) -> None:
        answer = self._support.reader.read(self.editors[name].field, raw)
        self._typed[name] = answer
        settings = _with(self._settings, name, answer)
        if settings != self._settings:
            self._settings = settings
            self._support.appearance.choose(settings.theme)
            self._keep(settings)
            self.changed.emit(settings)

    def _on_scanner_chosen(self, folder: str) -> None:
        """Watch another folder; what is in it by now is not new."""
        since = newest_in(Path(folder)) if folder else 0
        self._settings = replace(self._settings, scanner_folder=folder, scans_since=since)
        self._keep(self._settings)
        self.changed.emit(self._settings)

    def _on_backup_folder_chosen(self, folder: str) -> None:
        self._settings = replace(self._settings, backup_folder=folder)
        self._keep(self._settings)
        self.changed.emit(self._settings)

    def _on_settled(self, name: str) -> None:
        """Show what holds; what could not be read stays and says why."""
        answer = self._typed[name]
        if not isinstance(answer, Unreadable):
            answer = self._typed[name] = dict(_answers(self._settings))[name]
        self.editors[name].set_value(answer)

    def _lay_out(self) -> None:
        head = PageHead(self._support.icons, self)
        head.show_title("Settings", "On this computer, for everybody who uses it")
        head.close_wished.connect(self.closed)
        self._page.column.setSpacing(Space.S)
        for editor in self.editors.values():
            self._page.column.addWidget(editor)
        support, folder = self._support, self._settings.scanner_folder
        self.scanner = ScannerRow(folder, support.files, support.icons, self)
        self.scanner.chosen.connect(self._on_scanner_chosen)
        self._put(
            "Scanner folder",
            "New scans in this folder are offered above the page. The files stay where they are.",
        )
        self._page.column.addWidget(self.scanner)
        self._backups = QVBoxLayout()
        self._backups.setSpacing(Space.S)
        self._page.column.addLayout(self._backups)
        self._put_log_folder()
        self._put("About", f"Chartproof {__version__}", _ABOUT, _LICENSE)
        self._put("CDT", NOMENCLATURE_NOTICE)
        self._page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._page, 1)
        order_as_laid_out(self)

    def _put_log_folder(self) -> None:
        self._put(
            "Log", "The log says what the program did and where it failed, never who or what."
        )
        place = QLabel(str(self._log_folder), self._page.middle)
        place.setWordWrap(True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(place, face=Face.CAPTION, tone=Role.MUTED)
        self.open_log = QPushButton("Open the log folder", self._page.middle)
        self._support.icons.put(self.open_log, "folder-open")
        self.open_log.clicked.connect(self._open_log_folder)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.open_log)
        row.addWidget(place, 1)
        self._page.column.addLayout(row)

    def _open_log_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))

    def _put(self, title: str, *paragraphs: str) -> None:
        self._page.column.addSpacing(Space.M)
        head = QLabel(title, self._page.middle)
        dress(head, face=Face.LEAD)
        self._page.column.addWidget(head)
        for paragraph in paragraphs:
            words = QLabel(paragraph, self._page.middle)
            words.setWordWrap(True)
            self._page.column.addWidget(words)


def _answers(settings: Settings) -> Mapping[str, Answer]:
    return {
        "theme": Choice(settings.theme),
        "scale_percent": Choice(str(settings.scale_percent)),
        "idle_minutes": Number(Decimal(settings.idle_minutes)),
    }


def _with(settings: Settings, name: str, answer: Answer | None) -> Settings:
    """The settings with an answer taken over; what is no answer changes nothing."""
    match name, answer:
        case "theme", Choice("system" | "light" | "dark" as theme):
            return replace(settings, theme=theme)
        case "scale_percent", Choice(size):
            return replace(settings, scale_percent=int(size))
        case "idle_minutes", Number(minutes) if minutes == int(minutes):
            return replace(settings, idle_minutes=int(minutes))
        case _:
            return settings
