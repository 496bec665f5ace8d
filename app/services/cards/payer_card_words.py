"""What a payer card says, in words, and how old it is; the payer card page shows them."""

import datetime as dt
from collections.abc import Iterator, Mapping

from app.domain.payers.payer import FRESH_DAYS, AppealRule, CardRule, CardSource, PayerCard
from app.domain.reading.dates import show_date
from app.services.cards.appeal_words import KINDS
from app.services.cards.card_sayings import limit_words, window_words

STALE_DAYS = 180
"""Clearinghouses change their limits about twice a year: older ones are looked up again."""

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
    "predetermination": {
        "required": "A predetermination first.",
        "optional": "A predetermination is possible.",
        "no": "No predetermination.",
    },
    "prior_authorization": {
        "required": "Prior authorization first.",
        "no": "No prior authorization.",
    },
    "records": {
        "narrative": "Wants the narrative.",
        "chart_note": "Wants the chart note.",
        "both": "Wants the narrative and the chart note.",
    },
    "attachments": {
        "required": "Attachments go with the claim.",
        "on_request": "Attachments only when the payer asks.",
        "unless_asked": "Refuses attachments that it did not ask for.",
        "never": "Takes no attachments.",
    },
}
_NOT_KNOWN = {
    "covered": "coverage",
    "repeat": "repeats",
    "predetermination": "predetermination",
    "prior_authorization": "prior authorization",
    "records": "which records",
    "attachments": "attachments",
}
_SIGNERS = {
    "treating_dentist": "signed by the treating dentist",
    "practice": "signed by anyone in the practice",
    "member": "signed by the member",
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
    if rule.limits:
        yield f"Paid {'; '.join(map(limit_words, rule.limits))}."
    if rule.same_day_exclusions:
        yield f"Not together with {', '.join(rule.same_day_exclusions)} on the same day."
    if rule.narrative_limit:
        yield f"Reads at most {rule.narrative_limit:,} characters of the narrative."
    if unknown:
        yield f"Not known yet: {', '.join(unknown)}."


def deadline_lines(card: PayerCard) -> Iterator[str]:
    """Until when the payer takes claims, information and appeals, a sentence each."""
    if card.timely_filing:
        yield f"Claims: {window_words(card.timely_filing)}."
    if card.information_window:
        yield f"Information it asks for: {window_words(card.information_window)}."
    for appeal in card.appeals:
        yield f"{appeal_words(appeal)}."


def appeal_words(rule: AppealRule) -> str:
    """One way to have a payer look again, on a line."""
    label = KINDS[rule.kind].label
    level = f", level {rule.level}" if rule.level > 1 else ""
    window = window_words(rule.window) if rule.window else ""
    said = "; ".join(part for part in (window, _SIGNERS.get(rule.signer, "")) if part)
    short = f"{label}{level}: {said}" if said else f"{label}{level}"
    return f"{short}. {rule.how.rstrip('.')}" if rule.how else short


def source_line(source: CardSource, today: dt.date, fresh_days: int = FRESH_DAYS) -> str:
    """Where a fact comes from, how old it is, and who looked it up."""
    age = age_words(source.checked, today, fresh_days)
    parts = (source.title, source.where, age, source.author)
    return " · ".join(part for part in parts if part)


def origin_words(source: CardSource, today: dt.date, *, stale: bool) -> str:
    """Whose word a fact is, its age first: what stands under a field may be cut at the end."""
    days = (today - source.checked).days
    age = f"{days} days old, ask again" if stale else age_words(source.checked, today, days)
    dated = f"{age[:1].upper()}{age[1:]} ({show_date(source.checked)})"
    return " · ".join(part for part in (dated, source.title, source.where, source.author) if part)


def oldest_check(card: PayerCard, today: dt.date) -> str:
    """A warning when a source of the card is out of date; empty when none is."""
    old = [each for name, each in card.sources.items() if card.is_stale(name, today)]
    if not old:
        return ""
    oldest = min(old, key=lambda each: each.checked)
    return f"Out of date: {oldest.title}, {age_words(oldest.checked, today, card.fresh_days)}."


def age_words(checked: dt.date, today: dt.date, fresh_days: int = STALE_DAYS) -> str:
    """How long ago somebody checked: `checked 3 days ago`."""
    days = (today - checked).days
    match days:
        case 0:
            return "checked today"
        case 1:
            return "checked yesterday"
        case _ if days < 0:
            return f"checked on {show_date(checked)}, a day still to come"
        case _ if days > fresh_days:
            return f"checked {days} days ago: ask the payer again"
        case _:
            return f"checked {days} days ago"
