"""Reads an 835 (health care claim payment), versions 5010 and 4010, into `RemitReading`.

The command line and posting call it. Claims that nobody asked for are counted and summed, not
kept. It never raises for what a file holds: whatever is wrong is said at its place, an amount that
cannot be read stays unknown, and nothing is lost in silence.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from app.domain.claims.claim import ZERO
from app.domain.remittances.remittance import (
    Place,
    RemitClaim,
    RemitPayment,
    RemitProblem,
    RemitReading,
    unexplained,
)
from app.interchange.x12.claim_loop import ClaimLoop
from app.interchange.x12.envelope import Interchange, decoded, interchanges
from app.interchange.x12.values import amount, day

Asked = Callable[[RemitClaim], bool]

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that are read; the largest remittances have some ten million."""

_VERSIONS = ("004010", "005010")
_TOO_LARGE = "The file is larger than 64 MB. Ask the clearinghouse for smaller files."


def read_remittance(content: bytes, asked: Asked = lambda _: True) -> RemitReading:
    """Everything the bytes of a file say. Of claims that are not `asked` for only sums are kept."""
    if len(content) > LARGEST:
        return RemitReading((), (RemitProblem(Place(), _TOO_LARGE, loses=True),))
    problems: list[RemitProblem] = []
    payments: list[RemitPayment] = []
    for interchange in interchanges(decoded(content), problems):
        reader = _Reader(interchange, asked, problems)
        payments += reader.read()
    if not payments and not problems:
        problems.append(RemitProblem(Place(), "The file holds no remittance.", loses=True))
    return RemitReading(
        tuple(payments), tuple(sorted(problems, key=lambda each: each.place.segment))
    )


@dataclass(slots=True)
class _Payment:
    """One payment while it is read."""

    begun: Place
    control: str
    said: RemitPayment
    kept: list[RemitClaim] = field(default_factory=list)
    others: int = 0
    other_paid: Decimal | None = ZERO
    is_whole: bool = True
    ends: int = 0


