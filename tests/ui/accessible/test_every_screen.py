"""Every page and dialog can be used without seeing it, without a mouse, and on a small screen."""

import pytest

from tests.ui.accessible.conftest import Examined

# Outside of every run: asking all screens what they tell a screen reader ends the tour's program,
# sometimes, in the constructor of a widget of Qt's. Why is not known.
pytestmark = pytest.mark.slow

CHECKS = (
    "nameless",
    "alike",
    "wordless_tables",
    "trapping",
    "mouse_only",
    "wandering",
    "cut_off",
    "unlit",
)


def test_the_tour_shows_the_whole_program(examined: Examined) -> None:
    assert examined.screens > 200
    assert examined.kinds > 50, "of what takes the focus"
    assert set(examined.found) == set(CHECKS)


@pytest.mark.parametrize("check", CHECKS)
def test_no_screen_has_anything(check: str, examined: Examined) -> None:
    assert examined.found[check] == []
