"""`chartproof evidence check` and the documents of `export --evidence`: files looked at, not kept.

`app.cli` adds the verb, `packs` calls `attached`.
"""

import argparse
import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain, print_json, shown

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.domain.evidence.light_table import Looked, Refused
    from app.services.packs.pack_material import Attached
    from app.services.ports.light_table import LightTable


def add_to(verbs: Verbs) -> None:
    """Declare the verb and what does it."""
    evidence = verbs.add_parser("evidence", help="look at documents").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    look = evidence.add_parser("check", help="say what would be taken in, mended or refused")
    look.add_argument("files", type=Path, nargs="+", metavar="FILE")
    look.add_argument("--password", default="", help="opens encrypted PDFs")
    look.add_argument("--json", action="store_true", help="print JSON for another program")
    look.set_defaults(run=_check)


def _check(chosen: argparse.Namespace) -> int:
    """Say of each file whether it would be taken in, mended or refused, and why.

    Returns DONE when all would be taken as they are, NEEDED when some would be mended, UNREADABLE
    when some are refused.
    """
    from app.domain.evidence.light_table import Refused
    from app.evidence.table import SafeLightTable

    table = SafeLightTable()
    try:
        found = [(path, _look(path, table, chosen.password)) for path in chosen.files]
    finally:
        table.close()
    if chosen.json:
        print_json([_plain(path, looked) for path, looked in found])
    else:
        for path, looked in found:
            for line in _lines(path, looked):
                print(line)
    if any(isinstance(looked, Refused) for _, looked in found):
        return UNREADABLE
    mended = any(not isinstance(looked, Refused) and looked.repaired for _, looked in found)
    return NEEDED if mended else DONE


def attached(
    files: Iterable[Path], table: "LightTable", password: str, *, nobody_else: bool
) -> "tuple[list[tuple[Attached, bytes]], list[str]]":
    """Documents for a pack out of files, with their bytes; and a sentence on each refused one."""
    from app.domain.evidence.evidence import EvidenceRecord, PageChoice
    from app.domain.evidence.light_table import Refused
    from app.services.documents.document_words import guessed_kind, guessed_title
    from app.services.documents.offered_file import read_offer
    from app.services.packs.pack_material import Attached

    found: list[tuple[Attached, bytes]] = []
    problems: list[str] = []
    for number, path in enumerate(files, 1):
        content = read_offer(path)
        if isinstance(content, Refused):
            problems.append(f"{shown(path)}: {content.why}")
            continue
        looked = table.look(content, password)
        if isinstance(looked, Refused):
            problems.append(f"{shown(path)}: {looked.why}")
            continue
        sha256 = hashlib.sha256(content).hexdigest()
        record = EvidenceRecord(
            id=f"file{number}",
            patient="file",
            sha256=sha256,
            size=len(content),
            media=looked.media,
            kind=guessed_kind(path.name, "", looked.media),
            title=guessed_title(path.name, looked.title),
            pages=tuple(PageChoice(number=page + 1) for page in range(len(looked.pages))),
            other_patients="no" if nobody_else else "not_answered",
            password=password,
            notices=looked.notices,
            taken_at=dt.datetime.now(dt.UTC),
        )
        for notice in looked.notices:
            complain(f"{shown(path)}: {notice}")
        found.append((Attached(record.title, sha256, record, field="command line"), content))
    return found, problems


def _look(path: Path, table: "LightTable", password: str) -> "Looked | Refused":
    from app.domain.evidence.light_table import Refused
    from app.errors import LightTableFailed
    from app.services.documents.offered_file import read_offer

    content = read_offer(path)
    if isinstance(content, Refused):
        return content
    try:
        return table.look(content, password)
    except LightTableFailed as failure:
        return Refused(str(failure))


def _lines(path: Path, looked: "Looked | Refused") -> list[str]:
    from app.domain.evidence.light_table import Refused

    if isinstance(looked, Refused):
        return [f"{shown(path)}: refused. {looked.why}"]
    pages = "1 page" if len(looked.pages) == 1 else f"{len(looked.pages)} pages"
    outcome = "taken in, mended" if looked.repaired else "taken in"
    first = f"{shown(path)}: {outcome}. {looked.media.upper()}, {pages}."
    return [first, *(f"  {notice}" for notice in looked.notices)]


def _plain(path: Path, looked: "Looked | Refused") -> dict[str, object]:
    from app.domain.evidence.light_table import Refused

    if isinstance(looked, Refused):
        return {"file": str(path), "outcome": "refused", "why": looked.why}
    outcome = "repaired" if looked.repaired else "accepted"
    return {
        "file": str(path),
        "outcome": outcome,
        "type": looked.media,
        "pages": len(looked.pages),
        "notices": list(looked.notices),
    }
