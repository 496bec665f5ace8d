"""What was copied goes from the clipboard when the practice is closed, and nothing else does."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.ui import clipboard


@pytest.mark.usefixtures("qapp")
def test_the_last_text_copied_here_is_cleared() -> None:
    clipboard.put("Marisol Testwell")
    assert QGuiApplication.clipboard().text() == "Marisol Testwell"
    clipboard.take_off()
    assert QGuiApplication.clipboard().text() == ""


def test_what_somebody_copied_elsewhere_since_stays(qapp: QApplication) -> None:
    clipboard.put("Marisol Testwell")
    qapp.clipboard().setText("a shopping list")
    clipboard.take_off()
    assert qapp.clipboard().text() == "a shopping list"


@pytest.mark.usefixtures("qapp")
def test_histories_are_asked_to_leave_it_out() -> None:
    clipboard.put("Marisol Testwell")
    data = QGuiApplication.clipboard().mimeData()
    asked = {each for each in data.formats() if "windows-mime" in each or "kde" in each}
    assert len(asked) == 4
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"


def test_a_program_that_ends_with_a_copy_on_the_clipboard_ends_well() -> None:
    program = (
        "from PySide6.QtWidgets import QApplication\nfrom app.ui import clipboard\n"
        "app = QApplication([])\nclipboard.put('a narrative')\nprint('put')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "put\n")
