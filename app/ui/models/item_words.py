"""Open items in words: what they are needed for, who asks, when somebody last looked."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QDate, QLocale

from app.domain.guides.guide import Purpose, Source
from app.rules.open_item import OpenItem

PURPOSE_WORDS: Mapping[Purpose, str] = {
    Purpose.CHART: "Chart",
    Purpose.CLAIM: "Claim",
    Purpose.PAYER: "This payer",
    Purpose.APPEAL: "Appeal",
}
"""What a fact is needed for, as the screen says it, in the order it is shown."""

_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def day_words(day: dt.date) -> str:
    """A date as the program writes it in running text: Nov 22, 2026."""
    return _ENGLISH.toString(QDate(day.year, day.month, day.day), "MMM d, yyyy")


def source_words(source: Source | None) -> str:
    """Who asks, by what authority, and when somebody last looked; empty without a source."""
    if source is None:
        return ""
    return f"{source.title} ({source.authority}), checked {day_words(source.checked)}"


def needed_words(item: OpenItem) -> str:
    """What the item is needed for, and what it blocks."""
    purposes = ", ".join(
        word.lower() for each, word in PURPOSE_WORDS.items() if each in item.needed_for
    )
    blocks = f" Blocks {item.blocks.value}." if item.blocks else ""
    return f"Needed for {purposes}.{blocks}"
