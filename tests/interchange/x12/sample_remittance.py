"""Writes invented 835 files for the tests, with any delimiters; nobody in them exists."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

Segment = list[str]


@dataclass(frozen=True)
class Written:
    """How a file is written."""

    element: str = "*"
    component: str = ":"
    segment: str = "~"
    line: str = "\n"
    version: str = "00501"


@dataclass(frozen=True)
class Line:
    """One service line; adjustments are group, reason and amount."""

    code: str = "D9311"
    billed: str = "85.50"
    paid: str = "60.00"
    on: str = "20261101"
    adjustments: tuple[tuple[str, str, str], ...] = (("CO", "45", "25.50"),)
    control: str = "L1"
    remarks: tuple[str, ...] = ()
    claimed: str = ""  # the code that was claimed, where the payer judged another one


@dataclass(frozen=True)
class Judged:
    """One claim with its lines; what it bills and pays is their sum unless said otherwise."""

    control: str = "CP1"
    status: str = "1"
    lines: tuple[Line, ...] = (Line(),)
    payer_number: str = "PCN1"
    family: str = "TESTWELL"
    billed: str = ""
    paid: str = ""
    adjustments: tuple[tuple[str, str, str], ...] = ()
    patient_part: str = ""

    @property
    def paid_in_all(self) -> Decimal:
        return Decimal(self.paid) if self.paid else sum((Decimal(x.paid) for x in self.lines), ZERO)

    def segments(self, component: str) -> list[Segment]:
        billed = self.billed or str(sum((Decimal(x.billed) for x in self.lines), ZERO))
        head = ["CLP", self.control, self.status, billed, str(self.paid_in_all)]
        found = [
            [*head, self.patient_part, "12", self.payer_number, "11"],
            *cas(self.adjustments),
            ["NM1", "QC", "1", self.family, "MARISOL", "", "", "", "MI", "M-1"],
            ["DTM", "232", "20261101"],
        ]
        for line in self.lines:
            code = f"AD{component}{line.code}"
            claimed = [f"AD{component}{line.claimed}"] if line.claimed else []
            found.append(["SVC", code, line.billed, line.paid, "", "1", *claimed])
            found.append(["DTM", "472", line.on])
            found += cas(line.adjustments)
            if line.control:
                found.append(["REF", "6R", line.control])
            found += [["LQ", "HE", remark] for remark in line.remarks]
        return found


ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Check:
    """One payment; unless said otherwise its amount is what its claims get less what is moved."""

    claims: tuple[Judged, ...] = (Judged(),)
    trace: str = "CHK-1"
    amount: str = ""
    moved: tuple[tuple[str, str, str], ...] = field(default=())

    def segments(self, written: Written) -> list[Segment]:
        moved = sum((Decimal(amount) for _, _, amount in self.moved), ZERO)
        total = self.amount or str(sum((c.paid_in_all for c in self.claims), ZERO) - moved)
        pay: Segment = ["BPR", "I", total, "C", "ACH", "CTX", *[""] * 10, "20261121"]
        plb = [
            ["PLB", "1234567893", "20261231", f"{reason}{written.component}{reference}", amount]
            for reason, reference, amount in self.moved
        ]
        return [
            pay,
            ["TRN", "1", self.trace, "1512345678"],
            ["N1", "PR", "EXAMPLE MUTUAL DENTAL", "XV", "99999"],
            ["N1", "PE", "SAMPLE DENTAL OFFICE", "XX", "1234567893"],
            ["LX", "1"],
            *(segment for claim in self.claims for segment in claim.segments(written.component)),
            *plb,
        ]


def remittance(*checks: Check, written: Written = Written()) -> str:
    """A file with one interchange that holds these payments."""
    return "".join(f"{piece}{written.segment}{written.line}" for piece in pieces(checks, written))


def pieces(checks: Sequence[Check], written: Written) -> list[str]:
    """Its segments as text, without what ends them."""
    found: list[Segment] = [
        ["GS", "HP", "PAYER", "OFFICE", "20261121", "1200", "1", "X", guide(written)]
    ]
    for number, check in enumerate(checks, start=1):
        body = check.segments(written)
        control = f"{number:04d}"
        found += [["ST", "835", control], *body, ["SE", str(len(body) + 2), control]]
    found += [["GE", str(len(checks)), "1"], ["IEA", "1", "000000001"]]
    return [isa(written), *(written.element.join(each) for each in found)]


def isa(written: Written) -> str:
    """The header, of fixed width."""
    repeats = "^" if written.version == "00501" else "U"
    parts = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", "PAYER".ljust(15), "ZZ"]
    parts += ["OFFICE".ljust(15), "261121", "1200", repeats, written.version, "000000001", "0", "P"]
    return written.element.join([*parts, written.component])


def guide(written: Written) -> str:
    """The version of the guide a group names."""
    return "005010X221A1" if written.version == "00501" else "004010X091A1"


def cas(adjustments: Sequence[tuple[str, str, str]]) -> list[Segment]:
    """One CAS for each adjustment."""
    return [["CAS", group, reason, amount] for group, reason, amount in adjustments]


def denied(control: str, reason: str, *remarks: str, code: str = "D9311") -> Judged:
    """A claim of one line that was paid nothing for a reason."""
    line = Line(code, "85.50", "0", adjustments=(("CO", reason, "85.50"),), remarks=remarks)
    return replace(Judged(control), status="4", lines=(line,))
