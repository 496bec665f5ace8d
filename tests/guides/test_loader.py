"""A sound guide becomes the guide it says; each planted mistake is reported at its line."""

# ruff: noqa: E501  # one planted mistake a line

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.guides.condition import AllOf, FieldIn, Not, SomeRow
from app.domain.guides.guide import Act, FieldKind, Purpose, Severity
from app.guides.loader import load_guide
from app.guides.problem import Problem
from app.rules.checks import at_least, never, number_range, required
from tests.guides.sample import GUIDE, planted, problems_of, sound


def test_fit_comes_first_with_a_question_and_its_no() -> None:
    guide = sound()
    section = guide.sections[0]
    assert (section.id, section.is_fit) == ("fit", True)
    assert [field.path for field in section.fields] == ["fit_direct", "stated_reason"]
    assert section.fields[0].kind is FieldKind.YES_NO
    asked, answered_no = guide.requires[:2]
    assert (asked.id, asked.check, asked.params) == (
        "D9311-fit-direct",
        "required",
        required.Params("fit_direct"),
    )
    assert (answered_no.id, answered_no.check, answered_no.severity) == (
        "D9311-fit-direct-no",
        "never",
        Severity.WARNS,
    )
    assert answered_no.params == never.Params("fit_direct")
    assert answered_no.when == FieldIn("fit_direct", frozenset({"no"}))
    assert guide.suggested_codes == {"D9311-fit-direct-no": "D9310"}


def test_fields_have_template_paths_choices_of_lists_and_the_condition_of_their_section() -> None:
    guide = sound()
    assert guide.fields["consultations/attempts/date"].kind is FieldKind.DATE
    assert [o.value for o in guide.fields["consultations/method"].options] == ["phone", "letter"]
    not_chart = Not(FieldIn("billing", frozenset({"chart_only"})))
    assert guide.fields["necessity"].show_when == not_chart
    quantity = guide.fields["quantity"].show_when
    assert isinstance(quantity, AllOf)
    assert quantity.parts[0] == not_chart


def test_rules_know_their_table_their_params_and_what_they_block() -> None:
    rules = {rule.id: rule for rule in sound().requires}
    assert rules["D9311-C6-minutes"].table == "consultations"
    assert rules["D9311-C6-minutes"].params == number_range.Params("consultations/minutes", 1, 480)
    some = rules["D9311-C6-some"]
    assert (some.table, some.field) == ("", "consultations")
    assert isinstance(some.params, at_least.Params)
    assert some.params.where is not None
    assert rules["D9311-C6-attempt"].table == "consultations/attempts"
    assert rules["D9311-C6-attempt"].blocks is Act.SIGNING
    assert rules["D9311-P2-date"].needed_for == {Purpose.CHART, Purpose.CLAIM}


def test_sentences_keep_their_table_and_condition() -> None:
    spoke, many = sound().says
    assert spoke.each == "consultations"
    assert many.when == SomeRow("consultations", None, 2)


def test_the_digest_is_that_of_the_files_text(tmp_path: Path) -> None:
    path = tmp_path / "guide.yaml"
    path.write_bytes(GUIDE.encode())
    guide, problems = load_guide(path)
    assert problems == ()
    assert guide is not None
    assert guide.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert guide.version == 2
    assert Decimal(str(guide.fields["quantity"].maximum)) == 9


