"""A small sound guide as text, which the tests of the guide reader plant mistakes in."""

# ruff: noqa: E501  # one field of the guide a line

from app.domain.guides.guide import Guide
from app.guides.loader import read_guide
from app.guides.problem import Problem

GUIDE = """\
code: D9311
version: 2
title: Talking to a doctor
sources:
  S1: {title: A guide, authority: vendor, checked: 2026-11-22, where: on paper}
lists:
  methods:
    - {value: phone, label: Phone call, says: by phone}
    - {value: letter, label: Letter}
chart_only: {field: billing, in: [chart_only]}
fit:
  title: Is this the right code?
  questions:
    - id: direct
      ask: Did the dentist exchange words with the doctor?
      fact: C1
      say: Answer whether there was an exchange.
      because: The code is for an exchange.
      source: S1
      when_no:
        say: Use another code.
        because: A referral is no exchange.
        source: S1
        suggest: D9310
  fields:
    - {id: stated_reason, kind: text, label: Reason}
sections:
  - id: visit
    title: The visit
    fields:
      - {id: date_of_service, kind: date, label: Date of service, default: today}
      - {id: spoken, kind: yes_no, label: Spoken}
      - {id: billing, kind: choice, label: Bill, choices: [{value: bill, label: Bill it}, {value: chart_only, label: No}]}
      - id: consultations
        kind: table
        label: Consultations
        row_name: Consultation
        fields:
          - {id: method, kind: choice, label: Method, choices: methods}
          - {id: minutes, kind: minutes, label: Minutes, show_when: {field: consultations/method, is: phone}}
          - {id: doctor, kind: text, label: Doctor}
          - id: attempts
            kind: table
            label: Attempts
            fields:
              - {id: date, kind: date, label: Date}
  - id: claim
    title: Claim
    show_when: {not: {field: billing, in: [chart_only]}}
    fields:
      - {id: necessity, kind: long_text, label: Necessity, suggests: "Spoke with {consultations/doctor|list}."}
      - {id: quantity, kind: number, label: Quantity, default: "1", min: 1, max: 9, show_when: {field: spoken, answered: true}}
requires:
  - id: D9311-P2-date
    check: required
    field: date_of_service
    needed_for: [chart, claim]
    say: Enter the day.
    because: A claim needs one.
    source: S1
  - id: D9311-C6-minutes
    check: number_range
    field: consultations/minutes
    low: 1
    high: 480
    severity: warns
    when: {field: consultations/method, in: [phone]}
    say: Enter the minutes.
    because: They show the work.
    source: S1
  - id: D9311-C6-some
    check: at_least
    table: consultations
    where: {field: consultations/method, answered: true}
    say: Add a consultation.
    because: There must be one.
    source: S1
  - id: D9311-C6-attempt
    check: not_future
    field: consultations/attempts/date
    say: Check the day.
    because: It has not come.
    source: S1
    severity: blocks
    blocks: signing
says:
  - {id: spoke, priority: 1, each: consultations, text: "Spoke with {consultations/doctor}[ for {consultations/minutes}]."}
  - {id: many, priority: 2, when: {row: consultations, at_least: 2}, text: "There were {consultations|count} consultations."}
retired: [old_field]
"""


def planted(*changes: tuple[str, str]) -> str:
    """The guide with each first text replaced by the second, which must stand in it once."""
    text = GUIDE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def problems_of(text: str) -> tuple[Problem, ...]:
    """What has to be mended in a guide's text."""
    return read_guide(text, "guide.yaml")[1]


def sound(text: str = GUIDE) -> Guide:
    """The guide in a sound text."""
    guide, problems = read_guide(text, "guide.yaml")
    assert guide is not None, [str(problem) for problem in problems]
    return guide
