"""Files dropped anywhere on a page or dialog that reads files; each such page has one."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.theme import dress


class FileDrop(QObject):
    """`dropped` carries the files of this computer; `frame` shows while they hover over the page.

    Nothing is taken where the page does not accept drops, as when it is locked.
    """

    dropped = Signal(object)  # tuple[Path, ...], never empty

    def __init__(self, page: QWidget, frame: QFrame | None = None) -> None:
        super().__init__(page)
        self._frame = frame
        self._look("drop")
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Invite files, and take them."""
        if event.type() == QEvent.Type.DragLeave:
            self._look("drop")
        elif event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            assert isinstance(event, QDropEvent)
            files = _files_in(event)
            if files:
                event.acceptProposedAction()
                dropped = event.type() == QEvent.Type.Drop
                self._look("drop" if dropped else "dropping")
                if dropped:
                    self.dropped.emit(files)
                return True
        return super().eventFilter(watched, event)

    def _look(self, surface: str) -> None:
        if self._frame is not None:
            dress(self._frame, surface=surface)


def _files_in(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
