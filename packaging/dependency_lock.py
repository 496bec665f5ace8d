"""Remakes the locks from pyproject.toml and tries them for other systems; called by `verbs.py`.

uv does both, since it alone writes one lock with environment markers for every system and can
install for a system that it does not run on. It is itself locked, as a development package.
"""

import os
import subprocess
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from environment import Environment, Level

HEADER = (
    "# Made by `python3 packaging/bootstrap.py lock` from pyproject.toml; not edited by hand.\n"
)

# The systems the locks must install on, by uv's names. The glibc versions and the absence of
# Intel Macs and of Windows on ARM are what the wheels of PySide6 and cryptography offer, macOS 15
# is what those of pikepdf do.
SYSTEMS = {
    "Windows x64": "x86_64-pc-windows-msvc",
    "macOS 15, Apple silicon": "aarch64-apple-darwin",
    "Linux x64, glibc 2.34": "x86_64-manylinux_2_34",
    "Linux ARM64, glibc 2.39": "aarch64-manylinux_2_39",
}


def remake(environment: Environment, arguments: Sequence[str]) -> int:
    """Writes both locks anew, keeping versions that still fit (`--upgrade` takes newer ones).

    Returns uv's exit code; a lock it could not resolve is left as it was.
    """
    project = tomllib.loads((environment.root / "pyproject.toml").read_text(encoding="utf-8"))
    build_tools = "\n".join(project["build-system"]["requires"])
    for level in Level:
        lock = environment.lock(level)
        command = [
            str(environment.program("uv")),
            *("--no-config", "pip", "compile", "pyproject.toml", "-"),
            *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
            *("--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"),
            *("--quiet", "--output-file", str(lock)),
        ]
        if level is Level.DEV:
            command += ["--extra", "dev", "--constraint", str(environment.lock(Level.RUN))]
        done = subprocess.run(
            [*command, *arguments], input=build_tools, text=True, cwd=environment.root, check=False
        )
        if done.returncode != 0:
            return done.returncode
        lock.write_text(HEADER + without_header(lock), encoding="utf-8", newline="\n")
        print(f"{lock.name} written")
    return 0


def without_header(lock: Path) -> str:
    """The lock's text less the header that an earlier run may have left."""
    return lock.read_text(encoding="utf-8").removeprefix(HEADER)


def try_systems(environment: Environment, pythons: Sequence[str]) -> int:
    """Downloads and unpacks the whole lock for every system and Python, hashes compared.

    Prints a line for each; returns 1 when one of them lacks a wheel. Nothing stays on the disk.
    """
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for system, name in SYSTEMS.items():
            for python in pythons:
                problem = install_for(environment, Path(folder), name, python)
                failed = failed or bool(problem)
                print(f"{system}, Python {python}: {problem or 'every wheel is there'}", flush=True)
    return int(failed)


def install_for(environment: Environment, folder: Path, system: str, python: str) -> str:
    """Installs the development lock, which holds the other, for one system; what went wrong."""
    command = [
        str(environment.program("uv")),
        *("--no-config", "pip", "install", "--quiet", "--require-hashes", "--no-deps"),
        *("--only-binary", ":all:", "--cache-dir", str(folder / "cache")),
        *("--python-platform", system, "--python-version", python),
        *("--target", str(folder / f"{system}-{python}")),
        *("--requirement", str(environment.lock(Level.DEV))),
    ]
    environ = os.environ | {"MACOSX_DEPLOYMENT_TARGET": "15.0"}  # else uv asks for macOS 13
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    return "" if done.returncode == 0 else " ".join(done.stderr.split())
