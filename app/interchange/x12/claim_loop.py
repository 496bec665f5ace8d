"""One claim of an 835 while it is read: its header, its names and days, its service lines.

`remittance` hands it the segments between one CLP and the next. Segment and element numbers are
those of the 835 guides 005010X221A1 and 004010X091A1; their texts are not repeated here.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import get_args

from app.domain.remittances.remittance import (
    Adjustment,
    Group,
    Place,
    ProviderAdjustment,
    RemitClaim,
    RemitLine,
    RemitProblem,
)
from app.interchange.x12.values import amount, day, quantity

_GROUPS: dict[str, Group] = {group: group for group in get_args(Group) if group}
_TRIPLETS = range(2, 20, 3)
"""Where reason, amount and quantity stand in a CAS: six times, some of them empty."""

_PAIRS = range(3, 15, 2)
_SERVICE_DAYS = ("472", "150")
_REMARKS_OF = {"MIA": (5, 20, 21, 22, 23), "MOA": (3, 4, 5, 6, 7)}


@dataclass(slots=True)
class _Line:
    """A service line while it is read."""

    place: Place
    code: str
    submitted: str
    billed: Decimal | None
    paid: Decimal | None
    units: Decimal | None
    on: dt.date | None = None
    allowed: Decimal | None = None
    control: str = ""
    adjustments: list[Adjustment] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def done(self, on: dt.date | None) -> RemitLine:
        """The line as it was read; without a day of its own it has the claim's."""
        return RemitLine(
            self.code,
            self.on or on,
            self.billed,
            self.paid,
            self.units,
            self.allowed,
            self.control,
            self.submitted,
            tuple(self.adjustments),
            tuple(self.remarks),
            self.place,
        )