# fmt: off
PLANTED = [
    # (in the sound guide, planted instead, the line reported, words that must be in the report)
    ("version: 2", "version: two", 2, "“version” must be a whole number"),
    ("authority: vendor", "authority: friend", 5, "must be vendor, professional body"),
    ("checked: 2026-11-22", "checked: 2026-02-30", 5, "no such day as 2026-02-30"),
    ("checked: 2026-11-22", "checked: last week", 5, "a day such as 2026-11-22"),
    ("    - {value: letter,", "    - {value: phone,", 9, "“phone” is there already"),
    ("chart_only: {field: billing, in:", "chart_only: {field: biling, in:", 10, "Did you mean “billing”"),
    ("chart_only: {field: billing, in: [chart_only]}", "chart_only: {field: billing}", 10, "one of: `field`"),
    ("        source: S1\n        suggest", "        source: S2\n        suggest", 23, "“S2” is not among"),
    ("suggest: D9310", "suggest: D931", 24, "a procedure code such as D9311"),
    ("{id: stated_reason, kind", "{id: code, kind", 26, "the program uses itself"),
    ("{id: stated_reason, kind", "{id: old_field, kind", 26, "“old_field” is retired"),
    ("retired: [old_field]", "renamed: {was: gone}", 89, "There is no field “gone”"),
    ("retired: [old_field]", "renamed: {spoken: date_of_service}", 89, "is a field again"),
    ("retired: [old_field]", "renamed: {talks/was: spoken}", 89, "is not in a table"),
    ("{id: stated_reason, kind", "{id: spoken, kind", 32, "already a field “spoken”"),
    ("{id: stated_reason, kind", "{id: Stated, kind", 26, "small letters, digits and underscores"),
    ("label: Reason}", "lable: Reason}", 26, "“lable” is not known here"),
    ("label: Reason}", "label: Reason, min: 3}", 26, "“min” does nothing here"),
    ("label: Reason}", "label: 3}", 26, "put numbers and dates in quotes"),
    ("id: visit\n", "id: fit\n", 28, "the program uses itself"),
    ("id: visit\n", "id: claim\n", 47, "already a section “claim”"),
    ("default: today", "default: tody", 31, "Did you mean “today”"),
    ("default: today", "default: author", 31, "can only start a person field"),
    ("default: today", "default: patient.name", 31, "does not fit into a date field"),
    ('default: "1"', "default: one", 52, "only start with a number"),
    ("min: 1, max: 9", "min: 10, max: 9", 52, "greater than “max”"),
    ("choices: methods", "choices: method", 39, "no list “method” under “lists”. Did you mean"),
    ("choices: methods}", "help: x}", 39, "nothing to choose from"),
    ("kind: minutes", "kind: minuts", 40, "“kind” must be text, long_text"),
    ("is: phone}", "is: fone}", 40, "“fone” is no answer of “consultations/method”"),
    ("show_when: {field: consultations/method, is: phone}", "show_when: {field: consultations/doctor, answered: true}", 40, "asked further down"),
    ("show_when: {field: consultations/method, is: phone}", "show_when: {field: consultations/minutes, answered: true}", 40, "show or hide itself"),
    ("label: Date}\n  - id: claim", "label: Date}\n              - {id: more, kind: table, label: More, fields: [{id: x, kind: text, label: X}]}\n  - id: claim", 47, "two levels deep"),
    ("show_when: {field: spoken, answered: true}", "show_when: {field: consultations/method, is: phone}", 52, "no single value here"),
    ("show_when: {field: spoken, answered: true}", "show_when: {field: consultations, is: phone}", 52, "ask with “row: consultations”"),
    ("show_when: {field: spoken, answered: true}", "show_when: {field: date_of_service, is: x}", 52, "use “answered: true”"),
    ("show_when: {field: spoken, answered: true}", "show_when: {field: stated_reason, is: Pain}", 52, "Write “pain” in small letters"),
    ("show_when: {field: spoken, answered: true}", "show_when: {field: patient.minor, is: maybe}", 52, "“maybe” is no answer"),
    ("show_when: {field: spoken, answered: true}", "show_when: {field: coverages/payer, answered: true}", 52, "row: coverages"),
    ("show_when: {field: spoken, answered: true}", "show_when: {field: billing, is: chart_only}", 52, "never be shown"),
    ("doctor|list}", "doctr|list}", 51, "neither a field of this guide nor a known name"),
    ("check: required", "check: requird", 55, "Did you mean “required”"),
    ("    check: required\n", "", 54, "say which kind of check"),
    ("id: D9311-P2-date", "id: D9997-P2-date", 54, "must begin with “D9311-”"),
    ("id: D9311-P2-date", "id: P2", 54, "an id such as D9311-C6-method"),
    ("id: D9311-P2-date", "id: D9311-C6-some", 71, "already a rule"),
    ("id: D9311-P2-date", "id: D9311-fit-direct", 54, "the program uses itself"),
    ("    field: date_of_service\n", "", 54, "say which field this rule is about"),
    ("    field: date_of_service\n", "    field: date_of_servise\n", 56, "Did you mean “date_of_service”"),
    ("needed_for: [chart, claim]", "needed_for: [chart, money]", 57, "chart, claim, payer or appeal"),
    ("    say: Enter the day.\n", "", 54, "“say” is missing"),
    ("check: required\n    field: date_of_service", "check: pattern\n    matches: (a+)+\n    field: stated_reason", 56, "could take very long on some texts. It repeats a group"),
    ("check: required\n    field: date_of_service", "check: pattern\n    matches: a{99999999999}\n    field: stated_reason", 56, "is no regular expression"),
    ("check: required\n    field: date_of_service", "check: pattern\n    matches: x\n    field: necessity", 57, "this check judges a text"),
    ("label: Reason}", "label: Reason, whole: true}", 26, "“whole” does nothing here"),
    ("    low: 1\n", "    lowest: 1\n", 64, "“lowest” is not known here"),
    ("    low: 1\n", "    low: one\n", 64, "“low” must be a whole number"),
    ("    field: consultations/minutes\n    low", "    field: consultations/doctor\n    low", 63, "this check judges minutes or a number"),
    ("in: [phone]}\n    say", "in: [letter]}\n    say", 67, "could never apply"),
    ("in: [phone]}\n    say", "in: [fax]}\n    say", 67, "“fax” is no answer"),
    ("    table: consultations\n", "    table: visit\n", 73, "“visit” is neither a field"),
    ("    where: {field: consultations/method, answered: true}", "    where: {field: consultations/attempts/date, answered: true}", 74, "no single value here"),
    ("    blocks: signing\n", "", 78, "belong together"),
    ("priority: 1,", "priority: 0,", 87, "“priority” must be 1 or more"),
    ("each: consultations,", "each: visit,", 87, "“visit” is no table"),
    ('[ for {consultations/minutes}]."}', '{spoken} {consultations/attempts/date}."}', 87, "no single value here"),
    ("{id: many,", "{id: spoke,", 88, "already a sentence “spoke”"),
    ("{consultations|count}", "{consultations}", 88, "say how many rows"),
    ("{consultations|count}", "{consultations|sum}", 88, "say how many rows"),
    ("{consultations|count}", "{spoken|count}", 88, "counts the rows of a table"),
    ("{consultations|count}", "{consultations/doctor|sum}", 88, "adds minutes up"),
    ("{consultations|count}", "{consultations/doctor|plain}", 88, "is for choices"),
    ("{consultations|count}", "{consultations|cnt}", 88, "no filter"),
    ("[ for {consultations/minutes}].", "[ for {consultations/minutes}.", 87, "bracket is never closed"),
    ('when: {row: consultations, at_least: 2}, text: "There were {consultations|count} consultations."', 'text: "There were some."', 88, "whatever the answers are"),
    ("when: {row: consultations, at_least: 2}", "when: {row: billing}", 88, "“billing” is no table"),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "line", "words"), PLANTED)
