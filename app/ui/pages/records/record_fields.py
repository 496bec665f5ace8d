"""The editors of one record, bound to its session; record pages and cards are built with them."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

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

    def box(self, section: Section, parent: QWidget, most_columns: int = 2) -> FieldsBox:
        """The fields of a section, under its name: others may have fields of the same names."""
        make, binder = self._workshop.block, self.binder
        box = FieldsBox(section.fields, "", binder, make, parent, most_columns=most_columns)
        box.setAccessibleName(section.title)
        return box
