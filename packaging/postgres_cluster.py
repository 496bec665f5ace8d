"""A PostgreSQL server of one's own on loopback, gone when the block ends; CI and tests use it.

    python3 packaging/postgres_cluster.py [--keep FOLDER] COMMAND ...

runs a command with the server's address in CHARTPROOF_TEST_POSTGRES, and stops the server whatever
became of the command. Nothing in it outlives the command, so it does not wait for the disk. With
`--keep` it does, and its files stay in a folder for the next run: benchmarks take long to fill it.

PostgreSQL refuses to run as root: there it runs as the user `postgres` of Debian's package.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ADDRESS = "CHARTPROOF_TEST_POSTGRES"
OWNER = "postgres"
_DEBIAN = Path("/usr/lib/postgresql")
_LASTING = {"fsync": "on", "full_page_writes": "on"}


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A server: its programs, its own folder, its port and the password of its superuser.

    `settings` are given to it whenever it starts.
    """

    programs: Path
    folder: Path
    port: int
    password: str
    settings: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where its superuser connects to."""
        return f"postgresql://{OWNER}:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def data(self) -> Path:
        """Where it keeps its databases and settings."""
        return self.folder / "data"

    def make(self) -> None:
        """Make its files."""
        secret = self.folder / "password"
        secret.write_text(self.password, "ascii")
        _give_away(self.folder)
        _give_away(secret)
        self._run(
            "initdb",
            *("--pgdata", str(self.data), "--username", OWNER, "--pwfile", str(secret)),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync"),
        )

    def start(self) -> None:
        """Let it run until `stop`; returns when it takes connections."""
        wanted = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "fsync": "off",
            "full_page_writes": "off",
            "autovacuum": "off",
            "max_connections": "200",
            **self.settings,
        }
        options = " ".join(f"-c {name}={value}" for name, value in wanted.items())
        where = ("-D", str(self.data), "-l", str(self.folder / "log"))
        self._run("pg_ctl", "start", "-w", *where, "-o", f"-p {self.port} {options}")

    def stop(self, mode: str = "fast") -> None:
        """End it: "fast" breaks connections off, "immediate" is a crash."""
        self._run("pg_ctl", "stop", "-w", "-D", str(self.data), "-m", mode)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        user = OWNER if _is_root() else None
        groups: list[str] | None = [] if _is_root() else None
        subprocess.run(
            command,
            check=True,
            cwd=self.folder,
            user=user,
            group=user,
            extra_groups=groups,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def running(
    settings: Mapping[str, str] | None = None, kept: Path | None = None
) -> Iterator[Cluster]:
    """A server, stopped at the end. Raises FileNotFoundError without PostgreSQL.

    It is a new one and removed at the end, unless a folder is named that it is `kept` in.
    """
    found = programs()
    if found is None:
        raise FileNotFoundError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = kept or Path(tempfile.mkdtemp(prefix="chartproof-server-"))
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {**(_LASTING if kept else {}), **(settings or {})}
    cluster = Cluster(found, folder, _free_port(), _password(folder), wanted)
    try:
        if not cluster.data.exists():
            cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("fast" if kept else "immediate")
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def _password(folder: Path) -> str:
    """The one of a server that was kept, else a new one."""
    try:
        return (folder / "password").read_text("ascii")
    except FileNotFoundError:
        return secrets.token_hex(16)


def _give_away(path: Path) -> None:
    if _is_root():
        shutil.chown(path, OWNER, OWNER)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(command: Sequence[str]) -> int:
    """Run a command beside a server; returns its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    kept = None
    if command[:1] == ["--keep"]:
        kept, command = Path(command[1]).absolute(), command[2:]
    with running(kept=kept) as cluster:
        environ = {**os.environ, ADDRESS: cluster.address}
        return subprocess.run(list(command), env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