class _Reader:
    """Walks the segments of one interchange; a claim's own segments go to its loop."""

    def __init__(
        self, interchange: Interchange, asked: Asked, problems: list[RemitProblem]
    ) -> None:
        self._from = interchange
        self._asked = asked
        self._problems = problems
        self._payments: list[RemitPayment] = []
        self._now: _Payment | None = None
        self._loop = ClaimLoop(interchange.delimiters.component, problems)
        self._party = ""
        self._groups = (0, 0)  # transactions in the group so far, groups so far
        self._own = {
            "GS": self._group,
            "GE": self._group_end,
            "ST": self._begin,
            "SE": self._end,
            "BPR": self._amount,
            "TRN": self._trace,
            "N1": self._name,
            "REF": self._reference,
            "PLB": self._provider,
            "CLP": self._claim,
            "LX": self._header,
        }

    def read(self) -> list[RemitPayment]:
        """The payments of the interchange, in their order."""
        loop, own, in_claim = self._loop, self._own, self._loop.handlers
        element = self._from.delimiters.element
        for number, piece in enumerate(self._from.segments, self._from.first):
            segment = piece.split(element)
            handler = in_claim.get(segment[0]) if loop.is_open else None
            handler = handler or own.get(segment[0])
            if handler is not None:
                handler(number, segment)
        if self._now is not None:
            self._now.is_whole = False
            if self._from.is_whole:
                self._say(self._now.begun.segment, "ST", "This payment has no end.", loses=True)
            self._finish()
        return self._payments

    def _group(self, number: int, segment: list[str]) -> None:
        self._groups = (0, self._groups[1] + 1)
        version = _at(segment, 8)
        if version and not version.startswith(_VERSIONS):
            words = "This is neither version 4010 nor 5010; look at every amount."
            self._say(number, "GS", words)

    def _group_end(self, number: int, segment: list[str]) -> None:
        counted = _at(segment, 1)
        if counted.lstrip("0") != str(self._groups[0]).lstrip("0"):
            words = f"The group counts other payments than the {self._groups[0]} read."
            self._say(number, "GE", words)

    def _begin(self, number: int, segment: list[str]) -> None:
        if self._now is not None:
            self._say(number, "ST", "A payment begins before the last one ended.", loses=True)
            self._now.is_whole = False
            self._finish()
        self._groups = (self._groups[0] + 1, self._groups[1])
        if _at(segment, 1) != "835":
            self._say(number, "ST", "This is no remittance (835) and was not read.", loses=True)
            return
        place = Place(number, "ST")
        empty = RemitPayment("", "", "", "", None, None, place=place)
        self._now = _Payment(place, _at(segment, 2), empty)
        self._party = ""

    def _end(self, number: int, segment: list[str]) -> None:
        now = self._now
        if now is None:
            return
        self._close_claim()
        now.ends = number
        counted, read = _at(segment, 1), number - now.begun.segment + 1
        if counted.lstrip("0") != str(read):
            now.is_whole = False
            words = f"The payment counts other segments than the {read} read: some may be missing."
            self._say(number, "SE", words, loses=True)
        if _at(segment, 2) != now.control:
            self._say(number, "SE", "The control numbers of beginning and end differ.")
        self._finish()

    def _amount(self, number: int, segment: list[str]) -> None:
        if self._now is None:
            return
        paid = amount(_at(segment, 2))
        if paid is None:
            self._say(number, "BPR", "The amount of the payment cannot be read.", loses=True)
        elif _at(segment, 3) == "D":
            paid = -paid
        paid_on = day(_at(segment, 16))
        self._now.said = replace(
            self._now.said, amount=paid, method=_at(segment, 4), paid_on=paid_on
        )

    def _trace(self, _number: int, segment: list[str]) -> None:
        if self._now is not None and not self._now.said.trace:
            self._now.said = replace(self._now.said, trace=_at(segment, 2))

    def _name(self, _number: int, segment: list[str]) -> None:
        if self._now is None:
            return
        self._party = _at(segment, 1)
        if self._party == "PR":
            said = replace(self._now.said, payer=_at(segment, 2), payer_id=_at(segment, 4))
            self._now.said = said
        elif self._party == "PE" and _at(segment, 3) == "XX":
            self._now.said = replace(self._now.said, payee_npi=_at(segment, 4))

    def _reference(self, _number: int, segment: list[str]) -> None:
        """The payer's id, where the name does not carry it."""
        now = self._now
        if now and self._party == "PR" and _at(segment, 1) == "2U" and not now.said.payer_id:
            now.said = replace(now.said, payer_id=_at(segment, 2))

    def _header(self, _number: int, _segment: list[str]) -> None:
        self._close_claim()

    def _claim(self, number: int, segment: list[str]) -> None:
        if self._now is None:
            self._say(number, "CLP", "This claim stands outside of every payment.", loses=True)
            return
        self._close_claim()
        self._loop.begin(number, segment)

    def _provider(self, number: int, segment: list[str]) -> None:
        if self._now is None:
            return
        self._close_claim()
        moved = self._loop.provider_adjustments(number, segment)
        said = self._now.said
        both = (*said.provider_adjustments, *moved)
        self._now.said = replace(said, provider_adjustments=both)

    def _close_claim(self) -> None:
        claim = self._loop.close()
        now = self._now
        if claim is None or now is None:
            return
        if self._asked(claim):
            now.kept.append(claim)
            _check_sums(claim, self._problems)
            return
        now.others += 1
        unknown = now.other_paid is None or claim.paid is None
        now.other_paid = None if unknown else (now.other_paid or ZERO) + (claim.paid or ZERO)

    def _finish(self) -> None:
        self._close_claim()
        now = self._now
        if now is None:
            return
        payment = replace(
            now.said,
            claims=tuple(now.kept),
            other_claims=now.others,
            other_paid=now.other_paid,
            is_whole=now.is_whole and self._from.is_whole,
            ends=now.ends,
        )
        self._payments.append(payment)
        self._now = None
        if payment.difference:
            words = "The payment differs from the sum of its claims and adjustments by"
            self._say(now.begun.segment, "BPR", f"{words} {payment.difference:,.2f}.")

    def _say(self, number: int, name: str, text: str, *, loses: bool = False) -> None:
        self._problems.append(RemitProblem(Place(number, name), text, loses))


def _at(segment: list[str], place: int) -> str:
    return segment[place].strip() if len(segment) > place else ""


def _check_sums(claim: RemitClaim, problems: list[RemitProblem]) -> None:
    """Say where billed is not paid plus adjustments, of each line and of the claim."""
    for line in claim.lines:
        if rest := unexplained(line.billed, line.paid, line.adjustments):
            words = f"Billed differs from paid and adjustments by {rest:,.2f} on this line."
            problems.append(RemitProblem(line.place, words))
    if rest := unexplained(claim.billed, claim.paid, tuple(claim.every_adjustment())):
        words = f"Billed differs from paid and adjustments by {rest:,.2f} on this claim."
        problems.append(RemitProblem(claim.place, words))
