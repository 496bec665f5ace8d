"""The page of the practice and its directory: billing entity, fees, staff, professionals."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from app.domain.practice.people import Professional, StaffMember
from app.services.records.record_forms.practice import (
    ROLES,
    practice_form,
    professional_form,
    staff_form,
)
from app.services.records.records import AnyRecord, PracticeFile, Records
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.parts.tab_keys import turn_by_keys
from app.ui.pages.people.people_list import PeopleList
from app.ui.pages.records.record_body import RecordBody
from app.ui.pages.records.record_cards import CardWords, MakeActs
from app.ui.pages.records.record_page import RecordPage
from app.ui.pages.records.record_session import RecordSession
from app.ui.theme import Role, Space

_TABS = ("Practice", "Staff", "Medical professionals")
_STAFF, _PROFESSIONALS = 1, 2


class PracticePage(RecordPage):
    """Three tabs, one save: Ctrl+S stores whatever was changed on any of them."""

    def __init__(
        self,
        records: Records,
        codes: Mapping[str, str],
        support: PageSupport,
        parent: QWidget | None = None,
        staff_acts: MakeActs | None = None,
    ) -> None:
        super().__init__(support, parent)
        self._records = records
        self._codes = codes
        self._file = records.practice_file()
        self.session = RecordSession(
            practice_form(codes, self._file.dentists),
            self._file.practice,
            {},
            records,
            support,
            self,
        )
        self.body = self._practice_body()
        self.staff = PeopleList(
            "Add somebody", "Nobody yet. Add the dentists first.", self._staff_session, _say_staff,
            support, self, staff_acts,
        )  # fmt: skip
        self.professionals = PeopleList(
            "Add a medical professional",
            "Nobody yet. A physician who was consulted in a note can be picked again from here.",
            self._professional_session,
            _say_professional,
            support,
            self,
        )
        self._tabs = QTabBar(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._show_title()
        self.show_standing()

    def sessions(self) -> Sequence[RecordSession]:
        """The practice and everybody in the directory."""
        people = (*self.staff.cards.sessions(), *self.professionals.cards.sessions())
        return (self.session, *people)

    def session_in_use(self) -> RecordSession:
        """The person whose card has the focus, else the practice."""
        for people in (self.staff, self.professionals):
            if session := people.cards.session_in_use():
                return session
        return self.session

    def discard(self, session: RecordSession) -> None:
        """Drop what was typed and show what is stored."""
        if session is self.session:
            self._rebuild()
            return
        for people in (self.staff, self.professionals):
            people.cards.reopen(session)
        self.show_standing()

    def show_field(self, session: RecordSession, path: str) -> None:
        """Show the tab a record is on, with the caret in a field."""
        if session is self.session:
            self._tabs.setCurrentIndex(0)
            self.body.go_to(path)
            return
        for tab, people in ((_STAFF, self.staff), (_PROFESSIONALS, self.professionals)):
            if card := people.cards.card_of(session):
                self._tabs.setCurrentIndex(tab)
                card.go_to(path)

    def walked(self) -> Sequence[RecordSession]:
        """What is on the tab shown: F8 opens no cards behind it."""
        tabs = ((self.session,), self.staff.cards.sessions(), self.professionals.cards.sessions())
        return tuple(tabs[self._tabs.currentIndex()])

    def go_to(self, path: str, code: str = "") -> None:
        """Put the caret into the editor of a known name, such as `practice.npi`, `treating.npi`.

        `code` tells which fee or wording. Names under `treating.` go to the practice's own
        treating dentist; `go_to_staff` goes to anybody.
        """
        group, _, name = path.partition(".")
        if group == "treating":
            self.go_to_staff(self._file.practice.treating, name)
            return
        self._tabs.setCurrentIndex(0)
        by_code = {"fee": f"fees.{code}", "nomenclature": f"nomenclature.{code}"}
        field = {"address": "address.street"}.get(name) or by_code.get(name, name)
        fields = self.session.bridge.guide.fields
        near = (each for each in fields if each.startswith(field.rstrip(".")))
        self.body.go_to(field if field in fields else next(near, "name"))

    def go_to_staff(self, staff_id: str, name: str = "") -> None:
        """Put the caret into a field of somebody on the staff, such as `npi`; else of nobody."""
        self._tabs.setCurrentIndex(_STAFF)
        field = {"name": "name.given", "surname": "name.family"}.get(name, name)
        for card in self.staff.cards.cards:
            record = card.session.record
            if isinstance(record, StaffMember) and record.id == staff_id:
                card.go_to(field)
                return
        self.staff.take_focus()

    def show_tab(self, title: str) -> None:
        """Show a tab by its title: Practice, Staff, Medical professionals."""
        self._tabs.setCurrentIndex(_TABS.index(title))

    def show_staff_anew(self, sentence: str) -> None:
        """Somebody was given an account, left or came back: read the staff again and say so."""
        if self.flush():
            self._file = self._records.practice_file()
            self.staff.show_people(self._file.staff)
        self.notice.say(sentence, Role.DONE)

    def take_focus(self) -> None:
        """Put the caret into the first field of the tab shown."""
        places = (self.body, self.staff, self.professionals)
        places[self._tabs.currentIndex()].take_focus()

    def _practice_body(self) -> RecordBody:
        body = RecordBody(self.session, self.support, self)
        body.fill({})
        return body

    def _lay_out(self) -> None:
        for title in _TABS:
            self._tabs.addTab(title)
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._tabs.setContentsMargins(Space.L, 0, 0, 0)
        self._tabs.setAccessibleName("Parts of the practice page")
        for place in (self.body, self.staff, self.professionals):
            self._stack.addWidget(place)
        self.head.add_below(self._tabs)
        self.column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        turn_by_keys(self._tabs, self, self.take_focus)
        self.session.replaced.connect(self._rebuild)
        self.session.stored.connect(self._on_practice_stored)
        self.watch(self.session)
        self.staff.cards.came.connect(self._on_staff_came)
        self.professionals.cards.came.connect(self.watch)
        self.staff.show_people(self._file.staff)
        self.professionals.show_people(self._file.professionals)

    def _on_staff_came(self, session: RecordSession) -> None:
        session.stored.connect(self._on_staff_stored)
        self.watch(session)

    def _on_staff_stored(self) -> None:
        """Dentists may have come or changed their names: offer them anew where nothing is typed."""
        before, self._file = self._file, self._records.practice_file()
        if _names(before) == _names(self._file):
            return
        if self.session.is_saved:
            self._rebuild()
        self.staff.cards.renew()

    def _on_practice_stored(self) -> None:
        self._file = self._records.practice_file()
        self._show_title()

    def _rebuild(self) -> None:
        """Show the stored practice in place of what was typed."""
        self._file = self._records.practice_file()
        old, old_session = self.body, self.session
        self.session = RecordSession(
            practice_form(self._codes, self._file.dentists),
            self._file.practice,
            {},
            self._records,
            self.support,
            self,
        )
        self.body = self._practice_body()
        self._stack.insertWidget(0, self.body)
        self._stack.removeWidget(old)
        self._stack.setCurrentIndex(self._tabs.currentIndex())
        old_session.setParent(old)
        old.deleteLater()
        self.session.replaced.connect(self._rebuild)
        self.session.stored.connect(self._on_practice_stored)
        self.watch(self.session)
        self._show_title()

    def _staff_session(self, record: AnyRecord | None, parent: QWidget) -> RecordSession:
        form = staff_form(self._file.dentists)
        base = {"id": self._records.fresh_id()}
        return RecordSession(form, record, base, self._records, self.support, parent)

    def _professional_session(self, record: AnyRecord | None, parent: QWidget) -> RecordSession:
        base = {"id": self._records.fresh_id()}
        return RecordSession(professional_form(), record, base, self._records, self.support, parent)

    def _show_title(self) -> None:
        practice = self._file.practice
        sample = "Sample practice: everybody in it is invented" if practice.sample else ""
        self.head.show_title(practice.name or "Your practice", sample)


def _names(file: PracticeFile) -> tuple[tuple[str, str, bool], ...]:
    return tuple((each.id, each.name.full, each.active) for each in file.dentists)


def _say_staff(record: AnyRecord | None) -> CardWords:
    if not isinstance(record, StaffMember):
        return CardWords("New", "")
    labels = {option.value: option.label for option in ROLES}
    first, *more = (labels[role.value] for role in record.roles)
    roles = ", ".join((first, *(each.lower() for each in more)))
    parts = (roles, record.credential or record.training, "" if record.active else "no longer here")
    return CardWords(record.name.full, " · ".join(part for part in parts if part))


def _say_professional(record: AnyRecord | None) -> CardWords:
    if not isinstance(record, Professional):
        return CardWords("New", "")
    parts = (record.credential, record.specialty, record.organization, record.phone)
    return CardWords(record.name.full, " · ".join(part for part in parts if part))
