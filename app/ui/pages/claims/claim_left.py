"""What stands on a claim's page and is not in the store yet: kept, brought back, and said.

The claim page has one. A change that waits and a field that is being typed into outlive a lock and
a crash; one that met another person's is decided here, on the page's notice.
"""

from PySide6.QtCore import QObject, Qt

from app.domain.claims.claim_change import LeftOnClaim
from app.domain.left_open.unfinished import record_name
from app.services.claims.claim_changes import KIND, ClaimChanges
from app.ui.page_tools import PageTools
from app.ui.pages.claims.claim_keeping import ClaimKeeping
from app.ui.pages.claims.claim_line_table import ClaimLineTable
from app.ui.pages.claims.claim_standing import ClaimStandingRow
from app.ui.pages.parts.left_keeping import AWAY, LeftKeeping
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Role

_HERE_AGAIN = "What you typed before is here again. It is not saved yet."

_TYPED_WAYS = ("Keep mine", "Keep what is stored")
_STEP_WAYS = ("Do it on top of what is stored", "Drop it")


class ClaimLeft(QObject):
    """`keeping` does the changes, `lines` and `standing` are typed into, `notice` is the page's."""

    def __init__(
        self,
        keeping: ClaimKeeping,
        lines: ClaimLineTable,
        standing: ClaimStandingRow,
        notice: Notice,
        changes: ClaimChanges,
        tools: PageTools,
    ) -> None:
        super().__init__(keeping)
        self._keeping = keeping
        self._lines = lines
        self._standing = standing
        self._notice = notice
        self._trouble = ""
        name = record_name(KIND, keeping.claim.id)
        self.kept = LeftKeeping(changes.unfinished, name, self._text, tools.runner, self)
        self._brought_back = changes.left(keeping.claim.id)
        for typed in (lines.typed, standing.typed, keeping.moved_on):
            typed.connect(self.kept.follow)
        keeping.refused.connect(self._on_refused)
        for part in (lines, standing):
            part.troubled.connect(self._on_troubled)

    @property
    def is_typing(self) -> bool:
        """Whether something stands in a field that was not handed on."""
        return not (self._lines.is_readable and self._standing.is_readable)

    def go_to_unread(self) -> None:
        """Put the caret into the first field that cannot be read, to be typed over."""
        fields = (*self._lines.unread, *self._standing.unread)
        if fields:
            fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
            fields[0].selectAll()

    def bring_back(self) -> None:
        """Put back what was left here, and have done what waits; the page shows its claim."""
        left = self._brought_back
        if left is None:
            return
        self.kept.is_kept(_text_of(left))
        self._lines.put_back(left.typing)
        self._standing.put_back(left.typing)
        if left.typing:
            ways = (("Discard it", self._drop),)
            self._notice.say(_HERE_AGAIN, Role.NEEDED, ways)
        self._keeping.go_on(left)
        self.kept.follow()

    def finish_typing(self) -> None:
        """Hand on what the caret stands in."""
        self._lines.finish_typing()
        self._standing.finish_typing()

    def _text(self) -> str:
        typing = {**self._lines.typing, **self._standing.typing}
        return _text_of(self._keeping.left.model_copy(update={"typing": typing}))

    def _on_troubled(self, sentence: str) -> None:
        """A part can be read, or not; whatever else is said stays."""
        if sentence or self._notice.text == self._trouble:
            self._notice.say(sentence, Role.BLOCKS)
        self._trouble = sentence

    def _on_refused(self, sentence: str) -> None:
        if self._keeping.is_away:
            ways = (("Save again", self._keeping.look_again), ("Drop it", self._drop))
            self._notice.say(AWAY, Role.WARNS, ways)
            return
        waiting = self._keeping.left.changes
        is_typed = bool(waiting) and waiting[0].kind in ("fields", "line")
        mine, theirs = _TYPED_WAYS if is_typed else _STEP_WAYS
        ways = ((mine, self._again), (theirs, self._drop_first))
        self._notice.say(sentence, Role.BLOCKS, ways if self._keeping.has_refused else ())

    def _again(self) -> None:
        self._notice.say("")
        self._keeping.do_again()

    def _drop_first(self) -> None:
        self._notice.say("")
        self._keeping.drop_first()

    def _drop(self) -> None:
        """Give up what waits and what is being typed, by the user's own wish."""
        self._notice.say("")
        self._lines.forget_typing()
        self._standing.forget_typing()
        self._keeping.drop()
        self.kept.follow()


def _text_of(left: LeftOnClaim) -> str:
    return "" if left.is_nothing else left.model_dump_json()
