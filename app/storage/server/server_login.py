"""How this computer gets into its practice's server: the address it was given, and the password.

The password lies in the system's keychain where there is one, else in the environment variable
CHARTPROOF_DATABASE_PASSWORD, or in the address in CHARTPROOF_DATABASE. It is never written to a
file of ours, shown or logged.
"""

from collections.abc import Mapping

from app.crypto import Secret
from app.keychain import keep_text, kept_text
from app.server_errors import UnusableServerAddress
from app.storage.server.server import ServerLogin
from app.storage.server.server_address import (
    ADDRESS_VARIABLE,
    GivenAddress,
    ServerAddress,
    read_address,
)

PASSWORD_VARIABLE = "CHARTPROOF_DATABASE_PASSWORD"  # noqa: S105 - its name, not a password
SAID_OPENLY = "The address in the settings must not hold a password: that file is plain text."
_SERVICE = "Chartproof server"


class ServerWay:
    """How this program gets into its server: by what it finds, else by what somebody typed.

    What was typed goes before the keychain, and is gone when the program ends unless it is kept.
    """

    def __init__(self, setting: str, environ: Mapping[str, str]) -> None:
        self._setting = setting
        self._environ = environ
        self._typed: Secret | None = None

    def login(self) -> ServerLogin:
        """How to get in; may ask the keychain: call on a worker. Raises UnusableServerAddress."""
        if self._typed is None:
            return find_login(self._setting, self._environ)
        return ServerLogin(self.address(), self._typed)

    def address(self) -> ServerAddress:
        """Where the server is, at once. Raises UnusableServerAddress."""
        given, _ = find_address(self._setting, self._environ)
        if given is None:
            raise UnusableServerAddress
        return given.address

    def take(self, password: str) -> None:
        """Use a typed password from now on."""
        self._typed = Secret(password.encode())

    def keep(self) -> bool:
        """Put what was typed into the system's keychain; False where there is none."""
        return self._typed is not None and keep_password(self.address(), self._typed)


def find_login(setting: str, environ: Mapping[str, str]) -> ServerLogin:
    """How to get into the server in use. Raises UnusableServerAddress."""
    given, _ = find_address(setting, environ)
    if given is None:
        raise UnusableServerAddress
    return login_of(given, environ)


def login_of(given: GivenAddress, environ: Mapping[str, str]) -> ServerLogin:
    """How to get into a server by its address; without a password where nobody has one."""
    if given.password is not None:
        return ServerLogin(given.address, given.password)
    if typed := environ.get(PASSWORD_VARIABLE):
        return ServerLogin(given.address, Secret(typed.encode()))
    return ServerLogin(given.address, kept_password(given.address))


def find_address(
    setting: str, environ: Mapping[str, str]
) -> tuple[GivenAddress | None, tuple[str, ...]]:
    """The address in use, or everything that is wrong with it."""
    if text := environ.get(ADDRESS_VARIABLE):
        return read_address(text)
    given, problems = read_address(setting)
    if given is not None and given.password is not None:
        return None, (SAID_OPENLY,)
    return given, problems


def kept_password(address: ServerAddress) -> Secret | None:
    """The password in the system's keychain, or None."""
    kept = kept_text(_SERVICE, _entry(address))
    return Secret(kept.encode()) if kept else None


def keep_password(address: ServerAddress, password: Secret) -> bool:
    """Put the password into the system's keychain; False where there is none."""
    return keep_text(_SERVICE, _entry(address), password.reveal().decode())


def _entry(address: ServerAddress) -> str:
    return f"{address.role}@{address.host}:{address.port}/{address.database}"
