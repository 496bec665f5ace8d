"""Rows and files of an import, for its tests."""

import datetime as dt
from collections.abc import Mapping

from app.domain.incoming import Columns, ImportKind, Incoming, Value
from app.interchange.csv_file import open_csv, read_csv
from app.services.ports.store import Store
from app.services.records.importing.verdict import Verdict
from app.services.records.importing.work import Checked, Choices, Imported, Importing, Source
from tests.sample_trail import TRAIL

TODAY = dt.date(2026, 11, 22)


def row(line: int = 2, /, **values: Value) -> Incoming:
    """A row as it was read."""
    return Incoming(line, values)


def source(kind: ImportKind, text: str, columns: Columns | None = None) -> Source:
    """A file with its columns guessed."""
    file, problems = read_csv(text.encode())
    assert file, problems
    return Source(file, kind, columns or file.guess(kind))


def importing(store: Store) -> Importing:
    """The import into a store."""
    return Importing(store, TRAIL, open_csv, lambda: TODAY)


def check(store: Store, asked: Source) -> Checked:
    """What the import would do."""
    return importing(store).check(asked, lambda _: None, lambda: False)


def run(store: Store, asked: Source, choices: Choices | None = None) -> Imported:
    """Take everything in."""
    return importing(store).run(asked, choices or Choices(), lambda _: None, lambda: False)


def changes(verdict: Verdict) -> Mapping[str, tuple[str, str]]:
    """What would change, by label."""
    return {each.label: (each.old, each.new) for each in verdict.changes}
