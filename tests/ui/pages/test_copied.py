"""What was copied goes from the clipboard when the practice is closed, and nothing else does."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.ui.pages.copied import Copied


@pytest.mark.usefixtures("qapp")
def test_the_last_text_copied_here_is_cleared() -> None:
    copied = Copied()
    copied.copy("Marisol Testwell")
    assert QGuiApplication.clipboard().text() == "Marisol Testwell"
    copied.forget()
    assert QGuiApplication.clipboard().text() == ""


def test_what_somebody_copied_elsewhere_since_stays(qapp: QApplication) -> None:
    copied = Copied()
    copied.copy("Marisol Testwell")
    qapp.clipboard().setText("a shopping list")
    copied.forget()
    assert qapp.clipboard().text() == "a shopping list"
