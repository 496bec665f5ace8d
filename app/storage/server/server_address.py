"""Where a practice's server is: an address out of the settings or the environment, judged.

`server` and the command line read it. An address has the form

    postgresql://ROLE@HOST:PORT/DATABASE?sslrootcert=FILE

A password may stand in it only in the environment; it is taken out at once. What goes over a
network goes through TLS with a server that proves its name (`verify-full`): an address that asks
for less is refused. On this computer itself, over loopback or a local socket, nobody listens.
"""

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from app.crypto import Secret

ADDRESS_VARIABLE = "CHARTPROOF_DATABASE"
"""The environment variable with a server's address; it goes before the setting."""

USUAL_PORT = 5432
PROVEN = "verify-full"
SYSTEM_ROOTS = "system"
"""libpq's word for the certificate authorities that the computer itself trusts."""

_SCHEMES = ("postgresql", "postgres")
_OPTIONS = ("host", "sslmode", "sslrootcert")

NO_ADDRESS = "The address must look like postgresql://role@server:5432/database."
UNPROVEN = (
    "The server is on another computer, so the connection must be encrypted and the server must"
    " prove its name: leave sslmode out, or write sslmode=verify-full."
)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A database on a server, and the role to connect as. `host` may be a local socket's folder.

    `root_certificate` is the file of the authority that the server's certificate must come from.
    """

    host: str
    port: int
    database: str
    role: str
    root_certificate: str = SYSTEM_ROOTS

    @property
    def is_local(self) -> bool:
        """Whether what is sent never leaves this computer."""
        if "," in self.host:  # several, to libpq, and one of them anywhere
            return False
        if self.host.startswith(("/", "@")) or self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def text(self) -> str:
        """The address as `read_address` takes it."""
        options = {} if self.is_local else {"sslrootcert": self.root_certificate}
        if self.host.startswith(("/", "@")):
            place, options = f":{self.port}", {"host": self.host, **options}
        else:
            place = f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
        more = f"?{urlencode(options)}" if options else ""
        role, database = quote(self.role, safe=""), quote(self.database, safe="")
        return f"postgresql://{role}@{place}/{database}{more}"


@dataclass(frozen=True, slots=True)
class GivenAddress:
    """What an address said; the password is None where it held none."""

    address: ServerAddress
    password: Secret | None = None


def read_address(text: str) -> tuple[GivenAddress | None, tuple[str, ...]]:
    """The address in a text, or a sentence for everything that is wrong with it."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port or USUAL_PORT
    except ValueError:  # a port that is no number, a bracket that is not closed
        return None, (NO_ADDRESS,)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    options = dict(pairs)
    address = ServerAddress(
        host=unquote(parts.hostname or "") or options.get("host", ""),
        port=port,
        database=unquote(parts.path.removeprefix("/")),
        role=unquote(parts.username or ""),
        root_certificate=options.get("sslrootcert", SYSTEM_ROOTS),
    )
    names = (address.host, address.database, address.role, address.root_certificate)
    if parts.scheme not in _SCHEMES or not all(map(_is_name, names)) or "," in address.host:
        return None, (NO_ADDRESS,)
    if problems := tuple(_problems(address, pairs)):
        return None, problems
    password = Secret(unquote(parts.password).encode()) if parts.password else None
    return GivenAddress(address, password), ()


def _is_name(text: str) -> bool:
    return text != "" and "\0" not in text  # which ends a text for libpq


def _problems(address: ServerAddress, options: list[tuple[str, str]]) -> list[str]:
    problems = [
        f"The address has a part that is not known here: {name}."
        for name, _ in options
        if name not in _OPTIONS
    ]
    modes = {mode for name, mode in options if name == "sslmode"}
    if not address.is_local and modes - {PROVEN}:
        problems.append(UNPROVEN)
    roots = address.root_certificate
    if not address.is_local and roots != SYSTEM_ROOTS and not Path(roots).is_file():
        problems.append("The file with the server’s certificate authority is not there.")
    return problems
