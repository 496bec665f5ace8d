"""Where a window stands on the screens: as it was left, else in the middle; `application` asks."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.settings import Window


def place(window: QWidget, was: Window | None) -> None:
    """Put a window where it was, as far as that is on a screen there is now."""
    if was is None:
        _begin(window)
        return
    window.setGeometry(was.x, was.y, was.width, was.height)
    screens = QGuiApplication.screens()
    if not any(each.availableGeometry().intersects(window.geometry()) for each in screens):
        put_in_middle(window)
    elif _is_larger_than_all_screens(window):  # another screen, or everything is shown larger now
        _begin(window)
    if was.maximized:
        window.showMaximized()


def place_of(window: QWidget) -> Window:
    """Where a window stands, to be kept."""
    at = window.normalGeometry()
    return Window(at.x(), at.y(), at.width(), at.height(), window.isMaximized())


def put_in_middle(window: QWidget) -> None:
    """In the middle of the first screen, no larger than it."""
    room = QGuiApplication.primaryScreen().availableGeometry()
    size = window.size().boundedTo(room.size())
    window.resize(size)
    window.move(room.center() - window.rect().center())


def _begin(window: QWidget) -> None:
    put_in_middle(window)
    if _fills_screen(window):
        window.showMaximized()  # else its frame would push the lowest rows off the screen


def _is_larger_than_all_screens(window: QWidget) -> bool:
    room = QGuiApplication.primaryScreen().availableVirtualGeometry()
    return window.width() > room.width() or window.height() > room.height()


def _fills_screen(window: QWidget) -> bool:
    """Whether the screen has no room left for the frame around the window."""
    room = QGuiApplication.primaryScreen().availableGeometry()
    return window.width() >= room.width() or window.height() >= room.height()
