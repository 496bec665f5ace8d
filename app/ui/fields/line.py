"""The line that text is typed into, without an undo of its own: undo is the whole form's."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QWidget

_UNDO_ACTIONS = ("edit-undo", "edit-redo")


def menu_without_undo(widget: QLineEdit | QPlainTextEdit) -> QMenu:
    """The usual menu of a text widget without undo and redo, which would act on this field only."""
    menu = widget.createStandardContextMenu()
    actions = menu.actions()
    if actions and actions[0].objectName() in _UNDO_ACTIONS:
        for action in actions[:3]:  # undo, redo and the line below them
            menu.removeAction(action)
    return menu


class Line(QLineEdit):
    """A line of text; as wide as `width` digits, or with none as there is room."""

    def __init__(self, parent: QWidget, width: int = 0) -> None:
        super().__init__(parent)
        self._digits = width
        across = QSizePolicy.Policy.Maximum if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show text; the caret of somebody who is typing stays when nothing changes."""
        if text == self.text():
            return
        caret = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(caret, len(text)) if self.hasFocus() else 0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the digits with their frame."""
        hint = super().sizeHint()
        if self._digits:
            metrics = self.fontMetrics()
            # Qt's own hint is for 17 letters x; what is left of it is frame and padding.
            frame = hint.width() - metrics.horizontalAdvance("x") * 17
            hint.setWidth(frame + metrics.horizontalAdvance("0") * self._digits)
        return hint

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer cut, copy and paste."""
        menu = menu_without_undo(self)
        menu.exec(event.globalPos())
        menu.deleteLater()
