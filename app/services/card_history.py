"""What differs between two versions of a payer card, and where each fact comes from.

The page of a card shows both; labels are those of its form.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.answers import Rows
from app.domain.card_sheet import CardSheet
from app.domain.guide import Field, FieldKind, Section
from app.domain.note import Answers
from app.domain.payer import CardSource, PayerCard, Window
from app.domain.reading.dates import show_date
from app.domain.showing import show_answer
from app.services.answer_reading import AnswerReader
from app.services.card_ports import Requires
from app.services.card_sayings import window_words
from app.services.card_sheets import CARD_FACTS, CODE_FACTS, source_of
from app.services.record_forms.form import RecordForm

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
    fields, sections = form.guide.guide.fields, form.guide.guide.section_of
    found = card.sources[source]
    paths = [path for path, each in origins(card).items() if each is found and path in fields]
    labels = [_label(fields[path], sections[path]) for path in paths]
    if any(each.source == source for each in card.appeals):
        labels.append(fields["appeals"].label)
    for code, asked in rules.items():
        count = sum(rule.source == source for rule in asked)
        if count:
            labels.append(f"{code} {fields[f'codes.{code}.asks'].label} ({count})")
    return tuple(dict.fromkeys(labels))


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
        """The rows of a table, each in a line."""
        found = self.answers.get(table.path)
        for row in found.ids if isinstance(found, Rows) else ():
            paths = ((field, f"{table.path}/{row}/{field.id}") for field in table.fields)
            shown = (show_answer(self.answers.get(path), field) for field, path in paths)
            yield " · ".join(words for words in shown if words)


def _of_field(field: Field, section: Section, before: _Version, after: _Version) -> Iterator[str]:
    label = _label(field, section)
    if field.kind is FieldKind.TABLE:
        were, are = Counter(before.rows(field)), Counter(after.rows(field))
        yield from (f"{label}: taken out: {row}" for row in (were - are).elements())
        yield from (f"{label}: added: {row}" for row in (are - were).elements())
        return
    was, now = before.words(field), after.words(field)
    if was != now:
        yield f"{label}: {was or _NOTHING} → {now or _NOTHING}"


def _label(field: Field, section: Section) -> str:
    if field.path.startswith("codes."):
        return f"{section.id} {field.label}"
    return f"{section.title}: {field.label}" if section.id == _SHARED else field.label


def _of_sources(older: Mapping[str, CardSource], newer: Mapping[str, CardSource]) -> Iterator[str]:
    for name, source in newer.items():
        before = older.get(name)
        if before is None:
            yield f"New source: {source.title}"
        elif before.checked != source.checked:
            yield f"Checked again on {show_date(source.checked)}: {source.title}"
