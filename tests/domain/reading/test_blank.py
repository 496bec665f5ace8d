"""A text of marks that nobody sees is no text."""

import pytest

from app.domain.reading.blank import is_blank


@pytest.mark.parametrize("text", ["", " \t\n", "\u200b", "\ufeff\u00a0", "\u202e\u2066", "\x00"])
def test_what_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", " a ", "\u0301", "\ud800", "\U0001fae8", "\u0645\u200d"])
def test_what_shows_is_not(text: str) -> None:
    assert not is_blank(text)
