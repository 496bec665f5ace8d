"""What a channel takes, in words, with the source of each rule; pages show them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.packs.channel import Channel, ChannelSource, FileRules, NarrativeRules, NumberRules
from app.services.cards.payer_card_words import STALE_DAYS, age_words

TYPE_WORDS = {
    "pdf": "PDF",
    "jpeg": "JPEG",
    "png": "PNG",
    "tiff": "TIFF",
    "gif": "GIF",
    "txt": "text",
}

WAY_WORDS = {
    "AA": "kept until the payer asks",
    "BM": "mailed",
    "EL": "electronic",
    "EM": "e-mailed",
    "FT": "transferred as files",
    "FX": "faxed",
}

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """One part of a channel: its name, what it says, a sentence each, and where that is from."""

    name: str
    lines: tuple[str, ...]
    source: ChannelSource | None


def channel_rules(channel: Channel) -> tuple[ChannelRule, ...]:
    """Everything a channel says, part by part."""
    pages = channel.pages
    tone = " in gray" if pages.gray else ""
    parts = (
        ("Files", _files(channel.files), channel.files.source),
        ("Narrative", _narrative(channel.narrative), channel.narrative.source),
        ("Attachment number", _number(channel.number), channel.number.source),
        ("Pictures", (f"Pages become pictures at {pages.dpi} dpi{tone}.",), pages.source),
    )
    return tuple(
        ChannelRule(name, tuple(lines), channel.sources.get(source))
        for name, lines, source in parts
    )


def summary(channel: Channel) -> str:
    """The limits that matter most, in one line."""
    files = channel.files
    parts = [_types(files.types, "or")]
    if files.at_most:
        parts.append(_files_words(files.at_most))
    if size := files.total_bytes or files.file_bytes:
        parts.append(megabytes(size) + ("" if files.total_bytes else " each"))
    if most := channel.narrative.at_most:
        parts.append(f"{most:,} characters")
    return " · ".join(parts)


def channel_source_line(source: ChannelSource, today: dt.date) -> str:
    """Where a rule comes from, how far to trust it, and how old it is."""
    parts = (source.title, source.authority, source.where, age_words(source.checked, today))
    return " · ".join(part for part in parts if part)


def is_old(source: ChannelSource, today: dt.date) -> bool:
    """Whether a rule must be looked up again."""
    return (today - source.checked).days > STALE_DAYS


def oldest_check(channel: Channel, today: dt.date) -> str:
    """A warning when a rule of the channel is old; empty when none is."""
    used = (rule.source for rule in channel_rules(channel))
    old = [source.checked for source in used if source and is_old(source, today)]
    return f"Last {age_words(min(old), today)}." if old else ""


def megabytes(size: int) -> str:
    """A size in bytes as people say it: 2.5 MB."""
    return f"{size / _MEGABYTE:.1f}".removesuffix(".0") + " MB"


def _files(files: FileRules) -> Iterator[str]:
    if files.images_only:
        yield f"Takes no PDF: every page travels as a {_types(files.types, 'or')} picture."
    else:
        yield f"Takes {_types(files.types, 'and')}."
    if files.at_most:
        yield f"At most {_files_words(files.at_most)} for one claim."
    if files.file_bytes:
        yield f"Each at most {megabytes(files.file_bytes)}."
    if files.total_bytes:
        yield f"All together at most {megabytes(files.total_bytes)}."
    if not (files.at_most or files.file_bytes or files.total_bytes):
        yield "No limit is known for their number and size."


def _narrative(narrative: NarrativeRules) -> Iterator[str]:
    if narrative.at_most:
        yield f"At most {narrative.at_most:,} characters."
    else:
        yield "No limit is known for its length."
    if narrative.number_counts:
        yield "The attachment number stands in front of the claim note and counts with it."
    if narrative.as_image:
        yield "It travels as a picture too."


def _number(number: NumberRules) -> Iterator[str]:
    yield f"The claim announces it as {WAY_WORDS[number.transmission]} ({number.transmission})."
    if not number.used:
        yield "It bears no attachment number."
    elif number.issued_by == "service":
        yield "It bears the number that the service gives for the files."
    else:
        yield f"It bears the office’s own number, at most {number.at_most} characters."


def _files_words(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _types(types: Sequence[str], joint: str) -> str:
    *first, last = (TYPE_WORDS[each] for each in types)
    return f"{', '.join(first)} {joint} {last}" if first else last
