"""One call to a payer on paper, for the patient's file: who was asked, when, and what was said.

`services.payers.call_sheets` fills it with final words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import Column, Document, Grid, Heading, KeyValues, Notice
from app.documents.page_frame import framed, head
from app.domain.practice.people import Practice

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

    practice: Practice
    patient: str
    printed: str
    facts: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    asked: Sequence[Asked]


def build(call: CallPaper) -> Document:
    """The sheet. Its properties name no patient."""
    columns = (Column("Question", 2.2), *(Column(code, 2) for code in call.codes))
    rows = tuple((each.question, *each.answers) for each in call.asked)
    blocks = (
        *head(call.practice, TITLE),
        KeyValues(call.facts, columns=2),
        Heading("What the payer said"),
        Grid(columns, rows),
        Notice("info", _NO_PROMISE),
    )
    return framed(call.practice, TITLE, blocks, left=call.patient, foot=f"Printed {call.printed}")
