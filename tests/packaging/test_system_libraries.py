"""Missing system libraries are named with the command that installs them."""

from pathlib import Path

import pytest

from system_libraries import ALWAYS, WAYLAND, X11, loads, missing, sentence, wanted

CI = Path(__file__).parents[2] / ".ci" / "run"


@pytest.mark.parametrize(
    ("environ", "libraries"),
    [
        ({"DISPLAY": ":0"}, ALWAYS | X11),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ALWAYS | X11),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ALWAYS | WAYLAND),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ALWAYS),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland;xcb"}, ALWAYS | WAYLAND),
        ({"QT_QPA_PLATFORM": "xcb"}, ALWAYS | X11),
        ({}, ALWAYS),
    ],
)
def test_the_display_decides_what_is_needed(
    environ: dict[str, str], libraries: dict[str, str]
) -> None:
    assert wanted(environ) == libraries


def test_the_loader_itself_is_asked() -> None:
    assert not loads("libno-such-tooth.so.7")
    assert missing({"libno-such-tooth.so.7": "libtooth7"}) == {"libno-such-tooth.so.7": "libtooth7"}


def test_a_package_is_named_once_and_only_when_something_of_it_is_missing() -> None:
    lacking = missing(ALWAYS, loads=lambda name: "glib" not in name and "gthread" not in name)
    assert sentence(lacking) == (
        "These system libraries are missing: libglib-2.0.so.0, libgthread-2.0.so.0. Install them "
        "(Debian, Ubuntu: sudo apt-get install libglib2.0-0; elsewhere the packages that hold "
        "them), then start again."
    )


def test_continuous_integration_installs_them_all() -> None:
    assert not set(ALWAYS.values()) - set(CI.read_text(encoding="utf-8").split())
