"""Payer cards, recorded benefit checks, and answers remembered per payer."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from app.domain.finding.listing import search_key
from app.domain.guides.answers import Answer
from app.domain.notes.plain import UNREADABLE, answer_of, canonical, plain_answer
from app.domain.payers.payer import CardVersion, PayerCard, Verification
from app.domain.practice.people import Coverage
from app.errors import DamagedFile
from app.storage.records import Columns, RecordTable
from app.storage.tables import (
    payer_card_versions,
    payer_cards,
    remembered_answers,
    verifications,
)


class PayerCardRepository:
    """Payer cards with their texts, and every version of them that was ever kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, card_id: str) -> PayerCard | None:
        """The card, or None when there is none."""
        query = select(payer_cards).where(payer_cards.c.id == card_id)
        row = self._connection.execute(query).mappings().one_or_none()
        return _card(row) if row else None

    def of(self, coverage: Coverage) -> PayerCard | None:
        """The card chosen for a coverage, else the one whose payer is called like the coverage's.

        Case, accents and blanks aside the names are the same; None where several are called so.
        """
        chosen = self.get(coverage.payer_card) if coverage.payer_card else None
        if chosen is not None:
            return chosen
        same = select(payer_cards).where(payer_cards.c.sort_key == search_key(coverage.payer))
        rows = self._connection.execute(same.limit(2)).mappings().all()
        return _card(rows[0]) if len(rows) == 1 else None

    def put(
        self, card: PayerCard, file_text: str, by: str = "", at: dt.datetime | None = None
    ) -> None:
        """Keep a card, in place of an older one with the same id, which stays among its versions.

        `by` is the staff id of whoever keeps it, `at` when (UTC).
        """
        record = card.model_dump_json()
        values = {
            "version": card.version,
            "record": record,
            "sort_key": search_key(card.payer),
            "file_text": file_text,
        }
        same = update(payer_cards).where(payer_cards.c.id == card.id).values(values)
        if self._connection.execute(same).rowcount == 0:
            self._connection.execute(insert(payer_cards).values(id=card.id, **values))
        columns = payer_card_versions.c
        last = select(func.max(columns.number)).where(columns.card_id == card.id)
        number = (self._connection.execute(last).scalar() or 0) + 1
        kept = {"kept_at": at, "kept_by": by, "record": record, "file_text": file_text}
        self._connection.execute(
            insert(payer_card_versions).values(card_id=card.id, number=number, **kept)
        )

    def versions(self, card_id: str) -> tuple[CardVersion, ...]:
        """Every version of a card that was ever kept, the newest first. Raises DamagedFile."""
        columns = payer_card_versions.c
        query = select(payer_card_versions).where(columns.card_id == card_id)
        rows = self._connection.execute(query.order_by(columns.number.desc())).mappings()
        return tuple(
            CardVersion(row["number"], _card(row), row["file_text"], row["kept_by"], row["kept_at"])
            for row in rows
        )

    def file_text(self, card_id: str) -> str:
        """The text of the file the card was read from; empty when there is no such card."""
        query = select(payer_cards.c.file_text).where(payer_cards.c.id == card_id)
        return self._connection.execute(query).scalar() or ""

    def all(self) -> tuple[PayerCard, ...]:
        """Every card, in the order of payers."""
        query = select(payer_cards).order_by(payer_cards.c.sort_key, payer_cards.c.id)
        return tuple(_card(row) for row in self._connection.execute(query).mappings())


class VerificationRepository:
    """Recorded benefit checks."""

    def __init__(self, connection: Connection) -> None:
        self._records = RecordTable(connection, verifications, Verification, _check_columns)

    def get(self, verification_id: str) -> Verification | None:
        """The verification, or None when there is none."""
        return self._records.get(verification_id)

    def save(self, verification: Verification) -> Verification:
        """Keep it and return it with `version` one up. Raises StaleRecord."""
        return self._records.save(verification.id, verification)

    def of_patient(self, patient_id: str) -> tuple[Verification, ...]:
        """Every verification of a patient, latest first."""
        columns = verifications.c
        query = select(verifications).where(columns.patient_id == patient_id)
        return self._records.read(query.order_by(columns.checked_on.desc(), columns.id))

    def of_patients(self, patient_ids: Iterable[str]) -> tuple[Verification, ...]:
        """Every verification of some patients, in no order."""
        theirs = verifications.c.patient_id.in_(set(patient_ids))
        return self._records.read(select(verifications).where(theirs))


class RememberedRepository:
    """Answers remembered per payer; payers are told apart as searches are, case aside."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_payer(self, payer: str) -> Mapping[str, Answer]:
        """The answers by field path. Raises DamagedFile."""
        columns = remembered_answers.c
        query = select(columns.path, columns.answer).where(columns.payer_key == search_key(payer))
        try:
            return {
                path: answer_of(json.loads(plain))
                for path, plain in self._connection.execute(query)
            }
        except UNREADABLE:
            raise DamagedFile from None

    def remember(self, payer: str, path: str, answer: Answer) -> None:
        """Keep an answer in place of the older one."""
        key, columns = search_key(payer), remembered_answers.c
        older = delete(remembered_answers).where(columns.payer_key == key, columns.path == path)
        self._connection.execute(older)
        self._connection.execute(
            insert(remembered_answers).values(
                payer_key=key, path=path, answer=canonical(plain_answer(answer))
            )
        )


def _card(row: RowMapping) -> PayerCard:
    try:
        return PayerCard.model_validate_json(row["record"])
    except ValueError:
        raise DamagedFile from None


def _check_columns(verification: Verification) -> Columns:
    return {"patient_id": verification.patient, "checked_on": verification.checked_on}
