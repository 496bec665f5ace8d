"""The quiet word beside the label of an answer that was entered late; each field editor has one."""

from PySide6.QtWidgets import QLabel, QWidget

from app.ui.theme import Face, Role, dress


class LateMark(QLabel):
    """Hidden while the answer is not late; by whom, when and why is in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Late", parent)
        dress(self, face=Face.CAPTION, tone=Role.WARNS)
        self.hide()

    @property
    def words(self) -> str:
        """By whom, when and why; empty when the answer is not late."""
        return self.toolTip()

    def show_words(self, words: str) -> None:
        """Say by whom, when and why; nothing when `words` are empty."""
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
