"""Shipped channels load clean and name their sources; mistakes in a file are told all at once."""

from pathlib import Path

import pytest

from app.domain.packs.channel import Channel
from app.guides.channels import load_channel, load_channels, read_channel
from app.paths import resources_folder

FOLDER = resources_folder() / "channels"
SHIPPED, SHIPPED_PROBLEMS = load_channels(FOLDER)

CHANNEL = """\
id: own-portal
title: A portal
version: 1
sources:
  P1: {title: Upload page, authority: payer, checked: 2026-11-22}
files: {types: [jpeg, png], at_most: 8, source: P1}
narrative: {at_most: 400, source: P1}
number: {transmission: EL, source: P1}
note: Nothing more is known.
"""


def test_the_shipped_channels_have_no_problems() -> None:
    assert SHIPPED_PROBLEMS == ()
    assert {"mail", "claimconnect", "eds", "optum", "stedi-275", "on-request"} <= set(SHIPPED)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_channel_is_named_like_its_file_and_dates_every_source(path: Path) -> None:
    channel, problems = load_channel(path)
    assert problems == ()
    assert channel is not None
    assert channel.id == path.stem
    assert channel.version >= 1
    assert channel.note, "what is not known has to be said"
    assert _sources(channel) == set(channel.sources), (
        "a source that nothing rests on, or the other way round"
    )


def test_known_limits_stand_where_packs_look_for_them() -> None:
    dentalxchange, eds, optum = (SHIPPED[name] for name in ("claimconnect", "eds", "optum"))
    assert dentalxchange.files.images_only
    assert dentalxchange.narrative.at_most == eds.narrative.at_most == 2000
    assert not dentalxchange.narrative.number_counts
    assert eds.narrative.as_image
    assert optum.files.at_most == 10
    assert not SHIPPED["on-request"].number.used
    assert SHIPPED["medi-cal-dental"].number.transmission == "FT"
    nea = SHIPPED["nea-fastattach"]
    assert (nea.narrative.number_counts, nea.narrative.at_most) == (True, None)
    assert nea.sources[nea.files.source].authority == "not confirmed"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("[jpeg, png]", "[jpeg, bmp]", 6, "must be pdf, jpeg, png"),
        ("[jpeg, png]", "[]", 6, "nothing in it"),
        ("at_most: 8", "at_mots: 8", 6, "Did you mean “at_most”"),
        ("at_most: 8", "at_most: 0", 6, "1 or more"),
        ("at_most: 400, source: P1", "at_most: 400", 7, "add “source: …” to “narrative”"),
        ("at_most: 400, source: P1", "at_most: 400, source: P2", 7, "“P2” is not among"),
        ("transmission: EL", "transmission: AA", 8, "“used” must be false"),
        ("note: Nothing", "own: true\nnote: Nothing", 9, "“own” is not known here"),
        ("checked: 2026-11-22", "checked: lately", 5, "a day such as 2026-11-22"),
        ("id: own-portal", "id: own portal", 1, "letters, digits"),
    ],
)
def test_mistakes_in_a_channel(old: str, new: str, line: int, words: str) -> None:
    channel, problems = read_channel(CHANNEL.replace(old, new), "channel.yaml")
    assert channel is None
    found = [(problem.line, words in problem.text) for problem in problems]
    assert found == [(line, True)], problems


def test_all_mistakes_are_told_at_once() -> None:
    text = CHANNEL.replace("at_most: 8", "at_most: many").replace("title: A portal", "titel: x")
    _, problems = read_channel(text.replace("400, source: P1", "400"), "channel.yaml")
    assert [problem.line for problem in problems] == [2, 6, 7]


def test_of_two_files_with_one_id_the_first_stays(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CHANNEL, "utf-8")
    (tmp_path / "b.yaml").write_text(CHANNEL.replace("A portal", "Another"), "utf-8")
    channels, problems = load_channels(tmp_path)
    assert channels["own-portal"].title == "A portal"
    assert "another channel “own-portal”" in problems[0].text


def _sources(channel: Channel) -> set[str]:
    rules = (channel.files, channel.narrative, channel.number, channel.pages)
    return {each.source for each in rules if each.source}
