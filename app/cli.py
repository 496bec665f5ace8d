"""The command line: the second door to the services, and the way the window is started.

Exit codes: 0 done or complete; 1 something is still needed or has to be mended; 2 the input could
not be read, or not all of it; 3 the disk refused, or something unexpected happened.

Each verb imports what it needs when it runs, so that `--version` costs nothing.
"""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app import __version__
from app.verbs import opened_note
from app.verbs.console import DONE, FAILED, NEEDED, STOPPED, UNREADABLE, complain, print_json


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code. Whatever happens ends in a sentence."""
    from app.errors import Failure

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console may lack a character
    chosen = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        code = run(chosen)
        print(end="", flush=True)  # a window started without a terminal has no stdout
        return code
    except Failure as failure:
        complain(str(failure))
    except BrokenPipeError:
        # Whoever read along has gone; what is left unsaid must not fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return STOPPED
    except OSError as error:
        why = f" ({error.strerror})" if error.strerror else ""
        complain(f"{error.filename or 'The output'} cannot be used{why}. Choose another place.")
    except Exception as error:  # noqa: BLE001 - the last stop: a sentence instead of a traceback
        complain(_unexpected(error))
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chartproof",
        description="Chart notes and claim attachments that stand up to a reviewer."
        " Without a verb, the window opens.",
    )
    parser.set_defaults(run=_window)
    parser.add_argument("--version", action="version", version=f"chartproof {__version__}")
    parser.add_argument("--theme", choices=["system", "light", "dark"], help="colors of the window")
    parser.add_argument(
        "--self-test",
        action="store_const",
        const=_self_test,
        dest="run",
        help="open the window unseen on a practice of its own, print one document, say OK",
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    check = verbs.add_parser("check", help="say what a note still needs")
    check.add_argument("note", type=Path, metavar="NOTE.json")
    check.add_argument("--json", action="store_true", help="print JSON for another program")
    check.set_defaults(run=_check)
    export = verbs.add_parser("export", help="print a note's documents to PDF files")
    export.add_argument("note", type=Path, metavar="NOTE.json")
    export.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder")
    export.add_argument(
        "--what",
        choices=["chart-note", "attachment", "request", "claim-sheet", "all"],
        default="all",
    )
    _add_pack_options(export)
    export.set_defaults(run=_export)
    verify = verbs.add_parser("verify", help="tell whether files are what was sent or printed")
    verify.add_argument("files", type=Path, nargs="+", metavar="FILE")
    verify.add_argument(
        "--practice", action="store_true", help="ask this computer's practice, by its passphrase"
    )
    verify.set_defaults(run=_verify)
    evidence = verbs.add_parser("evidence", help="look at documents").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    look = evidence.add_parser("check", help="say what would be taken in, mended or refused")
    look.add_argument("files", type=Path, nargs="+", metavar="FILE")
    look.add_argument("--password", default="", help="opens encrypted PDFs")
    look.add_argument("--json", action="store_true", help="print JSON for another program")
    look.set_defaults(run=_evidence_check)
    guides = verbs.add_parser("guides", help="list or check guide files").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    guides.add_parser("list", help="the guides that ship").set_defaults(run=_guides_list)
    guides_check = guides.add_parser("check", help="everything to mend in guide or card files")
    guides_check.add_argument("files", type=Path, nargs="+", metavar="FILE")
    guides_check.set_defaults(run=_guides_check)
    guides.add_parser("schema", help="the JSON Schema of guides").set_defaults(run=_guides_schema)
    opens = verbs.add_parser("open", help="show the patient that the practice system shows")
    opens.add_argument(
        "--pms",
        nargs=argparse.REMAINDER,
        required=True,
        metavar="FILE or NAME=VALUE",
        help="a bridge file, or what a program link says: LName=Testwell FName=Marisol PatNum=12",
    )
    opens.set_defaults(run=_open_patient)
    schema = verbs.add_parser("schema", help="print the JSON Schema of a file")
    schema.add_argument("of", choices=["note"])
    schema.set_defaults(run=_schema)
    demo = verbs.add_parser("demo", help="print the sample notes' documents")
    demo.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder")
    demo.set_defaults(run=_demo)
    return parser


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
    from app.services.note_report import NoteReport
    from app.services.printing import known_of

    opened = opened_note.open_note(chosen.note)
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
    from app.services.printing import Paper, papers_of

    opened = opened_note.open_note(chosen.note)
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
    for exported in opened_note.exports(opened, papers, chosen.to):
        print(exported.path)
    return DONE


def _verify(chosen: argparse.Namespace) -> int:
    from app.verbs.verify import verify

    return verify(chosen)


def _evidence_check(chosen: argparse.Namespace) -> int:
    from app.verbs.evidence import check

    return check(chosen)


def _demo(chosen: argparse.Namespace) -> int:
    from app.paths import resources_folder
    from app.services.printing import papers_of

    for path in sorted((resources_folder() / "samples").glob("D*.json")):
        opened = opened_note.open_note(path)
        if opened is None or opened.reading.problems:
            raise ValueError("a sample note that ships is not sound")
        for exported in opened_note.exports(opened, papers_of(opened.reading.note.code), chosen.to):
            print(exported.path)
    return DONE


def _guides_list(chosen: argparse.Namespace) -> int:
    del chosen
    from app.domain.reading.dates import show_date

    for code, guide in sorted(opened_note.shipped_guides().items()):
        oldest = show_date(min(source.checked for source in guide.sources.values()))
        rules = len(guide.requires)
        print(f"{code}  version {guide.version}  {rules} rules, sources checked since {oldest}")
        print(f"       {guide.title}")
    return DONE


def _guides_check(chosen: argparse.Namespace) -> int:
    from app.guides.file_check import check_file

    guides = opened_note.shipped_guides()
    found = [(path, check_file(path, guides)) for path in chosen.files]
    for path, check in found:
        if not check.problems:
            print(f"{path}: ok, {check.title}")
        for problem in check.problems:
            print(problem)
    return NEEDED if any(check.problems for _, check in found) else DONE


def _guides_schema(chosen: argparse.Namespace) -> int:
    del chosen
    from app.guides.schema import guide_schema

    print_json(guide_schema())
    return DONE


def _schema(chosen: argparse.Namespace) -> int:
    del chosen  # `note` is the only choice
    from app.services.note_file import note_schema

    print_json(note_schema())
    return DONE


def _window(chosen: argparse.Namespace) -> int:
    from app.bootstrap import run_window

    return run_window(chosen.theme)


def _open_patient(chosen: argparse.Namespace) -> int:
    from app.bootstrap import run_window
    from app.interchange.bridges import read_program_link
    from app.services.arrivals import packed

    today = dt.datetime.now().astimezone().date()
    arrival, problems = read_program_link(chosen.pms, today)
    for problem in problems:
        complain(problem)
    return UNREADABLE if arrival is None else run_window(chosen.theme, packed(arrival))


def _self_test(chosen: argparse.Namespace) -> int:
    del chosen
    from app.bootstrap import self_test

    self_test()
    print("OK")
    return DONE


def _unexpected(error: Exception) -> str:
    """Log what nobody foresaw, without its words, and say where the log is."""
    from app.log import FILE_NAME, Event, open_log
    from app.paths import log_folder

    folder = log_folder()
    log = open_log(folder)
    log.failure(Event.UNEXPECTED, error)
    log.close()
    return (
        "Something unexpected went wrong, and nothing more was done."
        f" {folder / FILE_NAME} says where, and holds nothing about patients."
    )
