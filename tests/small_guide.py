"""A small guide with every shape the engine meets: chains, nested tables, claim items, warnings."""

import datetime as dt
from pathlib import Path

from app.domain.codes.icd10 import DiagnosisIndex
from app.domain.facts.known import Known
from app.domain.guides.condition import AllOf, Answered, AnyOf, FieldIn, Not, SomeRow
from app.domain.guides.guide import (
    Act,
    Field,
    FieldKind,
    Guide,
    Option,
    Purpose,
    Requirement,
    Section,
    Sentence,
    Severity,
    Source,
)
from app.domain.notes.note import Note
from app.paths import resources_folder
from app.rules.checks import at_least, avoids_words, date_order, never, number_range, required
from app.rules.compiled import CompiledGuide
from app.services.notes.answer_reading import AnswerReader
from app.services.notes.draft import Draft

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
CHART, CLAIM = Purpose.CHART, Purpose.CLAIM


def _options(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value, value.replace("_", " ").title()) for value in values)


KINDS = _options("call", "walk")


def _is(field: str, *values: str) -> FieldIn:
    return FieldIn(field, frozenset(values))


SECTIONS = (
    Section(
        "story",
        "Story",
        (
            Field("reason", FieldKind.CHOICE, "Reason", options=_options("pain", "other")),
            Field("which", FieldKind.TEXT, "Which", show_when=_is("reason", "other")),
            Field("why_that", FieldKind.LONG_TEXT, "Why", show_when=Answered("which")),
            Field("day", FieldKind.DATE, "Day", default="today"),
            Field("billing", FieldKind.CHOICE, "Billing", options=_options("bill", "chart_only")),
        ),
    ),
    Section(
        "visits",
        "Visits",
        (
            Field(
                "visits",
                FieldKind.TABLE,
                "Visits",
                row_name="Visit",
                show_when=Not(_is("reason", "pain")),
                fields=(
                    Field("visits/on", FieldKind.DATE, "On"),
                    Field("visits/minutes", FieldKind.MINUTES, "Minutes"),
                    Field("visits/kind", FieldKind.CHOICE, "Kind", options=KINDS),
                    Field(
                        "visits/number",
                        FieldKind.PHONE,
                        "Number",
                        show_when=AllOf((_is("visits/kind", "call"), Answered("which"))),
                    ),
                    Field(
                        "visits/tries",
                        FieldKind.TABLE,
                        "Tries",
                        row_name="Try",
                        show_when=_is("visits/kind", "call"),
                        fields=(
                            Field("visits/tries/on", FieldKind.DATE, "On"),
                            Field(
                                "visits/tries/how",
                                FieldKind.TEXT,
                                "How",
                                show_when=Not(Answered("visits/number")),
                            ),
                        ),
                    ),
                ),
            ),
            Field(
                "summary",
                FieldKind.LONG_TEXT,
                "Summary",
                show_when=SomeRow("visits", _is("visits/kind", "walk")),
            ),
        ),
    ),
)


def _requires(
    name: str,
    params: object,
    *,
    check: str = "required",
    when: object = None,
    needed: frozenset[Purpose] = frozenset({CHART}),
    severity: Severity = Severity.NEEDED,
    blocks: Act | None = None,
    field: str = "",
) -> Requirement:
    path = field or params.field  # type: ignore[attr-defined]  # every Params has a field
    table = path.rpartition("/")[0]
    return Requirement(
        name, check, params, path, f"Give {path}.", "It is asked.", "S", severity, needed, blocks,
        when, table,  # type: ignore[arg-type]  # a condition or None, see the signature
    )  # fmt: skip


REQUIRES = (
    _requires("reason", required.Params("reason"), needed=frozenset({CHART, CLAIM})),
    _requires("which", required.Params("which")),
    _requires("why", required.Params("why_that"), needed=frozenset({CLAIM})),
    _requires("day", required.Params("day"), severity=Severity.BLOCKS, blocks=Act.SIGNING),
    _requires("visit", at_least.Params("visits", "visits", 1), check="at_least", field="visits"),
    _requires(
        "two-walks",
        at_least.Params("visits", "visits", 2, _is("visits/kind", "walk")),
        check="at_least",
        field="visits",
        severity=Severity.SILENT,
    ),
    _requires("visit-on", required.Params("visits/on"), needed=frozenset({CHART, CLAIM})),
    _requires("visit-minutes", required.Params("visits/minutes"), needed=frozenset({CLAIM})),
    _requires(
        "visit-long",
        number_range.Params("visits/minutes", 1, 60),
        check="number_range",
        severity=Severity.WARNS,
    ),
    _requires("visit-number", required.Params("visits/number"), when=_is("reason", "other")),
    _requires("try-how", required.Params("visits/tries/how")),
    _requires(
        "try-after",
        date_order.Params("visits/tries/on", "visits/tries/on", ("visits/on",)),
        check="date_order",
        severity=Severity.WARNS,
    ),
    _requires(
        "first-visit",
        date_order.Params("day", "visits/on", ("day",)),
        check="date_order",
        field="day",
        severity=Severity.WARNS,
    ),
    _requires("summary", required.Params("summary")),
    _requires(
        "odd",
        never.Params("reason"),
        check="never",
        when=AnyOf((_is("reason", "pain"), SomeRow("visits", None, 3))),
        severity=Severity.WARNS,
        needed=frozenset({CLAIM}),
    ),
    _requires(
        "words",
        avoids_words.Params("summary", ("summary", "which"), ("clearance",)),
        check="avoids_words",
        severity=Severity.SILENT,
    ),
    _requires("name", required.Params("patient.name"), field="patient.name"),
    _requires("member", required.Params("coverages/member_id"), field="coverages/member_id"),
)

SAYS = (
    Sentence("why", 1, "Seen on {day} because of {reason}[, namely {which}].", short="{reason}."),
    Sentence(
        "visit", 2, "Visit of {visits/minutes}[ on {visits/on}].", each="visits", short="Visit."
    ),
    Sentence("sum", 3, "{visits|count} visits took {visits/minutes|sum} in all."),
    Sentence("end", 4, "Summary: {summary}."),
)

SOURCE = Source("S", "Small source", "practice", TODAY)
GUIDE = Guide(
    "X0001",
    1,
    "Small",
    {"S": SOURCE},
    SECTIONS,
    REQUIRES,
    SAYS,
    chart_only=_is("billing", "chart_only"),
)

TEMPLATES = tuple(GUIDE.fields)


def index() -> DiagnosisIndex:
    """The shipped list of diagnoses."""
    return DiagnosisIndex(Path(resources_folder()) / "icd10" / "diagnoses.bin")


def reader() -> AnswerReader:
    """A reader whose now is fixed."""
    return AnswerReader(lambda: NOW, index)


def draft(known: Known | None = None, guide: Guide = GUIDE) -> Draft:
    """An empty draft over the small guide."""
    note = Note("n1", guide.code, 1, "p1", "t1", "a1", NOW)
    return Draft(note, CompiledGuide(guide), known or Known(TODAY), reader(), lambda: NOW, "a1")


def open_ids(of: Draft) -> set[str]:
    """The ids of everything open, invitations left out."""
    return {item.id for item in of.state.open_items}
