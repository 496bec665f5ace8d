"""The patient a practice system shows, read from its program link or bridge file.

The verb `open --pms` calls `read_program_link` with its arguments. The conventions are those of
Open Dental's program links (opendental.com/manual/programlinks.html, read November 2026): the
office writes a command line or a file with placeholders such as `[LName]`, which are replaced when
the button is pressed, and stay as they are when no patient is selected.

Understood are `LName=Testwell` and `--lname Testwell`, a file of such lines with or without
sections, and a file of one line of values with commas: last name, first name, middle name, chart
number, date of birth, gender, street, city, state, ZIP code, phone. What we do not keep, such as
gender or a social security number, is not looked at.
"""

import configparser
import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.incoming import Arrival, ImportKind
from app.interchange.cells import read_cells
from app.interchange.decoding import decode
from app.interchange.headings import guess
from app.interchange.plain_file import Unusable, read_plain

MOST_BYTES = 64 * 1024

_LINE_ORDER = (
    "last name",
    "first name",
    "middle name",
    "chart number",
    "birth date",
    "gender",
    "street",
    "city",
    "state",
    "zip",
    "phone",
)
_PLACEHOLDER = re.compile(r"\[[\w.]*\]")
_PAIR = re.compile(r"\s*([A-Za-z][\w .#-]{0,40}?)\s*=(.*)", re.DOTALL)
_SWITCH = re.compile(r"--([A-Za-z][\w-]{0,40})(?:[=:](.*))?", re.DOTALL)
_NETWORK = re.compile(r"[\\/]{2}")

NOTHING = (
    "The practice system named nobody. Select a patient there, and check the placeholders of the"
    " program link."
)
NO_FILE = "The bridge file cannot be read. Check its path in the practice system’s program link."
TOO_LARGE = f"The bridge file is larger than {MOST_BYTES // 1024} KB. Check the program link."
NETWORK = "Keep the bridge file on this computer: a network path is not read."
NOT_UNDERSTOOD = "The bridge file has neither lines such as LName=Testwell nor a line with commas."

Read = tuple[Arrival | None, tuple[str, ...]]
"""The patient, or None; and a sentence for everything that could not be taken."""


def read_program_link(arguments: Sequence[str], today: dt.date) -> Read:
    """The patient that the arguments name, in words or by a bridge file."""
    if len(arguments) == 1 and not (_PAIR.match(arguments[0]) or _SWITCH.match(arguments[0])):
        return read_bridge_file(arguments[0], today)
    return _arrival(list(_pairs(arguments)), today)


def read_bridge_file(path: str, today: dt.date) -> Read:
    """The patient that a bridge file names."""
    if _NETWORK.match(path):
        return None, (NETWORK,)
    content = read_plain(Path(path), MOST_BYTES)
    if isinstance(content, Unusable):
        return None, (TOO_LARGE if content is Unusable.TOO_LARGE else NO_FILE,)
    return read_bridge(content, today)


def read_bridge(content: bytes, today: dt.date) -> Read:
    """The patient that the bytes of a bridge file name."""
    decoded = decode(content)
    if isinstance(decoded, str):
        return None, (decoded,)
    text = decoded.text.replace("\x00", "")
    lines = [line for line in text.splitlines() if line.strip()]
    if any(_PAIR.match(line) for line in lines):
        return _arrival(_ini_pairs(lines), today)
    values = _comma_values(lines[0]) if lines else []
    if len(values) < 2:
        return None, (NOT_UNDERSTOOD,)
    return _arrival(list(zip(_LINE_ORDER, values, strict=False)), today)


def _pairs(arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names and values. A value with blanks that nobody quoted comes in several arguments."""
    name, value = "", ""
    for argument in arguments:
        switch = _SWITCH.fullmatch(argument)
        pair = switch or _PAIR.fullmatch(argument)
        if pair is None:
            value = f"{value} {argument}"
            continue
        yield name, value
        name, value = pair[1], pair[2] or ""
    yield name, value


def _ini_pairs(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Names and values of a file; where sections are about others too, the patient's only."""
    parser = configparser.ConfigParser(
        strict=False,
        interpolation=None,
        allow_no_value=True,
        delimiters=("=",),
        default_section="",
    )
    # Indented lines would go on with the line before, and a file may begin without a section.
    kept = (line.strip() for line in lines)
    sound = [line for line in kept if not line.startswith("=") and line != "[]"]
    try:
        parser.read_string("\n".join(("[first]", *sound)))
    except configparser.Error:
        return []
    about = [name for name in parser.sections() if "pat" in name.casefold()]
    sections = about if any(parser.items(name) for name in about) else parser.sections()
    return [(key, value or "") for name in sections for key, value in parser.items(name)]


def _comma_values(line: str) -> list[str]:
    try:
        return next(csv.reader([line], skipinitialspace=True), [])
    except csv.Error:
        return []


def _arrival(pairs: Sequence[tuple[str, str]], today: dt.date) -> Read:
    given = [(name, _PLACEHOLDER.sub("", value).strip(" \t\"'")) for name, value in pairs]
    given = [(name, value) for name, value in given if name and value]
    # The chart number is what people know; the system's own number stands in for it.
    given.sort(key=lambda pair: not pair[0].casefold().startswith("chart"))
    columns = guess(ImportKind.PATIENTS, [name for name, _ in given])
    cells = [value for _, value in given]
    values, problems = read_cells(ImportKind.PATIENTS, columns, cells, today)
    born = values.get("birth_date")
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    for foreign in ("suffix", "language"):
        texts.pop(foreign, None)
    arrival = Arrival(**texts, birth_date=born if isinstance(born, dt.date) else None)
    return (None, (NOTHING,)) if arrival.is_empty else (arrival, problems)
