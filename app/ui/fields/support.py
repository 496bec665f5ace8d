"""What editors ask of the program, as functions handed in by whoever makes the form."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.codes.icd10 import Diagnosis
from app.domain.guides.answers import Person
from app.ui.fields.attaching import Attaching
from app.ui.icons import Icons


def never_late(_path: str) -> str:
    """What forms say that know no late entries: those of records."""
    return ""


@dataclass(frozen=True, slots=True)
class EditorSupport:
    """The surroundings of a form's editors.

    `today` is the practice's day. `staff` and `professionals` are the directories as they would be
    copied into a note; a professional's role is the specialty. `search_diagnoses` answers in a few
    milliseconds. `attaching` takes files in for the patient of the form. `suggest` builds the text
    that the field at an answer path may take over, empty when there is none yet. `late` says who
    answered at a path late, when and why; empty when nobody did.
    """

    icons: Icons
    today: Callable[[], dt.date]
    staff: Callable[[], Sequence[Person]]
    professionals: Callable[[], Sequence[Person]]
    search_diagnoses: Callable[[str], Sequence[Diagnosis]]
    attaching: Attaching
    suggest: Callable[[str], str]
    late: Callable[[str], str] = never_late
