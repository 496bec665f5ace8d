"""The quiet check of all notes behind the window: how many at once, and how soon again."""

import pytest

from app.services.office.used_folders import UsedFolders
from app.services.signing.signature_watch import CHECKED_FOR
from app.ui.page_tools import PageTools
from app.ui.ways.signing_ways import CHECKED_AT_ONCE, SigningWays
from tests.office_desk import OfficeDesk
from tests.ui.window.pack_acts import stored_note


def due(desk: OfficeDesk) -> int:
    """How many notes nobody has looked at yet."""
    now = desk.office.clock.utc()
    with desk.office.store.reading() as found:
        return len(found.notes.longest_unchecked(now - CHECKED_FOR, now, 100))


@pytest.mark.parametrize(("may_hurry", "left"), [(True, 0), (False, 25 - CHECKED_AT_ONCE)])
def test_while_nobody_types_batch_follows_batch(
    desk: OfficeDesk, *, may_hurry: bool, left: int
) -> None:
    for _ in range(25):
        stored_note(desk, signed=False)
    window, program = desk.window, desk.program
    tools = PageTools(
        program.appearance,
        program.icons,
        program.runner,
        program.words,
        lambda: program.settings,
        program.change_settings,
        desk.logs,
        UsedFolders(desk.office.records.unfinished),
    )
    actions, room = window.actions_by_name, desk.office.signing
    ways = SigningWays(room, actions, lambda: None, window.leave, lambda: may_hurry, tools, window)
    ways.check()
    desk.until(lambda: due(desk) == left)
    ways.stop()
