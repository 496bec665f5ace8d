"""The way back after a lock or a crash: to the place in the note, and to text that was not saved.

`application` has one for each window. What is offered is that of the person at the keyboard alone,
and nothing opens by itself: who unlocks may not want everybody in the room to see it.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.domain.paths import template_of
from app.errors import Failure
from app.services.notes.unfinished import Return, Unfinished
from app.services.office.office import Office
from app.services.ports.backup import SideCopy
from app.ui.actions import Do
from app.ui.failure_words import FailureWords
from app.ui.page_tools import PageTools
from app.ui.pages.notes.note_later import KINDS
from app.ui.pages.notes.note_place import go_back, place_in
from app.ui.pages.parts.notice import Notice
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.practice.channels import ChannelsPage
from app.ui.pages.practice.practice import PracticePage
from app.ui.pages.records.record_cards import RecordCards
from app.ui.theme import Role
from app.ui.ways.record_ways import RecordWays
from app.ui.window.main_window import MainWindow

_LATER = "Not now"
_MOST = 40  # characters of a field's name: the sentence stays on one line
_KINDS = {
    "patient": "a patient's page",
    "check": "a benefit check",
    "authorization": "an authorization",
    "staff": "the page of the practice",
    "professional": "the page of the practice",
    "practice": "the page of the practice",
    "channel": "a channel",
    "card": "a payer card",
    "request": "a request for records",
    "amendment": "a request to amend",
    "restriction": "a restriction",
    "eob": "an EOB",
}
_UNSIGNED = dict(
    zip(KINDS, ("a continuation", "a correction", "the reason of a void"), strict=True)
)
_ASKED = ("request", "amendment", "restriction")


class Returning(QObject):
    """`notice` stands above the list until something is chosen."""

    def __init__(self, window: MainWindow, office: Office, tools: PageTools) -> None:
        super().__init__(window)
        self._window = window
        self._office = office
        self._unfinished = office.records.unfinished
        self.notice = Notice(tools.icons, window)
        window.column.insertWidget(0, self.notice)

    def keep_place(self) -> None:
        """Keep where one is and what stands in its dialog: a lock comes. Raises disk failures."""
        page = self._window.note_page
        if page is not None:
            page.signing.later.keep_words()
        self._unfinished.keep_place(place_in(page) if page and page.note.version else None)

    def keep_aside(self) -> bool:
        """Keep what cannot be stored as it is; whether nothing typed gets lost by locking."""
        note = self._window.note_page
        return not (note and note.flush()) and self._window.records.put_by()

    def offer(self) -> None:
        """Offer what there is: the place first, then what was typed and not saved."""
        if (way := self._unfinished.way_back()) is not None:
            self._offer_place(way)
        elif names := [each for each in self._unfinished.names() if _words_of(each)]:
            self._offer_unsaved(names)
        else:
            self.notice.say("")

    def _offer_place(self, way: Return) -> None:
        place, guide = way.place, self._office.charting.catalogue.compiled(way.note.code).guide
        field = guide.fields.get(template_of(place.path)) if place.path else None
        at = f", at “{_shortened(field.label)}”" if field else ""
        of = f" of {way.patient}" if way.patient else ""
        changed = " The form has changed since." if guide.version != place.guide_version else ""
        words = f"Before the lock the note {way.note.code}{of} was open{at}.{changed}"
        ways = (("Go on there", lambda: self._go_back(way)), (_LATER, self._forget_place))
        self.notice.say(words, Role.NEEDED, ways)
        self.notice.buttons[0].setFocus()

    def _go_back(self, way: Return) -> None:
        self._forget_place()
        self._window.open_note(way.note.id)
        page = self._window.note_page
        if page is not None and page.note.id == way.note.id:
            self._window.actions_by_name[Do.DENTIST_VIEW].setChecked(way.place.is_dentists)
            go_back(page, way.place)

    def _forget_place(self) -> None:
        self._unfinished.keep_place(None)
        self.offer()

    def _offer_unsaved(self, names: list[str]) -> None:
        newest, more = names[0], len(names) - 1
        others = f" And {more} more." if more else ""
        words = f"{_words_of(newest)}{others}"
        ways = (
            ("Show it", lambda: self._show_unsaved(newest)),
            ("Discard it", lambda: self._discard(newest)),
            (_LATER, lambda: self.notice.say("")),
        )
        self.notice.say(words, Role.NEEDED, ways)
        self.notice.buttons[0].setFocus()

    def _show_unsaved(self, name: str) -> None:
        self.notice.say("")
        if not self._window.leave():
            return
        kind, _, record_id = name.partition(":")
        if kind not in _UNSIGNED:
            show_unsaved(self._window.records, self._unfinished, name)
            return
        self._window.open_note(record_id)
        page = self._window.note_page
        if page is not None and page.note.id == record_id:
            page.signing.later.ask(kind)

    def _discard(self, name: str) -> None:
        self._unfinished.forget(name)
        self.offer()


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
    elif kind == "channel":
        records.show_channels()
    elif kind == "card":
        records.cards.show_card(record_id)
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


def put_in_place(
    copy: SideCopy, take_over: Callable[[Path, dt.datetime], Path], words: FailureWords
) -> tuple[str, str]:
    """Let a copy take the place of the practice, which is closed; what to say then, or why not."""
    try:
        kept = take_over(copy.database, dt.datetime.now(dt.UTC))
    except Failure as failure:
        return "", words.of(failure)
    finally:
        copy.discard()
    return f"The backup is in place. The practice as it was is kept in {kept}.", ""


def _shortened(label: str) -> str:
    return label if len(label) <= _MOST else f"{label[:_MOST].rstrip()}…"


def _words_of(name: str) -> str:
    """What was left under a name, in words; empty for what nothing leads back to."""
    kind = name.partition(":")[0]
    if kind in _UNSIGNED:
        return f"{_UNSIGNED[kind].capitalize()} was typed and not signed."
    return f"Something on {_KINDS[kind]} was typed and not saved." if kind in _KINDS else ""
