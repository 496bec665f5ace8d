"""Makes and repairs the checkout's own `.venv` from a hash-pinned lock; called by `verbs.py`.

One rule holds it together: the stamp is removed before anything is installed and written after
everything is. So a stamp always speaks of a whole environment, an interrupted install has none
and is made anew, and a second start only compares hashes.
"""

import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from pip_words import explain, progress


class Level(StrEnum):
    """What an environment can do: only run the program, or also test and check it."""

    RUN = "run"
    DEV = "dev"


class SetupError(Exception):
    """The environment cannot be made; the message is one sentence and what to do next."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The places that belong to the environment of one checkout."""

    root: Path

    @property
    def folder(self) -> Path:
        """The virtual environment itself."""
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        """The file that exists only while the environment is whole."""
        return self.folder / "chartproof-stamp"

    @property
    def log(self) -> Path:
        """Everything pip said, for the one who must find out why it failed."""
        return self.folder / "install.log"

    @property
    def busy(self) -> Path:
        """The file a start holds locked while it installs; outside, for .venv may be remade."""
        return self.root / ".venv.lock"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.program("python")

    def program(self, name: str) -> Path:
        """A console program that a package has installed into the environment."""
        if os.name == "nt":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    def lock(self, level: Level) -> Path:
        """The list of exact packages with their hashes; the one for DEV holds the one for RUN."""
        suffix = "" if level is Level.RUN else f"-{level}"
        return self.root / "packaging" / f"requirements{suffix}.lock"


def home(environment: Environment) -> str:
    """Names the interpreter and the place: when either changes, scripts in .venv break."""
    return f"{platform.python_implementation()} {platform.python_version()} {environment.root}"


def fingerprint(environment: Environment, level: Level) -> str:
    """Hashes what decides the environment's content: the lock and the project file."""
    digest = hashlib.sha256()
    for path in (environment.lock(level), environment.root / "pyproject.toml"):
        content = path.read_bytes()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def read_stamp(environment: Environment) -> dict[str, str]:
    """Reads the stamp's `key value` lines; empty when there is no whole environment."""
    try:
        text = environment.stamp.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return {key: value for key, _, value in (line.partition(" ") for line in text.splitlines())}


def write_stamp(environment: Environment, level: Level) -> None:
    """Declares the environment whole; written beside and renamed, so never half."""
    levels = (Level.RUN,) if level is Level.RUN else (Level.RUN, Level.DEV)
    lines = [f"home {home(environment)}"]
    lines += [f"{each} {fingerprint(environment, each)}" for each in levels]
    fresh = environment.stamp.with_suffix(".new")
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(environment.stamp)


def is_ready(environment: Environment, level: Level) -> bool:
    """Tells, from file hashes alone, whether nothing has to be installed."""
    stamp = read_stamp(environment)
    return (
        stamp.get("home") == home(environment)
        and stamp.get(level) == fingerprint(environment, level)
        and environment.python.exists()
    )


def prepare(environment: Environment, level: Level) -> None:
    """Makes the environment ready, doing nothing when it is.

    Raises SetupError when it cannot be made.
    """
    if is_ready(environment, level):
        return
    missing = missing_component()
    if missing:
        raise SetupError(missing)
    try:
        with alone(environment.busy):
            if not is_ready(environment, level):  # the start we waited for may have done it
                build(environment, level)
    except OSError as problem:
        raise SetupError(
            f"{problem.filename or environment.folder} cannot be written ({problem.strerror}). "
            "Close every running Chartproof, check the free space and that this folder is "
            "yours, then start again."
        ) from problem


def missing_component() -> str:
    """Says which part of Python the system left out and how to get it; empty when whole."""
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return ""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return (
        "This Python comes without the component that makes environments (venv, ensurepip). "
        f"Install it (Debian, Ubuntu: sudo apt-get install {name}), then start again."
    )


@contextmanager
def alone(busy: Path) -> Iterator[None]:
    """Waits, and says so, until no other start installs; the system frees it if we die."""
    with busy.open("a", encoding="utf-8") as handle:
        if not taken(handle):
            print("Another start is preparing .venv; waiting for it.", flush=True)
            while not taken(handle):
                time.sleep(0.3)
        yield


def taken(handle: IO[str]) -> bool:
    """Tries to lock the file for this process without waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt  # exists on Windows only

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # exists elsewhere only

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def build(environment: Environment, level: Level) -> None:
    """Installs the lock, then the project itself; the caller holds the busy file."""
    whole = read_stamp(environment).get("home") == home(environment)
    environment.stamp.unlink(missing_ok=True)
    if not (whole and environment.python.exists()):
        make_folder(environment)
    print("Installing the packages; the first time about 300 MB are downloaded.", flush=True)
    exact = ["--require-hashes", "--only-binary", ":all:", "--no-deps"]
    install(environment, [*exact, "--requirement", str(environment.lock(level))])
    install(environment, ["--no-deps", "--no-build-isolation", "--editable", str(environment.root)])
    write_stamp(environment, level)


def make_folder(environment: Environment) -> None:
    """Makes an empty virtual environment, removing what stood in its place."""
    import venv  # costs time that a second start does not have

    print("Making .venv in this folder.", flush=True)
    try:
        venv.create(environment.folder, clear=True, symlinks=os.name != "nt", with_pip=True)
    except subprocess.CalledProcessError as problem:
        environment.log.write_bytes(problem.stdout or b"")
        raise SetupError(
            f"Python could not put pip into .venv. Its own words are in {environment.log}; "
            "reinstalling Python usually mends it."
        ) from problem


def install(environment: Environment, arguments: Sequence[str]) -> None:
    """Runs pip with its words kept in the log; raises SetupError when it fails."""
    command = [str(environment.python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    said = []
    with (
        environment.log.open("a", encoding="utf-8") as log,
        subprocess.Popen(
            [*command, "install", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as pip,
    ):
        assert pip.stdout is not None  # asked for above
        for line in pip.stdout:
            log.write(line)
            said.append(line)
            news = progress(line)
            if news:
                print(news, flush=True)
    if pip.returncode != 0:
        raise SetupError(f"{explain(''.join(said))} pip's own words are in {environment.log}.")
