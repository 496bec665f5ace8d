"""Composes one pack and prints the peak memory of this process and its child, in MiB, as JSON.

bench_pack.py runs it in a process of its own. Arguments: the file to enclose, its pages.
"""

import json
import resource
import sys
from pathlib import Path

from app.evidence.table import SafeLightTable
from bench_pack import order_of


def main(path: Path, count: int) -> None:
    """Compose, then look at the system's own books."""
    table = SafeLightTable()
    table.compose(order_of(path.read_bytes(), count))
    table.close()
    peaks = {
        name: resource.getrusage(who).ru_maxrss / 1024
        for name, who in (("own", resource.RUSAGE_SELF), ("child", resource.RUSAGE_CHILDREN))
    }
    print(json.dumps(peaks))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
