"""How a claim goes unless somebody says otherwise: as before, else as its latest pack."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.claims.claim import Claim, ClaimLine
from app.domain.packs.channel import Channel
from app.domain.packs.pack import Pack, PackedFile, PackWish, Sending, SentBy
from app.stock import Stock
from app.ui.pages.claims.claim_asking import usual_how

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LINE = ClaimLine(id="l1", code="D9311", on=NOON.date(), fee=Decimal(85), note="n1")
CLAIM = Claim(id="c1", number="C1", patient="p1", payer="Sample Dental Plan", lines=(LINE,))


@pytest.fixture(scope="module")
def channels() -> tuple[Channel, ...]:
    return tuple(Stock().channels().values())


def pack(channel: str, hour: int, sent: SentBy | None = None) -> Pack:
    """A pack by a channel, made at an hour, perhaps recorded as sent."""
    at = NOON.replace(hour=hour)
    sending = Sending(by_way_of=sent, at=at, recorded_by="Finn", recorded_at=at) if sent else None
    return Pack(
        id=f"{channel}{hour}",
        note="n1",
        patient="p1",
        code="D9311",
        note_version=1,
        channel=channel,
        channel_version=1,
        channel_title=channel,
        made_at=at,
        made_by="Finn",
        program="0.1.0",
        wish=PackWish(),
        files=(PackedFile(name="a.pdf", role="pack", sha256="0" * 64, size=1, pages=1),),
        sent=sending,
    )


@pytest.mark.parametrize(
    ("packs", "how"),
    [
        ((), ""),
        ((pack("fax", 9),), "fax"),
        ((pack("mail", 9),), "mail"),
        ((pack("fax", 9), pack("mail", 11)), "mail"),
        ((pack("mail", 9, "portal"),), "portal"),
        ((pack("secure-email", 9),), ""),
        ((pack("gone", 9),), ""),
    ],
)
def test_it_goes_as_its_latest_pack(
    packs: tuple[Pack, ...], how: str, channels: tuple[Channel, ...]
) -> None:
    assert usual_how(CLAIM, packs, channels) == how


def test_what_was_said_before_stays(channels: tuple[Channel, ...]) -> None:
    said = CLAIM.model_copy(update={"sent_how": "clearinghouse"})
    assert usual_how(said, (pack("fax", 9),), channels) == "clearinghouse"
