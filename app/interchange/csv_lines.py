"""Lines of a CSV file for other programs, safe to open in a spreadsheet; History exports by it.

A cell that begins like a formula is given an apostrophe in front: a spreadsheet then shows it as
text and computes nothing, whatever somebody typed into a name (OWASP, "CSV Injection").
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

MARK = b"\xef\xbb\xbf"
"""Tells spreadsheets that the file is UTF-8."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The file in parts: the mark, the headings, then a line for each row."""
    yield MARK + _line(headings)
    for row in rows:
        yield _line([_harmless(cell) for cell in row])


def _line(cells: Sequence[str]) -> bytes:
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(cells)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULAS) else cell
