"""The fields of a payer card's form: how it is reached, its deadlines and appeals, each code.

`payer_card` puts them together.
"""

from collections.abc import Mapping

from app.domain.guides.condition import Answered, Condition, FieldIn
from app.domain.guides.guide import Field, FieldKind, Option
from app.services.cards.appeal_words import KINDS
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.patient import PAYER_TYPES

COVERED = (
    Option("yes", "Covered"),
    Option("by_plan", "By some plans"),
    Option("no", "Not covered"),
)
REPEAT = (
    Option("per_date", "Again on another date"),
    Option("trigger", "Once, to switch the benefit on"),
)
NEEDED = (
    Option("required", "Required"),
    Option("optional", "Optional"),
    Option("no", "Not needed"),
)
MUST = (Option("required", "Required"), Option("no", "Not needed"))
RECORDS = (
    Option("narrative", "Narrative"),
    Option("chart_note", "Chart note"),
    Option("both", "Both"),
)
ATTACHMENTS = (
    Option("required", "With every claim"),
    Option("on_request", "When asked"),
    Option("unless_asked", "Refused unless asked"),
    Option("never", "Never"),
)
PER = (
    Option("day", "A day"),
    Option("months", "Months"),
    Option("calendar_year", "Calendar year"),
    Option("benefit_year", "Benefit year"),
    Option("lifetime", "Lifetime"),
)
UNITS = (
    Option("days", "Days"),
    Option("work_days", "Working days"),
    Option("months", "Months"),
)
COUNTED_FROM = (
    Option("service", "Date of service"),
    Option("eob", "Date of the EOB"),
    Option("eob_received", "Day the EOB came"),
    Option("request", "Date of the payer’s request"),
    Option("decision", "Date of the decision before"),
)
APPEALS = tuple(Option(kind, words.label) for kind, words in KINDS.items())
SIGNERS = (
    Option("treating_dentist", "Treating dentist"),
    Option("practice", "Anyone in the practice"),
    Option("member", "Member"),
)
PURPOSES = (
    Option("payer", "This payer"),
    Option("claim", "The claim"),
    Option("appeal", "An appeal"),
)

_LISTED = "Several with commas between."


def payer() -> tuple[Field, ...]:
    """Who the payer is."""
    return (
        p.text(
            "payer",
            "Payer",
            "Coverages of exactly this name go by this card.",
        ),
        Field("payer_types", FieldKind.CHOICES, "Kinds of plans it speaks of", "", PAYER_TYPES),
        p.text("payer_ids", "Payer ids", _LISTED),
        _number("fresh_days", "Days a checked fact counts as fresh", "365 is usual.", 30, 1825),
    )


def reach() -> tuple[Field, ...]:
    """How the payer is reached."""
    return (
        p.phone("phone", "Phone for providers"),
        p.phone("fax", "Fax"),
        p.text("portal", "Portal"),
        *p.address(),
    )


def window(path: str, label: str) -> tuple[Field, ...]:
    """A span of time and the day from which it is counted."""
    given = Answered(f"{path}.amount")
    return (
        _number(f"{path}.amount", label, "A whole number.", 1, 3650),
        p.choice(f"{path}.unit", "Counted in", UNITS, when=given),
        p.choice(f"{path}.counted_from", "Counted from", COUNTED_FROM, when=given),
    )


def appeals() -> Field:
    """The ways to have the payer look again."""
    return Field(
        "appeals",
        FieldKind.TABLE,
        "Ways to have the payer look again",
        "One row for each kind and level.",
        row_name="Appeal",
        fields=(
            p.choice("appeals/kind", "Kind", APPEALS),
            _number("appeals/level", "Level", "1 is the first.", 1, 5),
            *window("appeals/window", "Must arrive within"),
            p.choice("appeals/signer", "Who must sign", SIGNERS),
            _number("appeals/answered_in", "Days the payer takes to answer", "", 1, 365),
            p.text("appeals/how", "How, in what form, with what"),
        ),
    )


def code_fields(
    code: str, askable: Mapping[str, str], channels: Mapping[str, str], others: Mapping[str, str]
) -> tuple[Field, ...]:
    """What a card says of one code. `others` are sentences of rules that a file brought, by id."""
    at = f"codes.{code}"
    return (
        p.choice(f"{at}.covered", "Coverage", COVERED),
        p.choice(f"{at}.repeat", "Repeats", REPEAT),
        p.text(f"{at}.repeat_note", "About repeats"),
        _limits(f"{at}.limits"),
        p.choice(f"{at}.predetermination", "Predetermination (an estimate)", NEEDED),
        p.choice(f"{at}.prior_authorization", "Prior authorization", MUST),
        p.choice(f"{at}.records", "Records it wants", RECORDS),
        p.choice(f"{at}.attachments", "Attachments", ATTACHMENTS),
        *p.choice_if_any(
            f"{at}.channel",
            "Channel",
            tuple(Option(name, title) for name, title in channels.items()),
        ),
        _number(f"{at}.narrative_limit", "Characters of narrative it reads", "", 1, 100_000),
        p.text(f"{at}.same_day_exclusions", "Codes not paid on the same day", _LISTED),
        *_asks(f"{at}.asks", askable),
        *_others(f"{at}.others", others),
    )


def _limits(path: str) -> Field:
    in_months = FieldIn(f"{path}/per", frozenset({"months"}))
    return Field(
        path,
        FieldKind.TABLE,
        "How often it is paid",
        row_name="Limit",
        fields=(
            _number(f"{path}/most", "Times at most", "1 unless said otherwise.", 1, 99),
            p.choice(f"{path}/per", "In", PER),
            _number(f"{path}/months", "Months", "", 1, 120, when=in_months),
            p.text(f"{path}/remark", "Remark", "Example: shared with D9310"),
        ),
    )


def _asks(path: str, askable: Mapping[str, str]) -> tuple[Field, ...]:
    if not askable:
        return ()
    options = tuple(Option(field, label) for field, label in askable.items())
    return (
        Field(
            path,
            FieldKind.TABLE,
            "Also asked for",
            "The next note of this code asks for them. One that is removed is asked no more.",
            row_name="Fact",
            fields=(
                p.choice(f"{path}/field", "Field of the note", options),
                Field(f"{path}/needed_for", FieldKind.CHOICES, "Needed for", "", PURPOSES),
                p.text(f"{path}/say", "What to do", "Example: Add the NPI of whoever answered."),
                p.text(f"{path}/because", "Why", "Example: Claims without it were denied."),
            ),
        ),
    )


def _others(path: str, others: Mapping[str, str]) -> tuple[Field, ...]:
    if not others:
        return ()
    options = tuple(Option(rule_id, say) for rule_id, say in others.items())
    help_text = "They came with a file. One that is taken out is asked no more."
    return (Field(path, FieldKind.CHOICES, "Other rules in force", help_text, options),)


def _number(
    path: str, label: str, help_text: str, least: int, most: int, when: Condition | None = None
) -> Field:
    kind = FieldKind.NUMBER
    return Field(path, kind, label, help_text, minimum=least, maximum=most, show_when=when)
