"""What a field for documents asks of the program; the page around the form hands it in.

`pages.document_desk` takes files in for real; a form without documents gets `NoDesk`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.guides.answers import EvidenceItem

Cancel = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A picture from the clipboard, to be made a file of on a worker."""

    title: str
    image: QImage


Incoming = Path | Snapshot


@dataclass(frozen=True, slots=True)
class Ends:
    """How taking one file in may end; exactly one is called, none after it was canceled.

    `taken` gets the item and a sentence to say, mostly empty; `refused` one sentence; `locked` the
    sentence that asks for the password.
    """

    taken: Callable[[EvidenceItem, str], None]
    refused: Callable[[str], None]
    locked: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Filed:
    """What is known of an item: its record, or one sentence why it has none."""

    record: EvidenceRecord | None
    why: str = ""


class Attaching(QObject):
    """Takes files in for the patient of one form, off the GUI thread, and knows their records."""

    changed = Signal()  # more is known of the items, or something else

    def take_in(self, incoming: Incoming, field_label: str, password: str, ends: Ends) -> Cancel:
        """Take a file in; what is returned stops it, with nothing changed."""
        raise NotImplementedError

    def filed(self, item: EvidenceItem) -> Filed | None:
        """What is known of an item; None while it is looked up, `changed` follows."""
        raise NotImplementedError

    def thumbnail(self, record: EvidenceRecord) -> QPixmap | None:
        """The first page that is sent, small; None until `changed` says it came."""
        raise NotImplementedError

    def ask_for_files(self, take: Callable[[Sequence[Path]], object], over: QWidget) -> None:
        """Ask which files to take in."""
        raise NotImplementedError

    def open(self, record: EvidenceRecord) -> None:
        """Show a document whole."""
        raise NotImplementedError

    def pick(
        self, present: Sequence[EvidenceItem], picked: Callable[[EvidenceItem], None], over: QWidget
    ) -> None:
        """Ask for one of the patient's documents that is not present yet."""
        raise NotImplementedError


class NoDesk(Attaching):
    """Where no documents can be taken in: says so."""

    def take_in(self, incoming: Incoming, field_label: str, password: str, ends: Ends) -> Cancel:
        """Refuse."""
        del incoming, field_label, password
        ends.refused("No documents can be added here.")
        return lambda: None

    def filed(self, item: EvidenceItem) -> Filed | None:
        """Nothing is known."""
        del item
        return Filed(None)

    def thumbnail(self, record: EvidenceRecord) -> QPixmap | None:
        """No picture."""
        del record
        return None

    def ask_for_files(self, take: Callable[[Sequence[Path]], object], over: QWidget) -> None:
        """Ask for nothing."""

    def open(self, record: EvidenceRecord) -> None:
        """Show nothing."""

    def pick(
        self, present: Sequence[EvidenceItem], picked: Callable[[EvidenceItem], None], over: QWidget
    ) -> None:
        """Offer nothing."""


def incoming_in(data: QMimeData) -> tuple[Incoming, ...]:
    """The files, or else the picture, in what was dropped or copied; empty when there is none."""
    files = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if files:
        return files
    image = data.imageData() if data.hasImage() else None
    return (Snapshot("Pasted picture", image),) if isinstance(image, QImage) else ()


def holds_documents(data: QMimeData) -> bool:
    """Whether there may be something to take in; cheap enough for every move of a drag."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())
