"""The words of a text around what was looked for."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.finding.search_words import words_of
from app.domain.finding.snippet import BEFORE, LENGTH, snippet
from tests.domain.guides.answers_strategy import WORDS


def shown(*texts: str, find: str) -> str:
    """The snippet with what was found in brackets."""
    runs = snippet(texts, words_of(find))
    return "".join(f"[{run.text}]" if run.is_found else run.text for run in runs)


def test_what_was_found_stands_out_with_the_words_around_it() -> None:
    text = "Atrial fibrillation, takes apixaban twice a day"
    assert shown(text, find="apix fib") == "Atrial [fibrillation], takes [apixaban] twice a day"


def test_the_text_with_most_of_it_is_shown() -> None:
    assert shown("Only apixaban", "Takes apixaban and aspirin", find="aspirin apixaban") == (
        "Takes [apixaban] and [aspirin]"
    )


def test_accents_and_case_do_not_matter() -> None:
    assert shown("Spoke with Dr. NU\u0301N\u0303EZ", find="nuñez") == "Spoke with Dr. [NÚÑEZ]"


def test_long_texts_are_cut_between_words() -> None:
    text = "before " * 40 + "apixaban" + " after" * 40
    cut = shown(text, find="apixaban")
    assert cut.startswith("…before ")
    assert cut.endswith(" after…")
    assert "[apixaban]" in cut


def test_nothing_found_shows_nothing() -> None:
    assert snippet(("some text",), ("other",)) == ()
    assert snippet((), ("other",)) == ()


@given(st.lists(WORDS, max_size=3), WORDS)
def test_a_snippet_is_a_short_piece_of_one_line_of_a_text(texts: list[str], find: str) -> None:
    runs = snippet(texts, words_of(find))
    whole = "".join(run.text for run in runs)
    assert "\n" not in whole
    assert len(whole) <= BEFORE + LENGTH + 32
    assert all(run.text for run in runs)
    assert not runs or any(run.is_found for run in runs)


@given(st.text("ab c\n", max_size=400), st.sampled_from(["a", "ab", "ba", "c"]))
def test_whatever_begins_so_is_found(text: str, find: str) -> None:
    runs = snippet((text,), (find,))
    begins = any(word.startswith(find) for word in text.split())
    assert bool(runs) == begins
