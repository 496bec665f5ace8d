"""Makes what a form is built of: the editor, the table or the code-fit question for a path."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.guides.guide import FieldKind
from app.domain.guides.paths import template_of
from app.ui.form.binder import Binder
from app.ui.form.fit_question import FitQuestion
from app.ui.form.table_box import TableBox
from app.ui.icons import Icons
from app.ui.theme import Appearance


class Workshop:
    """Knows the one binder and the look; `on_rearranged` is called when rows came or moved."""

    def __init__(
        self,
        binder: Binder,
        appearance: Appearance,
        icons: Icons,
        on_rearranged: Callable[[], None],
    ) -> None:
        self._binder = binder
        self._appearance = appearance
        self._icons = icons
        self._on_rearranged = on_rearranged

    def block(self, path: str, parent: QWidget) -> QWidget:
        """The widget for an answer path."""
        guide = self._binder.bridge.guide
        field = self._binder.bridge.field(path)
        if field.kind is FieldKind.TABLE:
            table = TableBox(path, self._binder, self.block, self._appearance, self._icons, parent)
            table.rearranged.connect(self._on_rearranged)
            return table
        if guide.section_of[template_of(path)].is_fit and field.kind is FieldKind.YES_NO:
            return FitQuestion(path, self._binder, parent)
        return self._binder.make_editor(path, parent)
