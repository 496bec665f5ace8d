"""What somebody wants in a pack: the channel, what goes, in which form; at the left of its page."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from app.domain.guides.answers import EvidenceItem
from app.domain.packs.channel import Channel
from app.domain.packs.pack import PackWish
from app.services.packs.pack_material import PackMaterial
from app.services.printing.printing import Paper
from app.ui.fields.attaching import Attaching
from app.ui.fields.drop_down import DropDown
from app.ui.fields.intake import Intake
from app.ui.form.page import Page
from app.ui.models.pack_words import has_coverage, takes
from app.ui.page_tools import PageTools
from app.ui.pages.packs.pack_documents import PackDocuments
from app.ui.pages.packs.pack_form import PackForm
from app.ui.theme import Face, Role, Space, dress

_PAPERS = (Paper.ATTACHMENT, Paper.CHART_NOTE)
_NO_DOCUMENTS = "No documents yet: letters, faxes, forms and photos."
_NO_COVERAGE = (
    "No coverage is on file. Add one on the patient’s page, so that it is clear who pays."
)


class PackChoice(Page):
    """`channel_chosen` and `wished` come from the user alone."""

    channel_chosen = Signal(str)  # channel id
    wished = Signal(object)  # PackWish
    document_opened = Signal(str)  # document id
    document_taken = Signal(str)  # the SHA-256 of one more document of the patient

    def __init__(self, tools: PageTools, attaching: Attaching, parent: QWidget) -> None:
        super().__init__(tools.appearance, parent)
        self._wish = PackWish()
        self._telling = False
        self.channels = DropDown(self.middle)
        self.papers = {paper: QCheckBox(paper.label, self.middle) for paper in _PAPERS}
        self.documents = PackDocuments(tools.appearance, tools.icons, self.middle)
        self.intake = Intake("", attaching, tools.icons, self.middle)
        self.intake.setEnabled(False)  # until it is known whose documents they are
        self.said = self._words(Role.NEEDED)
        self.said.hide()
        self.form = PackForm(self.middle)
        self._takes = self._words(Role.TEXT)
        self._about = self._words(Role.MUTED)
        self._coverage = self._words(Role.NEEDED)
        self._coverage.setText(_NO_COVERAGE)
        self._hint = self._words(Role.MUTED)
        self._lay_out()
        self.channels.currentIndexChanged.connect(self._on_channel)
        for box in self.papers.values():
            box.toggled.connect(self._on_changed)
        self.documents.changed.connect(self._on_changed)
        self.documents.opened.connect(self.document_opened)
        self.intake.taken.connect(self._on_taken)
        self.intake.said.connect(self._say)
        self.form.changed.connect(self._on_changed)

    @property
    def wish(self) -> PackWish:
        """What is wished for now."""
        return self._wish

    def show_channels(self, channels: Sequence[Channel], chosen: str) -> None:
        """Offer these channels."""
        self._telling = True
        self.channels.clear()
        for channel in channels:
            self.channels.addItem(channel.title, channel.id)
        self.channels.setCurrentIndex(max(self.channels.findData(chosen), 0))
        self._telling = False

    def show_material(self, material: PackMaterial, wish: PackWish) -> None:
        """Show what could go, and what of it does."""
        self._coverage.setVisible(not has_coverage(material))
        self.documents.show_documents(material.attached, wish.documents)
        self.documents.setVisible(bool(material.attached))
        self.intake.setEnabled(True)
        some = "Space sends or leaves out, Alt+Up and Alt+Down move, Enter opens."
        self._hint.setText(some if material.attached else _NO_DOCUMENTS)

    def show_wish(self, channel: Channel, wish: PackWish) -> None:
        """Show a wish, without telling anybody."""
        self._telling = True
        self._wish = wish
        self._takes.setText(takes(channel))
        self._about.setText(channel.note)
        self._about.setVisible(bool(channel.note))
        for paper, box in self.papers.items():
            box.setChecked(paper.value in wish.papers)
        self.documents.check(wish.documents)
        self.form.show_wish(channel, wish)
        self._telling = False

    def _lay_out(self) -> None:
        self.column.setSpacing(Space.XS)
        self.column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self.channels.setAccessibleName("Channel")
        self.channels.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._section("How it travels", self.channels, self._takes, self._about, self._coverage)
        goes = (*self.papers.values(), self.documents, self._hint, self.intake, self.said)
        self._section("What goes", *goes)
        self._section("In which form", self.form)
        self.column.addStretch(1)

    def _section(self, title: str, *widgets: QWidget) -> None:
        label = QLabel(title, self.middle)
        dress(label, face=Face.LEAD)
        if self.column.count():
            self.column.addSpacing(Space.L)
        self.column.addWidget(label)
        self.column.addSpacing(Space.XS)
        for widget in widgets:
            self.column.addWidget(widget)

    def _words(self, tone: Role) -> QLabel:
        label = QLabel(self.middle)
        label.setWordWrap(True)
        dress(label, face=Face.CAPTION, tone=tone)
        return label

    def _on_taken(self, item: EvidenceItem, notice: str) -> None:
        self._say("")
        self.intake.say(notice)
        self.document_taken.emit(item.sha256)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def _on_channel(self) -> None:
        if not self._telling:
            self.channel_chosen.emit(str(self.channels.currentData()))

    def _on_changed(self) -> None:
        if self._telling:
            return
        papers = tuple(paper.value for paper, box in self.papers.items() if box.isChecked())
        goes = {"papers": papers, "documents": self.documents.chosen}
        self._wish = self.form.wish(self._wish).model_copy(update=goes)
        self.wished.emit(self._wish)
