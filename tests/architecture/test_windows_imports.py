"""Every module of the program is imported where what only Unix has is missing, as on Windows."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import importlib, os, pkgutil, signal, sys, time
import app

names = [
    found.name
    for found in pkgutil.walk_packages(app.__path__, "app.")
    if ".migrations" not in found.name and found.name != "app.__main__"
]
for name in names:  # with them all that others wrote, for the system it is on
    importlib.import_module(name)
for name in [name for name in sys.modules if name.partition(".")[0] == "app"]:
    del sys.modules[name]
for name in ("fork", "geteuid", "getuid", "chown", "mkfifo", "pread", "statvfs", "O_NONBLOCK"):
    delattr(os, name)
del signal.SIGKILL, time.tzset
sys.modules.update(dict.fromkeys(("resource", "fcntl", "pwd", "grp", "termios")))
sys.platform = "win32"
for name in names:
    importlib.import_module(name)
print(len(names), "imported")
"""


@pytest.mark.skipif(os.name != "posix", reason="it takes away what only Unix has")
def test_no_module_needs_what_windows_lacks() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert done.stdout.endswith("imported\n"), done.stderr
    assert int(done.stdout.split()[0]) > 500
