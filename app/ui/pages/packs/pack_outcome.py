"""What a pack would be: limits, what does not fit with its mends, files, narrative, what stays.

The middle of the pack page; it shows what was laid out and keeps nothing of its own.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.packs.channel import Channel
from app.services.packs.pack_limits import Misfit
from app.services.packs.pack_making import PackTrial
from app.services.packs.pack_material import PackMaterial
from app.services.packs.packing import UNSIGNED
from app.ui.form.page import Page
from app.ui.models.pack_words import meters
from app.ui.page_tools import PageTools
from app.ui.pages.packs.pack_files import PackFiles
from app.ui.pages.packs.pack_meters import PackMeters
from app.ui.pages.packs.pack_misfits import PackMisfits, Said, said_of
from app.ui.pages.packs.pack_narrative import PackNarrative
from app.ui.pages.packs.pack_stays import PackStays
from app.ui.pages.parts.notice import Ways
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress


class PackOutcome(Page):
    """`mended` carries the wish that mends something, `document_opened` what to look at first."""

    mended = Signal(object)  # PackWish
    document_opened = Signal(str)
    sign_wanted = Signal()
    note_wanted = Signal()
    restriction_wanted = Signal(str, str)  # patient id, restriction id

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(tools.appearance, parent)
        self._material: PackMaterial | None = None
        self._parts = QWidget(self.middle)
        self.meters = PackMeters(self._parts)
        self.misfits = PackMisfits(tools.icons, self._parts)
        self.files = PackFiles(tools.appearance, tools.icons, self._parts)
        self.narrative = PackNarrative(tools.icons, self._parts)
        self.stays = PackStays(self._parts)
        self._lay_out()

    def show_trial(self, trial: PackTrial, channel: Channel, material: PackMaterial) -> None:
        """Show a pack as it would be."""
        self._parts.show()
        self._material = material
        self.meters.show_meters(meters(channel, trial))
        notices: list[Said] = [(text, Role.SILENT, ()) for text in trial.pack.notices]
        first_blocking = sorted(trial.misfits, key=lambda misfit: not misfit.blocks)
        self.misfits.show_misfits([*map(self._said, first_blocking), *notices])
        order_as_laid_out(self._parts)
        self.files.show_files(trial.pack.files)
        self.narrative.show_narrative(trial.narrative)
        self.stays.show_left_out(trial.pack.left_out)

    def _lay_out(self) -> None:
        self.column.setSpacing(Space.S)
        self.column.setContentsMargins(Space.L, Space.L, Space.M, Space.L)
        title = QLabel("What will be made", self.middle)
        dress(title, face=Face.LEAD)
        self.column.addWidget(title)
        inside = QVBoxLayout(self._parts)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.S)
        for widget in (self.meters, self.misfits, self.files, self.narrative, self.stays):
            inside.addWidget(widget)
        self.column.addWidget(self._parts)
        self.column.addStretch(1)
        self._parts.hide()  # until something was laid out

    def _said(self, misfit: Misfit) -> Said:
        return said_of(misfit, self.mended.emit, self.document_opened.emit, self._led(misfit))

    def _led(self, misfit: Misfit) -> Ways:
        """The way to mend what the note itself lacks, and to what the patient asked for."""
        material = self._material
        if material is None:
            return ()
        if misfit.text == UNSIGNED:
            return (("Sign the note…", self.sign_wanted.emit),)
        if misfit.text in material.blockers:
            return (("Open the note", self.note_wanted.emit),)
        if misfit.text in (*material.kept_from.blocks, *material.kept_from.warns):
            return (("Open the restriction", lambda: self._lead_to_restriction(material)),)
        return ()

    def _lead_to_restriction(self, material: PackMaterial) -> None:
        self.restriction_wanted.emit(material.view.note.patient_id, material.kept_from.first)
