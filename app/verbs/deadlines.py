"""`chartproof deadlines`: what has to be done by when, in a list or a calendar; `app.cli` adds it.

It opens this computer's practice, which must not be open in a window unless it is on a server.
Nobody's name is printed or written: claims go by their numbers.
"""

import argparse
import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain, print_json, shown
from app.verbs.practice import practice_here
from app.verbs.sign_in import sign_in

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.domain.deadlines.deadline import Deadline


def add_to(verbs: Verbs) -> None:
    """Declare the verb and what does it."""
    deadlines = verbs.add_parser("deadlines", help="list what has to be done by when")
    deadlines.add_argument(
        "--until", metavar="DATE", help="the last day listed, such as 12/31 or t+30; 60 days ahead"
    )
    deadlines.add_argument("--json", action="store_true", help="for another program")
    deadlines.add_argument(
        "--ics", type=Path, metavar="FILE.ics", help="write a calendar file; it names no patient"
    )
    deadlines.set_defaults(run=_list)


def _list(chosen: argparse.Namespace) -> int:
    """Returns DONE, NEEDED where something is overdue, UNREADABLE without a day or a practice."""
    from app.services.local_zone import LocalZone
    from app.services.notes.charting import Clock
    from app.services.office.work_room import WorkRoom
    from app.services.work.deadlines import LOOK_AHEAD

    clock = Clock(lambda: dt.datetime.now(dt.UTC), LocalZone())
    today = clock.local().date()
    until = _day(chosen.until, today) if chosen.until else today + LOOK_AHEAD
    if until is None:
        return UNREADABLE
    practice = practice_here()
    if not practice.stands():
        complain("There is no practice on this computer yet. Open Chartproof and begin one.")
        return UNREADABLE
    guest = sign_in(practice)
    with closing(guest.store) as store:
        room = WorkRoom(store, clock, guest.begin())
        every = room.export(chosen.ics, until) if chosen.ics else room.deadlines.until(until)
    if chosen.json:
        print_json([_plain(each, today) for each in every])
    else:
        _print(every, today, until)
    if chosen.ics:
        complain(f"{shown(chosen.ics)}: {_count(every)}. It names no patient.")
    return NEEDED if any(each.days_left(today) < 0 for each in every) else DONE


def _day(typed: str, today: dt.date) -> dt.date | None:
    from app.domain.reading.dates import read_date
    from app.domain.reading.problem import Unread

    read = read_date(typed, today)
    if isinstance(read, Unread):
        complain(f"--until: {read.why}")
        return None
    return read


def _print(every: "tuple[Deadline, ...]", today: dt.date, until: dt.date) -> None:
    from app.domain.reading.dates import show_date
    from app.domain.requests.request_window import days_left_words

    for each in every:
        left = days_left_words(each.do_by, today)
        print(f"{show_date(each.do_by)}  {left}: {each.clock.value}, {each.title}")
        print(f"            last day {each.words}; {each.basis}")
    if not every:
        print(f"Nothing has to be done by {show_date(until)}.")


def _plain(deadline: "Deadline", today: dt.date) -> dict[str, str | int]:
    """A deadline as JSON; days as text."""
    return {
        "clock": deadline.clock.value,
        "due": deadline.due.isoformat(),
        "do_by": deadline.do_by.isoformat(),
        "days_left": deadline.days_left(today),
        "kind": deadline.kind,
        "record": deadline.record,
        "title": deadline.title,
        "basis": deadline.basis,
        "owner": deadline.owner,
    }


def _count(every: "tuple[Deadline, ...]") -> str:
    return "1 deadline" if len(every) == 1 else f"{len(every)} deadlines"
