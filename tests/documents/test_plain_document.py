"""Documents as JSON values: what comes back is what went in, and nothing else is believed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.blocks import (
    Bullets,
    Document,
    Heading,
    KeepTogether,
    Notice,
    PageBreak,
    Paragraph,
    SheetMark,
    TickBoxes,
)
from app.documents.notes import chart_note
from app.documents.packs import claim_attachment
from app.documents.plain_document import document_of, plain_document
from tests.documents.notes.note_views import consultation, view

_words = st.text(max_size=20)
_leaf = (
    st.builds(Heading, _words, st.sampled_from([1, 2, 3]))
    | st.builds(Paragraph, _words, _words)
    | st.builds(Bullets, st.lists(_words, max_size=3).map(tuple))
    | st.builds(Notice, st.sampled_from(["info", "warn", "draft"]), _words)
    | st.builds(TickBoxes, st.lists(_words, max_size=3).map(tuple), _words, st.just(2))
    | st.just(PageBreak())
)
_marks = st.none() | st.builds(SheetMark, _words, _words)
_blocks = st.lists(_leaf | st.builds(KeepTogether, st.lists(_leaf).map(tuple)), max_size=6)


@given(st.builds(Document, _words, _blocks.map(tuple), mark=_marks))
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    assert document_of(json.loads(json.dumps(plain_document(document)))) == document


@pytest.mark.parametrize("build", [chart_note.build, claim_attachment.build])
def test_a_real_note_comes_back_as_it_was(build: object) -> None:
    assert callable(build)
    document = build(view(consultation()))
    assert document_of(json.loads(json.dumps(plain_document(document)))) == document


@given(
    st.recursive(
        st.none() | st.booleans() | _words, lambda x: st.lists(x) | st.dictionaries(_words, x)
    )
)
def test_anything_else_is_no_document(plain: object) -> None:
    assert document_of(plain) is None
