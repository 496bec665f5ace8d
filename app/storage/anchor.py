"""The end of this workstation's audit chain, kept in a file beside the database.

The trail itself cannot tell that its end was cut off, or that the whole database was replaced by an
older copy: the file can. The store writes it after each transaction that appended to the chain, so
a crash in between leaves it behind, never ahead. Format, version 1:

    {"format": "chartproof trail", "version": 1, "workstation": "<random id>",
     "count": 812, "hash": "<of row 812>", "at": "2026-11-22T09:12:44.000000Z",
     "seal": "<HMAC-SHA-256 over all of the above, by a key derived from the database key>"}

Nothing in it is secret or about patients. Without the database key nobody can make another one
that holds.
"""

import hashlib
import hmac
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.crypto import Secret, derived_key
from app.domain.audit import Anchor, Head
from app.domain.ids import new_id
from app.domain.notes.plain import canonical
from app.errors import Failure
from app.files import patiently, write_whole

MOST_BYTES = 4096


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["chartproof trail"] = "chartproof trail"
    version: Literal[1] = 1
    workstation: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    count: Annotated[int, Field(ge=1)]
    hash: str
    at: str
    seal: str = ""

    def true_seal(self, key: Secret) -> str:
        """The seal that what the file says should have."""
        said = canonical(self.model_dump(exclude={"seal"}))
        return hmac.new(key.reveal(), said.encode("ascii"), hashlib.sha256).hexdigest()


class AnchorFile:
    """The file of one workstation. A computer without one gets an id of its own.

    A file that does not hold is replaced with the next row, under another workstation: who opens
    the practice compares before (`app.services.audit.trail_start`).
    """

    def __init__(self, path: Path, database_key: Secret) -> None:
        self._path = path
        self._key = derived_key(database_key, "audit anchor")
        kept = self.read().head
        self.workstation = kept.workstation if kept else new_id()

    def beside(self, ending: str) -> Path:
        """Another file of this practice on this computer."""
        return self._path.with_suffix(ending)

    def read(self) -> Anchor:
        """What the file says now."""
        try:
            with patiently(partial(self._path.open, "rb")) as file:
                kept = _File.model_validate_json(file.read(MOST_BYTES))
        except FileNotFoundError:
            return Anchor("none")
        except (OSError, ValidationError):
            return Anchor("broken")
        if not hmac.compare_digest(kept.seal, kept.true_seal(self._key)):
            return Anchor("broken")
        return Anchor("kept", Head(kept.workstation, kept.count, kept.hash, kept.at))

    def move(self, head: Head) -> None:
        """Keep where the chain ends now. A disk that refuses is no failure: the next row tries."""
        fresh = _File(**asdict(head))
        sealed = fresh.model_copy(update={"seal": fresh.true_seal(self._key)})
        with suppress(OSError, Failure):
            write_whole(self._path, sealed.model_dump_json(indent=1).encode() + b"\n")
