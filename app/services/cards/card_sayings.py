"""What a payer card says to the questions of a benefit check, in words; the call sheet offers it.

Answers of the payer that differ from it are pointed out: either the card or the answer is wrong.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.payers.payer import CardRule, PayerCard, UseLimit, Window

_COVERED = {"yes": "covered", "no": "not covered", "by_plan": "covered by some plans"}
_BEFORE = {"required": "required", "optional": "optional", "no": "not wanted"}
_RECORDS = {
    "narrative": "the narrative",
    "chart_note": "the chart note",
    "both": "the narrative and the chart note",
}
_ATTACHMENTS = {
    "required": "send them with the claim",
    "on_request": "send them on request",
    "unless_asked": "do not send them unless asked",
    "never": "takes none",
}
_CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "covered": _COVERED,
        "predetermination": _BEFORE,
        "prior_authorization": _BEFORE,
        "records": _RECORDS,
        "attachments": _ATTACHMENTS,
    }
)
_SETTLES = {"yes", "no", "required", "optional", *_RECORDS, *_ATTACHMENTS}
"""Values that another answer contradicts; "by plan" is contradicted by none."""

_PER = {
    "day": "a day",
    "calendar_year": "a calendar year",
    "benefit_year": "a benefit year",
    "lifetime": "in a lifetime",
}
_FROM = {
    "service": "the date of service",
    "eob": "the date of the EOB",
    "eob_received": "the day the EOB came",
    "request": "the request",
    "decision": "the decision",
}
_UNITS = {"days": "day", "work_days": "work day", "months": "month"}


@dataclass(frozen=True, slots=True)
class Saying:
    """What the card says to one question. `value` is the choice it settles; empty for words."""

    words: str
    value: str = ""


def sayings(card: PayerCard | None, code: str) -> Mapping[str, Saying]:
    """What a card says of a code, by the name of the question; nothing where it knows nothing."""
    return dict(_sayings(card, card.codes.get(code))) if card else {}


def window_words(window: Window) -> str:
    """A window with its beginning: `12 months from the date of service`."""
    return f"{span_words(window)} from {_FROM[window.counted_from]}"


def span_words(window: Window) -> str:
    """How long a window is: `12 months`."""
    unit = _UNITS[window.unit] + ("" if window.amount == 1 else "s")
    return f"{window.amount} {unit}"


def _sayings(card: PayerCard, rule: CardRule | None) -> Iterator[tuple[str, Saying]]:
    if rule is not None:
        yield from _of_rule(rule)
    if card.timely_filing:
        yield "timely_filing", Saying(window_words(card.timely_filing))
    windows = [window_words(each.window) for each in card.appeals if each.window]
    if windows:
        yield "appeal_window", Saying("; ".join(dict.fromkeys(windows)))


def _of_rule(rule: CardRule) -> Iterator[tuple[str, Saying]]:
    for name, words in _CHOICES.items():
        value = getattr(rule, name)
        if value in words:
            yield name, Saying(words[value], value if value in _SETTLES else "")
    if rule.limits:
        yield "limits", Saying("; ".join(limit_words(each) for each in rule.limits))
    if rule.same_day_exclusions:
        yield "same_day", Saying(f"not with {', '.join(rule.same_day_exclusions)} on the same day")


def limit_words(limit: UseLimit) -> str:
    """How often a code is paid: `2 times in 12 months`."""
    times = "once" if limit.most == 1 else f"{limit.most} times"
    span = f"in {limit.months} months" if limit.per == "months" else _PER[limit.per]
    return " ".join(part for part in (times, span, limit.remark) if part)
