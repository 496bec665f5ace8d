"""The call sheet: one coverage, one or several codes, filled in with the phone at the ear.

`call_ways` shows it. Each code has a benefit check of its own; who answered, when and how is shared
by all of them. What is typed is kept as on every page of records.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.guides.answers import Choice
from app.domain.guides.guide import Option
from app.domain.ids import new_id
from app.domain.left_open.left_call import KIND as CALL
from app.domain.left_open.left_call import LeftCall
from app.domain.left_open.unfinished import record_name
from app.domain.payers.payer import Verification
from app.domain.reading.times import show_time
from app.services.notes.change import Change
from app.services.payers.call_sheets import CallFile, CallSheets
from app.services.records.record_forms.check import ASKED, SHARED, check_form, rank_words
from app.services.records.records import Records
from app.ui.fields.control import Raw
from app.ui.fields.segments import SegmentsControl
from app.ui.page_tools import PageTools
from app.ui.pages.parts.left_keeping import LeftKeeping
from app.ui.pages.parts.long_work import LongWork
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.payers.call_paper import CallPaper
from app.ui.pages.payers.call_questions import CallQuestions
from app.ui.pages.payers.call_strip import CallStrip
from app.ui.pages.records.record_page import RecordPage
from app.ui.pages.records.record_session import RecordSession
from app.ui.theme import Space


@dataclass(frozen=True, slots=True)
class CallWish:
    """What is to be asked: the codes there are, the one to begin with, or a check made before.

    `call` is the id of the call, new or gone on with; `left` how it was left, if it was.
    """

    codes: Mapping[str, str]
    code: str = ""
    check: Verification | None = None
    call: str = ""
    left: LeftCall | None = None


class CallSheetPage(RecordPage):
    """Sheets of codes nobody asked about are left out: they are neither saved nor kept."""

    def __init__(
        self,
        file: CallFile,
        wish: CallWish,
        sheets: CallSheets,
        records: Records,
        support: PageSupport,
        tools: PageTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(support, parent)
        self._file = file
        self._wish = wish
        self._records = records
        check, left = wish.check, wish.left
        self._made = file.of_call(check) if check else {}
        self._call = (check.call if check else "") or wish.call or new_id()
        began = left.began if left else (check.began_at if check else None)
        self._began = began or support.clock.utc()
        self._left = dict(left.ids) if left else {}
        self.kept = LeftKeeping(
            records.unfinished,
            record_name(CALL, self._call, file.patient.id),
            self._left_text,
            support.tasks,
            self,
        )
        self._questions: dict[str, CallQuestions] = {}
        self.code = _first_code(wish)
        options = [Option(code, code) for code in wish.codes]
        self.codes = SegmentsControl(self, options)
        self.codes.describe("Code", "Which code you ask about. Ctrl+Page Down goes to the next.")
        self.codes.sent.connect(lambda answer: self.show_code(_value(answer) or self.code))
        self.stack = QStackedWidget(self)
        self.area = QScrollArea(self)
        self.work = LongWork(tools, "How far the sheet is", self)
        self.sheet = CallPaper(sheets, self._stored, self.work, tools, self)
        self._lay_out()
        self._bind("Ctrl+PgDown", lambda: self._step(1))
        self._bind("Ctrl+PgUp", lambda: self._step(-1))
        self.closed.connect(self._forget_unasked)
        begin_with = self.code
        typed = dict.fromkeys((*self._made, *self._left))
        for code in (*(each for each in typed if each != begin_with), begin_with):
            self.show_code(code, with_focus=False)
        if left:
            self.kept.is_kept(left.model_dump_json())

    @property
    def current(self) -> CallQuestions:
        """The sheet of the code that is shown."""
        return self._questions[self.code]

    def sessions(self) -> Sequence[RecordSession]:
        """The checks of the codes that were asked about; the one shown while none was."""
        asked = [each.session for each in self._questions.values() if _is_asked(each.session)]
        return asked or [self.current.session]

    @property
    def left_name(self) -> str:
        """Under what it is kept that the call was left before all of it was saved."""
        return self.kept.name

    def flush(self) -> bool:
        """Store everything now; whether nothing is left."""
        is_stored = super().flush()
        if is_stored:
            self.kept.keep_now()  # that nothing is left
        return is_stored

    def put_by(self) -> bool:
        """Store everything, and keep aside what cannot be stored as it is; for locking."""
        return super().put_by() and self.kept.keep_now()

    def session_in_use(self) -> RecordSession:
        """The check of the code that is shown."""
        return self.current.session

    def show_code(self, code: str, *, with_focus: bool = True) -> None:
        """Show the questions of a code; what was answered for the whole call stands there too."""
        if code not in self._questions:
            made = self._questions[code] = self._make(code)
            self.stack.addWidget(made)
        self.code = code
        self.codes.show_answer(Choice(code))
        self.stack.setCurrentWidget(self.current)
        self.current.chain_stops()
        if with_focus:
            self.current.take_focus()
        self.show_standing()

    def show_field(self, session: RecordSession, path: str) -> None:
        """Show the code a check is about, with the caret in a field."""
        for code, each in self._questions.items():
            if each.session is session:
                self.show_code(code)
                each.go_to(path)

    def discard(self, session: RecordSession) -> None:
        """Drop what was typed for a code and show what is stored."""
        code = next(code for code, each in self._questions.items() if each.session is session)
        old = self._questions.pop(code)
        session.forget()
        if isinstance(session.record, Verification):
            self._made = {**self._made, code: session.record}
        self.stack.removeWidget(old)
        old.deleteLater()
        self.show_code(code)

    def go_to(self, path: str) -> None:
        """Put the caret into a field of the code that is shown."""
        self.current.go_to(path)

    def take_focus(self) -> None:
        """Put the focus where the call begins."""
        self.current.take_focus()

    def show_standing(self) -> None:
        """Show how the checks stand with the disk; only what is stored can be printed."""
        super().show_standing()
        self.kept.follow()
        stored = any(session.record is not None for session in self.sessions())
        typed = any(not session.is_saved for session in self.sessions())
        self.sheet.offer(is_there=stored or typed)

    def _make(self, code: str) -> CallQuestions:
        session = self._session(code)
        questions = CallQuestions(
            session, self._file.fresh(code), self._use_fresh, self.support, self.stack
        )
        session.changed.connect(self.show_standing)
        session.stored.connect(self._on_stored)
        session.bridge.changed.connect(lambda change: self._share(session, change))
        session.replaced.connect(lambda _record: self.discard(session))
        return questions

    def _session(self, code: str) -> RecordSession:
        file = self._file
        base = {
            "id": self._left.get(code) or self._records.fresh_id(),
            "patient": file.patient.id,
            "call": self._call,
            "began_at": self._began,
        }
        form = check_form(file.patient, self._wish.codes, file.call(code))
        made = self._made.get(code)
        session = RecordSession(form, made, base, self._records, self.support, self)
        if made is None and self._questions:
            first = next(iter(self._questions.values())).session
            session.bridge.set_answers({path: first.bridge.answer(path) for path in SHARED})
        return session

    def _share(self, session: RecordSession, change: Change) -> None:
        """What was answered for one code holds for the whole call."""
        changed = [path for path in SHARED if path in change.changed]
        for each in self._questions.values():
            other = each.session.bridge
            news: dict[str, Raw] = {
                path: session.bridge.answer(path)
                for path in changed
                if other.answer(path) != session.bridge.answer(path)
            }
            if news and each.session is not session:
                other.set_answers(news)

    def _left_text(self) -> str:
        order = self._file.coverage.order
        return _left_of(order, self._began, self.code, self._questions)

    def _use_fresh(self) -> None:
        self.leave()

    def _step(self, by: int) -> None:
        codes = list(self._wish.codes)
        self.show_code(codes[(codes.index(self.code) + by) % len(codes)])

    def _stored(self) -> Verification | None:
        """A check of this call as it is stored, everything typed included."""
        if not self.flush():
            self.save()
            return None
        records = (session.record for session in self.sessions())
        return next((each for each in records if isinstance(each, Verification)), None)

    def _forget_unasked(self) -> None:
        for each in self._questions.values():
            if not _is_asked(each.session) and each.session.is_saved is False:
                each.session.keeping.forget()
                each.session.forget()

    def _lay_out(self) -> None:
        file = self._file
        words = rank_words(file.coverage.order, file.coverage.payer)
        self.head.show_title(f"Call sheet: {words}", file.patient.name.full)
        self.head.add_after_title(self.sheet)
        self.head.add_after_title(self.codes)
        strip = QVBoxLayout()
        strip.setContentsMargins(Space.L, 0, Space.L, 0)
        strip.addWidget(CallStrip(file, _moment(self._began, self.support), self))
        self.column.addLayout(strip)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.stack)
        self.column.addWidget(self.area, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.L, 0, Space.L, 0)
        foot.addWidget(self.work)
        self.column.addLayout(foot)


def _first_code(wish: CallWish) -> str:
    """The code to begin with."""
    if wish.left and wish.left.code in wish.codes:
        return wish.left.code
    return wish.check.code if wish.check else wish.code or next(iter(wish.codes))


def _left_of(
    order: int, began: dt.datetime, code: str, questions: Mapping[str, CallQuestions]
) -> str:
    """How the call is left, while something of it is typed and not saved."""
    ids = {
        asked: each.session.record_id
        for asked, each in questions.items()
        if _is_asked(each.session) and not each.session.is_saved
    }
    return LeftCall(order=order, began=began, code=code, ids=ids).model_dump_json() if ids else ""


def _is_asked(session: RecordSession) -> bool:
    """Whether a check was made for the code, or something of it is known by now."""
    return session.record is not None or any(session.bridge.answer(path) for path in ASKED)


def _value(answer: object) -> str:
    return answer.value if isinstance(answer, Choice) else ""


def _moment(began: dt.datetime, support: PageSupport) -> str:
    return show_time(began.astimezone(support.clock.zone).time())
