"""Workstations on one practice, for the tests of what several people do at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.stock import Stock
from app.ui.icons import Icons
from app.ui.theme import Appearance
from tests.switchboard import SharedLine, Switchboard
from tests.ui.live_desk import LiveSeat, Sit


@pytest.fixture(scope="module")
def stock() -> Stock:
    return Stock()


@pytest.fixture
def board() -> Switchboard:
    return Switchboard()


@pytest.fixture
def sit(
    qtbot: QtBot,
    board: Switchboard,
    stock: Stock,
    appearance: Appearance,
    icons: Icons,
    tmp_path: Path,
) -> Iterator[Sit]:
    """Starts a program at a workstation; the disk of each outlives it."""
    seats: list[LiveSeat] = []
    lines: dict[str, SharedLine] = {}

    def start(user: str) -> LiveSeat:
        line = lines.setdefault(user, SharedLine(board, f"w-{user}"))
        logs = tmp_path / f"logs{len(seats)}"
        seats.append(LiveSeat(qtbot, line, user, (appearance, icons), stock, logs))
        return seats[-1]

    yield start
    for seat in seats:
        seat.leave()


@pytest.fixture
def two(sit: Sit) -> tuple[LiveSeat, LiveSeat]:
    """Two people with the same stored note open."""
    ada, bo = sit("d1"), sit("d2")
    note_id = ada.new_note()
    bo.window.open_note(note_id)
    return ada, bo
