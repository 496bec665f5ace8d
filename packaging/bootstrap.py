"""Starts Chartproof, its tests and its checks from a fresh checkout; called by people and CI.

    python3 packaging/bootstrap.py run          (Windows: py packaging\\bootstrap.py run)

This one file must be readable by any Python 3, so that an old one gets a sentence and not a
syntax error: it only checks the version and then hands over to `verbs.py`.
"""

import shutil
import sys

# The oldest Python whose syntax the program uses, and the newest for which every locked
# package publishes a wheel (`packaging/bootstrap.py wheels` shows it).
OLDEST = (3, 11)
NEWEST = (3, 14)


def refusal(major: int, minor: int, other: str) -> str:
    """Says why this Python cannot be used and what to do, or nothing when it can.

    `other` is the name of a suitable interpreter found on this machine, or empty.
    """
    if OLDEST <= (major, minor) <= NEWEST:
        return ""
    wanted = "Python {}.{} to {}.{}".format(*OLDEST, *NEWEST)
    sentence = f"Chartproof needs {wanted}, and this is Python {major}.{minor}."
    if other:
        return f"{sentence} Call it with the other one here: {other} packaging/bootstrap.py run"
    name = "python{}.{}".format(*OLDEST)
    return (
        f"{sentence} Install one (Debian, Ubuntu: sudo apt-get install {name} {name}-venv; "
        "Windows, macOS: the installer from python.org), then start again with it."
    )


def suitable_interpreter() -> str:
    """Finds the newest usable interpreter on the search path, by its name; empty when none."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        if shutil.which(name):
            return name
    return ""


def main() -> int:
    """Refuses an unsuitable Python with one sentence, else runs the verb asked for."""
    version = sys.version_info[:2]
    sentence = refusal(version[0], version[1], suitable_interpreter())
    if sentence:
        print(sentence, file=sys.stderr)
        return 1
    import verbs  # only here: an old Python cannot read it

    return verbs.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
