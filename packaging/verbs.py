"""What `packaging/bootstrap.py` can do, one function for each verb; called by it alone.

Every verb first makes the environment ready, then hands over to a program in it with the
arguments that were left, and returns that program's exit code.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import dependency_lock
import system_libraries
from bootstrap import NEWEST, OLDEST
from environment import Environment, Level, SetupError, prepare

ROOT = Path(__file__).resolve().parent.parent

USAGE = """usage: python3 packaging/bootstrap.py VERB [ARGUMENTS]
       py packaging\\bootstrap.py VERB [ARGUMENTS]            (Windows)

  run      start the program; without a display make the sample documents in ./chartproof-demo
  test     run the test suite, off screen; arguments go to pytest
  lint     ruff, mypy and the import contracts, all of them even when one fails
  bench    run the benchmarks
  pdfa     judge PDF files as PDF/A, or the sample documents and ten packs (needs a JDK)
  screens  draw every screen to pictures
  lock     remake the locks from pyproject.toml; --upgrade takes newer versions
  wheels   try the lock for Windows, macOS and Linux, for every Python it is made for
"""


def main(arguments: Sequence[str]) -> int:
    """Runs the verb that comes first; returns 2 and the usage for an unknown one."""
    if not arguments or arguments[0] not in VERBS:
        asked = bool(arguments) and arguments[0] in ("-h", "--help")
        print(USAGE, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return VERBS[arguments[0]](Environment(ROOT), arguments[1:])
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def run(environment: Environment, arguments: Sequence[str]) -> int:
    """Starts the program, or makes the sample documents where no window can appear."""
    command = list(arguments)
    if wants_window(arguments):
        if has_display(os.environ, sys.platform):
            require_libraries(os.environ)
        else:
            print("No display here: writing the sample documents to chartproof-demo instead.")
            command = ["demo", "--to", "chartproof-demo"]
    prepare(environment, Level.RUN)
    # -P: a folder named `app` where the user stands must not be taken for ours.
    return hand_over([str(environment.python), "-P", "-m", "app", *command])


def wants_window(arguments: Sequence[str]) -> bool:
    """Tells whether the program would open its window: no command, only options or nothing."""
    answers = ("-h", "--help", "--version", "--self-test")
    return not arguments or (arguments[0].startswith("-") and arguments[0] not in answers)


def has_display(environ: Mapping[str, str], system: str) -> bool:
    """Tells whether Qt has somewhere to draw; other systems than Linux always have."""
    places = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not system.startswith("linux") or any(environ.get(name) for name in places)


def require_libraries(environ: Mapping[str, str]) -> None:
    """Raises SetupError that names the system libraries Qt would miss."""
    if sys.platform.startswith("linux"):
        lacking = system_libraries.missing(system_libraries.wanted(environ))
        if lacking:
            raise SetupError(system_libraries.sentence(lacking))


def test(environment: Environment, arguments: Sequence[str]) -> int:
    """Runs the test suite in the checkout, off screen unless a Qt platform was chosen."""
    environ = off_screen()
    require_libraries(environ)
    prepare(environment, Level.DEV)
    return hand_over([str(environment.python), "-m", "pytest", *arguments], environ, ROOT)


def off_screen() -> dict[str, str]:
    """The environment variables for programs that draw without a display."""
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ}


def lint(environment: Environment, arguments: Sequence[str]) -> int:
    """Runs every check and tells at the end which failed; takes no arguments."""
    if arguments:
        print("lint takes no arguments", file=sys.stderr)
        return 2
    prepare(environment, Level.DEV)
    checks = (
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        ("mypy",),
        ("mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/win32", "app", "tests"),
        ("lint-imports", "--no-logo"),
    )
    failed = []
    for program, *rest in checks:
        name = " ".join((program, *rest))
        print(f"--- {name}", flush=True)
        command = [str(environment.program(program)), *rest]
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
    print(f"lint: {'failed: ' + ', '.join(failed) if failed else 'all checks passed'}")
    return 1 if failed else 0


def bench(environment: Environment, arguments: Sequence[str]) -> int:
    """Runs the benchmarks."""
    return script("benchmarks.py", environment, arguments)


def pdfa(environment: Environment, arguments: Sequence[str]) -> int:
    """Judges PDF files as PDF/A."""
    return script("pdfa.py", environment, arguments)


def screens(environment: Environment, arguments: Sequence[str]) -> int:
    """Draws every screen of the program to pictures."""
    return script("screens.py", environment, arguments)


def script(name: str, environment: Environment, arguments: Sequence[str]) -> int:
    """Runs a neighbor of this file in the environment, off screen."""
    environ = off_screen()
    require_libraries(environ)
    prepare(environment, Level.DEV)
    path = ROOT / "packaging" / name
    return hand_over([str(environment.python), str(path), *arguments], environ)


def lock(environment: Environment, arguments: Sequence[str]) -> int:
    """Remakes both locks; the next start installs them."""
    prepare(environment, Level.DEV)
    return dependency_lock.remake(environment, arguments)


def wheels(environment: Environment, arguments: Sequence[str]) -> int:
    """Tries the lock for every system, with the Python versions given or all it is made for."""
    prepare(environment, Level.DEV)
    known = [f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]
    return dependency_lock.try_systems(environment, arguments or known)


def hand_over(
    command: list[str], environ: Mapping[str, str] = os.environ, folder: Path | None = None
) -> int:
    """Becomes the program where the system can do that, else waits for it and its exit code."""
    if os.name != "nt":
        sys.stdout.flush()
        if folder:
            os.chdir(folder)
        os.execve(command[0], command, environ)  # noqa: S606 - no shell is meant
    return subprocess.run(command, env=environ, cwd=folder, check=False).returncode


VERBS: Mapping[str, Callable[[Environment, Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "pdfa": pdfa,
    "screens": screens,
    "lock": lock,
    "wheels": wheels,
}
