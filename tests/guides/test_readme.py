"""What the office manager's page says about guide files is true."""

import re
from typing import get_args

from app.domain.guides.guide import FieldKind, Purpose, Severity
from app.domain.packs.channel import FileType, Transmission
from app.guides.channels import read_channel
from app.guides.loader import read_guide
from app.paths import resources_folder
from app.rules.registry import REGISTRY

PAGE = (resources_folder() / "README.md").read_text(encoding="utf-8")
EXAMPLE, CHANNEL = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_example_is_a_sound_guide() -> None:
    guide, problems = read_guide(EXAMPLE, "README.md")
    assert problems == ()
    assert guide is not None
    assert {"fit_direct", "method", "advice"} <= set(guide.fields)


def test_every_kind_severity_and_purpose_is_explained() -> None:
    for word in (*FieldKind, *Severity, *Purpose):
        assert f"`{word}`" in PAGE, word


def test_every_check_named_exists() -> None:
    named = set(
        re.findall(r"`([a-z_]+)`", PAGE.partition("Checks most used")[2].partition("**")[0])
    )
    assert {"required", "never", "date_order"} <= named
    assert named & set(REGISTRY) == {
        "required",
        "one_of",
        "at_least",
        "number_range",
        "date_order",
        "not_future",
        "min_length",
        "never",
        "apart",
        "pattern",
    }


def test_the_channel_shown_is_sound_and_its_words_are_explained() -> None:
    channel, problems = read_channel(CHANNEL, "README.md")
    assert problems == ()
    assert channel is not None
    assert channel.files.at_most == 10
    for word in (*get_args(FileType), *get_args(Transmission)):
        assert f"`{word}`" in PAGE, word
