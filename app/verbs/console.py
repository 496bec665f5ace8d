"""What the command line says: sentences on stderr, JSON on stdout, and its exit codes."""

import json
import sys

DONE, NEEDED, UNREADABLE, FAILED, STOPPED = 0, 1, 2, 3, 130
"""Done or complete; something to mend; input that cannot be read; the world refused; Ctrl+C."""


def complain(sentence: str) -> None:
    """Say what is wrong, apart from the results."""
    print(sentence, file=sys.stderr)


def print_json(plain: object) -> None:
    """Print values for another program."""
    print(json.dumps(plain, indent=2, ensure_ascii=False))
