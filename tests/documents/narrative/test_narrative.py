"""Narratives: only facts, whole sentences, within every limit, what matters most first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.narrative.narrative import (
    FULL,
    LIMITS,
    Fitted,
    Limit,
    Told,
    fit,
    split_pieces,
    tell,
)
from app.documents.narrative.template import parse_template, tidy
from app.documents.narrative.words import joined, lower_first
from app.domain.facts.facts import Facts
from tests.small_guide import GUIDE, draft

LIMIT_125 = next(limit for limit in LIMITS if limit.characters == 125)
LIMIT_400 = next(limit for limit in LIMITS if limit.piece)


def told_by(**typed: str) -> tuple[Told, ...]:
    """What the small guide tells when these are typed at the top of the form."""
    d = draft()
    for field, text in typed.items():
        d.set_answer(field, text)
    return tell(GUIDE, Facts(d.content.answers, d.known, d.state.hidden))


def test_a_part_without_its_fact_drops_out_cleanly() -> None:
    assert fit(told_by(reason="pain", day="11/3/2026"), FULL).text == (
        "Seen on 11/03/2026 because of pain."
    )
    full = told_by(reason="other", day="11/3/2026", which="a broken crown.")
    assert fit(full, FULL).text == ("Seen on 11/03/2026 because of other, namely a broken crown.")


def test_a_sentence_without_its_fact_is_not_told() -> None:
    assert [told.text for told in told_by(reason="pain")] == ["Pain."]
    assert told_by(day="11/3/2026") == ()


def test_an_answer_that_is_hidden_again_is_not_told() -> None:
    d = draft()
    for field, typed in (("reason", "other"), ("day", "t"), ("which", "a crown")):
        d.set_answer(field, typed)
    d.set_answer("reason", "pain")
    told = tell(GUIDE, Facts(d.content.answers, d.known, d.state.hidden))
    assert "crown" not in fit(told, FULL).text


def test_rows_are_counted_summed_and_told_one_by_one() -> None:
    d = draft()
    for typed in ("20", "35"):
        d.add_row("visits")
        d.set_answer(f"visits/{d.rows('visits')[-1]}/minutes", typed)
    told = tell(GUIDE, Facts(d.content.answers, d.known, d.state.hidden))
    assert fit(told, FULL).text == (
        "Visit of 20 minutes. Visit of 35 minutes. Two visits took 55 minutes in all."
    )
    assert told[0].fields == ("visits/r1/minutes",)
    assert told[2].fields == ("visits", "visits/r1/minutes", "visits/r2/minutes")


def test_a_sentence_knows_where_it_stands() -> None:
    fitted = fit(told_by(reason="pain", day="t", summary="Quiet."), FULL, lead="NEA#77")
    for placed in fitted.sentences:
        assert fitted.text[placed.start : placed.end] == placed.told.text
    assert fitted.text.startswith("NEA#77 ")


def made(priority: int, text: str, short: str = "") -> Told:
    return Told(text[:8], priority, text, ("x",), short or text, ("x",))


TOLD = st.lists(
    st.builds(
        made,
        st.integers(1, 5),
        st.text("abc de.", min_size=1, max_size=160).filter(str.strip),
        st.text("ab c", max_size=20),
    ),
    max_size=12,
).map(tuple)


@given(TOLD, st.sampled_from(LIMITS), st.sampled_from(["", "NEA#1234567"]))
def test_no_narrative_exceeds_its_channel_and_the_number_counts(
    told: tuple[Told, ...], limit: Limit, lead: str
) -> None:
    fitted = fit(told, limit, lead)
    assert fitted.text.startswith(lead)
    if limit.characters is not None:
        assert len(fitted.text) <= limit.characters
    if limit.piece is not None:
        assert len(fitted.pieces) <= limit.pieces
        assert all(len(piece) <= limit.piece for piece in fitted.pieces)
    _keeps_what_matters(told, fitted)


def _keeps_what_matters(told: tuple[Told, ...], fitted: Fitted) -> None:
    kept = [placed.told.priority for placed in fitted.sentences]
    lost = [each.priority for each in fitted.dropped]
    assert len(kept) + len(lost) == len(told)
    if lost and kept:
        assert max(kept) <= min(lost)
    texts = {each.text for each in told} | {each.short for each in told}
    assert all(fitted.text[p.start : p.end] in texts for p in fitted.sentences)


@given(st.text("ab ", max_size=300), st.integers(5, 80))
def test_pieces_lose_nothing_but_the_blanks_they_break_at(text: str, length: int) -> None:
    pieces = split_pieces(text, length)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert all(len(piece) <= length for piece in pieces)


def test_short_forms_come_before_leaving_out() -> None:
    told = (made(1, "A" * 100, "A"), made(2, "B" * 100, "B"), made(3, "C" * 100, "C"))
    fitted = fit(told, LIMIT_125)
    assert fitted.text == f"{'A' * 100} B C"
    assert fitted.dropped == ()


def test_pieces_break_between_words() -> None:
    fitted = fit((made(1, "word " * 60),), LIMIT_400)
    assert all(not piece.startswith(" ") for piece in fitted.pieces)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a [b", "never closed"),
        ("a b]", "no opening"),
        ("[a [b] c]", "inside square brackets"),
        ("{a|shout}", "no filter"),
        ("{a b}", "no placeholder"),
    ],
)
def test_a_mistaken_template_says_what_is_wrong(text: str, problem: str) -> None:
    assert problem in " ".join(parse_template(text)[1])


def test_sentences_are_left_tidy() -> None:
    assert tidy("he called , and  left.. ") == "He called, and left."
    assert tidy("for pain,. ") == "For pain."
    assert tidy("end.. ") == "End."


@pytest.mark.parametrize(
    "typed",
    [
        "Give .5 mg  at night.",
        "Take 2 mg, .5 in the evening,,",
        "Stopped... then resumed .",
        "At :30 .",
    ],
)
def test_numbers_and_pauses_that_people_typed_stay(typed: str) -> None:
    kept = next(part for part in (".5 mg", ", .5", "... ", " :30") if part in typed)
    assert kept in tidy(typed)


def test_words_join_as_americans_write_them() -> None:
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == "a and b"
    assert joined(["a", "b", "c"]) == "a, b, and c"
    assert lower_first("INR test") == "INR test"
    assert lower_first("Phone call") == "phone call"
