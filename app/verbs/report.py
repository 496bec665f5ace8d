"""`chartproof report`: aging, denials, minutes and time to payment; `app.cli` adds it.

It opens this computer's practice, which must not be open in a window unless it is on a server.
Reports name payers and people of the office, never a patient; roles count as in the window.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from app.verbs.console import DONE, UNREADABLE, Verbs, complain, print_json
from app.verbs.practice import practice_here
from app.verbs.sign_in import sign_in

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.domain.work.report import Report

_KINDS = {
    "aging": "what waits for payers, by age: 0-30, 31-60, 61-90, 91 days and more",
    "denials": "how often payers deny a code, and for what",
    "minutes": "minutes of case management by month and person",
    "times": "days from service to signature to payment",
}
_MONTHS = 12


def add_to(verbs: Verbs) -> None:
    """Declare the verbs and what does them."""
    report = verbs.add_parser("report", help="count claims and notes").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    for kind, words in _KINDS.items():
        verb = report.add_parser(kind, help=words)
        shape = verb.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="for another program")
        shape.add_argument("--csv", action="store_true", help="for a spreadsheet")
        verb.set_defaults(run=_report, kind=kind, by="", aged_by="sent", months=_MONTHS)
        if kind == "aging":
            verb.add_argument("--by", choices=["payer"], help="a line for each payer")
            verb.add_argument(
                "--aged-by", choices=["sent", "service"], help="the day age is counted from"
            )
        else:
            back = f"how far back; {_MONTHS} unless given, 0 for all time"
            verb.add_argument("--months", type=int, metavar="N", help=back)


def _report(chosen: argparse.Namespace) -> int:
    """Returns DONE, or UNREADABLE without a practice."""
    from app.domain.audit import Deed
    from app.services.local_zone import LocalZone
    from app.services.notes.charting import Clock
    from app.services.printing.catalogue import Catalogue
    from app.services.work.reports import Kind, Reports, Wish
    from app.stock import Stock

    practice = practice_here()
    if not practice.stands():
        complain("There is no practice on this computer yet. Open Chartproof and begin one.")
        return UNREADABLE
    guest = sign_in(practice)
    clock = Clock(lambda: dt.datetime.now(dt.UTC), LocalZone())
    wish = Wish(Kind(chosen.kind), chosen.aged_by, max(0, chosen.months))
    with closing(guest.store) as store:
        trail = guest.begin()
        stock = Stock()
        reports = Reports(store, Catalogue(stock), stock.reasons, clock, guest.who)
        report = reports.make(wish)
        if chosen.csv or chosen.json:  # what is read by other programs may go anywhere
            with store.writing() as found:
                trail.add(found, Deed.EXPORTED, paper=f"report-{report.name}")
    if wish.kind is Kind.AGING and not chosen.by and report.total:
        report = replace(report, rows=(report.total,), total=())
    _show(report, chosen)
    return DONE


def _show(report: "Report", chosen: argparse.Namespace) -> None:
    rows = (*report.rows, *([report.total] if report.total else []))
    titles = [column.title for column in report.columns]
    if chosen.json:
        plain = [dict(zip(titles, row, strict=True)) for row in rows]
        print_json({"report": report.name, "counted": report.said, "rows": plain})
    elif chosen.csv:
        from app.interchange.csv_lines import csv_lines

        sys.stdout.flush()
        for part in csv_lines(titles, rows):
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
    else:
        print(f"{report.title}\n{report.said}\n")
        print("\n".join(_table(report, titles, rows)) if report.rows else report.nothing)


def _table(report: "Report", titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The table in columns, numbers at the right."""
    widths = [max(len(row[at]) for row in (titles, *rows)) for at in range(len(titles))]

    def line(cells: Sequence[str]) -> str:
        shown = (
            cell.rjust(width) if column.is_number else cell.ljust(width)
            for cell, width, column in zip(cells, widths, report.columns, strict=True)
        )
        return "  ".join(shown).rstrip()

    return [line(titles), *map(line, rows)]
