"""Moving a document to the patient it belongs to: asks to whom and why, then does it on a worker.

The patient page and the documents page have one.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.evidence.light_table import Refused
from app.domain.finding.listing import PatientRow
from app.services.documents.documents import DocumentDrawer
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.dialogs.finder import Finder
from app.ui.dialogs.finder_rows import Find
from app.ui.page_tools import PageTools

_MOVING = (
    "It leaves this patient’s documents. Notes that name it keep naming it, but it is no longer"
    " sent with them. The move is remembered here and never printed or sent."
)
_WHY = "Example: scanned into the wrong chart"


class DocumentMoving(QObject):
    """`patients` finds patients by words; `user` is the staff id of who moves."""

    moved = Signal(object)  # EvidenceRecord, as it stands now
    troubled = Signal(str)  # one sentence

    def __init__(
        self,
        drawer: DocumentDrawer,
        patients: Callable[[], Find],
        user: str,
        tools: PageTools,
        window: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._drawer = drawer
        self._patients = patients
        self._user = user
        self._tools = tools
        self._window = window

    def ask(self, record: EvidenceRecord) -> None:
        """Ask for the patient, then for the reason."""
        tools = self._tools
        finder = Finder(
            "Move to which patient?",
            "Name or chart number",
            self._patients(),
            tools.appearance,
            tools.icons,
            self._window,
        )
        finder.chosen.connect(lambda row: self._ask_why(record, row))
        finder.open_over(self._window)

    def _ask_why(self, record: EvidenceRecord, to: PatientRow) -> None:
        if to.id == record.patient:
            self.troubled.emit("It is with this patient already.")
            return
        given = partial(self._move, record, to)
        ask_why(record.title, to.name, given, self._window, record.id)

    def _move(self, record: EvidenceRecord, to: PatientRow, reason: str) -> None:
        drawer, user = self._drawer, self._user
        task = self._tools.runner.run(
            lambda _report: drawer.move(record, to.id, reason, user),
            self._on_moved,
            lambda error: self.troubled.emit(self._tools.words.of(error)),
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_moved(self, answer: EvidenceRecord | Refused) -> None:
        if isinstance(answer, Refused):
            self.troubled.emit(answer.why)
        else:
            self.moved.emit(answer)


def ask_why(
    title: str, to: str, given: Callable[[str], None], parent: QWidget, record: str
) -> None:
    """Ask why a document is filed under another patient; the reason may be empty."""
    dialog = AskDialog(
        f"Move “{title}” to {to}?",
        _MOVING,
        "Move",
        (AskedFor("reason", "Why", is_needed=False, hint=_WHY),),
        parent,
        away="Keep it here",
        record=record,
    )
    dialog.answered.connect(lambda values: given(str(values["reason"] or "")))
    dialog.open()
