"""The system's keychain, where there is one; `services.people.keychain_way` keeps a person's way in
there, `storage.server.server_login` a server's password.

Off by default for people. Whoever gets into the account of this computer's user then gets into the
practice too, so it is each person's own choice, on each computer.

A keychain may stay shut, be gone, or ask its user first and wait for ever: whatever it does, a call
here ends, with what it said or with nothing. It can take seconds; call on a worker.
"""

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from app.crypto import Secret

if TYPE_CHECKING:  # the library is imported when a keychain is first asked
    from keyring.backend import KeyringBackend

SERVICE = "Chartproof"

PATIENCE = 60.0
"""Seconds for what a keychain asks its user, the password it is locked with. Who answers later has
it open for the next try.
"""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class SystemKeychain:
    """Fits `services.people.keychain_way.Keychain`; waits `patience` seconds for an answer."""

    patience: float = PATIENCE

    def get(self, entry: str) -> Secret | None:
        """What is kept under a name; None when nothing is, or the keychain stays shut."""
        kept = kept_text(SERVICE, entry, self.patience)
        try:
            return Secret(bytes.fromhex(kept)) if kept else None
        except ValueError:  # written by somebody else
            return None

    def put(self, entry: str, secret: Secret) -> bool:
        """Keep a secret under a name; False where there is no keychain, or it stays shut."""
        return keep_text(SERVICE, entry, secret.reveal().hex(), self.patience)

    def drop(self, entry: str) -> bool:
        """Keep nothing under a name any more; False when it may still be there."""

        def delete(keychain: "KeyringBackend") -> bool:
            from keyring.errors import PasswordDeleteError

            try:
                keychain.delete_password(SERVICE, entry)
            except PasswordDeleteError:  # what is not there cannot be deleted, says the keychain
                return keychain.get_password(SERVICE, entry) is None
            return True

        return _answered(delete, self.patience) or False


def kept_text(service: str, entry: str, patience: float = PATIENCE) -> str | None:
    """What is kept under a name; None when nothing is, or the keychain stays shut."""
    return _answered(lambda keychain: keychain.get_password(service, entry), patience)


def keep_text(service: str, entry: str, text: str, patience: float = PATIENCE) -> bool:
    """Keep a text under a name; False where there is no keychain, or it stays shut.

    It is read back: one that was switched off takes everything and keeps nothing.
    """

    def put(keychain: "KeyringBackend") -> bool:
        keychain.set_password(service, entry, text)
        return keychain.get_password(service, entry) == text

    def take_back(keychain: "KeyringBackend") -> None:
        keychain.delete_password(service, entry)

    return _answered(put, patience, take_back) or False


def _answered(
    ask: "Callable[[KeyringBackend], Answer]",
    patience: float,
    take_back: "Callable[[KeyringBackend], None] | None" = None,
) -> Answer | None:
    """What a keychain answers; None when it refuses, fails or has not answered in time.

    It is asked on a thread of its own: one that waits for ever must not keep the program. What was
    done after nobody waited any more is undone by `take_back`.
    """
    answers: list[Answer] = []
    turn, given_up = threading.Lock(), threading.Event()

    def talk() -> None:
        # No keychain, a locked one, a bus that went away: besides the library's own errors each
        # kind of keychain lets those of its system out.
        with suppress(Exception):
            keychain = _system_keychain()
            answer = ask(keychain)
            with turn:
                if not given_up.is_set():
                    answers.append(answer)
                    return
            if take_back is not None:
                take_back(keychain)

    talking = threading.Thread(target=talk, name="keychain", daemon=True)
    talking.start()
    talking.join(patience)
    with turn:
        given_up.set()
        return next(iter(answers), None)


def _system_keychain() -> "KeyringBackend":
    import keyring

    chosen = keyring.get_keyring()
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        if isinstance(chosen, WinVaultKeyring):
            # Else a roaming profile takes it along to other computers (CRED_PERSIST_ENTERPRISE,
            # learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw).
            chosen.persist = "local machine"
    return chosen
