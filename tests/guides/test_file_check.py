"""The command line tells the kinds of files apart by what stands in them."""

from pathlib import Path

import pytest

from app.guides.file_check import check_file
from tests.guides.sample import GUIDE, sound
from tests.guides.test_cards import CARD
from tests.guides.test_channels import CHANNEL
from tests.guides.test_reasons import LIST
from tests.guides.test_retention import RULE


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (GUIDE, "guide for D9311, version"),
        (CARD, "payer card of Example Mutual Dental"),
        (CHANNEL, "channel A portal"),
        (RULE, "retention rule of An invented state"),
        (LIST.replace("[C5]", "[]"), "list of reasons “adjustments”"),
    ],
)
def test_each_kind_of_file_is_known(tmp_path: Path, text: str, title: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text, "utf-8")
    check = check_file(path, {"D9311": sound()})
    assert check.problems == ()
    assert check.title.startswith(title)


def test_a_channel_is_checked_as_one(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(CHANNEL.replace("at_most: 8", "at_most: lots"), "utf-8")
    (problem,) = check_file(path, {}).problems
    assert (problem.line, "a whole number" in problem.text) == (6, True)
