"""The panel "Still needed": what is open, why, who asks, where to go; fresh at every keystroke.

The window puts it beside the form, connects `go_to` to the form and F8 to `next_item`.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.notes.change import Change
from app.ui.draft_bridge import DraftBridge
from app.ui.icons import Icons
from app.ui.models.open_items import ItemRow, RowKind
from app.ui.panels.item_card import ItemCard
from app.ui.panels.needed_list import NeededList
from app.ui.panels.needed_rows import INVITATIONS_FOLD, NeededRows
from app.ui.panels.progress import NothingMissing, Progress
from app.ui.theme import Appearance, Space


class CompletenessPanel(QWidget):
    """Progress, the list of open items, answered warnings and invitations.

    `name_of` gives the name of a staff id, for who answered a warning.
    """

    go_to = Signal(str)  # answer path or known name
    next_step_requested = Signal()  # nothing is missing: sign, or send

    def __init__(
        self,
        bridge: DraftBridge,
        appearance: Appearance,
        icons: Icons,
        name_of: Callable[[str], str],
        parent: QWidget | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._icons = icons
        self._name_of = name_of
        self._read_only = read_only
        self._why_not = ""
        self._folded = {INVITATIONS_FOLD}
        self._rows = NeededRows(bridge.guide, bridge.rows)
        self._passed: Sequence[str] = ()  # what stood before the item walked to, to go on from
        self._walked: tuple[str, ...] = ()  # the fields before and after the last walk
        self._progress = Progress(self)
        self._nothing = NothingMissing(icons, self)
        self._nothing.next_step_requested.connect(self.next_step_requested)
        self.list = NeededList(appearance, icons, self._make_card, self)
        self.list.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._progress)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self.setMinimumWidth(280)
        bridge.changed.connect(self._on_changed)
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Show a signed note: warnings can no longer be answered; the next step is to send."""
        self._read_only = read_only
        self.list.close_card()
        self._show()

    def show_why_not(self, why_not: str) -> None:
        """Say in place of the next step why the note cannot be sent; empty when it can."""
        if why_not != self._why_not:
            self._why_not = why_not
            self._show_next()

    def next_item(self, here: str = "") -> None:
        """Go to the open item after the field `here` has, from the last on to the first.

        `here` is the answer path of the field in which somebody is. Where that is still the field
        the last walk led to, or none, it goes on from the item chosen last.
        """
        self._walk(1, here)

    def previous_item(self, here: str = "") -> None:
        """Go to the open item before, from the first on to the last; see `next_item`."""
        self._walk(-1, here)

    def _walk(self, step: int, here: str) -> None:
        items = [row for row in self.list.rows if row.kind is RowKind.OPEN]
        if not items:
            return
        keys = [row.key for row in items]
        current = self.list.current_key
        if here and self._walked and here not in self._walked:  # somebody went there themselves
            at = self._rows.beside(here, items, step)
        elif current in keys:
            at = keys.index(current) + step
        else:  # it was closed, perhaps others with it: go on behind the nearest that is left
            last = next((key for key in reversed(self._passed) if key in keys), None)
            behind = keys.index(last) + 1 if last is not None else 0
            at = behind if step > 0 else behind - 1
        row = items[at % len(items)]
        self.list.choose(row.key)
        self._go(row, here)

    def _go(self, row: ItemRow, here: str = "") -> None:
        if row.item:
            self._walked = (here, row.item.path)
            self.go_to.emit(row.item.path)

    def _on_chosen(self, row: ItemRow) -> None:
        if row.kind is RowKind.FOLD:
            self._folded ^= {row.key}
            self._show()
        else:
            self._go(row)

    def _on_changed(self, change: Change) -> None:
        if change.tables:
            self._rows.forget()
        self._show()

    def _show(self) -> None:
        state = self._bridge.state
        answered = self._bridge.answered_warnings()
        self._remember_place()
        self.list.show_rows(self._rows.rows(state, answered, self._folded))
        self._progress.show_state(state)
        self._show_next()

    def _show_next(self) -> None:
        self._nothing.show_state(self._bridge.state, signed=self._read_only, why_not=self._why_not)

    def _remember_place(self) -> None:
        keys = [row.key for row in self.list.rows if row.kind is RowKind.OPEN]
        current = self.list.current_key
        if current in keys:
            self._passed = keys[: keys.index(current)]

    def _make_card(self, row: ItemRow) -> ItemCard:
        item_id = row.item.id if row.item else ""
        card = ItemCard(
            row,
            self._icons,
            self._name_of,
            before=self._bridge.remembered.get(item_id.partition("@")[0], ""),
            read_only=self._read_only,
            parent=self.list.viewport(),
        )
        card.go.connect(lambda: self._go(row))
        card.reason_given.connect(lambda text: self._bridge.answer_warning(item_id, text))
        card.taken_back.connect(lambda: self._bridge.answer_warning(item_id, ""))
        return card
