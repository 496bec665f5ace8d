"""The form of a channel of the office's own: what it takes, its limits, where they come from."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.domain.guides.condition import FieldIn, Not
from app.domain.guides.guide import Field, FieldKind, Option, Requirement, Section
from app.domain.packs.channel import LEAST_BYTES, LEAST_NUMBER, MOST_NUMBER, Channel
from app.domain.practice.people import Border
from app.services.channels.channels import OFFICE, office_source
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.form import Plain, RecordForm

FILE_TYPES = (
    Option("pdf", "PDF"),
    Option("jpeg", "JPEG"),
    Option("png", "PNG"),
    Option("tiff", "TIFF"),
    Option("gif", "GIF"),
    Option("txt", "Text"),
)

TRANSMISSIONS = (
    Option("EL", "Electronic (EL)"),
    Option("FT", "File transfer (FT)"),
    Option("BM", "By mail (BM)"),
    Option("FX", "By fax (FX)"),
    Option("EM", "By e-mail (EM)"),
    Option("AA", "Kept until the payer asks (AA)"),
)

_WHOSE = (
    Option("office", "The office’s own"),
    Option("service", "The one the service gives"),
    Option("none", "None"),
)

_MEGABYTE = 1_000_000
_GROUPS = ("files", "narrative", "number", "pages")
_NO_LIMIT = "A whole number. Leave it empty where no limit is known."
_NO_SIZE = "In megabytes, such as 5 or 2.5. Leave it empty where no limit is known."


def channel_form(before: Channel | None, today: dt.date) -> RecordForm[Channel]:
    """The form of a channel as it stood `before`, or of a new one.

    A rule that is changed here takes the office as its source, dated today unless another day is
    typed; rules left alone keep theirs.
    """
    guide = p.record_guide("channel", "Channel", _sections(), _rules())

    def out_of(plain: Plain) -> Plain:
        return _credited(_bridged(plain), before, today)

    return RecordForm(guide, Channel, _shown, out_of)


def _number(path: str, label: str, help_text: str, least: int, most: int) -> Field:
    return Field(path, FieldKind.NUMBER, label, help_text, minimum=least, maximum=most)


def _sections() -> tuple[Section, ...]:
    has_number = Not(FieldIn("number.transmission", frozenset({"AA"})))
    return (
        Section(
            "channel",
            "Channel",
            (
                p.text("title", "Name of the channel", "As the office calls it."),
                p.yes_no("offered", "Offer it for packs", "No keeps it for old packs only."),
                Field("note", FieldKind.LONG_TEXT, "What staff should know"),
            ),
        ),
        Section("files", "Files", _files()),
        Section(
            "narrative",
            "Narrative",
            (
                _number(
                    "narrative.at_most", "Narrative: characters at most", _NO_LIMIT, 40, 100_000
                ),
                p.yes_no("narrative.number_counts", "Attachment number counts in the claim note"),
                p.yes_no("narrative.as_image", "Narrative travels as a picture too"),
            ),
        ),
        Section(
            "number",
            "Attachment number",
            (
                p.choice("number.transmission", "How the claim says it comes", TRANSMISSIONS),
                Field(
                    "number.whose",
                    FieldKind.CHOICE,
                    "Which number the claim carries",
                    options=_WHOSE,
                    show_when=has_number,
                ),
                Field(
                    "number.at_most",
                    FieldKind.NUMBER,
                    "Characters at most in a number",
                    "From 2 to 50.",
                    minimum=LEAST_NUMBER,
                    maximum=MOST_NUMBER,
                    show_when=has_number,
                ),
            ),
        ),
        Section("source", "Where this comes from", _source()),
    )


def _files() -> tuple[Field, ...]:
    return (
        Field(
            "files.types",
            FieldKind.CHOICES,
            "Files it takes",
            "Without PDF, every page travels as a picture.",
            FILE_TYPES,
        ),
        _number("files.at_most", "Files at most for one claim", _NO_LIMIT, 1, 10_000),
        Field("files.each_mb", FieldKind.NUMBER, "Each at most (MB)", _NO_SIZE),
        Field("files.all_mb", FieldKind.NUMBER, "All together at most (MB)", _NO_SIZE),
        _number("pages.dpi", "Pictures in dots per inch", "From 72 to 600; 200 is usual.", 72, 600),
        p.yes_no("pages.gray", "Pictures in gray"),
    )


def _source() -> tuple[Field, ...]:
    return (
        p.text("source.title", "Where you read it", "Example: upload page of Example Mutual"),
        p.text("source.where", "Page or address"),
        p.date("source.checked", "Checked on", "Example: t"),
    )


def _rules() -> tuple[Requirement, ...]:
    return (
        p.asks("title", "Name the channel.", "Packs and the claim data page offer it by name."),
        p.asks("files.types", "Choose the files it takes.", "Packs are made of nothing else."),
        p.asks("source.title", "Say where you read it.", "A limit without a source is hearsay."),
        p.not_later_than_today(
            "source.checked", "Check the day: it lies in the future.", "Nobody can have read it."
        ),
    )


def _shown(plain: Plain) -> Plain:
    """A channel's values as the form shows them."""
    files, number = dict(plain.get("files", {})), dict(plain.get("number", {}))
    for bytes_name, name in (("file_bytes", "each_mb"), ("total_bytes", "all_mb")):
        if size := files.pop(bytes_name, None):
            files[name] = f"{Decimal(size) / _MEGABYTE:f}"
    if number:
        number["whose"] = number["issued_by"] if number["used"] else "none"
    sources = plain.get("sources", {})
    return {
        **plain,
        "files": files,
        "number": number,
        "offered": not plain.get("retired", False),
        "source": sources.get(OFFICE, {}),
    }


def _bridged(plain: Plain) -> Plain:
    """The form's values in the shape of a channel; the source typed stays under `source`."""
    files, number = dict(plain.get("files", {})), dict(plain.get("number", {}))
    for bytes_name, name in (("file_bytes", "each_mb"), ("total_bytes", "all_mb")):
        size = files.get(name)
        if size is None or size * _MEGABYTE >= LEAST_BYTES:  # smaller ones are refused by name
            files.pop(name, None)
            files[bytes_name] = None if size is None else int(size * _MEGABYTE)
    whose = number.pop("whose", "office")
    number["used"] = whose != "none" and number.get("transmission") != "AA"
    number["issued_by"] = "service" if whose == "service" else "office"
    kept = {name: value for name, value in plain.items() if name != "offered"}
    return kept | {
        "files": files,
        "number": number,
        "retired": not plain.get("offered", True),
        "own": True,
    }


def _credited(plain: Plain, before: Channel | None, today: dt.date) -> Plain:
    """The channel with the office as the source of every rule that is not as it was."""
    typed = dict(plain.pop("source", {}))
    changed = False
    for name in _GROUPS:
        rules = dict(plain.get(name, {}))
        if before is None or not _same(getattr(before, name), rules):
            rules["source"] = OFFICE
            changed = True
        plain[name] = rules
    was = before.sources.get(OFFICE) if before else None
    if changed and was is not None and typed.get("checked") == was.checked:
        typed["checked"] = today
    source = office_source(today).model_dump() | typed
    return plain | {"sources": {**plain.get("sources", {}), OFFICE: source}}


def _same(rules: Border, typed: Mapping[str, Any]) -> bool:
    """Whether the values typed are those the rules had, their source aside."""
    fields = type(rules).model_fields
    now = {name: typed.get(name, field.default) for name, field in fields.items()}
    return {**now, "source": ""} == {**rules.model_dump(), "source": ""}
