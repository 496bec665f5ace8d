"""The 835 reader: what files say is read exactly, and what is wrong is said at its place."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.remittances.remittance import Adjustment, RemitReading, unexplained
from app.interchange.x12.remittance import read_remittance
from tests.interchange.x12.sample_remittance import (
    Check,
    Judged,
    Line,
    Written,
    denied,
    remittance,
)

TWO = Check((Judged(), denied("CP2", "252", "N706")))


def read(text: str) -> RemitReading:
    return read_remittance(text.encode())


def said(reading: RemitReading) -> list[tuple[str, str]]:
    return [(problem.place.name, problem.text) for problem in reading.problems]


def test_a_file_is_read_whole() -> None:
    reading = read(remittance(TWO))
    assert reading.problems == ()
    (payment,) = reading.payments
    assert (payment.payer, payment.trace, payment.amount) == (
        "EXAMPLE MUTUAL DENTAL",
        "CHK-1",
        Decimal("60.00"),
    )
    paid, turned_down = payment.claims
    assert (paid.control, paid.status, paid.paid) == ("CP1", "1", Decimal("60.00"))
    assert (paid.family, paid.given, paid.member_id) == ("TESTWELL", "MARISOL", "M-1")
    line = turned_down.lines[0]
    assert (line.code, line.control, line.remarks) == ("D9311", "L1", ("N706",))
    assert [(a.group, a.reason, a.amount) for a in line.adjustments] == [
        ("CO", "252", Decimal("85.50"))
    ]
    assert payment.difference == 0
    assert payment.is_whole


@pytest.mark.parametrize(
    "written",
    [
        Written(),
        Written("|", ">", "'", "\r\n"),
        Written("*", ":", "\n", ""),
        Written("\x1d", "\x1f", "\x1c", ""),
        Written("+", "<", "~", "\r\r\n"),
        Written(version="00401"),
    ],
)
def test_any_delimiters_and_both_versions_say_the_same(written: Written) -> None:
    reading = read(remittance(TWO, written=written))
    assert reading.problems == ()
    assert [c.control for c in reading.payments[0].claims] == ["CP1", "CP2"]


@pytest.mark.parametrize("begin", ["", "\ufeff", "\r\n  ", "\ufeff\n"])
@pytest.mark.parametrize("end", ["", "\n", "\x1a", "\x00\x00", "  \r\n"])
def test_what_stands_around_a_file_does_not_matter(begin: str, end: str) -> None:
    reading = read(begin + remittance(TWO) + end)
    assert reading.problems == ()
    assert len(reading.payments[0].claims) == 2


def test_every_interchange_has_its_own_delimiters() -> None:
    other = remittance(Check((Judged("CP9"),), "CHK-2"), written=Written("|", ">", "'", ""))
    reading = read(remittance(TWO, Check((Judged("CP3"),), "CHK-3")) + other)
    assert reading.problems == ()
    assert [p.trace for p in reading.payments] == ["CHK-1", "CHK-3", "CHK-2"]


def changed(old: str, new: str) -> Callable[[], str]:
    def make() -> str:
        text = remittance(TWO)
        assert old in text
        return text.replace(old, new)

    return make


@pytest.mark.parametrize(
    ("make", "name", "begins"),
    [
        (lambda: "", "", "The file holds no remittance"),
        (lambda: "hello world", "", "What stands here is no X12 file"),
        (lambda: remittance(TWO)[:60], "ISA", "The interchange header breaks off"),
        (lambda: remittance(TWO) + "hello", "", "What stands here is not part"),
        (changed("BPR*I*60.00*", "BPR*I*60,00*"), "BPR", "The amount of the payment cannot"),
        (changed("BPR*I*60.00*", "BPR*I*61.00*"), "BPR", "The payment differs from the sum"),
        (changed("CAS*CO*45*25.50", "CAS*CO*45*25.5O"), "CAS", "The amount adjustment cannot"),
        (changed("CAS*CO*45*25.50", "CAS*CO**25.50"), "CAS", "An adjustment has an amount and no"),
        (changed("CAS*CO*45*25.50", "CAS*XX*45*25.50"), "CAS", "This adjustment has an unknown"),
        (changed("CAS*CO*45*25.50", "CAS*CO*45*25.49"), "SVC", "Billed differs from paid and"),
        (changed("CLP*CP1*1*85.50", "CLP*CP1*1*8 5.50"), "CLP", "The amount billed cannot"),
        (changed("DTM*472*20261101", "DTM*472*20261131"), "DTM", "This day cannot be read"),
        (changed("SE*22*", "SE*23*"), "SE", "The payment counts other segments than the 22"),
        (changed("GE*1*", "GE*2*"), "GE", "The group counts other payments than the 1"),
        (changed("IEA*1*000000001", "IEA*1*000000002"), "IEA", "The control numbers of beginning"),
        (changed("ST*835", "ST*837"), "ST", "This is no remittance (835)"),
        (changed("005010X221A1", "003070X000"), "GS", "This is neither version 4010 nor 5010"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(
    make: Callable[[], str], name: str, begins: str
) -> None:
    reading = read(make())
    assert any(place == name and text.startswith(begins) for place, text in said(reading)), said(
        reading
    )


def test_gaps_between_adjustments_are_passed_over() -> None:
    reading = read(remittance(TWO).replace("CAS*CO*45*25.50", "CAS*CO*45*20.50*****253*5.00*1"))
    assert reading.problems == ()
    adjustments = reading.payments[0].claims[0].lines[0].adjustments
    assert [(a.reason, a.amount, a.quantity) for a in adjustments] == [
        ("45", Decimal("20.50"), None),
        ("253", Decimal("5.00"), Decimal(1)),
    ]


def test_money_beside_the_claims_is_part_of_the_sum() -> None:
    taken_back = Check((Judged(),), moved=(("WO", "OLD-CLAIM", "12.00"), ("L6", "", "-0.40")))
    reading = read(remittance(taken_back))
    assert reading.problems == ()
    (payment,) = reading.payments
    assert payment.amount == Decimal("48.40")
    assert [(p.reason, p.reference, p.amount) for p in payment.provider_adjustments] == [
        ("WO", "OLD-CLAIM", Decimal("12.00")),
        ("L6", "", Decimal("-0.40")),
    ]


def test_a_reversal_keeps_its_signs() -> None:
    line = Line(billed="-85.50", paid="-60.00", adjustments=(("CO", "45", "-25.50"),))
    reading = read(remittance(Check((Judged(status="22", lines=(line,)),))))
    assert reading.problems == ()
    (claim,) = reading.payments[0].claims
    assert claim.is_reversal
    assert claim.paid == Decimal("-60.00")


def test_claims_that_nobody_asked_for_are_summed_and_not_kept() -> None:
    reading = read_remittance(remittance(TWO).encode(), lambda claim: claim.control == "CP2")
    (payment,) = reading.payments
    assert [claim.control for claim in payment.claims] == ["CP2"]
    assert (payment.other_claims, payment.other_paid) == (1, Decimal("60.00"))
    assert payment.difference == 0


WHOLE = remittance(TWO, Check((Judged("CP3"),), "CHK-2"))


@pytest.mark.parametrize("length", range(len(WHOLE.rstrip()) - 1))
def test_a_file_that_breaks_off_is_never_taken_for_whole(length: int) -> None:
    reading = read(WHOLE[:length])
    assert reading.problems
    whole = [claim for p in reading.payments if p.is_whole for claim in p.claims]
    assert len(whole) == 3 or any(problem.loses for problem in reading.problems)


cents = st.integers(-5_000_00, 5_000_00).map(lambda c: f"{Decimal(c).scaleb(-2):.2f}")
reasons = st.tuples(st.sampled_from(["CO", "PR", "OA", "PI"]), st.sampled_from(["45", "1", "96"]))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    taken = tuple((*draw(reasons), draw(cents)) for _ in range(draw(st.integers(0, 3))))
    paid = draw(cents)
    billed = Decimal(paid) + sum((Decimal(a) for _, _, a in taken), Decimal(0))
    return Line(
        draw(st.sampled_from(["D9311", "D9997", "D0120"])), str(billed), paid, "20261101", taken
    )


claims = st.builds(
    lambda number, found: Judged(f"CP{number}", lines=tuple(found)),
    st.integers(1, 999),
    st.lists(lines(), min_size=1, max_size=3),
)


@given(st.lists(claims, min_size=1, max_size=4))
def test_sums_that_hold_are_read_without_a_word(judged: list[Judged]) -> None:
    reading = read(remittance(Check(tuple(judged))))
    assert reading.problems == ()
    (payment,) = reading.payments
    assert payment.difference == 0
    for written, claim in zip(judged, payment.claims, strict=True):
        assert claim.paid == written.paid_in_all
        for line in claim.lines:
            assert unexplained(line.billed, line.paid, line.adjustments) == 0


@given(claims, cents.filter(lambda text: Decimal(text) != 0))
def test_a_sum_that_does_not_hold_is_said(judged: Judged, more: str) -> None:
    first = judged.lines[0]
    wrong = replace(first, billed=str(Decimal(first.billed) + Decimal(more)))
    reading = read(remittance(Check((replace(judged, lines=(wrong, *judged.lines[1:])),))))
    assert f"{Decimal(more):,.2f}" in " ".join(problem.text for problem in reading.problems)


def test_an_unknown_amount_is_never_part_of_a_sum() -> None:
    unknown = (Adjustment("CO", "45", None),)
    assert unexplained(Decimal(10), Decimal(5), unknown) is None
