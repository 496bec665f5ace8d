"""What every page is made with: the look, the icons, the workers, the words for failures."""

from dataclasses import dataclass

from app.ui.failure_words import FailureWords
from app.ui.icons import Icons
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance


@dataclass(frozen=True, slots=True)
class PageTools:
    """Made once by `application` and handed to the pages."""

    appearance: Appearance
    icons: Icons
    runner: TaskRunner
    words: FailureWords
