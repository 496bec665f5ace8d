"""The form of a benefit check, in the order it is asked on the phone.

The patient page shows it as a card, the call sheet (`services.payers.call_sheets`) on one screen:
then coverage, code and asker are settled, and what the payer card says stands beside each question.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.domain.guides.answers import ClosingKind, EvidenceItem
from app.domain.guides.condition import AllOf, Answered, Condition, FieldIn, Not
from app.domain.guides.guide import Field, FieldKind, Option, Requirement, Section, Severity
from app.domain.payers.payer import Verification
from app.domain.practice.people import Patient
from app.domain.reading.dates import show_date
from app.services.cards.card_sayings import Saying
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.form import Plain, RecordForm

CHANNELS = (
    Option("phone", "Phone"),
    Option("portal", "Portal"),
    Option("electronic", "Electronic (270/271)"),
    Option("fax", "Fax"),
    Option("other", "Other"),
)

COVERED = (
    Option("yes", "Yes"),
    Option("no", "No"),
    Option("would_not_say", "Would not say"),
)

PREDETERMINATION = (
    Option("required", "Required"),
    Option("optional", "Optional"),
    Option("no", "No"),
)
AUTHORIZATION = (Option("required", "Required"), Option("no", "No"))
RECORDS = (
    Option("narrative", "Narrative"),
    Option("chart_note", "Chart note"),
    Option("both", "Both"),
)
ATTACHMENTS = (
    Option("required", "Send"),
    Option("on_request", "On request"),
    Option("unless_asked", "If asked"),
    Option("never", "Never"),
)
SHARED = ("checked_on", "channel", "representative", "reference", "portal")
"""What one call answers for every code that is asked about."""

ASKED = (
    "covered",
    "limits",
    "predetermination",
    "prior_authorization",
    "same_day",
    "records",
    "attachments",
    "timely_filing",
    "appeal_window",
)
"""The questions to the payer, in their order."""

_OFF_THE_CALL = ("active_since", "active_known_by")
"""What the payer's answer to a claim tells: the call sheet has no room for it."""

_REFUSED: tuple[ClosingKind, ...] = ("would_not_say",)
_RANKS = ("primary", "secondary", "tertiary")


@dataclass(frozen=True, slots=True)
class Call:
    """What is settled before the phone is picked up.

    `order` and `code` are the coverage and the code asked about, `asker` who asks. `sayings` is
    what the payer card says. `began` is the day the work began, where that is past and nobody asked
    in time: then the reason is asked for.
    """

    order: int
    code: str
    asker: str = ""
    sayings: Mapping[str, Saying] = field(default_factory=dict)
    began: dt.date | None = None


def check_form(
    patient: Patient, codes: Mapping[str, str], call: Call | None = None
) -> RecordForm[Verification]:
    """The form of a check for one of the patient's coverages and one of the codes."""
    payers = {coverage.order: coverage.payer for coverage in patient.coverages}
    sections = _sections(payers, codes)
    rules = _rules()
    if call is not None:
        sections = tuple(_on_one_screen(section, call) for section in sections)
        rules = (*rules, *_remarks(call))
    guide = p.record_guide("check", "Benefit check", sections, rules)

    def into(plain: Plain) -> Plain:
        shown = dict(plain)
        page = str(shown.pop("portal_page", ""))
        title, size = str(shown.pop("portal_title", "")), int(shown.pop("portal_size", 0))
        if page:
            shown["portal"] = (EvidenceItem(page, title or "Portal page", size),)
        asked = str(shown.get("payer", "")).casefold()
        if asked and asked != payers.get(shown["coverage_order"], "").casefold():
            del shown["coverage_order"]  # another payer stands there now: which one is meant?
        return shown

    def out_of(plain: Plain) -> Plain:
        kept = dict(plain)
        order = int(kept.get("coverage_order") or (1 if len(payers) == 1 else 0))
        kept["coverage_order"] = order or None
        kept["payer"] = payers.get(order, "")
        if call is not None and not kept.get("checked_by"):
            kept["checked_by"] = call.asker
        items = kept.pop("portal", ())
        if len(items) > 1:
            kept["portal"] = items  # refused by name: a check keeps one file
        for item in items[:1]:
            kept |= {"portal_page": item.sha256, "portal_title": item.title}
            kept["portal_size"] = item.size
        return kept

    return RecordForm(guide, Verification, into, out_of)


def rank_words(order: int, payer: str) -> str:
    """A coverage in words: `Example Dental Plan (primary)`."""
    return f"{payer} ({_RANKS[order - 1]})"


