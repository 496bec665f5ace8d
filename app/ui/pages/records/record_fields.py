"""The editors of one record, bound to its session; record pages and cards are built with them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.guides.answers import Choice, Choices
from app.domain.guides.guide import Section
from app.ui.form.binder import Binder
from app.ui.form.fields_box import FieldsBox
from app.ui.form.workshop import Workshop
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.records.record_session import RecordSession


class RecordFields:
    """Makes the editors of a session; `on_growth` is called when others came or were shown."""

    def __init__(
        self,
        session: RecordSession,
        support: PageSupport,
        on_growth: Callable[[], None],
        parent: QObject,
        *,
        read_only: bool = False,
    ) -> None:
        self.session = session
        self.binder = Binder(
            session.bridge, support.editors, lambda _entry: None, parent, read_only=read_only
        )
        self._workshop = Workshop(self.binder, support.appearance, support.icons, on_growth)
        session.bridge.changed.connect(lambda change: on_growth() if change.flipped else None)
        session.bridge.changed.connect(lambda change: self._keep_apart(change.changed))

    def box(self, section: Section, parent: QWidget, most_columns: int = 2) -> FieldsBox:
        """The fields of a section, under its name: others may have fields of the same names."""
        make, binder = self._workshop.block, self.binder
        box = FieldsBox(section.fields, "", binder, make, parent, most_columns=most_columns)
        box.setAccessibleName(section.title)
        self._keep_apart()
        return box

    def _keep_apart(self, changed: Sequence[str] = ()) -> None:
        """Offer nothing twice that another field holds, and take out what it holds now."""
        if self.session.form.beside is None:
            return
        several, one = self.session.form.beside
        bridge, editor = self.session.bridge, self.binder.editor(several)
        held, chosen = bridge.answer(one), bridge.answer(several)
        value = held.value if isinstance(held, Choice) else ""
        if editor is not None:
            editor.leave_out(value)
        if one in changed and isinstance(chosen, Choices) and value in chosen.values:
            rest = tuple(each for each in chosen.values if each != value)
            bridge.set_answers({several: Choices(rest) if rest else None})
