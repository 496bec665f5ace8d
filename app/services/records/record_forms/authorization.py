"""The form of a predetermination or prior authorization: asked for, answered, until when."""

from collections.abc import Iterable, Mapping

from app.domain.claims.authorization import GRANTED, Authorization
from app.domain.guides.answers import EvidenceItem
from app.domain.guides.condition import AllOf, FieldIn
from app.domain.guides.guide import Field, FieldKind, Option, Requirement, Section, Severity
from app.domain.practice.people import Patient
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.check import rank_words
from app.services.records.record_forms.form import Plain, RecordForm

KINDS = (
    Option("prior_authorization", "Prior authorization"),
    Option("predetermination", "Predetermination (an estimate)"),
)
DECISIONS = (
    Option("approved", "Approved"),
    Option("partly", "Partly"),
    Option("denied", "Denied"),
    Option("estimate", "Estimate given"),
)
_LETTER = ("evidence", "evidence_title", "evidence_size")


def authorization_form(patient: Patient, codes: Iterable[str]) -> RecordForm[Authorization]:
    """The form for one of the patient's coverages; `codes` are those that have guides."""
    payers = {coverage.order: coverage.payer for coverage in patient.coverages}
    sections = _sections(payers, tuple(codes))
    guide = p.record_guide("authorization", "Authorization", sections, _rules())

    def into(plain: Plain) -> Plain:
        shown = {name: value for name, value in plain.items() if name not in _LETTER}
        if page := str(plain.get("evidence", "")):
            title = str(plain["evidence_title"]) or "Letter"
            shown["letter"] = (EvidenceItem(page, title, int(plain["evidence_size"])),)
        if not shown.get("units"):
            shown.pop("units", None)  # 0 is what it has when nobody said
        asked = str(shown.get("payer", "")).casefold()
        if asked and asked != payers.get(shown["coverage_order"], "").casefold():
            del shown["coverage_order"]  # another payer stands there now: which one is meant?
        return shown

    def out_of(plain: Plain) -> Plain:
        kept = {name: value for name, value in plain.items() if name not in _LETTER}
        order = int(kept.get("coverage_order") or (1 if len(payers) == 1 else 0))
        kept |= {"coverage_order": order or None, "payer": payers.get(order, "")}
        items = kept.pop("letter", ())
        if len(items) > 1:
            kept["letter"] = items  # refused by name: a record keeps one letter
        for item in items[:1]:
            kept |= {"evidence": item.sha256, "evidence_title": item.title}
            kept["evidence_size"] = item.size
        return kept

    return RecordForm(guide, Authorization, into, out_of)


def _sections(payers: Mapping[int, str], codes: tuple[str, ...]) -> tuple[Section, ...]:
    coverages = (Option(str(order), rank_words(order, payer)) for order, payer in payers.items())
    prior = FieldIn("kind", frozenset({"prior_authorization"}))
    estimate = FieldIn("kind", frozenset({"predetermination"}))
    about = (
        p.choice("kind", "What was asked for", KINDS),
        p.coverage(coverages),
        Field(
            "codes",
            FieldKind.CHOICES,
            "For which codes",
            options=tuple(Option(code, code) for code in codes),
        ),
        p.date("requested_on", "Asked for on", "Example: t"),
    )
    answer = (
        p.choice("decision", "Answer", DECISIONS),
        p.date("answered_on", "Answered on", "Example: t"),
        p.text("number", "Number", "As it stands on the letter. Example: PA-4471902"),
        Field("begins", FieldKind.DATE, "First day", "Example: 11/1", show_when=prior),
        p.date("until", "Last day", "Example: 12/31"),
        Field(
            "units",
            FieldKind.NUMBER,
            "Services approved",
            "Example: 1",
            show_when=prior,
            minimum=1,
            maximum=999,
            whole=True,
        ),
        Field("estimate", FieldKind.MONEY, "The payer would pay", show_when=estimate),
        Field("letter", FieldKind.EVIDENCE, "The payer’s letter", "One file."),
        Field("remark", FieldKind.LONG_TEXT, "Conditions, as the payer put them"),
    )
    return Section("about", "Request", about), Section("answer", "Answer", answer)


def _rules() -> tuple[Requirement, ...]:
    granted = FieldIn("decision", frozenset(GRANTED))
    prior = AllOf((granted, FieldIn("kind", frozenset({"prior_authorization"}))))
    return (
        p.asks("kind", "Pick what was asked for.", "An estimate and an approval are two things."),
        p.asks("coverage_order", "Pick the coverage.", "Every coverage answers for itself."),
        p.asks("codes", "Pick the codes it is for.", "It counts for these alone."),
        p.asks("number", "Type its number.", "The claim has to name it.", when=granted),
        p.asks(
            "until",
            "Type its last day.",
            "The payer reads a service after it as not approved.",
            when=prior,
        ),
        p.asks(
            "units",
            "Type how many services were approved.",
            "The payer counts each claim against them.",
            when=prior,
            severity=Severity.SILENT,
        ),
    )
