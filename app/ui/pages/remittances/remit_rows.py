"""The tables of the remittance page: what waits, which claims it may be about, the checks read."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QObject

from app.domain.reading.dates import show_date
from app.domain.remittances.remit_file import RemitCheck, RemitFile, WaitingClaim
from app.domain.remittances.remittance import RemitClaim
from app.services.remittances.remit_waiting import Decided, Offer
from app.ui.models.rows_model import RowsModel

Row = TypeVar("Row")

Words = tuple[str, Callable[[Row], str], bool]
"""A column: its title, the words of a row in it, whether it holds amounts."""

CheckRow = tuple[RemitFile, RemitCheck]


class ColumnsModel(RowsModel[Row]):
    """Rows shown in columns of words."""

    def __init__(self, columns: Sequence[Words[Row]], parent: QObject) -> None:
        super().__init__([title for title, _words, _is_amount in columns], parent)
        self._columns = columns

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self._rows

    def words(self, row: Row, column: int) -> str:
        """What a cell says."""
        return self._columns[column][1](row)

    def is_amount(self, column: int) -> bool:
        """As the column says."""
        return self._columns[column][2]


def money(amount: Decimal | None) -> str:
    """Dollars and cents; an amount that could not be read is a question mark."""
    return "?" if amount is None else f"{amount:,.2f}"


def day_words(day: dt.date | None) -> str:
    """A day, or nothing."""
    return show_date(day) if day else ""


def name_words(judged: RemitClaim) -> str:
    """The patient as the payer writes the name."""
    names = ", ".join(part for part in (judged.family, judged.given) if part)
    return "".join(sign if sign.isprintable() else "�" for sign in names) or "No name"


def lines_words(judged: RemitClaim) -> str:
    """The codes judged, each once, and the first day."""
    codes = ", ".join(dict.fromkeys(line.code for line in judged.lines if line.code))
    day = judged.began or next((line.on for line in judged.lines if line.on), None)
    return " · ".join(part for part in (codes, f"{day:%m/%d}" if day else "") if part)


def _agrees(offer: Offer) -> str:
    agrees = ", ".join(offer.agrees)
    agrees = agrees[:1].upper() + agrees[1:]
    again = "posted already?" if offer.was_posted else ""
    return "; ".join(part for part in (agrees, again) if part)


def _service(offer: Offer) -> str:
    codes = ", ".join(dict.fromkeys(line.code for line in offer.claim.lines))
    day = offer.claim.began
    return " · ".join(part for part in (codes, f"{day:%m/%d}" if day else "") if part)


WAITING: Sequence[Words[WaitingClaim]] = (
    ("Patient", lambda row: name_words(row.judged), False),
    ("Judged", lambda row: lines_words(row.judged), False),
    ("Paid", lambda row: money(row.judged.paid), True),
)

DECIDED: Sequence[Words[Decided]] = (
    ("Patient", lambda row: name_words(row.waiting.judged), False),
    ("Judged", lambda row: lines_words(row.waiting.judged), False),
    ("Paid", lambda row: money(row.waiting.judged.paid), True),
    ("Check", lambda row: row.waiting.trace, False),
    ("Decided", lambda row: f"Posted to {row.claim.number}" if row.claim else "Not ours", False),
    ("By", lambda row: row.by, False),
)

OFFERS: Sequence[Words[Offer]] = (
    ("Agrees", _agrees, False),
    ("Patient", lambda row: row.patient, False),
    ("Claim", lambda row: row.claim.number, False),
    ("Service", _service, False),
    ("Billed", lambda row: money(row.claim.billed), True),
)

CHECKS: Sequence[Words[CheckRow]] = (
    ("Payer", lambda row: row[1].payer or "Not named", False),
    ("Check", lambda row: row[1].trace, False),
    ("Dated", lambda row: day_words(row[1].paid_on), False),
    ("Amount", lambda row: money(row[1].amount), True),
    ("Claims", lambda row: f"{row[1].kept} of {row[1].claims} ours", False),
    ("Difference", lambda row: money(row[1].difference), True),
    ("Problems", lambda row: str(len(row[0].problems) or ""), True),
)
