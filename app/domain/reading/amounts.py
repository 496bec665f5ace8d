"""Minutes, numbers and money as people type them; number fields and the draft read them here."""

import re
from decimal import Decimal

from app.domain.reading.problem import Unread

MOST_MINUTES = 24 * 60  # one activity or call lies within one day
MOST_MONEY = Decimal("999999.99")  # the fee column of the paper claim form holds no more

_NOT_MINUTES = Unread("Not a length of time: type minutes, such as 20, or 1h15 or 1:15.")
_NOT_A_NUMBER = Unread("Not a number: type digits, such as 12 or 2.5.")
_NOT_MONEY = Unread("Not an amount: type dollars and cents, such as 85.50.")

_MINUTES = re.compile(r"([0-9]{1,5}) ?(?:m|min|mins|minute|minutes)?\.?")
_HOURS = re.compile(r"([0-9]{0,2}(?:\.[0-9]{1,4})?) ?(?:h|hr|hrs|hour|hours)\.?")
_HOURS_AND_MINUTES = re.compile(
    r"([0-9]{1,2})(?: ?(?:h|hr|hrs|hour|hours)\.?(?: and)? ?|:)([0-9]{1,2})"
    r" ?(?:m|min|mins|minute|minutes)?\.?"
)
_WHOLE = r"[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3}"
_NUMBER = re.compile(rf"([+-]?)((?:{_WHOLE})(?:\.[0-9]{{0,6}})?|\.[0-9]{{1,6}})")
_MONEY = re.compile(rf"(-?) ?\$? ?(-?)((?:{_WHOLE})(?:\.[0-9]*)?|\.[0-9]+)")
_MINUS = re.compile(r"[\u2010-\u2015\u2212]")
_BELOW_ZERO = re.compile(r"\(([^()-]*)\)|([^()-]*)-")


def read_minutes(text: str) -> int | Unread:
    """Read a length of time as whole minutes, 0 to 1440 (one day).

    Understood: `20`, `20 min`, `1h15`, `1:15`, `1 hour 15 minutes`, `2h`, `1.5h`. Hours with a
    fraction must come to whole minutes; nothing is rounded, because minutes are evidence.
    """
    typed = " ".join(text.casefold().split())
    if match := _MINUTES.fullmatch(typed):
        minutes = int(match[1])
    elif match := _HOURS_AND_MINUTES.fullmatch(typed):
        if int(match[2]) > 59:
            return Unread("Minutes after the hours run from 0 to 59: type 1h15 or 75.")
        minutes = 60 * int(match[1]) + int(match[2])
    elif (match := _HOURS.fullmatch(typed)) and match[1]:
        exact = 60 * Decimal(match[1])
        minutes = int(exact)
        if minutes != exact:
            return Unread("These hours do not come to whole minutes: type the minutes instead.")
    else:
        return _NOT_MINUTES
    if minutes > MOST_MINUTES:
        return Unread(f"Type at most {MOST_MINUTES} minutes, which is one day.")
    return minutes


def show_minutes(minutes: int) -> str:
    """Write whole minutes for people: `20 min`, `1 h 15 min`, `2 h`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def read_number(text: str) -> Decimal | Unread:
    """Read an exact decimal number, at most 12 digits before and 6 after the point.

    Thousands may carry commas.
    """
    match = _NUMBER.fullmatch(text.strip())
    return Decimal(match[1] + match[2].replace(",", "")) if match else _NOT_A_NUMBER


def show_number(number: Decimal | int) -> str:
    """Write a number in plain digits, never with an exponent: `2.5`."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def read_money(text: str) -> Decimal | Unread:
    """Read a fee in dollars, 0.00 to 999,999.99, exact, with two places.

    Understood: `$1,250.00`, `1250`, `85.5`. A fraction of a cent is refused, not rounded.
    """
    match = _MONEY.fullmatch(text.strip())
    if match is None:
        return _NOT_MONEY
    if match[1] or match[2]:
        return Unread("An amount cannot be negative: type it without the minus sign.")
    return _cents(match[3])


def read_printed_money(text: str) -> Decimal | Unread:
    """Read an amount as payers print it, which may be below zero: `-25.00`, `(25.00)`, `25.00-`."""
    typed = _MINUS.sub("-", text.strip())
    if match := _BELOW_ZERO.fullmatch(typed):
        typed = f"-{match[1] or match[2]}"
    match = _MONEY.fullmatch(typed)
    if match is None or (match[1] and match[2]):
        return _NOT_MONEY
    amount = _cents(match[3])
    is_negative = bool(match[1] or match[2])
    return -amount if is_negative and isinstance(amount, Decimal) and amount else amount


def _cents(digits: str) -> Decimal | Unread:
    amount = Decimal(digits.replace(",", ""))
    if amount > MOST_MONEY:
        return Unread(f"Type an amount of at most {show_money(MOST_MONEY)}.")
    cents = amount.quantize(Decimal("0.01"))
    return cents if cents == amount else Unread("Type at most two digits for the cents.")


def out_of_bounds(value: Decimal | int, least: int | None, most: int | None) -> Unread | None:
    """Why a value does not lie within inclusive bounds (None: no bound); None when it does."""
    if least is not None and value < least:
        return Unread(f"This is too little here: type {least} or more.")
    if most is not None and value > most:
        return Unread(f"This is too much here: type {most} or less.")
    return None


def not_whole(value: Decimal | int) -> Unread | None:
    """Why a value that counts things is none; None when it is a whole number."""
    if value == int(value):
        return None
    return Unread("This counts whole things: type a number without a fraction, such as 1.")


def show_money(amount: Decimal) -> str:
    """Write dollars and cents: `$1,250.00`."""
    return f"${amount:,.2f}"
