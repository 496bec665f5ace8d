"""What a backup folder refuses, in the words of `app.errors`; everything done there passes here."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import (
    DiskFull,
    FullBackupFolder,
    MissingBackupFolder,
    ReadOnlyBackupFolder,
    ReadOnlyFolder,
)
from app.files import disk_failures


@contextmanager
def backup_folder_failures() -> Iterator[None]:
    """Tell a full, a read-only and a vanished backup folder from one another.

    A share that goes away answers with many errors, so every other refusal counts as that.
    """
    try:
        with disk_failures():
            yield
    except DiskFull:
        raise FullBackupFolder from None
    except ReadOnlyFolder:
        raise ReadOnlyBackupFolder from None
    except OSError:
        raise MissingBackupFolder from None
