"""Oddities of payment files: the table of decision 155 is what the program does, row by row."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.practice.people import StaffRole
from app.interchange.x12.remittance import read_remittance
from app.services.remittances.remit_posting import RemitDesk, TakenOver
from app.services.trail import Trail
from tests.interchange.x12.sample_remittance import (
    Check,
    Judged,
    Line,
    Written,
    remittance,
)
from tests.storage import samples
from tests.storage.fakes import MemoryStore
from tests.storage.samples import NOON
from tests.storage.test_remit_posting import FIRST, SECOND, claim, with_control

TABLE = Path(__file__).resolve().parents[2] / "app" / "decisions" / "155-odd-payment-files.md"

Make = Callable[[], str | bytes]


USUAL = Written()


def file(*claims: Judged, trace: str = "CHK-1", written: Written = USUAL, amount: str = "") -> str:
    return remittance(Check(claims, trace, amount), written=written)


def changed(old: str, new: str, *claims: Judged) -> Make:
    """The usual file with something in it replaced, which must be there."""

    def make() -> str:
        text = file(*(claims or (FIRST,)))
        assert old in text, old
        return text.replace(old, new)

    return make


def line(paid: str, *adjustments: tuple[str, str, str], billed: str = "85.50") -> Judged:
    """The first claim judged otherwise."""
    return replace(
        FIRST, lines=(Line(billed=billed, paid=paid, adjustments=adjustments, control="L1"),)
    )


BACK = replace(
    line("-60.00", ("CO", "45", "-25.50"), billed="-85.50"),
    status="22",
)
LESS = line("40.00", ("CO", "45", "45.50"))
OTHERS = with_control(Judged("X-9", lines=(Line("D0120", control=""),), family="OTHERWELL"), "")
SECONDARY = replace(line("10.00", ("OA", "23", "60.00"), ("CO", "45", "15.50")), status="2")
WHOLE = file(FIRST)

ODDITIES: Mapping[str, Make] = {
    "as the guide has it": lambda: WHOLE,
    "other delimiters": lambda: file(FIRST, written=Written("|", ">", "'", "")),
    "control characters as delimiters": lambda: file(
        FIRST, written=Written("\x1d", "\x1f", "\x1e", "")
    ),
    "line ends of another system": lambda: file(FIRST, written=Written(line="\r\n")),
    "a byte order mark": lambda: WHOLE.encode("utf-8-sig"),
    "UTF-16 with its mark": lambda: WHOLE.encode("utf-16"),
    "blanks and ends of files around it": lambda: f"\n {WHOLE}\x1a",
    "version 4010": lambda: file(FIRST, written=Written(version="00401")),
    "another version": changed("005010X221A1", "003070X000"),
    "two interchanges, each with its delimiters": lambda: (
        WHOLE + file(SECOND, trace="CHK-2", written=Written("|", ">", "'", ""))
    ),
    "two payments in one interchange": lambda: remittance(
        Check((FIRST,)), Check((SECOND,), "CHK-2")
    ),
    "gaps between adjustments": changed("CAS*CO*45*25.50", "CAS*CO*45*20.50*****253*5.00"),
    "a payment taken back": lambda: file(BACK),
    "taken back and judged anew in one check": lambda: file(BACK, LESS),
    "judged anew before it is taken back": lambda: file(LESS, BACK),
    "a secondary payer": lambda: file(SECONDARY),
    "a check of nothing": lambda: file(SECOND, trace="0"),
    "interest and an overpayment beside the claims": lambda: remittance(
        Check((FIRST,), moved=(("WO", "OLD", "12.00"), ("L6", "", "-0.40")))
    ),
    "a check that differs from its claims": lambda: file(FIRST, amount="61.00"),
    "a line that does not add up": changed("CAS*CO*45*25.50", "CAS*CO*45*25.00"),
    "amounts without cents, with zeros before them": changed("*85.50*", "*085.5*"),
    "an amount with a letter in it": changed("*60.00*", "*6O.00*"),
    "an amount with a comma": changed("BPR*I*60.00", "BPR*I*60,00"),
    "a fraction of a cent": changed("*45*25.50", "*45*25.505"),
    "a wrong count of segments": changed("SE*14*", "SE*15*"),
    "a wrong count of payments": changed("GE*1*", "GE*2*"),
    "other control numbers at the end": changed("IEA*1*000000001", "IEA*1*000000002"),
    "it breaks off in a claim": lambda: WHOLE[: WHOLE.index("REF*6R")],
    "it breaks off behind the last payment": lambda: WHOLE[: WHOLE.index("GE*")],
    "a payment without its end": changed("SE*14*0001~\n", ""),
    "a broken file behind a whole one": lambda: WHOLE + file(SECOND, trace="CHK-2")[:-90],
    "words behind a whole file": lambda: f"{WHOLE}that is all",
    "a claim outside of every payment": changed("GE*1*", "CLP*CP2*1*1*1~\nGE*1*"),
    "a group that there is not": changed("CAS*CO*45", "CAS*XX*45"),
    "a reason that nobody knows": lambda: file(line("0", ("OA", "Z99", "85.50"))),
    "an amount without its reason": changed("CAS*CO*45*25.50", "CAS*CO**25.50"),
    "a claim status that there is not": changed("CLP*CP1*1*", "CLP*CP1*99*"),
    "segments that there are not": lambda: WHOLE.replace("LX*1~", "LX*1~\nZZZ*1*2~").replace(
        "SE*14*", "SE*15*"
    ),
    "a day that there is not": changed("DTM*472*20261101", "DTM*472*20261131"),
    "our number in lower case": lambda: file(replace(FIRST, control="cp1")),
    "no number of ours": lambda: file(replace(FIRST, control="")),
    "our number on another service": lambda: file(
        Judged("CP1", family="OTHERWELL", lines=(Line("D9997", "9.00", "9.00", "20250101", ()),))
    ),
    "claims of others only": lambda: file(OTHERS),
    "one judgment twice in a check": lambda: file(FIRST, FIRST),
    "a claim (837) instead": changed("ST*835", "ST*837"),
    "a letter instead": lambda: "Dear office, your check is in the mail.",
    "an empty file": lambda: "",
}


def take_over(make: Make) -> TakenOver:
    """What the program makes of an oddity in a practice with the two claims it may be about."""
    store = MemoryStore()
    with store.writing() as work:
        work.patients.save(samples.patient())
        biller = samples.dentist("b1").model_copy(update={"role": StaffRole.BILLER})
        work.staff.save(biller)
        for number in (1, 2):
            work.claims.save(claim(number))
    made = make()
    content = made.encode() if isinstance(made, str) else made
    trail = Trail(lambda: NOON, "b1")
    return RemitDesk(store, trail, read_remittance, ("D9311", "D9997"), NOON.date).take_over(
        content
    )


def row(name: str, taken: TakenOver) -> str:
    """The row of the table that this comes to."""
    said = "<br>".join(taken.file.problems) or "nothing"
    return f"| {name} | {len(taken.posted)} | {taken.waiting} | {said} |"


@pytest.mark.parametrize("name", ODDITIES)
def test_the_program_does_what_the_table_says(name: str) -> None:
    rows = TABLE.read_text("utf-8").splitlines()
    assert row(name, take_over(ODDITIES[name])) in rows


def test_the_table_has_no_row_that_nobody_tries() -> None:
    lines = TABLE.read_text("utf-8").splitlines()
    names = [line.split(" | ")[0][2:] for line in lines if line.startswith("| ")][1:]
    assert names == list(ODDITIES)
