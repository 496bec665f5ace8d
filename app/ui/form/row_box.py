"""One row of a table: its head, and its fields once the row is opened; the table box makes them."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.domain.guides.guide import Field
from app.ui.form.binder import Binder
from app.ui.form.fields_box import FieldsBox, MakeBlock
from app.ui.form.focus import jump_to
from app.ui.form.row_head import RowHead
from app.ui.form.row_words import row_words
from app.ui.icons import Icons
from app.ui.theme import Appearance, Space, dress


class RowBox(QFrame):
    """A card. `path` is the row's answer path; fields are made when it is first opened."""

    removal_wished = Signal(str)  # row's answer path
    copy_wished = Signal(str)
    move_wished = Signal(str, int)

    def __init__(
        self,
        table: Field,
        path: str,
        binder: Binder,
        make_block: MakeBlock,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self._table = table
        self._binder = binder
        self._make_block = make_block
        self._icons = icons
        self._name = ""
        self._body: QWidget | None = None
        self._fields: FieldsBox | None = None
        self._buttons: list[QToolButton] = []
        dress(self, surface="card")
        self.head = RowHead(appearance, icons, self)
        self.head.toggled.connect(self._on_toggled)
        self.head.removal_wished.connect(lambda: self._wish(self.removal_wished))
        self.head.copy_wished.connect(lambda: self._wish(self.copy_wished))
        self.head.move_wished.connect(self._on_move_wished)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self.head.isChecked()

    def open(self) -> None:
        """Show the fields."""
        self.head.setChecked(True)

    def block(self, path: str) -> QWidget | None:
        """The editor or table at an answer path in this row, if it was ever shown."""
        return self._fields.block(path) if self._fields else None

    def focus_first(self) -> None:
        """Open the row and put the caret into its first field."""
        self.open()
        for field in self._table.fields:
            editor = self._binder.editor(f"{self.path}/{field.id}")
            if editor and not editor.isHidden():
                jump_to(editor.focus_widget(), editor)
                return

    def show_number(self, number: int) -> None:
        """Show the row's number, counted from 1, and what there is to tell."""
        self._name = f"{self._table.row_name or self._table.label} {number}"
        self.refresh()

    def refresh(self) -> None:
        """Show summary and open items anew."""
        facts = self._binder.bridge.facts
        words = row_words(self._table, self.path, facts)
        self.head.show_row(self._name, words, self._binder.items.under(self.path))
        for button, what in zip(self._buttons, _TOOLS, strict=False):
            button.setAccessibleName(f"{what}: {self._name}")
            button.setVisible(not self._binder.read_only)

    def _on_toggled(self, opened: bool) -> None:
        if opened and self._body is None:
            self._build()
        if self._body:
            self._body.setVisible(opened)

    def _build(self) -> None:
        self._body = QWidget(self)
        self._fields = FieldsBox(
            self._table.fields, f"{self.path}/", self._binder, self._make_block, self._body
        )
        tools = QHBoxLayout()
        tools.setSpacing(Space.XS)
        wishes = (
            lambda: self._wish(self.copy_wished),
            lambda: self._on_move_wished(-1),
            lambda: self._on_move_wished(1),
            lambda: self._wish(self.removal_wished),
        )
        for (name, (icon, tip)), wish in zip(_TOOLS.items(), wishes, strict=True):
            button = QToolButton(self._body)
            button.setToolTip(tip)
            button.setAccessibleName(f"{name}: {self._name}")
            button.clicked.connect(wish)
            button.setVisible(not self._binder.read_only)
            self._icons.put(button, icon)
            self._buttons.append(button)
            tools.addWidget(button)
        tools.addStretch(1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(Space.M, Space.S, Space.L, Space.M)
        column.setSpacing(Space.XS)
        column.addWidget(self._fields)
        column.addLayout(tools)
        self._column.addWidget(self._body)

    def _on_move_wished(self, places: int) -> None:
        if not self._binder.read_only:
            self.move_wished.emit(self.path, places)

    def _wish(self, signal: SignalInstance) -> None:
        if not self._binder.read_only:
            signal.emit(self.path)


_TOOLS = {
    "Duplicate": ("copy", "Duplicate (Ctrl+Shift+D)"),
    "Move up": ("arrow-up", "Move up (Ctrl+Up)"),
    "Move down": ("arrow-down", "Move down (Ctrl+Down)"),
    "Remove": ("trash-2", "Remove; undo brings it back"),
}
