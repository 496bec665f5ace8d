"""The shipped reasons load clean and agree with what judgments make of claims; mistakes show."""

from pathlib import Path

import pytest

from app.domain.claims.claim_steps import ASKS_FOR_SOMETHING, ORDINARY, REPORTS_ONLY
from app.domain.claims.reason import Way
from app.guides.catalogue import load_guides
from app.guides.reasons import load_reasons, read_reasons
from app.paths import resources_folder

GUIDES, _ = load_guides(resources_folder() / "guides")
SHIPPED, PROBLEMS = load_reasons(resources_folder() / "reasons", GUIDES)

LIST = """\
id: adjustments
version: 1
sources:
  S: {title: A list, authority: standard, checked: 2026-11-22}
reasons:
  "50": {means: Not necessary., way: appeal, do: Appeal., facts: [C5], source: S}
  "252": {means: A document., way: document, do: Send it., source: S}
"""


def test_the_shipped_lists_have_no_problems() -> None:
    assert PROBLEMS == ()
    assert SHIPPED is not None
    asked = {"16", "252", "163", "226", "112", "50", "96", "246", "97", "197", "18", "22", "29"}
    assert asked <= set(SHIPPED.adjustments.reasons)
    assert {"M127", "N130", "MA130", "N706", "N393", "MA01"} == set(SHIPPED.remarks.reasons)
    assert {"CO", "PR", "OA", "PI", "CR"} == set(SHIPPED.groups.reasons)


def test_reasons_are_answered_as_judgments_take_them() -> None:
    """One truth: what is ordinary here makes no denial there (`claim_steps`)."""
    assert SHIPPED is not None
    ways = {code: each.way for code, each in SHIPPED.adjustments.reasons.items()}
    assert {code for code, way in ways.items() if way is Way.ORDINARY} == ORDINARY
    assert {code for code, way in ways.items() if way is Way.DOCUMENT} == ASKS_FOR_SOMETHING
    assert {code for code, way in ways.items() if way is Way.EXPECTED} == REPORTS_ONLY


def test_every_reason_says_where_it_comes_from() -> None:
    assert SHIPPED is not None
    for each in (SHIPPED.adjustments, SHIPPED.remarks, SHIPPED.groups):
        for code, reason in each.reasons.items():
            source = SHIPPED.source_of(reason)
            assert source is not None, code
            assert source.authority, code


def test_nobody_is_told_to_bill_a_patient() -> None:
    assert SHIPPED is not None
    for each in (SHIPPED.adjustments, SHIPPED.remarks, SHIPPED.groups):
        for code, reason in each.reasons.items():
            words = f"{reason.means} {reason.do}".lower()
            assert "bill the patient" not in words or "do not bill" in words, code
            assert "medical clearance" not in words, code


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("way: appeal", "way: fight", "way"),
        ("facts: [C5]", "facts: [C99]", "No guide asks for the fact “C99”"),
        ("way: document, ", "", "Say how 252 is answered"),
        (", do: Send it.", "", "Say what to do about 252"),
        ('source: S}\n  "252"', 'source: T}\n  "252"', "“T” is not among"),
        ("means: A document.", "meens: A document.", "Did you mean “means”"),
        ("id: adjustments", "id: wishes", "id"),
    ],
)
def test_a_mistake_is_told(old: str, new: str, words: str) -> None:
    read, problems = read_reasons(LIST.replace(old, new), "list.yaml", {"C5"})
    assert read is None
    assert any(words in problem.text for problem in problems), problems


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(LIST.replace("way: appeal", "way: x"), "utf-8")
    (tmp_path / "b.yaml").write_text(LIST.replace("C5", "C98"), "utf-8")
    read, problems = load_reasons(tmp_path, GUIDES)
    assert read is None
    assert {Path(each.file).name for each in problems} == {"a.yaml", "b.yaml"}


def test_a_list_that_is_missing_or_there_twice_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(LIST, "utf-8")
    assert [each.text for each in load_reasons(tmp_path, GUIDES)[1]] == [
        "Add a file with the list “remarks”.",
        "Add a file with the list “groups”.",
    ]
    (tmp_path / "b.yaml").write_text(LIST, "utf-8")
    assert "another list “adjustments”" in load_reasons(tmp_path, GUIDES)[1][0].text
