"""What every page is made with: look, icons, workers, words for failures, settings."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings
from app.ui.failure_words import FailureWords
from app.ui.icons import Icons
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance


@dataclass(frozen=True, slots=True)
class PageTools:
    """Made once by `application` and handed to the pages.

    `settings` gives those in force, `keep_settings` stores others.
    """

    appearance: Appearance
    icons: Icons
    runner: TaskRunner
    words: FailureWords
    settings: Callable[[], Settings]
    keep_settings: Callable[[Settings], None]
    log_folder: Path
