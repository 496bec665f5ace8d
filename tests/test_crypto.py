"""Wrapping keys and sealing chunks: the right one opens, others are refused, none shows."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import crypto
from app.crypto import Cost, KeyRing, Secret, WrappedKey
from app.errors import DamagedDocument, WrongPassphrase, WrongRecoveryKey

CHEAP = Cost(passes=1, memory_kib=128, lanes=1)
PRACTICE = "practice-a"
KEY = crypto.new_database_key()
RECOVERY = Secret(b"recovery key of the practice")
SHA256 = "ab" * 32


def by_passphrase(passphrase: str = "four quiet green chairs") -> WrappedKey:
    return crypto.wrap_with_passphrase(KEY, passphrase, PRACTICE, CHEAP)


def by_recovery_key() -> WrappedKey:
    return crypto.wrap_with_recovery_key(KEY, RECOVERY, PRACTICE)


def test_database_keys_are_256_bits_and_differ() -> None:
    keys = {crypto.new_database_key().reveal() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}


@settings(deadline=None, max_examples=30)
@given(st.text(st.characters(), max_size=40))
def test_any_passphrase_unwraps_what_it_wrapped(passphrase: str) -> None:
    wrapped = by_passphrase(passphrase)
    assert crypto.unwrap_with_passphrase(wrapped, passphrase, PRACTICE) == KEY


def test_a_passphrase_is_the_same_however_it_was_composed() -> None:
    wrapped = by_passphrase("Größe ﬁve Ångström")
    decomposed = "  Gro\u0308\u00dfe five A\u030angstro\u0308m "
    assert crypto.unwrap_with_passphrase(wrapped, decomposed, PRACTICE) == KEY


@pytest.mark.parametrize("typed", ["", "Four quiet green chairs", "four quiet green chairs!"])
def test_another_passphrase_is_wrong(typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        crypto.unwrap_with_passphrase(by_passphrase(), typed, PRACTICE)


def test_the_recovery_key_unwraps_and_another_does_not() -> None:
    wrapped = by_recovery_key()
    assert crypto.unwrap_with_recovery_key(wrapped, RECOVERY, PRACTICE) == KEY
    with pytest.raises(WrongRecoveryKey):
        crypto.unwrap_with_recovery_key(wrapped, Secret(b"another"), PRACTICE)


def test_two_wraps_of_one_key_have_nothing_in_common() -> None:
    first, second = by_passphrase(), by_passphrase()
    assert first.salt != second.salt
    assert first.nonce != second.nonce
    assert first.sealed != second.sealed


TAMPERED: dict[str, Callable[[WrappedKey], tuple[WrappedKey, str]]] = {
    "another practice's": lambda w: (w, "practice-b"),
    "sealed": lambda w: (replace(w, sealed=bytes([w.sealed[0] ^ 1]) + w.sealed[1:]), PRACTICE),
    "nonce": lambda w: (replace(w, nonce=bytes(12)), PRACTICE),
    "salt": lambda w: (replace(w, salt=bytes(16)), PRACTICE),
    "shortened": lambda w: (replace(w, sealed=w.sealed[:20]), PRACTICE),
    "emptied": lambda w: (replace(w, sealed=b""), PRACTICE),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_tampered_wrap_opens_for_nobody(how: str) -> None:
    wrapped, practice = TAMPERED[how](by_passphrase())
    with pytest.raises(WrongPassphrase):
        crypto.unwrap_with_passphrase(wrapped, "four quiet green chairs", practice)
    wrapped, practice = TAMPERED[how](by_recovery_key())
    with pytest.raises(WrongRecoveryKey):
        crypto.unwrap_with_recovery_key(wrapped, RECOVERY, practice)


def test_the_cost_is_bound_into_the_wrap() -> None:
    lowered = replace(by_passphrase(), cost=replace(CHEAP, memory_kib=256))
    for wrapped in (lowered, replace(lowered, cost=None)):
        with pytest.raises(WrongPassphrase):
            crypto.unwrap_with_passphrase(wrapped, "four quiet green chairs", PRACTICE)


def test_one_lock_is_not_taken_for_the_other() -> None:
    moved = replace(by_recovery_key(), lock="passphrase")
    with pytest.raises(WrongRecoveryKey):
        crypto.unwrap_with_recovery_key(moved, RECOVERY, PRACTICE)


def test_office_cost_is_what_the_docstring_says() -> None:
    assert Cost(passes=8, memory_kib=131_072, lanes=4) == crypto.OFFICE_COST


def test_keys_for_different_purposes_differ() -> None:
    found = {
        crypto.derived_key(KEY, purpose, salt).reveal()
        for purpose in ("evidence", "recovery key")
        for salt in (b"", b"salt")
    }
    assert len(found) == 4
    assert crypto.derived_key(KEY, "evidence") == crypto.derived_key(KEY, "evidence")


def test_hkdf_is_the_one_of_rfc_5869() -> None:
    """Expand(Extract(salt, key), info) by hand with HMAC-SHA-256, one block."""
    import hmac

    extracted = hmac.digest(b"salt", KEY.reveal(), "sha256")
    expected = hmac.digest(extracted, b"chartproof/1/evidence" + b"\x01", "sha256")
    assert crypto.derived_key(KEY, "evidence", b"salt") == Secret(expected)


@given(st.binary(max_size=5000), st.integers(0, 2**32))
def test_a_chunk_opens_as_it_was_sealed(content: bytes, index: int) -> None:
    sealed = crypto.seal_chunk(KEY, content, SHA256, index)
    assert crypto.open_chunk(KEY, sealed, SHA256, index) == content


@given(st.binary(min_size=1, max_size=200), st.data())
def test_any_flipped_bit_of_a_chunk_is_noticed(content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(crypto.seal_chunk(KEY, content, SHA256, 3))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(DamagedDocument):
        crypto.open_chunk(KEY, bytes(sealed), SHA256, 3)


@pytest.mark.parametrize("length", [0, 1, 27, 28])
def test_a_shortened_chunk_is_noticed(length: int) -> None:
    sealed = crypto.seal_chunk(KEY, b"a letter", SHA256, 0)
    with pytest.raises(DamagedDocument):
        crypto.open_chunk(KEY, sealed[:length], SHA256, 0)


def test_a_chunk_opens_only_in_its_place_with_its_key() -> None:
    sealed = crypto.seal_chunk(KEY, b"a letter", SHA256, 1)
    elsewhere = [(KEY, "cd" * 32, 1), (KEY, SHA256, 2), (crypto.new_database_key(), SHA256, 1)]
    for key, sha256, index in elsewhere:
        with pytest.raises(DamagedDocument):
            crypto.open_chunk(key, sealed, sha256, index)


def test_the_same_chunk_never_looks_the_same() -> None:
    sealed = {crypto.seal_chunk(KEY, b"a letter", SHA256, 0) for _ in range(50)}
    assert len({chunk[:12] for chunk in sealed}) == 50


def test_a_secret_shows_nowhere() -> None:
    secret = Secret(b"very-secret-bytes")
    ring = KeyRing(PRACTICE, by_passphrase(), by_recovery_key())
    for shown in (repr(secret), str(secret), f"{secret!r:>40}", repr(ring), repr([secret])):
        assert "very-secret" not in shown
        assert repr(KEY.reveal()) not in shown
    for leak in (pickle.dumps, copy.deepcopy, hash):
        with pytest.raises(TypeError):
            leak(secret)


def test_secrets_compare_by_their_bytes() -> None:
    assert Secret(b"one") == Secret(b"one")
    assert Secret(b"one") != Secret(b"two")
    assert Secret(b"one") != b"one"
