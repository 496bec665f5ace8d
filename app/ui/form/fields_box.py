"""The fields of a section or of one row of a table, each made when it is first shown."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.guides.guide import Field, FieldKind
from app.ui.fields.editor import split_help
from app.ui.form.binder import Binder
from app.ui.form.field_grid import FieldGrid

MakeBlock = Callable[[str, QWidget], QWidget]
"""Makes the editor or table for an answer path."""

_WIDE = frozenset(
    {
        FieldKind.LONG_TEXT,
        FieldKind.CHOICES,
        FieldKind.TEETH,
        FieldKind.EVIDENCE,
        FieldKind.DIAGNOSES,
        FieldKind.TABLE,
    }
)


_LONG_EXAMPLE = 34
"""Letters that half a line shows; a guide's example tells how much will be typed."""


class FieldsBox(QWidget):
    """Shows the visible fields in the guide's order; a field that was never visible costs nothing.

    `prefix` is the row's answer path with a closing slash, empty at the top.
    """

    def __init__(
        self,
        fields: Sequence[Field],
        prefix: str,
        binder: Binder,
        make_block: MakeBlock,
        parent: QWidget,
        *,
        one_column: bool = False,
        most_columns: int = 2,
    ) -> None:
        super().__init__(parent)
        self._one_column = one_column
        self._binder = binder
        self._make_block = make_block
        self._fields = {prefix + field.id: field for field in fields}
        self._blocks: dict[str, QWidget] = {}
        self._grid = FieldGrid(self, most_columns)
        for path in self._fields:
            if not self._is_hidden(path):
                self._add(path, len(self._blocks))
            binder.bind_shown(path, partial(self._show, path))

    @property
    def shows_any(self) -> bool:
        """Whether any field is visible now."""
        return any(not self._is_hidden(path) for path in self._fields)

    def block(self, path: str) -> QWidget | None:
        """The editor or table at an answer path, if it was ever shown."""
        return self._blocks.get(path)

    def _is_hidden(self, path: str) -> bool:
        return path in self._binder.bridge.state.hidden

    def _show(self, path: str) -> None:
        shown = not self._is_hidden(path)
        if path in self._blocks:
            self._blocks[path].setVisible(shown)
        elif shown:
            order = list(self._fields)
            built = [each for each in order if each in self._blocks or each == path]
            self._add(path, built.index(path))

    def _add(self, path: str, at: int) -> None:
        field = self._fields[path]
        block = self._make_block(path, self)
        order = [each for each in self._fields if each in self._blocks]
        self._blocks[path] = block
        self._grid.insert(at, block, wide=self._one_column or _is_wide(field))
        if at < len(order):
            block.stackUnder(self._blocks[order[at]])  # children in reading order, for Tab
        if self.isVisible():
            block.show()


def _is_wide(field: Field) -> bool:
    if field.kind is FieldKind.TEXT:
        return len(split_help(field.help)[1]) > _LONG_EXAMPLE
    return field.kind in _WIDE
