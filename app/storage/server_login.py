"""How this computer gets into its practice's server: the address it was given, and the password.

The password lies in the system's keychain where there is one, else in the environment variable
CHARTPROOF_DATABASE_PASSWORD, or in the address in CHARTPROOF_DATABASE. It is never written to a
file of ours, shown or logged.
"""

from collections.abc import Mapping

from app.crypto import Secret
from app.server_errors import UnusableServerAddress
from app.storage.server import ServerLogin
from app.storage.server_address import GivenAddress, ServerAddress, read_address

PASSWORD_VARIABLE = "CHARTPROOF_DATABASE_PASSWORD"  # noqa: S105 - its name, not a password
_SERVICE = "Chartproof server"


def find_login(text: str, environ: Mapping[str, str]) -> ServerLogin:
    """The login for the address in a text. Raises UnusableServerAddress."""
    given, _ = read_address(text)
    if given is None:
        raise UnusableServerAddress
    return login_of(given, environ)


def login_of(given: GivenAddress, environ: Mapping[str, str]) -> ServerLogin:
    """The login for an address; without a password where nobody has one."""
    if given.password is not None:
        return ServerLogin(given.address, given.password)
    if typed := environ.get(PASSWORD_VARIABLE):
        return ServerLogin(given.address, Secret(typed.encode()))
    return ServerLogin(given.address, kept_password(given.address))


def kept_password(address: ServerAddress) -> Secret | None:
    """The password in the system's keychain, or None."""
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_SERVICE, _entry(address))
    except KeyringError:  # no keychain here, or it stays locked
        return None
    return Secret(kept.encode()) if kept else None


def keep_password(address: ServerAddress, password: Secret) -> bool:
    """Put the password into the system's keychain; False where there is none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, _entry(address), password.reveal().decode())
    except KeyringError:
        return False
    return True


def _entry(address: ServerAddress) -> str:
    return f"{address.role}@{address.host}:{address.port}/{address.database}"
