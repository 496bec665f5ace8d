"""The form of a payer card: everything it can say, and where what is changed comes from."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.guides.condition import Answered
from app.domain.guides.guide import Requirement, Section
from app.domain.payers.card_sheet import CardSheet
from app.services.cards.card_rules import is_plain
from app.services.cards.card_sheets import CardBefore, needs_source
from app.services.records.record_forms import card_parts as c
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.form import FormProblem, Plain, RecordForm

SOURCE = "source"
"""The section of the source of what is changed now."""

SOURCES, VERSIONS = "sources", "versions"
"""Sections without fields: the page shows lists of its own there."""

_LISTS = ("payer_ids",)
_CODE_LISTS = ("same_day_exclusions",)
_WINDOWS = ("timely_filing", "information_window")
_ASK_SOURCE = "Say where what you changed comes from."


@dataclass(frozen=True, slots=True)
class CardChoices:
    """What a card's form offers: titles of codes, fields to ask for by code, channels by id."""

    titles: Mapping[str, str]
    askable: Mapping[str, Mapping[str, str]]
    channels: Mapping[str, str] = field(default_factory=dict)


def payer_card_form(
    before: CardBefore, choices: CardChoices, today: dt.date, stands: Callable[[], CardSheet]
) -> RecordForm[CardSheet]:
    """The form of a card as it stood `before`, or of a new one, which is empty.

    `stands` is how it is stored when something is to be saved: what differs from it needs a source.
    The sections `sources` and `versions` have no fields.
    """
    codes = tuple(dict.fromkeys((*choices.titles, *before.card.codes)))
    guide = p.record_guide(
        "card", "Payer card", tuple(_sections(codes, before, choices)), _rules(codes)
    )

    def out_of(plain: Plain) -> Plain:
        return _bridged(plain, today)

    def judge(sheet: CardSheet) -> Sequence[FormProblem]:
        unsaid = sheet.source is None and needs_source(sheet, stands())
        return (FormProblem("source.title", _ASK_SOURCE),) if unsaid else ()

    return RecordForm(guide, CardSheet, _shown, out_of, judge)


def _sections(codes: Sequence[str], before: CardBefore, choices: CardChoices) -> Iterator[Section]:
    yield Section("payer", "Payer", c.payer())
    yield Section("reach", "How to reach it", c.reach())
    yield Section("filing", "Timely filing", c.window("timely_filing", "Claims must arrive within"))
    yield Section(
        "information",
        "Information it asks for",
        c.window("information_window", "Information must arrive within"),
    )
    yield Section("appeals", "Appeals", (c.appeals(),))
    yield Section("appeals_to", "Where appeals go", p.address("appeals_address"))
    for code in codes:
        others = {rule.id: rule.say for rule in before.rules.get(code, ()) if not is_plain(rule)}
        rule = before.card.codes.get(code)
        channels = {rule.channel: rule.channel} if rule and rule.channel else {}
        title = f"{code} {choices.titles.get(code, '')}".strip()
        askable = choices.askable.get(code, {})
        yield Section(
            code, title, c.code_fields(code, askable, {**channels, **choices.channels}, others)
        )
    yield Section(
        SOURCE,
        "Where this comes from",
        (
            p.text("source.title", "Who or what says so", "Example: Provider manual 2026"),
            p.text("source.where", "Page, address or call reference"),
            p.date("source.checked", "Looked up on", "Today unless you type another day."),
        ),
        "Asked once for everything you change now.",
    )
    yield Section(SOURCES, "Sources", ())
    yield Section(VERSIONS, "Versions", ())


def _rules(codes: Sequence[str]) -> tuple[Requirement, ...]:
    asked = (
        ("asks/field", "Pick the field of the note.", "The note leads there."),
        ("asks/say", "Say what to do.", "That is what the note asks."),
        ("asks/because", "Say why.", "Nobody types what seems to be for nothing."),
        ("limits/per", "Say in which time.", "A number alone is no limit."),
    )
    return (
        p.asks("payer", "Name the payer.", "Coverages are joined to a card by it."),
        p.asks("appeals/kind", "Pick the kind of appeal.", "Deadlines go by it."),
        *(
            p.asks(
                f"{path}.counted_from",
                "Say from which day it is counted.",
                "Without a beginning it has no end.",
                when=Answered(f"{path}.amount"),
            )
            for path in (*_WINDOWS, "appeals/window")
        ),
        *(p.asks(f"codes.{code}.{path}", say, why) for code in codes for path, say, why in asked),
        p.not_later_than_today(
            "source.checked", "Check the day: it lies in the future.", "Nobody can have read it."
        ),
    )


def _shown(plain: Plain) -> Plain:
    """A card's values as the form shows them: lists with commas, no zeros that mean nothing."""
    codes = {
        code: {
            **_joined(rule, _CODE_LISTS),
            "limits": [
                {**limit, "months": limit["months"] or None} for limit in rule.get("limits", ())
            ],
        }
        for code, rule in plain.get("codes", {}).items()
    }
    appeals = [
        {**each, "answered_in": each["answered_in"] or None} for each in plain.get("appeals", ())
    ]
    return {**_joined(plain, _LISTS), "codes": codes, "appeals": appeals}


def _bridged(plain: Plain, today: dt.date) -> Plain:
    """The values as a card has them."""
    codes = {
        code: {
            **_split(rule, _CODE_LISTS),
            "limits": [_limit(limit) for limit in rule.get("limits", ())],
        }
        for code, rule in plain.get("codes", {}).items()
    }
    windows = {name: _window(plain.get(name)) for name in _WINDOWS}
    appeals = [{**each, "window": _window(each.get("window"))} for each in plain.get("appeals", ())]
    source = plain.get(SOURCE) or {}
    if not source.get("title") and not source.get("where"):
        source = None
    else:
        source = {"checked": today, **source}
    said = {**windows, "appeals": appeals, "codes": codes, SOURCE: source}
    return {**_split(plain, _LISTS), **said}


def _window(plain: Plain | None) -> Plain | None:
    """A window, where a span was typed: what hides behind an empty one does not count."""
    return plain if plain and "amount" in plain else None


def _limit(plain: Plain) -> Plain:
    """A limit without the months of one that is not counted in months."""
    if plain.get("per") == "months":
        return plain
    return {name: value for name, value in plain.items() if name != "months"}


def _joined(plain: Plain, names: Sequence[str]) -> Plain:
    return plain | {name: ", ".join(plain.get(name, ())) for name in names}


def _split(plain: Plain, names: Sequence[str]) -> Plain:
    return plain | {name: tuple(_words(plain.get(name))) for name in names}


def _words(typed: Any) -> Iterator[str]:  # noqa: ANN401 - a value of a plain record
    return (word for each in (typed or "").split(",") if (word := each.strip()))
