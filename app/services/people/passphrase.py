"""What a passphrase must be; asked by `access` and, while it is typed, by the dialogs."""

import string
import unicodedata

MIN_CHARACTERS = 12
MIN_DIFFERENT = 5
MIN_REST = 5

# What people type first. Each is looked for anywhere in the passphrase, case and blanks aside.
_OBVIOUS = (
    "passphrase",
    "password",
    "passwort",
    "chartproof",
    "letmein",
    "welcome",
    "iloveyou",
    "dentistry",
    "dentist",
    "dental",
    "office",
    "practice",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "abcdef",
    "01234567890",
    "123456789",
    "123456",
    "12345",
    "1234",
    "123",
)


def passphrase_problems(passphrase: str) -> tuple[str, ...]:
    """Everything wrong with a passphrase, one sentence each; empty when it will do."""
    spelled = unicodedata.normalize("NFKC", passphrase).strip()
    if len(spelled) < MIN_CHARACTERS:
        return (
            f"Use at least {MIN_CHARACTERS} characters. Four words with blanks are easy to recall.",
        )
    plain = "".join(spelled.casefold().split())
    if len(set(plain)) < MIN_DIFFERENT:
        return ("Use more different characters. Repeated ones are guessed first.",)
    if len(_without_the_obvious(plain)) < MIN_REST:
        return ("Choose less common words. This passphrase would be among the first guesses.",)
    return ()


def _without_the_obvious(plain: str) -> str:
    """What is left to guess: a year or signs around a common word add next to nothing."""
    for piece in _OBVIOUS:
        plain = plain.replace(piece, "")
    return plain.strip(string.digits + string.punctuation)
