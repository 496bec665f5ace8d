"""The versions of a payer card: who kept each when, and what it changed, old → new."""

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.payers.card_sheet import CardSheet
from app.services.payers.card_desk import OlderSheet
from app.services.trail_words import moment_words
from app.ui.theme import Face, Role, Space, dress

Differ = Callable[[CardSheet, CardSheet], Sequence[str]]
"""What differs between an older and a newer version, a line each."""

SHOWN = 3
"""How many versions are shown before somebody asks for all."""

_NONE = "None yet: the card was never saved."
_UNKNOWN = "when is not known"
_SAME = "Nothing that the form shows."


class CardVersions(QWidget):
    """The newest first; times are the practice's own."""

    def __init__(self, differ: Differ, zone: dt.tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._differ = differ
        self._zone = zone
        self._versions: Sequence[OlderSheet] = ()
        self._all = False
        self._lines: list[QLabel] = []
        self.more = QPushButton("Show all versions", self)
        dress(self.more, kind="link")
        self.more.clicked.connect(self._show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def words(self) -> tuple[str, ...]:
        """Every line shown."""
        return tuple(line.text() for line in self._lines)

    def show_versions(self, versions: Sequence[OlderSheet]) -> None:
        """Show these in place of others."""
        self._versions = versions
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        if not versions:
            self._say(_NONE, tone=Role.MUTED)
        shown = len(versions) if self._all else SHOWN
        for newer, older in pairwise((*versions, None)):
            if shown and newer is not None:
                self._put(newer, older)
                shown -= 1
        self.more.setVisible(not self._all and len(versions) > SHOWN)

    def _put(self, newer: OlderSheet, older: OlderSheet | None) -> None:
        at = moment_words(newer.at.astimezone(self._zone)) if newer.at else _UNKNOWN
        parts = (f"Version {newer.sheet.version}", at, newer.by)
        self._say(" · ".join(part for part in parts if part), face=Face.LABEL, above=Space.S)
        if older is None:
            self._say("The first one kept here.", tone=Role.MUTED)
            return
        for line in self._differ(older.sheet, newer.sheet) or (_SAME,):
            self._say(line)

    def _say(
        self, text: str, *, face: Face = Face.BODY, tone: Role = Role.TEXT, above: int = 0
    ) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setContentsMargins(0, above, 0, 0)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(label, face=face, tone=tone)
        self._column.insertWidget(self._column.count() - 1, label)
        label.show()
        self._lines.append(label)

    def _show_all(self) -> None:
        self._all = True
        self.show_versions(self._versions)
