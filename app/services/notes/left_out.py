"""Keeps beside a note or record what a decision between two versions left out of it."""

from collections.abc import Iterable

from app.domain.guides.answers import Answer, Text
from app.domain.notes.left_out import LeftOut
from app.domain.notes.merging import NotTaken
from app.domain.notes.note import Reason
from app.services.ports.store import Repositories
from app.services.trail import Trail


def keep_left_out(
    found: Repositories, kind: str, record_id: str, left: Iterable[NotTaken], trail: Trail
) -> None:
    """Keep these as left out now, by whoever the trail names."""
    now = trail.now()
    found.left_out.add(
        LeftOut(kind, record_id, path, _answer(cell.value), cell.entry, trail.who, now)
        for path, cell in left
    )


def _answer(value: Answer | Reason) -> Answer:
    return Text(value.text) if isinstance(value, Reason) else value
