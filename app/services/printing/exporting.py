"""Writes the documents of a note as PDF files into a folder; the command line exports with it.

File names are made of code, attachment control number and kind of document: nothing about the
patient. A file that is there already with other content is never replaced.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.documents.notes.note_view import NoteView
from app.files import disk_failures, make_private_folder, usable_name, write_whole
from app.services.printing.printing import Paper, Printer, print_paper, unprintable_words


@dataclass(frozen=True, slots=True)
class Exported:
    """One file written; `notice` is a sentence about characters no font has, or empty."""

    paper: Paper
    path: Path
    pages: int
    notice: str


def export_papers(
    view: NoteView, papers: Iterable[Paper], printer: Printer, folder: Path
) -> Iterator[Exported]:
    """Write each document whole or not at all. The folder is made if need be.

    Raises DiskFull, ReadOnlyFolder, or OSError when the folder's name is taken by a file.
    """
    make_private_folder(folder)
    for paper in papers:
        printed = print_paper(paper, view, printer)
        path = _place(folder, _stem(view, paper), printed.data)
        yield Exported(paper, path, printed.pages, unprintable_words(printed.unprintable))


def _stem(view: NoteView, paper: Paper) -> str:
    parts = (view.note.code, view.note.control_number, paper.value)
    return usable_name("-".join(part for part in parts if part))


def _place(folder: Path, stem: str, data: bytes) -> Path:
    """Write to the first name that is free or holds the same bytes already."""
    number, path = 1, folder / f"{stem}.pdf"
    with disk_failures():
        while path.exists() and not (path.is_file() and path.read_bytes() == data):
            number += 1
            path = folder / f"{stem}-{number}.pdf"
        if not path.exists():
            write_whole(path, data)
    return path
