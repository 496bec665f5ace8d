"""Offers a new recovery key after the old one was used; `application` puts one above the page."""

from PySide6.QtWidgets import QWidget

from app.services.people.recovery_renewal import RecoveryRenewal
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice
from app.ui.pages.people.recovery_asking import RecoveryAsking
from app.ui.theme import Role

USED = "The recovery key was used. Whoever saw its paper can use it again: make a new one."


class RecoveryBanner(Notice):
    """Silent unless a manager is at the keyboard and no new key was made since; `Later` hides it
    until the practice is opened again.
    """

    def __init__(
        self, renewal: RecoveryRenewal, asking: RecoveryAsking, tools: PageTools, parent: QWidget
    ) -> None:
        super().__init__(tools.icons, parent)
        self._asking = asking
        asking.changed.connect(lambda _words: self.say(""))
        task = tools.runner.run(lambda _report: renewal.is_due(), self._tell, self._give_up)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _tell(self, is_due: bool) -> None:
        if is_due:
            ways = (("Make a new one…", self._asking.ask), ("Later", lambda: self.say("")))
            self.say(USED, Role.WARNS, ways)

    def _give_up(self, error: Exception) -> None:
        """The next window asks again; nobody asked for this one."""
        del error
