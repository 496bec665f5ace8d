"""On Windows a lock takes the rights of its folder: one that was left there locks nobody out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Only a mode that gives nobody else anything makes filelock write rights of its own there.
PROGRAM = """
import os, sys
from pathlib import Path
import cryptography, filelock, sqlalchemy  # for the system they are on
os.umask(0)
sys.platform = "win32"
from app.storage.folder import EmbeddedFolder
from tests.storage.backing import shelf_in
from tests.storage.conftest import KEY

practice, share = map(Path, sys.argv[1:])
EmbeddedFolder(practice).open(KEY).close()
shelf = shelf_in(share)
with shelf.alone():
    for lock in (practice / "practice.lock", shelf.folder / ".lock"):
        print(oct(lock.stat().st_mode & 0o777))
"""


@pytest.mark.skipif(os.name != "posix", reason="modes show what Windows would be asked for")
def test_a_lock_that_was_left_shuts_no_colleague_out(practice_folder: Path, tmp_path: Path) -> None:
    (practice_folder / "practice.lock").unlink()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, practice_folder, tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["0o666", "0o666"], done.stderr
