"""The manifest of a backup: what it says of itself, sealed; `backup_making` writes it last.

Format, version 1, JSON as `written_out` makes it, to the byte:

    {"format": "chartproof backup", "version": 1, "practice": "<random id>", "made_at": …,
     "program": …, "schema_version": …, "counts": {"notes": 12, …},
     "size": …, "written": …, "opened_at": …, "problems": [],
     "keys": "<SHA-256>", "blocks": "<SHA-256>", "seal": "<HMAC>"}

The seal is an HMAC under a key derived from the database key, over the same without the seal. It
binds the key file and the list of blocks by their digests, and that list binds every block: nothing
in a backup can be changed, left out or exchanged unnoticed. Nothing in a manifest names anybody.
"""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from app.crypto import Secret, derived_key, keyed_digest
from app.domain.backup import BackupFacts
from app.errors import DamagedBackup, NewerBackup

VERSION = 1
MANIFEST, BLOCKS, KEYS = "manifest.json", "blocks.txt", "practice.keys"


class Manifest(BaseModel):
    """A manifest as its file holds it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["chartproof backup"] = "chartproof backup"
    version: Literal[1] = 1
    practice: str
    made_at: dt.datetime
    program: str
    schema_version: str  # `schema` is a method of BaseModel
    counts: dict[str, int]
    size: int
    written: int
    opened_at: dt.datetime | None
    problems: tuple[str, ...]
    keys: str
    blocks: str
    seal: str = ""

    @classmethod
    def of(cls, facts: BackupFacts, keys: bytes, blocks: bytes) -> Self:
        """The manifest of a backup with this key file and this list of blocks, not yet sealed."""
        return cls(
            practice=facts.practice,
            made_at=facts.made_at,
            program=facts.program,
            schema_version=facts.schema,
            counts=dict(facts.counts),
            size=facts.size,
            written=facts.written,
            opened_at=facts.opened_at,
            problems=facts.problems,
            keys=hashlib.sha256(keys).hexdigest(),
            blocks=hashlib.sha256(blocks).hexdigest(),
        )

    @property
    def facts(self) -> BackupFacts:
        """What it says."""
        return BackupFacts(
            practice=self.practice,
            made_at=self.made_at,
            program=self.program,
            schema=self.schema_version,
            counts=self.counts,
            size=self.size,
            written=self.written,
            opened_at=self.opened_at,
            problems=self.problems,
        )

    def sealed(self, key: Secret) -> Self:
        """The same with its seal; `key` is the database key."""
        return self.model_copy(update={"seal": self._seal(key)})

    def written_out(self) -> bytes:
        """The bytes of its file."""
        return json.dumps(self.model_dump(mode="json"), indent=1).encode() + b"\n"

    def _seal(self, key: Secret) -> str:
        unsealed = self.model_copy(update={"seal": ""}).written_out()
        return keyed_digest(derived_key(key, "backup manifest"), unsealed)


class _Versioned(BaseModel):
    """What every version of the file will have."""

    format: Literal["chartproof backup"]
    version: int


def read_manifest(folder: Path, key: Secret) -> Manifest:
    """The manifest of a backup, its seal, key file and list of blocks checked.

    Raises DamagedBackup, NewerBackup, and OSError as the disk does.
    """
    text = (folder / MANIFEST).read_bytes()
    try:
        if _Versioned.model_validate_json(text).version > VERSION:
            raise NewerBackup
        manifest = Manifest.model_validate_json(text)
    except ValidationError:
        raise DamagedBackup from None
    # To the byte: or a blank turned into another blank would go unnoticed.
    if manifest.sealed(key).written_out() != text:
        raise DamagedBackup
    for name, digest in ((KEYS, manifest.keys), (BLOCKS, manifest.blocks)):
        try:
            content = (folder / name).read_bytes()
        except FileNotFoundError:
            raise DamagedBackup from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise DamagedBackup
    return manifest
