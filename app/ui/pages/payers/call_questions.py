"""The questions of a call for one code, all on one screen; the call sheet has one for each code."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.payers.payer import Verification
from app.domain.reading.dates import show_date
from app.services.cards.benefit_checks import good_until
from app.services.records.record_forms.check import COVERED
from app.ui.form.focus import order_tab
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.records.record_fields import RecordFields
from app.ui.pages.records.record_session import RecordSession
from app.ui.theme import Role, Space

_COLUMNS = (("call", 4), ("answers", 3))
"""The sections shown, each with its columns; coverage, code and who asks are settled."""


class CallQuestions(QWidget):
    """Bound to the session of one check. `fresh` is an older check that spares the call."""

    def __init__(
        self,
        session: RecordSession,
        fresh: Verification | None,
        use_fresh: Callable[[], None],
        support: PageSupport,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._use_fresh = use_fresh
        self.fresh = Notice(support.icons, self)
        self._fields = RecordFields(session, support, self.chain_stops, self)
        self._body = QWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.L, 0)
        column.addWidget(self.fresh)
        column.addWidget(self._body)
        column.addStretch(1)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(Space.S)
        sections = {section.id: section for section in session.bridge.guide.sections}
        for name, columns in _COLUMNS:
            rows.addWidget(self._fields.box(sections[name], self._body, columns))
        if fresh is not None and session.record is None:
            self._offer(fresh)

    def go_to(self, path: str) -> None:
        """Put the caret into a field; into the first that is asked when the path names none."""
        self.fresh.say("")
        self._body.show()
        editor = self._fields.binder.editor(path)
        if editor is not None and editor.isVisibleTo(self):
            editor.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the older check if one is offered, else where the call goes on."""
        if self.fresh.text:
            self.fresh.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        known = self.session.bridge.answer("representative") is not None
        for path in ("representative", "covered")[known:]:
            editor = self._fields.binder.editor(path)
            if editor is not None and editor.isVisibleTo(self):
                editor.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def chain_stops(self) -> None:
        """Let Tab follow the reading order; widgets made late would come last."""
        order_tab(self)

    def _offer(self, fresh: Verification) -> None:
        covered = next((each.label for each in COVERED if each.value == fresh.covered), "")
        trace = fresh.reference or fresh.representative or "portal page"
        who = f" by {fresh.checked_by}" if fresh.checked_by else ""
        words = (
            f"{fresh.code} was asked on {show_date(fresh.checked_on)}{who}: covered:"
            f" {covered.lower()} ({trace}). Good until {show_date(good_until(fresh))}."
        )
        ways = (("Use it, no call", self._use_fresh), ("Ask again", self.ask_again))
        self.fresh.say(words, Role.DONE, ways)
        self._body.hide()

    def ask_again(self) -> None:
        """Let the older check be and show the questions."""
        self.fresh.say("")
        self._body.show()
        self.take_focus()
