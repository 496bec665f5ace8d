"""Runs every benchmark and prints one table; `bootstrap.py bench` calls it, names pick some.

Figures are medians of one run on this machine; ratios are taken in turn within the run. Nothing
here passes or fails: machines differ.
"""

import argparse
import importlib
import os

PARTS = (
    "bench_draft",
    "bench_note",
    "bench_form",
    "bench_pdf",
    "bench_pack",
    "bench_documents",
    "bench_pack_window",
    "bench_backup",
    "bench_window",
    "bench_remit",
    "bench_worklist",
    "bench_reports",
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS, metavar="PART", help=", ".join(PARTS))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for part in parser.parse_args().parts:
        print(f"\n{part}")
        for measured in importlib.import_module(part).measure():
            print(measured.line(), flush=True)


if __name__ == "__main__":
    main()
