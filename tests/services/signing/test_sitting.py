"""One passphrase serves five minutes, one person, and nobody after them."""

from dataclasses import replace

import pytest

from app.crypto import new_signing_key
from app.errors import NotSignedIn, WrongPassphrase
from app.services.signing.sitting import SITTING_SECONDS, Sitting, no_sitting
from tests.packing_desk import PackingDesk
from tests.signing_keys import PASSPHRASE, OneKey
from tests.storage.fakes import MemoryStore


class Seconds:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def holder() -> OneKey:
    return OneKey("d1", new_signing_key())


@pytest.fixture
def sitting(holder: OneKey, seconds: Seconds) -> Sitting:
    return Sitting(holder.signing_key, seconds)


def test_one_passphrase_serves_to_the_last_second(
    sitting: Sitting, holder: OneKey, seconds: Seconds
) -> None:
    sitting.begin("d1", PASSPHRASE)
    seconds.now += SITTING_SECONDS - 0.001
    assert sitting.key_of("d1") == holder.signing_key("d1", PASSPHRASE)
    assert sitting.seconds_left("d1") == pytest.approx(0.001)
    seconds.now += 0.001
    assert sitting.key_of("d1") is None
    seconds.now -= SITTING_SECONDS
    assert sitting.key_of("d1") is None, "what is over does not come back"


def test_a_sitting_is_one_persons(sitting: Sitting) -> None:
    sitting.begin("d1", PASSPHRASE)
    assert sitting.key_of("h1") is None
    assert sitting.seconds_left("h1") == 0
    assert sitting.key_of("d1") is not None
    sitting.end()
    assert sitting.key_of("d1") is None


def test_a_wrong_passphrase_ends_the_sitting_there_was(sitting: Sitting) -> None:
    sitting.begin("d1", PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        sitting.begin("d1", "not it")
    assert sitting.key_of("d1") is None


def test_signing_does_not_lengthen_it(sitting: Sitting, seconds: Seconds) -> None:
    sitting.begin("d1", PASSPHRASE)
    for _ in range(10):
        seconds.now += SITTING_SECONDS / 10
        sitting.key_of("d1")
    assert sitting.seconds_left("d1") == 0


def test_nobody_signs_where_nobody_signed_in() -> None:
    with pytest.raises(NotSignedIn):
        no_sitting().begin("d1", PASSPHRASE)


@pytest.mark.parametrize("leave", ["as somebody else", "close"])
def test_whoever_leaves_leaves_no_key_behind(leave: str, sitting: Sitting) -> None:
    office = replace(PackingDesk.over(MemoryStore()).office, sitting=sitting)
    sitting.begin("d1", PASSPHRASE)
    if leave == "close":
        office.close()
    else:
        office.as_user("finn-deskwell")
    assert sitting.key_of("d1") is None
