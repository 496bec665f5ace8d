"""Payer cards: the list, one card part by part, its sources and versions; for `screens.py`."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.payers.card_sheet import CardSheet
from app.domain.payers.payer import AppealRule, CardAsk, CardSource, UseLimit, Window
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.pages.payers.payer_card import PayerCardPage
from app.ui.pages.payers.payer_card_edit import PayerCardEditPage
from app.ui.window.main_window import MainWindow

Draw = Callable[[QWidget, str], None]

CARD = "example-mutual"


def draw_cards(window: MainWindow, office: Office, draw: Draw) -> None:
    """The list as it comes, a card with facts of three sources, a new one, one that is refused."""
    window.actions_by_name[Do.PAYER_CARDS].trigger()
    draw(window, "payer cards")
    _fill(office)
    window.actions_by_name[Do.PAYER_CARDS].trigger()
    page = window.records.page
    assert isinstance(page, PayerCardPage), "shown just now"
    draw(window, "payer cards, one out of date")
    page.boxes[0].open_button.click()
    card = window.records.page
    assert isinstance(card, PayerCardEditPage), "opened just now"
    for section in ("payer", "filing", "appeals", "D9311", "sources", "versions"):
        card.body.show_section(section)
        draw(window, f"payer card, {section}")
    card.session.bridge.set_answers({"portal": "portal.example"})
    card.save()
    draw(window, "payer card, a source is asked for")
    card.session.bridge.undo()
    card.leave()
    window.records.cards.show_card("new-card")
    draw(window, "payer card, new")


def _fill(office: Office) -> None:
    today = office.clock.local().date()
    desk = office.cards.desk(lambda: today)
    manual = CardSource(
        title="Provider manual 2024", where="page 12", checked=today.replace(year=today.year - 2)
    )
    call = CardSource(title="Call to the provider line", where="reference 4711", checked=today)

    def save(sheet: CardSheet, source: CardSource, **facts: object) -> CardSheet:
        return desk.save(sheet.model_copy(update={"source": source, **facts})).record

    before = desk.before(CARD)
    assert before is not None, "the sample practice has it"
    sheet = save(before.sheet, manual, phone="614-555-0100")
    rule = sheet.codes["D9311"]
    npi = CardAsk(
        field="consultations/npi",
        say="Add the NPI of whoever answered.",
        because="Claims without it were denied.",
        needed_for=("payer", "appeal"),
    )
    rule = rule.model_copy(
        update={
            "limits": (UseLimit(per="months", months=12),),
            "prior_authorization": "no",
            "asks": (*rule.asks, npi),
        }
    )
    dispute = AppealRule(
        kind="provider_dispute",
        window=Window(amount=6, unit="months", counted_from="eob"),
        signer="treating_dentist",
        how="A typed letter",
    )
    save(
        sheet,
        call,
        timely_filing=Window(amount=12, unit="months", counted_from="service"),
        appeals=(dispute,),
        codes={**sheet.codes, "D9311": rule},
    )
