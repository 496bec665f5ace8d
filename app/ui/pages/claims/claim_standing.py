"""Who looks after a claim and when it is looked at next, editable in place, and what runs out."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.reading.dates import read_date, show_date
from app.domain.reading.problem import Unread
from app.services.claims.claim_file import ClaimFile
from app.ui.fields.drop_down import DropDown
from app.ui.pages.claims.claim_section import words
from app.ui.theme import Face, Role, Space, dress

_NOBODY = "Nobody"
_DAY_WIDTH = 130


class ClaimStandingRow(QFrame):
    """`owner_chosen` has a staff id, `follow_up_typed` a day or None, `typed` comes with keys."""

    owner_chosen = Signal(str)
    follow_up_typed = Signal(object)
    troubled = Signal(str)
    typed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="card")
        self.owner = DropDown(self)
        self.owner.setObjectName("owner")
        self.follow_up = QLineEdit(self)
        self.follow_up.setObjectName("follow-up")
        self.follow_up.setFixedWidth(_DAY_WIDTH)
        self.follow_up.setPlaceholderText("Example: t+7")
        self.sent = words("", self, face=Face.CAPTION, tone=Role.MUTED)
        self.runs_out = words("", self, face=Face.CAPTION)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        for text, field in (("Owner", self.owner), ("Next follow-up", self.follow_up)):
            label = QLabel(text, self)
            dress(label, face=Face.LABEL)
            label.setBuddy(field)
            field.setAccessibleName(text)
            pair = QVBoxLayout()
            pair.setSpacing(Space.XS)
            pair.addWidget(label)
            pair.addWidget(field)
            row.addLayout(pair)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self.sent)
        column.addWidget(self.runs_out)
        self.owner.activated.connect(lambda _at: self.owner_chosen.emit(self.owner.currentData()))
        self.follow_up.editingFinished.connect(self.finish_typing)
        self.follow_up.textEdited.connect(self.typed)
        self._file: ClaimFile | None = None

    @property
    def typing(self) -> Mapping[str, str]:
        """What stands in the field and was not handed on, by the field's name."""
        field = self.follow_up
        return {field.objectName(): field.text()} if field.isModified() else {}

    @property
    def unread(self) -> tuple[QLineEdit, ...]:
        """The field with what was typed and not handed on."""
        return (self.follow_up,) if self.follow_up.isModified() else ()

    @property
    def is_readable(self) -> bool:
        """Whether what is typed was handed on."""
        return not self.unread

    def put_back(self, typing: Mapping[str, str]) -> None:
        """Put what was being typed back into its field."""
        if (text := typing.get(self.follow_up.objectName())) is not None:
            self.follow_up.setText(text)
            self.follow_up.setModified(True)

    def show_file(self, file: ClaimFile) -> None:
        """Show how the claim stands; what somebody is typing stays."""
        self._file = file
        with QSignalBlocker(self.owner):
            self.owner.clear()
            self.owner.addItem(_NOBODY, "")
            here = {*file.owners, *filter(None, [file.claim.owner])}
            for staff_id in sorted(here, key=lambda each: file.people.get(each, "")):
                self.owner.addItem(file.people.get(staff_id, "unknown person"), staff_id)
            self.owner.setCurrentIndex(max(self.owner.findData(file.claim.owner), 0))
        if not self.follow_up.isModified():
            day = file.claim.follow_up
            self.follow_up.setText(show_date(day) if day else "")
        for label, text in ((self.sent, _sent(file)), (self.runs_out, _runs_out(file))):
            label.setText(text)
            label.setVisible(bool(text))
        late = any(clock.days_left(file.today) < 0 for clock in file.clocks)
        dress(self.runs_out, tone=Role.BLOCKS if late else Role.MUTED)

    def forget_typing(self) -> None:
        """Let go of what stands in the field and was not handed on."""
        self.follow_up.setModified(False)
        dress(self.follow_up, state="")

    def finish_typing(self) -> None:
        """Hand on the follow-up; what is no day stays there and is said."""
        if self._file is None or not self.follow_up.isModified():
            return
        typed = self.follow_up.text().strip()
        day = read_date(typed, self._file.today) if typed else None
        dress(self.follow_up, state="unreadable" if isinstance(day, Unread) else "")
        if isinstance(day, Unread):
            self.troubled.emit(day.why)
            return
        self.follow_up.setModified(False)
        self.follow_up.setText(show_date(day) if day else "")
        self.troubled.emit("")
        self.follow_up_typed.emit(day)


def _sent(file: ClaimFile) -> str:
    claim = file.claim
    if claim.sent_on is None:
        return ""
    how = f" by {claim.sent_how}" if claim.sent_how else ""
    return f"Sent {show_date(claim.sent_on)}{how}."


def _runs_out(file: ClaimFile) -> str:
    """Every clock that runs, a line each."""
    return "\n".join(
        f"{clock.clock.value.capitalize()}: {clock.words}"
        f"{', past' if clock.days_left(file.today) < 0 else ''} ({clock.basis})."
        for clock in file.clocks
    )
