"""Frames on the pipes between this process and its child: a JSON header, then blobs of bytes.

Used by both ends. The reader trusts nobody: every length is checked before anything is read.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from app.evidence.limits import REPLY_BYTES

HEADER_BYTES = 16 * 2**20
MOST_BLOBS = 2000
_START = struct.Struct(">II")  # bytes of the header, number of blobs
_LENGTH = struct.Struct(">Q")


class BrokenFrame(Exception):  # noqa: N818 - like the failures of app.errors
    """The other end is gone or does not keep to the form."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    header: dict[str, Any]
    blobs: Sequence[bytes] = field(default=(), repr=False)


def write_frame(stream: IO[bytes], frame: Frame) -> None:
    """Send a message. Raises OSError when nobody reads."""
    header = json.dumps(frame.header, allow_nan=False).encode()
    stream.write(_START.pack(len(header), len(frame.blobs)))
    stream.write(header)
    for blob in frame.blobs:
        stream.write(_LENGTH.pack(len(blob)))
        stream.write(blob)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame | None:
    """The next message; None when the other end has closed in between two.

    Raises BrokenFrame.
    """
    start = stream.read(_START.size)
    if not start:
        return None
    if len(start) < _START.size:
        raise BrokenFrame
    size, count = _START.unpack(start)
    if size > HEADER_BYTES or count > MOST_BLOBS:
        raise BrokenFrame
    header = _header(_exactly(stream, size))
    blobs: list[bytes] = []
    left = REPLY_BYTES
    for _ in range(count):
        (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
        left -= length
        if left < 0:
            raise BrokenFrame
        blobs.append(_exactly(stream, length))
    return Frame(header, blobs)


def _header(text: bytes) -> dict[str, Any]:
    try:
        header = json.loads(text)
    except (ValueError, RecursionError):
        raise BrokenFrame from None
    if not isinstance(header, dict):
        raise BrokenFrame
    return header


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) != size:
        raise BrokenFrame
    return content
