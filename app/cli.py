"""The command line: the second door to the services, and the way the window is started.

Exit codes: 0 done or complete; 1 something is still needed or has to be mended; 2 the input could
not be read, or not all of it; 3 the disk refused, or something unexpected happened.

Each verb imports what it needs when it runs, so that `--version` costs nothing.
"""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__

if TYPE_CHECKING:  # see the module's docstring
    from app.domain.guide import Guide
    from app.guides.cards import LoadedCard
    from app.rules.compiled import CompiledGuide
    from app.services.exporting import Exported
    from app.services.note_file_reading import NoteReading
    from app.services.printing import Paper

DONE, NEEDED, UNREADABLE, FAILED, STOPPED = 0, 1, 2, 3, 130


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
        _complain(str(failure))
    except BrokenPipeError:
        # Whoever read along has gone; what is left unsaid must not fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return STOPPED
    except OSError as error:
        why = f" ({error.strerror})" if error.strerror else ""
        _complain(f"{error.filename or 'The output'} cannot be used{why}. Choose another place.")
    except Exception as error:  # noqa: BLE001 - the last stop: a sentence instead of a traceback
        _complain(_unexpected(error))
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
        "--what", choices=["chart-note", "attachment", "request", "all"], default="all"
    )
    export.set_defaults(run=_export)
    guides = verbs.add_parser("guides", help="list or check guide files").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    guides.add_parser("list", help="the guides that ship").set_defaults(run=_guides_list)
    guides_check = guides.add_parser("check", help="everything to mend in guide or card files")
    guides_check.add_argument("files", type=Path, nargs="+", metavar="FILE")
    guides_check.set_defaults(run=_guides_check)
    guides.add_parser("schema", help="the JSON Schema of guides").set_defaults(run=_guides_schema)
    schema = verbs.add_parser("schema", help="print the JSON Schema of a file")
    schema.add_argument("of", choices=["note"])
    schema.set_defaults(run=_schema)
    demo = verbs.add_parser("demo", help="print the sample notes' documents")
    demo.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder")
    demo.set_defaults(run=_demo)
    return parser


def _check(chosen: argparse.Namespace) -> int:

    from app.rules.engine import evaluate
    from app.services.note_report import NoteReport
    from app.services.printing import known_of

    opened = _open_note(chosen.note)
    if opened is None:
        return UNREADABLE
    note = opened.reading.note
    zone = opened.reading.moment.tzinfo or dt.UTC
    known = known_of(note, opened.reading.known, zone)
    state = evaluate(opened.guide, note.content.answers, known, note.content.reasons)
    report = NoteReport(opened.guide.guide, state, opened.reading.problems)
    if chosen.json:
        _print_json(report.as_plain())
    else:
        print(report.as_text(), end="")
    if report.problems:
        return UNREADABLE
    return DONE if report.is_complete else NEEDED


def _export(chosen: argparse.Namespace) -> int:
    from app.services.printing import Paper, papers_of

    opened = _open_note(chosen.note)
    if opened is None:
        return UNREADABLE
    for problem in opened.reading.problems:
        _complain(f"{chosen.note}: {problem}")
    if opened.reading.problems:
        return UNREADABLE
    papers = papers_of(opened.reading.note.code)
    if chosen.what != "all":
        wanted = Paper(chosen.what)
        if wanted not in papers:
            _complain(f"There is no {wanted.label.lower()} for {opened.reading.note.code}.")
            return UNREADABLE
        papers = (wanted,)
    for exported in _exports(opened, papers, chosen.to):
        print(exported.path)
    return DONE


def _demo(chosen: argparse.Namespace) -> int:
    from app.paths import resources_folder
    from app.services.printing import papers_of

    for path in sorted((resources_folder() / "samples").glob("D*.json")):
        opened = _open_note(path)
        if opened is None or opened.reading.problems:
            raise ValueError("a sample note that ships is not sound")
        for exported in _exports(opened, papers_of(opened.reading.note.code), chosen.to):
            print(exported.path)
    return DONE


def _guides_list(chosen: argparse.Namespace) -> int:
    del chosen
    from app.domain.reading.dates import show_date

    for code, guide in sorted(_shipped_guides().items()):
        oldest = show_date(min(source.checked for source in guide.sources.values()))
        rules = len(guide.requires)
        print(f"{code}  version {guide.version}  {rules} rules, sources checked since {oldest}")
        print(f"       {guide.title}")
    return DONE


