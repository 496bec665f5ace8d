"""The answers as rules and documents see them: visible ones, joined with what is known already."""

from collections.abc import Iterator, Mapping

from rpds import HashTrieMap, HashTrieSet

from app.domain.facts.known import Known
from app.domain.guides.answers import Answer, Rows
from app.domain.guides.paths import Place, parent_table


class Facts:
    """Reads answers by answer path. A hidden answer reads as None, also to other conditions."""

    __slots__ = ("answers", "hidden", "known", "known_answers")

    def __init__(
        self,
        answers: "HashTrieMap[str, Answer]",
        known: Known,
        hidden: "HashTrieSet[str]",
    ) -> None:
        self.answers = answers
        self.known = known
        self.known_answers: Mapping[str, Answer] = known.answers
        self.hidden = hidden

    def read(self, path: str) -> Answer | None:
        """The visible answer at an answer path, or what is known under that name, or None."""
        answer = self.answers.get(path)
        if answer is None:
            return self.known_answers.get(path)
        return None if path in self.hidden else answer

    def rows(self, path: str) -> tuple[str, ...]:
        """The row ids of the visible table at an answer path."""
        answer = self.read(path)
        return answer.ids if isinstance(answer, Rows) else ()

    def places(self, table: str, place: Place) -> Iterator[Place]:
        """Every row of a table (a template path) as seen from `place`; its own row when in one."""
        around: Place | None = place
        while around is not None:
            if around.table[:-1] == table:
                yield around
                return
            around = around.outer
        for outer in self.places(parent_table(table), place):
            for row_id in self.rows(outer.path(table)):
                yield outer.inside(table, row_id)

    def column(self, template: str, place: Place) -> Iterator[Answer]:
        """Every visible answer of a field as seen from `place`: in tables, one a row."""
        for row in self.places(parent_table(template), place):
            answer = self.read(row.path(template))
            if answer is not None:
                yield answer

    def is_hidden(self, path: str) -> bool:
        """Whether a field, or the table it stands in, is hidden."""
        parts = path.split("/")
        return any("/".join(parts[:end]) in self.hidden for end in range(len(parts), 0, -2))
