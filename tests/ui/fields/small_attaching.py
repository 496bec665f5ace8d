"""A desk for documents that takes files in at once, for the tests of the field alone."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from app.domain.evidence.evidence import EvidenceRecord, PageChoice
from app.domain.guides.answers import EvidenceItem
from app.ui.fields.attaching import Attaching, Cancel, Ends, Filed, Incoming
from tests.storage import samples


class SmallAttaching(Attaching):
    """Text files are refused, `locked` ones open by "opensesame", `slow` ones never come."""

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, EvidenceRecord] = {}
        self.canceled: list[str] = []
        self.opened: list[str] = []

    def take_in(self, incoming: Incoming, field_label: str, password: str, ends: Ends) -> Cancel:
        """Take a file in, now."""
        del field_label
        name = incoming.name if isinstance(incoming, Path) else incoming.title
        content = incoming.read_bytes() if isinstance(incoming, Path) else b"picture"
        if name.endswith(".txt"):
            ends.refused("This is neither a PDF nor a picture: save it as PDF and add it again.")
        elif "locked" in name and password != "opensesame":
            ends.locked("It needs its password.")
        elif "slow" not in name:
            ends.taken(self.keep(Path(name).stem, content), "")
        return lambda: self.canceled.append(name)

    def ask_for_files(self, take: Callable[[Sequence[Path]], object], over: QWidget) -> None:
        """Nobody chooses any."""

    def keep(self, title: str, content: bytes, **more: object) -> EvidenceItem:
        """A document that is there."""
        sha256 = hashlib.sha256(content).hexdigest()
        self.records[sha256] = EvidenceRecord(
            id=title.replace(" ", "-"),
            patient="p1",
            sha256=sha256,
            size=len(content),
            media="pdf",
            title=title,
            pages=(PageChoice(number=1), PageChoice(number=2)),
            taken_at=samples.NOON,
        ).model_copy(update=more)
        return EvidenceItem(sha256, title, len(content))

    def filed(self, item: EvidenceItem) -> Filed | None:
        """What is known."""
        return Filed(self.records.get(item.sha256), "An attached document is missing.")

    def thumbnail(self, record: EvidenceRecord) -> QPixmap | None:
        """No pictures here."""
        del record
        return None

    def open(self, record: EvidenceRecord) -> None:
        """Remember what was opened."""
        self.opened.append(record.title)

    def pick(
        self, present: Sequence[EvidenceItem], picked: Callable[[EvidenceItem], None], over: QWidget
    ) -> None:
        """Pick the first that is not present."""
        del over
        there = {item.sha256 for item in present}
        record = next(each for each in self.records.values() if each.sha256 not in there)
        picked(EvidenceItem(record.sha256, record.title, record.size))
