"""The envelope of X12 files: where interchanges begin and end, their delimiters, their segments.

The 835 reader calls it. Every file says its own delimiters in its first segment; what is between
interchanges, or missing at their ends, is said and never guessed. The layout is that of ASC X12.6;
why no package does this is in decision 150.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.remittances.remittance import Place, RemitProblem

ISA_ELEMENTS = 16
_LONGEST_ISA = 400
"""Characters; 106 by the standard, more where somebody padded its elements."""

_BLANK = " \t\r\n"
"""What may stand around a segment; Python's own idea of blanks takes in delimiters such as 1D."""

_BETWEEN = f"{_BLANK}\x00\x1a"
"""What stands between interchanges without meaning anything; 1A is the end of a file in DOS."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What ends an element, a component of one, and a segment."""

    element: str
    component: str
    segment: str


@dataclass(slots=True)
class Interchange:
    """One interchange: its delimiters, and its segments between ISA and IEA, not yet taken apart.

    `first` is the number of the segment after its ISA, counted from 1 through the whole file.
    `version` is of the ISA (00401, 00501). `is_whole` is False where it breaks off.
    """

    delimiters: Delimiters
    version: str
    control: str
    first: int
    segments: list[str] = field(default_factory=list)
    is_whole: bool = True


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def interchanges(text: str, problems: list[RemitProblem]) -> Iterator[Interchange]:
    """The interchanges of a file one after the other; what is wrong with them goes to `problems`.

    A file that holds none gives none and one problem.
    """
    number, at = 1, 0
    while (at := _past(text, at)) < len(text):
        begins = text.find("ISA", at)
        if begins != at:
            said = "is not part of an X12 file" if begins >= 0 or number > 1 else "is no X12 file"
            problems.append(_lost(number, "", f"What stands here {said} and was not read."))
        if begins < 0:
            return
        head = _head(text, begins)
        if head is None:
            where = _lost(number, "ISA", "The interchange header breaks off or is not one.")
            problems.append(where)
            at = begins + 3
            continue
        delimiters, elements, body = head
        end = _end(text, body, delimiters)
        found = _cut(text[body:end], delimiters, number + 1)
        found.version, found.control = elements[12], elements[13].strip()
        _check_end(found, problems)
        number = found.first + len(found.segments) + found.is_whole
        yield found
        at = end


def _past(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BETWEEN:
        at += 1
    return at


def _head(text: str, begins: int) -> tuple[Delimiters, list[str], int] | None:
    """The delimiters that an ISA tells, its elements, and where the segment after it begins."""
    element = text[begins + 3 : begins + 4]
    if not element or element.isalnum() or element in _BLANK:
        return None
    at = begins
    for _ in range(ISA_ELEMENTS):
        at = text.find(element, at + 1, begins + _LONGEST_ISA)
        if at < 0:
            return None
    component, segment = text[at + 1 : at + 2], text[at + 2 : at + 3]
    told = Delimiters(element, component, segment)
    if not segment or len({element, component, segment}) < 3 or segment.isalnum():
        return None
    return told, text[begins:at].split(element), at + 3


def _end(text: str, body: int, told: Delimiters) -> int:
    """Where the interchange ends: after its IEA, before the next ISA, or with the file."""
    element, segment = re.escape(told.element), re.escape(told.segment)
    closing = re.compile(
        rf"(?:^|{segment})\s*(?:(IEA){element}[^{segment}]*(?:{segment}|$)|ISA{element})"
    )
    found = closing.search(text, body)
    if found is None:
        return len(text)
    if found[1]:
        return found.end()
    return found.start() + (len(found[0]) - len(found[0].lstrip(told.segment + _BETWEEN)))


def _cut(body: str, told: Delimiters, first: int) -> Interchange:
    """The segments of a body; the piece after the last terminator is kept only if it says much."""
    pieces = body.split(told.segment)
    breaks_off = bool(pieces[-1].strip(_BETWEEN))
    lines = [piece.strip(_BLANK) for piece in pieces]
    segments = [line for line in lines if line]
    return Interchange(told, "", "", first, segments, not breaks_off)


def _check_end(found: Interchange, problems: list[RemitProblem]) -> None:
    """Take the IEA off, and say what does not fit."""
    element = found.delimiters.element
    last = found.segments[-1].split(element) if found.segments else [""]
    at = found.first + len(found.segments) - 1
    if last[0] != "IEA":
        found.is_whole = False
        problems.append(
            _lost(
                at, last[0], "The file breaks off here. Ask for the whole file and read it again."
            )
        )
        return
    del found.segments[-1]
    found.is_whole = True  # what followed a complete IEA was nothing
    groups = sum(1 for each in found.segments if each.startswith(f"GS{element}"))
    if last[1:2] != [str(groups)] and _number(last, 1) != groups:
        problems.append(
            RemitProblem(Place(at, "IEA"), f"The end counts other groups than the {groups} read.")
        )
    if last[2:3] != [found.control]:
        problems.append(
            RemitProblem(Place(at, "IEA"), "The control numbers of beginning and end differ.")
        )


def _number(segment: list[str], at: int) -> int:
    text = segment[at] if len(segment) > at else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _lost(segment: int, name: str, text: str) -> RemitProblem:
    return RemitProblem(Place(segment, name), text, loses=True)
