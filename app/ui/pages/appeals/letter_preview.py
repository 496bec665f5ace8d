"""A letter as it would print now, beside what is written; the page of an appeal has one.

An edit only starts a short wait: the pages are made on a worker, the latest wins.
"""

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.domain.claims.claim import Appeal, Claim
from app.domain.packs.pack import PackedFile
from app.services.denials.appeal_packs import LETTER_FILE
from app.services.printing.printing import Printed
from app.ui.page_tools import PageTools
from app.ui.pages.packs.pack_preview import PackPreview
from app.ui.tasks import Task

_PAUSE = 400
"""Milliseconds without an edit before the letter is made anew."""


class LetterPreview(PackPreview):
    """Shows what it was given last."""

    def __init__(
        self, render: Callable[[Claim, Appeal], Printed], tools: PageTools, parent: QWidget
    ) -> None:
        super().__init__(tools, parent)
        self._render = render
        self._making: Task[Printed] | None = None
        self._wanted: tuple[Claim, Appeal] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._make)

    def show_letter(self, claim: Claim, appeal: Appeal) -> None:
        """Show the letter of an appeal as it is written, in a moment."""
        self._wanted = (claim, appeal)
        self._timer.start()

    def _make(self) -> None:
        if self._wanted is None:
            return
        if self._making is not None:
            self._making.drop()
        claim, appeal = self._wanted
        render = self._render
        self._making = self._tools.runner.run(
            lambda _report: render(claim, appeal), self._show_printed, self._show_unreadable
        )
        if self._making is not None:
            self.destroyed.connect(self._making.drop)

    def _show_printed(self, printed: Printed) -> None:
        file = PackedFile(
            name=LETTER_FILE,
            role="pack",
            sha256=hashlib.sha256(printed.data).hexdigest(),
            size=len(printed.data),
            pages=printed.pages,
        )
        self.show_file(file, printed.data)
