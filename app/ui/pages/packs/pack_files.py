"""The files of a pack: names, what they are, sizes; choosing one shows it in the preview.

Once they are written, files can be dragged out of the list into a browser or a mail.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from app.domain.packs.pack import FileRole, PackedFile
from app.ui.icons import Icons
from app.ui.models.pack_words import file_line
from app.ui.pages.parts.two_lines import BELOW, ICON, TwoLines
from app.ui.theme import Appearance, dress

_NAME = Qt.ItemDataRole.UserRole
_SHA = Qt.ItemDataRole.UserRole + 9
_MOST_ROWS = 8
_ICONS: dict[FileRole, str] = {
    "page": "image",
    "narrative_image": "image",
    "narrative": "quote",
    "manifest": "list-checks",
}


class PackFiles(QListWidget):
    """`file_chosen` carries the name of the file that is to be shown; Ctrl+C copies its SHA-256."""

    file_chosen = Signal(str)

    def __init__(
        self, appearance: Appearance, icons: Icons, parent: QWidget, *, with_sha256: bool = False
    ) -> None:
        super().__init__(parent)
        self._with_sha256 = with_sha256
        self._folder: Path | None = None
        self._telling = False
        self.setItemDelegate(TwoLines(appearance, icons, self))
        self.setAccessibleName("Files of the pack")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        dress(self, surface="plain")
        self.currentItemChanged.connect(self._on_current)

    @property
    def chosen(self) -> str:
        """The name of the file chosen; empty when none is."""
        return str(self.currentItem().data(_NAME)) if self.currentRow() >= 0 else ""

    def show_files(self, files: Sequence[PackedFile]) -> None:
        """Show these files; the one chosen before stays chosen, else the first is."""
        before = self.chosen
        self._telling = True
        self.clear()
        for file in files:
            self.addItem(self._item(file))
        names = [file.name for file in files]
        if names:
            self.setCurrentRow(names.index(before) if before in names else 0)
        self._telling = False
        self.updateGeometry()

    def allow_dragging(self, folder: Path) -> None:
        """Let files be dragged out: they lie in this folder now."""
        self._folder = folder
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows, up to some."""
        rows = min(max(self.count(), 1), _MOST_ROWS)
        return QSize(200, rows * max(self.sizeHintForRow(0), 36) + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It does not get smaller: the page around it scrolls."""
        return QSize(120, self.sizeHint().height())

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802 - Qt's name
        """The written files that are being dragged."""
        found = QMimeData()
        if self._folder:
            paths = (self._folder / str(item.data(_NAME)) for item in items)
            found.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy the SHA-256 of the file chosen."""
        if self.currentRow() >= 0 and event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentItem().data(_SHA)))
        else:
            super().keyPressEvent(event)

    def _item(self, file: PackedFile) -> QListWidgetItem:
        line = file_line(file)
        if self._with_sha256:
            line = f"{line} · SHA-256 {file.sha256}"
        item = QListWidgetItem(file.name)
        item.setData(_NAME, file.name)
        item.setData(_SHA, file.sha256)
        item.setData(BELOW, line)
        item.setData(ICON, _ICONS.get(file.role, "file-text"))
        item.setToolTip(f"{file.name}\n{file_line(file)}\nSHA-256 {file.sha256}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{file.name}. {line}")
        return item

    def _on_current(self, now: QListWidgetItem | None) -> None:
        if now and not self._telling:
            self.file_chosen.emit(now.data(_NAME))
