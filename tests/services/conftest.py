"""A practice that people sign in to, for the tests of services."""

import pytest

from tests.people_practice import Practice


@pytest.fixture
def practice() -> Practice:
    """Just made."""
    return Practice.begun()
