"""How the pack of an appeal travels: the channel, what it takes, and what does not fit with mends.

The page of an appeal holds it under what is enclosed.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from app.domain.packs.channel import Channel
from app.domain.packs.pack import SentBy
from app.services.packs.pack_limits import Misfit
from app.ui.fields.drop_down import DropDown
from app.ui.form.focus import jump_to
from app.ui.models.pack_words import takes, usual_way
from app.ui.page_tools import PageTools
from app.ui.pages.claims.claim_section import words
from app.ui.pages.packs.pack_misfits import PackMisfits, said_of
from app.ui.theme import Face, Role, Space, dress


class AppealTravel(QWidget):
    """`channel_chosen` comes from the user alone, `mended` carries the PackWish of a mend."""

    channel_chosen = Signal()
    mended = Signal(object)
    document_opened = Signal(str)  # document id

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._offered: dict[str, Channel] = {}
        self.channels = DropDown(self)
        self.channels.setAccessibleName("Channel")
        self.channels.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._takes = words("", self, face=Face.CAPTION, tone=Role.MUTED)
        self.misfits = PackMisfits(tools.icons, self)
        title = QLabel("How the pack travels", self)
        dress(title, face=Face.LEAD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(Space.XS)
        for widget in (title, self.channels, self._takes, self.misfits):
            column.addWidget(widget)
        self.misfits.hide()
        self.channels.activated.connect(lambda _at: self._on_chosen())

    @property
    def channel(self) -> Channel | None:
        """The channel chosen; None where there is none."""
        return self._offered.get(str(self.channels.currentData()))

    @property
    def usual_way(self) -> SentBy:
        """How what is sent by it most likely goes; by mail where no channel is offered."""
        return usual_way(self.channel) if self.channel else "mail"

    def show_channels(self, channels: Sequence[Channel], chosen: str) -> None:
        """Offer these channels; what was chosen before stays chosen."""
        before = self.channel
        self._offered = {each.id: each for each in channels}
        self.channels.clear()
        for each in channels:
            self.channels.addItem(each.title, each.id)
        wanted = before.id if before else chosen
        self.channels.setCurrentIndex(max(self.channels.findData(wanted), 0))
        self._show_takes()

    def show_misfits(self, found: Sequence[Misfit]) -> None:
        """Show what does not fit, with its ways out."""
        self.misfits.show_misfits(
            [said_of(each, self.mended.emit, self.document_opened.emit) for each in found]
        )

    def go_to_misfits(self) -> None:
        """Put the focus on the first way out."""
        ways = [button for box in self.misfits.boxes for button in box.buttons]
        jump_to(ways[0] if ways else self.channels, self.misfits)

    def _on_chosen(self) -> None:
        self._show_takes()
        self.show_misfits(())
        self.channel_chosen.emit()

    def _show_takes(self) -> None:
        self._takes.setText(takes(self.channel) if self.channel else "")
