"""One page large with its tools: turn, leave out, black out, zoom; the documents page has one.

It shows the page as it will be sent; while blacking out, what is under the boxes shows through.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.evidence.evidence import EvidenceRecord, PageChoice
from app.ui.fields.cut_label import CutLabel
from app.ui.icons import Icons
from app.ui.pages.parts.page_canvas import PageCanvas
from app.ui.pages.parts.page_pictures import PagePictures
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Appearance, Face, Role, Space, dress

_ZOOM_STEP = 1.25
_LEAST, _MOST = 0.25, 4.0
_WIDEST = 2400
"""Pixels asked of the light table; larger is drawn larger."""

_QUANTUM = 200
"""Widths are rounded up to it, so that a window that is resized does not ask at each pixel."""

_LETTER = 11 / 8.5
_SENT = "As it will be sent"
_BLACKING = "Drag over what must not be seen, or press N"


class PageView(QWidget):
    """Tells what is wished; the page that holds it changes the record."""

    turn_wished = Signal(int)  # degrees clockwise
    leave_out_wished = Signal()
    boxes_wished = Signal(object)  # tuple of Box

    def __init__(
        self, pictures: PagePictures, appearance: Appearance, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._icons = icons
        self._record: EvidenceRecord | None = None
        self._page = PageChoice(number=1)
        self._zoom = 1.0
        self._last: QPixmap | None = None
        self._of: tuple[str, int] = ("", 0)
        self._is_settled = False
        self.canvas = PageCanvas(appearance, self)
        self.area = QScrollArea(self)
        self.area.setWidget(self.canvas)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("Page, large")
        dress(self.area, surface="reading")
        self._words = CutLabel(_SENT, self)
        dress(self._words, face=Face.CAPTION, tone=Role.MUTED)
        self._percent = QLabel(self)
        dress(self._percent, face=Face.CAPTION, tone=Role.MUTED)
        back = self._tool("rotate-ccw", "Turn left (Shift+R)", lambda: self.turn_wished.emit(-90))
        turn = self._tool("rotate-cw", "Turn right (R)", lambda: self.turn_wished.emit(90))
        self.leave_out = self._tool(
            "eye-off", "Leave this page out (Space)", self.leave_out_wished.emit
        )
        self.leave_out.setCheckable(True)
        self.black_out = self._tool("highlighter", "Black out parts of this page", lambda: None)
        self.black_out.setCheckable(True)
        self.black_out.toggled.connect(self._on_tool)
        self.remove = self._tool("trash-2", "Remove the box (Delete)", self.canvas.remove_box)
        self.remove.hide()
        smaller = self._tool("zoom-out", "Smaller (Ctrl+−)", lambda: self.zoom(1 / _ZOOM_STEP))
        larger = self._tool("zoom-in", "Larger (Ctrl++)", lambda: self.zoom(_ZOOM_STEP))
        fit = self._tool("move-horizontal", "As wide as there is room (Ctrl+0)", self.fit)
        tools = QHBoxLayout()
        tools.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        tools.setSpacing(Space.XS)
        for tool in (back, turn, self.leave_out, self.black_out, self.remove):
            tools.addWidget(tool)
        tools.addSpacing(Space.S)
        tools.addWidget(self._words, 1)
        for widget in (smaller, self._percent, larger, fit):
            tools.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.area, 1)
        order_as_laid_out(self)
        self._connect(pictures)

    def _connect(self, pictures: PagePictures) -> None:
        self.canvas.boxes_wished.connect(self.boxes_wished)
        pictures.came.connect(lambda _wanted: self._show())
        for keys, act in (
            ("Ctrl++", lambda: self.zoom(_ZOOM_STEP)),
            ("Ctrl+=", lambda: self.zoom(_ZOOM_STEP)),
            ("Ctrl+-", lambda: self.zoom(1 / _ZOOM_STEP)),
        ):
            QShortcut(QKeySequence(keys), self, act)
        QShortcut(QKeySequence("Ctrl+0"), self, self.fit)

    @property
    def is_blacking(self) -> bool:
        """Whether the tool that blacks out is taken up."""
        return self.black_out.isChecked()

    @property
    def is_settled(self) -> bool:
        """Whether the picture shown is the one that fits."""
        return self._is_settled

    def show_only(self) -> None:
        """Let the page be looked at and turned; what is sent of it is decided elsewhere."""
        for tool in (self.leave_out, self.black_out):
            tool.hide()
        self._words.hide()

    def show_page(self, record: EvidenceRecord, at: int) -> None:
        """Show a page of a record."""
        self._record, self._page = record, record.pages[at]
        self.leave_out.setChecked(not self._page.included)
        self._show()

    def zoom(self, factor: float) -> None:
        """Show the page larger or smaller."""
        self._zoom = max(_LEAST, min(_MOST, self._zoom * factor))
        self._show()

    def fit(self) -> None:
        """Show the page as wide as there is room."""
        self._zoom = 1.0
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Go with the room there is."""
        super().resizeEvent(event)
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another screen may need a sharper picture."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._show()

    def _on_tool(self, on: bool) -> None:
        self.canvas.set_blacking(on=on)
        self.remove.setVisible(on)
        self._show()
        if on:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Show the picture there is, and ask for the one that fits."""
        if self._record is None:
            return
        page = self._page
        if self.is_blacking:
            page = page.model_copy(update={"boxes": ()})
        width = round(max(200, self.area.viewport().width() - Space.L) * self._zoom)
        pixels = min(_WIDEST, -(-round(width * self.devicePixelRatioF()) // _QUANTUM) * _QUANTUM)
        picture = self._pictures.picture(self._record, page, pixels)
        self._is_settled = picture is not None
        of = (self._record.sha256, page.number)
        if picture is not None or of != self._of:
            self._last, self._of = picture, of
        sent = _SENT if page.included else ""
        self._words.show_text(_BLACKING if self.is_blacking else sent)
        said = "" if page.included else "Left out: this page is not sent"
        if picture is None and self._pictures.has_failed(self._record, page, pixels):
            said = "This page cannot be shown within safe limits"
        self.canvas.show_page(self._page, self._last, said)
        self._percent.setText(f"{round(self._zoom * 100)} %")
        self.canvas.resize(QSize(width, round(width * self._tall())))

    def _tall(self) -> float:
        """Height by width, by the last picture of this page; a letter's until there is one."""
        if self._last is None or not self._last.width():
            return _LETTER
        return self._last.height() / self._last.width()

    def _tool(self, icon: str, words: str, act: Callable[[], None]) -> QToolButton:
        tool = QToolButton(self)
        self._icons.put(tool, icon)
        tool.setToolTip(words)
        tool.setAccessibleName(words.partition(" (")[0])
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tool.clicked.connect(lambda _checked: act())
        return tool
