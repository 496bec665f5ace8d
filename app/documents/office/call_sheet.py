"""One call to a payer on paper, for the patient's file: who was asked, when, and what was said.

`services.payers.call_sheets` fills it with final words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import (
    Column,
    Document,
    Grid,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    PageSize,
)

TITLE = "Benefit check"
_NO_PROMISE = (
    "What a payer says before the work is no promise to pay: the plan decides the claim by what"
    " holds on the day of service."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the answer for each code, in the order of the codes."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallPaper:
    """One call in final words. `facts` are labels with values: patient, coverage, who and when."""

    practice: str
    address: str
    patient: str
    printed: str
    facts: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    asked: Sequence[Asked]
    paper: PageSize = "letter"


def build(call: CallPaper) -> Document:
    """The sheet. Its properties name no patient."""
    columns = (Column("Question", 2.2), *(Column(code, 2) for code in call.codes))
    rows = tuple((each.question, *each.answers) for each in call.asked)
    lines = (call.address,) if call.address else ()
    return Document(
        title=TITLE,
        blocks=(
            Letterhead(call.practice or "Practice not named", lines, (TITLE,)),
            Heading(TITLE, 1),
            KeyValues(call.facts, columns=2),
            Heading("What the payer said"),
            Grid(columns, rows),
            Notice("info", _NO_PROMISE),
        ),
        author=call.practice,
        page_size=call.paper,
        header_left=(call.patient,) if call.patient else (),
        header_right=(TITLE,),
        footer=f"Printed {call.printed}",
    )
