"""The controls for people: a name from the directory, or typed with role and credential."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.guides.answers import Answer, NotGiven, Person
from app.domain.guides.guide import Option
from app.domain.guides.showing import CLOSING_WORDS, show_answer
from app.domain.practice.people import StaffRole
from app.ui.fields.control import Control
from app.ui.fields.line import Line
from app.ui.fields.search import Hit, SearchLine
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress

_PROMPT = "Type or pick a name"

People = Callable[[], Sequence[Person]]

ROLES = tuple(Option(role.value, role.value.replace("_", " ").capitalize()) for role in StaffRole)


class NameControl(Control):
    """A name typed freely or picked from a directory.

    A typed name is sent as text, a picked one as the Person, whose `entry` tells the owner which
    entry it was, so that the fields beside it can be filled too. One word that fits one entry alone
    is that entry when the line is left: nobody is called by one word in a record.
    """

    typed = True

    def __init__(self, parent: QWidget, people: People, icons: Icons) -> None:
        super().__init__(parent)
        self._people = people
        self._example = _PROMPT
        self.line = SearchLine(self, self._find, icons, lists_all=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.XS)
        self.column.addWidget(self.line)
        self.line.textEdited.connect(self._on_name_typed)
        self.line.chosen.connect(self._on_chosen)
        self.line.editingFinished.connect(self._on_name_left)
        self.line.list_made.connect(self.rebuilt)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the name; a closed field is empty and says why."""
        closed = isinstance(answer, NotGiven)
        self.line.setPlaceholderText(
            CLOSING_WORDS[answer.kind] if isinstance(answer, NotGiven) else self._example
        )
        name = answer.name if isinstance(answer, Person) else show_answer(answer)
        self.line.show_text("" if closed else name)

    def set_read_only(self, read_only: bool) -> None:
        """Let the name be selected and copied only."""
        self.line.set_read_only(read_only)

    def stops(self) -> Sequence[QWidget]:
        """The line."""
        return (self.line,)

    def on_left(self) -> None:
        """Close the list."""
        self.line.close_list()

    def set_example(self, example: str) -> None:
        """Show the example where the name will be typed."""
        self._example = example or _PROMPT
        self.line.setPlaceholderText(self._example)

    def _find(self, text: str) -> Sequence[Hit]:
        parts = text.casefold().split()
        return [
            Hit(person, person.name, _beside(person))
            for person in self._people()
            if all(any(w.startswith(p) for w in person.name.casefold().split()) for p in parts)
        ]

    def _only_one(self, line: SearchLine) -> Hit | None:
        left = line.isModified() and not line.hasFocus()  # Enter picks from the list instead
        words = line.text().split() if left else ()
        hits = self._find(words[0]) if len(words) == 1 else ()
        return hits[0] if len(hits) == 1 else None

    def _on_name_left(self) -> None:
        if hit := self._only_one(self.line):
            self._on_chosen(hit)

    def _on_name_typed(self, text: str) -> None:
        self.sent.emit(text or None)

    def _on_chosen(self, hit: Hit) -> None:
        self.finished.emit(hit.value)


