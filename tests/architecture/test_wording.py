"""What people read has typographic apostrophes, as in “the payer’s answer”."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
STRAIGHT = re.compile(r"(?<=[A-Za-z])'(?=[a-z])|(?<=s)'(?= [a-z])")

APART = (
    "app/verbs",  # terminals; their tables of characters may lack it
    "app/cli.py",
    "app/documents",  # signed pages are made anew and compared byte for byte
    "app/pdf",
    "app/evidence",
    "app/domain/audit.py",  # deeds stand in the trail by their words
    "app/interchange",  # formats of others
    "app/storage/server/pairing.py",  # for whoever calls it
)


def _said(path: Path) -> Iterator[str]:
    """The strings of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(first.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        for first in node.body  # a sentence below a name is its docstring too
        if isinstance(first, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_apostrophes_on_screens_are_typographic() -> None:
    straight = [
        f"{name}: {text}"
        for path in sorted((ROOT / "app").rglob("*.py"))
        if not (name := path.relative_to(ROOT).as_posix()).startswith(APART)
        for text in _said(path)
        if STRAIGHT.search(text)
    ]
    assert straight == []


def test_reasons_of_payers_are_told_with_typographic_apostrophes() -> None:
    files = sorted((ROOT / "resources" / "reasons").glob("*.yaml"))
    assert files
    straight = [path.name for path in files if STRAIGHT.search(path.read_text(encoding="utf-8"))]
    assert straight == []
