"""Every page and dialog can be used without seeing it, without a mouse, and on a small screen."""

import pytest

from tests.ui.accessible.conftest import CHECKS, Check, Examiner


def test_the_tour_shows_the_whole_program(examined: Examiner) -> None:
    assert examined.screens > 200
    assert len(examined.lamp.seen) > 50, "kinds of what takes the focus"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_screen_has_anything(check: Check, examined: Examiner) -> None:
    assert told(examined, check) == []


def test_the_focus_is_seen_wherever_it_is(examined: Examiner) -> None:
    assert told(examined, examined.lamp.unlit) == []


def told(examined: Examiner, check: Check) -> list[str]:
    """Every offender with the first screen it was seen on."""
    return [f"{offender} ({name})" for offender, name in examined.found[check].items()]
