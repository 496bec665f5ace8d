"""The button that saves the register of signers; the practice page shows it to managers."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from app.log import Event
from app.services.printing.printing import Printed
from app.services.requests.signer_register import FILE_NAME, SignerRegister
from app.ui.page_tools import PageTools
from app.ui.theme import Role, dress


class SaveRegister(QPushButton):
    """Asks where to, saves on a worker and says what came of it."""

    def __init__(
        self,
        register: SignerRegister,
        tools: PageTools,
        say: Callable[[str, Role], None],
        parent: QWidget,
    ) -> None:
        super().__init__("Register of signers…", parent)
        self._register = register
        self._tools = tools
        self._say = say
        self.setToolTip("Names, licenses and signing keys as a PDF, to check signatures with")
        dress(self, kind="quiet")
        tools.icons.put(self, "download", Role.ACCENT)
        self.clicked.connect(lambda _checked: self._ask_file())

    def save_to(self, path: Path) -> None:
        """Save the register as a PDF file."""
        register = self._register

        def saved(_printed: Printed) -> None:
            self._say(f"{path.name} saved.", Role.DONE)

        task = self._tools.runner.run(lambda _report: register.save(path), saved, self._on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_failed(self, error: Exception) -> None:
        self._say(self._tools.words.of(error, Event.EXPORT_FAILED), Role.BLOCKS)

    def _ask_file(self) -> None:
        self._tools.files.ask_to_save(
            "Register of signers", FILE_NAME, "PDF files", self.save_to, self
        )
