"""The body of a record page: its sections as steps at the left, all of them in one scroll."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from app.domain.guides.paths import template_of
from app.ui.form.focus import focused_in
from app.ui.form.page import Page
from app.ui.form.steps_list import StepsList
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.records.record_fields import RecordFields
from app.ui.pages.records.record_session import RecordSession
from app.ui.theme import Face, Role, Space, dress

_COMPACT_BELOW = 900
"""Below this width in logical pixels the steps show their marks only."""

_NEAR_TOP = 80
"""A section counts as the one being read once its title is this near to the top."""


class RecordBody(QWidget):
    """`blocks` are what stands in sections without fields, by section id."""

    def __init__(
        self,
        session: RecordSession,
        support: PageSupport,
        parent: QWidget | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._titles: dict[str, QLabel] = {}
        self.page = Page(support.appearance, self)
        self.page.column.setSpacing(Space.S)
        self.fields = RecordFields(session, support, self.chain_stops, self, read_only=read_only)
        self.steps = StepsList(session.bridge.guide, support.appearance, support.icons, self)
        self.steps.chosen.connect(self.show_section)
        self.steps.entered.connect(self._on_entered)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.S, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.steps)
        row.addWidget(self.page, 1)
        self.page.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_focus)
        session.bridge.changed.connect(lambda change: self.steps.show_state(change.state))
        self.steps.show_state(session.bridge.state)

    def fill(self, blocks: Mapping[str, QWidget]) -> None:
        """Put every section below what is there, each under its title."""
        for section in self._session.bridge.guide.sections:
            self._put_title(section.id, section.title, section.intro)
            if section.fields:
                self.page.add_fields(self.fields.box(section, self.page.middle))
            if section.id in blocks:
                self.page.column.addWidget(blocks[section.id])
                blocks[section.id].raise_()  # children in reading order, for Tab
            self.page.column.addSpacing(Space.M)
        self.page.column.addStretch(1)
        self.steps.show_current(self.steps.steps[0].section)
        self.chain_stops()

    def show_section(self, section_id: str) -> None:
        """Bring a section's title to the top."""
        self._settle()
        title = self._titles[section_id]
        self.page.verticalScrollBar().setValue(title.y() - Space.M)
        self.steps.show_current(section_id)

    def go_to(self, path: str) -> bool:
        """Put the caret into the field at an answer path; whether it is here."""
        found = self.page.go_to(path)
        section = self._session.bridge.guide.section_of.get(template_of(path))
        if section is not None:
            self.steps.show_current(section.id)
        return found

    def take_focus(self) -> None:
        """Put the caret into the first field."""
        first = self.fields.binder.editor(next(iter(self._session.bridge.guide.fields)))
        if first is not None:
            first.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def chain_stops(self) -> None:
        """Let Tab follow the reading order; widgets made late would come last."""
        self.page.order_tab(self.steps)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the titles of the steps out when it gets narrow."""
        super().resizeEvent(event)
        self.steps.set_compact(compact=self.width() < _COMPACT_BELOW)

    def _put_title(self, section_id: str, title: str, intro: str) -> None:
        head = self._titles[section_id] = QLabel(title, self.page.middle)
        dress(head, face=Face.LEAD)
        self.page.column.addWidget(head)
        if intro:
            words = QLabel(intro, self.page.middle)
            words.setWordWrap(True)
            dress(words, face=Face.CAPTION, tone=Role.MUTED)
            self.page.column.addWidget(words)

    def _on_entered(self) -> None:
        """Go from the steps into the section that is chosen."""
        at = self.steps.currentIndex()
        if not at.isValid():
            return
        section_id = self.steps.steps[at.row()].section
        self.show_section(section_id)
        top = self._titles[section_id].y()
        stops = (stop for stop in self.page.stops() if stop.isVisible())
        below = (s for s in stops if s.mapTo(self.page.middle, s.rect().topLeft()).y() > top)
        if first := next(below, None):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focus(self, _left: QWidget | None, entered: QWidget | None) -> None:
        """Show the section in which somebody types, wherever its title stands."""
        if entered is not None and self.page.middle.isAncestorOf(entered):
            self._show_section_at(self._top_of(entered))

    def _on_scrolled(self, value: int) -> None:
        if self.steps.hasFocus():
            return
        stop = next(focused_in(self.page.middle), None)
        if stop is not None and not stop.visibleRegion().isEmpty():
            self._show_section_at(self._top_of(stop))
        else:
            self._show_section_at(value + _NEAR_TOP)

    def _show_section_at(self, height: int) -> None:
        above = [s for s, title in self._titles.items() if title.y() <= height]
        if above:
            self.steps.show_current(above[-1])

    def _top_of(self, widget: QWidget) -> int:
        return widget.mapTo(self.page.middle, QPoint(0, 0)).y()

    @staticmethod
    def _settle() -> None:
        """Lay out now what was just made: positions are read in the same call."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
