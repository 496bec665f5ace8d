"""The bytes that are signed: one sequence for one note, and the same note read back."""

import hashlib
from dataclasses import replace

import pytest

from app.domain.guides.answers import Text
from app.domain.notes.late import LateSpell
from app.domain.signing.signed_body import note_body, note_of, sealed_bytes
from tests.storage import samples

LATE = (LateSpell(samples.NOON, "ada-samplemann", "the reply was still missing"),)


def test_a_note_comes_back_as_it_was_signed() -> None:
    signature = replace(samples.signature(), name="Ada Samplemann", key="k", drawn=(((1, 2),),))
    note = replace(samples.note(), status="signed", late=LATE, signature=signature)
    body = note_body(note)
    read = note_of(body, hashlib.sha256(body).hexdigest())
    assert replace(note, signature=replace(signature, digest=read.signature.digest)) == read  # type: ignore[union-attr] # it is signed
    assert note_body(read) == body


def test_how_a_letter_was_composed_makes_no_difference() -> None:
    note = replace(samples.note(), signature=samples.signature())

    def with_text(text: str) -> bytes:
        answers = note.content.answers.insert("reason", Text(text))
        return note_body(replace(note, content=replace(note.content, answers=answers)))

    assert with_text("Zo\u00eb") == with_text("Zoe\u0308")
    assert with_text("Zoe") != with_text("Zo\u00eb")


def test_no_fraction_of_a_binary_number_is_ever_signed() -> None:
    with pytest.raises(ValueError, match="as text"):
        sealed_bytes({"fee": [12.5]})


def test_half_a_character_from_a_broken_paste_stops_no_signature() -> None:
    assert sealed_bytes({"text": "valve \ud83d"}) == b'{"text":"valve ?"}'
