"""`chartproof audit verify` and `audit export`: the audit trail of a practice; `app.cli` adds them.

They open this computer's practice, which must not be open in a window; `verify` also another one by
its folder, such as a restored copy, and then writes nothing.
"""

import argparse
import datetime as dt
from contextlib import closing
from pathlib import Path

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain
from app.verbs.practice import practice_here
from app.verbs.sign_in import Guest, sign_in


def add_to(verbs: Verbs) -> None:
    """Declare the verbs and what does them."""
    audit = verbs.add_parser("audit", help="check or export the audit trail").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    verify = audit.add_parser("verify", help="name the first row that does not hold")
    verify.add_argument(
        "--practice",
        type=Path,
        metavar="FOLDER",
        help="the folder of another practice; this computer's own unless given",
    )
    verify.add_argument(
        "--filed",
        nargs=3,
        metavar=("WORKSTATION", "ROWS", "HASH"),
        help="compare a line of a month's page that was printed, too; the hash in quotes",
    )
    verify.set_defaults(run=_verify)
    export = audit.add_parser("export", help="write the trail as CSV, patients by their ids only")
    export.add_argument("--to", type=Path, required=True, metavar="FILE.csv")
    export.set_defaults(run=_export)


def _verify(chosen: argparse.Namespace) -> int:
    """Returns DONE for a whole trail, NEEDED for a broken one, UNREADABLE without a practice."""
    filed = _read_filed(chosen.filed) if chosen.filed else None
    if chosen.filed and filed is None:
        return UNREADABLE
    from app.domain.audit import Deed
    from app.services.audit.filed_page import compare
    from app.services.audit.trail_check import check_trail

    guest = _opened(chosen.practice)
    if guest is None:
        return UNREADABLE
    with closing(guest.store) as store:
        report = check_trail(store)  # before the first row of this session moves the anchor on
        compared = compare(store, *filed) if filed else None
        if chosen.practice is None:
            trail = guest.begin()
            with store.writing() as found:
                trail.add(found, Deed.TRAIL_CHECKED, rows=report.rows, breaks=len(report.breaks))
    print(report.sentence)
    for later in report.breaks[1:]:
        print(later.sentence)
    if compared is not None:
        print(compared.sentence)
    return DONE if report.is_whole and (compared is None or compared.fits) else NEEDED


def _read_filed(typed: list[str]) -> "tuple[str, int, str] | None":
    """A line of a month's page; None, with a sentence for each part that cannot be read."""
    from app.domain.reading.problem import Unread
    from app.services.audit.filed_page import read_count, read_hash, read_workstation

    workstation, rows, digits = typed
    read = read_workstation(workstation), read_count(rows), read_hash(digits)
    for each in read:
        if isinstance(each, Unread):
            complain(each.why)
    first, count, beginning = read
    if isinstance(first, Unread) or isinstance(count, Unread) or isinstance(beginning, Unread):
        return None
    return first, count, beginning


def _export(chosen: argparse.Namespace) -> int:
    """Returns DONE, or UNREADABLE for a practice that does not open."""
    from app.domain.audit import AuditQuery
    from app.interchange.csv_lines import csv_lines
    from app.services.audit.history import History

    guest = _opened(None)
    if guest is None:
        return UNREADABLE
    with closing(guest.store) as store:
        History(store, guest.begin(), dt.UTC, csv_lines).export(chosen.to, AuditQuery())
    print(f"{chosen.to}: the audit trail. It names people of the practice; keep it safe.")
    return DONE


def _opened(folder: Path | None) -> "Guest | None":
    """Whoever opened the practice; None, with a sentence, when it does not open."""
    from app.errors import Failure
    from app.storage.folder import EmbeddedFolder

    practice = EmbeddedFolder(folder) if folder else practice_here()
    try:
        if practice.stands():
            return sign_in(practice, elsewhere=folder is not None)
        complain("There is no practice there. Name the folder that holds practice.db.")
    except Failure as failure:
        complain(str(failure))
    return None
