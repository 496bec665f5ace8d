"""Packs in words: what a channel takes and how full it is, files, when and how one was sent.

The pages of a pack, the list of packs and the head of a note use the same.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.guides.paths import TOP
from app.domain.packs.channel import Channel
from app.domain.packs.pack import UPLOADED, FileRole, Pack, PackedFile, SentBy
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.services.packs.pack_limits import in_megabytes
from app.services.packs.pack_making import PackTrial
from app.services.packs.pack_material import Attached, PackMaterial

WAYS: Mapping[SentBy, str] = {
    "portal": "Payer’s portal",
    "clearinghouse": "Clearinghouse",
    "email": "Secure e-mail",
    "fax": "Fax",
    "mail": "Mail",
    "hand": "By hand",
    "other": "Another way",
}

_BY: Mapping[SentBy, str] = {
    "portal": "by portal",
    "clearinghouse": "by clearinghouse",
    "email": "by e-mail",
    "fax": "by fax",
    "mail": "by mail",
    "hand": "by hand",
    "other": "another way",
}

_ROLES: Mapping[FileRole, str] = {
    "pack": "Attachment",
    "page": "Page",
    "narrative": "Narrative as text",
    "narrative_image": "Narrative as picture",
    "cover": "Cover sheet, stays in the office",
    "manifest": "Manifest, stays in the office",
}

_CHART_ONLY = (
    "No claim is made for it, so nothing is sent to a payer. “Bill this?” in the note decides that."
)

_USUAL_WAYS: Mapping[str, SentBy] = {"BM": "mail", "FX": "fax", "EM": "email", "FT": "portal"}


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of one limit is used: `share` of it, None where no limit is known."""

    title: str
    words: str
    share: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is more than the channel takes."""
        return self.share is not None and self.share > 1


def usual_way(channel: Channel | None) -> SentBy:
    """How a channel's packs are most likely sent."""
    if channel is None:
        return "other"
    electronic: SentBy = "clearinghouse" if channel.number.issued_by == "service" else "portal"
    return _USUAL_WAYS.get(channel.number.transmission, electronic)


def takes(channel: Channel) -> str:
    """What a channel takes, on one line."""
    rules = channel.files
    parts = [", ".join(each.upper() for each in rules.types if each != "txt")]
    if rules.at_most:
        parts.append(f"up to {_count(rules.at_most, 'file')}")
    if rules.file_bytes:
        parts.append(f"{in_megabytes(rules.file_bytes)} each")
    if rules.total_bytes:
        parts.append(f"{in_megabytes(rules.total_bytes)} in all")
    if channel.narrative.at_most:
        parts.append(f"narrative up to {channel.narrative.at_most:,} characters")
    return " · ".join(parts)


def meters(channel: Channel, trial: PackTrial) -> tuple[Meter, ...]:
    """How much of the channel's limits a pack uses."""
    files = [file for file in trial.pack.files if file.role in UPLOADED]
    rules, length = channel.files, len(trial.narrative.text)
    largest = max((file.size for file in files), default=0)
    found = [
        _meter("Files", len(files), rules.at_most),
        _bytes("Together", sum(file.size for file in files), rules.total_bytes),
    ]
    if rules.file_bytes:
        found.append(_bytes("Largest file", largest, rules.file_bytes))
    found.append(_meter("Narrative", length, channel.narrative.at_most, " characters"))
    return tuple(found)


def file_line(file: PackedFile) -> str:
    """What a file of a pack is, its pages and its size."""
    pages = _count(file.pages, "page") if file.pages > 1 or file.role == "pack" else ""
    parts = (_ROLES[file.role], pages, in_megabytes(file.size))
    return " · ".join(part for part in parts if part)


def document_line(attached: Attached) -> str:
    """Kind and pages of a document, and what is special about it here."""
    record = attached.record
    if record is None:
        return attached.why
    count, sent = len(record.pages), len(record.sent_pages)
    pages = _count(count, "page") if sent == count else f"{sent} of {_count(count, 'page')}"
    parts = [record.kind.label, pages]
    if attached.sensitive:
        parts.append("Sensitive")
    if not attached.field:
        parts.append("Not part of this note")
    return " · ".join(parts)


def sending_line(pack: Pack, zone: dt.tzinfo) -> str:
    """When and how a pack was sent, or that this is not recorded."""
    if pack.sent is None:
        return "Not recorded as sent"
    at = pack.sent.at.astimezone(zone)
    reference = f", reference {pack.sent.reference}" if pack.sent.reference else ""
    when = f"{show_date(at.date())} at {show_time(at.time())}"
    return f"Sent {_BY[pack.sent.by_way_of]} on {when}{reference}"


def number_sent_words(other: Pack, zone: dt.tzinfo) -> str:
    """That another pack went under the same number, and what somebody should think of first."""
    return (
        f"Another pack with number {other.control_number} is recorded already:"
        f" {sending_line(other, zone).lower()}. The payer takes both for one. Record this one only"
        " if it went too."
    )


def last_sending(packs: Sequence[Pack], zone: dt.tzinfo) -> str:
    """The latest sending in a few words, for the head of a note; empty when there is none."""
    sent = [pack.sent for pack in packs if pack.sent]
    if not sent:
        return ""
    last = max(sent, key=lambda each: each.at)
    day = last.at.astimezone(zone)
    return f"Sent {day:%m/%d} {_BY[last.by_way_of]}"


def made_line(pack: Pack, zone: dt.tzinfo) -> str:
    """When, by whom, with which number and by which version of the program a pack was made."""
    at = pack.made_at.astimezone(zone)
    parts = [f"Made {show_date(at.date())} at {show_time(at.time())}"]
    if pack.made_by:
        parts.append(f"by {pack.made_by}")
    numbered = f", attachment {pack.control_number}" if pack.control_number else ""
    return f"{' '.join(parts)}{numbered}, with Chartproof {pack.program}"


def tab_words(pack: Pack, zone: dt.tzinfo) -> str:
    """A pack in as few words as a tab has room for."""
    return f"{pack.made_at.astimezone(zone):%m/%d} · {pack.channel_title}"


def why_nothing_is_sent(material: PackMaterial) -> tuple[str, str]:
    """Title and sentence where a note has nothing for a payer; empty words where it has."""
    view = material.view
    if not view.note.patient_id:
        return "No patient yet", "Choose the patient in the note; then an attachment can be made."
    condition = view.guide.chart_only
    if condition is not None and condition.holds(view.facts, TOP):
        return "This note is for the chart only", _CHART_ONLY
    return "", ""


def has_coverage(material: PackMaterial) -> bool:
    """Whether it is known who pays."""
    return bool(material.view.facts.rows("coverages"))


def _meter(title: str, used: int, limit: int | None, unit: str = "") -> Meter:
    if limit is None:
        return Meter(title, f"{used:,}{unit} · no limit known")
    return Meter(title, f"{used:,} of {limit:,}{unit}", used / limit)


def _bytes(title: str, used: int, limit: int | None) -> Meter:
    if limit is None:
        return Meter(title, f"{in_megabytes(used)} · no limit known")
    return Meter(title, f"{in_megabytes(used)} of {in_megabytes(limit)}", used / limit)


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
