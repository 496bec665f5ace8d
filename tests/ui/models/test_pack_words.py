"""Packs in words: limits and how full they are, ways of sending, what was sent last."""

import datetime as dt

import pytest

from app.documents.narrative.narrative import Fitted, Limit
from app.domain.packs.channel import Channel, FileRules, NarrativeRules, NumberRules, Transmission
from app.domain.packs.pack import FileRole, Pack, PackedFile, PackWish, Sending
from app.services.packs.pack_making import PackTrial
from app.ui.models.pack_words import last_sending, meters, sending_line, takes, usual_way

ZONE = dt.timezone(dt.timedelta(hours=-5))
NOON = dt.datetime(2026, 11, 20, 17, 0, tzinfo=dt.UTC)
PORTAL = Channel(
    id="portal",
    title="Portal",
    files=FileRules(types=("pdf", "jpeg"), at_most=3, file_bytes=2_000_000, total_bytes=4_000_000),
    narrative=NarrativeRules(at_most=400),
)


def _file(role: FileRole, size: int) -> PackedFile:
    return PackedFile(name=f"{role}-{size}", role=role, sha256="a" * 64, size=size, pages=1)


def _pack(*files: PackedFile, sent: Sending | None = None) -> Pack:
    return Pack(
        id="k1", note="n1", patient="p1", code="D9311", note_version=1, channel="portal",
        channel_version=1, channel_title="Portal", made_at=NOON, made_by="Ada Samplemann",
        program="0", wish=PackWish(), files=files, sent=sent,
    )  # fmt: skip


def _trial(text: str, *files: PackedFile) -> PackTrial:
    return PackTrial(_pack(*files), {}, (), Fitted(Limit("x", "x"), text, (), ()))


def test_what_a_channel_takes_is_one_line() -> None:
    assert takes(PORTAL) == (
        "PDF, JPEG · up to 3 files · 2 MB each · 4 MB in all · narrative up to 400 characters"
    )


def test_only_what_is_uploaded_counts() -> None:
    files = (_file("pack", 1_500_000), _file("page", 500_000), _file("cover", 9_000_000))
    shown = {meter.title: meter.words for meter in meters(PORTAL, _trial("x" * 100, *files))}
    assert shown == {
        "Files": "2 of 3",
        "Together": "2 MB of 4 MB",
        "Largest file": "1.5 MB of 2 MB",
        "Narrative": "100 of 400 characters",
    }


def test_one_more_than_the_limit_is_over_and_the_limit_itself_is_not() -> None:
    at_limit = _trial("x" * 400, *[_file("page", 2_000_000)] * 2)
    over = _trial("x" * 401, *[_file("page", 2_000_001)] * 4)
    assert [meter.is_over for meter in meters(PORTAL, at_limit)] == [False] * 4
    assert [meter.is_over for meter in meters(PORTAL, over)] == [True] * 4


def test_where_no_limit_is_known_nothing_is_full() -> None:
    free = PORTAL.model_copy(
        update={"files": FileRules(types=("pdf",)), "narrative": NarrativeRules()}
    )
    found = meters(free, _trial("x" * 9000, _file("pack", 90_000_000)))
    assert all(meter.share is None and "no limit known" in meter.words for meter in found)


@pytest.mark.parametrize(
    ("transmission", "way"), [("BM", "mail"), ("FX", "fax"), ("EM", "email"), ("EL", "portal")]
)
def test_the_usual_way_is_how_the_claim_announces_it(transmission: Transmission, way: str) -> None:
    number = NumberRules(transmission=transmission)
    assert usual_way(PORTAL.model_copy(update={"number": number})) == way


def test_the_latest_sending_is_told_in_the_practices_own_day() -> None:
    late = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)  # the evening before, in the practice
    by_fax = Sending(by_way_of="fax", at=NOON, recorded_by="Ada", recorded_at=NOON)
    sendings = (by_fax, by_fax.model_copy(update={"by_way_of": "portal", "at": late}))
    packs = [_pack(sent=sent) for sent in (*sendings, None)]
    assert last_sending(packs, ZONE) == "Sent 11/21 by portal"
    assert last_sending(packs[2:], ZONE) == ""
    assert sending_line(packs[1], ZONE) == "Sent by portal on 11/21/2026 at 10:00 PM"
    assert sending_line(packs[2], ZONE) == "Not recorded as sent"
