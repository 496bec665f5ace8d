"""Verbs about one note file: `check`, `export`, `schema note`, `demo`; `app.cli` adds them."""

import argparse
import datetime as dt
from pathlib import Path

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain, print_json
from app.verbs.opened_note import exports, open_note


def add_to(verbs: Verbs) -> None:
    """Declare the verbs and what does them."""
    check = verbs.add_parser("check", help="say what a note still needs")
    check.add_argument("note", type=Path, metavar="NOTE.json")
    check.add_argument("--json", action="store_true", help="print JSON for another program")
    check.set_defaults(run=_check)
    export = verbs.add_parser("export", help="print a note's documents, or a pack for a channel")
    export.add_argument("note", type=Path, metavar="NOTE.json")
    export.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder")
    export.add_argument(
        "--what",
        choices=["chart-note", "attachment", "request", "claim-sheet", "all"],
        default="all",
    )
    _add_pack_options(export)
    export.set_defaults(run=_export)
    schema = verbs.add_parser("schema", help="print the JSON Schema of a file")
    schema.add_argument("of", choices=["note"])
    schema.set_defaults(run=_schema)
    demo = verbs.add_parser("demo", help="print the sample notes' documents")
    demo.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder")
    demo.set_defaults(run=_demo)


def _add_pack_options(export: argparse.ArgumentParser) -> None:
    pack = export.add_argument_group("a pack for one channel")
    pack.add_argument("--channel", metavar="ID", help="how it travels; see resources/channels")
    pack.add_argument("--evidence", type=Path, nargs="+", default=[], metavar="FILE")
    pack.add_argument("--password", default="", help="opens encrypted evidence")
    pack.add_argument(
        "--nobody-else",
        action="store_true",
        help="you have looked: no other patient can be seen on the evidence",
    )
    pack.add_argument("--images", action="store_true", help="pages as pictures")
    pack.add_argument("--dpi", type=int, choices=[100, 120, 150, 200, 300], help="of pictures")
    pack.add_argument("--gray", action="store_true", help="without color")


def _check(chosen: argparse.Namespace) -> int:

    from app.rules.engine import evaluate
    from app.services.note_files.note_report import NoteReport
    from app.services.printing.printing import known_of

    opened = open_note(chosen.note)
    if opened is None:
        return UNREADABLE
    note = opened.reading.note
    zone = opened.reading.moment.tzinfo or dt.UTC
    known = known_of(note, opened.reading.known, zone)
    state = evaluate(opened.guide, note.content.answers, known, note.content.reasons)
    report = NoteReport(opened.guide.guide, state, opened.reading.problems)
    if chosen.json:
        print_json(report.as_plain())
    else:
        print(report.as_text(), end="")
    if report.problems:
        return UNREADABLE
    return DONE if report.is_complete else NEEDED


def _export(chosen: argparse.Namespace) -> int:
    from app.services.printing.printing import Paper, papers_of

    opened = open_note(chosen.note)
    if opened is None:
        return UNREADABLE
    for problem in opened.reading.problems:
        complain(f"{chosen.note}: {problem}")
    if opened.reading.problems:
        return UNREADABLE
    if chosen.channel:
        from app.verbs.packs import export_pack

        return export_pack(opened, chosen)
    if chosen.evidence or chosen.images:
        complain("Documents and pictures travel by a channel. Name one with --channel.")
        return UNREADABLE
    papers = papers_of(opened.reading.note.code)
    if chosen.what != "all":
        wanted = Paper(chosen.what)
        if wanted not in papers:
            complain(f"There is no {wanted.label.lower()} for {opened.reading.note.code}.")
            return UNREADABLE
        papers = (wanted,)
    for exported in exports(opened, papers, chosen.to):
        print(exported.path)
    return DONE


def _schema(chosen: argparse.Namespace) -> int:
    del chosen  # `note` is the only choice
    from app.services.note_files.note_file import note_schema

    print_json(note_schema())
    return DONE


def _demo(chosen: argparse.Namespace) -> int:
    from app.paths import resources_folder
    from app.services.printing.printing import papers_of

    for path in sorted((resources_folder() / "samples").glob("D*.json")):
        opened = open_note(path)
        if opened is None or opened.reading.problems:
            raise ValueError("a sample note that ships is not sound")
        for exported in exports(opened, papers_of(opened.reading.note.code), chosen.to):
            print(exported.path)
    return DONE
