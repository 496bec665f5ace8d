"""The practice of this computer, for the verbs that open it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.services.ports.folder import PracticeFolder


def practice_here() -> "PracticeFolder":
    """The practice that the window would open; nothing is opened yet."""
    from app import paths
    from app.settings import read_settings
    from app.storage.place import practice_at, way_in

    data = paths.data_folder()
    settings, _ = read_settings(data)
    return practice_at(data, way_in(settings.database))
