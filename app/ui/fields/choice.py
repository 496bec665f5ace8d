"""The control for one choice out of many: a list that shortens while one types."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.guides.answers import Answer, Choice, NotGiven
from app.domain.guides.guide import Field, Option
from app.domain.guides.showing import CLOSING_WORDS, show_answer
from app.ui.fields.control import Control
from app.ui.fields.search import Hit, SearchLine
from app.ui.fields.segments import SegmentsControl
from app.ui.icons import Icons

_MOST_SEGMENTS = 4
_MOST_LETTERS = 44  # of all segments together; more do not fit a narrow form side by side
_PROMPT = "Choose…"


def choice_control(parent: QWidget, field: Field, icons: Icons) -> Control:
    """Segments for few short choices, a list to search for more."""
    letters = sum(len(option.label) for option in field.options)
    if 1 < len(field.options) <= _MOST_SEGMENTS and letters <= _MOST_LETTERS:
        return SegmentsControl(parent, field.options)
    return ListControl(parent, field, icons)


class ListControl(Control):
    """One line with the choice; typing shortens the list.

    A choice is sent as soon as what is typed fits one option only; an unfinished text is taken
    back, and said to be.
    """

    typed = True

    def __init__(self, parent: QWidget, field: Field, icons: Icons) -> None:
        super().__init__(parent)
        self._field = field
        self._line = SearchLine(self, self._find, icons, lists_all=True)
        self._line.setPlaceholderText(_PROMPT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line)
        self._line.textEdited.connect(self._on_typed)
        self._line.chosen.connect(self._on_chosen)
        self._line.list_made.connect(self.rebuilt)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the label of the choice; a closed field is empty and says why."""
        if isinstance(answer, NotGiven):
            self._line.show_text("")
            self._line.setPlaceholderText(CLOSING_WORDS[answer.kind])
            return
        self._line.setPlaceholderText(_PROMPT)
        self._line.show_text(show_answer(answer, self._field))

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice only."""
        self._line.set_read_only(read_only)

    def stops(self) -> Sequence[QWidget]:
        """The line."""
        return (self._line,)

    def on_left(self) -> None:
        """Close the list; say what is taken back, so that nobody takes it for chosen."""
        self._line.close_list()
        typed = self._line.text().strip() if self._line.isModified() else ""
        if typed and not self._only_fit(typed):
            fits = "fits several choices" if self._find(typed) else "is none of the choices"
            self.noted.emit(f"“{typed}” {fits}: pick one.")

    def _find(self, text: str) -> Sequence[Hit]:
        return [
            Hit(option.value, option.label, option.help)
            for option in self._field.options
            if _fits(option, text)
        ]

    def _on_typed(self, text: str) -> None:
        if not text.strip():
            self.sent.emit(None)
            return
        if fit := self._only_fit(text):
            self.sent.emit(Choice(fit.value))

    def _only_fit(self, text: str) -> Hit | None:
        hits = self._find(text)
        same = [hit for hit in hits if hit.title.casefold() == text.strip().casefold()]
        return (same or hits)[0] if len(same or hits) == 1 else None

    def _on_chosen(self, hit: Hit) -> None:
        self.finished.emit(Choice(hit.value))
        self._line.selectAll()


def _fits(option: Option, text: str) -> bool:
    """Whether the text begins the label, or a word of it for every word typed."""
    label = option.label.casefold()
    words = label.replace("/", " ").split()
    return all(
        any(word.startswith(part) for word in words) or label.startswith(part)
        for part in text.casefold().split()
    )
