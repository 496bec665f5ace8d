"""Files dropped anywhere on an open note go to the field for documents; the note page has one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.domain.guides.guide import FieldKind
from app.ui.draft_bridge import DraftBridge
from app.ui.fields.attaching import Incoming, holds_documents, incoming_in
from app.ui.fields.evidence_control import EvidenceControl
from app.ui.form.form_view import FormView

NO_FIELD = (
    "This note has no field for documents yet. Add them on the patient’s page, or answer what"
    " stands before that field."
)


class NoteDropping(QObject):
    """The field shown takes them, else the first one of the note, which is gone to."""

    refused = Signal(str)  # one sentence

    def __init__(self, page: QWidget, form: FormView, bridge: DraftBridge) -> None:
        super().__init__(page)
        self._form = form
        self._bridge = bridge
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Invite files and take them."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop) and not self._is_signed():
            assert isinstance(event, QDropEvent)
            if holds_documents(event.mimeData()):
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.take(incoming_in(event.mimeData()))
                return True
        return super().eventFilter(watched, event)

    def take(self, incoming: Sequence[Incoming]) -> None:
        """Give files to a field for documents."""
        control = self._shown() or self._first()
        if control is None:
            self.refused.emit(NO_FIELD)
        else:
            control.take(incoming)

    def _is_signed(self) -> bool:
        return self._bridge.note.signature is not None

    def _shown(self) -> EvidenceControl | None:
        controls = self._form.current_page.findChildren(EvidenceControl)
        return next((each for each in controls if each.isVisible()), None)

    def _first(self) -> EvidenceControl | None:
        """Go to the first field for documents that is asked for now."""
        for path, field in self._bridge.guide.fields.items():
            if field.kind is FieldKind.EVIDENCE and "/" not in path:
                section = self._bridge.guide.section_of[path]
                if not self._bridge.is_hidden(path) and not self._bridge.is_hidden(section.id):
                    self._form.go_to(path)
                    return self._shown()
        return None
