"""What documents and docstrings name is there: paths and modules, as the code stands today."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
READ = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *(APP / "ARCHITECTURE.md", ROOT / "resources" / "README.md"),
    *sorted((APP / "decisions").glob("*.md")),
)

PATH = re.compile(r"`((?:app|packaging|resources|tests)/[^`\s]+)`|\]\(([^)#:]+)\)")
INDEXED = re.compile(r"^- \[(\d{3} .+)\]\((\d{3}-[a-z0-9.-]+\.md)\)$", re.MULTILINE)
SHORT = re.compile(r"`((?!app/)[a-z_0-9/]+\.py)`")
DOTTED = re.compile(r"`(?:app\.)?((?:[a-z_0-9]+\.)+\w+)`")


def _is_there(place: str, folder: Path) -> bool:
    """Whether `folder` has it, a module also without its ending; `<kind>` stands for any name."""
    pattern = re.sub(r"<[^>]*>", "*", place).rstrip("/")
    return any(next(folder.glob(name), None) for name in (pattern, f"{pattern}.py"))


def test_every_path_in_the_documents_is_there() -> None:
    missing = [
        f"{document.relative_to(ROOT)}: {found[0]}"
        for document in READ
        for found in PATH.finditer(document.read_text(encoding="utf-8"))
        if not (_is_there(found[1], ROOT) if found[1] else _is_there(found[2], document.parent))
    ]
    assert missing == []


def test_every_module_in_the_table_of_places_is_there() -> None:
    """A row names a folder once and then modules beside it alone, or by a part of their path."""
    named = set(SHORT.findall((APP / "ARCHITECTURE.md").read_text(encoding="utf-8")))
    modules = [path.as_posix() for path in APP.rglob("*.py")]
    assert len(named) > 40
    assert [
        name for name in sorted(named) if not any(path.endswith(f"/{name}") for path in modules)
    ] == []


def test_the_index_of_decisions_has_each_by_its_title() -> None:
    folder = APP / "decisions"
    index = INDEXED.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(index) == [
        (path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# "), path.name)
        for path in sorted(folder.glob("[0-9]*.md"))
    ]


@cache
def _defined(module: str) -> frozenset[str]:
    """What a module of `app` defines at any depth; nothing where there is no such module."""
    places = (
        APP / f"{module.replace('.', '/')}.py",
        APP / module.replace(".", "/") / "__init__.py",
    )
    return frozenset(
        node.id if isinstance(node, ast.Name) else node.name
        for path in places
        if path.exists()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    )


def _is_known(name: str) -> bool:
    """Whether it is a module or folder, something in one, or something of a class in one."""
    module, _, last = name.rpartition(".")
    outer, _, owner = module.rpartition(".")
    return (
        _is_there(name.replace(".", "/"), APP)
        or last in _defined(module)
        or {owner, last} <= _defined(outer)
    )


def test_every_module_that_code_speaks_of_is_there() -> None:
    tops = {path.stem for path in APP.iterdir()}
    unknown = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in APP.rglob("*.py")
        for name in DOTTED.findall(path.read_text(encoding="utf-8"))
        if name.partition(".")[0] in tops and not _is_known(name)
    ]
    assert unknown == []
