"""An EOB as it is typed: what reads as what, what keeps it from posting, what it adds up to."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.reading.problem import Unread
from app.domain.remittances.eob import (
    TypedAdjustment,
    TypedEob,
    TypedLine,
    blank_eob,
    sums_of,
    sums_of_all,
)
from app.domain.remittances.eob_reading import LONGEST_REASON, read_code, read_eob, read_remarks

TODAY = dt.date(2026, 11, 22)
DAY = dt.date(2026, 11, 3)
CLAIM = Claim(
    id="c1",
    number="C1",
    patient="p1",
    payer="Example Mutual Dental",
    lines=(
        ClaimLine(id="l1", code="D9311", on=DAY, fee=Decimal("85.50")),
        ClaimLine(id="l2", code="D9997", on=DAY, fee=Decimal(120)),
    ),
    state=ClaimState.SENT,
)


def eob(*lines: dict[str, object], **fields: object) -> TypedEob:
    """The page of the claim with these cells typed."""
    fresh = blank_eob(CLAIM, TODAY)
    typed = [
        line.model_copy(update=cells)
        for line, cells in zip(fresh.lines, (*lines, {}, {}), strict=False)
    ]
    return fresh.model_copy(update={"lines": tuple(typed), **fields})


def adjusted(*pairs: tuple[str, str]) -> tuple[TypedAdjustment, ...]:
    return tuple(TypedAdjustment(amount=amount, code=code) for amount, code in pairs)


def cells(typed: TypedEob) -> list[str]:
    return [problem.cell for problem in read_eob(typed, TODAY)[1]]


def test_the_page_begins_with_what_is_known_and_nothing_guessed() -> None:
    fresh = blank_eob(CLAIM, TODAY)
    assert [line.billed for line in fresh.lines] == ["85.50", "120.00"]
    assert fresh.received_on == "11/22/2026"
    assert all(line.is_blank for line in fresh.lines)
    assert (fresh.eob_date, fresh.reason, fresh.state) == ("", "", "")


def test_everything_typed_is_read_exactly() -> None:
    typed = eob(
        {
            "allowed": "$80",
            "paid": "64.00",
            "patient": "16",
            "adjustments": adjusted(("5.50", "co45"), ("", "")),
            "remarks": "n706, ma130 N706",
        },
        eob_date="11/20",
        answer_due="1/15/27",
    )
    read, problems = read_eob(typed, TODAY)
    assert problems == ()
    (line,) = read.lines  # the second line is not on this EOB
    assert (line.line, line.billed, line.allowed) == ("l1", Decimal("85.50"), Decimal(80))
    assert (line.paid, line.patient_part) == (Decimal(64), Decimal(16))
    assert [(a.group, a.reason, a.amount) for a in line.adjustments] == [
        ("CO", "45", Decimal("5.50"))
    ]
    assert line.remarks == ("N706", "MA130")
    assert (read.eob_date, read.answer_due) == (dt.date(2026, 11, 20), dt.date(2027, 1, 15))
    assert sums_of(typed.lines[0]).difference == 0


@pytest.mark.parametrize(
    ("text", "group", "reason"),
    [
        ("CO 45", "CO", "45"),
        ("co-45", "CO", "45"),
        ("PR1", "PR", "1"),
        ("252", "", "252"),
        ("B7", "", "B7"),
        ("pi b13", "PI", "B13"),
        ("OA", "OA", ""),
        (" ", "", ""),
    ],
)
def test_reasons_are_read_as_printed(text: str, group: str, reason: str) -> None:
    assert read_code(text) == (group, reason)


@pytest.mark.parametrize("text", ["not covered", "-", "COB 22", "45 CO", "CO 45 97", "45.5"])
def test_what_is_no_reason_code_is_said_and_not_bent_into_one(text: str) -> None:
    assert isinstance(read_code(text), Unread)


def test_words_among_remark_codes_are_said() -> None:
    assert isinstance(read_remarks("N706 see letter"), Unread)
    assert read_remarks(" ") == ()


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ({"allowed": "80"}, "0/paid"),
        ({"paid": "6O.00"}, "0/paid"),
        ({"paid": "60.005"}, "0/paid"),
        ({"paid": "0", "billed": "lots"}, "0/billed"),
        ({"paid": "0", "adjustments": adjusted(("85.50", "CO 45"), ("x", ""))}, "0/amount/1"),
        ({"paid": "0", "adjustments": adjusted(("", "CO 45"))}, "0/amount/0"),
        ({"paid": "0", "adjustments": adjusted(("85.50", "denied"))}, "0/code/0"),
        ({"paid": "0", "remarks": "see over"}, "0/remarks"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_cell(line: dict[str, object], cell: str) -> None:
    assert cells(eob(line)) == [cell]


def test_problems_come_all_at_once_and_an_empty_page_says_where_to_begin() -> None:
    assert cells(eob()) == ["0/paid"]
    typed = eob({"paid": "x"}, {"paid": "y"}, eob_date="soon", reason="x" * (LONGEST_REASON + 1))
    assert set(cells(typed)) == {"0/paid", "1/paid", "eob_date", "reason"}


def test_an_eob_does_not_come_tomorrow() -> None:
    assert cells(eob({"paid": "0"}, received_on="t+1")) == ["received_on"]
    assert cells(eob({"paid": "0"}, received_on="t")) == []


def test_a_state_set_by_hand_needs_its_reason() -> None:
    typed = eob({"paid": "0"}, state=ClaimState.DENIED)
    assert cells(typed) == ["why"]
    assert cells(typed.model_copy(update={"why": "The letter says so"})) == []


def test_a_difference_is_shown_and_an_unreadable_amount_is_no_number() -> None:
    line = eob({"paid": "60", "adjustments": adjusted(("20", "CO 45"))}).lines[0]
    assert sums_of(line).difference == Decimal("5.50")
    unread = line.model_copy(update={"patient": "five"})
    assert sums_of(unread).patient is None
    assert sums_of(unread).difference is None


AMOUNTS = st.decimals(min_value=0, max_value=99_999, places=2, allow_nan=False)
LINES = st.lists(
    st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=4)),
    min_size=1,
    max_size=5,
)


@given(LINES)
def test_sums_are_those_of_the_lines_to_the_cent(
    amounts: list[tuple[Decimal, Decimal, Decimal, list[Decimal]]],
) -> None:
    lines = tuple(
        TypedLine(
            line=f"l{at}",
            code="D9311",
            on=DAY,
            billed=f"{billed:,.2f}",
            paid=f"${paid}",
            patient=f"{patient}",
            adjustments=adjusted(*((str(each), "") for each in taken)),
        )
        for at, (billed, paid, patient, taken) in enumerate(amounts)
    )
    typed = TypedEob(lines=lines)
    sums, (read, problems) = sums_of_all(typed), read_eob(typed, TODAY)
    assert problems == ()
    assert sums.paid == sum(paid for _, paid, _, _ in amounts)
    assert sums.adjusted == sum(sum(taken) for _, _, _, taken in amounts)
    left = [b - p - t - sum(a) for b, p, t, a in amounts]
    assert [sums_of(line).difference for line in lines] == left
    assert sums.difference == sum(left)
    assert [line.paid for line in read.lines] == [paid for _, paid, _, _ in amounts]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_typed_is_read_or_said(paid: str, code: str, remarks: str, day: str) -> None:
    typed = eob(
        {"paid": paid, "adjustments": adjusted((paid, code)), "remarks": remarks}, eob_date=day
    )
    read, problems = read_eob(typed, TODAY)
    assert problems or read.lines
    sums_of_all(typed)
