"""The recovery key: what is printed reads back however it is typed, and a misreading is named."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.people.recovery_key import (
    GROUP_SIGNS,
    GROUPS,
    SIGNS,
    RecoveryKey,
    is_group,
    new_recovery_key,
    read_recovery_key,
)


def keys() -> st.SearchStrategy[RecoveryKey]:
    return st.integers().map(lambda seed: new_recovery_key(random.Random(seed).choice))


def changed(key: RecoveryKey, number: int, group: str) -> str:
    groups = list(key.groups)
    groups[number] = group
    return "-".join(groups)


def test_a_key_has_178_random_bits_in_nine_groups() -> None:
    key = new_recovery_key()
    assert [len(group) for group in key.groups] == [GROUP_SIGNS] * GROUPS
    assert set("".join(key.groups)) <= set(SIGNS)
    assert len(SIGNS) ** (GROUPS * (GROUP_SIGNS - 1)) > 2**178
    assert len({new_recovery_key().secret.reveal() for _ in range(100)}) == 100


@given(keys(), st.sampled_from(["-", " ", "", "\n", " – ", "\t", "."]))
def test_a_printed_key_reads_back_in_any_case_with_any_separator(key: RecoveryKey, by: str) -> None:
    typed = by.join(key.groups)
    for spelled in (typed, typed.lower(), f"  {typed}\r\n"):
        assert read_recovery_key(spelled) == (key, ())


@given(keys())
def test_look_alikes_read_as_what_was_printed(key: RecoveryKey) -> None:
    printed = "-".join(key.groups)
    for sign, alike in (("0", "O"), ("1", "I"), ("1", "l"), ("8", "b"), ("V", "u")):
        assert read_recovery_key(printed.replace(sign, alike)) == (key, ())


@given(keys(), st.data())
def test_any_wrong_sign_is_named_with_its_group(key: RecoveryKey, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, GROUPS - 1))
    place = data.draw(st.integers(0, GROUP_SIGNS - 1))
    group = key.groups[number]
    wrong = data.draw(st.sampled_from(SIGNS.replace(group[place], "")))
    mistyped = group[:place] + wrong + group[place + 1 :]
    expected = (f"Group {number + 1} is not as printed. Look at it again.",)
    assert read_recovery_key(changed(key, number, mistyped)) == (None, expected)


@given(keys(), st.data())
def test_two_swapped_signs_are_noticed(key: RecoveryKey, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, GROUPS - 1))
    one, two = data.draw(st.permutations(range(GROUP_SIGNS)))[:2]
    signs = list(key.groups[number])
    signs[one], signs[two] = signs[two], signs[one]
    found, problems = read_recovery_key(changed(key, number, "".join(signs)))
    assert (found == key) or (found is None and len(problems) == 1)
    assert (found == key) == (signs[one] == signs[two])


@given(keys(), st.data())
def test_two_swapped_groups_are_noticed(key: RecoveryKey, data: st.DataObject) -> None:
    one, two = data.draw(st.permutations(range(GROUPS)))[:2]
    groups = list(key.groups)
    groups[one], groups[two] = groups[two], groups[one]
    _, problems = read_recovery_key(" ".join(groups))
    assert len(problems) == 2


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 44, "A" * 46, "🔑" * 45])
def test_a_key_of_another_length_is_counted(typed: str) -> None:
    found, (problem,) = read_recovery_key(typed)
    assert found is None
    assert "45 signs" in problem


@given(st.text(st.characters(), max_size=80))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    found, problems = read_recovery_key(typed)
    assert (found is None) == bool(problems)
    assert not is_group(new_recovery_key(), 0, typed[:3])


def test_one_group_is_asked_back() -> None:
    key = new_recovery_key()
    assert is_group(key, 4, f" {key.groups[4].lower()} ")
    assert not is_group(key, 4, key.groups[5])
    assert not is_group(key, 4, "")


def test_a_key_shows_in_no_repr() -> None:
    key = new_recovery_key()
    assert not any(group in repr(key) + str(key) + repr(key.secret) for group in key.groups)
