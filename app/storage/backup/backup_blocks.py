"""A database file as a list of blocks, most of which older backups hold already.

`backup_making` writes one, `backup_shelf` reads it back and puts the file together. The file is
encrypted page by page, and a page that was not written again keeps its bytes: so a block is known
by its digest, a scan of ten megabytes is copied once, and a day of typing costs what it changed.

A backup writes its new blocks, one after the other, into one `.pages` file, and a list of all
blocks, one line each: digest, `.pages` file, place in it. Digests are BLAKE2b with 256 bits, which
is faster than SHA-256 where the processor has no instructions for that.
"""

import hashlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from app.domain.backup import Progress, Report, Stage
from app.errors import DamagedBackup, DamagedFile

BLOCK_BYTES = 64 * 1024
"""16 pages. Smaller ones make long lists, larger ones copy more for each changed page."""

REPORT_EVERY = 64
"""Blocks between two reports: four megabytes."""

_HANDS = 2
_PIECE = 16
_AHEAD = 4
"""Threads that make digests, blocks that one takes at once, pieces that are read ahead: 4 MB."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block by its digest (hex), and where it lies: the `.pages` file and the place in it."""

    digest: str
    pages: str
    place: int


Known = Mapping[str, Block]


def write_new_blocks(
    source: BinaryIO, size: int, target: BinaryIO, pages: str, known: Known, report: Report
) -> list[Block]:
    """Write the blocks of a file that are not `known` to `target`, whose name will be `pages`.

    `size` is the length of the file in bytes; what it grows by meanwhile is left out.
    """
    blocks: list[Block] = []
    fresh: dict[str, Block] = {}
    for number, (content, digest) in enumerate(_with_digests(_blocks(source, size))):
        if number % REPORT_EVERY == 0:
            report(Progress("copying", number * BLOCK_BYTES, size))
        block = known.get(digest) or fresh.get(digest)
        if block is None:
            block = fresh[digest] = Block(digest, pages, len(fresh))
            target.write(content)
        blocks.append(block)
    return blocks


def read_blocks(
    blocks: Iterable[Block], pages_folder: Path, report: Report, stage: Stage, size: int
) -> Iterator[bytes]:
    """The content of blocks, each checked. Raises DamagedBackup, and OSError as the disk does."""
    opened: dict[str, BinaryIO] = {}
    try:
        for number, block in enumerate(blocks):
            if number % REPORT_EVERY == 0:
                report(Progress(stage, number * BLOCK_BYTES, size))
            if block.pages not in opened:
                opened[block.pages] = _open(pages_folder / block.pages)
            file = opened[block.pages]
            file.seek(block.place * BLOCK_BYTES)
            content = file.read(BLOCK_BYTES)
            if digest_of(content) != block.digest:
                raise DamagedBackup
            yield content
    finally:
        for file in opened.values():
            file.close()


def worth_keeping(blocks: Iterable[Block], pages_folder: Path) -> dict[str, Block]:
    """The blocks of an older backup that a new one may rest on, by digest.

    A `.pages` file of which less than half is used is not rested on: its blocks are written anew,
    and it goes with the last backup that names it. So what is kept stays below twice what is used.
    """
    found = {block.digest: block for block in blocks}
    used = Counter(block.pages for block in found.values())
    sizes = {pages: _size(pages_folder / pages) for pages in used}
    return {
        digest: block
        for digest, block in found.items()
        if used[block.pages] * BLOCK_BYTES * 2 >= sizes[block.pages] >= _end(block)
    }


def are_there(blocks: Iterable[Block], pages_folder: Path) -> bool:
    """Whether the files of all blocks are long enough; what is in them is not read."""
    ends: dict[str, int] = {}
    for block in blocks:
        ends[block.pages] = max(ends.get(block.pages, 0), _end(block))
    return all(_size(pages_folder / pages) >= end for pages, end in ends.items())


def list_text(blocks: Iterable[Block]) -> bytes:
    """A list of blocks as its file holds it."""
    return "".join(f"{block.digest} {block.pages} {block.place}\n" for block in blocks).encode()


def list_of(text: bytes) -> list[Block]:
    """The blocks of a list. Raises ValueError for anything else."""
    lines = (line.split(" ") for line in text.decode("ascii").splitlines())
    return [Block(digest, pages, int(place)) for digest, pages, place in lines]


def digest_of(content: bytes) -> str:
    """The digest (hex) of bytes."""
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def _with_digests(blocks: Iterator[bytes]) -> Iterator[tuple[bytes, str]]:
    """Each block with its digest: making one takes longer than copying, so that goes on beside."""
    with ThreadPoolExecutor(_HANDS) as hands:
        pieces: deque[tuple[Sequence[bytes], Future[list[str]]]] = deque()
        while True:
            piece = list(islice(blocks, _PIECE))
            if piece:
                pieces.append((piece, hands.submit(_digests, piece)))
            elif not pieces:
                return
            if not piece or len(pieces) == _AHEAD:
                contents, digests = pieces.popleft()
                yield from zip(contents, digests.result(), strict=True)


def _digests(contents: Sequence[bytes]) -> list[str]:
    return [digest_of(content) for content in contents]


def _blocks(source: BinaryIO, size: int) -> Iterator[bytes]:
    """The blocks of a file; the last one may be short, and then lies last in its `.pages` file."""
    left = size
    while left > 0:
        try:
            content = source.read(min(BLOCK_BYTES, left))
        except OSError:  # not to be taken for a failure of the backup folder
            raise DamagedFile from None
        if not content:
            raise DamagedFile
        left -= len(content)
        yield content


def _open(pages: Path) -> BinaryIO:
    try:
        return pages.open("rb")
    except FileNotFoundError:
        raise DamagedBackup from None


def _size(pages: Path) -> int:
    try:
        return pages.stat().st_size
    except FileNotFoundError:
        return -1


def _end(block: Block) -> int:
    """The least length of a file that holds the block, which may be its short last one."""
    return block.place * BLOCK_BYTES + 1
