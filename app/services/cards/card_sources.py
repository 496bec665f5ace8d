"""A payer card's window in words, with where it comes from; clocks of claims say it so."""

from app.domain.payers.payer import PayerCard, Window
from app.domain.reading.dates import show_date
from app.services.cards.card_sayings import span_words


def sourced_window(window: Window, card: PayerCard, field: str, source: str = "") -> str:
    """`payer card: 90 days (Provider manual, checked 11/02/2026)`.

    `source` is the id of a source where the fact names its own, else that of the card's field.
    """
    words = f"payer card: {span_words(window)}"
    found = card.sources.get(source or card.said_by.get(field, ""))
    if found is None:
        return f"{words}, source not named"
    return f"{words} ({found.title}, checked {show_date(found.checked)})"
