"""The system's keychain, where there is one; `services.access` keeps a person's way in there.

Off by default. Whoever gets into the account of this computer's user then gets into the practice
too, so it is each person's own choice, on each computer.
"""

from app.crypto import Secret

SERVICE = "Chartproof"


class SystemKeychain:
    """Fits `app.services.ports.key.Keychain`. The library is imported when it is first asked."""

    def get(self, entry: str) -> Secret | None:
        """What is kept under a name; None when nothing is, or the keychain stays shut."""
        import keyring
        from keyring.errors import KeyringError

        try:
            kept = keyring.get_password(SERVICE, entry)
            return Secret(bytes.fromhex(kept)) if kept else None
        except (KeyringError, ValueError):  # ValueError: written by somebody else
            return None

    def put(self, entry: str, secret: Secret) -> bool:
        """Keep a secret under a name; False where there is no keychain, or it stays shut."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, entry, secret.reveal().hex())
        except KeyringError:
            return False
        return True

    def drop(self, entry: str) -> None:
        """Keep nothing under a name any more."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.delete_password(SERVICE, entry)
        except KeyringError:  # nothing was kept, or there is no keychain
            return
