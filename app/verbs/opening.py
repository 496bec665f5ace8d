"""The verb `open --pms`: the patient that the practice system shows; `app.cli` adds it."""

import argparse
import datetime as dt

from app.verbs.console import UNREADABLE, Verbs, complain


def add_to(verbs: Verbs) -> None:
    """Declare the verb and what does it."""
    opens = verbs.add_parser("open", help="show the patient that the practice system shows")
    opens.add_argument(
        "--pms",
        nargs=argparse.REMAINDER,
        required=True,
        metavar="FILE or NAME=VALUE",
        help="a bridge file, or what a program link says: LName=Testwell FName=Marisol PatNum=12",
    )
    opens.set_defaults(run=_open_patient)


def _open_patient(chosen: argparse.Namespace) -> int:
    from app.bootstrap import run_window
    from app.interchange.bridges import read_program_link
    from app.services.records.arrivals import packed

    today = dt.datetime.now().astimezone().date()
    arrival, problems = read_program_link(chosen.pms, today)
    for problem in problems:
        complain(problem)
    return UNREADABLE if arrival is None else run_window(chosen.theme, packed(arrival))
