"""Every guide of a folder; bootstrap and the command line load the shipped guides with it."""

from collections.abc import Mapping
from pathlib import Path

from app.domain.guides.guide import Guide
from app.guides.loader import load_guide
from app.guides.problem import Problem


def load_guides(folder: Path) -> tuple[Mapping[str, Guide], tuple[Problem, ...]]:
    """The guides of a folder's `.yaml` files by their code, and every problem of all files.

    A file with problems gives no guide; of two guides for one code the first by file name stays.
    """
    guides: dict[str, Guide] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        guide, found = load_guide(path)
        problems += found
        if guide is None:
            continue
        if guide.code in guides:
            text = f"There is another guide for {guide.code} in this folder: keep one of them."
            problems.append(Problem(str(path), 0, text))
        else:
            guides[guide.code] = guide
    return guides, tuple(problems)
