"""The style under our stylesheet: Fusion, where words on labels and tooltips are never markup.

`theme.Appearance` gives it to the application. Qt takes a text with a tag in it for HTML and loads
the pictures it names, from a network too; a name of an imported patient, a title of a foreign PDF
could hold one. A label that has markup of our own asks for rich text itself.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProxyStyle


class PlainWords(QProxyStyle):
    """Fusion, with every label set to plain text that does not say what it wants."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, thing: Any) -> Any:  # noqa: ANN401 - widget, palette or application
        """See `QStyle.polish`; a tooltip is a label, too."""
        if isinstance(thing, QLabel) and thing.textFormat() == Qt.TextFormat.AutoText:
            thing.setTextFormat(Qt.TextFormat.PlainText)
        return super().polish(thing)
