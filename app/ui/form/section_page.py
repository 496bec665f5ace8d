"""The page of one section: title, intro, fields, ways back and on; the form view makes it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.guides.guide import Section
from app.ui.form.binder import Binder
from app.ui.form.fields_box import FieldsBox, MakeBlock
from app.ui.form.page import Page
from app.ui.icons import Icons
from app.ui.theme import Appearance, Face, Role, Space, dress


class SectionPage(Page):
    """Makes the section's fields at once; the form view makes pages only when they are shown."""

    next_wished = Signal()
    previous_wished = Signal()

    def __init__(
        self,
        section: Section,
        binder: Binder,
        make_block: MakeBlock,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(appearance, parent)
        self.setAccessibleName(section.title)
        title = QLabel(section.title, self.middle)
        title.setWordWrap(True)
        dress(title, face=Face.TITLE)
        self.column.addWidget(title)
        if section.intro:
            intro = QLabel(section.intro, self.middle)
            intro.setWordWrap(True)
            dress(intro, tone=Role.MUTED)
            self.column.addWidget(intro)
            self.column.setSpacing(Space.S)
        self.column.addSpacing(Space.S)
        self.add_fields(
            FieldsBox(
                section.fields, "", binder, make_block, self.middle, one_column=section.is_fit
            )
        )
        self.column.addSpacing(Space.L)
        self._previous = QPushButton("Back", self.middle)
        self._previous.clicked.connect(self.previous_wished)
        dress(self._previous, kind="quiet")
        icons.put(self._previous, "chevron-left")
        self._next = QPushButton(self.middle)
        self._next.clicked.connect(self.next_wished)
        self._next.setToolTip("Ctrl+Page Down")
        ways = QHBoxLayout()
        ways.addWidget(self._previous)
        ways.addStretch(1)
        ways.addWidget(self._next)
        self.column.addLayout(ways)
        self.column.addStretch(1)

    def show_ways(self, before: str, after: str) -> None:
        """Name the sections before and after; an empty title hides the way there."""
        self._previous.setAccessibleName(f"Back to {before}")
        self._previous.setToolTip(f"{before} (Ctrl+Page Up)")
        self._previous.setVisible(bool(before))
        self._next.setText(f"Next: {after}")
        self._next.setVisible(bool(after))
