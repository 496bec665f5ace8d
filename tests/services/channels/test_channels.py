"""The shelf of channels: shipped and own ones, copies, and what they say in words."""

import datetime as dt

import pytest

from app.domain.packs.channel import Channel, ChannelSource, FileRules, NarrativeRules, NumberRules
from app.guides.channels import load_channels
from app.paths import resources_folder
from app.services.channels.channel_words import (
    channel_rules,
    channel_source_line,
    megabytes,
    oldest_check,
    summary,
)
from app.services.channels.channels import OFFICE, ChannelShelf
from tests.storage.fakes import MemoryStore

SHIPPED, _ = load_channels(resources_folder() / "channels")
TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def shelf() -> ChannelShelf:
    return ChannelShelf(MemoryStore(), lambda: SHIPPED)


def _keep(shelf: ChannelShelf, store: MemoryStore, channel: Channel) -> Channel:
    with store.writing() as work:
        return work.channels.save(shelf.copy(channel, TODAY))


def test_a_copy_is_the_offices_own_and_takes_nobodys_place() -> None:
    store = MemoryStore()
    shelf = ChannelShelf(store, lambda: SHIPPED)
    shipped = SHIPPED["eds"]
    own = _keep(shelf, store, shipped)
    assert own.id != shipped.id
    assert (own.own, own.version, own.title) == (True, 1, f"{shipped.title} (own copy)")
    assert (own.files, own.narrative, own.number) == (
        shipped.files,
        shipped.narrative,
        shipped.number,
    )
    assert own.sources[OFFICE] == ChannelSource(
        title="Written down by the office", authority="practice", checked=TODAY
    )
    assert shelf.get("eds") is shipped
    assert shelf.get(own.id) == own


def test_own_channels_come_first_and_retired_ones_are_not_offered() -> None:
    store = MemoryStore()
    shelf = ChannelShelf(store, lambda: SHIPPED)
    own = _keep(shelf, store, SHIPPED["mail"])
    assert shelf.all()[0] == own
    assert len(shelf.all()) == len(SHIPPED) + 1
    with store.writing() as work:
        retired = work.channels.save(own.model_copy(update={"retired": True}))
    assert retired not in shelf.all()
    assert retired in shelf.every()
    assert shelf.get(own.id) == retired


def test_an_unknown_channel_is_none(shelf: ChannelShelf) -> None:
    assert shelf.get("nobody") is None


def test_a_long_title_leaves_room_for_what_a_copy_is(shelf: ChannelShelf) -> None:
    long = SHIPPED["mail"].model_copy(update={"title": "x" * 120})
    copy = shelf.copy(long, TODAY)
    assert Channel.model_validate(copy.model_dump()) == copy
    assert copy.title.endswith("(own copy)")


def test_what_a_channel_takes_in_words() -> None:
    said = {rule.name: " ".join(rule.lines) for rule in channel_rules(SHIPPED["example-portal"])}
    assert said == {
        "Files": "Takes no PDF: every page travels as a JPEG or PNG picture. At most 8 files for"
        " one claim. Each at most 2 MB. All together at most 10 MB.",
        "Narrative": "At most 400 characters. The attachment number stands in front of the claim"
        " note and counts with it.",
        "Attachment number": "The claim announces it as electronic (EL). It bears the office’s own"
        " number, at most 20 characters.",
        "Pictures": "Pages become pictures at 150 dpi.",
    }
    assert summary(SHIPPED["example-portal"]) == "JPEG or PNG · 8 files · 10 MB · 400 characters"


def test_what_is_not_known_is_said() -> None:
    bare = Channel(id="bare", title="Bare", files=FileRules(types=("pdf",), at_most=1))
    lines = [line for rule in channel_rules(bare) for line in rule.lines]
    assert "Takes PDF." in lines
    assert "At most 1 file for one claim." in lines
    assert "No limit is known for its length." in lines
    without = bare.model_copy(update={"files": FileRules(types=("pdf", "tiff", "txt"))})
    lines = [line for rule in channel_rules(without) for line in rule.lines]
    assert "Takes PDF, TIFF and text." in lines
    assert "No limit is known for their number and size." in lines


def test_numbers_of_the_service_and_none_at_all_are_told_apart() -> None:
    number = NumberRules(issued_by="service")
    channel = SHIPPED["mail"].model_copy(
        update={"number": number, "narrative": NarrativeRules(as_image=True)}
    )
    lines = " ".join(line for rule in channel_rules(channel) for line in rule.lines)
    assert "It bears the number that the service gives for the files." in lines
    assert "It travels as a picture too." in lines
    asked = " ".join(line for rule in channel_rules(SHIPPED["on-request"]) for line in rule.lines)
    assert "kept until the payer asks (AA). It bears no attachment number." in asked


def test_a_source_says_how_far_to_trust_it_and_how_old_it_is() -> None:
    source = SHIPPED["nea-fastattach"].sources["unknown"]
    assert channel_source_line(source, TODAY) == (
        "File kinds and sizes of NEA FastAttach · not confirmed · looked for, not found"
        " · checked 3 days ago"
    )


def test_only_old_sources_are_remarked() -> None:
    mail = SHIPPED["mail"]
    assert oldest_check(mail, TODAY) == ""
    later = TODAY + dt.timedelta(days=400)
    assert oldest_check(mail, later) == "Last checked 403 days ago: ask the payer again."


@pytest.mark.parametrize(
    ("size", "words"), [(5_000_000, "5 MB"), (2_500_000, "2.5 MB"), (14_900_000, "14.9 MB")]
)
def test_sizes_as_people_say_them(size: int, words: str) -> None:
    assert megabytes(size) == words
