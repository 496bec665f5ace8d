"""Verbs about guide, payer card and channel files: `guides …`; `app.cli` adds them."""

import argparse
from pathlib import Path

from app.verbs.console import DONE, NEEDED, Verbs, print_json
from app.verbs.opened_note import shipped_guides


def add_to(verbs: Verbs) -> None:
    """Declare the verbs and what does them."""
    guides = verbs.add_parser("guides", help="list or check guide files").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    guides.add_parser("list", help="the guides that ship").set_defaults(run=_guides_list)
    check = guides.add_parser("check", help="everything to mend in guide, card or channel files")
    check.add_argument("files", type=Path, nargs="+", metavar="FILE")
    check.set_defaults(run=_guides_check)
    guides.add_parser("schema", help="the JSON Schema of guides").set_defaults(run=_guides_schema)


def _guides_list(chosen: argparse.Namespace) -> int:
    del chosen
    from app.domain.reading.dates import show_date

    for code, guide in sorted(shipped_guides().items()):
        oldest = show_date(min(source.checked for source in guide.sources.values()))
        rules = len(guide.requires)
        print(f"{code}  version {guide.version}  {rules} rules, sources checked since {oldest}")
        print(f"       {guide.title}")
    return DONE


def _guides_check(chosen: argparse.Namespace) -> int:
    from app.guides.file_check import check_file

    guides = shipped_guides()
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

    print_json(guide_schema())
    return DONE
