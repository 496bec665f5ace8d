"""A server beside a command: it is there for it, and gone after it, pass or fail."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import postgres_cluster

SCRIPT = Path(postgres_cluster.__file__)
SAY_AND_FAIL = f"import os; print(os.environ['{postgres_cluster.ADDRESS}']); raise SystemExit(7)"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others get into, away from pytest's own: the server runs as somebody else."""
    with tempfile.TemporaryDirectory(prefix="chartproof-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(postgres_cluster.programs() is None, reason="PostgreSQL is not installed")
def test_a_command_has_a_server_and_its_exit_code_and_nothing_is_left(open_folder: Path) -> None:
    environ = {**os.environ, "TMPDIR": str(open_folder)}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), sys.executable, "-c", SAY_AND_FAIL],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 7
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(done.stdout.strip())
    assert list(open_folder.iterdir()) == []


@pytest.mark.skipif(postgres_cluster.programs() is None, reason="PostgreSQL is not installed")
def test_a_server_that_is_kept_has_at_the_next_run_what_it_had(open_folder: Path) -> None:
    kept = open_folder / "kept"
    with postgres_cluster.running(kept=kept) as first, psycopg.connect(first.address) as connection:
        connection.execute("CREATE TABLE sample (number integer)")
    with postgres_cluster.running(kept=kept) as again, psycopg.connect(again.address) as connection:
        assert connection.execute("SELECT count(*) FROM sample").fetchone() == (0,)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
