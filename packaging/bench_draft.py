"""Times one answer changing to the whole new state, on forms of 40, 400 and 4,000 questions.

Called by benchmarks.py. The form: sections of 20 questions; half text, a quarter choice, the rest
integers and dates; a fifth visible on a condition, a tenth required on one.
"""

import datetime as dt
import gc
import random
import statistics
import time
from collections.abc import Iterator

from app.domain.codes.icd10 import DiagnosisIndex
from app.domain.facts.known import Known
from app.domain.guides.answers import Choice
from app.domain.guides.condition import AnyOf, Condition, FieldIn
from app.domain.guides.guide import (
    Field,
    FieldKind,
    Guide,
    Option,
    Purpose,
    Requirement,
    Section,
    Source,
)
from app.domain.notes.note import Note
from app.rules.checks import min_length, number_range, pattern, required
from app.rules.compiled import CompiledGuide
from app.rules.engine import evaluate
from app.services.notes.answer_reading import AnswerReader
from app.services.notes.draft import Draft
from measured import Measured

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
SIZES = {40: 15, 400: 20, 4000: 30}
"""Questions in the form, and the microseconds to reach."""

KINDS = (
    [FieldKind.TEXT] * 10 + [FieldKind.CHOICE] * 5 + [FieldKind.NUMBER] * 3 + [FieldKind.DATE] * 2
)
VALUES = ("yes", "no", "partial", "na")
PATTERNS = (r"[A-Z][0-9]{4}", r"[A-Za-z0-9 ,.'-]+", r"[0-9]{3}-[0-9]{2}-[0-9]{4}")
GOOD = ("D9997", "Patient seated in 15 minutes", "123-45-6789")
BAD = ("d99", "no;semicolons;here", "12-34")
WORDS = ("clinician", "reviewed", "prior", "records", "asked", "patient", "about", "options")


class Form:
    """One synthetic form, its answers and 3,000 changes; the same for the same size."""

    def __init__(self, size: int) -> None:
        self.random = random.Random(9311 + size)  # noqa: S311 - a repeatable form, no secret
        self.fields: list[Field] = []
        self.requires: list[Requirement] = []
        self.depth: dict[str, int] = {}
        self.minimum: set[str] = set()
        self.pattern: dict[str, int] = {}
        for index in range(size):
            self._question(index)
        self.changes = [self._change() for _ in range(3000)]

    def _question(self, index: int) -> None:
        path, kind = f"q{index:04d}", KINDS[(index * 7 + index // 20) % 20]
        shown: Condition | None = None
        when: Condition | None = None
        is_required = self.random.random() < 0.6
        condition = self._condition(index, path)
        draw = self.random.random()
        if condition is not None and draw < 0.325:
            if draw < 0.325 * 2 / 3:
                shown, is_required = condition, self.random.random() < 0.8
            else:
                when, is_required = condition, True
        else:
            self.depth[path] = 0
        options = tuple(Option(value, value) for value in VALUES)
        self.fields.append(
            Field(
                path,
                kind,
                f"Question {index}",
                options=options if kind is FieldKind.CHOICE else (),
                show_when=shown,
            )
        )
        if is_required:
            self._require(path, "required", required.Params(path), when)
        self._limit(path, kind)

    def _condition(self, index: int, path: str) -> Condition | None:
        low = max(0, (index // 20 - 1) * 20)
        near = [
            field.path
            for field in self.fields[low:index]
            if field.kind is FieldKind.CHOICE and self.depth[field.path] < 3
        ]
        self.depth[path] = 0
        if len(near) < 2:
            return None
        first, second = self.random.sample(near, 2)
        self.depth[path] = 1 + max(self.depth[first], self.depth[second])
        return AnyOf(
            (
                FieldIn(first, frozenset({self.random.choice(VALUES)})),
                FieldIn(second, frozenset({self.random.choice(VALUES)})),
            )
        )

    def _limit(self, path: str, kind: FieldKind) -> None:
        if kind is FieldKind.NUMBER:
            self._require(path, "number_range", number_range.Params(path, 0, 300), None)
        elif kind is FieldKind.TEXT:
            draw = self.random.random()
            if draw < 0.5:
                self.minimum.add(path)
                self._require(path, "min_length", min_length.Params(path, 5), None)
            elif draw < 0.75:
                which = self.pattern[path] = self.random.randrange(3)
                self._require(path, "pattern", pattern.Params(path, PATTERNS[which]), None)

    def _require(self, path: str, check: str, params: object, when: Condition | None) -> None:
        self.requires.append(
            Requirement(
                f"{path}-{check}",
                check,
                params,
                path,
                say="Answer it.",
                because="It is asked.",
                source="B",
                needed_for=frozenset({Purpose.CHART, Purpose.CLAIM}),
                when=when,
            )
        )

    def _change(self) -> tuple[str, str]:
        field, draw = self.random.choice(self.fields), self.random.random()
        return field.path, self._value(field, "good" if draw < 0.7 else "bad" if draw < 0.9 else "")

    def _value(self, field: Field, sort: str) -> str:
        good = sort == "good"
        if not sort:
            return ""
        if field.kind is FieldKind.CHOICE:
            return self.random.choice(VALUES)
        if field.kind is FieldKind.DATE:
            return f"2026-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"
        if field.kind is FieldKind.NUMBER:
            return str(self.random.randint(0, 300) if good else 999)
        if field.path in self.pattern:
            return (GOOD if good else BAD)[self.pattern[field.path]]
        words = (self.random.choice(WORDS) for _ in range(self.random.randint(2, 20)))
        return " ".join(words) if good or field.path not in self.minimum else "abc"

    def guide(self) -> Guide:
        """The form as a guide."""
        sections = tuple(
            Section(f"s{at // 20}", f"Section {at // 20}", tuple(self.fields[at : at + 20]))
            for at in range(0, len(self.fields), 20)
        )
        source = Source("B", "Benchmark", "practice", NOW.date())
        return Guide("X0001", 1, "Synthetic", {"B": source}, sections, tuple(self.requires), ())


def draft_of(form: Form) -> Draft:
    """A draft over the form with most questions answered."""
    note = Note("n", "X0001", 1, "p", "t", "a", NOW)
    guide = CompiledGuide(form.guide())
    reader = AnswerReader(lambda: NOW, _no_index)
    draft = Draft(note, guide, Known(NOW.date()), reader, lambda: NOW, "a")
    for field in form.fields:
        if form.random.random() < 0.8:
            value = form.random.choice(VALUES) if field.kind is FieldKind.CHOICE else "17"
            draft.set_answer(field.path, Choice(value) if field.options else value)
    return draft


def _no_index() -> DiagnosisIndex:
    raise AssertionError("the synthetic form has no diagnoses")


def measure() -> Iterator[Measured]:
    """Median microseconds a change for each size, beside judging the whole form as often."""
    for size, reach in SIZES.items():
        form = Form(size)
        draft = draft_of(form)
        taken, whole = [], []
        gc.collect()
        for number, (path, raw) in enumerate(form.changes):
            start = time.perf_counter_ns()
            change = draft.set_answer(path, raw)
            _ = change.state.total.open()
            taken.append((time.perf_counter_ns() - start) / 1000)
            if number % 50 == 0:
                content = draft.content
                start = time.perf_counter_ns()
                evaluate(draft.guide, content.answers, draft.known, content.reasons)
                whole.append((time.perf_counter_ns() - start) / 1000)
        ours, all_again = statistics.median(taken), statistics.median(whole)
        yield Measured(f"one answer to the whole new state, {size} questions", ours, "µs", reach)
        yield Measured("  of judging the whole form again", ours / all_again, "x")
