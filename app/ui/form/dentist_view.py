"""The dentist's part of a note on one page: what staff entered, the dentist's fields, signing.

The window shows it instead of the form view; both work on the same bridge.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.guides.answers import Text
from app.domain.guides.paths import template_of
from app.services.notes.change import Change
from app.ui.draft_bridge import DraftBridge
from app.ui.fields.support import EditorSupport
from app.ui.form.binder import Binder, FindProfessional
from app.ui.form.fields_box import FieldsBox
from app.ui.form.page import Page
from app.ui.form.sign_area import SignArea
from app.ui.form.staff_summary import is_dentists, staff_summary
from app.ui.form.summary_card import SummaryCard
from app.ui.form.workshop import Workshop
from app.ui.models.path_words import is_record
from app.ui.theme import Appearance, Face, Role, Space, dress


class DentistView(Page):
    """One card. `sign_requested` and `elsewhere_requested` come from the user."""

    sign_requested = Signal()
    elsewhere_requested = Signal(str)  # a path that is not on this page

    def __init__(
        self,
        bridge: DraftBridge,
        support: EditorSupport,
        appearance: Appearance,
        find_professional: FindProfessional,
        parent: QWidget | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__(appearance, parent)
        self._bridge = bridge
        self._binder = Binder(bridge, support, find_professional, self, read_only=read_only)
        self._workshop = Workshop(self._binder, appearance, support.icons, self._order_tab)
        self._boxes_of_fields: list[tuple[QLabel, FieldsBox]] = []
        self._summary = SummaryCard(self.middle)
        self._sign = SignArea(support.icons, self.middle)
        self._sign.sign_requested.connect(self.sign_requested)
        self._sign.go_requested.connect(self.go_or_ask)
        self._lay_out()
        bridge.changed.connect(self._on_changed)
        self._refresh()
        self._order_tab()

    def set_read_only(self, read_only: bool) -> None:
        """Show a signed note: everything can be read and copied, nothing changed."""
        self._binder.set_read_only(read_only)
        self._sign.setVisible(not read_only)

    def go_or_ask(self, path: str) -> None:
        """Go to the field at a path, or ask the window to, when it is not on this page."""
        if is_record(path) or not self.go_to(path):
            self.elsewhere_requested.emit(path)

    def _lay_out(self) -> None:
        name = self._bridge.facts.read("treating.name")
        title = QLabel(f"For {name.value}" if isinstance(name, Text) else "For the dentist")
        dress(title, face=Face.TITLE)
        title.setWordWrap(True)
        self.column.addWidget(title)
        self.column.addWidget(self._summary)
        self._add_fields()
        self.column.addWidget(self._sign)
        self._sign.raise_()  # to the end of the children, which stand in reading order
        self._sign.setVisible(not self._binder.read_only)
        self.column.addStretch(1)

    def _add_fields(self) -> None:
        for section in self._bridge.guide.sections:
            fields = [field for field in section.fields if is_dentists(field)]
            if fields:
                head = QLabel(section.title, self.middle)
                dress(head, face=Face.LEAD, tone=Role.DENTIST)
                box = FieldsBox(fields, "", self._binder, self._workshop.block, self.middle)
                self.column.addSpacing(Space.S)
                self.column.addWidget(head)
                self.add_fields(box)
                self._boxes_of_fields.append((head, box))

    def _on_changed(self, change: Change) -> None:
        if change.flipped:
            self._order_tab()
        mine = all(self._is_here(path) for path in change.changed)
        self._refresh(summary=not mine or bool(change.flipped))

    def _is_here(self, path: str) -> bool:
        return is_dentists(self._bridge.guide.fields[template_of(path).partition("/")[0]])

    def _refresh(self, *, summary: bool = True) -> None:
        self._sign.show_state(self._bridge.state)
        for head, box in self._boxes_of_fields:
            head.setVisible(box.shows_any)
            box.setVisible(box.shows_any)
        if summary:
            self._summary.show_parts(tuple(staff_summary(self._bridge.guide, self._bridge.facts)))

    def _order_tab(self) -> None:
        self.order_tab(self)
