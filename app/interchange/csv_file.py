"""One exported CSV file: its text held once, its rows read from there as often as they are asked.

The import service works with it (`services.records.importing.work.ImportFile` by shape). Between
the check and the import the file on the disk may change or go; what was looked at is what is taken
in. A hundred thousand patients are some twenty megabytes, and rows exist one at a time.
"""

import csv
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

from app.domain.incoming import Columns, ImportKind, Incoming, RowProblem
from app.domain.reading.outside import one_line
from app.interchange.cells import read_cells
from app.interchange.decoding import decode
from app.interchange.headings import guess
from app.interchange.plain_file import Unusable, read_plain

MOST_BYTES = 64 * 1024 * 1024
MOST_COLUMNS = 500
_LOOKED_AT = 50
"""Rows that tell which sign separates the columns."""
_LONGEST_HEADING = 80
_MOST_BROKEN = 1000
"""Lines with unpaired quotation marks after which the file is given up."""

_SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

NO_FILE = "This is not a file. Choose the CSV file that the practice system exported."
UNREADABLE = "The file cannot be read. Check that it is there and not open in another program."
TOO_LARGE = f"The file is larger than {MOST_BYTES // 2**20} MB. Export it in several parts."
_WHY = {
    Unusable.NOT_A_FILE: NO_FILE,
    Unusable.TOO_LARGE: TOO_LARGE,
    Unusable.UNREADABLE: UNREADABLE,
}
EMPTY = "The file is empty. Export the list again."
ONE_COLUMN = (
    "No columns were found. Export the list as CSV, with commas, semicolons or tabs in between."
)
NO_ROWS = "The file has headings and no rows. Export the list again."
_NUL = "The row holds characters that no text has. Export it again, or type this one in by hand."
_TOO_MANY = "The row has more cells than the file has headings. Mend it in the practice system."
_TOO_FEW = "The row has too few cells. Mend it in the practice system."
_GIVEN_UP = (
    "Too many quotation marks are not closed, so the rest of the file was not read. Export the list"
    " again."
)
_QUOTES = (
    "A quotation mark is not closed, or stands in the middle of a value. Mend it in the practice"
    " system, or type this one in by hand."
)


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file that could be read. `said` tells in a sentence how."""

    text: str
    delimiter: str
    headings: tuple[str, ...]
    said: str
    digest: str
    """Tells files with the same headings from others, and says nothing of what the headings are."""
    heading_line: int
    """Counted from 1; rows come after it."""

    @property
    def size(self) -> int:
        """How many lines the file has, for the progress."""
        return self.text.count("\n") + 1

    def guess(self, kind: ImportKind) -> Columns:
        """Which column is which field, as far as the headings tell."""
        return guess(kind, self.headings)

    def rows(
        self, kind: ImportKind, columns: Columns, today: dt.date
    ) -> Iterator[Incoming | RowProblem]:
        """Every row that is not blank: read, or why it cannot be."""
        broken = 0
        for line, cells in _records(self.text, self.delimiter):
            if line <= self.heading_line:
                continue
            if cells is None:
                broken += 1
                yield RowProblem(line, _QUOTES if broken < _MOST_BROKEN else _GIVEN_UP)
                if broken == _MOST_BROKEN:
                    return
            elif any(cell.strip() for cell in cells):
                yield self._row(line, cells, kind, columns, today)

    def _row(
        self, line: int, cells: Sequence[str], kind: ImportKind, columns: Columns, today: dt.date
    ) -> Incoming | RowProblem:
        # Blank cells past the last heading do no harm; a cell too many moves all that follow it.
        if any(cells[len(self.headings) :]):
            return RowProblem(line, _TOO_MANY)
        if len(cells) <= max(columns.values(), default=0):
            return RowProblem(line, _TOO_FEW)
        if any("\x00" in cell for cell in cells):
            return RowProblem(line, _NUL)
        values, problems = read_cells(kind, columns, cells, today)
        return RowProblem(line, " ".join(problems)) if problems else Incoming(line, values)


def open_csv(path: Path) -> tuple[CsvFile | None, tuple[str, ...]]:
    """The file with its headings, or a sentence why it cannot be used."""
    content = read_plain(path, MOST_BYTES)
    return (None, (_WHY[content],)) if isinstance(content, Unusable) else read_csv(content)


def read_csv(content: bytes) -> tuple[CsvFile | None, tuple[str, ...]]:
    """The same, from the bytes of a file."""
    decoded = decode(content)
    if isinstance(decoded, str):
        return None, (decoded,)
    text = decoded.text
    if not text.strip():
        return None, (EMPTY,)
    delimiter = _delimiter(text)
    if not delimiter:
        return None, (ONE_COLUMN,)
    headings, line = _headings(text, delimiter)
    if not headings or len(headings) > MOST_COLUMNS:
        return None, (ONE_COLUMN,)
    said = f"Read as {decoded.encoding}, columns separated by {_SIGNS[delimiter]}."
    digest = hashlib.sha256("\x1f".join(headings).casefold().encode()).hexdigest()[:16]
    file = CsvFile(text, delimiter, headings, said, digest, line)
    if next(file.rows(ImportKind.PATIENTS, {}, dt.date.min), None) is None:
        return None, (NO_ROWS,)
    return file, ()


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """The rows with the line each begins in; None for a line whose quotation marks do not pair.

    The row after such a line begins with the next line, whatever the open quotation swallowed.
    """
    source, base = StringIO(text, newline=""), 1
    # `strict`: else a quotation mark nobody closed takes every row that follows with it in silence.
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        place, line = source.tell(), base + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
            source.seek(place)
            source.readline()
            reader, base = csv.reader(source, delimiter=delimiter, strict=True), line + 1
        else:
            yield line, cells


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first rows into the same number of cells, and into most."""
    first = text[:16].splitlines()[0].casefold() if text[:16].strip() else ""
    if first.startswith("sep=") and first[4:5] in _SIGNS:  # how spreadsheets say it
        return first[4]
    if text.startswith("sep=\t"):
        return "\t"
    scores = {sign: _regularity(text, sign) for sign in _SIGNS}
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best] != (0, 0) else ""


def _regularity(text: str, sign: str) -> tuple[int, int]:
    """How many of the first rows have the commonest number of cells, and that number."""
    widths: Counter[int] = Counter()
    for _, cells in islice(_records(text, sign), _LOOKED_AT):
        if cells and len(cells) > 1:
            widths[len(cells)] += 1
    width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return rows, width


def _headings(text: str, delimiter: str) -> tuple[tuple[str, ...], int]:
    """The headings, told apart where two are the same, and the line they stand in."""
    for line, cells in islice(_records(text, delimiter), _MOST_BROKEN):
        words = [one_line(cell.replace("\x00", ""))[:_LONGEST_HEADING] for cell in cells or ()]
        if any(words) and not (line == 1 and words[0].casefold().startswith("sep=")):
            return _told_apart(words), line
    return (), 0


def _told_apart(words: list[str]) -> tuple[str, ...]:
    while not words[-1]:
        words.pop()
    seen: Counter[str] = Counter()
    headings: list[str] = []
    for number, word in enumerate(words, start=1):
        word = word or f"Column {number}"
        seen[word.casefold()] += 1
        again = seen[word.casefold()]
        headings.append(f"{word} ({again})" if again > 1 else word)
    return tuple(headings)
