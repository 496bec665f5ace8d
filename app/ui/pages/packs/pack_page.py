"""The page of a note's packs: a new one is planned and made, finished ones are shown as proof.

The main window shows it over the note it belongs to.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.packs.pack import Pack
from app.domain.reading.dates import show_date
from app.errors import RestrictedByPatient
from app.services.office.office import Office
from app.services.packs.pack_making import PackTrial
from app.services.packs.pack_material import PackMaterial
from app.ui.models.pack_words import tab_words, why_nothing_is_sent
from app.ui.page_tools import PageTools
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.pages.packs.pack_asking import PackAsking
from app.ui.pages.packs.pack_desk import Gathered, PackDesk
from app.ui.pages.packs.pack_plan import PackPlan
from app.ui.pages.packs.pack_proof import PackProof
from app.ui.pages.parts.empty_state import EmptyState
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.page_head import PageHead
from app.ui.pages.parts.tab_keys import turn_by_keys
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Role

_NO_CHANNEL = "Add or copy a channel first: it says how an attachment travels and what fits."
_SAME = "Made once more: every file is the same, byte for byte."
_OTHER = (
    "Made once more, it comes out differently: the documents, the channel or the program have"
    " changed since. What was made then is kept as it was."
)


class PackPage(QWidget):
    """`pack_id` is the finished pack to begin with; empty begins with a new one."""

    closed = Signal()
    sign_wanted = Signal(str)  # note id
    note_wanted = Signal(str)  # note id
    restriction_wanted = Signal(str, str)  # patient id, restriction id
    document_opened = Signal(str)  # document id

    def __init__(
        self,
        note_id: str,
        office: Office,
        tools: PageTools,
        parent: QWidget | None = None,
        pack_id: str = "",
    ) -> None:
        super().__init__(parent)
        self.note_id = note_id
        self._office = office
        self._tools = tools
        self._packs: tuple[Pack, ...] = ()
        self._begin_with = pack_id
        self._has_plan = False
        self.desk = PackDesk(office.packs, note_id, tools, self)
        self._patient = ""  # until it is gathered
        documents, user = office.documents, office.charting.user
        attaching = DocumentDesk(documents, lambda: self._patient, user, tools, self)
        self.plan = PackPlan(self.desk, office.packs.usual, attaching, tools, self)
        self._proof: PackProof | None = None  # made with the first finished pack
        self._asking = PackAsking(office, tools, self)
        self.empty = EmptyState(tools.icons, self)
        self.notice = Notice(tools.icons, self)
        self.tabs = QTabBar(self)
        self._stack = QStackedWidget(self)
        self._head = PageHead(tools.icons, self)
        self._lay_out()
        self._connect()

    @property
    def proof(self) -> PackProof:
        """Where finished packs are shown."""
        if self._proof is None:
            self._proof = PackProof(self.desk, self._office.clock.zone, self._tools, self)
            self._stack.addWidget(self._proof)
            self._proof.write_wanted.connect(self._ask_where)
            self._proof.record_wanted.connect(self._ask_sending)
            self._proof.print_wanted.connect(self.desk.fetch_for_paper)
            self._proof.check_wanted.connect(self._check)
        return self._proof

    def take_focus(self) -> None:
        """Put the focus on the next step."""
        shown = self._stack.currentWidget()
        if self._proof and shown is self._proof:
            self._proof.take_focus()
        elif shown is self.plan:
            self.plan.take_focus()
        else:
            self.empty.setFocus()

    def show_pack(self, pack_id: str) -> None:
        """Show a finished pack; a new one where there is none of that id."""
        ids = [pack.id for pack in self._packs]
        self.tabs.setCurrentIndex(ids.index(pack_id) + 1 if pack_id in ids else 0)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Gather anew: the note, a document or a channel may have changed elsewhere."""
        super().showEvent(event)
        if not event.spontaneous():
            self.desk.gather()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def make_into(self, trial: PackTrial, folder: Path) -> None:
        """Make a pack and write its files into a new folder inside this one."""
        self.plan.footer.say("Making the pack…", Role.SILENT)
        self.desk.make(trial, folder)

    def write_into(self, pack: Pack, folder: Path) -> None:
        """Write a finished pack's files once more."""
        self.desk.write(pack, folder)

    def _ask_sending(self, pack: Pack) -> None:
        other = pack.sent_before(self._packs)
        is_alone = other is None
        self._asking.sending(pack, other, lambda sent: self.desk.record(pack, sent, alone=is_alone))

    def _print(self, pack: Pack, files: Sequence[bytes]) -> None:
        def printed() -> None:
            self.desk.tell_printed(pack)
            self.notice.say("Sent to the printer.", Role.DONE, (self._away(),))

        self._asking.printer(pack, files, printed)

    def _ask_where(self, pack: Pack) -> None:
        self._asking.folder(lambda folder: self.write_into(pack, folder))

    def _lay_out(self) -> None:
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Packs of this note")
        self.tabs.addTab("New pack")
        self._head.show_title("Pack for the payer")
        self._head.add_below(self.tabs)
        self._stack.addWidget(self.plan)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        order_as_laid_out(self)

    def _connect(self) -> None:
        self._head.close_wished.connect(self.closed)
        self.tabs.currentChanged.connect(self._on_tab)
        turn_by_keys(self.tabs, self, self.take_focus)
        self.empty.next_requested.connect(lambda: self.note_wanted.emit(self.note_id))
        self.plan.make_wanted.connect(
            lambda trial: self._asking.folder(lambda folder: self.make_into(trial, folder))
        )
        self.plan.document_opened.connect(self.document_opened)
        self.plan.sign_wanted.connect(lambda: self.sign_wanted.emit(self.note_id))
        self.plan.note_wanted.connect(lambda: self.note_wanted.emit(self.note_id))
        self.plan.restriction_wanted.connect(self.restriction_wanted)
        desk = self.desk
        desk.gathered.connect(self._on_gathered)
        desk.troubled.connect(self._on_troubled)
        desk.outdated.connect(self._on_outdated)
        desk.made.connect(self._on_made)
        desk.written.connect(self._on_written)
        desk.unwritten.connect(self._on_unwritten)
        desk.recorded.connect(self._on_recorded)
        desk.printable.connect(self._print)
        desk.failed.connect(self._on_failed)
        desk.checked.connect(self._on_checked)

    def _on_gathered(self, gathered: Gathered) -> None:
        self._patient = gathered.material.view.note.patient_id
        self._head.show_title("Pack for the payer", _about(gathered.material))
        self._show_packs(gathered.packs)
        title, text = why_nothing_is_sent(gathered.material)
        if not gathered.channels:
            title, text = "No channel yet", _NO_CHANNEL
        if title:
            self.empty.say("send", title, text, "Open the note")
        else:
            self.plan.take(gathered)
        self._has_plan = not title
        if self._begin_with:
            self.show_pack(self._begin_with)
            self._begin_with = ""
        self._on_tab()

    def _show_packs(self, packs: Sequence[Pack]) -> None:
        """One tab for each finished pack, the latest first; the one shown stays shown."""
        shown = self._packs[self.tabs.currentIndex() - 1].id if self.tabs.currentIndex() else ""
        self._packs = tuple(packs)
        self.tabs.blockSignals(True)
        while self.tabs.count() > 1:
            self.tabs.removeTab(1)
        for pack in packs:
            at = self.tabs.addTab(tab_words(pack, self._office.clock.zone))
            self.tabs.setTabToolTip(at, pack.control_number)
        self.tabs.blockSignals(False)
        self.show_pack(shown)

    def _on_tab(self) -> None:
        at = self.tabs.currentIndex()
        if at > 0:
            self.proof.show_pack(self._packs[at - 1])
            self._stack.setCurrentWidget(self.proof)
        else:
            self._stack.setCurrentWidget(self.plan if self._has_plan else self.empty)

    def _on_troubled(self, sentence: str) -> None:
        self.plan.say_trouble(sentence)
        self.notice.say(sentence, Role.BLOCKS)

    def _on_failed(self, sentence: str) -> None:
        self.notice.say(sentence, Role.BLOCKS)
        if self._proof:
            self._proof.check.setEnabled(True)
        self.plan.offer()

    def _on_outdated(self, sentence: str) -> None:
        self.notice.say(sentence, Role.WARNS)
        self.plan.forget()
        self.desk.gather()

    def _on_made(self, pack: Pack) -> None:
        self.notice.say("The pack is kept. Its files are being written…")
        self._show_packs((pack, *self._packs))
        self.show_pack(pack.id)
        self.take_focus()
        self.desk.gather()

    def _on_written(self, pack: Pack, place: Path) -> None:
        files = "1 file" if len(pack.files) == 1 else f"{len(pack.files)} files"
        self.notice.say(
            f"{files} written to {place}",
            Role.DONE,
            (("Open folder", lambda: _open(place)), self._away()),
        )
        if self.proof.pack and self.proof.pack.id == pack.id:
            self.proof.files.allow_dragging(place)

    def _on_unwritten(self, pack: Pack, why: str) -> None:
        way: tuple[str, Callable[[], None]] = (
            "Write files again…",
            lambda: self._ask_where(pack),
        )
        if why == RestrictedByPatient.sentence:  # writing again would be refused again
            self.desk.gather()
            way = ("Show what the patient asked", lambda: self.show_pack(""))
        said = f"The pack is kept, but its files were not written. {why}"
        self.notice.say(said, Role.BLOCKS, (way,))

    def _on_recorded(self, pack: Pack) -> None:
        self.notice.say("Recorded as sent.", Role.DONE, (self._away(),))
        self._show_packs([pack if pack.id == each.id else each for each in self._packs])
        self._on_tab()
        self.desk.gather()

    def _check(self, pack: Pack) -> None:
        self.notice.say("Making it once more, to compare…")
        self.proof.check.setEnabled(False)
        self.desk.check(pack)

    def _on_checked(self, _pack: Pack, same: bool) -> None:
        self.proof.check.setEnabled(True)
        if same:
            self.notice.say(_SAME, Role.DONE, (self._away(),))
        else:
            self.notice.say(_OTHER, Role.WARNS, (self._away(),))

    def _away(self) -> tuple[str, Callable[[], None]]:
        return "OK", lambda: self.notice.say("")


def _about(material: PackMaterial) -> str:
    view = material.view
    day = view.note.date_of_service
    parts = (view.known("patient.name"), view.note.code, show_date(day) if day else "")
    return " · ".join(part for part in parts if part)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
