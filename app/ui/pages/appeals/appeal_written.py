"""What is written on the page of an appeal and is not in the store yet; the page has one.

It is stored over what others wrote meanwhile; where both changed one thing somebody decides. Until
then it is kept, and outlives a lock and a crash.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.claims.appeal_joining import LeftOnAppeal
from app.domain.claims.claim import Appeal
from app.domain.notes.merging import Side
from app.errors import Failure, StaleRecord
from app.log import Event
from app.server_errors import ServerUnreachable
from app.services.denials.appeal_file import AppealFile
from app.services.denials.appeal_waiting import name_of
from app.services.office.billing_room import BillingRoom
from app.ui import clipboard
from app.ui.page_tools import PageTools
from app.ui.pages.appeals.appeal_conflict import (
    CLASHES,
    TOO_LATE,
    conflict_dialog,
    written_text,
)
from app.ui.pages.parts.left_keeping import AWAY, LeftKeeping
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Role

CAME_BETWEEN = "Something changed meanwhile, and nothing was recorded. Look at what is stored."


class AppealWritten(QObject):
    """`written` gives the appeal as it is written; `stored` carries the claim it is stored in.

    `given_up` says that what is stored holds. What is in the way stands on `notice`.
    """

    stored = Signal(object)  # Claim
    given_up = Signal()

    def __init__(
        self,
        file: AppealFile,
        written: Callable[[], Appeal],
        room: BillingRoom,
        notice: Notice,
        tools: PageTools,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._written = written
        self._room = room
        self._notice = notice
        self._tools = tools
        self._waiting = room.appeals_waiting
        self._claim_id, self._base = file.claim.id, file.appeal
        self._is_away = False
        name = name_of(file.claim.id, file.appeal.id)
        unfinished = self._waiting.unfinished
        self.kept = LeftKeeping(unfinished, name, self._text, tools.runner, self)

    @property
    def left(self) -> LeftOnAppeal:
        """What is written, over the appeal that it grew out of."""
        return LeftOnAppeal(base=self._base, mine=self._written())

    @property
    def is_away(self) -> bool:
        """Whether it is the server, which was not reached, that it waits for."""
        return self._is_away and not self.left.is_nothing

    def begin(self, stored: Appeal) -> None:
        """What is written from now on grows out of this."""
        self._base = stored

    def brought_back(self) -> Appeal | None:
        """What was written before and not stored; it is what is written now."""
        left = self._waiting.left(self._claim_id, self._base.id)
        if left is None:
            return None
        self.kept.is_kept(left.model_dump_json())
        self._base = left.base
        return left.mine

    def flush(self) -> bool:
        """Store it; whether nothing is left to store."""
        left = self.left
        self._is_away = False
        if left.is_nothing:
            self.kept.keep_now()
            return True
        try:
            claim = self._waiting.store(self._claim_id, left)
            if claim is None:
                self._ask(left)
                return False
        except Failure as failure:
            self.say_failure(failure)
            return False
        self.stored.emit(claim)
        self.kept.keep_now()  # that nothing is left
        return True

    def say_failure(self, failure: Failure) -> None:
        """Say why something was not kept."""
        self._is_away = isinstance(failure, ServerUnreachable) and not self.left.is_nothing
        if self._is_away:
            self._notice.say(AWAY, Role.WARNS, (("Save again", self.try_again),))
            return
        is_stale = isinstance(failure, StaleRecord)
        sentence = self._tools.words.of(failure, Event.SAVE_FAILED)
        self._notice.say(CAME_BETWEEN if is_stale else sentence, Role.BLOCKS)

    def try_again(self) -> None:
        """Store what the server was not there to take."""
        if self.is_away and self.flush():
            self._notice.say("")

    def _ask(self, left: LeftOnAppeal) -> None:
        """Both changed one thing, or the letter went before this was stored."""
        file = self._room.appeals.file(self._claim_id, left.mine.id)
        drop = ("Take what is stored", self._drop)
        if file.appeal.is_written:
            ways = (("Compare and decide…", lambda: self._compare(file)), drop)
            self._notice.say(CLASHES, Role.BLOCKS, ways)
            return
        ways = (("Copy it", lambda: clipboard.put(written_text(left.mine))), drop)
        self._notice.say(TOO_LATE, Role.BLOCKS, ways)

    def _compare(self, file: AppealFile) -> None:
        dialog = conflict_dialog(self.left, file, self._tools, self._page)
        dialog.decided.connect(self._decide)
        dialog.open()

    def _decide(self, sides: Mapping[str, Side]) -> None:
        left = self.left
        try:
            claim = self._waiting.decide(self._claim_id, left, sides)
        except Failure as failure:
            self.say_failure(failure)
            return
        except KeyError:  # another field was changed since: it is asked about too
            self._ask(left)
            return
        self._notice.say("")
        self.stored.emit(claim)
        self.kept.follow()

    def _drop(self) -> None:
        """Give up what is written, by the user's own wish."""
        self._notice.say("")
        self.given_up.emit()
        self.kept.follow()

    def _text(self) -> str:
        left = self.left
        return "" if left.is_nothing else left.model_dump_json()
