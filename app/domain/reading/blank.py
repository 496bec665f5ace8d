"""Whether a text shows anything at all; readers, rules and records treat one that does not as none.

Text pasted from a web page or a word processor may hold only marks that nobody sees.
"""

import unicodedata

# Blanks, line and paragraph ends, control and format characters (zero width space, marks of order).
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def is_blank(text: str) -> bool:
    """Whether no character of the text can be seen; True for the empty text."""
    return all(unicodedata.category(character) in _UNSEEN for character in text)
