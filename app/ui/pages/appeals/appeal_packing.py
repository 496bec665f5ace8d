"""Packs an appeal on workers: laid out, judged, made into a folder; or its letter alone as a file.

The page of an appeal has one; it says what came of it.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.claims.claim import Appeal, Claim
from app.domain.packs.pack import PackWish
from app.log import Event
from app.services.denials.appeal_packs import LETTER_FILE, Made
from app.services.office.office import Office
from app.services.packs.pack_making import PackTrial
from app.ui.page_tools import PageTools
from app.ui.pages.appeals.appeal_travel import AppealTravel
from app.ui.pages.packs.pack_asking import PackAsking
from app.ui.theme import Role

_LAYING_OUT = "Laying the pack out: letter, chart note, documents…"
_NO_CHANNEL = "Add or copy a channel first: it says how an attachment travels and what fits."


class AppealPacking(QObject):
    """One thing at a time; `made` carries the claim with its pack or letter, `said` a sentence."""

    made = Signal(object)  # Claim
    said = Signal(str, object)  # sentence, Role

    def __init__(
        self, office: Office, tools: PageTools, travel: AppealTravel, page: QWidget
    ) -> None:
        super().__init__(page)
        self._office = office
        self._room = office.billing
        self._tools = tools
        self._travel = travel
        self._page = page
        self._asking = PackAsking(office, tools, page)
        self.is_busy = False

    def offer_channels(self, claim: Claim, appeal: Appeal) -> None:
        """Offer the channels while a pack can still be made."""
        may_pack = appeal.is_written and bool(appeal.note)
        self._travel.setVisible(may_pack)
        if may_pack:
            packs = self._room.appeal_packs
            self._travel.show_channels(packs.channels(), packs.usual_channel(claim, appeal))

    def lay_out(self, claim: Claim, appeal: Appeal, wish: PackWish | None = None) -> None:
        """Lay the pack out; what blocks it is shown with its mends, else a folder is asked for.

        `wish` is the form that a mend has chosen.
        """
        channel = self._travel.channel
        if channel is None:
            self.said.emit(_NO_CHANNEL, Role.NEEDED)
            return
        if self.is_busy:
            return
        self.is_busy = True
        self.said.emit(_LAYING_OUT, Role.SILENT)
        packs, runner = self._room.appeal_packs, self._tools.runner
        task = runner.run(
            lambda _report: packs.lay_out(claim, appeal, channel, wish, lambda: runner.is_stopping),
            lambda trial: self._on_laid(claim, appeal, trial),
            self._on_failed,
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def make_into(self, claim: Claim, appeal: Appeal, trial: PackTrial, folder: Path) -> None:
        """Make the pack and write its files into a new folder inside this one."""
        self.is_busy = True
        packs, appeals = self._room.appeal_packs, self._room.appeals

        def work() -> tuple[Made, Path]:
            made = packs.make(appeals, claim, appeal, trial)
            return made, packs.write(made.pack, folder)

        task = self._tools.runner.run(lambda _report: work(), self._on_made, self._on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def save_letter(self, claim: Claim, appeal: Appeal) -> None:
        """Ask for a file and write the letter alone into it."""
        self._tools.files.ask_to_save(
            "Letter of the appeal",
            LETTER_FILE,
            "PDF files",
            partial(self.save_to, claim, appeal),
            self._page,
        )

    def save_to(self, claim: Claim, appeal: Appeal, path: Path) -> None:
        """Write the letter alone into a file."""
        packs, appeals = self._room.appeal_packs, self._room.appeals

        def saved(kept: Claim) -> None:
            self.made.emit(kept)
            self.said.emit(f"{path.name} saved.", Role.DONE)

        task = self._tools.runner.run(
            lambda _report: packs.save_letter(appeals, claim, appeal, path), saved, self._on_failed
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_laid(self, claim: Claim, appeal: Appeal, trial: PackTrial) -> None:
        self.is_busy = False
        self._travel.show_misfits(sorted(trial.misfits, key=lambda each: not each.blocks))
        blocking = sum(1 for each in trial.misfits if each.blocks)
        if blocking:
            things = "One thing" if blocking == 1 else f"{blocking} things"
            self.said.emit(f"{things} to mend first: see how the pack travels.", Role.BLOCKS)
            self._travel.go_to_misfits()
            return
        self.said.emit("", Role.SILENT)  # an empty sentence takes the last one away
        self._asking.folder(lambda folder: self.make_into(claim, appeal, trial, folder))

    def _on_made(self, done: tuple[Made, Path]) -> None:
        made, place = done
        self.is_busy = False
        self.made.emit(made.claim)
        told = f"{len(made.pack.files)} files written to {place.name}."
        self.said.emit(f"{told} Send them, then record it.", Role.DONE)

    def _on_failed(self, error: Exception) -> None:
        self.is_busy = False
        self.said.emit(self._tools.words.of(error, Event.EXPORT_FAILED), Role.BLOCKS)
