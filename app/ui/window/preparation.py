"""Carries from a worker to the door how far opening a practice is; bootstrap makes one."""

from PySide6.QtCore import QObject, Signal

from app.preparing import Preparing

_WORDS = {
    "indexing": "Making the practice searchable",
    "taking over": "Writing into the history what was signed before there was one",
}


class Preparation(QObject):
    """`told` carries a sentence, on the window's thread."""

    told = Signal(str)

    def hear(self, news: Preparing) -> None:
        """Pass news on; may be called from any thread."""
        self.told.emit(f"{_WORDS[news.what]}: {news.done:,} so far. This is done once.")