class PersonControl(NameControl):
    """Who did something: somebody on the staff, or a name with role, credential and supervisor."""

    def __init__(self, parent: QWidget, people: People, icons: Icons) -> None:
        super().__init__(parent, people, icons)
        self._role = ""
        self._beside = QLabel(self)
        self._beside.setWordWrap(True)
        dress(self._beside, face=Face.CAPTION, tone=Role.MUTED)
        self._more = QWidget(self)
        self._role_line = SearchLine(self._more, _find_role, icons, lists_all=True)
        self._credential = Line(self._more)
        self._supervisor = SearchLine(self._more, self._find, icons, lists_all=True)
        grid = QGridLayout(self._more)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.S)
        for line, name, row, column, span in (
            (self._role_line, "Role", 0, 0, 1),
            (self._credential, "Credential or training", 0, 1, 1),
            (self._supervisor, "Supervising dentist", 1, 0, 2),
        ):
            line.setPlaceholderText(name)
            line.setAccessibleName(name)
            grid.addWidget(line, row, column, 1, span)
            line.textEdited.connect(self._on_more_typed)
        for search_line in (self._role_line, self._supervisor):
            search_line.list_made.connect(self.rebuilt)
        self._role_line.chosen.connect(self._on_role_chosen)
        self._supervisor.chosen.connect(self._on_supervisor_chosen)
        self._supervisor.editingFinished.connect(self._on_supervisor_left)
        self.column.addWidget(self._beside)
        self.column.addWidget(self._more)
        self._arrange(None)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the person: a word on who it is, or lines to say it for a typed name."""
        super().show_answer(answer)
        person = answer if isinstance(answer, Person) else None
        typed = person if person and not person.entry else Person("")
        self._role = typed.role
        self._role_line.show_text(_role_label(typed.role))
        self._credential.show_text(typed.credential)
        self._supervisor.show_text(typed.supervisor)
        self._arrange(person)

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be selected and copied only."""
        super().set_read_only(read_only)
        self._role_line.set_read_only(read_only)
        self._credential.setReadOnly(read_only)
        self._supervisor.set_read_only(read_only)

    def on_left(self) -> None:
        """Close every list."""
        super().on_left()
        self._role_line.close_list()
        self._supervisor.close_list()

    def stops(self) -> Sequence[QWidget]:
        """The name and, for a typed name, what is beside it."""
        return (self.line, self._role_line, self._credential, self._supervisor)

    def _arrange(self, person: Person | None) -> None:
        known = person is not None and bool(person.entry)
        self._beside.setText(_beside(person) if person and known else "")
        self._beside.setVisible(known and bool(self._beside.text()))
        self._more.setVisible(person is not None and not known)

    def _on_name_typed(self, text: str) -> None:
        name = text.strip().casefold()
        listed = next((p for p in self._people() if p.name.casefold() == name), None)
        self._beside.setText(_beside(listed) if listed else "")
        self._beside.setVisible(bool(self._beside.text()))
        self._more.setVisible(bool(name) and listed is None)
        if listed:
            self.sent.emit(listed)
        else:
            self._send_typed()

    def _on_more_typed(self) -> None:
        if self.sender() is self._role_line:
            hits = self._role_line.hits
            self._role = hits[0].value if self._role_line.text().strip() and len(hits) == 1 else ""
        self._send_typed()

    def _on_role_chosen(self, hit: Hit) -> None:
        self._role = hit.value
        self._finish_typed()

    def _on_supervisor_chosen(self, hit: Hit) -> None:
        self._supervisor.show_text(hit.title)
        self._finish_typed()

    def _on_supervisor_left(self) -> None:
        if hit := self._only_one(self._supervisor):
            self._on_supervisor_chosen(hit)

    def _send_typed(self) -> None:
        self.sent.emit(self._typed_person())

    def _finish_typed(self) -> None:
        self.finished.emit(self._typed_person())

    def _typed_person(self) -> Person | str | None:
        """The person as typed; a bare name goes as text, so that typing it is one undo step."""
        name = self.line.text()
        credential, supervisor = self._credential.text(), self._supervisor.text()
        if not name.strip() or not (self._role or credential or supervisor):
            return name or None
        return Person(name.strip(), self._role, credential.strip(), supervisor.strip())


def _find_role(text: str) -> Sequence[Hit]:
    begun = text.strip().casefold()
    return [Hit(o.value, o.label) for o in ROLES if o.label.casefold().startswith(begun)]


def _role_label(role: str) -> str:
    return next((option.label for option in ROLES if option.value == role), role)


def _beside(person: Person) -> str:
    """What tells people of one name apart: credential, role, supervisor."""
    supervised = f"supervised by {person.supervisor}" if person.supervisor else ""
    parts = (person.credential, _role_label(person.role), supervised)
    return " · ".join(part for part in parts if part)
