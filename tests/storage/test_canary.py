"""A canary name typed everywhere appears in no file and no error text the program leaves behind."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.storage.canary_session import CANARY

ROOT = Path(__file__).resolve().parents[2]
RECOVERY_GROUP = re.compile(rb"[0-9AC-HJKMNP-TV-Z]{5}([- ]?[0-9AC-HJKMNP-TV-Z]{5}){8}")


def spellings(word: str) -> list[bytes]:
    """A word as it might lie in a file, in lower case."""
    return [word.lower().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]


def test_a_canary_name_is_found_nowhere(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    temporary.mkdir()
    places = {"CHARTPROOF_HOME": home, "HOME": tmp_path, "TMPDIR": temporary, "TEMP": temporary}
    places |= {"SQLITE_TMPDIR": temporary, "PYTHONPATH": ROOT}
    session = subprocess.run(
        [sys.executable, "-X", "dev", "-m", "tests.storage.canary_session"],
        cwd=tmp_path,
        env={**os.environ, **{name: str(place) for name, place in places.items()}},
        capture_output=True,
        text=True,
        check=False,
    )
    assert session.returncode == 0, session.stderr
    assert "practice.db-wal" in session.stdout
    assert session.stdout.count("failed: ") == 7
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    names = {file.relative_to(tmp_path).as_posix() for file in written}
    assert {"home/practice.keys", "home/settings.toml", "home/logs/chartproof.log"} <= names
    assert not any(file.is_relative_to(temporary) for file in written)
    contents = {str(file): file.read_bytes() for file in written}
    contents |= {"output": session.stdout.encode(), "errors": session.stderr.encode()}
    for name, content in contents.items():
        assert CANARY.lower() not in name.lower()
        for spelling in spellings(CANARY):
            assert spelling not in content.lower(), name
        assert not RECOVERY_GROUP.search(content), name


def test_the_search_would_find_it(tmp_path: Path) -> None:
    file = tmp_path / "leak"
    for code in ("utf-8", "utf-16-le"):
        file.write_bytes(f"… {CANARY.upper()} …".encode(code))
        assert any(spelling in file.read_bytes().lower() for spelling in spellings(CANARY))
    assert RECOVERY_GROUP.search(b"JS9MH-FCZFE-EVTYY-ERHF4-X3RC7-7VJGW-07CMZ-KC9VF-ZAP16")
