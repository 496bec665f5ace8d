"""Signing keys for tests: made at once, without a passphrase or a key ring."""

import datetime as dt

from app.crypto import Secret, fingerprint, new_signing_key, public_half
from app.domain.audit import About, Deed
from app.domain.signing.seal import SigningKey
from app.errors import WrongPassphrase
from app.services.ports.store import Store
from app.services.trail import Trail

PASSPHRASE = "an invented phrase for signing"


def key_for(store: Store, person: str, made_at: dt.datetime) -> Secret:
    """A fresh signing key of somebody (a staff id), its public half kept in the practice."""
    key = new_signing_key()
    public = public_half(key)
    with store.writing() as found:
        found.signing_keys.add(SigningKey(fingerprint(public), person, public, made_at))
        about = About("staff", person)
        Trail(lambda: made_at, person).add(found, Deed.KEY_MADE, about, key=fingerprint(public))
    return key


class OneKey:
    """Holds one person's key under PASSPHRASE; counts how often it was asked."""

    def __init__(self, person: str, key: Secret) -> None:
        self._person = person
        self._key = key
        self.asked = 0

    def signing_key(self, person: str, passphrase: str) -> Secret:
        """The key; for anybody else, and for any other passphrase, WrongPassphrase."""
        self.asked += 1
        if (person, passphrase) != (self._person, PASSPHRASE):
            raise WrongPassphrase
        return self._key