def _sections(payers: Mapping[int, str], codes: Mapping[str, str]) -> tuple[Section, ...]:
    coverages = (Option(str(order), rank_words(order, payer)) for order, payer in payers.items())
    about = (
        p.coverage(coverages),
        p.choice("code", "For which code", (Option(code, code) for code in codes)),
        p.text("checked_by", "Who checked", directory="staff"),
    )
    call = (
        p.choice("channel", "How", CHANNELS),
        p.text("representative", "Whom you spoke with at the payer"),
        p.text("reference", "Reference number of the call"),
        Field("checked_on", FieldKind.DATE, "Checked on", "Example: t", default="today"),
        Field(
            "portal",
            FieldKind.EVIDENCE,
            "The portal’s page",
            "One file: what the portal showed. It is kept in the practice file.",
        ),
    )
    return (
        Section("about", "Benefit check", about),
        Section("call", "How it was asked", call),
        Section("answers", "What the payer said", tuple(_answers())),
    )


def _answers() -> Iterator[Field]:
    yield p.choice("covered", "Is this code covered?", COVERED)
    for each in (
        Field("limits", FieldKind.LONG_TEXT, "Limits and frequency, as the payer put it"),
        p.choice("predetermination", "Predetermination (an estimate)", PREDETERMINATION),
        p.choice("prior_authorization", "Prior authorization", AUTHORIZATION),
        p.text("same_day", "Same-day rules", "Example: not with D0140"),
        p.choice("records", "Records wanted", RECORDS),
        p.choice("attachments", "Attachments", ATTACHMENTS),
        p.text("timely_filing", "Timely filing", "Example: 12 months from service"),
        p.text("appeal_window", "Time to appeal", "Example: 180 days from the EOB"),
    ):
        yield replace(each, closings=_REFUSED)
    yield p.date("stale_after", "Ask again after", "Example: t+30, 12/31")
    yield p.text("late_reason", "Why it was asked only after the work began")
    yield p.date(
        "active_since", "Benefit active since", "Where one claim of the code switches it on"
    )
    yield p.text(
        "active_known_by",
        "How that is known",
        "Example: EOB of 11/14",
        show_when=Answered("active_since"),
    )


def _on_one_screen(section: Section, call: Call) -> Section:
    """The fields as the call sheet shows them: numbered, on single lines, the settled filled in."""
    settled = {"coverage_order": str(call.order), "code": call.code, "channel": "phone"}
    fields = (
        replace(each, default=settled.get(each.id, each.default), show_when=_shown_when(each.id))
        for each in section.fields
        if each.id not in _OFF_THE_CALL and (each.id != "late_reason" or call.began)
    )
    return replace(section, fields=tuple(_as_question(each, call) for each in fields))


def _shown_when(name: str) -> Condition | None:
    portal = FieldIn("channel", frozenset({"portal"}))
    match name:
        case "portal":
            return portal
        case "representative" | "reference":
            return Not(portal)
        case _:
            return None


def _as_question(each: Field, call: Call) -> Field:
    if each.id not in ASKED:
        return each
    label = f"{ASKED.index(each.id) + 1}. {each.label.replace('this code', call.code)}"
    kind = FieldKind.TEXT if each.kind is FieldKind.LONG_TEXT else each.kind
    said = call.sayings.get(each.id)
    words = f"The card says: {said.words}. Example: Card: {said.words}" if said else each.help
    return replace(each, label=_short(label), kind=kind, help=words)


def _short(label: str) -> str:
    """A label without what explains it: there are three in a line."""
    return label.partition(", ")[0].partition(" (")[0]


def _remarks(call: Call) -> Iterator[Requirement]:
    """Where the payer's answer is not what its card says, and where the check comes late."""
    for name, said in call.sayings.items():
        if said.value:
            other = AllOf((Answered(name), Not(FieldIn(name, frozenset({said.value})))))
            yield p.remarks(
                name,
                f"The card says: {said.words}.",
                "Ask once more, or correct the card.",
                when=_unless_refused(name, other),
            )
    if call.began:
        yield p.asks(
            "late_reason",
            f"Work on {call.code} began on {show_date(call.began)}. Say why it is asked later.",
            "A check made afterwards cannot show that coverage was known.",
            severity=Severity.WARNS,
        )


def _unless_refused(name: str, other: Condition) -> Condition:
    """An answer that was refused contradicts nothing."""
    return AllOf((other, Not(FieldIn(name, frozenset(_REFUSED)))))


def _rules() -> tuple[Requirement, ...]:
    spoken = FieldIn("channel", frozenset({"phone"}))
    traced = "A check nobody can trace proves nothing when the payer denies having said so."
    return (
        p.asks("coverage_order", "Pick the coverage.", "Every coverage answers for itself."),
        p.asks("code", "Pick the code.", "An active plan can still exclude this code."),
        p.asks("checked_on", "Type the day of the check.", "It must not be later than the work."),
        p.not_later_than_today(
            "checked_on",
            "Check the day: it lies in the future.",
            "Nobody can have asked yet.",
        ),
        p.asks("covered", "Record the payer’s answer for this code.", "It is what was asked."),
        p.asks("representative", "Type whom you spoke with.", traced, when=spoken),
        p.asks(
            "reference",
            "Type the reference number of the call.",
            traced,
            when=spoken,
            severity=Severity.SILENT,
        ),
        p.asks(
            "portal",
            "Keep the portal’s page.",
            traced,
            when=FieldIn("channel", frozenset({"portal"})),
        ),
    )
