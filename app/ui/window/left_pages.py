"""The pages on which something can be left unsaved: in words, and the way to each by its name.

`returning` offers them after a lock or a crash, `joined_ways` where something typed while the
server was away waits for a decision.
"""

from PySide6.QtWidgets import QWidget

from app.domain.left_open.left_call import KIND as CALL
from app.domain.left_open.left_call import left_call_of
from app.services.notes.unfinished import Unfinished
from app.ui.pages.documents.document_session import KIND as DOCUMENT
from app.ui.pages.notes.note_later import KINDS
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.practice.channels import ChannelsPage
from app.ui.pages.practice.practice import PracticePage
from app.ui.pages.records.record_cards import RecordCards
from app.ui.ways.record_ways import Keeps, RecordWays

_KINDS = {
    "patient": "a patient’s page",
    "check": "a benefit check",
    "authorization": "an authorization",
    "staff": "the page of the practice",
    "professional": "the page of the practice",
    "practice": "the page of the practice",
    "channel": "a channel",
    "card": "a payer card",
    DOCUMENT: "a document’s page",
    "request": "a request for records",
    "amendment": "a request to amend",
    "restriction": "a restriction",
    "eob": "an EOB",
    "appeal": "an appeal",
    "call": "a call sheet",
    "claim": "a claim",
    "step": "a claim",
}
UNSIGNED = dict(zip(KINDS, ("a continuation", "a correction", "the reason of a void"), strict=True))
_ASKED = ("request", "amendment", "restriction")


def names_left(unfinished: Unfinished) -> list[str]:
    """What is left somewhere a way leads to, the newest first; a call's checks come with its sheet.

    Raises disk failures.
    """
    names = [name for name in unfinished.names() if words_of(name)]
    kept = (unfinished.text(name) for name in names if name.startswith(f"{CALL}:"))
    calls = (left_call_of(each.body) for each in kept if each is not None)
    in_calls = {check for call in calls if call for check in call.ids.values()}
    return [name for name in names if name.split(":")[1] not in in_calls]


def left_name_on(page: QWidget | None) -> str:
    """Under what it is kept what is left on a page; empty where nothing leads back to it."""
    name = page.left_name if isinstance(page, Keeps) else ""
    return name if words_of(name) else ""


def words_of(name: str) -> str:
    """What was left under a name, in words; empty for what nothing leads back to."""
    kind = name.partition(":")[0]
    if kind in UNSIGNED:
        return f"{UNSIGNED[kind].capitalize()} was typed and not signed."
    return f"Something on {_KINDS[kind]} was typed and not saved." if kind in _KINDS else ""


def show_unsaved(records: RecordWays, unfinished: Unfinished, name: str) -> None:
    """Show the page on which something was typed, with the card of its record open."""
    kind, _, rest = name.partition(":")
    record_id, _, patient = rest.partition(":")
    _show_page(records, kind, record_id, patient)
    cards = _cards_of(records.page, kind)
    if cards is None:
        return
    for card in cards.cards:
        if getattr(card.session.record, "id", "") == record_id:
            card.go_to()
            return
    if (unsaved := unfinished.unsaved(name)) is not None:
        card = cards.add(known=dict(unsaved.content.answers))
        if card.session.keeping.keep_now():  # under its own name from now on
            unfinished.forget(name)


def _show_page(records: RecordWays, kind: str, record_id: str, patient: str) -> None:
    """Show the page on which records of a kind are typed."""
    if kind in ("patient", "check", "authorization"):
        records.show_patient(patient or record_id)
    elif kind in _ASKED:
        records.requests_requested.emit(patient)  # whoever shows them does so at once
    elif kind == "eob":
        records.eob_requested.emit(record_id, patient)  # the claim, and what is typed anew
    elif kind in ("claim", "step"):
        records.left_requested.emit("claim", record_id, "")
    elif kind in ("appeal", CALL):
        records.left_requested.emit(kind, record_id, patient)  # of an appeal: which of its claim's
    elif kind == "channel":
        records.show_channels()
    elif kind == "card":
        records.cards.show_card(record_id)
    elif kind == DOCUMENT:
        records.show_document(record_id)
    else:
        records.show_practice()


def _cards_of(page: object, kind: str) -> RecordCards | None:
    """Where records of a kind stand on a page; None for the page's own record."""
    match page, kind:
        case PatientPage(), "check":
            return page.checks.list
        case PatientPage(), "authorization":
            return page.authorizations.list
        case PracticePage(), "staff":
            page.show_tab("Staff")
            return page.staff.cards
        case PracticePage(), "professional":
            page.show_tab("Medical professionals")
            return page.professionals.cards
        case ChannelsPage(), _:
            return page.own
        case PatientRequestsPage(), _:
            return page.cards_of(kind)
    return None
