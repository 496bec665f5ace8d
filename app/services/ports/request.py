"""What the services need of a store for patients' requests and retention; part of `store`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:  # as in `ports`
    from app.domain.finding.listing import Page
    from app.domain.requests.restriction import Restriction
    from app.domain.requests.retention import KeptFile

Request = TypeVar("Request")


class Requests(Protocol[Request]):
    """Requests of one kind."""

    def get(self, request_id: str) -> Request | None:
        """The request, or None when there is none."""
        ...

    def save(self, request: Request) -> Request:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        ...

    def of_patient(self, patient_id: str) -> tuple[Request, ...]:
        """Every request of a patient, the latest first."""
        ...

    def open(self) -> tuple[Request, ...]:
        """Every open request of all patients, the one due first at the top."""
        ...


class Restrictions(Protocol):
    """What patients do not want their plans to hear of."""

    def get(self, restriction_id: str) -> Restriction | None:
        """The restriction, or None when there is none."""
        ...

    def save(self, restriction: Restriction) -> Restriction:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        ...

    def of_patient(self, patient_id: str) -> tuple[Restriction, ...]:
        """Every restriction of a patient, ended ones too, the latest first."""
        ...


class KeptFiles(Protocol):
    """How old the records of patients are."""

    def page(self, after: str = "") -> Page[KeptFile]:
        """Some patients in the order of their ids; `Page.after` is the place to go on from."""
        ...
