"""Make the compact diagnosis list of `resources/icd10/`; a maintainer runs it at each CMS release.

The codes come from the PyPI package simple-icd-10-cm, which carries the tabular list of CMS (a work
of the US government). The program never imports the package, and the lock does not hold it:

    python -m pip install simple-icd-10-cm==1.5.0
    python packaging/make_icd10_index.py

The same package, words file and zlib give the same bytes. `resources/icd10/words.tsv` adds words
that clinics use (code, tab, words); the codes listed there come first in search results, in the
order of the file.
"""

import json
import re
import sys
import zlib
from array import array
from collections import defaultdict
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import simple_icd_10_cm

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.domain.codes.icd10_tables import (  # noqa: E402 - a script finds the project by its own place
    FORMAT,
    GROUP_MARK,
    TABLES,
    words_of,
)

FOLDER = ROOT / "resources" / "icd10"
PACKAGE = "simple-icd-10-cm"

Group = tuple[tuple[str, str], ...]


def main() -> int:
    """Write the list, or print every problem of the words file and write nothing."""
    titles, endings = tabular_list()
    extra_words, problems = clinic_words((FOLDER / "words.tsv").read_text("utf-8"), titles)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    packed = pack(titles, endings, extra_words)
    (FOLDER / "diagnoses.bin").write_bytes(packed)
    print(f"{len(titles)} stems, {len(packed)} bytes")
    return 0


def tabular_list() -> tuple[dict[str, str], dict[str, Group]]:
    """Read every category and subcategory: stem to title, and stem to its endings."""
    titles: dict[str, str] = {}
    endings: dict[str, Group] = {}
    for code in simple_icd_10_cm.get_all_codes(with_dots=True):
        if simple_icd_10_cm.is_extended_subcategory(code):
            stem = plain(simple_icd_10_cm.get_parent(code))
            text = one_line(simple_icd_10_cm.get_description(code))
            ending = text.removeprefix(f"{titles[stem]}, ")
            endings[stem] = (*endings.get(stem, ()), (code[-1], ending))
        elif re.fullmatch(r"[A-Z][0-9A-Z]{2}(\..+)?", code) and plain(code) not in titles:
            titles[plain(code)] = one_line(simple_icd_10_cm.get_description(code))
    return dict(sorted(titles.items())), endings


def plain(code: str) -> str:
    """Drop the dot of a code."""
    return code.replace(".", "")


def one_line(text: str) -> str:
    """Mend the line breaks and tabs that stand in a few titles."""
    return " ".join(text.split())


def clinic_words(text: str, titles: dict[str, str]) -> tuple[dict[str, list[str]], list[str]]:
    """Read the words file: stem to its extra words in file order, and the problems found."""
    found: dict[str, list[str]] = {}
    problems = []
    heads = {stem for stem, after in pairwise(sorted(titles)) if after.startswith(stem)}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        code, _, words = line.partition("\t")
        stem = plain(code)
        if stem not in titles or stem in heads:
            problems.append(f"words.tsv:{number}: {code} is not a billable code or injury stem")
        elif stem in found:
            problems.append(f"words.tsv:{number}: {code} is listed twice; join its words")
        elif not words_of(words):
            problems.append(f"words.tsv:{number}: type a tab and words behind {code}")
        else:
            found[stem] = words_of(words)
    return found, problems


def pack(
    titles: dict[str, str], endings: dict[str, Group], extra_words: dict[str, list[str]]
) -> bytes:
    """Lay out the tables that `app.domain.codes.icd10_tables` unpacks."""
    stems = list(titles)
    groups: list[Group] = [(), *sorted(set(endings.values()))]
    group_of = bytes(groups.index(endings.get(stem, ())) for stem in stems)
    order = ranked(titles, list(extra_words))
    ranks: dict[str, list[int]] = defaultdict(list)
    for rank, position in enumerate(order):
        stem = stems[position]
        for word in {*words_of(titles[stem]), *extra_words.get(stem, ())}:
            ranks[word].append(rank)
        if group_of[position]:
            ranks[f"{GROUP_MARK}{group_of[position]:02}"].append(rank)
    words = sorted(ranks)
    steps = [after - before for word in words for before, after in pairwise([0, *ranks[word]])]
    return packed_file(
        {
            "stems": "\n".join(stems).encode(),
            "titles": "\n".join(titles.values()).encode(),
            "group_of": group_of,
            "groups": json.dumps(groups).encode(),
            "position_at": numbers(order),
            "words": "\n".join(words).encode(),
            "counts": numbers([len(ranks[word]) for word in words]),
            "gaps": numbers(steps),
        }
    )


def ranked(titles: dict[str, str], first: list[str]) -> list[int]:
    """Order the stems as results are shown: the listed, then short titles, heads of groups last."""
    stems = list(titles)
    listed = {stem: place for place, stem in enumerate(first)}

    def key(position: int) -> tuple[bool, int, int, int]:
        stem = stems[position]
        is_head = position + 1 < len(stems) and stems[position + 1].startswith(stem)
        return is_head, listed.get(stem, len(listed)), len(words_of(titles[stem])), position

    return sorted(range(len(stems)), key=key)


def numbers(values: list[int]) -> bytes:
    """Store 16-bit numbers, low byte first; raises OverflowError beyond 65,535."""
    stored = array("H", values)
    if sys.byteorder == "big":
        stored.byteswap()
    return stored.tobytes()


def packed_file(parts: dict[str, bytes]) -> bytes:
    """Write the head line and the packed tables."""
    packed = {name: zlib.compress(parts[name], 9) for name in TABLES}
    effective = release_date()
    head = {
        "list": "ICD-10-CM",
        "format": FORMAT,
        "release": f"{effective['month']} {effective['year']}",
        "effective": f"{effective['month']} {effective['day']}, {effective['year']}",
        "source": f"CMS tabular list in {PACKAGE} {metadata.version(PACKAGE)}",
        "packed": {name: len(part) for name, part in packed.items()},
    }
    return json.dumps(head).encode() + b"\n" + b"".join(packed.values())


def release_date() -> dict[str, str]:
    """Take the release from the name of the file that the package carries."""
    for file in metadata.files(PACKAGE) or ():
        if match := re.fullmatch(
            r"icd10c-tabular-(?P<month>[A-Z][a-z]+)-(?P<day>\d+)-(?P<year>\d{4})\.xml", file.name
        ):
            return match.groupdict()
    raise SystemExit(
        f"{PACKAGE} carries no dated tabular list: read its notes and mend this script."
    )


if __name__ == "__main__":
    raise SystemExit(main())
