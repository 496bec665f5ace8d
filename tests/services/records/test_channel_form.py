"""The form of an own channel: to the form and back, the office as the source of what changed."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rpds import HashTrieMap

from app.domain.guides.answers import Answer, Choice, Choices, Date, Number, Text, YesNo
from app.domain.ids import new_id
from app.domain.packs.channel import Channel
from app.guides.channels import load_channels
from app.paths import resources_folder
from app.services.channels.channels import OFFICE, ChannelShelf
from app.services.records.record_forms.channel import FILE_TYPES, TRANSMISSIONS, channel_form
from app.services.records.record_forms.form import FormProblem
from tests.small_guide import reader
from tests.storage.fakes import MemoryStore

SHIPPED, _ = load_channels(resources_folder() / "channels")
SHELF = ChannelShelf(MemoryStore(), lambda: SHIPPED)
DAY, LATER = dt.date(2026, 11, 20), dt.date(2026, 11, 25)


def own(name: str) -> Channel:
    """A copy made some days ago."""
    return SHELF.copy(SHIPPED[name], DAY)


def read(
    before: Channel | None, changes: Mapping[str, Answer | None], base: Mapping[str, object]
) -> tuple[Channel | None, tuple[FormProblem, ...]]:
    """What saving would store after these changes, made LATER."""
    form = channel_form(before, LATER)
    answers = form.answers(before, reader())
    for path, answer in changes.items():
        answers = answers.discard(path) if answer is None else answers.insert(path, answer)
    return form.read(HashTrieMap(answers), base)


def saved(before: Channel, changes: Mapping[str, Answer | None]) -> Channel:
    """The channel after changes that can be saved."""
    found, problems = read(before, changes, before.model_dump())
    assert problems == ()
    assert found is not None
    return found


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_channel_shown_and_not_touched_comes_back_as_it_was(name: str) -> None:
    channel = own(name)
    assert saved(channel, {}) == channel


def test_only_what_is_changed_takes_the_office_as_its_source() -> None:
    found = saved(own("claimconnect"), {"narrative.at_most": Number(Decimal(1500))})
    assert found.narrative.at_most == 1500
    assert found.narrative.source == OFFICE
    assert (found.files.source, found.number.source) == ("opendental", "attachments")
    assert found.sources[OFFICE].checked == LATER


def test_a_day_that_is_typed_stays() -> None:
    earlier = dt.date(2026, 11, 3)
    changes: dict[str, Answer | None] = {
        "pages.gray": YesNo(True),
        "source.checked": Date(earlier),
    }
    found = saved(own("mail"), changes)
    assert found.pages.gray
    assert found.sources[OFFICE].checked == earlier


def test_a_limit_that_is_emptied_is_no_longer_known() -> None:
    found = saved(own("optum"), {"files.at_most": None})
    assert found.files.at_most is None
    assert found.files.source == OFFICE


@pytest.mark.parametrize(
    ("whose", "used", "issued_by"),
    [("office", True, "office"), ("service", True, "service"), ("none", False, "office")],
)
def test_whose_number_it_is(whose: str, used: bool, issued_by: str) -> None:
    found = saved(own("mail"), {"number.whose": Choice(whose)})
    assert (found.number.used, found.number.issued_by) == (used, issued_by)


def test_a_new_channel_names_everything_that_is_missing() -> None:
    found, problems = read(None, {}, {"id": new_id()})
    assert found is None
    assert {problem.say for problem in problems} >= {"Name the channel."}
    assert all(not problem.path.startswith("sources") for problem in problems)


@pytest.mark.parametrize("path", ["files.each_mb", "files.all_mb"])
@pytest.mark.parametrize("size", ["0", "0.001", "-5"])
def test_a_size_no_page_fits_in_is_refused_at_its_own_field(path: str, size: str) -> None:
    _, problems = read(own("mail"), {path: Number(Decimal(size))}, own("mail").model_dump())
    assert [problem.path for problem in problems] == [path]


@given(
    title=st.text(max_size=130),
    types=st.lists(st.sampled_from([each.value for each in FILE_TYPES]), unique=True),
    way=st.sampled_from([each.value for each in TRANSMISSIONS]),
    numbers=st.dictionaries(
        st.sampled_from(
            ["files.at_most", "files.each_mb", "files.all_mb", "narrative.at_most", "pages.dpi"]
        ),
        st.decimals(min_value=-10, max_value=10**9, allow_nan=False, places=2),
    ),
)
def test_whatever_is_typed_ends_in_a_channel_or_in_sentences(
    title: str, types: list[str], way: str, numbers: dict[str, Decimal]
) -> None:
    changes: dict[str, Answer | None] = {
        "title": Text(title) if title.strip() else None,
        "files.types": Choices(tuple(types)) if types else None,
        "number.transmission": Choice(way),
        **{path: Number(value) for path, value in numbers.items()},
    }
    found, problems = read(own("mail"), changes, own("mail").model_dump())
    assert (found is None) == bool(problems)
    if found is not None:
        assert Channel.model_validate(found.model_dump()) == found
        assert found.number.used == (way != "AA")
    else:
        fields = channel_form(None, LATER).guide.guide.fields
        assert {problem.path for problem in problems} <= set(fields)
