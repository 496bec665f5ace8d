"""A child that dies, hangs, grows or lies ends as a sentence, and the table works on."""

import io
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.evidence.light_table import Stopped
from app.errors import LightTableFailed
from app.evidence.frames import Frame, read_frame
from app.evidence.limits import SETTLED_BYTES
from app.evidence.table import SafeLightTable
from app.evidence.worker import EVIDENCE, FROZEN_FLAG
from tests.evidence.hostile_jobs import IMPOSSIBLE, WAYS, Answer, Order, hostile

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="the system's own limits")


@pytest.fixture
def table() -> Iterator[SafeLightTable]:
    table = SafeLightTable(hostile())
    yield table
    table.close()


def ask(table: SafeLightTable, job: str, text: str = "", file: bytes = b"a letter") -> Answer:
    answer = table.work(job, Order(text, file), [file])
    assert isinstance(answer, Answer)
    return answer


def process(answer: Answer) -> int:
    return int(answer.text.split()[-1])


def test_an_order_and_its_bytes_come_back_with_progress(table: SafeLightTable) -> None:
    steps: list[tuple[int, int]] = []
    content = bytes(range(256)) * 40_000
    answer = table.work("echo", Order("here", content), [content], lambda *step: steps.append(step))
    assert isinstance(answer, Answer)
    assert answer.content == content
    assert answer.text.startswith("here ")
    assert steps == [(1, 2), (2, 2)]


def test_one_child_serves_one_file(table: SafeLightTable) -> None:
    first, again = ask(table, "echo"), ask(table, "echo")
    other = ask(table, "echo", file=b"a letter about somebody else")
    assert process(first) == process(again)
    assert process(other) != process(first)


@pytest.mark.parametrize(
    ("job", "text"),
    [("die", "crash"), ("die", "kill"), ("fail", ""), ("lie", ""), ("overdo", "")],
)
def test_a_child_that_dies_or_lies_is_replaced(table: SafeLightTable, job: str, text: str) -> None:
    before = ask(table, "echo")
    with pytest.raises(LightTableFailed) as failed:
        ask(table, job, text)
    assert "Testwell" not in repr(failed.value) + repr(failed.value.__context__)
    assert process(ask(table, "echo")) != process(before)


@pytest.mark.parametrize("file", list(IMPOSSIBLE))
def test_what_no_file_can_be_is_not_believed(table: SafeLightTable, file: bytes) -> None:
    with pytest.raises(LightTableFailed):
        table.look(file)


@only_linux
def test_a_child_that_eats_memory_is_stopped_by_the_system(table: SafeLightTable) -> None:
    with pytest.raises(LightTableFailed):
        ask(table, "grow")
    assert ask(table, "echo", "still here").text.startswith("still here")


def test_the_memory_of_this_process_does_not_count_as_the_childs() -> None:
    held = bytearray(b"x") * (300 * 2**20)
    table = SafeLightTable(hostile())
    try:
        assert process(ask(table, "echo")) == process(ask(table, "echo"))
    finally:
        table.close()
    assert len(held) > SETTLED_BYTES


@only_linux
def test_a_child_that_held_much_memory_is_not_used_again(table: SafeLightTable) -> None:
    before = ask(table, "echo")
    assert ask(table, "swell").text == str(300 * 2**20)
    assert process(ask(table, "echo")) != process(before)


@pytest.mark.parametrize("job", ["hang", "compute"])
def test_a_child_that_is_silent_too_long_is_ended(job: str) -> None:
    table = SafeLightTable(hostile(job_seconds=1))
    try:
        with pytest.raises(LightTableFailed):
            ask(table, job)
        assert ask(table, "echo", "still here").text.startswith("still here")
    finally:
        table.close()


def test_signs_of_life_do_not_last_for_ever() -> None:
    table = SafeLightTable(hostile(whole_seconds=1))
    try:
        with pytest.raises(LightTableFailed):
            ask(table, "chatter")
    finally:
        table.close()


def test_a_child_may_wait_as_long_as_it_likes(
    table: SafeLightTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ask(table, "echo")
    now = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: now() + 100_000)
    assert process(ask(table, "echo")) == process(before)


@pytest.mark.parametrize("job", ["hang", "compute", "chatter"])
def test_the_user_can_stop_it_whatever_it_does(table: SafeLightTable, job: str) -> None:
    asked = iter([False, False, True])
    with pytest.raises(Stopped):
        table.work(job, Order(), [b""], stop=lambda: next(asked))
    assert ask(table, "echo", "still here").text.startswith("still here")


@pytest.mark.parametrize("way", WAYS)
def test_there_is_no_way_out(table: SafeLightTable, way: str) -> None:
    if sys.platform == "win32" and way in ("take a descriptor", "fork"):
        pytest.skip("Windows knows neither")
    answer = ask(table, "reach", way)
    assert answer.text.startswith(("PermissionError: ", "OSError: "))


def test_a_frozen_program_can_be_the_child() -> None:
    # With nothing on its input it says that it is ready, and ends.
    command = [sys.executable, "-m", "app", FROZEN_FLAG, EVIDENCE.where]
    ended = subprocess.run(command, input=b"", capture_output=True, check=True)
    assert read_frame(io.BytesIO(ended.stdout)) == Frame({"ready": True}, [])


@only_linux
def test_a_child_does_not_outlive_a_program_that_is_killed() -> None:
    command = [sys.executable, "-c", _PROGRAM]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert program.stdin is not None
    assert program.stdout is not None
    if sys.platform == "linux":  # for mypy, which reads no marks
        child = os.pidfd_open(int(program.stdout.readline()))
        program.kill()
        ended, _, _ = select.select([child], [], [], 20)
        assert ended == [child]
        os.close(child)
    program.stdin.close()
    program.stdout.close()
    program.wait()


_PROGRAM = """
from tests.evidence.hostile_jobs import Order, hostile
from app.evidence.limits import SETTLED_BYTES
from app.evidence.table import SafeLightTable
table = SafeLightTable(hostile())
print(table.work("echo", Order(), [b""]).text, flush=True)
input()
"""


def test_files_of_several_threads_do_not_mix(table: SafeLightTable) -> None:
    files = [bytes([number]) * 100_000 for number in range(6)]
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(lambda file: ask(table, "echo", file=file), files))
    assert [answer.content for answer in answers] == files
    assert len(set(map(process, answers))) == len(files)


def test_after_closing_nothing_is_begun_and_nobody_is_left() -> None:
    table = SafeLightTable(hostile())
    ask(table, "echo")
    table.close()
    table.close()
    with pytest.raises(LightTableFailed):
        ask(table, "echo")


def test_closing_ends_what_runs() -> None:
    table = SafeLightTable(hostile())
    with pytest.raises(LightTableFailed):
        table.work("hang", Order(), [b""], lambda _done, _total: table.close())