def test_each_mistake_is_reported_once_at_its_line(
    old: str, new: str, line: int, words: str
) -> None:
    problems = problems_of(planted((old, new)))
    found = [(problem.line, words in problem.text) for problem in problems]
    assert found == [(line, True)], problems


def test_many_mistakes_are_all_reported_with_their_lines_in_order() -> None:
    text = planted(
        ("version: 2", "version: two"),
        ("authority: vendor", "authority: friend"),
        ("label: Reason}", "lable: Reason}"),
        ("choices: methods}", "choices: ways}"),
        ("check: number_range", "check: number_rang"),
        ("    table: consultations\n", "    table: consultation\n"),
        ("priority: 1,", "priority: first,"),
        ("{consultations|count}", "{consultations|cnt}"),
    )
    problems = problems_of(text)
    expected = [
        (2, "“version” must be"),
        (5, "“authority” must be"),
        (26, "Did you mean “label”"),
        (39, "no list “ways”"),
        (62, "“number_rang” is no kind"),
        (73, "“consultation” is neither"),
        (87, "“priority” must be"),
        (88, "no filter “cnt”"),
    ]
    found = [(problem.line, problem.text) for problem in problems]
    assert len(found) == len(expected), found
    assert all(
        line == wanted and words in text
        for (line, text), (wanted, words) in zip(found, expected, strict=True)
    ), found


def test_what_refers_to_a_broken_field_is_not_reported_as_well() -> None:
    # A condition, a rule and `where` read `method`; only its own mistakes are news.
    text = planted(("{id: method, kind: choice,", "{id: method, kind: pick, lbl: x,"))
    assert [problem.line for problem in problems_of(text)] == [39, 39]


def test_a_problem_prints_as_file_line_and_sentence() -> None:
    assert str(Problem("guide.yaml", 3, "Mend this.")) == "guide.yaml:3: Mend this."
    assert str(Problem("guide.yaml", 0, "No such file.")) == "guide.yaml: No such file."


def test_a_missing_file_is_a_problem_not_an_exception(tmp_path: Path) -> None:
    guide, problems = load_guide(tmp_path / "none.yaml")
    assert guide is None
    assert "cannot be opened" in str(problems[0])
