"""One open note: header, form or dentist's view, side panel; saves by itself, signs, prints.

The main window makes one for each opened note and connects its actions to the methods here.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.notes.note import Note
from app.domain.practice.authority import Right
from app.services.notes.draft import Draft
from app.services.office.office import Office
from app.services.printing.printing import papers_of
from app.ui.actions import Do
from app.ui.autosave import Autosave
from app.ui.draft_bridge import DraftBridge
from app.ui.form.dentist_view import DentistView
from app.ui.form.focus import focused_in, path_at_focus
from app.ui.form.form_view import FormView
from app.ui.form.page import Page
from app.ui.models.pack_words import last_sending
from app.ui.models.path_words import is_record
from app.ui.page_tools import PageTools
from app.ui.pages.notes.form_changed import FormChangedNotice
from app.ui.pages.notes.note_dropping import NoteDropping
from app.ui.pages.notes.note_header import NoteHeader, heading_of
from app.ui.pages.notes.note_keeping import NoteKeeping
from app.ui.pages.notes.note_papers import NotePapers
from app.ui.pages.notes.note_signatures import NoteSignatures
from app.ui.pages.notes.note_support import DOCUMENT, NoteSupport
from app.ui.pages.notes.note_treating import NoteTreating
from app.ui.pages.notes.save_notice import SaveNotice
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.side_panel import SidePanel, Tab
from app.ui.panels.completeness import CompletenessPanel
from app.ui.panels.narrative import NarrativePanel
from app.ui.panels.preview import DocumentChoice, PreviewPanel
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Role

FOLD_BELOW = 1030
"""Width in logical pixels from which the side panel has room beside a form of two columns."""


class NotePage(QWidget):
    """`record_requested` carries a known name, a coverage path, or `DOCUMENT` and an id."""

    back_requested = Signal()
    record_requested = Signal(str)
    reopen_requested = Signal()
    conflict_requested = Signal()

    def __init__(
        self,
        draft: Draft,
        office: Office,
        actions: Mapping[Do, QAction],
        tools: PageTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._office = office
        self._actions = actions
        self._tools = tools
        self._is_walking = False
        self.bridge = DraftBridge(draft, self)
        self.support = NoteSupport(office, self.bridge, tools, self)
        save = office.beside.keeping.save
        self.autosave = Autosave(self.bridge, save, tools.runner, tools.words, self)
        self.keeping = NoteKeeping(draft, self.support, self.autosave, office, tools, self)
        may_sign = office.signing.may(Right.SIGN)
        self.header = NoteHeader(heading_of(draft), actions, tools.icons, self, may_sign=may_sign)
        self.notice = Notice(tools.icons, self)
        changes = office.charting.form_changes
        self.form_changed = FormChangedNotice(draft, changes, tools.icons, self)
        self.form = FormView(
            self.bridge,
            self.support.editors,
            tools.appearance,
            self.support.directory.professional,
            self,
            read_only=self.is_signed,
        )
        self.dentist: DentistView | None = None
        self.needed = CompletenessPanel(
            self.bridge,
            tools.appearance,
            tools.icons,
            self.support.directory.name_of,
            self,
            read_only=self.is_signed,
        )
        self.narrative = NarrativePanel(self.bridge, tools.appearance, tools.icons, self)
        self.narrative.set_control_number(draft.note.control_number)
        choices = [DocumentChoice(p.value, p.label) for p in papers_of(draft.note.code)]
        self.preview = PreviewPanel(self.bridge, choices, tools.icons, self)
        self.papers = NotePapers(draft, office.print_room, self.preview, tools, self)
        self._dropping = NoteDropping(self, self.form, self.bridge)
        self.signing = NoteSignatures(draft, self.support, self.autosave, office, tools, self)
        self.treating = NoteTreating(
            draft, self.bridge, self.autosave, office.charting, self.support.directory, tools, self
        )
        self._saving = SaveNotice(self.keeping, self.header, self.notice, office.clock.zone, self)
        self._lay_out()
        self._connect()
        self._refresh()
        if self.is_signed:
            self.header.set_signed()

    @property
    def note(self) -> Note:
        """The note with everything typed so far."""
        return self.bridge.note

    @property
    def is_signed(self) -> bool:
        """Whether the note is signed and can only be read."""
        return self._draft.note.signature is not None

    def take_focus(self) -> None:
        """Put the caret into the first field; of a signed note, the focus on its sections."""
        self.form.take_focus()

    def go_to(self, path: str) -> None:
        """Show the field at an answer path; records have pages of their own."""
        if self._is_walking and is_record(path):
            self._side.show_tab(0)
            return
        self._side.close_sheet()
        self._actions[Do.DENTIST_VIEW].setChecked(False)
        self.form.go_to(path)

    def walk(self, step: int) -> None:
        """Go to the next open item, or back; one with a page of its own is only pointed at."""
        self._is_walking = True
        go = self.needed.next_item if step > 0 else self.needed.previous_item
        go(path_at_focus(self.shown_form))
        self._is_walking = False

    def show_tab(self, number: int) -> None:
        """Show a tab of the side panel; Escape leads back to where the focus is now."""
        self.shown_form.remember_focus()
        self._side.show_tab(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape beside the form puts the sheet away and goes back into the form."""
        page = self.shown_form
        if event.key() == Qt.Key.Key_Escape and not any(focused_in(page)):
            self._side.close_sheet()
            page.take_focus()
        else:
            super().keyPressEvent(event)

    @property
    def shown_form(self) -> Page:
        """The page of the form that is shown: a section's, or the dentist's."""
        is_dentist = self.dentist is not None and self._middle.currentWidget() is self.dentist
        return self.dentist if is_dentist and self.dentist else self.form.current_page

    def show_dentist_view(self, shown: bool) -> None:
        """Show the dentist's card instead of the form, or the form again."""
        if shown and self.dentist is None:
            self.dentist = self._make_dentist()
            self._middle.addWidget(self.dentist)
        self._middle.setCurrentWidget(self.dentist if shown and self.dentist else self.form)
        if shown and self.dentist:
            self.dentist.take_focus()

    def learn(self) -> None:
        """Take over what was changed on other pages: the patient, people, the practice."""
        self.support.directory.refresh()
        self.support.desk.refresh()
        if self.is_signed:
            return
        dentist = self._office.charting.usual_dentist()
        if dentist and not self.note.treating_id:
            self.treating.change(dentist)
        else:
            self.bridge.learn(self._office.charting.known_now(self.note))
        self.header.show_heading(heading_of(self._draft))

    def take_documents(self, files: Sequence[Path]) -> None:
        """Attach files to the field for documents."""
        self._dropping.take(files)

    def flush(self) -> str:
        """Store everything now; returns what stood in the way."""
        return "" if self.is_signed else self.keeping.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the side panel when it gets narrow."""
        super().resizeEvent(event)
        self._side.set_folded(folded=self.width() < FOLD_BELOW)

    def _make_dentist(self) -> DentistView:
        dentist = DentistView(
            self.bridge,
            self.support.editors,
            self._tools.appearance,
            self.support.directory.professional,
            self,
            read_only=self.is_signed,
        )
        dentist.sign_requested.connect(self.signing.ask)
        dentist.elsewhere_requested.connect(self.go_to)
        return dentist

    def _lay_out(self) -> None:
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self.form)
        self._side = SidePanel(
            (
                Tab("Still needed", "list-checks", self.needed),
                Tab("Narrative", "quote", self.narrative),
                Tab("Preview", "file-text", self.preview),
            ),
            self._tools.icons,
            self,
        )
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._middle, 1)
        row.addWidget(self._side)
        rule = QFrame(self)
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(rule)
        column.addWidget(self.notice)
        column.addWidget(self.signing.strip)
        column.addWidget(self.form_changed)
        column.addLayout(row, 1)
        column.addWidget(self.signing.later.panel)
        order_as_laid_out(self)

    def _connect(self) -> None:
        actions = self._actions
        self.bridge.changed.connect(self._refresh)
        self.support.desk.opened.connect(lambda each: self.record_requested.emit(DOCUMENT + each))
        self._dropping.refused.connect(self.notice.say)
        self.header.back_requested.connect(self.back_requested)
        self.header.patient_requested.connect(lambda: self.record_requested.emit("patient.name"))
        self.form.record_requested.connect(self.record_requested)
        self.needed.go_to.connect(self.go_to)
        self.needed.next_step_requested.connect(self._on_next_step)
        self.narrative.go_to.connect(self.go_to)
        self.papers.told.connect(self.notice.say)
        signing = self.signing.signing
        signing.go_to.connect(self.go_to)
        signing.troubled.connect(lambda text: self.notice.say(text, Role.BLOCKS))
        signing.signed.connect(self._lock)
        self.signing.changed.connect(self._refresh)
        self.signing.changed.connect(lambda: self.signing.offer(actions))
        self.treating.changed.connect(lambda: self.header.show_heading(heading_of(self._draft)))
        self.header.treating_requested.connect(self.treating.ask)
        self._saving.decide_wanted.connect(self.conflict_requested)
        self.keeping.joined.connect(self.learn)

    def _refresh(self) -> None:
        state = self.bridge.state
        self.header.show_note(self.note, state, self.signing.mark)
        self._side.show_count(state.total.open())
        self.needed.show_why_not(self.signing.why_not_sent)

    def refresh_actions(self) -> None:
        """Offer what can be done with this note; the window has shown it just now."""
        self._actions[Do.UNDO].setEnabled(not self.is_signed)
        self._actions[Do.REDO].setEnabled(not self.is_signed)
        self._actions[Do.TREATING].setEnabled(not self.is_signed)
        self.signing.offer(self._actions)
        packs = self._office.packs.of_note(self.note.id)
        self.header.show_sent(last_sending(packs, self._office.clock.zone))

    def _on_next_step(self) -> None:
        if self.is_signed:
            self._actions[Do.PACK].trigger()
        else:
            self.signing.ask()

    def _lock(self) -> None:
        self.autosave.stop()
        stay: QWidget = self.form.steps if self.form.isVisible() else self.header
        stay.setFocus(Qt.FocusReason.OtherFocusReason)  # else, with the fields, it leaves the page
        self.form.set_read_only(True)
        self.needed.set_read_only(True)
        if self.dentist:
            self.dentist.set_read_only(True)
        self.header.set_signed()
        self._refresh()
        self.refresh_actions()
