"""What reports say, out of what was counted: columns, sums and bars; `reports` counts.

Everything is the insurance side alone: what a patient owes is never inferred, so it stands nowhere.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from app.domain.claims.reason import Reasons
from app.domain.finding.listing import search_key
from app.domain.reading.amounts import show_money
from app.domain.work.aging import STEPS, AgedBy, AgedSum
from app.domain.work.first_answers import AnswerSum
from app.domain.work.report import Report, ReportBar, ReportColumn

_REASONS_SHOWN = 3
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BARS_SHOWN = 12
_BY = {
    "sent": "Age is counted from the day sent, from the service where no such day is known.",
    "service": "Age is counted from the earliest date of service.",
}
_UNPAID = "Amounts are billed less paid so far: what the contract takes off is still in them."


@dataclass(slots=True)
class Answers:
    """How payers answered one code: lines answered, denied, asked about, and the reasons."""

    answered: int = 0
    denied: int = 0
    asked: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> Decimal:
        """Denied lines in a hundred answered ones, to a tenth."""
        return (Decimal(100 * self.denied) / self.answered).quantize(Decimal("0.1"))


@dataclass(slots=True)
class Worked:
    """What one person did in one month: minutes, activities, and the notes they stand in."""

    minutes: int = 0
    activities: int = 0
    notes: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Course:
    """The days of one signed note: service, signature, first payment; None where not paid."""

    service: dt.date
    signed: dt.date
    paid: dt.date | None


def aging(sums: Iterable[AgedSum], by: AgedBy) -> Report:
    """How old what waits is, by payer."""
    payers: dict[str, dict[int, AgedSum]] = {}
    names: dict[str, str] = {}
    for each in sums:
        key = search_key(each.payer)
        payers.setdefault(key, {})[each.step] = each
        names.setdefault(key, each.payer)
    steps = [Decimal(0)] * len(STEPS)
    for row in payers.values():
        for step, each in row.items():
            steps[step] += each.unpaid
    count = sum(each.claims for row in payers.values() for each in row.values())
    return Report(
        name="aging",
        title="Aging of claims followed here",
        said=f"{_BY[by]} {_UNPAID}",
        columns=(
            ReportColumn("Payer"),
            ReportColumn("Claims", is_number=True),
            *(ReportColumn(f"{step} days", is_number=True) for step in STEPS),
            ReportColumn("Total", is_number=True),
        ),
        rows=tuple(_aging_row(names[key], row) for key, row in payers.items()),
        nothing="No claim waits for a payer.",
        total=(
            "All payers",
            str(count),
            *map(show_money, steps),
            show_money(sum(steps, Decimal(0))),
        )
        if payers
        else (),
        bars=tuple(
            ReportBar(f"{step} days", amount, show_money(amount))
            for step, amount in zip(STEPS, steps, strict=True)
        )
        if payers
        else (),
        bars_title="Billed less paid, by age",
        keys=tuple(names.values()),
    )


def _aging_row(payer: str, row: Mapping[int, AgedSum]) -> tuple[str, ...]:
    amounts = [row[step].unpaid if step in row else Decimal(0) for step in range(len(STEPS))]
    count = sum(each.claims for each in row.values())
    shown = (show_money(amount) if amount else "–" for amount in amounts)
    return (payer, str(count), *shown, show_money(sum(amounts, Decimal(0))))


def count_answers(sums: Iterable[AnswerSum]) -> Mapping[tuple[str, str], Answers]:
    """The first answers of payers, by payer and code."""
    counted: dict[tuple[str, str], Answers] = {}
    for each in sums:
        answers = counted.setdefault((each.payer, each.answer.code), Answers())
        answers.answered += each.lines
        answers.denied += each.lines * (each.answer.outcome == "denied")
        answers.asked += each.lines * (each.answer.outcome == "asked")
        answers.reasons.update(dict.fromkeys(each.answer.reasons, each.lines))
    return counted


def denials(counted: Mapping[tuple[str, str], Answers], since: str, reasons: Reasons) -> Report:
    """How often payers deny a code, and for what, in numbers and our own words."""
    ordered = sorted(counted.items(), key=lambda each: (-each[1].denied, each[0]))
    return Report(
        name="denials",
        title="Denials by payer and code",
        said=f"{since} Counted is the payer’s first answer to each line, whatever became of it."
        " A document that is asked for is no denial. Reasons are the payer’s group and number, how"
        " often, and what that means in our words.",
        columns=(
            ReportColumn("Payer"),
            ReportColumn("Code"),
            ReportColumn("Answered", is_number=True),
            ReportColumn("Denied", is_number=True),
            ReportColumn("Denied of 100", is_number=True),
            ReportColumn("Asked for more", is_number=True),
            ReportColumn("Reasons"),
        ),
        rows=tuple(
            (
                payer,
                code,
                str(each.answered),
                str(each.denied),
                str(each.rate),
                str(each.asked),
                _most(each.reasons, reasons),
            )
            for (payer, code), each in ordered
        ),
        nothing="No payer has answered a claim in this time.",
        bars=tuple(
            ReportBar(f"{code}, {payer}", each.rate, f"{each.rate} of 100")
            for (payer, code), each in ordered[:_BARS_SHOWN]
        ),
        bars_title="Denied lines of 100 answered",
        bars_of=Decimal(100),
    )


def _most(counted: Counter[str], reasons: Reasons) -> str:
    most = sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:_REASONS_SHOWN]
    return "; ".join(f"{label} ({count}){_meaning(label, reasons)}" for label, count in most)


def _meaning(label: str, reasons: Reasons) -> str:
    """What `CO 16` means; nothing for printed words and numbers that are not in our list."""
    reason = reasons.adjustment(label.rpartition(" ")[2])
    return f": {reason.means.removesuffix('.')}" if reason else ""


def minutes(worked: Mapping[tuple[str, str], Worked], since: str) -> Report:
    """Minutes of case management by month (`2026-11`) and person, the newest month first."""
    newest = sorted(worked, key=lambda key: key[1])
    newest.sort(key=lambda key: key[0], reverse=True)
    months: dict[str, int] = defaultdict(int)
    for (month, _), each in worked.items():
        months[month] += each.minutes
    total = sum(months.values())
    return Report(
        name="minutes",
        title="Minutes of case management",
        said=f"{since} Counted are the activities of D9997 notes that are not void, drafts too.",
        columns=(
            ReportColumn("Month"),
            ReportColumn("Person"),
            ReportColumn("Minutes", is_number=True),
            ReportColumn("Activities", is_number=True),
            ReportColumn("Notes", is_number=True),
        ),
        rows=tuple(
            (
                _month_words(month),
                person,
                f"{worked[month, person].minutes:,}",
                str(worked[month, person].activities),
                str(len(worked[month, person].notes)),
            )
            for month, person in newest
        ),
        nothing="No activity of a D9997 note falls into this time.",
        total=("All", "", f"{total:,}", str(sum(w.activities for w in worked.values())), "")
        if worked
        else (),
        bars=tuple(
            ReportBar(_month_words(month), Decimal(amount), f"{amount:,} min")
            for month, amount in sorted(months.items())[-_BARS_SHOWN:]
        ),
        bars_title="Minutes a month",
    )


def times(courses: Iterable[Course], since: str) -> Report:
    """How long it takes from service to signature to payment, by month of service."""
    months: dict[str, list[Course]] = defaultdict(list)
    for course in courses:
        months[f"{course.service:%Y-%m}"].append(course)
    ordered = sorted(months.items(), reverse=True)
    return Report(
        name="times",
        title="From service to signature to payment",
        said=f"{since} Days are medians by month of service; paid is the first payment on a claim"
        " that names the note.",
        columns=(
            ReportColumn("Month of service"),
            ReportColumn("Signed notes", is_number=True),
            ReportColumn("Service to signature", is_number=True),
            ReportColumn("Paid", is_number=True),
            ReportColumn("Signature to payment", is_number=True),
            ReportColumn("Service to payment", is_number=True),
        ),
        rows=tuple((_month_words(month), *_times_row(of)) for month, of in ordered),
        nothing="No note of this time is signed.",
        bars=tuple(
            ReportBar(_month_words(month), _middle(days), _days_words(_middle(days)))
            for month, of in ordered[:_BARS_SHOWN][::-1]
            if (days := [(c.paid - c.service).days for c in of if c.paid])
        ),
        bars_title="Days from service to payment",
    )


def _times_row(courses: Sequence[Course]) -> tuple[str, ...]:
    paid = [course for course in courses if course.paid]
    return (
        str(len(courses)),
        _days([(each.signed - each.service).days for each in courses]),
        str(len(paid)),
        _days([(each.paid - each.signed).days for each in paid if each.paid]),
        _days([(each.paid - each.service).days for each in paid if each.paid]),
    )


def _days(days: Sequence[int]) -> str:
    return _days_words(_middle(days)) if days else "–"


def _days_words(days: Decimal) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _month_words(month: str) -> str:
    """`2026-11` as people write it: `Nov 2026`."""
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def _middle(days: Sequence[int]) -> Decimal:
    return Decimal(str(median(days))).normalize() + 0
