"""Shows one file of a pack as it will be sent: a PDF, a picture, or text; the pack page has one.

Files are read on a worker: a page at 300 dpi, or fifty pages, take longer than a blink.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QThread
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.domain.packs.pack import PackedFile
from app.ui.fields.cut_label import CutLabel
from app.ui.page_tools import PageTools
from app.ui.tasks import Task
from app.ui.theme import Face, Role, Space, dress

_EMPTY = "What will be sent is shown here once it is laid out."
_LARGEST = QSize(1400, 1800)
"""A page is sharp at that on any screen, and no larger in memory than ten megabytes."""


class PackPreview(QWidget):
    """One file at a time."""

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools = tools
        self._reading: Task[QPdfDocument] | Task[QImage] | None = None
        self._pdf: QPdfDocument | None = None
        self._name = CutLabel("", self)
        self._page = QLabel(self)
        self.pages = QPdfView(self)
        self.picture = _Picture(self)
        self.text = QPlainTextEdit(self)
        self._nothing = QLabel(_EMPTY, self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.pages.pageNavigator().currentPageChanged.connect(self._show_page)

    @property
    def shown(self) -> str:
        """The name of the file shown."""
        return self._name.full_text

    def show_file(self, file: PackedFile, content: bytes) -> None:
        """Show a file."""
        if self._reading:
            self._reading.drop()
        self._name.show_text(file.name)
        self._page.clear()
        run = self._tools.runner.run
        if file.role in ("pack", "cover"):
            home = self.thread()
            self._reading = run(
                lambda _report: _read_pdf(content, home), self._show_pdf, self._show_unreadable
            )
        elif file.role in ("page", "narrative_image"):
            self._reading = run(
                lambda _report: _read(content), self._show_picture, self._show_unreadable
            )
        else:
            self._reading = None
            self.text.setPlainText(content.decode(errors="replace"))
            self._stack.setCurrentWidget(self.text)
        if self._reading:
            self.destroyed.connect(self._reading.drop)

    def clear(self) -> None:
        """Show nothing."""
        self._name.show_text("")
        self._page.clear()
        self._stack.setCurrentWidget(self._nothing)

    def _lay_out(self) -> None:
        dress(self._name, face=Face.CAPTION, tone=Role.MUTED)
        dress(self._page, face=Face.CAPTION, tone=Role.MUTED)
        dress(self._nothing, tone=Role.MUTED)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setAccessibleName("Pages as they will be sent")
        self.picture.setAccessibleName("Page as it will be sent")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Text of the file")
        for widget in (self._nothing, self.pages, self.picture, self.text):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.L, Space.L, Space.L)
        column.setSpacing(Space.XS)
        column.addWidget(self._name)
        column.addWidget(self._page)
        column.addWidget(self._stack, 1)

    def _show_pdf(self, document: QPdfDocument) -> None:
        document.setParent(self)
        before, self._pdf = self._pdf, document
        self.pages.setDocument(document)
        if before:
            before.deleteLater()
        self._stack.setCurrentWidget(self.pages)
        self._show_page()

    def _show_page(self) -> None:
        count = self._pdf.pageCount() if self._pdf else 0
        page = self.pages.pageNavigator().currentPage() + 1
        self._page.setText(f"Page {page} of {count}" if count else "")

    def _show_picture(self, image: QImage) -> None:
        self.picture.show_image(image)
        self._stack.setCurrentWidget(self.picture)

    def _show_unreadable(self, error: Exception) -> None:
        self._nothing.setText(self._tools.words.of(error))
        self._stack.setCurrentWidget(self._nothing)


class _Picture(QLabel):
    """A page that fits the room there is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setMinimumSize(120, 120)

    def show_image(self, image: QImage) -> None:
        """Show another page."""
        self._whole = QPixmap.fromImage(image)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the page again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            return
        ratio = self.devicePixelRatioF()
        fitted = self._whole.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(fitted)


def _read(content: bytes) -> QImage:
    """The picture in a file, no larger than a screen."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.width() > _LARGEST.width() or size.height() > _LARGEST.height():
        reader.setScaledSize(size.scaled(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _read_pdf(content: bytes, home: QThread) -> QPdfDocument:
    """The document in a file, for the thread that shows it; its pages are measured already."""
    document = QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    for page in range(document.pageCount()):
        document.pagePointSize(page)  # the view asks for all of them at once
    document.moveToThread(home)
    return document
