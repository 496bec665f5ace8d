"""Text that another program wrote, made into one line that is safe to show and to keep.

The readers of imports and bridge files call it, and the service that takes patients handed over.
"""

import re

# Controls of C0 and C1, marks that turn the direction of what follows, and the byte order mark: a
# name made of these would show as another name. Joiners stay: some scripts are spelled with them.
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe"
    "\ud800-\udfff]"
)


def one_line(text: str) -> str:
    """The text on one line, single blanks between words, without controls."""
    return " ".join(_HARMFUL.sub("", text).split())
