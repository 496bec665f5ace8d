"""The full text of both databases: the first places in order, however often a word is and where."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from app.domain.finding.search_words import Wanted
from app.storage.engine import WRITES, make_engine
from app.storage.search.search_engines import COMMON, FAR, NEAR, Words, words_table
from app.storage.server.server import ServerLogin
from app.storage.server.server_engine import make_server_engine
from tests.storage.conftest import KEY

RECORDS = NEAR + 1_500
PAGE = 40

SPELLED: dict[str, Callable[[int], bool]] = {
    "every": lambda place: place > 0,
    "half": lambda place: place % 2 == 0,
    "sometimes": lambda place: place % 70 == 0,  # more than a page, but not among the near ones
    "rare": lambda place: place % 700 == 0,
    "old": lambda place: place > RECORDS - 300,
    "new": lambda place: place < 30,
}


@pytest.fixture(params=["sqlcipher", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "postgresql":
        login: ServerLogin = request.getfixturevalue("server_login")
        made = make_server_engine(login.address, login.password)
    else:
        folder: Path = request.getfixturevalue("practice_folder")
        made = make_engine(folder / "practice.db", KEY)
    yield made
    made.dispose()


@contextmanager
def filled(engine: Engine) -> Iterator[tuple[Connection, Words]]:
    """The words of many records, in a transaction that is undone."""
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        words = words_table(connection, "search_notes")
        words.add(
            [
                (place, [word for word, has in SPELLED.items() if has(place)])
                for place in range(1, RECORDS + 1)
            ]
        )
        yield connection, words


def expected(wanted: Wanted, after: int) -> list[int]:
    every = [
        place
        for place in range(after + 1, RECORDS + 1)
        if all(
            any(word.startswith(beginning) and SPELLED[word](place) for word in SPELLED)
            for beginning in wanted.beginnings
        )
        and all(any(SPELLED[word](place) for word in one_of) for one_of in wanted.marks)
    ]
    return every[:PAGE]


def test_the_first_places_come_in_order_from_wherever_one_begins(engine: Engine) -> None:
    asked = [
        *(Wanted((word,)) for word in SPELLED),
        *(Wanted(("every", word)) for word in SPELLED),
        Wanted(("h", "rare")),
        Wanted(("h", "s")),
        Wanted(("o", "n")),
        Wanted(("nothing",)),
        Wanted(("e", "e", "half", "o")),
        Wanted((), (("old", "new"),)),
        Wanted(("half",), (("rare", "sometimes"), ("every",))),
    ]
    with filled(engine) as (_, words):
        for wanted in asked:
            for after in (0, 29, NEAR - 700, NEAR, RECORDS - 301, RECORDS):
                found = words.places(wanted, after, PAGE)
                assert list(found) == expected(wanted, after), (wanted, after)


@pytest.mark.parametrize(
    ("wanted", "looks"),
    [
        (Wanted(("every",)), ["next"]),
        (Wanted(("sometimes",)), ["next", "next"]),
        (Wanted(("old",)), ["next", "index"]),
        (Wanted(("every", "old")), ["next", "count", "index"]),
    ],
)
def test_a_server_walks_to_what_is_frequent_and_asks_its_index_for_what_is_rare(
    server_login: ServerLogin, wanted: Wanted, looks: list[str]
) -> None:
    said: list[tuple[str, object]] = []
    engine = make_server_engine(server_login.address, server_login.password)
    with filled(engine) as (_, words):
        event.listen(
            engine,
            "before_cursor_execute",
            lambda _c, _k, statement, given, *_: said.append((statement, given)),
        )
        words.places(wanted, 0, PAGE)
    engine.dispose()
    assert [_kind(statement) for statement, _ in said] == looks
    if "index" in looks:  # of all that is wanted only what is rare
        assert str(said[-1][1]).count("every") == len(wanted.beginnings) - 1


def test_the_words_of_this_test_are_as_frequent_as_it_takes() -> None:
    near = sum(map(SPELLED["sometimes"], range(1, NEAR + 1)))
    assert near < PAGE <= near * (FAR // NEAR)
    assert sum(map(SPELLED["rare"], range(1, NEAR + 1))) < COMMON < NEAR // 2


def _kind(statement: str) -> str:
    if "count(" in statement:
        return "count"
    return "index" if "OFFSET" in statement else "next"


def test_no_save_on_a_server_pays_for_the_words_of_others(server_login: ServerLogin) -> None:
    engine = make_server_engine(server_login.address, server_login.password)
    lists_kept = (
        "SELECT relname FROM pg_class JOIN pg_am ON pg_am.oid = relam WHERE amname = 'gin'"
        " AND NOT coalesce('fastupdate=off' = ANY (reloptions), false)"
    )
    gin = "SELECT count(*) FROM pg_class JOIN pg_am ON pg_am.oid = relam WHERE amname = 'gin'"
    with engine.connect() as connection:
        assert connection.exec_driver_sql(gin).scalar_one() == 3
        assert connection.exec_driver_sql(lists_kept).all() == []
    engine.dispose()
