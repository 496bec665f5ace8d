"""What every page is made with: look, icons, workers, words for failures, settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import Settings
from app.ui.failure_words import FailureWords
from app.ui.file_dialogs import FileDialogs
from app.ui.icons import Icons
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance

if TYPE_CHECKING:  # the door has no use for what it imports
    from app.services.office.used_folders import UsedFolders


@dataclass(frozen=True, slots=True)
class PageTools:
    """Made once by `application` and handed to the pages.

    `settings` gives those in force, `keep_settings` stores others. `folders` are those whoever is
    at the keyboard used last.
    """

    appearance: Appearance
    icons: Icons
    runner: TaskRunner
    words: FailureWords
    settings: Callable[[], Settings]
    keep_settings: Callable[[Settings], None]
    log_folder: Path
    folders: UsedFolders

    @property
    def files(self) -> FileDialogs:
        """The dialogs that ask for files and folders."""
        return FileDialogs(self.folders, self.runner)
