"""Payer cards with anything in them, for properties of what reads, writes and edits them."""

import datetime as dt

from hypothesis import strategies as st

from app.domain.payers.payer import (
    AppealRule,
    CardRule,
    CardSource,
    PayerCard,
    UseLimit,
    Window,
)
from app.domain.practice.people import Address, PayerType

SOURCES = ("own/S1", "own/P 1", "own/no")

Words = st.SearchStrategy[str]

ANY_WORDS = st.one_of(
    st.sampled_from(["no", "null", "1", "2026-11-22", "own/S1", "- a: b"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60).map(str.strip),
)
PLAIN_WORDS = st.sampled_from(["", "Testwell Plaza 1", "no", "2026-11-22"])

_SAID = st.sampled_from(SOURCES)
_SOURCE = st.sampled_from(("", *SOURCES))
_WINDOWS = st.none() | st.builds(
    Window,
    amount=st.integers(1, 3650),
    unit=st.sampled_from(["days", "work_days", "months"]),
    counted_from=st.sampled_from(["service", "eob", "eob_received", "request", "decision"]),
)


def cards(words: Words = ANY_WORDS) -> st.SearchStrategy[PayerCard]:
    """Cards of the id `own` whose texts are such words; every source they name is there."""
    some = words.filter(bool)
    addresses = st.builds(Address, street=words, city=words, state=words, zip=words)
    return st.builds(
        PayerCard,
        id=st.just("own"),
        payer=some,
        version=st.integers(1, 99),
        payer_ids=st.lists(some, max_size=2).map(tuple),
        payer_types=st.lists(st.sampled_from(PayerType), max_size=3).map(tuple),
        address=addresses,
        appeals_address=addresses,
        phone=words,
        timely_filing=_WINDOWS,
        information_window=_WINDOWS,
        appeals=st.lists(_appeals(words), max_size=3).map(tuple),
        fresh_days=st.integers(30, 1825),
        said_by=st.dictionaries(st.sampled_from(["phone", "timely_filing"]), _SAID),
        sources=st.fixed_dictionaries(dict.fromkeys(SOURCES, _sources(words))),
        codes=st.dictionaries(st.sampled_from(["D9311", "D9997", "D0140"]), _rules(words)),
        retired=st.lists(st.sampled_from(["CARD-D9311-npi", "CARD-D9311-a_2"]), unique=True).map(
            tuple
        ),
    )


def _sources(words: Words) -> st.SearchStrategy[CardSource]:
    return st.builds(
        CardSource,
        title=words.filter(bool),
        authority=words,
        checked=st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
        where=words,
        author=words,
        evidence=words,
    )


def _appeals(words: Words) -> st.SearchStrategy[AppealRule]:
    return st.builds(
        AppealRule,
        kind=st.sampled_from(["documents", "peer_review", "fair_hearing"]),
        level=st.integers(1, 5),
        window=_WINDOWS,
        answered_in=st.integers(0, 365),
        signer=st.sampled_from(["treating_dentist", "practice", "member", "unknown"]),
        how=words,
        source=_SOURCE,
    )


def _limits(words: Words) -> st.SearchStrategy[UseLimit]:
    spans = st.sampled_from([("day", 0), ("months", 1), ("months", 120), ("lifetime", 0)])
    return st.builds(
        lambda most, span, remark: UseLimit(most=most, per=span[0], months=span[1], remark=remark),
        st.integers(1, 99),
        spans,
        words,
    )


def _rules(words: Words) -> st.SearchStrategy[CardRule]:
    return st.builds(
        CardRule,
        covered=st.sampled_from(["yes", "no", "by_plan", "unknown"]),
        repeat=st.sampled_from(["unknown", "per_date", "trigger"]),
        repeat_note=words,
        limits=st.lists(_limits(words), max_size=2).map(tuple),
        records=st.sampled_from(["narrative", "chart_note", "both", "unknown"]),
        attachments=st.sampled_from(["required", "unless_asked", "never", "unknown"]),
        same_day_exclusions=st.lists(words.filter(bool), max_size=2).map(tuple),
        channel=words,
        narrative_limit=st.none() | st.integers(1, 9999),
        source=_SOURCE,
        said_by=st.dictionaries(st.sampled_from(["covered", "limits"]), _SAID),
    )
