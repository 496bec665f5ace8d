"""A payer card as it is edited: its facts, what it asks for, and where new facts come from."""

from pydantic import Field

from app.domain.payers.payer import CardAsk, CardRule, CardSource, PayerCard


class SheetRule(CardRule):
    """What a card says of one code, with the facts it asks for beyond the guide.

    `others` are the ids of rules that do more than ask for a fact: they stay, or are dropped.
    """

    asks: tuple[CardAsk, ...] = ()
    others: tuple[str, ...] = ()


class CardSheet(PayerCard):
    """One payer card being edited. `source` is where everything changed now comes from.

    `version` is the one it was read in; 0 for a card that was never kept.
    """

    version: int = 0
    codes: dict[str, SheetRule] = Field(  # type: ignore[assignment]  # narrower; nobody puts in
        default_factory=dict
    )
    source: CardSource | None = None
