"""Telephone and fax numbers as people type them; phone fields and the directory read them here."""

import re

from app.domain.reading.problem import Unread

_NOT_A_PHONE = Unread("Not a phone number: type 10 digits, such as 555-010-0199.")
_LETTERS = Unread("A phone number has no letters: type 10 digits, and x before an extension.")
_NO_AREA_CODE = Unread("The area code is missing: type all 10 digits.")
_TOO_SHORT = Unread("This phone number is too short: type 10 digits, area code first.")
_TOO_LONG = Unread("This phone number is too long: type 10 digits, or + and the country code.")
_ABROAD = Unread("After + type the country code and the number, 7 to 15 digits in all.")

# Digits with the marks people put between them; the extension comes last.
_PHONE = re.compile(
    r"(?P<number>\+?[0-9 ().\-/]*?)(?:[ ,;]*(?:x|ext|extension|#)[.:]? ?(?P<extension>[0-9]{1,6}))?"
)


def read_phone(text: str) -> str | Unread:
    """Read a phone number into its one stored form, which is also how it is shown.

    A number of the North American plan becomes `555-010-0199` or `555-010-0199 x12`; a number
    typed with another country code after `+` keeps its groups, `+44 20 7946 0958`. Whether an area
    code exists is not judged.
    """
    typed = re.sub(r"[\u2010-\u2015\u2212]", "-", " ".join(text.casefold().split()))
    match = _PHONE.fullmatch(typed)
    if match is None:
        return _LETTERS if re.search(r"[a-z]", typed) else _NOT_A_PHONE
    groups = re.findall(r"[0-9]+", match["number"])
    digits = "".join(groups)
    extension = f" x{match['extension']}" if match["extension"] else ""
    if match["number"].startswith("+") and not digits.startswith("1"):
        # 15 digits is the longest number of the international plan (ITU-T E.164).
        return f"+{' '.join(groups)}{extension}" if 7 <= len(digits) <= 15 else _ABROAD
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    if len(digits) == 10:
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}{extension}"
    return _wrong_length(len(digits))


def _wrong_length(count: int) -> Unread:
    if count == 0:
        return _NOT_A_PHONE
    if count == 7:
        return _NO_AREA_CODE
    return _TOO_SHORT if count < 10 else _TOO_LONG
