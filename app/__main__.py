"""Starts Chartproof: `python -m app`, with the same verbs as the `chartproof` command.

A frozen program has no interpreter to start the child for foreign files with, so it starts itself:
then this is that child (`app.evidence.worker`).
"""

import sys

from app.cli import main


def start() -> int:
    """Run a verb, or be the child that reads foreign files. Returns the exit code."""
    if sys.argv[1:2] == ["--light-table-child"]:
        from app.evidence.child import main as serve  # nothing else needs it

        serve(sys.argv[2])
        return 0
    return main()


if __name__ == "__main__":
    sys.exit(start())
