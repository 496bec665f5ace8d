"""The guided form of one note: steps at the left, one section at a time at the right.

The window makes one for each open note and connects its actions to the methods here.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.guides.guide import Section
from app.domain.guides.paths import template_of
from app.services.notes.change import Change
from app.ui.draft_bridge import DraftBridge
from app.ui.fields.support import EditorSupport
from app.ui.form.binder import Binder, FindProfessional
from app.ui.form.focus import focused_in, path_at_focus
from app.ui.form.section_page import SectionPage
from app.ui.form.steps_list import StepsList
from app.ui.form.table_box import TableBox
from app.ui.form.workshop import Workshop
from app.ui.models.path_words import is_record
from app.ui.theme import Appearance, Space

_COMPACT_BELOW = 680
"""Below this width in logical pixels, at the usual size of text, the steps show marks only."""


class FormView(QWidget):
    """Sections are made when first shown. Nothing here is modal; everything is jumped to freely."""

    record_requested = Signal(str)  # a known name or coverage path: it has a screen of its own
    section_shown = Signal(str)  # section id

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
        super().__init__(parent)
        self._bridge = bridge
        self._appearance = appearance
        self._icons = support.icons
        self._binder = Binder(bridge, support, find_professional, self, read_only=read_only)
        self._workshop = Workshop(self._binder, appearance, support.icons, self._order_tab)
        self._sections = {section.id: section for section in bridge.guide.sections}
        self._pages: dict[str, SectionPage] = {}
        self._current = ""
        self.steps = StepsList(bridge.guide, appearance, support.icons, self)
        self.steps.chosen.connect(self.show_section)
        self.steps.entered.connect(self._on_entered)
        self._stack = QStackedWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.S, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.steps)
        row.addWidget(self._stack, 1)
        bridge.changed.connect(self._on_changed)
        self.steps.show_state(bridge.state)
        self.show_section(self.steps.steps[0].section)

    @property
    def current_section(self) -> str:
        """The id of the section shown."""
        return self._current

    @property
    def current_page(self) -> SectionPage:
        """The page of the section shown."""
        return self._pages[self._current]

    @property
    def focused_path(self) -> str:
        """The answer path of the field that has the focus; empty when none has."""
        return path_at_focus(self)

    def set_read_only(self, read_only: bool) -> None:
        """Show a signed note: everything can be read and copied, nothing changed."""
        self._binder.set_read_only(read_only)

    def show_section(self, section_id: str) -> None:
        """Show a section as it was left; focus outside the pages stays where it is."""
        if section_id == self._current:
            return
        if self._current:
            self.current_page.remember_focus()
            if any(focused_in(self.current_page)):
                # Else Qt hands it on as Tab would when the page goes, to the list beside the form.
                self._stack.setFocus(Qt.FocusReason.OtherFocusReason)
        page = self._page(section_id)
        self._current = section_id
        self._stack.setCurrentWidget(page)
        self.steps.show_current(section_id)
        self._show_ways()
        self._order_tab()
        self.section_shown.emit(section_id)

    def next_section(self) -> None:
        """Go on to the next section, into its first field or where the focus was."""
        self._step(1)

    def previous_section(self) -> None:
        """Go back to the section before."""
        self._step(-1)

    def go_to(self, path: str) -> None:
        """Show the field at an answer path with the caret in it; records are asked for instead."""
        if is_record(path):
            self.record_requested.emit(path)
            return
        section = self._bridge.guide.section_of[template_of(path)]
        self.show_section(section.id)
        if not self._pages[section.id].go_to(path):
            self._pages[section.id].take_focus()

    def take_focus(self) -> None:
        """Put the focus into the section shown, where it was or into the first field.

        A signed note is read section by section.
        """
        if self._bridge.note.signature is not None:
            self.steps.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.current_page.take_focus()

    def add_row(self) -> None:
        """Add a row to the table that has the focus, else to the section's first table."""
        table = self._table_in_use()
        if table is not None:
            table.add_row()

    def undo(self) -> None:
        """Take the last edit back and show where."""
        self._show_change(self._bridge.undo())

    def redo(self) -> None:
        """Do the edit again that was taken back and show where."""
        self._show_change(self._bridge.redo())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the titles of the steps out when it gets narrow."""
        super().resizeEvent(event)
        room = self.width() / self._appearance.theme.text_scale
        self.steps.set_compact(compact=room < _COMPACT_BELOW)

    def _page(self, section_id: str) -> SectionPage:
        page = self._pages.get(section_id)
        if page is None:
            page = self._make_page(self._sections[section_id])
            self._pages[section_id] = page
            self._stack.addWidget(page)
        return page

    def _make_page(self, section: Section) -> SectionPage:
        page = SectionPage(
            section, self._binder, self._workshop.block, self._appearance, self._icons, self._stack
        )
        page.next_wished.connect(self.next_section)
        page.previous_wished.connect(self.previous_section)
        return page

    def _step(self, by: int) -> None:
        sections = [step.section for step in self.steps.steps]
        at = sections.index(self._current) + by if self._current in sections else 0
        if 0 <= at < len(sections):
            self.show_section(sections[at])
            self._pages[sections[at]].take_focus()

    def _on_entered(self) -> None:
        self.current_page.take_focus()

    def _on_changed(self, change: Change) -> None:
        if self.steps.show_state(change.state):
            self._show_ways()
        if change.flipped:
            self._order_tab()

    def _show_change(self, change: Change | None) -> None:
        if change is None or not change.changed or not self.isVisible():
            return
        inner = change.changed[1:2] if change.tables else ()
        path = (inner or change.changed)[0]
        if path != self.focused_path:
            self.go_to(path)

    def _show_ways(self) -> None:
        """Name the sections before and after on the current page."""
        steps = self.steps.steps
        at = next((at for at, step in enumerate(steps) if step.section == self._current), None)
        before = steps[at - 1].title if at else ""
        after = steps[at + 1].title if at is not None and at + 1 < len(steps) else ""
        self.current_page.show_ways(before, after)

    def _order_tab(self) -> None:
        if page := self._pages.get(self._current):
            page.order_tab(self.steps)

    def _table_in_use(self) -> TableBox | None:
        around = [widget for widget in focused_in(self) if isinstance(widget, TableBox)]
        tables = around or self.current_page.findChildren(TableBox)
        return next((table for table in tables if table.isVisible()), None)
