"""Any answer and any content, for properties that must hold for all of them."""

import datetime as dt

from hypothesis import strategies as st
from rpds import HashTrieMap

from app.domain.guides import answers as a
from app.domain.guides.answers import Answer
from app.domain.notes.note import Content, Entry, Reason

WORDS = st.text(st.characters(), max_size=30)  # surrogates and controls too: all can be pasted
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False)
MOMENTS = st.datetimes(timezones=st.just(dt.UTC))
PATHS = st.text("abcdefghij_/0123456789", min_size=1, max_size=20)


def people() -> st.SearchStrategy[a.Person]:
    return st.builds(a.Person, WORDS, WORDS, WORDS, WORDS, WORDS)


def answers() -> st.SearchStrategy[Answer]:
    """Any answer of any kind."""
    several = st.lists(WORDS, max_size=4).map(tuple)
    documents = st.builds(a.EvidenceItem, WORDS, WORDS, st.integers(0, 2**40))
    codes = st.builds(a.DiagnosisCode, WORDS, WORDS)
    return st.one_of(
        st.builds(a.Text, WORDS),
        st.builds(a.Choice, WORDS),
        st.builds(a.Choices, several),
        st.builds(a.Date, st.dates()),
        st.builds(a.Time, st.times()),
        st.builds(a.Minutes, st.integers()),
        st.builds(a.Number, AMOUNTS),
        st.builds(a.Money, AMOUNTS),
        st.builds(a.YesNo, st.booleans()),
        st.builds(a.Teeth, several),
        st.builds(a.Npi, WORDS),
        st.builds(a.Phone, WORDS),
        people(),
        st.builds(a.Evidence, st.lists(documents, max_size=3).map(tuple)),
        st.builds(a.Diagnoses, st.lists(codes, max_size=4).map(tuple)),
        st.builds(a.Rows, several),
        st.builds(a.NotGiven, st.sampled_from(["none", "not_available", "would_not_say"])),
        st.builds(a.Unreadable, WORDS, WORDS),
    )


def contents() -> st.SearchStrategy[Content]:
    """Any content of a note."""
    return st.builds(
        Content,
        st.dictionaries(PATHS, answers(), max_size=8).map(HashTrieMap),
        st.dictionaries(PATHS, st.builds(Entry, WORDS, MOMENTS), max_size=4).map(HashTrieMap),
        st.dictionaries(PATHS, st.builds(Reason, WORDS, WORDS, MOMENTS), max_size=4).map(
            HashTrieMap
        ),
    )
