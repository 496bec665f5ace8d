"""What differs between two versions of a payer card, and where each fact comes from.

The page of a card shows both; labels are those of its form.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.guides.guide import Field, FieldKind, Section
from app.domain.guides.showing import show_answer
from app.domain.notes.note import Answers
from app.domain.payers.card_sheet import CardSheet, SheetRule
from app.domain.payers.payer import CardSource, PayerCard, Window
from app.domain.reading.dates import show_date
from app.services.cards.card_sayings import limit_words, window_words
from app.services.cards.card_sheets import CARD_FACTS, CODE_FACTS, source_of
from app.services.cards.payer_card_words import appeal_words
from app.services.notes.answer_reading import AnswerReader
from app.services.ports.card import Requires
from app.services.records.record_forms.form import RecordForm

_FIRST_OF = {
    "timely_filing": "timely_filing.amount",
    "information_window": "information_window.amount",
    "address": "address.street",
    "appeals_address": "appeals_address.street",
}
"""Facts of several fields, and the field that stands first."""

_WINDOWS = {
    "timely_filing.amount": "timely_filing",
    "information_window.amount": "information_window",
}
_SAID_WITH_AMOUNT = {
    f"{window}.{part}" for window in _WINDOWS.values() for part in ("unit", "counted_from")
}

_NOTHING = "nothing"
_SHARED = "appeals_to"  # its labels are those of another section


def differences(
    older: CardSheet, newer: CardSheet, form: RecordForm[CardSheet], reader: AnswerReader
) -> tuple[str, ...]:
    """Every difference in a line, old → new, in the order of the form; sources come last."""
    before, after = (_Version(sheet, form.answers(sheet, reader)) for sheet in (older, newer))
    return (
        *(
            line
            for section in form.guide.guide.sections
            for field in section.fields
            if field.path not in _SAID_WITH_AMOUNT
            for line in _of_field(field, section, before, after)
        ),
        *_of_sources(older.sources, newer.sources),
    )


def origins(card: PayerCard) -> Mapping[str, CardSource]:
    """The source of every fact that has one, by the path of its field in the form."""
    named = {_FIRST_OF.get(fact, fact): source_of(card, fact) for fact in CARD_FACTS}
    for code in card.codes:
        for fact in CODE_FACTS:
            named[f"codes.{code}.{fact}"] = source_of(card, fact, code)
    return {path: card.sources[name] for path, name in named.items() if name in card.sources}


def said_by(
    source: str, card: PayerCard, rules: Requires, form: RecordForm[CardSheet]
) -> tuple[str, ...]:
    """What comes from a source, by the labels of the form."""
    guide = form.guide.guide
    found = card.sources[source]
    said: dict[str, list[str]] = {}
    for path, each in origins(card).items():
        if each is found and path in guide.fields:
            section = guide.section_of[path]
            said.setdefault(_group(section), []).append(guide.fields[path].label)
    if any(each.source == source for each in card.appeals):
        said.setdefault("", []).append(guide.fields["appeals"].label)
    for code, asked in rules.items():
        if any(rule.source == source for rule in asked):
            said.setdefault(code, []).append(guide.fields[f"codes.{code}.asks"].label)
    return tuple(
        f"{group}: {', '.join(labels)}" if group else ", ".join(labels)
        for group, labels in said.items()
    )


@dataclass(frozen=True, slots=True)
class _Version:
    sheet: CardSheet
    answers: Answers

    def words(self, field: Field) -> str:
        """What it says in a field; a window is said in one piece."""
        window = _WINDOWS.get(field.path)
        if window is None:
            return show_answer(self.answers.get(field.path), field)
        given: Window | None = getattr(self.sheet, window)
        return window_words(given) if given else ""

    def rows(self, table: Field) -> Iterator[str]:
        """The rows of a table, each in words."""
        if table.path == "appeals":
            return map(appeal_words, self.sheet.appeals)
        _, code, name = table.path.split(".")
        rule = self.sheet.codes.get(code, SheetRule())
        if name == "limits":
            return map(limit_words, rule.limits)
        return (f"{ask.say} {ask.because}" for ask in rule.asks)


def _of_field(field: Field, section: Section, before: _Version, after: _Version) -> Iterator[str]:
    label = _label(field, section)
    if field.kind is FieldKind.TABLE:
        were, are = Counter(before.rows(field)), Counter(after.rows(field))
        yield from (f"{label} taken out: {row}" for row in (were - are).elements())
        yield from (f"{label} added: {row}" for row in (are - were).elements())
        return
    was, now = before.words(field), after.words(field)
    if was != now:
        yield f"{label}: {was or _NOTHING} → {now or _NOTHING}"


def _label(field: Field, section: Section) -> str:
    group, name = _group(section), field.row_name or field.label
    if not group:
        return name
    return f"{group}: {name}" if group == section.title else f"{group} {name}"


def _group(section: Section) -> str:
    """What stands before the labels of a section that has the same ones as another; or nothing."""
    if section.id == _SHARED:
        return section.title
    return section.id if any(each.path.startswith("codes.") for each in section.fields) else ""


def _of_sources(older: Mapping[str, CardSource], newer: Mapping[str, CardSource]) -> Iterator[str]:
    for name, source in newer.items():
        before = older.get(name)
        if before is None:
            yield f"New source: {source.title}"
        elif before.checked != source.checked:
            yield f"Checked again on {show_date(source.checked)}: {source.title}"
