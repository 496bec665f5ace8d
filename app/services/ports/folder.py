"""What the services need of the place where a practice lives, as a Protocol: a folder, a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # as in `ports`
    from app.crypto import KeyRing, Secret
    from app.services.ports.store import Store


class PracticeFolder(Protocol):
    """Where a practice lives: its database and, beside it, its wrapped keys."""

    def stands(self) -> bool:
        """Whether there is a practice here; no means a first start.

        Raises MissingKeyFile or MissingPracticeFile when half of it is gone.
        """
        ...

    def keys(self) -> KeyRing:
        """The wrapped keys. Raises MissingKeyFile, DamagedKeyFile, NewerKeyFile."""
        ...

    def replace_keys(self, ring: KeyRing) -> None:
        """Write the wrapped keys anew, whole or not at all. Raises DiskFull, ReadOnlyFolder."""
        ...

    def create(self, ring: KeyRing, key: Secret) -> Store:
        """Make an empty practice and open it. Raises PracticeExists, DiskFull, ReadOnlyFolder."""
        ...

    def open(self, key: Secret) -> Store:
        """Open the practice, brought to this version's schema.

        Raises LockedFile, NewerSchema, DamagedFile, DiskFull, ReadOnlyFolder.
        """
        ...
