"""A note says that its payer card is out of date, without holding anything up."""

import datetime as dt

import pytest
from rpds import HashTrieMap

from app.domain.facts.known import Surroundings, known_facts
from app.domain.payers.payer import PayerCard
from app.rules.engine import evaluate
from app.services.printing.catalogue import AGEING, Catalogue
from app.stock import Stock


@pytest.fixture(scope="module")
def stock() -> Stock:
    return Stock()


def _card(stock: Stock) -> tuple[PayerCard, str]:
    text = next(text for text in stock.shipped_cards() if "id: example-mutual" in text)
    loaded, _ = stock.read_card(text, "")
    assert loaded is not None
    return loaded.card, text


@pytest.mark.parametrize(("days", "stale"), [(365, False), (366, True)])
def test_a_card_out_of_date_invites_to_ask_the_payer_again(
    stock: Stock, days: int, stale: bool
) -> None:
    card, text = _card(stock)
    checked = card.sources["example-mutual/P1"].checked
    known = known_facts(Surroundings("D9997", checked + dt.timedelta(days=days), card=card))
    state = evaluate(Catalogue(stock).compiled("D9997", text), HashTrieMap(), known, HashTrieMap())
    found = [item for item in state.invitations if item.id.startswith(AGEING)]
    assert bool(found) is stale
    if stale:
        (item,) = found
        assert item.source is not None
        assert (item.severity.value, item.source.checked) == ("silent", checked)
        assert item.path == "card.checked"


def test_a_card_that_names_no_source_has_no_age(stock: Stock) -> None:
    card, _ = _card(stock)
    bare = card.model_copy(
        update={
            "codes": {
                code: rule.model_copy(update={"source": ""}) for code, rule in card.codes.items()
            }
        }
    )
    known = known_facts(Surroundings("D9997", dt.date(2030, 1, 1), card=bare))
    assert "card.checked" not in known.answers
