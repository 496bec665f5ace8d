"""The document as it would print now, beside the form; it asks for a rendering and shows it.

The window connects `render_requested` to a worker and hands the bytes back with `show_pdf`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.draft_bridge import DraftBridge
from app.ui.icons import Icons
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

_PAUSE = 400
"""Milliseconds without an edit before a rendering is asked for; nobody reads while typing."""

_STEP = 1.25
_SMALLEST, _LARGEST = 0.25, 4.0


@dataclass(frozen=True, slots=True)
class DocumentChoice:
    """A document that can be previewed: the name it is asked for by, and its title on screen."""

    name: str
    title: str


class PreviewPanel(QWidget):
    """Never on the keystroke's path: an edit only marks the pages as old."""

    render_requested = Signal(str)  # name of the document chosen
    document_chosen = Signal(str)

    def __init__(
        self,
        bridge: DraftBridge,
        documents: Sequence[DocumentChoice],
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stale = True
        self._document: QPdfDocument | None = None
        self._choice = QComboBox(self)
        self._choice.setAccessibleName("Document")
        for each in documents:
            self._choice.addItem(each.title, each.name)
        self._page = QLabel(self)
        self._note = QLabel(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName("Document preview")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._request)
        self._lay_out(icons)
        self._choice.currentIndexChanged.connect(self._on_chosen)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        bridge.changed.connect(self._on_changed)

    @property
    def document(self) -> str:
        """The name of the document chosen."""
        return str(self._choice.currentData())

    def choose(self, name: str) -> None:
        """Choose another document, as the user would."""
        self._choice.setCurrentIndex(self._choice.findData(name))

    def show_pdf(self, data: bytes) -> None:
        """Show these pages; place and zoom stay."""
        document = QPdfDocument(self)
        buffer = QBuffer(document)
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        across, down = self.view.horizontalScrollBar(), self.view.verticalScrollBar()
        place = across.value(), down.value()
        before, self._document = self._document, document
        self.view.setDocument(document)
        across.setValue(place[0])
        down.setValue(place[1])
        if before:
            before.deleteLater()
        self._say("")
        self._show_page()

    def show_problem(self, text: str) -> None:
        """Say in one sentence why there is nothing new to show."""
        self._say(text)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the pages if they are old."""
        super().showEvent(event)
        if self._stale:
            self._request()

    def _lay_out(self, icons: Icons) -> None:
        dress(self._page, face=Face.CAPTION, tone=Role.MUTED)
        dress(self._note, face=Face.CAPTION, tone=Role.WARNS)
        self._note.setWordWrap(True)
        self._note.hide()
        tools = QHBoxLayout()
        tools.setSpacing(Space.XS)
        tools.addWidget(self._page, 1)
        for icon, name, act in (
            ("minus", "Smaller", lambda: self._zoom(1 / _STEP)),
            ("plus", "Larger", lambda: self._zoom(_STEP)),
            ("move-horizontal", "As wide as the panel", self._fit_width),
        ):
            button = QToolButton(self)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.clicked.connect(act)
            icons.put(button, icon)
            tools.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._choice)
        column.addLayout(tools)
        column.addWidget(self._note)
        column.addWidget(self.view, 1)
        order_as_laid_out(self)
        self.setMinimumWidth(280)

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._timer.start()

    def _on_chosen(self) -> None:
        self.document_chosen.emit(self.document)
        self._stale = True
        if self.isVisible():
            self._request()

    def _request(self) -> None:
        self._timer.stop()
        if self.isVisible():
            self._stale = False
            self.render_requested.emit(self.document)

    def _zoom(self, by: float) -> None:
        factor = min(_LARGEST, max(_SMALLEST, self._factor() * by))
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(factor)

    def _factor(self) -> float:
        """The zoom in force, also while the page fits the width."""
        document = self._document
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom or not document:
            return self.view.zoomFactor()
        margins = self.view.documentMargins()
        points = document.pagePointSize(0).width() or 1.0
        room = self.view.viewport().width() - margins.left() - margins.right()
        return room / (points * self.logicalDpiX() / 72)

    def _fit_width(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _show_page(self) -> None:
        pages = self._document.pageCount() if self._document else 0
        page = self.view.pageNavigator().currentPage() + 1
        self._page.setText(f"Page {page} of {pages}" if pages else "")

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
