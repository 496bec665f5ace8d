"""A payer card's window in words, with where it comes from; clocks of claims say it so."""

from app.domain.payer import PayerCard, Window
from app.domain.reading.dates import show_date

_UNITS = {"days": "day", "work_days": "work day", "months": "month"}


def window_words(window: Window, card: PayerCard, field: str, source: str = "") -> str:
    """`payer card: 90 days (Provider manual, checked 11/02/2026)`.

    `source` is the id of a source where the fact names its own, else that of the card's field.
    """
    unit = _UNITS[window.unit] + ("" if window.amount == 1 else "s")
    words = f"payer card: {window.amount} {unit}"
    found = card.sources.get(source or card.said_by.get(field, ""))
    if found is None:
        return f"{words}, source not named"
    return f"{words} ({found.title}, checked {show_date(found.checked)})"
