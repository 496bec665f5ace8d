"""The steps at the left of the form: one line a section, with its mark; choosing jumps there."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.guides.guide import Guide
from app.rules.state import Evaluation
from app.ui.fields.mark import SHAPES
from app.ui.icons import SIZE, Icons
from app.ui.models.steps import Step, StepsModel, steps_of
from app.ui.theme import Appearance, Face, Role, Space, dress

_WIDTH, _COMPACT_WIDTH = 248, 52
"""Logical pixels at the usual size of text; larger text needs as much more."""

_RADIUS = 6
_BEFORE_TITLE = Space.M + SIZE + Space.S
_COUNT = 18  # logical pixels for two digits at the usual size of text
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class StepsList(QListView):
    """A single column of steps; only marks when compact."""

    chosen = Signal(str)  # section id, by the user
    entered = Signal()  # Enter or Right: on into the section

    def __init__(self, guide: Guide, appearance: Appearance, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._guide = guide
        self._appearance = appearance
        self._steps = StepsModel(self)
        self._delegate = _StepDelegate(appearance, icons, self)
        self._telling = False
        self.setModel(self._steps)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Sections")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self, surface="plain")
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.clicked.connect(self._on_clicked)
        self.set_compact(compact=False)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The sections that can be gone to."""
        return self._steps.steps

    def set_compact(self, *, compact: bool) -> None:
        """Show marks only, or marks and titles."""
        self._delegate.compact = compact
        usual = _COMPACT_WIDTH if compact else _WIDTH
        self.setFixedWidth(round(usual * self._appearance.theme.text_scale))
        self.scheduleDelayedItemsLayout()

    def show_state(self, state: Evaluation) -> bool:
        """Show what the rules found; whether sections came or went."""
        current = self.currentIndex()
        section = self.steps[current.row()].section if current.isValid() else ""
        reset = self._steps.show_steps(tuple(steps_of(self._guide, state)))
        if reset and section:
            self.show_current(section)
        return reset

    def show_current(self, section: str) -> None:
        """Select a section without announcing it."""
        at = self._steps.row_of(section)
        if at is None:
            return
        self._telling = True
        try:
            self.setCurrentIndex(self._steps.index(at))
        finally:
            self._telling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and Down choose; Enter and Right go on into the section."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self, now: QModelIndex) -> None:
        if now.isValid() and not self._telling:
            self.chosen.emit(self.steps[now.row()].section)

    def _on_clicked(self) -> None:
        self.entered.emit()


class _StepDelegate(QStyledItemDelegate):
    """Paints one step: mark, title, how many are open."""

    def __init__(self, appearance: Appearance, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self.compact = False
        self._appearance = appearance
        self._icons = icons

    def sizeHint(  # noqa: N802 - Qt's name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """As high as the title needs, in the strong face it gets when chosen."""
        metrics = QFontMetrics(self._appearance.theme.font(Face.BODY, strong=True))
        if self.compact:
            return QSize(0, metrics.height() + Space.L)
        step: Step = index.data(Qt.ItemDataRole.UserRole)
        width = round(_WIDTH * self._appearance.theme.text_scale)
        room = QRect(0, 0, width - _BEFORE_TITLE - self._after_title(), 1000)
        return QSize(0, metrics.boundingRect(room, _WRAP, step.title).height() + Space.L)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the step."""
        step: Step = index.data(Qt.ItemDataRole.UserRole)
        theme, rect = self._appearance.theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Role.ACCENT_SOFT if chosen else Role.HOVER))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color(Role.FOCUS), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        name, role = _look(step)
        top = rect.center().y() - SIZE // 2 + 1
        ratio = painter.device().devicePixelRatio()
        pixmap = self._icons.pixmap(name, role, SIZE, ratio)
        painter.drawPixmap(rect.left() + Space.M, top, pixmap)
        if not self.compact:
            self._paint_words(painter, rect, step, chosen=chosen)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, step: Step, *, chosen: bool) -> None:
        theme = self._appearance.theme
        room = rect.adjusted(_BEFORE_TITLE, 0, -Space.M, 0)
        if step.still_open:
            painter.setFont(theme.font(Face.CAPTION, strong=True))
            painter.setPen(theme.color(_look(step)[1]))
            painter.drawText(
                room,
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                str(step.still_open),
            )
        painter.setFont(theme.font(Face.BODY, strong=chosen))
        painter.setPen(theme.color(Role.ACCENT if chosen else Role.TEXT))
        room.setRight(rect.right() - self._after_title())
        painter.drawText(room, _WRAP, step.title)

    def _after_title(self) -> int:
        return Space.M + round(_COUNT * self._appearance.theme.text_scale)


def _look(step: Step) -> tuple[str, Role]:
    if step.worst:
        return SHAPES[step.worst][0], Role(step.worst.value)
    return ("check", Role.DONE) if step.asks else ("minus", Role.MUTED)
