"""The lines of a claim: what is billed and what became of it; fees are typed in until it is sent.

The claim page shows it. A cell that somebody is typing into is never written over.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from app.domain.claims.claim import Claim, ClaimLine
from app.domain.codes.teeth import read_teeth, show_teeth
from app.domain.reading.amounts import (
    not_whole,
    out_of_bounds,
    read_money,
    read_number,
    show_money,
)
from app.domain.reading.dates import show_date
from app.domain.reading.problem import Unread
from app.services.claims.claims import LINES_OPEN_IN
from app.ui.icons import Icons
from app.ui.pages.claims.claim_section import ClaimSection, link
from app.ui.theme import Face, Role, Space, dress

_HEADS = ("Code", "Date", "Teeth or area", "Qty", "Fee", "Allowed", "Paid", "")
_RIGHT = (4, 5, 6)
_TEETH_WIDTH, _QUANTITY_WIDTH, _FEE_WIDTH = 120, 52, 100
_LINK_EDGE = 4
_MOST_QUANTITY = 99
_NOTHING_MORE: Mapping[str, object] = MappingProxyType({})


class ClaimLineTable(ClaimSection):
    """`changed` carries a line's id and what its fields become, `removed` a line's id.

    `typed` comes with every key.
    """

    changed = Signal(str, object)  # line id, {field: value}
    typed = Signal()
    removed = Signal(str)
    note_requested = Signal(str)
    troubled = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__("Lines", parent)
        self._icons = icons
        self._ids: tuple[str, ...] | None = None
        self._is_open = False
        self.fees: dict[str, QLineEdit] = {}
        self.teeth: dict[str, QLineEdit] = {}
        self.quantities: dict[str, QLineEdit] = {}
        self._lines: Mapping[str, ClaimLine] = {}
        self._grid: QGridLayout | None = None

    def show_claim(self, claim: Claim) -> None:
        """Show its lines; rows are made anew only where other ones are shown."""
        ids = tuple(line.id for line in claim.lines)
        is_open = claim.state in LINES_OPEN_IN
        if (ids, is_open) != (self._ids, self._is_open) or not is_open:
            self._ids, self._is_open = ids, is_open
            self._rebuild(claim)
        self._lines = {line.id: line for line in claim.lines}
        for line in claim.lines:
            _refresh(self.quantities.get(line.id), str(line.quantity))
            _refresh(self.fees.get(line.id), f"{line.fee:.2f}")
            _refresh(self.teeth.get(line.id), line.teeth)
        if self._grid is not None:
            self._show_total(claim)

    def _rebuild(self, claim: Claim) -> None:
        typing = self.typing
        self.clear()
        self.fees, self.teeth, self.quantities = {}, {}, {}
        body = QWidget(self.frame)
        grid = self._grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(len(_HEADS) - 1, 1)
        for column, text in enumerate(_HEADS):
            head = _cell(text, body, face=Face.CAPTION, tone=Role.MUTED)
            grid.addWidget(head, 0, column, _side(column))
        for row, line in enumerate(claim.lines, start=1):
            self._put_line(claim, line, row, grid, body)
        self._total = _cell("", body, face=Face.LABEL)
        self._total_paid = _cell("", body, face=Face.LABEL)
        last = len(claim.lines) + 1
        grid.addWidget(_cell("Total", body, face=Face.LABEL), last, 0)
        grid.addWidget(self._total, last, 4, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._total_paid, last, 6, Qt.AlignmentFlag.AlignRight)
        self.put(body)
        self.put_back(typing)

    def _show_total(self, claim: Claim) -> None:
        self._total.setText(show_money(claim.billed))
        self._total_paid.setText(show_money(claim.paid) if claim.postings else "")

    def _put_line(
        self, claim: Claim, line: ClaimLine, row: int, grid: QGridLayout, body: QWidget
    ) -> None:
        allowed, paid = _judged(claim, line)
        cells: tuple[QWidget, ...] = (
            self._code(line, body),
            _cell(show_date(line.on), body),
            self._teeth_cell(line, body),
            self._quantity_cell(line, body),
            self._fee_cell(line, body),
            _cell(_money(allowed), body),
            _cell(_money(paid), body),
        )
        for column, cell in enumerate(cells):
            grid.addWidget(cell, row, column, _side(column) | Qt.AlignmentFlag.AlignVCenter)
        if self._is_open:
            grid.addWidget(self._remove(line, body), row, len(cells), Qt.AlignmentFlag.AlignRight)

    def _code(self, line: ClaimLine, body: QWidget) -> QWidget:
        if not line.note:
            code = _cell(line.code, body, face=Face.LABEL)
            code.setIndent(_LINK_EDGE)  # in line with codes that are links
            return code
        note = link(line.code, f"note:{line.id}", lambda: self.note_requested.emit(line.note), body)
        note.setToolTip("Open the note that documents this line")
        return note

    def _teeth_cell(self, line: ClaimLine, body: QWidget) -> QWidget:
        if not self._is_open:
            return _cell(line.teeth, body)
        field = self.teeth[line.id] = QLineEdit(line.teeth, body)
        field.setFixedWidth(_TEETH_WIDTH)
        field.setObjectName(f"teeth:{line.id}")
        field.setAccessibleName(f"Teeth or area of {line.code}")
        field.editingFinished.connect(lambda: self._on_teeth(line.id, field))
        field.textEdited.connect(self.typed)
        return field

    def _quantity_cell(self, line: ClaimLine, body: QWidget) -> QWidget:
        if not self._is_open:
            return _cell(str(line.quantity), body)
        field = self.quantities[line.id] = QLineEdit(str(line.quantity), body)
        field.setFixedWidth(_QUANTITY_WIDTH)
        field.setObjectName(f"quantity:{line.id}")
        field.setAccessibleName(f"Quantity of {line.code}")
        field.editingFinished.connect(lambda: self._on_quantity(line.id, field))
        field.textEdited.connect(self.typed)
        return field

    def _fee_cell(self, line: ClaimLine, body: QWidget) -> QWidget:
        if not self._is_open:
            return _cell(show_money(line.fee), body)
        field = self.fees[line.id] = QLineEdit(f"{line.fee:.2f}", body)
        field.setFixedWidth(_FEE_WIDTH)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setObjectName(f"fee:{line.id}")
        field.setAccessibleName(f"Fee of {line.code} for all of its quantity")
        field.editingFinished.connect(lambda: self._on_fee(line.id, field))
        field.textEdited.connect(self.typed)
        return field

    def _remove(self, line: ClaimLine, body: QWidget) -> QToolButton:
        button = QToolButton(body)
        button.setAccessibleName(f"Take {line.code} off the claim")
        button.setToolTip(f"Take {line.code} off the claim")
        self._icons.put(button, "x")
        button.clicked.connect(lambda: self.removed.emit(line.id))
        return button

    def _on_fee(self, line_id: str, field: QLineEdit) -> None:
        self._take(line_id, field, "fee", read_money(field.text()))

    def _on_teeth(self, line_id: str, field: QLineEdit) -> None:
        typed = read_teeth(field.text()) if field.text().strip() else ()
        value = typed if isinstance(typed, Unread) else show_teeth(typed)
        self._take(line_id, field, "teeth", value)

    def _on_quantity(self, line_id: str, field: QLineEdit) -> None:
        """Its fee goes along, where nobody is typing one: the fee is for all of the quantity."""
        count = _read_quantity(field.text())
        line, fee = self._lines.get(line_id), self.fees[line_id]
        more: dict[str, object] = {}
        if line and isinstance(count, int) and not fee.isModified():
            whole = line.fee * count / line.quantity
            if whole == round(whole, 2):
                more = {"fee": round(whole, 2)}
        self._take(line_id, field, "quantity", count, more)

    def _take(
        self,
        line_id: str,
        field: QLineEdit,
        name: str,
        value: object,
        more: Mapping[str, object] = _NOTHING_MORE,
    ) -> None:
        """Hand on what was typed, once; what cannot be read stays there and is said."""
        if not field.isModified():
            return
        is_unread = isinstance(value, Unread)
        dress(field, state="unreadable" if is_unread else "")
        if isinstance(value, Unread):
            self.troubled.emit(value.why)
            return
        field.setModified(False)
        self.troubled.emit("")
        self.changed.emit(line_id, {name: value, **more})

    def go_to_fee(self, line_id: str) -> None:
        """Put the caret into the fee of a line, to be typed over."""
        field = self.fees.get(line_id)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()

    @property
    def typing(self) -> Mapping[str, str]:
        """What stands in fields and was not handed on, by the name of the field."""
        return {each.objectName(): each.text() for each in self.unread}

    @property
    def unread(self) -> tuple[QLineEdit, ...]:
        """The fields with what was typed and not handed on."""
        return tuple(each for each in self._fields() if each.isModified())

    @property
    def is_readable(self) -> bool:
        """Whether everything typed here was handed on."""
        return not self.unread

    def put_back(self, typing: Mapping[str, str]) -> None:
        """Put what was being typed back into its fields, as far as they are still there."""
        for field in self._fields():
            if (text := typing.get(field.objectName())) is not None:
                field.setText(text)
                field.setModified(True)

    def finish_typing(self) -> None:
        """Hand on what the caret stands in."""
        for line_id, field in self.fees.items():
            self._on_fee(line_id, field)
        for line_id, field in self.quantities.items():
            self._on_quantity(line_id, field)
        for line_id, field in self.teeth.items():
            self._on_teeth(line_id, field)

    def forget_typing(self) -> None:
        """Let go of what stands in fields and was not handed on; the next claim shown stands."""
        for field in self._fields():
            field.setModified(False)
            dress(field, state="")

    def _fields(self) -> tuple[QLineEdit, ...]:
        return (*self.fees.values(), *self.quantities.values(), *self.teeth.values())


def _read_quantity(text: str) -> int | Unread:
    count = read_number(text)
    if isinstance(count, Unread):
        return count
    wrong = not_whole(count) or out_of_bounds(count, 1, _MOST_QUANTITY)
    return wrong or int(count)


def _refresh(field: QLineEdit | None, text: str) -> None:
    if field is not None and not field.isModified() and field.text() != text:
        field.setText(text)


def _judged(claim: Claim, line: ClaimLine) -> tuple[Decimal | None, Decimal | None]:
    """What the last answer allowed and what was paid in all for a line; None where nobody says."""
    posted = [each for posting in claim.standing for each in posting.lines if each.line == line.id]
    paid = [each.paid for each in posted if each.paid is not None]
    return (posted[-1].allowed if posted else None), (sum(paid, Decimal(0)) if paid else None)


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else show_money(amount)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft


def _cell(text: str, parent: QWidget, *, face: Face = Face.BODY, tone: Role = Role.TEXT) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    dress(label, face=face, tone=tone)
    return label
