"""One channel that ships, in words: what it takes, where that is from, how old; and its copy."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.packs.channel import Channel
from app.services.channels.channel_words import (
    ChannelRule,
    channel_rules,
    channel_source_line,
    is_old,
    summary,
)
from app.ui.form.row_head import RowHead
from app.ui.pages.parts.page_support import PageSupport
from app.ui.theme import Face, Role, Space, dress


class ChannelBox(QFrame):
    """Closed, it is one line; it opens in place. Reads only: an own copy can be changed."""

    copy_wished = Signal(object)  # Channel
    grew = Signal()

    def __init__(
        self, channel: Channel, today: dt.date, support: PageSupport, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.channel = channel
        self._today = today
        dress(self, surface="card")
        self.head = RowHead(support.appearance, support.icons, self, marked=False)
        self.head.show_row(channel.title, summary(channel), ())
        self.head.toggled.connect(self._on_toggled)
        self.head.copy_wished.connect(self._wish_copy)
        self._body = QWidget(self)
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(Space.XXL, Space.XS, Space.L, Space.M)
        self._lines.setSpacing(Space.XS)
        self.copy_button = QPushButton("Copy to change it", self._body)
        support.icons.put(self.copy_button, "copy")
        self.copy_button.clicked.connect(self._wish_copy)
        self._fill()
        self._body.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._body)

    def _fill(self) -> None:
        for rule in channel_rules(self.channel):
            self._put_rule(rule)
        if self.channel.note:
            self._say("To know", Face.LABEL)
            self._say(self.channel.note)
        self._lines.addSpacing(Space.S)
        self._lines.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _put_rule(self, rule: ChannelRule) -> None:
        self._say(rule.name, Face.LABEL)
        self._say(" ".join(rule.lines))
        if rule.source:
            tone = Role.WARNS if is_old(rule.source, self._today) else Role.MUTED
            self._say(channel_source_line(rule.source, self._today), Face.CAPTION, tone)
        self._lines.addSpacing(Space.S)

    def _say(self, text: str, face: Face = Face.BODY, tone: Role = Role.TEXT) -> None:
        label = QLabel(text, self._body)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(label, face=face, tone=tone)
        self._lines.addWidget(label)

    def _on_toggled(self, opened: bool) -> None:
        self._body.setVisible(opened)
        self.grew.emit()

    def _wish_copy(self) -> None:
        self.copy_wished.emit(self.channel)
