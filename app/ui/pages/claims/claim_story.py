"""What happened to a claim, the latest first: when, who, which state, in whose words.

The claim page shows it. The list only grows; nothing here can be changed.
"""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.services.claims.claim_file import ClaimFile
from app.services.claims.claim_words import state_words
from app.ui.pages.claims.claim_section import ClaimSection, words
from app.ui.theme import Face, Role

_NOTHING = "Nothing happened to it yet."
_WHEN_WIDTH, _WHO_WIDTH, _STATE_WIDTH = 130, 150, 150


class ClaimStory(ClaimSection):
    """One row for each event."""

    def __init__(self, zone: dt.tzinfo, parent: QWidget) -> None:
        super().__init__("History", parent)
        self._zone = zone

    def show_file(self, file: ClaimFile) -> None:
        """Show every event."""
        self.clear()
        if not file.claim.events:
            self.say(_NOTHING, tone=Role.MUTED)
            return
        body = QWidget(self.frame)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for column, width in enumerate((_WHEN_WIDTH, _WHO_WIDTH, _STATE_WIDTH)):
            grid.setColumnMinimumWidth(column, width)
        grid.setColumnStretch(3, 1)
        for row, event in enumerate(reversed(file.claim.events)):
            at = event.at.astimezone(self._zone)
            cells = (
                (f"{show_date(at.date())} {show_time(at.time())}", Role.MUTED),
                (file.people.get(event.by, "unknown person"), Role.MUTED),
                (state_words(event.state), Role.TEXT),
                (event.text, Role.TEXT),
            )
            for column, (text, tone) in enumerate(cells):
                label = words(text, body, face=Face.CAPTION, tone=tone)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self.put(body)
