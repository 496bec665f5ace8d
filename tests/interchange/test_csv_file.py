"""CSV files as practice systems and people make them: headings, rows, and every fault in words."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.incoming import FIELDS, ImportKind, Incoming, RowProblem
from app.interchange import csv_file
from app.interchange.csv_file import CsvFile, open_csv, read_csv
from tests.named_pipe import named_pipe

TODAY = dt.date(2026, 11, 22)
PATIENTS = ImportKind.PATIENTS


def read(text: str, codec: str = "utf-8") -> CsvFile:
    file, problems = read_csv(text.encode(codec))
    assert file, problems
    return file


def rows(text: str) -> list[Incoming | RowProblem]:
    file = read(text)
    return list(file.rows(PATIENTS, file.guess(PATIENTS), TODAY))


def names(text: str) -> list[tuple[int, str]]:
    return [(row.line, row.text("given")) for row in rows(text) if isinstance(row, Incoming)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_columns_is_found(sign: str) -> None:
    text = sign.join(("First", "Last", "Notes")) + "\n" + sign.join(("Marisol", "Testwell", "a, b"))
    file = read(text)
    assert file.headings == ("First", "Last", "Notes")
    assert file.delimiter == sign


def test_a_line_that_names_the_sign_is_believed_and_is_no_heading() -> None:
    file = read("sep=;\nFirst;Last, maiden\nMarisol;Testwell\n")
    assert file.headings == ("First", "Last, maiden")
    assert names("sep=;\nFirst;Last\nMarisol;Testwell\n") == [(3, "Marisol")]


def test_a_cell_may_hold_lines_and_the_next_row_keeps_its_number() -> None:
    text = 'First,Last,Address\nMarisol,Testwell,"1 Example\r\nStreet"\nTheo,Testwell,\n'
    found = rows(text)
    assert found[0] == Incoming(
        2, {"given": "Marisol", "family": "Testwell", "street": "1 Example Street"}
    )
    assert found[1].line == 4


def test_headings_that_are_the_same_or_missing_are_told_apart() -> None:
    assert read("Phone,Phone,,PHONE\n1,2,3,4\n").headings == (
        "Phone",
        "Phone (2)",
        "Column 3",
        "PHONE (3)",
    )


def test_formulas_are_text() -> None:
    found = rows('First,Last\n=1+1,"@SUM(A1)"\n+A,-B\n')
    assert found == [
        Incoming(2, {"given": "=1+1", "family": "@SUM(A1)"}),
        Incoming(3, {"given": "+A", "family": "-B"}),
    ]


def test_ragged_rows_are_refused_and_the_others_read() -> None:
    found = rows("First,Last,Phone\nA,B,\nC\nD,E,,\nF,G,,extra\n")
    assert [(type(row), row.line) for row in found] == [
        (Incoming, 2),
        (RowProblem, 3),
        (Incoming, 4),
        (RowProblem, 5),
    ]


def test_a_quotation_nobody_closed_costs_its_own_row_only() -> None:
    text = 'First,Last\nMarisol,Testwell\nTheo,"Testwell\nRosa,Testwell\nNia,Testwell\n'
    assert names(text) == [(2, "Marisol"), (4, "Rosa"), (5, "Nia")]
    assert [row.line for row in rows(text) if isinstance(row, RowProblem)] == [3]


def test_a_quotation_mark_inside_a_value_costs_its_own_row_only() -> None:
    assert names('First,Last\n"M"arisol,Testwell\nTheo,Testwell\n') == [(3, "Theo")]


def test_a_file_of_broken_quotations_is_given_up() -> None:
    found = rows("First,Last\n" + '"x"y,z\n' * 3000)
    assert len(found) == 1000
    last = found[-1]
    assert isinstance(last, RowProblem)
    assert "the rest of the file was not read" in last.say


def test_a_row_with_nul_is_refused() -> None:
    found = rows("First,Last\nMari\x00sol,Testwell\nTheo,Testwell\n")
    assert [type(row) for row in found] == [RowProblem, Incoming]


def test_a_huge_cell_is_refused_and_the_next_row_read() -> None:
    text = f"First,Last\n{'x' * 200_000},Testwell\nTheo,Testwell\n"
    found = rows(text)
    assert [(type(row), row.line) for row in found] == [(RowProblem, 2), (Incoming, 3)]


def test_no_sentence_quotes_a_cell() -> None:
    found = rows("First,Last,DOB\nMarisol,Testwell,SECRET\n" + "Theo,Hidden\n")
    said = " ".join(row.say for row in found if isinstance(row, RowProblem))
    assert said
    assert not any(word in said for word in ("SECRET", "Hidden", "Marisol"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", csv_file.EMPTY),
        (b" \r\n\n", csv_file.EMPTY),
        (b"just words\nand more\n", csv_file.ONE_COLUMN),
        (b"First,Last\n", csv_file.NO_ROWS),
        (b"First,Last\n,\n,\n", csv_file.NO_ROWS),
    ],
)
def test_what_is_no_list_is_refused_in_words(content: bytes, said: str) -> None:
    assert read_csv(content) == (None, (said,))


def test_only_plain_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_csv(tmp_path) == (None, (csv_file.NO_FILE,))
    assert open_csv(tmp_path / "nowhere.csv") == (None, (csv_file.UNREADABLE,))
    assert open_csv(Path("nul\x00.csv")) == (None, (csv_file.UNREADABLE,))
    monkeypatch.setattr(csv_file, "MOST_BYTES", 10)
    (tmp_path / "large.csv").write_bytes(b"First,Last\nMarisol,Testwell\n")
    assert open_csv(tmp_path / "large.csv") == (None, (csv_file.TOO_LARGE,))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    assert open_csv(named_pipe(tmp_path / "pipe.csv")) == (None, (csv_file.NO_FILE,))


def test_the_file_may_go_once_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"First,Last\nMarisol,Testwell\n")
    file, _ = open_csv(path)
    path.unlink()
    assert file
    assert len(list(file.rows(PATIENTS, {"given": 0}, TODAY))) == 1


def test_files_with_the_same_headings_share_a_digest_that_hides_them() -> None:
    one, other = read("First,Last\nA,B\n"), read("first;last\nC;D\n")
    assert one.digest == other.digest
    assert "irst" not in one.digest
    assert read("Last,First\nA,B\n").digest != one.digest


@given(st.binary(max_size=400), st.sampled_from(ImportKind))
def test_any_bytes_end_in_rows_or_sentences(content: bytes, kind: ImportKind) -> None:
    file, problems = read_csv(content)
    assert (file is None) == bool(problems)
    if file is not None:
        for row in file.rows(kind, file.guess(kind), TODAY):
            assert row.line > 1 or isinstance(row, RowProblem)


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=1, max_size=6))
def test_rows_of_any_cells_end_in_values_or_sentences(cells: list[list[str]]) -> None:
    def quoted(row: list[str]) -> str:
        return ",".join('"' + cell.replace('"', '""') + '"' for cell in row)

    text = "\n".join(["First,Last,Birthdate,Phone", *map(quoted, cells)])
    file, _ = read_csv(text.encode())
    if file is None:
        return
    columns = dict(zip(("given", "family", "birth_date", "phone"), range(4), strict=True))
    for row in file.rows(PATIENTS, columns, TODAY):
        if isinstance(row, Incoming):
            assert all(value for value in row.values.values())
            assert "\n" not in row.text("given") + row.text("family") + row.text("phone")


@pytest.mark.parametrize("kind", ImportKind)
def test_the_labels_of_the_screen_are_understood_as_headings(kind: ImportKind) -> None:
    labels = [field.label.replace("’", "") for field in FIELDS[kind]]
    file = read(",".join(labels) + "\n" + ",".join("x" for _ in labels))
    wanted = {field.name: at for at, field in enumerate(FIELDS[kind])}
    wanted.pop("full_name", None)  # stands in for first and last name, which are there
    assert file.guess(kind) == wanted
