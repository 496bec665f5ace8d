"""The ways to the packs of a note and to checking a file; the window has one.

The page lies over the note it belongs to, and goes with it.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.office.office import Office
from app.ui.page_tools import PageTools
from app.ui.pages.packs.pack_page import PackPage
from app.ui.pages.patients.check_file import CheckFile


class PackWays(QObject):
    """Says what to show; the window shows it."""

    shown = Signal(QWidget, object)  # page, Do or None
    closed = Signal(QWidget)
    note_requested = Signal(str)  # note id
    sign_requested = Signal(str)  # note id
    document_requested = Signal(str)  # document id
    restriction_requested = Signal(str, str)  # patient id, restriction id

    def __init__(self, office: Office, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._tools = tools
        self._window = window
        self._page: PackPage | None = None

    @property
    def page(self) -> PackPage | None:
        """The page that is open, if one is."""
        return self._page

    def show_packs(self, note_id: str, pack_id: str = "") -> None:
        """Show a note's packs: a finished one, or the plan of a new one."""
        self.close()
        page = PackPage(note_id, self._office, self._tools, self._window, pack_id)
        page.closed.connect(lambda: self._on_closed(page))
        page.note_wanted.connect(self.note_requested)
        page.sign_wanted.connect(self.sign_requested)
        page.document_opened.connect(self.document_requested)
        page.restriction_wanted.connect(self.restriction_requested)
        self._page = page
        self.shown.emit(page, None)
        page.take_focus()

    def close(self) -> None:
        """Let the page go; what it works on is given up."""
        if self._page is not None:
            self._page.deleteLater()
            self._page = None

    def check_file(self) -> None:
        """Ask for a file and tell what it is."""
        dialog = CheckFile(self._office.sent_files, self._tools, self._window)
        dialog.note_requested.connect(self.note_requested)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_closed(self, page: PackPage) -> None:
        if self._page is page:
            self._page = None
            self.closed.emit(page)
            page.deleteLater()
