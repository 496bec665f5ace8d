"""A real keychain for tests: GNOME's Secret Service on a message bus of its own, in a folder."""

import gc
import os
import shutil
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import keyring
import pytest

IS_LINUX = sys.platform == "linux"
if IS_LINUX:  # installed there only
    import secretstorage
    from jeepney import (  # type: ignore[import-untyped] # no types there
        DBusAddress,
        new_method_call,
    )
    from jeepney.io.blocking import (  # type: ignore[import-untyped] # nor there
        open_dbus_connection,
    )
    from keyring.backends.SecretService import Keyring

    _DAEMON = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")

PROMPTER = "org.gnome.keyring.SystemPrompter"
_BUS = ("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address")
_KEEPER = ("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
bus_left_open = pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
)
"""For tests that lock it: the library then closes no connection, which is said when it goes."""

_LOGIN_PASSWORD = b"what somebody logs in with"


@dataclass
class SecretService:
    """The keychain of somebody who has logged in; `home` keeps it over `log_out`."""

    home: Path
    environ: dict[str, str]
    keeper: subprocess.Popen[bytes] | None = None

    def log_in(self) -> None:
        """Start the service, its keychain open."""
        self.keeper = subprocess.Popen(
            _KEEPER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.environ,
        )
        said, asked = self.keeper.stdout, self.keeper.stdin
        assert said
        assert asked
        asked.write(_LOGIN_PASSWORD)
        asked.close()
        said.readline()  # it speaks once it is on the bus

    def log_out(self) -> None:
        """End the service; what it kept stays on the disk."""
        if self.keeper:
            self.keeper.kill()
            self.keeper.wait()
            _close(self.keeper.stdout)
            self.keeper = None

    def lock(self) -> None:
        """Lock what it keeps, as its own program does."""
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.get_default_collection(bus).lock()

    def remove_everything(self) -> None:
        """Delete what it keeps, as its own program does."""
        with closing(secretstorage.dbus_init()) as bus:
            for item in secretstorage.get_default_collection(bus).get_all_items():
                item.delete()

    @contextmanager
    def nobody_answers(self) -> Iterator[None]:
        """What it asks its user reaches a window that says nothing."""
        with closing(open_dbus_connection(bus=self.environ["DBUS_SESSION_BUS_ADDRESS"])) as silent:
            silent.send_and_get_reply(new_method_call(_DAEMON, "RequestName", "su", (PROMPTER, 0)))
            yield


@contextmanager
def secret_service(home: Path) -> Iterator[SecretService]:
    """Somebody has logged in, and `keyring` talks to their keychain.

    Skips where the system has no such service to start; in Linux's CI it fails.
    """
    if not IS_LINUX:
        pytest.skip("Secret Service is the keychain of Linux")
    if any(shutil.which(program) is None for program in (_BUS[0], _KEEPER[0])):
        if os.environ.get("CI"):
            pytest.fail("dbus-daemon and gnome-keyring are not installed")
        pytest.skip("dbus-daemon and gnome-keyring are not installed here")
    places = {"HOME": home, "XDG_DATA_HOME": home / "data", "XDG_RUNTIME_DIR": home / "run"}
    for place in places.values():
        place.mkdir(mode=0o700, exist_ok=True)
    # No display: the window that would ask cannot open, and nothing appears on a desktop.
    environ = {"PATH": os.environ["PATH"], **{name: str(at) for name, at in places.items()}}
    bus = subprocess.Popen(
        _BUS, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environ
    )
    assert bus.stdout
    environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    service = SecretService(home, environ)
    before = keyring.get_keyring()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DBUS_SESSION_BUS_ADDRESS", environ["DBUS_SESSION_BUS_ADDRESS"])
            service.log_in()
            keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call] # not typed there
            yield service
    finally:
        keyring.set_keyring(before)
        service.log_out()
        bus.kill()
        bus.wait()
        _close(bus.stdout)
        _end_talks()


def _end_talks() -> None:
    """Without their bus they end. The library closes none that met a locked keychain."""
    for thread in threading.enumerate():
        if thread.name == "keychain":
            thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def _close(pipe: IO[str] | IO[bytes] | None) -> None:
    if pipe:
        with suppress(OSError):
            pipe.close()
