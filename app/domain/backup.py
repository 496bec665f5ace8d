"""What is said about backups; storage keeps it in their manifests, services and screens read it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Stage = Literal["copying", "reading back", "checking"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a backup or a restore is, in bytes of its stage; `of` 0 means nobody knows."""

    stage: Stage
    done: int
    of: int


Report = Callable[[Progress], None]
"""Called often while a backup is made, checked or restored. Raising ends that, and undoes it."""


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup says of itself.

    `practice` is the practice's random id, `schema` the newest migration of its database,
    `counts` the rows of each table, `written` the bytes that no earlier backup held. `opened_at` is
    when a backup of this series was last opened and checked throughout. `problems` are sentences
    about what was wrong; they name nobody.
    """

    practice: str
    made_at: dt.datetime
    program: str
    schema: str
    counts: Mapping[str, int]
    size: int
    written: int
    opened_at: dt.datetime | None = None
    problems: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing was wrong with it when it was made."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in a folder. `is_ours` is False for one that somebody copied or renamed there."""

    name: str
    facts: BackupFacts
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """How one kind of record differs between the practice here and a backup there, in numbers."""

    kind: str
    only_here: int
    only_there: int
    differing: int

    @property
    def is_none(self) -> bool:
        """Whether both hold the same."""
        return not (self.only_here or self.only_there or self.differing)
