"""What the command line says: sentences on stderr, JSON on stdout, and its exit codes."""

import argparse
import json
import sys
from pathlib import Path
from typing import Protocol

DONE, NEEDED, UNREADABLE, FAILED, STOPPED = 0, 1, 2, 3, 130
"""Done or complete; something to mend; input that cannot be read; the world refused; Ctrl+C."""


class Verbs(Protocol):
    """Where a module declares its verbs: argparse's subparsers."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's own word
        """A new verb."""
        ...


def complain(sentence: str) -> None:
    """Say what is wrong, apart from the results."""
    print(sentence, file=sys.stderr)


def shown(name: Path | str) -> str:
    """A name as it may stand in a sentence: it can hold line ends and orders to a terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in str(name))


def print_json(plain: object) -> None:
    """Print values for another program, which loses no letter.

    Where the output does not take every one, as a file does on Windows, they are spelled out.
    """
    takes_all = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(plain, indent=2, ensure_ascii=not takes_all))
