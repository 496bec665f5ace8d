"""YAML as guides may use it: trees with lines; everything else refused in a sentence."""

import datetime as dt
from pathlib import Path

import pytest

from app.guides.files import MOST_BYTES, read_file, read_tree


def test_words_are_yaml_1_2_and_lines_are_those_of_the_names() -> None:
    tree, problems = read_tree(
        "a: yes\nb:\n  - 14:30\n  - 007\n  - 12\nc: true\nd: 2026-11-22\ne:\nf: 1.5\n", "f.yaml"
    )
    assert problems == ()
    assert tree is not None
    assert tree.plain() == {
        "a": "yes",
        "b": ["14:30", "007", 12],
        "c": True,
        "d": dt.date(2026, 11, 22),
        "e": None,
        "f": 1.5,
    }
    assert tree.resolve(("b", 1))[1].line == 4
    assert tree.resolve(("b", "tag of a union", 2))[0] == ("b", 2)


def test_a_block_may_be_repeated() -> None:
    tree, problems = read_tree("a: &x {k: [1]}\nb: *x\n", "f.yaml")
    assert problems == ()
    assert tree is not None
    assert tree.plain() == {"a": {"k": [1]}, "b": {"k": [1]}}


def test_a_name_given_twice_is_reported_and_the_rest_is_kept() -> None:
    tree, problems = read_tree("a: 1\nb: 2\na: 3\n", "f.yaml")
    assert [str(p) for p in problems] == [
        "f.yaml:3: “a” is given twice, first on line 1: keep one."
    ]
    assert tree is not None
    assert tree.plain() == {"a": 1, "b": 2}


BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
)
WELL = "a0: &a0 " + "[" * 20 + "]" * 20 + "\n" + "a1: " + "[" * 20 + "*a0" + "]" * 20


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 'open", 2, "never closed"),
        ("a: 1\n\tb: 2", 2, "never tabs"),
        ("a: what: this", 1, "in quotes"),
        ("a: !!python/object/apply:os.getcwd []", 1, "tags are not read"),
        ("a: 1\n---\nb: 2", 2, "One file holds one guide"),
        ("a: 1\nb: *gone", 2, "repeats nothing"),
        ("a: &a [*a]", 1, "repeats nothing"),
        ("[" * 5000, 1, "nested too deep"),
        (WELL, 2, "nested too deep"),
        (BOMB, 6, "far too much"),
        ("a: 1\nb: \x07", 2, "character"),
    ],
)
def test_what_is_refused_whole(text: str, line: int, words: str) -> None:
    tree, problems = read_tree(text, "f.yaml")
    assert tree is None
    assert [(problem.line, words in problem.text) for problem in problems] == [(line, True)]


def test_a_name_that_is_no_word_is_reported() -> None:
    _, problems = read_tree("? [a]\n: 1\n", "f.yaml")
    assert "plain word" in str(problems[0])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * (MOST_BYTES + 1), "larger than 1 MB"),
        (b"a: 1\nb: \xff", ":2: Save the file as UTF-8"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "guide.yaml"
    path.write_bytes(content)
    text, problems = read_file(path)
    assert text is None
    assert words in str(problems[0])


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "guide.yaml"
    path.write_bytes("\ufeffcode: D9311".encode())
    assert read_file(path) == ("code: D9311", ())


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "cannot be opened" in str(read_file(tmp_path)[1][0])
