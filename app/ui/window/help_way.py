"""F1 from any page, and Escape back to that page; the main window has one."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.actions import Do
from app.ui.pages.practice.help_page import HelpPage

Shown = tuple[QWidget, Do | None]
"""A page, and the place that the rail marks for it."""


class HelpWay:
    """Shows the help over a page of `pages`; what lay under it may be gone when it closes."""

    def __init__(
        self,
        pages: QStackedWidget,
        show: Callable[[QWidget, Do | None], None],
        show_last: Callable[[], None],
    ) -> None:
        self._pages = pages
        self._show = show
        self._show_last = show_last
        self._under: Shown | None = None
        self.page: HelpPage | None = None

    def show_over(self, shown: Shown) -> None:
        """Show the help; closing it leads back to what is shown now."""
        if self.page is None:
            self.page = HelpPage(self._pages)
            self.page.closed.connect(self._leave)
            self._pages.addWidget(self.page)
        if shown[0] is not self.page:
            self._under = shown
        self._show(self.page, Do.HELP)
        self.page.setFocus()

    def _leave(self) -> None:
        standing = [self._pages.widget(at) for at in range(self._pages.count())]
        if self._under is not None and self._under[0] in standing:
            self._show(*self._under)
        else:
            self._show_last()
