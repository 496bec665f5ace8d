"""The sheet of a call on paper: saved as a PDF, or put among the patient's documents.

The call sheet page has this button in its head.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.domain.evidence.light_table import Refused
from app.domain.payers.payer import Verification
from app.services.documents.documents import Taken
from app.services.payers.call_sheets import FILE_NAME, CallSheets
from app.services.printing.printing import Printed
from app.ui.page_tools import PageTools
from app.ui.pages.parts.long_work import LongWork
from app.ui.theme import Role

_ANSWER_FIRST = "Answer a question first; then there is a sheet to print."
_PRINTS = "What was asked and answered, on paper for the patient’s file"


class CallPaper(QPushButton):
    """`stored` saves what is typed and gives a check of the call, None where that cannot be saved.

    `work` says how far the sheet is.
    """

    def __init__(
        self,
        sheets: CallSheets,
        stored: Callable[[], Verification | None],
        work: LongWork,
        tools: PageTools,
        parent: QWidget,
    ) -> None:
        super().__init__("Sheet…", parent)
        self._sheets = sheets
        self._stored = stored
        self._work = work
        self._tools = tools
        menu = QMenu(self)
        self.setMenu(menu)
        tools.icons.put(self, "printer")
        menu.addAction("Save as PDF…", self._ask_pdf)
        menu.addAction("File among the patient’s documents", self.file_away)

    def offer(self, *, is_there: bool) -> None:
        """Offer the sheet, or say what it needs first."""
        self.setEnabled(is_there)
        self.setToolTip(_PRINTS if is_there else _ANSWER_FIRST)

    def write_to(self, path: Path) -> None:
        """Save what is typed, then write the sheet to a file."""
        if check := self._stored():
            sheets = self._sheets

            def written(_printed: Printed) -> None:
                self._work.say(f"{path.name} saved.", Role.DONE)

            self._work.run(lambda _progress, _stop: sheets.write(check, path), written)

    def file_away(self) -> None:
        """Save what is typed, then put the sheet among the patient's documents."""
        if check := self._stored():
            sheets = self._sheets
            self._work.run(lambda _progress, _stop: sheets.file_away(check), self._on_filed)

    def _ask_pdf(self) -> None:
        self._tools.files.ask_to_save("Call sheet", FILE_NAME, "PDF files", self.write_to, self)

    def _on_filed(self, taken: Taken | Refused) -> None:
        if isinstance(taken, Refused):
            self._work.say(taken.why, Role.BLOCKS)
        else:
            self._work.say("The sheet is among the patient’s documents.", Role.DONE)
