"""`chartproof verify`: whether files are what was sent or printed; `app.cli` adds it."""

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain, print_json, shown
from app.verbs.practice import practice_here
from app.verbs.sign_in import sign_in

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.services.ports.store import Store
    from app.services.seals.file_verdict import Verdict
    from app.services.signing.sent_files import Manifest, SentFiles

    Judged = tuple[Path, Verdict | None]
    """A file, and what it is; None for one that cannot be read, which was said."""

MANIFEST = "manifest.json"
FAULTS = {
    "FILE": NEEDED,
    "PAGES": NEEDED,
    "TEXT": 4,
    "SIGNATURE": 5,
    "ENTRY": 6,
    "OTHER_NOTE": 7,
    "BROKEN": 8,
    "RECORD": 8,
}
"""The exit code of each `file_verdict.Fault`, by its name: the verdict is imported when it is
needed."""

UNPROVEN = 9
ENDS = (
    "ends with 0 when every file holds, 1 when pages or bytes differ, 2 when nothing is known of a"
    " file, 4 when signed text was changed, 5 when a signature does not fit, 6 when a signed entry"
    " is missing, 7 when a signature is another note's, 8 when it was printed as not matching or"
    " the practice's record says otherwise, 9 for what nobody signed with a key and no record"
    " proves, such as a draft, a claim attachment, a letter or a report; of several files the first"
    " one that differs counts"
)
LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read; no channel takes more."""


def add_to(verbs: Verbs) -> None:
    """Declare the verb and what does it."""
    verify = verbs.add_parser("verify", help="tell whether files are what was sent or printed")
    verify.add_argument("files", type=Path, nargs="+", metavar="FILE")
    verify.add_argument(
        "--practice", action="store_true", help="ask this computer's practice, by its passphrase"
    )
    verify.add_argument("--json", action="store_true", help="print JSON for another program")
    verify.epilog = ENDS
    verify.set_defaults(run=_verify)


def _verify(chosen: argparse.Namespace) -> int:
    """Judge each file; returns DONE when all hold, else the code of the first that differs.

    Without the practice's record a manifest beside a file is believed; with it, only the record.
    """
    from app.bootstrap import make_printer
    from app.evidence.table import SafeLightTable
    from app.services.local_zone import LocalZone
    from app.services.signing.sent_files import SentFiles

    table = SafeLightTable()
    try:
        with _store(asked=chosen.practice) as store:
            if chosen.practice and store is None:
                return UNREADABLE
            judge = SentFiles(table, make_printer(table), store, LocalZone())
            found: list[Judged] = []
            for named in chosen.files:
                for path, verdict in _verdicts(named, judge, chosen):
                    found.append((path, verdict))
                    if verdict is not None and not chosen.json:
                        print(f"{shown(path)}: {verdict.text}")
    finally:
        table.close()
    if chosen.json:
        print_json([_plain(*each) for each in found])
    codes = [_code(verdict) for _, verdict in found]
    differing = [code for code in codes if code in FAULTS.values()]
    return next((code for code in (*differing, *codes) if code != DONE), DONE)


def _plain(path: Path, verdict: "Verdict | None") -> dict[str, object]:
    """One file for another program; `fault` is empty where nothing is wrong."""
    fault = verdict.fault.name.lower() if verdict and verdict.fault else ""
    return {
        "file": str(path),
        "standing": verdict.standing if verdict else "unread",
        "holds": verdict.holds if verdict else False,
        "fault": fault,
        "code": _code(verdict),
        "text": verdict.text if verdict else "This file cannot be read.",
    }


def _code(verdict: "Verdict | None") -> int:
    """What one file ends the verb with; None stands for one that could not be read."""
    if verdict is None or verdict.standing == "unknown":
        return UNREADABLE
    if verdict.fault is not None:
        return FAULTS[verdict.fault.name]
    return DONE if verdict.holds else UNPROVEN


def _verdicts(path: Path, judge: "SentFiles", chosen: argparse.Namespace) -> "Iterator[Judged]":
    """The verdicts on a file, None where it cannot be read; a manifest stands for all it lists."""
    from app.services.signing.sent_files import read_manifest

    content = _read(path)
    manifest = read_manifest(content) if content is not None else None
    if content is None:
        yield path, None
    elif manifest is not None and not chosen.practice:
        for listed in manifest.files:
            beside = path.parent / Path(listed.name).name  # never out of the manifest's folder
            there = _read(beside)
            yield beside, None if there is None else judge.judge(there, beside.name, manifest)
    else:
        own = None if chosen.practice else _beside(path)
        yield path, judge.judge(content, path.name, own)


def _beside(path: Path) -> "Manifest | None":
    from app.services.signing.sent_files import read_manifest

    manifest = path.parent / MANIFEST
    content = _read(manifest) if manifest.is_file() else None
    return read_manifest(content) if content is not None else None


def _read(path: Path) -> bytes | None:
    """The bytes of a file; None, with a sentence, when it cannot be read."""
    try:
        if not path.is_file():
            complain(f"{shown(path)}: is not a file. Check its name.")
            return None
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
        complain(f"{shown(path)}: {why}. Check that it is not open elsewhere.")
        return None
    if len(content) > LARGEST:
        complain(f"{shown(path)}: is larger than anything that is sent. Choose another file.")
        return None
    return content


@contextmanager
def _store(*, asked: bool) -> "Iterator[Store | None]":
    """The practice's store, opened by its passphrase; None when it is not asked for.

    Raises WrongPassphrase, LockedFile where the window has it open, and others of `app.errors`.
    """
    if not asked:
        yield None
        return
    folder = practice_here()
    if not folder.stands():
        complain("There is no practice on this computer yet. Start Chartproof once.")
        yield None
        return
    guest = sign_in(folder)
    with closing(guest.store) as store:
        guest.begin()
        yield store
