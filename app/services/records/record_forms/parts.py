"""What the forms of records are put together from: fields, rules and the guide around them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from app.domain.guides.condition import Condition
from app.domain.guides.guide import (
    Field,
    FieldKind,
    Guide,
    Option,
    Purpose,
    Requirement,
    Section,
    Severity,
)
from app.domain.guides.paths import parent_table
from app.rules.checks import never, not_future, pattern, required
from app.rules.compiled import CompiledGuide

K = FieldKind

CLAIM = frozenset({Purpose.CLAIM})


def text(
    path: str,
    label: str,
    help_text: str = "",
    *,
    show_when: Condition | None = None,
    directory: str = "",
) -> Field:
    """Words on one line."""
    return Field(path, K.TEXT, label, help_text, show_when=show_when, directory=directory)


def date(path: str, label: str, help_text: str = "Example: 11/3/2026") -> Field:
    """A day."""
    return Field(path, K.DATE, label, help_text)


def phone(path: str, label: str) -> Field:
    """A telephone or fax number."""
    return Field(path, K.PHONE, label, "Example: 614-555-0100")


def npi(path: str, label: str, help_text: str) -> Field:
    """A national provider identifier; its check digit is judged as it is typed."""
    return Field(path, K.NPI, label, help_text)


def choice(
    path: str,
    label: str,
    options: Iterable[Option],
    help_text: str = "",
    *,
    when: Condition | None = None,
) -> Field:
    """One of several."""
    return Field(path, K.CHOICE, label, help_text, tuple(options), show_when=when)


def coverage(offered: Iterable[Option]) -> Field:
    """Which coverage of the patient, by its order; the only one is chosen already."""
    options = tuple(offered)
    only = options[0].value if len(options) == 1 else ""
    return Field("coverage_order", K.CHOICE, "Coverage", options=options, default=only)


def choice_if_any(
    path: str, label: str, options: Iterable[Option], help_text: str = ""
) -> tuple[Field, ...]:
    """One of several; nothing while there is nothing to choose from."""
    offered = tuple(options)
    return (choice(path, label, offered, help_text),) if offered else ()


def yes_no(path: str, label: str, help_text: str = "") -> Field:
    """Yes or no."""
    return Field(path, K.YES_NO, label, help_text)


def address(prefix: str = "address") -> tuple[Field, ...]:
    """A postal address."""
    return (
        text(f"{prefix}.street", "Street"),
        text(f"{prefix}.city", "City"),
        text(f"{prefix}.state", "State", "Example: OH"),
        text(f"{prefix}.zip", "ZIP code"),
    )


def name_fields() -> tuple[Field, ...]:
    """A person's name."""
    return (
        text("name.given", "First name"),
        text("name.family", "Last name"),
        text("name.middle", "Middle name"),
        text("name.suffix", "Suffix", "Example: Jr., III"),
    )


def asks(
    field: str,
    say: str,
    because: str,
    *,
    when: Condition | None = None,
    severity: Severity = Severity.NEEDED,
    needed_for: frozenset[Purpose] = CLAIM,
) -> Requirement:
    """The field must be answered."""
    return _rule(
        field, "required", required.Params(field), say, because, severity, needed_for, when
    )


def not_later_than_today(field: str, say: str, because: str) -> Requirement:
    """The day must not lie in the future."""
    params = not_future.Params(field)
    return _rule(field, "not_future", params, say, because, Severity.WARNS, CLAIM, None)


def remarks(field: str, say: str, because: str, *, when: Condition) -> Requirement:
    """Something to point out whenever `when` holds."""
    return _rule(field, "never", never.Params(field), say, because, Severity.WARNS, CLAIM, when)


def matches(field: str, expression: str, say: str, because: str) -> Requirement:
    """The whole text must have a form."""
    params = pattern.Params(field, expression)
    return _rule(field, "pattern", params, say, because, Severity.WARNS, CLAIM, None)


def name_rules(whose: str) -> tuple[Requirement, ...]:
    """A record of a person needs a name."""
    because = "Everything printed and searched goes by the name."
    return (
        asks("name.given", f"Type the {whose} given name.", because),
        asks("name.family", f"Type the {whose} family name.", because),
    )


def record_guide(
    name: str,
    title: str,
    sections: Sequence[Section],
    rules: Iterable[Requirement],
    templates: Collection[str] = (),
) -> CompiledGuide:
    """The guide of a record's form, ready for a draft; rules of fields it lacks are left out.

    `templates` are the fields that hold blanks for the program to fill.
    """
    guide = Guide(name, 1, title, {}, tuple(sections), (), ())
    kept = tuple(rule for rule in rules if rule.field in guide.fields)
    return CompiledGuide(replace(guide, requires=kept), templates=templates)


def _rule(
    field: str,
    check: str,
    params: object,
    say: str,
    because: str,
    severity: Severity,
    needed_for: frozenset[Purpose],
    when: Condition | None,
) -> Requirement:
    return Requirement(
        id=f"{check}-{field}",
        check=check,
        params=params,
        field=field,
        say=say,
        because=because,
        source="",
        severity=severity,
        needed_for=needed_for,
        when=when,
        table=parent_table(field),
    )
