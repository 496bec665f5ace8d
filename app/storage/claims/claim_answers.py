"""Keeps what payers first answered beside their claims; claims save it, migrations make it up.

It follows from the records alone: with each save it is written anew.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, exists, insert, select

from app.domain.claims.claim import Claim
from app.domain.work.first_answers import first_answers
from app.preparing import Preparing, Told
from app.storage.claims.claim_tables import claim_answers, claims
from app.storage.records import Columns

AT_ONCE = 500
"""Claims in memory."""

_BETWEEN = "\n"
"""No reason has a line break."""


def keep_answers(connection: Connection, claim: Claim) -> None:
    """Write anew what follows from a claim that was saved just now."""
    connection.execute(delete(claim_answers).where(claim_answers.c.claim_id == claim.id))
    if rows := list(_rows(claim)):
        connection.execute(insert(claim_answers), rows)


def fill_answers(connection: Connection, told: Told) -> None:
    """Write what follows from claims that have nothing yet: after a migration.

    `told` hears how many claims were looked at.
    """
    after, done = "", 0
    while records := _without(connection, after):
        read = [Claim.model_validate_json(record) for record in records]
        if rows := [row for claim in read for row in _rows(claim)]:
            connection.execute(insert(claim_answers), rows)
        after, done = read[-1].id, done + len(read)
        told(Preparing("indexing", done))


def reasons_in(text: str) -> tuple[str, ...]:
    """Reasons as they stand in their column."""
    return tuple(text.split(_BETWEEN)) if text else ()


def _without(connection: Connection, after: str) -> Sequence[str]:
    answered = exists().where(claim_answers.c.claim_id == claims.c.id)
    query = select(claims.c.record).where(claims.c.id > after, ~answered)
    return connection.execute(query.order_by(claims.c.id).limit(AT_ONCE)).scalars().all()


def _rows(claim: Claim) -> Iterator[Columns]:
    for number, answer in enumerate(first_answers(claim), 1):
        yield {
            "claim_id": claim.id,
            "number": number,
            "payer": claim.payer,
            "began": claim.began,
            "code": answer.code,
            "outcome": answer.outcome,
            "reasons": _BETWEEN.join(answer.reasons),
        }
