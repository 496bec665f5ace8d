"""`chartproof audit verify` and `audit export`: the audit trail of a practice; `app.cli` adds them.

They open this computer's practice, which must not be open in a window; `verify` also another one by
its folder, such as a restored copy, and then writes nothing.
"""

import argparse
import datetime as dt
import getpass
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain
from app.verbs.practice import practice_here

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.services.ports import Store
    from app.services.trail import Trail


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
    verify.set_defaults(run=_verify)
    export = audit.add_parser("export", help="write the trail as CSV, patients by their ids only")
    export.add_argument("--to", type=Path, required=True, metavar="FILE.csv")
    export.set_defaults(run=_export)


def _verify(chosen: argparse.Namespace) -> int:
    """Returns DONE for a whole trail, NEEDED for a broken one, UNREADABLE without a practice."""
    from app.domain.audit import Deed
    from app.services.trail_check import check_trail

    store = _opened(chosen.practice)
    if store is None:
        return UNREADABLE
    with closing(store):
        report = check_trail(store)  # before the first row of this session moves the anchor on
        if chosen.practice is None:
            trail = begun_trail(store)
            with store.writing() as found:
                trail.add(found, Deed.TRAIL_CHECKED, rows=report.rows, breaks=len(report.breaks))
    print(report.sentence)
    for later in report.breaks[1:]:
        print(later.sentence)
    return DONE if report.is_whole else NEEDED


def _export(chosen: argparse.Namespace) -> int:
    """Returns DONE, or UNREADABLE for a practice that does not open."""
    from app.domain.audit import AuditQuery
    from app.interchange.csv_lines import csv_lines
    from app.services.history import History

    store = _opened(None)
    if store is None:
        return UNREADABLE
    with closing(store):
        History(store, begun_trail(store), dt.UTC, csv_lines).export(chosen.to, AuditQuery())
    print(f"{chosen.to}: the audit trail. It names people of the practice; keep it safe.")
    return DONE


def _opened(folder: Path | None) -> "Store | None":
    """The practice's store, opened by its passphrase; None, with a sentence, when it does not."""
    from app.errors import Failure
    from app.services.access import Access
    from app.storage.folder import EmbeddedFolder

    practice = EmbeddedFolder(folder) if folder else practice_here()
    try:
        if practice.stands():
            return Access(practice).unlock(getpass.getpass("Passphrase: "))
        complain("There is no practice there. Name the folder that holds practice.db.")
    except Failure as failure:
        complain(str(failure))
    return None


def begun_trail(store: "Store") -> "Trail":
    """The trail of this session, nobody signed in, begun as by the window."""
    from app.services.trail import Trail
    from app.services.trail_start import begin_trail

    trail = Trail(lambda: dt.datetime.now(dt.UTC))
    anchor = store.anchor()
    with store.writing() as found:
        begin_trail(found, anchor, trail)
    return trail
