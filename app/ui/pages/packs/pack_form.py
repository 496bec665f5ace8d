"""In which form a pack goes: one PDF, pages as pictures, how fine; the choices of a pack show it.

Only what the channel takes can be chosen; the line below says why the rest cannot.
"""

from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app.domain.evidence.light_table import ImageType
from app.domain.packs.channel import Channel
from app.domain.packs.pack import PackWish
from app.ui.fields.drop_down import DropDown
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

_FINENESS = (100, 120, 150, 200, 300)
_MOST_PARTS = 20
_IMAGE_TYPES: tuple[ImageType, ...] = get_args(ImageType)


class PackForm(QWidget):
    """`changed` says that somebody has chosen another form."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pdf = QCheckBox("One PDF with every page", self)
        self.pictures = QCheckBox("Every page as a picture", self)
        self.gray = QCheckBox("Gray instead of color", self)
        self.kind = DropDown(self)
        self.kind.setAccessibleName("Kind of pictures")
        self.dpi = DropDown(self)
        self.dpi.setAccessibleName("Fineness of pages")
        self.parts = DropDown(self)
        self.parts.setAccessibleName("Parts of the PDF")
        self._why = QLabel(self)
        self._why.setWordWrap(True)
        self._telling = False
        self._lay_out()
        for box in (self.pdf, self.pictures, self.gray):
            box.toggled.connect(self._on_changed)
        for choice in (self.kind, self.dpi, self.parts):
            choice.currentIndexChanged.connect(self._on_changed)

    @property
    def why(self) -> str:
        """Why something cannot be chosen."""
        return self._why.text()

    def show_wish(self, channel: Channel, wish: PackWish) -> None:
        """Show a wish, and offer what the channel takes."""
        self._telling = True
        types = channel.files.types
        kinds = [each for each in _IMAGE_TYPES if each in types]
        self.pdf.setChecked(wish.as_pdf)
        self.pdf.setEnabled("pdf" in types or wish.as_pdf)
        self.pictures.setChecked(wish.as_images)
        self.pictures.setEnabled(bool(kinds) or wish.as_images)
        self.gray.setChecked(wish.gray)
        _fill(self.kind, {each.upper(): each for each in kinds or [wish.image_type]})
        _choose(self.kind, wish.image_type)
        _fill(self.dpi, {f"{dpi} dpi": dpi for dpi in sorted({*_FINENESS, wish.dpi})})
        _choose(self.dpi, wish.dpi)
        most = max(min(channel.files.at_most or _MOST_PARTS, _MOST_PARTS), wish.parts)
        parts = {f"Up to {number} files": number for number in range(2, most + 1)}
        _fill(self.parts, {"One file": 1, **parts})
        _choose(self.parts, wish.parts)
        self._why.setText(_why(channel, bool(kinds)))
        self._why.setVisible(bool(self.why))
        self._offer()
        self._telling = False

    def wish(self, before: PackWish) -> PackWish:
        """A wish in the form chosen here."""
        return before.model_copy(
            update={
                "as_pdf": self.pdf.isChecked(),
                "as_images": self.pictures.isChecked(),
                "image_type": self.kind.currentData(),
                "dpi": self.dpi.currentData(),
                "gray": self.gray.isChecked(),
                "parts": self.parts.currentData() if self.pdf.isChecked() else 1,
            }
        )

    def _lay_out(self) -> None:
        dress(self._why, face=Face.CAPTION, tone=Role.MUTED)
        choices = QFormLayout()
        choices.setHorizontalSpacing(Space.M)
        choices.setVerticalSpacing(Space.S)
        choices.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, choice in (
            ("PDF in", self.parts),
            ("Pictures as", self.kind),
            ("Scans at", self.dpi),
        ):
            choices.addRow(words, choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for widget in (self.pdf, self.pictures, self.gray):
            column.addWidget(widget)
        column.addSpacing(Space.XS)
        column.addLayout(choices)
        column.addWidget(self._why)
        order_as_laid_out(self)

    def _offer(self) -> None:
        """Offer what belongs to the form chosen."""
        self.kind.setEnabled(self.pictures.isChecked() and self.kind.count() > 1)
        self.parts.setEnabled(self.pdf.isChecked() and self.parts.count() > 1)

    def _on_changed(self) -> None:
        if not self._telling:
            self._offer()
            self.changed.emit()


def _why(channel: Channel, takes_pictures: bool) -> str:
    if "pdf" not in channel.files.types:
        return f"{channel.title} takes no PDF: every page travels as a picture."
    return "" if takes_pictures else f"{channel.title} takes no pictures."


def _fill(choice: QComboBox, offered: dict[str, object]) -> None:
    choice.clear()
    for words, value in offered.items():
        choice.addItem(words, value)


def _choose(choice: QComboBox, value: object) -> None:
    at = choice.findData(value)
    if at < 0:  # what a wish holds is shown, also where the channel does not take it
        choice.addItem(str(value).upper(), value)
        at = choice.count() - 1
    choice.setCurrentIndex(at)
