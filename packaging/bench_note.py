"""Times one keystroke on the real D9997 note with 40 activities, every narrative included.

Called by benchmarks.py. The screen is timed in bench_form.py.
"""

import datetime as dt
import gc
import itertools
import time
from collections.abc import Iterator

from app.documents.narrative.narration import narrate, narrate_again
from app.documents.narrative.narrative import LIMITS, fit
from app.domain.codes.icd10 import DiagnosisIndex
from app.domain.facts.facts import Facts
from app.domain.facts.known import Known
from app.domain.guides.answers import Person
from app.domain.guides.guide import Field
from app.domain.notes.note import Note
from app.guides.loader import load_guide
from app.paths import resources_folder
from app.rules.compiled import CompiledGuide
from app.services.notes.answer_reading import AnswerReader, Raw
from app.services.notes.draft import Draft
from measured import Measured

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
ACTIVITIES = 40
KEYSTROKES = 1000
SENTENCE = "asked the clinic for the list of medicines and earlier reactions to sedation "


def long_note() -> Draft:
    """A D9997 draft with 40 filled activities."""
    guide, problems = load_guide(resources_folder() / "guides" / "D9997.yaml")
    if guide is None:
        raise SystemExit(f"the guide does not load: {problems[0]}")
    index = DiagnosisIndex(resources_folder() / "icd10" / "diagnoses.bin")
    reader = AnswerReader(lambda: NOW, lambda: index)
    note = Note("n", "D9997", guide.version, "p", "t", "a", NOW)
    draft = Draft(note, CompiledGuide(guide), Known(NOW.date()), reader, lambda: NOW, "a")
    table = guide.fields["activities"]
    for number in range(ACTIVITIES):
        draft.add_row("activities")
        row = f"activities/{draft.rows('activities')[-1]}"
        for field in table.fields:
            draft.set_answer(f"{row}/{field.id}", _filled(field, number))
    return draft


def _filled(field: Field, number: int) -> Raw:
    typed: dict[str, Raw] = {
        "date": "11/3/2026",
        "time": "9:30a",
        "minutes": str(5 + number % 20),
        "choice": field.options[0].value if field.options else "",
        "person": Person("Iris Filler", "assistant", "RDA", "Ada Samplemann"),
        "text": "Lena Cardwell, nurse",
        "long_text": SENTENCE,
    }
    return typed.get(field.kind.value)


def measure() -> Iterator[Measured]:
    """Median and 99th percentile of a keystroke: new state, all narratives, none cached."""
    draft = long_note()
    guide = draft.guide.guide
    row = f"activities/{draft.rows('activities')[20]}"
    name = next(f.id for f in guide.fields["activities"].fields if "text" in f.kind.value)
    narration = narrate(guide, Facts(draft.content.answers, draft.known, draft.state.hidden))
    taken = []
    gc.collect()
    gc.freeze()  # as the program does once it is warm
    typed = itertools.cycle(range(1, len(SENTENCE)))
    for _ in range(KEYSTROKES):
        raw = SENTENCE[: next(typed)]
        start = time.perf_counter_ns()
        change = draft.set_answer(f"{row}/{name}", raw)
        facts = Facts(draft.content.answers, draft.known, draft.state.hidden)
        narration = narrate_again(narration, guide, facts, (*change.changed, *change.flipped))
        for limit in LIMITS:
            fit(narration.told, limit)
        taken.append((time.perf_counter_ns() - start) / 1e6)
    taken.sort()
    median, late = taken[len(taken) // 2], taken[len(taken) * 99 // 100]
    yield Measured("D9997, 40 activities: state and narratives, median", median, "ms")
    yield Measured("D9997, 40 activities: state and narratives, p99", late, "ms", 3)
