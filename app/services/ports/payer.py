"""What the services need of a store for payers: cards, benefit checks, remembered answers.

Part of `ports`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # as in `ports`
    import datetime as dt

    from app.domain.guides.answers import Answer
    from app.domain.payers.payer import CardVersion, PayerCard, Verification
    from app.domain.practice.people import Coverage


class PayerCards(Protocol):
    """Payer cards with their texts, and every version of them that was ever kept."""

    def get(self, card_id: str) -> PayerCard | None:
        """The card, or None when there is none."""
        ...

    def of(self, coverage: Coverage) -> PayerCard | None:
        """The card chosen for a coverage, else the one whose payer is called like the coverage's.

        Case, accents and blanks aside the names are the same; None where several are called so.
        """
        ...

    def put(
        self, card: PayerCard, file_text: str, by: str = "", at: dt.datetime | None = None
    ) -> None:
        """Keep a card, in place of an older one with the same id, which stays among its versions.

        `by` is the staff id of whoever keeps it, `at` when (UTC).
        """
        ...

    def versions(self, card_id: str) -> tuple[CardVersion, ...]:
        """Every version of a card that was ever kept, the newest first."""
        ...

    def file_text(self, card_id: str) -> str:
        """The text of the file the card was read from; empty when there is no such card."""
        ...

    def all(self) -> tuple[PayerCard, ...]:
        """Every card, in the order of payers."""
        ...


class Verifications(Protocol):
    """Recorded benefit checks."""

    def get(self, verification_id: str) -> Verification | None:
        """The verification, or None when there is none."""
        ...

    def save(self, verification: Verification) -> Verification:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        ...

    def of_patient(self, patient_id: str) -> tuple[Verification, ...]:
        """Every verification of a patient, latest first."""
        ...

    def of_patients(self, patient_ids: Iterable[str]) -> tuple[Verification, ...]:
        """Every verification of some patients, in no order."""
        ...


class RememberedAnswers(Protocol):
    """Answers remembered per payer, such as whether an exam the same day is refused (C11)."""

    def of_payer(self, payer: str) -> Mapping[str, Answer]:
        """The answers by field path, for a payer's name."""
        ...

    def remember(self, payer: str, path: str, answer: Answer) -> None:
        """Keep an answer in place of the older one."""
        ...
