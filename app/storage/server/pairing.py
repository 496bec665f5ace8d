"""The code by which another computer joins a practice's server: made by one, typed at the other.

It says where the server is, the fingerprint of its certificate, and the password of the role of
daily use. It is not encrypted (decisions/113): whoever keeps it safe needs no second secret, and
what it opens besides patients' records is nothing. The practice key is not in it.

Thirteen signs to every eight bytes (base32, RFC 4648), in groups of five, with a check at the end.
"""

import base64
import hashlib
import struct
from dataclasses import dataclass

from app.crypto import Secret
from app.storage.server.server_address import ServerAddress

PASSWORD_BYTES = 16
_CHECK_BYTES = 3
_GROUP = 5
_VERSION = 1
MOST_HOST = 255
_HEAD = struct.Struct(f">BH32s{PASSWORD_BYTES}sB")

MISTYPED = "That is not a pairing code, or a sign in it is wrong. Compare it once more."
NEWER_CODE = "A newer Chartproof made this pairing code. Install that version or a later one."


@dataclass(frozen=True, slots=True)
class Pairing:
    """What another computer needs to reach a server. `secret` are the bytes of the password."""

    host: str
    port: int
    database: str
    fingerprint: bytes
    secret: Secret

    @property
    def password(self) -> Secret:
        """The password of the role of daily use."""
        return Secret(self.secret.reveal().hex().encode())

    def address(self, root_certificate: str) -> ServerAddress:
        """The database for daily use; `root_certificate` is the file of the certificate."""
        role = daily_role(self.database)
        return ServerAddress(self.host, self.port, self.database, role, root_certificate)


def daily_role(database: str) -> str:
    """The role of daily use: each practice has one named after its database."""
    return f"{database}_daily"


def owner_role(database: str) -> str:
    """The role that the tables belong to; nobody signs in as it."""
    return f"{database}_owner"


def code_of(pairing: Pairing) -> str:
    """The code, in groups. Raises ValueError for a host that is no ASCII name of at most 255."""
    host = pairing.host.encode("ascii")
    if len(host) > MOST_HOST:
        raise ValueError("the server's name is too long")
    head = _HEAD.pack(
        _VERSION, pairing.port, pairing.fingerprint, pairing.secret.reveal(), len(host)
    )
    said = head + host + pairing.database.encode("utf-8")
    signs = base64.b32encode(said + _check(said)).decode("ascii").rstrip("=").lower()
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def read_code(typed: str) -> tuple[Pairing | None, tuple[str, ...]]:
    """What a typed code says, whatever its case, blanks and dashes; or what is wrong with it."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    try:
        content = base64.b32decode(signs + "=" * (-len(signs) % 8))
    except ValueError:
        return None, (MISTYPED,)
    said, check = content[:-_CHECK_BYTES], content[-_CHECK_BYTES:]
    if len(said) <= _HEAD.size or _check(said) != check:
        return None, (MISTYPED,)
    if said[0] != _VERSION:
        return None, (NEWER_CODE,)
    _, port, fingerprint, secret, length = _HEAD.unpack_from(said)
    rest = said[_HEAD.size :]
    try:
        host, database = rest[:length].decode("ascii"), rest[length:].decode("utf-8")
    except UnicodeDecodeError:
        return None, (MISTYPED,)
    return Pairing(host, port, database, fingerprint, Secret(secret)), ()


def _check(said: bytes) -> bytes:
    return hashlib.sha256(said).digest()[:_CHECK_BYTES]
