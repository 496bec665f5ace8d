"""A dialog of a few lines whose text outlives a lock; `LeftDialogs` of the window keeps it."""

import hashlib
from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QWidget

from app.domain.left_open.unfinished import record_name

KIND = "asked"
_DIGITS = 16


class ShortDialog(QDialog):
    """`left_name` is what its text is kept under: the same for the same question about the same
    record (an id). Without a record nothing is kept.
    """

    def __init__(self, question: str, record: str, parent: QWidget) -> None:
        super().__init__(parent)
        asked = hashlib.sha256(question.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
        self.left_name = record_name(KIND, asked, record) if record else ""

    def typed(self) -> dict[str, str]:
        """What stands in its fields, by their names."""
        raise NotImplementedError

    def put_back(self, typed: Mapping[str, str]) -> None:
        """The same in fields that it still has."""
        raise NotImplementedError
