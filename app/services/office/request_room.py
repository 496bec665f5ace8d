"""What answers patients and boards, together: requests, copies of records, binders, retention.

The office makes one whenever the requests pages ask for it; it holds nothing of its own.
"""

from dataclasses import dataclass

from app.services.notes.charting import Charting, Clock
from app.services.notes.print_room import PrintRoom
from app.services.ports.light_table import LightTable
from app.services.ports.store import Store
from app.services.printing.printing import Printer
from app.services.requests.binder import BinderRoom
from app.services.requests.patient_requests import RequestDesk
from app.services.requests.record_requests import RecordCopies
from app.services.requests.request_letters import RequestLetters
from app.services.requests.retention import Retention, Rules
from app.services.trail import Trail


@dataclass(frozen=True, slots=True)
class RequestRoom:
    """Of one practice, as somebody."""

    store: Store
    charting: Charting
    print_room: PrintRoom
    printer: Printer
    table: LightTable
    clock: Clock
    trail: Trail
    rules: Rules

    @property
    def desk(self) -> RequestDesk:
        """The requests themselves."""
        return RequestDesk(self.store, lambda: self.clock.local().date(), self.trail.who)

    @property
    def copies(self) -> RecordCopies:
        """What makes copies of records."""
        return RecordCopies(
            self.store,
            self.charting,
            self.print_room,
            self.printer,
            self.table,
            self.clock,
            self.trail,
        )

    @property
    def letters(self) -> RequestLetters:
        """What writes the letters about them."""
        return RequestLetters(self.store, self.printer, self.clock, self.trail)

    @property
    def binders(self) -> BinderRoom:
        """What makes audit binders."""
        return BinderRoom(
            self.store,
            self.charting,
            self.print_room,
            self.printer,
            self.table,
            self.clock,
            self.trail,
        )

    @property
    def retention(self) -> Retention:
        """What tells how long records are kept."""
        return Retention(self.store, self.rules, self.printer, self.clock, self.trail)
