"""The blocks of a file: in order, each kept once, put together again to the same bytes."""

import random
import threading
from io import BytesIO
from pathlib import Path

import pytest

from app.domain.backup import Progress
from app.storage.backup.backup_blocks import BLOCK_BYTES, digest_of, read_blocks, write_new_blocks


def quietly(progress: Progress) -> None:
    del progress


@pytest.mark.parametrize("blocks", [0, 1, 15, 16, 17, 64, 65, 130])
@pytest.mark.parametrize("rest", [0, 7])
def test_what_is_put_together_is_what_was_taken_apart(
    tmp_path: Path, blocks: int, rest: int
) -> None:
    chance = random.Random(blocks)
    often = chance.randbytes(BLOCK_BYTES)
    content = b"".join(
        often if number % 5 == 3 else chance.randbytes(BLOCK_BYTES) for number in range(blocks)
    )
    content += b"r" * rest
    with (tmp_path / "p").open("wb") as target:
        listed = write_new_blocks(BytesIO(content), len(content), target, "p", {}, quietly)
    apart = [content[at : at + BLOCK_BYTES] for at in range(0, len(content), BLOCK_BYTES)]
    assert [block.digest for block in listed] == [digest_of(each) for each in apart]
    assert (tmp_path / "p").stat().st_size == sum(map(len, set(apart)))
    read = read_blocks(listed, tmp_path, quietly, "reading back", len(content))
    assert b"".join(read) == content


def test_who_breaks_it_off_leaves_no_thread_behind(tmp_path: Path) -> None:
    def break_off(progress: Progress) -> None:
        if progress.done:
            raise ZeroDivisionError

    content = bytes(BLOCK_BYTES * 300)
    with (tmp_path / "p").open("wb") as target, pytest.raises(ZeroDivisionError):
        write_new_blocks(BytesIO(content), len(content), target, "p", {}, break_off)
    assert not [each for each in threading.enumerate() if "ThreadPool" in each.name]
