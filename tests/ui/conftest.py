"""Widgets are tested offscreen, in the program's own look, with real icons and fonts."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.paths import fonts_folder, resources_folder
from app.ui.icons import Icons
from app.ui.theme import Appearance


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """No widget outlives its test: the next one's stylesheet would be laid on all of them."""
    yield
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """The light look on the application of the tests."""
    made = Appearance(qapp, resources_folder() / "theme", fonts_folder(), "light")
    yield made
    made.setParent(None)
    made.deleteLater()


@pytest.fixture
def icons(appearance: Appearance) -> Icons:
    """The icon set in the colors of `appearance`."""
    return Icons(resources_folder() / "icons", appearance)
