"""Putting a restored database in the place of a practice's; `folder` calls it, holding the lock.

A rename gives the new database a name that says so, `practice.restored-<moment>`: from then on the
switch will happen. Each later step is a rename too, and each may have been done already: whoever
takes the practice's lock next, after a kill in between, goes on where it stopped. The old database
is kept beside with its log and a copy of the key file, so that it can be opened again. The key file
stays: both databases have the same key, and the passphrase is today's.
"""

import datetime as dt
from pathlib import Path

from app.files import disk_failures, make_private_folder, rename_whole, write_whole

DATABASE, KEYS = "practice.db", "practice.keys"
_MARK = "practice.restored-"
_MOMENT = "%Y-%m-%d_%H%M%S"


def switch(home: Path, fresh: Path, at: dt.datetime) -> Path:
    """Let a closed database of the same disk take the place of the practice in a folder.

    Returns the folder in which the old one is kept. Raises DiskFull, ReadOnlyFolder; whatever is
    left then is finished by `finish_switch`.
    """
    moment = at.strftime(_MOMENT)
    rename_whole(fresh, home / f"{_MARK}{moment}")
    finish_switch(home)
    return _kept_in(home, moment)


def is_cut_off(home: Path) -> bool:
    """Whether a switch was begun in a folder and not finished."""
    return any(home.glob(f"{_MARK}*"))


def finish_switch(home: Path) -> None:
    """Finish what was begun, if anything was. Raises DiskFull, ReadOnlyFolder."""
    for fresh in sorted(home.glob(f"{_MARK}*")):
        kept = _kept_in(home, fresh.name.removeprefix(_MARK))
        make_private_folder(kept)
        if not (kept / KEYS).exists():
            with disk_failures():
                keys = (home / KEYS).read_bytes()
            write_whole(kept / KEYS, keys)
        for ending in ("-wal", "-shm", ""):  # the log first: a database never stands without it
            old = home / f"{DATABASE}{ending}"
            if old.exists():
                rename_whole(old, kept / old.name)
        rename_whole(fresh, home / DATABASE)


def _kept_in(home: Path, moment: str) -> Path:
    return home / f"practice before {moment}"
