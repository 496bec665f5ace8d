"""The way back after a lock or a crash: to the place in the note, and to text that was not saved.

`application` has one for each window. What is offered is that of the person at the keyboard alone,
and nothing opens by itself: who unlocks may not want everybody in the room to see it.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.domain.guides.paths import template_of
from app.domain.left_open.unfinished import PagePlace, Place
from app.errors import Failure
from app.services.notes.unfinished import Return
from app.services.office.office import Office
from app.services.ports.backup import SideCopy
from app.ui.actions import Do
from app.ui.failure_words import FailureWords
from app.ui.page_tools import PageTools
from app.ui.pages.notes.note_place import go_back, place_in
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Role
from app.ui.ways.record_ways import Keeps
from app.ui.window.left_dialogs import LeftDialogs
from app.ui.window.left_pages import UNSIGNED, left_name_on, names_left, show_unsaved, words_of
from app.ui.window.main_window import MainWindow
from app.ui.window.page_place import go_back_on, place_on

_LATER = "Not now"
_MOST = 40  # characters of a field's name: the sentence stays on one line


class Returning(QObject):
    """`notice` stands above the list until something is chosen."""

    def __init__(
        self, window: MainWindow, office: Office, tools: PageTools, app: QApplication
    ) -> None:
        super().__init__(window)
        self._window = window
        self._office = office
        self._unfinished = office.records.unfinished
        self._dialogs = LeftDialogs(window, app, self._unfinished, tools.runner)
        self.notice = Notice(tools.icons, window)
        window.column.insertWidget(0, self.notice)

    def keep_place(self) -> None:
        """Keep where one is and what stands in its dialog: a lock comes. Raises disk failures."""
        note = self._window.note_page
        if note is not None:
            note.signing.later.keep_words()
        self._dialogs.keep_now()
        self._unfinished.keep_place(self._place_on_page() or self._place_in_note())

    def _place_on_page(self) -> PagePlace | None:
        """The place on the page over the note or the list; None where nothing leads back to it."""
        page, note = self._window.records.page, self._window.note_page
        name = left_name_on(page)
        if not (isinstance(page, Keeps) and name) or self._window.pages.currentWidget() is not page:
            return None
        under = note.note.id if note and note.note.version else ""
        return place_on(page, name, page.head.title, under)

    def _place_in_note(self) -> Place | None:
        page = self._window.note_page
        return place_in(page) if page and page.note.version else None

    def keep_aside(self) -> bool:
        """Keep what cannot be stored as it is; whether nothing typed gets lost by locking."""
        note = self._window.note_page
        return not (note and note.flush()) and self._window.records.put_by()

    def offer(self) -> None:
        """Offer what there is: the place first, then what was typed and not saved."""
        way = self._unfinished.way_back()
        if isinstance(way, PagePlace):
            at = f", at “{_shortened(way.label)}”" if way.label else ""
            words = f"Before the lock the page “{way.title}” was open{at}."
            self._offer_way(words, lambda: self._go_back_to_page(way))
        elif way is not None:
            self._offer_way(self._words_of_note(way), lambda: self._go_back(way))
        elif names := names_left(self._unfinished):
            self._offer_unsaved(names)
        else:
            self.notice.say("")

    def _words_of_note(self, way: Return) -> str:
        place, guide = way.place, self._office.charting.catalogue.compiled(way.note.code).guide
        field = guide.fields.get(template_of(place.path)) if place.path else None
        at = f", at “{_shortened(field.label)}”" if field else ""
        of = f" of {way.patient}" if way.patient else ""
        changed = " The form has changed since." if guide.version != place.guide_version else ""
        return f"Before the lock the note {way.note.code}{of} was open{at}.{changed}"

    def _offer_way(self, words: str, go_back: Callable[[], None]) -> None:
        ways = (("Go on there", go_back), (_LATER, self._forget_place))
        self.notice.say(words, Role.NEEDED, ways)
        self.notice.buttons[0].setFocus()

    def _go_back(self, way: Return) -> None:
        self._forget_place()
        self._window.open_note(way.note.id)
        page = self._window.note_page
        if page is not None and page.note.id == way.note.id:
            self._window.actions_by_name[Do.DENTIST_VIEW].setChecked(way.place.is_dentists)
            go_back(page, way.place)

    def _go_back_to_page(self, place: PagePlace) -> None:
        self._forget_place()
        self.notice.say("")
        if place.under:
            self._window.open_note(place.under)
        if self._window.leave():
            records = self._window.records
            show_unsaved(records, self._unfinished, place.name)
            if records.page is not None:
                go_back_on(records.page, place)

    def _forget_place(self) -> None:
        self._unfinished.keep_place(None)
        self.offer()

    def _offer_unsaved(self, names: list[str]) -> None:
        newest, more = names[0], len(names) - 1
        others = f" And {more} more." if more else ""
        words = f"{words_of(newest)}{others}"
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
        if kind not in UNSIGNED:
            show_unsaved(self._window.records, self._unfinished, name)
            return
        self._window.open_note(record_id)
        page = self._window.note_page
        if page is not None and page.note.id == record_id:
            page.signing.later.ask(kind)

    def _discard(self, name: str) -> None:
        self._unfinished.forget(name)
        self.offer()


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
