"""A pack that was made: its files byte for byte, how it was sent, and writing them once more.

The page of a pack shows it for each finished pack.
"""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.packs.pack import Pack, PackedFile
from app.ui.form.page import Page
from app.ui.models.pack_words import made_line, sending_line
from app.ui.page_tools import PageTools
from app.ui.pages.packs.pack_columns import PackColumns
from app.ui.pages.packs.pack_desk import PackDesk
from app.ui.pages.packs.pack_files import PackFiles
from app.ui.pages.packs.pack_narrative import PackNarrative
from app.ui.pages.packs.pack_preview import PackPreview
from app.ui.pages.packs.pack_stays import PackStays
from app.ui.pages.parts.notice import Notice
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

_KEPT = "Exactly these bytes are kept, and never change."
_NOT_SENT = "Not recorded as sent yet. Send the files, then record how and when."


class PackProof(QWidget):
    """One pack at a time."""

    record_wanted = Signal(object)  # Pack
    write_wanted = Signal(object)  # Pack
    print_wanted = Signal(object)  # Pack
    check_wanted = Signal(object)  # Pack

    def __init__(self, desk: PackDesk, zone: dt.tzinfo, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._zone = zone
        self._pack: Pack | None = None
        self._contents: Mapping[str, bytes] = {}
        self._page = Page(tools.appearance, self)
        middle = self._page.middle
        self.sending = Notice(tools.icons, middle)
        self.record = QPushButton("Record as sent…", middle)
        self.write = QPushButton("Write files again…", middle)
        self.print = QPushButton("Print…", middle)
        self.check = QPushButton("Check that it can be made again", middle)
        self.files = PackFiles(tools.appearance, tools.icons, middle, with_sha256=True)
        self.narrative = PackNarrative(tools.icons, middle)
        self.stays = PackStays(middle)
        self._title = QLabel(middle)
        self._made = QLabel(middle)
        self._remark = QLabel(middle)
        self._notices = QLabel(middle)
        self.preview = PackPreview(tools, self)
        self._lay_out(tools)
        self._connect()

    @property
    def pack(self) -> Pack | None:
        """The pack shown."""
        return self._pack

    def show_pack(self, pack: Pack) -> None:
        """Show a finished pack; its pages follow when they are read."""
        if self._pack is None or self._pack.id != pack.id:
            self._contents = {}
            self.preview.clear()
            self._desk.fetch(pack)
        self._pack = pack
        self._title.setText(pack.channel_title)
        self._made.setText(made_line(pack, self._zone))
        is_sent = pack.sent is not None
        words = (
            f"{sending_line(pack, self._zone)}, recorded by {pack.sent.recorded_by}."
            if (pack.sent)
            else _NOT_SENT
        )
        self.sending.say(words, Role.DONE if is_sent else Role.NEEDED)
        self._remark.setText(pack.sent.remark if pack.sent else "")
        self._remark.setVisible(bool(self._remark.text()))
        self.record.setVisible(not is_sent)
        self._notices.setText("\n".join(pack.notices))
        self._notices.setVisible(bool(pack.notices))
        self.files.show_files(pack.files)
        self.narrative.setVisible(any(file.role == "narrative" for file in pack.files))
        self.stays.show_left_out(pack.left_out)

    def take_focus(self) -> None:
        """Put the focus on the next step."""
        first = self.write if self.record.isHidden() else self.record
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, tools: PageTools) -> None:
        dress(self._title, face=Face.LEAD)
        for label in (self._title, self._made, self._remark, self._notices):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self._made, self._remark, self._notices):
            dress(label, face=Face.CAPTION, tone=Role.MUTED)
        kept = QLabel(_KEPT, self._page.middle)
        dress(kept, face=Face.CAPTION, tone=Role.MUTED)
        dress(self.record, kind="primary")
        tools.icons.put(self.record, "send", Role.ON_ACCENT)
        tools.icons.put(self.write, "folder-open")
        tools.icons.put(self.print, "printer")
        dress(self.check, kind="link")
        acts = QHBoxLayout()
        acts.setSpacing(Space.S)
        for button in (self.record, self.write, self.print):
            acts.addWidget(button)
        acts.addStretch(1)
        column = self._page.column
        column.setSpacing(Space.S)
        self._put(self._title, self._made, self.sending, self._remark)
        column.addLayout(acts)
        column.addSpacing(Space.S)
        self._put(self.files, kept)
        column.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        self._put(self._notices, self.narrative, self.stays)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(PackColumns((self._page,), self.preview, self))
        order_as_laid_out(self)

    def _put(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._page.column.addWidget(widget)

    def _connect(self) -> None:
        self.record.clicked.connect(lambda: self.record_wanted.emit(self._pack))
        self.write.clicked.connect(lambda: self.write_wanted.emit(self._pack))
        self.print.clicked.connect(lambda: self.print_wanted.emit(self._pack))
        self.check.clicked.connect(lambda: self.check_wanted.emit(self._pack))
        self.files.file_chosen.connect(self._show_file)
        self._desk.fetched.connect(self._on_fetched)

    def _on_fetched(self, pack: Pack, contents: Mapping[str, bytes]) -> None:
        if self._pack is None or pack.id != self._pack.id:
            return
        self._contents = contents
        for file in pack.files:
            if file.role == "narrative":
                self.narrative.show_text(contents[file.name].decode(errors="replace"))
        self._show_file(self.files.chosen)

    def _show_file(self, name: str) -> None:
        file = self._file(name)
        if file and name in self._contents:
            self.preview.show_file(file, self._contents[name])

    def _file(self, name: str) -> PackedFile | None:
        files = self._pack.files if self._pack else ()
        return next((each for each in files if each.name == name), None)
