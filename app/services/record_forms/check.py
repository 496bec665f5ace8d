"""The form of a benefit check, in the order it is asked on the phone."""

from collections.abc import Mapping

from app.domain.answers import EvidenceItem
from app.domain.condition import FieldIn
from app.domain.guide import Field, FieldKind, Option, Requirement, Section, Severity
from app.domain.payer import Verification
from app.domain.people import Patient
from app.services.record_forms import parts as p
from app.services.record_forms.form import Plain, RecordForm

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

_PREDETERMINATION = (
    Option("required", "Required"),
    Option("optional", "Optional"),
    Option("no", "No"),
)
_AUTHORIZATION = (Option("required", "Required"), Option("no", "No"))
_RANKS = ("primary", "secondary", "tertiary")


def check_form(patient: Patient, codes: Mapping[str, str]) -> RecordForm[Verification]:
    """The form of a check for one of the patient's coverages and one of the codes."""
    payers = {coverage.order: coverage.payer for coverage in patient.coverages}
    guide = p.record_guide("check", "Benefit check", (_section(payers, codes),), _rules())

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


def _section(payers: Mapping[int, str], codes: Mapping[str, str]) -> Section:
    coverages = (Option(str(order), rank_words(order, payer)) for order, payer in payers.items())
    return Section(
        "check",
        "Benefit check",
        (
            p.choice("coverage_order", "Coverage", coverages),
            p.choice("code", "For which code", (Option(code, code) for code in codes)),
            Field("checked_on", FieldKind.DATE, "Checked on", "Example: t", default="today"),
            p.choice("channel", "How", CHANNELS),
            p.text("checked_by", "Who checked", directory="staff"),
            p.text("representative", "Whom you spoke with at the payer"),
            p.text("reference", "Reference number of the call"),
            Field(
                "portal",
                FieldKind.EVIDENCE,
                "The portal’s page",
                "One file: what the portal showed. It is kept in the practice file.",
            ),
            p.choice("covered", "Is this code covered?", COVERED),
            p.choice("predetermination", "Predetermination (an estimate)", _PREDETERMINATION),
            p.choice("prior_authorization", "Prior authorization", _AUTHORIZATION),
            p.date("stale_after", "Ask again after", "Example: t+30, 12/31"),
            Field(
                "limits",
                FieldKind.LONG_TEXT,
                "Limits and frequency, as the payer put it",
            ),
        ),
    )


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
