"""Files, functions and classes stay small enough to be read at one sitting.

The aims are 250 lines a file and 40 a function; what is held here are the hard stops. A function
and a class are counted with their docstring and without their decorators.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE_LINES = 400
FUNCTION_LINES = 60
CLASS_LINES = 250

SOURCES = sorted(
    path for folder in ("app", "packaging", "tests") for path in (ROOT / folder).rglob("*.py")
)


def too_long(path: Path) -> Iterator[str]:
    """Names what goes over a stop in one file, as `line: name has n lines of m`."""
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    if lines > FILE_LINES:
        yield f"1: the file has {lines} lines of {FILE_LINES}"
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                stop = FUNCTION_LINES
            case ast.ClassDef():
                stop = CLASS_LINES
            case _:
                continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > stop:
            yield f"{node.lineno}: {node.name} has {lines} lines of {stop}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_longer_than_its_stop(path: Path) -> None:
    assert list(too_long(path)) == []


def test_the_count_sees_a_long_function_class_and_file(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    body = "        pass\n" * 60
    path.write_text("class Chart:\n" + "".join(f"    def m{n}(self):\n{body}" for n in range(7)))
    found = list(too_long(path))
    assert found[:2] == ["1: the file has 428 lines of 400", "1: Chart has 428 lines of 250"]
    assert found[2:] == [f"{2 + 61 * n}: m{n} has 61 lines of 60" for n in range(7)]
