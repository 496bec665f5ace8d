"""The page of one payer card: everything it says, to be changed; its sources and its versions."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.domain.payers.card_sheet import CardSheet
from app.domain.practice.authority import Right
from app.errors import Failure
from app.services.cards.card_sheets import CardBefore
from app.services.cards.payer_card_words import oldest_check, origin_words
from app.services.payers.card_desk import CardDesk
from app.services.payers.card_history import differences, origins, said_by
from app.services.permission import why_not
from app.services.records.record_forms.payer_card import SOURCES, VERSIONS, payer_card_form
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.payers.payer_card_sources import CardSources
from app.ui.pages.payers.payer_card_versions import CardVersions
from app.ui.pages.records.record_body import RecordBody
from app.ui.pages.records.record_page import RecordPage
from app.ui.pages.records.record_session import UNEXPECTED, RecordSession
from app.ui.theme import Role

_NEW = "New payer card"


class PayerCardEditPage(RecordPage):
    """`card_id` is a fresh one for a new card; `channels` are titles by id."""

    def __init__(
        self,
        desk: CardDesk,
        channels: Mapping[str, str],
        support: PageSupport,
        card_id: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(support, parent)
        self._desk = desk
        self._choices = desk.choices(channels)
        self.card_id = card_id
        self._is_locked = False
        self._build()

    def sessions(self) -> Sequence[RecordSession]:
        """The card."""
        return (self.session,)

    def discard(self, session: RecordSession) -> None:
        """Drop what was typed; a card that was never stored is closed with it."""
        if session.record is None:
            session.forget()
            self.closed.emit()
        else:
            self._rebuild()

    def show_field(self, session: RecordSession, path: str) -> None:
        """Put the caret into a field of the card."""
        if session in self.sessions():
            self.go_to(path)

    def go_to(self, path: str) -> None:
        """Put the caret into the field at an answer path."""
        self.body.go_to(path)

    def take_focus(self) -> None:
        """Put the caret into the first field."""
        self.body.take_focus()

    def reread(self) -> None:
        """Show what others saved meanwhile, wherever nothing is typed."""
        super().reread()
        self._show_card()

    def lock(self) -> None:
        """Let the card be read, and nothing changed."""
        self._is_locked = True
        self._rebuild()
        self.notice.say(why_not(Right.EDIT_CARDS), Role.SILENT)

    def check_again(self, source: str) -> None:
        """Renew a source on a worker: it was looked up again today."""
        self.support.run(
            self,
            lambda: self._desk.checked_again(self.card_id, source),
            self._on_checked,
            self._on_failed,
        )

    def _build(self) -> None:
        before = self._desk.before(self.card_id)
        self._form = payer_card_form(
            before or CardBefore(self._empty(), {}), self._choices, self._today(), self._stands
        )
        self.session = RecordSession(
            self._form,
            before.sheet if before else None,
            {"id": self.card_id, "version": 0},
            self._desk,
            self.support,
        )
        self.body = RecordBody(self.session, self.support, self, read_only=self._is_locked)
        self.session.setParent(self.body)
        middle = self.body.page.middle
        self.sources = CardSources(self.support.icons, middle, read_only=self._is_locked)
        self.versions = CardVersions(self._differ, self.support.clock.zone, middle)
        self.body.fill({SOURCES: self.sources, VERSIONS: self.versions})
        self.column.addWidget(self.body, 1)
        self.session.stored.connect(self._show_card)
        self.session.replaced.connect(self._rebuild)
        self.sources.renewed.connect(self.check_again)
        self.watch(self.session)
        self._show(before)

    def _rebuild(self) -> None:
        """Show what is stored in place of what was typed."""
        old = self.body
        self.column.removeWidget(old)
        old.hide()
        self._build()
        old.deleteLater()
        self.take_focus()

    def _empty(self) -> CardSheet:
        return CardSheet(id=self.card_id, payer=_NEW)

    def _stands(self) -> CardSheet:
        """The card as it is stored, what others saved meanwhile included."""
        record = self.session.record
        return record if isinstance(record, CardSheet) else self._empty()

    def _differ(self, older: CardSheet, newer: CardSheet) -> Sequence[str]:
        return differences(older, newer, self._form, self.support.reader)

    def _show_card(self) -> None:
        try:
            self._show(self._desk.before(self.card_id))
        except Failure:
            return  # the server is gone; all is read again when it is back

    def _show(self, before: CardBefore | None) -> None:
        """Say anew what stands beside the fields: title, sources, ages, versions."""
        if before is None:
            self.head.show_title(_NEW, "")
        else:
            card, today = before.card, self._today()
            said = f"Version {card.version}"
            remark = oldest_check(card, today)
            self.head.show_title(card.payer, " · ".join(part for part in (said, remark) if part))
        names = before.card.sources if before else {}
        said_by_source = {
            name: said_by(name, before.card, before.rules, self._form) for name in names if before
        }
        self.sources.show_sources(before, said_by_source, self._today())
        self.versions.show_versions(self._desk.versions(self.card_id) if before else ())
        self._show_origins(before)
        self.body.chain_stops()

    def _show_origins(self, before: CardBefore | None) -> None:
        """Say under each field whose word it is, and mark what is out of date."""
        found = origins(before.card) if before else {}
        today = self._today()
        for path in self._form.guide.guide.fields:
            editor = self.body.fields.binder.editor(path)
            source = found.get(path)
            if editor is None or before is None:
                continue
            if source is None:
                editor.line.rest_on("")
                continue
            stale = (today - source.checked).days > before.card.fresh_days
            words = origin_words(source, today, stale=stale)
            editor.line.rest_on(words, Role.WARNS if stale else Role.MUTED)

    def _on_checked(self, sheet: CardSheet) -> None:
        self.session.reread()
        self._show_card()
        self.saved.emit(sheet.id)

    def _on_failed(self, error: Exception) -> None:
        self.notice.say(str(error) if isinstance(error, Failure) else UNEXPECTED, Role.BLOCKS)
        if not isinstance(error, Failure):
            raise error  # a fault of the program: the excepthook writes it down

    def _today(self) -> dt.date:
        return self.support.clock.local().date()
