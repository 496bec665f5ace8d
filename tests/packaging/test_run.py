"""`run` knows whether a window is wanted and whether one can appear."""

import pytest

from verbs import has_display, wants_window


@pytest.mark.parametrize("arguments", [[], ["--theme", "dark"]])
def test_no_command_means_the_window(arguments: list[str]) -> None:
    assert wants_window(arguments)


@pytest.mark.parametrize(
    "arguments", [["check", "note.json"], ["demo"], ["--version"], ["--self-test"], ["--help"]]
)
def test_commands_need_no_window(arguments: list[str]) -> None:
    assert not wants_window(arguments)


@pytest.mark.parametrize(
    ("environ", "system", "answer"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_only_linux_can_be_without_a_display(
    environ: dict[str, str], system: str, answer: bool
) -> None:
    assert has_display(environ, system) is answer
