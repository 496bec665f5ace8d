"""Files on their way into the store: taken in by the form, kept by the worker that saves."""

import hashlib
import threading
from pathlib import Path

from app.domain.answers import EvidenceItem
from app.services.ports import Store

MOST_BYTES = 64 * 1024 * 1024
"""Of one file; scanners and portals make pages a hundredth of it."""


class EvidenceTray:
    """Holds the bytes of attached files until they are stored, which is before the note is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, bytes] = {}
        self._turn = threading.Lock()

    def take_in(self, path: Path) -> EvidenceItem | str:
        """The item for a file, which now waits here; or one sentence why it cannot be taken."""
        try:
            if not path.is_file():
                return f"{path.name} is not a file. Choose a file."
            if path.stat().st_size > MOST_BYTES:
                return f"{path.name} is larger than {MOST_BYTES // 2**20} MB. Attach a smaller one."
            content = path.read_bytes()
        except OSError:
            return f"{path.name} cannot be read. Check that it is a file and not open elsewhere."
        if not content:
            return f"{path.name} is empty. Choose another file."
        sha256 = hashlib.sha256(content).hexdigest()
        with self._turn:
            self._waiting[sha256] = content
        return EvidenceItem(sha256, path.name, len(content))

    def keep(self) -> None:
        """Store what waits. Raises disk failures; then it goes on waiting."""
        with self._turn:
            waiting = dict(self._waiting)
        for sha256, content in waiting.items():
            with self._store.writing() as found:
                found.evidence.keep(content)
            with self._turn:
                self._waiting.pop(sha256, None)
