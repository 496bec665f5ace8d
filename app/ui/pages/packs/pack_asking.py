"""What the page of a pack asks: the folder for its files, and how it was sent."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.domain.packs.pack import Pack, Sending, SentBy
from app.services.notes.directory import Directory
from app.services.office.office import Office
from app.ui.dialogs.sending_dialog import SendingDialog
from app.ui.file_dialogs import Files
from app.ui.models.pack_words import number_sent_words, usual_way
from app.ui.page_tools import PageTools
from app.ui.pages.parts.printer import ask_printer, paint


class PackAsking(QObject):
    """Every question is answered once or not at all."""

    def __init__(self, office: Office, tools: PageTools, page: QWidget) -> None:
        super().__init__(page)
        self._office = office
        self._tools = tools
        self._page = page

    def folder(self, chosen: Callable[[Path], None]) -> None:
        """Ask for a folder, beginning where files were written last."""
        self._tools.files.ask_for_folder(
            Files.PACKS, "Folder for the pack’s files", chosen, self._page
        )

    def printer(self, pack: Pack, files: Sequence[bytes], printed: Callable[[], None]) -> None:
        """Ask for a printer and print a pack's pages on it."""

        def chosen(printer: QPrinter) -> None:
            paint(files, printer)
            printed()

        name = pack.control_number or pack.code
        pages = sum(file.pages for file in pack.on_paper)
        ask_printer(f"Pack {name}", pages, self._page, chosen)

    def sending(self, pack: Pack, other: Pack | None, told: Callable[[Sending], None]) -> None:
        """Ask how and when a pack was sent; `other` was sent under its number before."""
        clock, charting = self._office.clock, self._office.charting
        dialog = SendingDialog(
            usual_way(self._office.channels.get(pack.channel)),
            pack.made_at.astimezone(clock.zone),
            clock.local(),
            self._page,
            number_sent_words(other, clock.zone) if other else "",
            record=pack.id,
        )

        def sent(way: SentBy, at: dt.datetime, reference: str, remark: str) -> None:
            told(
                Sending(
                    by_way_of=way,
                    at=at.astimezone(dt.UTC),
                    recorded_by=Directory(self._office.store).name_of(charting.user),
                    recorded_at=clock.utc(),
                    reference=reference,
                    remark=remark,
                )
            )

        dialog.sent.connect(sent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
