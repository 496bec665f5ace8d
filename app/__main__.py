"""Starts Chartproof: `python -m app`, with the same verbs as the `chartproof` command."""

import sys

from app.cli import main

if __name__ == "__main__":
    sys.exit(main())
