"""What the list "Still needed" says: from the rules' findings to the rows of its model.

The completeness panel asks for the rows at every keystroke; what did not change is not made again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from app.domain.guides.guide import Guide, Severity
from app.domain.guides.paths import template_of
from app.rules.compiled import RECORD_SECTION
from app.rules.open_item import OpenItem
from app.rules.state import Evaluation, SectionState
from app.ui.draft_bridge import AnsweredWarning
from app.ui.fields.mark import SHAPES
from app.ui.models.open_items import ItemRow, RowKind
from app.ui.models.path_words import RowsOf, row_words, section_words

ANSWERED_FOLD = "fold:answered"
INVITATIONS_FOLD = "fold:invitations"


class NeededRows:
    """Makes the rows, section by section; a section's rows are kept while its state is."""

    def __init__(self, guide: Guide, rows_of: RowsOf) -> None:
        self._guide = guide
        self._rows_of = rows_of
        self._order = {path: number for number, path in enumerate(guide.fields)}
        self._kept: dict[str, tuple[SectionState, tuple[ItemRow, ...]]] = {}

    def forget(self) -> None:
        """Make everything again: the rows of a table came, went or moved, and with them names."""
        self._kept.clear()

    def rows(
        self,
        state: Evaluation,
        answered: Collection[AnsweredWarning],
        folded: Collection[str],
    ) -> tuple[ItemRow, ...]:
        """Open items by section, then answered warnings, then invitations, folded or not.

        What belongs to other screens comes after the form's own sections, so that walking the
        list stays in the form as long as it can.
        """
        found: list[ItemRow] = []
        for section in sorted(state.sections, key=lambda each: each.id == RECORD_SECTION):
            found.extend(self._section(section))
        found.extend(self._answered(answered, ANSWERED_FOLD in folded))
        found.extend(self._invitations(state.invitations, INVITATIONS_FOLD in folded))
        return tuple(found)

    def beside(self, path: str, rows: Sequence[ItemRow], step: int) -> int:
        """The number of the row after (`step` 1) or before (-1) the field at an answer path.

        One past either end where nothing comes after, or before. Rows of the field itself are
        passed: whoever is in it knows what it asks.
        """
        here = self._place(path)
        places = [self._place(row.item.path) if row.item else here for row in rows]
        if step > 0:
            return next((at for at, place in enumerate(places) if place > here), len(rows))
        return next((at for at in reversed(range(len(rows))) if places[at] < here), -1)

    def _place(self, path: str) -> tuple[int, ...]:
        """Where a field stands in the form: by the guide's order, in tables row by row."""
        parts = path.split("/")
        place = []
        for at in range(len(parts)):
            below, last = "/".join(parts[:at]), len(self._order)
            if at % 2:
                ids = self._rows_of(below)
                place.append(ids.index(parts[at]) if parts[at] in ids else -1)
            else:
                place.append(self._order.get(template_of("/".join(parts[: at + 1])), last))
        return tuple(place)

    def _section(self, section: SectionState) -> tuple[ItemRow, ...]:
        state, rows = self._kept.get(section.id, (None, ()))
        if state is not section:
            rows = tuple(self._open(section))
            self._kept[section.id] = (section, rows)
        return rows

    def _open(self, section: SectionState) -> Iterator[ItemRow]:
        if not section.open_items:
            return
        title = section_words(section.id, self._guide)
        count = len(section.open_items)
        yield ItemRow(f"section:{section.id}", RowKind.SECTION, title, count=count)
        for item in self._row_by_row(section.open_items):
            yield self._row(RowKind.OPEN, item)

    def _row_by_row(self, items: Sequence[OpenItem]) -> Sequence[OpenItem]:
        """Items as the form shows their fields; the rules find them requirement by requirement."""

        def place(item: OpenItem) -> tuple[int, int]:
            table, _, rest = item.path.partition("/")
            row, ids = rest.partition("/")[0], self._rows_of(table) if rest else ()
            return self._order.get(table, 0), ids.index(row) if row in ids else -1

        return sorted(items, key=place)

    def _answered(self, answered: Collection[AnsweredWarning], folded: bool) -> Iterator[ItemRow]:
        def rows() -> Iterator[ItemRow]:
            for each in answered:
                row = self._row(RowKind.ANSWERED, each.item)
                yield ItemRow(
                    f"answered:{row.key}",
                    RowKind.ANSWERED,
                    row.text,
                    row.where,
                    item=each.item,
                    reason=each.reason,
                    spoken=f"Answered. {row.where} {row.text} Reason: {each.reason.text}",
                )

        return _group(ANSWERED_FOLD, "Answered with a reason", len(answered), folded, rows)

    def _invitations(self, items: Iterable[OpenItem], folded: bool) -> Iterator[ItemRow]:
        invited = tuple(items)

        def rows() -> Iterator[ItemRow]:
            return (self._row(RowKind.INVITATION, item) for item in invited)

        return _group(INVITATIONS_FOLD, "Worth adding", len(invited), folded, rows)

    def _row(self, kind: RowKind, item: OpenItem) -> ItemRow:
        where = row_words(item.path, self._guide, self._rows_of)
        word = SHAPES[item.severity][1]
        said = f"{word}. {where}. {item.say}" if where else f"{word}. {item.say}"
        if item.severity is Severity.WARNS and kind is RowKind.OPEN:
            said = f"{said} Can be answered with a reason."
        return ItemRow(item.id, kind, item.say, where, item=item, spoken=said)


def _group(
    key: str, title: str, count: int, folded: bool, rows: Callable[[], Iterator[ItemRow]]
) -> Iterator[ItemRow]:
    if not count:
        return
    state = "folded" if folded else "unfolded"
    spoken = f"{title}, {count}, {state}"
    yield ItemRow(key, RowKind.FOLD, title, count=count, is_folded=folded, spoken=spoken)
    if not folded:
        yield from rows()