def _guides_check(chosen: argparse.Namespace) -> int:
    from app.guides.file_check import check_file

    guides = _shipped_guides()
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

    _print_json(guide_schema())
    return DONE


def _schema(chosen: argparse.Namespace) -> int:
    del chosen  # `note` is the only choice
    from app.services.note_file import note_schema

    _print_json(note_schema())
    return DONE


def _window(chosen: argparse.Namespace) -> int:
    from app.bootstrap import run_window

    return run_window(chosen.theme)


def _self_test(chosen: argparse.Namespace) -> int:
    del chosen
    from app.bootstrap import self_test

    self_test()
    print("OK")
    return DONE


@dataclass(frozen=True, slots=True)
class _Opened:
    """A note with the guide it is judged by, the payer card's rules included."""

    reading: "NoteReading"
    guide: "CompiledGuide"


def _open_note(path: Path) -> _Opened | None:
    """The note in a file; None, with its problems printed, when it cannot be judged at all."""
    opened, sentences = _read_note(path)
    for sentence in sentences:
        _complain(sentence)
    return opened


def _read_note(path: Path) -> tuple[_Opened | None, list[str]]:

    from app.domain.icd10 import DiagnosisIndex
    from app.paths import resources_folder
    from app.services.note_file_parsing import MOST_BYTES, parse_note_file
    from app.services.note_file_reading import NoteReader

    try:
        with path.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        return None, [f"{path}: cannot be opened ({error.strerror}). Check its name."]
    file, problems = parse_note_file(raw)
    if file is None:
        return None, [f"{path}: {problem}" for problem in problems]
    guides = _shipped_guides()
    if file.code not in guides:
        known = ", ".join(sorted(guides))
        return None, [f"{path}: code: There is no guide for it; there are {known}."]
    card, said = _card(file.card, path, guides)
    if said:
        return None, said
    now = dt.datetime.now(dt.UTC).astimezone()
    index = DiagnosisIndex(resources_folder() / "icd10" / "diagnoses.bin")
    reader = NoteReader(now, lambda: index)
    guide = _compiled(guides[file.code], card)
    return _Opened(reader.read(file, guide, card.card if card else None), guide), []


def _card(
    given: object, note: Path, guides: "Mapping[str, Guide]"
) -> "tuple[LoadedCard | None, list[str]]":
    """The payer card of a note file: a path beside it, or the card itself; or what is wrong."""
    import json

    from app.guides.cards import load_card, read_card

    if given is None:
        return None, []
    if isinstance(given, str):
        card, problems = load_card(note.parent / given, guides)
        return card, [str(problem) for problem in problems]
    card, problems = read_card(json.dumps(given, ensure_ascii=False), str(note), guides)
    return card, [f"{note}: card: {problem.text}" for problem in problems]


def _compiled(guide: "Guide", card: "LoadedCard | None") -> "CompiledGuide":
    from app.rules.compiled import CompiledGuide

    if card is None:
        return CompiledGuide(guide)
    return CompiledGuide(guide, card.requires.get(guide.code, ()), card.sources)


def _shipped_guides() -> "Mapping[str, Guide]":
    from app.guides.catalogue import load_guides
    from app.paths import resources_folder

    guides, problems = load_guides(resources_folder() / "guides")
    for problem in problems:
        _complain(str(problem))
    return guides


def _exports(opened: _Opened, papers: "Iterable[Paper]", folder: Path) -> "Iterator[Exported]":
    """Write the documents; what no font can print is said."""
    from app.paths import fonts_folder
    from app.pdf.renderer import Renderer
    from app.services.exporting import export_papers
    from app.services.printing import Desk, view_note

    reading = opened.reading
    practice = reading.around.practice
    desk = Desk(
        people={member.id: member.name.full for member in reading.around.staff},
        zone=reading.moment.tzinfo or dt.UTC,
        paper=practice.paper if practice else "letter",
    )
    made_at = reading.moment.astimezone(dt.UTC)
    view = view_note(reading.note, opened.guide, reading.known, desk, made_at)
    for exported in export_papers(view, papers, Renderer(fonts_folder()), folder):
        if exported.notice:
            _complain(f"{exported.path}: {exported.notice}")
        yield exported


def _print_json(plain: object) -> None:
    import json

    print(json.dumps(plain, indent=2, ensure_ascii=False))


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


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
