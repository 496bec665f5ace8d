"""What a payer card says, in words, and how old it is; the payer card page shows them."""

import datetime as dt
from collections.abc import Iterator, Mapping

from app.domain.payer import CardRule, CardSource
from app.domain.reading.dates import show_date

STALE_DAYS = 180
"""Payers change their manuals about twice a year: older facts are asked again."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "covered": {
        "yes": "Covered.",
        "no": "Not covered.",
        "by_plan": "Covered by some plans: check the patient’s own.",
    },
    "repeat": {
        "per_date": "May be reported again on another date.",
        "trigger": "Reported once to switch the benefit on.",
    },
    "records": {
        "narrative": "Wants the narrative.",
        "chart_note": "Wants the chart note.",
        "both": "Wants the narrative and the chart note.",
    },
    "attachments": {
        "required": "Attachments go with the claim.",
        "on_request": "Attachments only when the payer asks.",
        "never": "Takes no attachments.",
    },
}
_NOT_KNOWN = {
    "covered": "coverage",
    "repeat": "repeats",
    "records": "which records",
    "attachments": "attachments",
}


def rule_lines(rule: CardRule) -> Iterator[str]:
    """What the card says of one code, a sentence each; what it does not know comes last."""
    unknown = []
    for name, words in _WORDS.items():
        value = getattr(rule, name)
        if value in words:
            yield words[value]
        else:
            unknown.append(_NOT_KNOWN[name])
        if name == "repeat" and rule.repeat_note:
            yield rule.repeat_note
    if rule.same_day_exclusions:
        yield f"Not together with {', '.join(rule.same_day_exclusions)} on the same day."
    if rule.narrative_limit:
        yield f"Reads at most {rule.narrative_limit:,} characters of the narrative."
    if unknown:
        yield f"Not known yet: {', '.join(unknown)}."


def source_line(source: CardSource, today: dt.date) -> str:
    """Where a fact comes from and how old it is."""
    parts = (source.title, source.where, age_words(source.checked, today))
    return " · ".join(part for part in parts if part)


def age_words(checked: dt.date, today: dt.date) -> str:
    """How long ago somebody checked: `checked 3 days ago`."""
    days = (today - checked).days
    match days:
        case 0:
            return "checked today"
        case 1:
            return "checked yesterday"
        case _ if days < 0:
            return f"checked on {show_date(checked)}, a day still to come"
        case _ if days > STALE_DAYS:
            return f"checked {days} days ago: ask the payer again"
        case _:
            return f"checked {days} days ago"


def is_stale(source: CardSource, today: dt.date) -> bool:
    """Whether a fact must be asked again."""
    return (today - source.checked).days > STALE_DAYS
