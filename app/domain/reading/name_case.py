"""Names typed all in small letters or all in capitals, as they would usually be written.

The dialog that adds a patient offers it. Nobody's name is changed without a word: payers match
names, and only whoever bears one knows how it is written.
"""

import re

_PART = re.compile(r"[^\W\d_]+")
_SCOTTISH = re.compile(r"(Mc)([a-z])(?=[a-z]{2})")


def usual_case(name: str) -> str:
    """The name with large first letters; empty where it has them, or is written in its own way.

    `marisol` gives Marisol, `DELA CRUZ` Dela Cruz, `o'brien-smith` O'Brien-Smith. A name of one
    letter, and one that mixes small and large letters, is left as it is.
    """
    letters = "".join(_PART.findall(name))
    if len(letters) < 2 or not (letters.islower() or letters.isupper()):
        return ""
    usual = _PART.sub(lambda part: part[0][0].upper() + part[0][1:].lower(), name)
    usual = _SCOTTISH.sub(lambda part: part[1] + part[2].upper(), usual)
    return usual if usual != name else ""
