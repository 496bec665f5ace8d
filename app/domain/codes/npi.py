"""The national provider identifier: its form, its check digit, and how a typed one is read.

The draft, the directory and the command line call it. Form and check digit: 10 digits, the first 1
or 2, Luhn check over the card issuer prefix 80840 and the number (CMS, NPI check digit).
"""

import re

from app.domain.reading.problem import Unread

# What the prefix 80840 adds to the Luhn sum of every NPI.
_PREFIX_SUM = 24

_NOT_DIGITS = Unread("An NPI has digits only: type its 10 digits.")
_WRONG_START = Unread("An NPI starts with 1 or 2: check the first digit.")


def read_npi(text: str) -> str | Unread:
    """Read an NPI typed with or without spaces and dashes."""
    digits = re.sub(r"[\s\-\u2010-\u2015\u2212]", "", text)
    if not re.fullmatch(r"[0-9]+", digits):
        return _NOT_DIGITS
    if len(digits) != 10:
        return Unread(
            f"An NPI has 10 digits and this has {len(digits)}: check it and type it again."
        )
    if digits[0] not in "12":
        return _WRONG_START
    return digits if is_npi(digits) else _misfit(digits)


def is_npi(text: str) -> bool:
    """Say whether the text is an NPI in its stored form: ten digits whose check digit holds."""
    return bool(re.fullmatch(r"[12][0-9]{9}", text)) and _check_sum(text) % 10 == 0


def _check_sum(digits: str) -> int:
    """Add the digits as Luhn does: from the right, every second one doubled, its digits added."""
    total = _PREFIX_SUM
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total


def _misfit(digits: str) -> Unread:
    """Name the swapped neighbors when exactly one swap would make the number fit."""
    swaps = [
        place
        for place in range(1, 10)
        if is_npi(digits[: place - 1] + digits[place] + digits[place - 1] + digits[place + 1 :])
    ]
    if len(swaps) == 1:
        hint = f"perhaps digits {swaps[0]} and {swaps[0] + 1} are swapped"
    else:
        hint = "one digit is wrong or two are swapped"
    return Unread(f"The check digit does not fit, {hint}: compare it with the source.")
