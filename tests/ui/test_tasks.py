"""Work on threads comes back to the thread it was started on, or not at all."""

import gc
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.ui.tasks import Report, TaskRunner

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.stop()


def echo(number: int, _report: Report) -> int:
    return number


def unexpected(value: object) -> None:
    pytest.fail(f"called with {value!r}")


def test_result_arrives_on_the_starting_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    worker: list[int] = []
    told: list[tuple[str, QThread]] = []

    def work(_report: Report) -> str:
        worker.append(threading.get_ident())
        return "saved"

    runner.run(
        work,
        done=lambda result: told.append((result, QThread.currentThread())),
        failed=unexpected,
    )
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("saved", QThread.currentThread())]
    assert worker != [threading.get_ident()]


def test_exception_of_the_work_arrives_as_a_value(qtbot: QtBot, runner: TaskRunner) -> None:
    told: list[Exception] = []

    def work(_report: Report) -> None:
        raise OSError("disk is full")

    runner.run(work, done=unexpected, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], OSError)
    assert str(told[0]) == "disk is full"


def test_progress_comes_in_order_and_before_the_result(qtbot: QtBot, runner: TaskRunner) -> None:
    told: list[object] = []

    def work(report: Report) -> str:
        for page in range(5):
            report(page)
        return "all"

    runner.run(work, done=told.append, failed=unexpected, progress=told.append)
    qtbot.waitUntil(lambda: "all" in told)
    assert told == [0, 1, 2, 3, 4, "all"]


def test_many_tasks_all_come_back(qtbot: QtBot, runner: TaskRunner) -> None:
    told: list[int] = []
    for number in range(200):
        runner.run(partial(echo, number), done=told.append, failed=unexpected)
    qtbot.waitUntil(lambda: len(told) == 200)
    assert sorted(told) == list(range(200))


def test_stop_lets_running_work_end_and_calls_nobody(qtbot: QtBot) -> None:
    runner = TaskRunner()
    started, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def work(_report: Report) -> str:
        started.set()
        go_on.wait(5)
        ended.set()
        return "late"

    runner.run(work, done=unexpected, failed=unexpected)
    assert started.wait(5)
    threading.Timer(0.01, go_on.set).start()
    runner.stop()
    assert ended.is_set()
    with qtbot.waitSignal(runner.destroyed):
        runner.deleteLater()


def test_work_that_reports_is_ended_by_stop() -> None:
    runner = TaskRunner()
    reports: list[int] = []
    started = threading.Event()

    def work(report: Report) -> None:
        while True:
            reports.append(1)
            started.set()
            report("page")

    runner.run(work, done=unexpected, failed=unexpected, progress=lambda _news: None)
    assert started.wait(5)
    runner.stop()  # returns, because the next report raises in the work
    assert reports


def test_a_stopped_runner_takes_no_work() -> None:
    runner = TaskRunner()
    runner.stop()
    runner.run(lambda _report: pytest.fail("ran"), done=unexpected, failed=unexpected)
    runner.stop()
    assert runner.is_stopping


def test_garbage_is_collected_only_while_no_worker_works(qtbot: QtBot, runner: TaskRunner) -> None:
    seen: list[bool] = []
    go_on = threading.Event()

    def work(_report: Report) -> bool:
        go_on.wait()
        return gc.isenabled()

    for _ in range(2):
        runner.run(work, done=seen.append, failed=unexpected)
    assert not gc.isenabled()
    go_on.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [False, False]
    assert gc.isenabled()


def test_stopping_collects_garbage_again(runner: TaskRunner) -> None:
    runner.run(partial(echo, 1), done=unexpected, failed=unexpected)
    runner.stop()
    assert gc.isenabled()


def test_what_went_away_meanwhile_is_not_called(qtbot: QtBot, runner: TaskRunner) -> None:
    class Page(QLabel):
        def show_it(self, text: object) -> None:
            self.setText(str(text))

    page, goes_on, told = Page(), threading.Event(), list[int]()

    def work(report: Report) -> str:
        goes_on.wait(10)
        report("half")
        return "all"

    runner.run(work, page.show_it, unexpected, page.show_it)
    delete(page)
    goes_on.set()
    runner.run(partial(echo, 1), told.append, unexpected)
    runner.run(partial(echo, 2), told.append, unexpected)
    qtbot.waitUntil(lambda: sorted(told) == [1, 2])


def test_dropped_work_reports_to_nobody(qtbot: QtBot, runner: TaskRunner) -> None:
    goes_on, told = threading.Event(), list[str]()

    def work(report: Report) -> None:
        goes_on.wait(10)
        report("half")

    task = runner.run(work, unexpected, unexpected, unexpected)
    assert task
    task.drop()
    goes_on.set()
    runner.run(lambda _report: "after", told.append, unexpected)
    qtbot.waitUntil(lambda: told == ["after"])