class ClaimLoop:
    """Reads claims one after the other; `problems` is where what is wrong with them is said."""

    def __init__(self, component: str, problems: list[RemitProblem]) -> None:
        self._component = component
        self._problems = problems
        self._claim: RemitClaim | None = None
        self._names: dict[str, str] = {}
        self._days: dict[str, dt.date | None] = {}
        self._adjustments: list[Adjustment] = []
        self._remarks: list[str] = []
        self._lines: list[_Line] = []
        self.handlers: dict[str, Callable[[int, list[str]], None]] = {
            "CAS": self._adjusted,
            "NM1": self._name,
            "MIA": self._claim_remarks,
            "MOA": self._claim_remarks,
            "REF": self._reference,
            "DTM": self._day,
            "AMT": self._told_amount,
            "SVC": self._service,
            "LQ": self._line_remark,
            "PER": _nothing,
            "QTY": _nothing,
        }
        """What takes each segment that belongs to a claim as long as one is open."""

    @property
    def is_open(self) -> bool:
        """Whether a claim was begun and not closed."""
        return self._claim is not None

    def begin(self, number: int, segment: list[str]) -> None:
        """Begin a claim with its CLP."""
        place = Place(number, "CLP")
        patient = _at(segment, 5)
        self._claim = RemitClaim(
            control=_at(segment, 1),
            status=_at(segment, 2),
            billed=self._amount(segment, 3, place, "billed"),
            paid=self._amount(segment, 4, place, "paid"),
            patient_part=self._amount(segment, 5, place, "patient's part") if patient else None,
            filing=_at(segment, 6),
            payer_number=_at(segment, 7),
            place=place,
        )
        self._names, self._days = {}, {}
        self._adjustments, self._remarks, self._lines = [], [], []

    def close(self) -> RemitClaim | None:
        """The open claim with everything it was told; None when there is none."""
        claim, self._claim = self._claim, None
        if claim is None:
            return None
        began = self._days.get("232") or self._days.get("472")
        ended = self._days.get("233") or began
        names = self._names
        return RemitClaim(
            claim.control,
            claim.status,
            claim.billed,
            claim.paid,
            claim.patient_part,
            claim.payer_number,
            claim.filing,
            names.get("family", ""),
            names.get("given", ""),
            names.get("patient", "") or names.get("insured", ""),
            began,
            ended,
            tuple(self._adjustments),
            tuple(self._remarks),
            tuple(line.done(began) for line in self._lines),
            names.get("crossover", ""),
            claim.place,
        )

    def provider_adjustments(
        self, number: int, segment: list[str]
    ) -> tuple[ProviderAdjustment, ...]:
        """What one PLB moves beside the claims."""
        place = Place(number, "PLB")
        found = []
        for at in _PAIRS:
            told = _at(segment, at)
            if told or _at(segment, at + 1):
                reason, _, reference = told.partition(self._component)
                moved = self._amount(segment, at + 1, place, "provider adjustment")
                found.append(ProviderAdjustment(reason, reference, moved, place))
        return tuple(found)

    def _adjusted(self, number: int, segment: list[str]) -> None:
        place = Place(number, "CAS")
        group = _at(segment, 1)
        if group not in _GROUPS:
            self._say(place, "This adjustment has an unknown group.")
        mine = self._lines[-1].adjustments if self._lines else self._adjustments
        for at in range(_TRIPLETS.start, min(len(segment), _TRIPLETS.stop), _TRIPLETS.step):
            reason, told, units = _at(segment, at), _at(segment, at + 1), _at(segment, at + 2)
            if not (reason or told or units):
                continue  # files leave gaps between adjustments
            if not reason:
                self._say(place, "An adjustment has an amount and no reason.")
            taken = self._amount(segment, at + 1, place, "adjustment")
            count = quantity(units) if units else None
            mine.append(Adjustment(_GROUPS.get(group, ""), reason, taken, count, place))
        if len(segment) > _TRIPLETS.stop and any(segment[_TRIPLETS.stop :]):
            self._say(place, "An adjustment has more parts than there can be.", loses=True)

    def _name(self, _number: int, segment: list[str]) -> None:
        who = _at(segment, 1)
        if who == "QC":
            self._names["family"], self._names["given"] = _at(segment, 3), _at(segment, 4)
            self._names["patient"] = _at(segment, 9)
        elif who == "IL":
            self._names["insured"] = _at(segment, 9)
        elif who == "TT":
            self._names["crossover"] = _at(segment, 3)

    def _claim_remarks(self, _number: int, segment: list[str]) -> None:
        for at in _REMARKS_OF[segment[0]]:
            if remark := _at(segment, at):
                self._remarks.append(remark)

    def _line_remark(self, _number: int, segment: list[str]) -> None:
        remark = _at(segment, 2)
        if remark and _at(segment, 1) == "HE":
            (self._lines[-1].remarks if self._lines else self._remarks).append(remark)

    def _reference(self, _number: int, segment: list[str]) -> None:
        if self._lines and _at(segment, 1) == "6R":
            self._lines[-1].control = _at(segment, 2)

    def _day(self, number: int, segment: list[str]) -> None:
        which, told = _at(segment, 1), _at(segment, 2)
        on = day(told)
        if on is None:
            self._say(Place(number, "DTM"), "This day cannot be read.")
        elif self._lines and which in _SERVICE_DAYS:
            self._lines[-1].on = on
        elif not self._lines:
            self._days[which] = on

    def _told_amount(self, number: int, segment: list[str]) -> None:
        if self._lines and _at(segment, 1) == "B6":
            allowed = self._amount(segment, 2, Place(number, "AMT"), "allowed")
            self._lines[-1].allowed = allowed

    def _service(self, number: int, segment: list[str]) -> None:
        place = Place(number, "SVC")
        units = _at(segment, 5)
        self._lines.append(
            _Line(
                place,
                self._code(_at(segment, 1)),
                self._code(_at(segment, 6)),
                self._amount(segment, 2, place, "billed"),
                self._amount(segment, 3, place, "paid"),
                quantity(units) if units else None,
            )
        )

    def _code(self, composite: str) -> str:
        """The procedure code of a composite: its qualifier, the code, modifiers."""
        parts = composite.split(self._component)
        return parts[1].strip() if len(parts) > 1 else ""

    def _amount(self, segment: list[str], at: int, place: Place, what: str) -> Decimal | None:
        read = amount(_at(segment, at))
        if read is None:
            self._say(place, f"The amount {what} cannot be read.", loses=True)
        return read

    def _say(self, place: Place, text: str, *, loses: bool = False) -> None:
        self._problems.append(RemitProblem(place, text, loses))


def _at(segment: list[str], place: int) -> str:
    return segment[place].strip() if len(segment) > place else ""


def _nothing(_number: int, _segment: list[str]) -> None:
    """Contacts and quantities of the claim: nothing the office works with."""
