"""The folders that somebody last took files from or put files into, by what kind of files they are.

Dialogs for files begin there (`ui.file_dialogs`). Kept in the practice, sealed like notes: names of
folders may name patients, so they stand in no settings file. Names of files are not kept at all.
"""

import json
from pathlib import Path

from app.domain.left_open.unfinished import FOLDERS
from app.domain.notes.plain import UNREADABLE
from app.errors import Failure
from app.services.notes.unfinished import Unfinished


class UsedFolders:
    """Of one person; any thread may call it."""

    def __init__(self, unfinished: Unfinished) -> None:
        self._unfinished = unfinished
        self._known: dict[str, str] | None = None

    def last(self, kind: str) -> Path | None:
        """The folder used last for files of a kind; None for none, or where it is gone."""
        folder = self._folders().get(kind, "")
        return Path(folder) if folder and Path(folder).is_dir() else None

    def use(self, kind: str, folder: Path) -> None:
        """Begin there next time. Raises disk failures."""
        if self._folders().get(kind) != str(folder):
            self._known = {**self._folders(), kind: str(folder)}
            self._unfinished.keep_text(FOLDERS, json.dumps(self._known))

    def _folders(self) -> dict[str, str]:
        if self._known is None:
            self._known = self._kept()
        return self._known

    def _kept(self) -> dict[str, str]:
        """What is stored; nothing while that cannot be read, dialogs begin elsewhere then."""
        try:
            kept = self._unfinished.text(FOLDERS)
            read = json.loads(kept.body) if kept else {}
            return {str(kind): str(folder) for kind, folder in read.items()}
        except (Failure, *UNREADABLE):
            return {}
