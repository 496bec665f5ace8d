"""Sums over claims and claims in batches, as the reports ask for them (`services.ports.claim`).

The database adds up; nothing here reads all claims at once.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, case, func, select, tuple_, type_coerce

from app.domain.claims.claim import Claim
from app.domain.claims.claim_listing import ClaimRow
from app.domain.finding.listing import Page, search_key
from app.domain.work.aging import AGED_STATES, LAST_DAYS, AgedBy, AgedQuery, AgedSum, first_days
from app.domain.work.first_answers import AnswerSum, FirstAnswer
from app.errors import DamagedFile
from app.storage.claims.claim_answers import reasons_in
from app.storage.claims.claim_tables import claim_answers, claims
from app.storage.claims.claims import row_of
from app.storage.paging import Order, page_of
from app.storage.tables import patients


class ClaimReportRepository:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def aging(self, by: AgedBy, today: dt.date) -> tuple[AgedSum, ...]:
        """What waits, by payer and step; payers A to Z. A claim without a day counts as oldest."""
        step = _step(by, today).label("step")
        query = (
            select(
                func.min(claims.c.payer).label("payer"),
                step,
                func.count().label("claims"),
                func.sum(claims.c.billed_cents - claims.c.paid_cents).label("cents"),
            )
            .where(*_aged())
            .group_by(claims.c.payer_key, step)
            .order_by(claims.c.payer_key, step)
        )
        return tuple(
            AgedSum(row.payer, row.step, row.claims, Decimal(int(row.cents)).scaleb(-2))
            for row in self._connection.execute(query)
        )

    def aged(self, query: AgedQuery) -> Page[ClaimRow]:
        """The claims behind a sum, the oldest first.

        Which ones is found in the index of the aging alone; only those of the page are read.
        """
        day = _day(query.by)
        behind = select(claims.c.id).where(*_aged())
        if query.payer:
            behind = behind.where(claims.c.payer_key == search_key(query.payer))
        if query.step is not None:
            behind = behind.where(_step(query.by, query.today) == query.step)
        if query.after:
            behind = behind.where(tuple_(day, claims.c.id) > query.after)
        behind = behind.order_by(day, claims.c.id).limit(query.limit + 1)
        columns = (column for column in claims.c if column is not claims.c.record)
        found = (
            select(*columns, patients.c.name.label("patient"))
            .select_from(claims.join(patients, claims.c.patient_id == patients.c.id))
            .where(claims.c.id.in_(behind))
        )
        order = Order(day, claims.c.id, newest_first=False)
        return page_of(self._connection, found, order, query.after, query.limit, row_of)

    def answers(self, since: dt.date) -> tuple[AnswerSum, ...]:
        """How payers first answered the lines of claims whose first service is not before a day."""
        kept = claim_answers.c
        alike = kept.payer, kept.code, kept.outcome, kept.reasons
        query = select(*alike, func.count().label("lines"))
        query = query.where(kept.began >= since).group_by(*alike)
        return tuple(
            AnswerSum(
                row.payer, FirstAnswer(row.code, row.outcome, reasons_in(row.reasons)), row.lines
            )
            for row in self._connection.execute(query)
        )

    def batch(self, since: dt.date, after: str, limit: int) -> tuple[Claim, ...]:
        """The next claims after an id, whose first service is not before a day. Raises DamagedFile.

        Ids have no meaning as an order; they only lead through all of them.
        """
        query = (
            select(claims.c.record, claims.c.version)
            .where(claims.c.began >= since, claims.c.id > after)
            .order_by(claims.c.id)
            .limit(limit)
        )
        try:
            return tuple(
                Claim.model_validate_json(row.record).model_copy(update={"version": row.version})
                for row in self._connection.execute(query)
            )
        except ValueError:
            raise DamagedFile from None


def _aged() -> tuple[ColumnElement[bool], ...]:
    return claims.c.is_open == 1, claims.c.state.in_([state.value for state in AGED_STATES])


def _day(by: AgedBy) -> ColumnElement[Any]:
    """The day age is counted from, as text; one that was never written down as sent has its own."""
    began = type_coerce(claims.c.began, String)
    if by == "service":
        return began
    sent = type_coerce(claims.c.sent_on, String)
    return case((sent == "", began), else_=sent)


def _step(by: AgedBy, today: dt.date) -> ColumnElement[int]:
    day = _day(by)
    steps = ((day >= first.isoformat(), at) for at, first in enumerate(first_days(today)))
    return case(*steps, else_=len(LAST_DAYS))
