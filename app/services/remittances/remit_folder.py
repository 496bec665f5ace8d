"""Remittance files as they come in: chosen, dropped, or new in a watched folder; read in turn.

The remittance page and the banner call it. Files are only read: none is changed, moved or deleted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.evidence.light_table import Progress, Stop, Stopped
from app.services.documents.scanner_folder import Look, MakeWatch, ScannerFolder, newest_in
from app.services.remittances.remit_posting import RemitDesk, TakenOver

SUFFIXES = frozenset({".835", ".era", ".edi", ".x12", ".rmt", ".dat", ".txt"})
"""What clearinghouses name such files; their contents are looked at when they are read."""

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of one file; the largest remittances have some ten million."""

_STEPS = 1000
"""Into how many steps the progress of one file is cut."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What came of one file; `why` says in a sentence why it was not read, else it was."""

    name: str
    taken: TakenOver | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class FilesRead:
    """What came of several; `left` are those that were not begun because somebody stopped."""

    files: tuple[FileRead, ...]
    left: int = 0


def read_files(desk: RemitDesk, paths: Sequence[Path], progress: Progress, stop: Stop) -> FilesRead:
    """Take files over one after the other; each whole or not at all. Raises disk failures."""
    every = _STEPS * len(paths)
    read: list[FileRead] = []
    for at, path in enumerate(paths):

        def told(done: int, of: int, begun: int = _STEPS * at) -> None:
            if stop():
                raise Stopped
            if done * _STEPS // max(1, of) != (done - 1) * _STEPS // max(1, of):
                progress(begun + done * _STEPS // max(1, of), every)

        try:
            read.append(_read(desk, path, told))
        except Stopped:
            return FilesRead(tuple(read), len(paths) - at)
    return FilesRead(tuple(read))


def watch(
    folder: Path, since: int, make_watch: MakeWatch, tell: Callable[[Look], None]
) -> ScannerFolder:
    """Watch a folder for new remittance files, as the scanner's is watched for scans."""
    return ScannerFolder(folder, since, make_watch, tell, suffixes=SUFFIXES)


def newest_remittance(folder: Path) -> int:
    """When the newest file of a folder was changed: what comes later is new. 0 when it is empty."""
    return newest_in(folder, SUFFIXES)


def _read(desk: RemitDesk, path: Path, told: Progress) -> FileRead:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        why = f"{path.name} cannot be read. Check that it is there and not open elsewhere."
        return FileRead(path.name, why=why)
    if not content:
        return FileRead(path.name, why=f"{path.name} is empty. Choose another file.")
    if len(content) > MOST_BYTES:
        why = f"{path.name} is larger than 64 MB. Ask the clearinghouse for smaller files."
        return FileRead(path.name, why=why)
    taken = desk.take_over(content, told)
    if not taken.file.checks:
        why = f"{path.name} holds no remittance (835). {' '.join(taken.file.problems[:1])}".strip()
        return FileRead(path.name, why=why)
    return FileRead(path.name, taken)
