"""The plan of a new pack: choices, what would come of them, its pages, and making it.

The page of a pack shows it while no finished pack is chosen. Every change lays the pack out anew,
on a worker; what is shown meanwhile cannot be made.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.packs.channel import Channel
from app.domain.packs.pack import PackWish
from app.services.packs.pack_making import PackTrial
from app.services.packs.pack_material import PackMaterial
from app.ui.fields.attaching import Attaching
from app.ui.page_tools import PageTools
from app.ui.pages.packs.pack_choice import PackChoice
from app.ui.pages.packs.pack_columns import PackColumns
from app.ui.pages.packs.pack_desk import Gathered, PackDesk
from app.ui.pages.packs.pack_footer import PackFooter
from app.ui.pages.packs.pack_outcome import PackOutcome
from app.ui.pages.packs.pack_preview import PackPreview
from app.ui.theme import Role

_PAUSE = 200
"""Milliseconds without a change before laying out begins: several boxes are checked at once."""

Usual = Callable[[PackMaterial, Channel], PackWish]


class PackPlan(QWidget):
    """`make_wanted` carries the PackTrial to be made."""

    make_wanted = Signal(object)
    document_opened = Signal(str)
    sign_wanted = Signal()
    note_wanted = Signal()
    restriction_wanted = Signal(str, str)  # patient id, restriction id

    def __init__(
        self,
        desk: PackDesk,
        usual: Usual,
        attaching: Attaching,
        tools: PageTools,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._usual = usual
        self._gathered: Gathered | None = None
        self._channel: Channel | None = None
        self._trial: PackTrial | None = None
        self._is_due = False  # whether it is to be laid out as soon as it is seen
        self._taken: set[str] = set()  # SHA-256 of documents taken in here and not gathered yet
        self.choice = PackChoice(tools, attaching, self)
        self.outcome = PackOutcome(tools, self)
        self.preview = PackPreview(tools, self)
        self.footer = PackFooter(tools.icons, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._lay_out_widgets()
        self._connect()

    @property
    def trial(self) -> PackTrial | None:
        """The pack as it would be; None while something has changed since."""
        return self._trial

    def take(self, gathered: Gathered) -> None:
        """Plan with what was gathered; what somebody chose before stays, as far as it can."""
        first = self._gathered is None
        wanted = gathered.usual_channel if first or not self._channel else self._channel.id
        self._gathered = gathered
        by_id = {channel.id: channel for channel in gathered.channels}
        channel = by_id.get(wanted, gathered.channels[0])
        wish = self._usual(gathered.material, channel)
        if not first:
            wish = _kept(self.choice.wish, gathered.material)
        wish = self._with_taken(wish, gathered.material)
        self.choice.show_channels(gathered.channels, channel.id)
        self.choice.show_material(gathered.material, wish)
        self._plan(channel, wish)

    def take_focus(self) -> None:
        """Put the focus on the channel."""
        self.choice.channels.setFocus(Qt.FocusReason.OtherFocusReason)

    def lay_out(self) -> None:
        """Lay the pack out as it is wished for now, or once it is seen."""
        self._timer.stop()
        self._trial = None
        self._is_due = not self.isVisible()
        if self._gathered and self._channel and not self._is_due:
            self._desk.lay_out(self._gathered.material, self._channel, self.choice.wish)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out what nobody has seen yet."""
        super().showEvent(event)
        if self._is_due:
            self.lay_out()

    def offer(self) -> None:
        """Say how it stands with what was laid out, and offer to make it if nothing blocks."""
        if self._trial is None:
            return
        blocking = sum(1 for misfit in self._trial.misfits if misfit.blocks)
        if blocking:
            things = "One thing" if blocking == 1 else f"{blocking} things"
            self.footer.say(f"{things} to mend first.", Role.BLOCKS)
        else:
            self.footer.say("Everything fits.", Role.DONE, may_make=True)

    def forget(self) -> None:
        """Forget what was laid out: something it was made of has changed."""
        self._trial = None
        self._wait(0, 0)

    def say_trouble(self, sentence: str) -> None:
        """Say why nothing could be laid out, and offer to try again."""
        self._trial = None
        self.footer.say(sentence, Role.BLOCKS, again=True)

    def _lay_out_widgets(self) -> None:
        columns = PackColumns((self.choice, self.outcome), self.preview, self)
        rule = QFrame(self)
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(columns, 1)
        column.addWidget(rule)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.lay_out)
        self.choice.channel_chosen.connect(self._on_channel)
        self.choice.wished.connect(self._on_wished)
        self.choice.document_opened.connect(self.document_opened)
        self.choice.document_taken.connect(self._on_taken)
        self.outcome.mended.connect(self._on_mended)
        self.outcome.document_opened.connect(self.document_opened)
        self.outcome.sign_wanted.connect(self.sign_wanted)
        self.outcome.note_wanted.connect(self.note_wanted)
        self.outcome.restriction_wanted.connect(self.restriction_wanted)
        self.outcome.files.file_chosen.connect(self._show_file)
        self.footer.make_wanted.connect(self._on_make)
        self.footer.stop_wanted.connect(self._desk.stop)
        self.footer.again_wanted.connect(self.lay_out)
        self._desk.laying_out.connect(lambda: self._wait(0, 0))
        self._desk.advanced.connect(self._wait)
        self._desk.laid.connect(self._on_laid)
        self._desk.stopped.connect(self._on_stopped)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.footer.make.click)

    def _plan(self, channel: Channel, wish: PackWish) -> None:
        self._channel = channel
        self.choice.show_wish(channel, wish)
        self.lay_out()

    def _on_channel(self, channel_id: str) -> None:
        """Take another channel's usual form; what goes stays as it was chosen."""
        if self._gathered is None:
            return
        channel = next(each for each in self._gathered.channels if each.id == channel_id)
        before = self.choice.wish
        goes = {"papers": before.papers, "documents": before.documents}
        wish = self._usual(self._gathered.material, channel).model_copy(update=goes)
        self._plan(channel, wish)

    def _on_taken(self, sha256: str) -> None:
        self._taken.add(sha256)
        self._desk.gather()

    def _with_taken(self, wish: PackWish, material: PackMaterial) -> PackWish:
        """The wish with documents that were taken in here: they go, unless somebody unchecks them.

        Sensitive ones stay out until they are checked.
        """
        here = (each for each in material.attached if each.sha256 in self._taken)
        found = {each.sha256: each for each in here if each.record}
        self._taken -= found.keys()
        new = (each.id for each in found.values() if not each.sensitive)
        goes = (*wish.documents, *(each for each in new if each not in wish.documents))
        return wish.model_copy(update={"documents": goes})

    def _on_wished(self) -> None:
        self._trial = None
        self._wait(0, 0)
        self._timer.start()

    def _on_mended(self, wish: PackWish) -> None:
        if self._channel:
            self._plan(self._channel, wish)

    def _wait(self, done: int, total: int) -> None:
        self.footer.show_progress(done, total)

    def _on_laid(self, trial: PackTrial) -> None:
        if self._timer.isActive() or self._gathered is None or self._channel is None:
            return  # somebody has changed something since
        self._trial = trial
        self.outcome.show_trial(trial, self._channel, self._gathered.material)
        self._show_file(self.outcome.files.chosen)
        self.offer()

    def _on_stopped(self) -> None:
        if not self._timer.isActive():
            self.footer.say("Laying out was stopped.", Role.SILENT, again=True)

    def _on_make(self) -> None:
        if self._trial and self._trial.may_be_made and not self._desk.is_making:
            self.make_wanted.emit(self._trial)

    def _show_file(self, name: str) -> None:
        if self._trial is None:
            return
        file = next((each for each in self._trial.pack.files if each.name == name), None)
        if file is None:
            self.preview.clear()
        else:
            self.preview.show_file(file, self._trial.contents[name])


def _kept(wish: PackWish, material: PackMaterial) -> PackWish:
    """The wish without documents that are not there any more."""
    there = {each.id for each in material.attached if each.record}
    return wish.model_copy(update={"documents": tuple(d for d in wish.documents if d in there)})
