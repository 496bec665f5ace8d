"""Both engines find the same: random small practices with odd names, searched by odd words."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.finding.listing import NoteQuery, PatientQuery, search_key
from app.domain.guides.answers import Text
from app.domain.practice.people import PersonName
from app.services.notes.search import Searching
from app.services.ports.store import Repositories, Store
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY
from tests.storage.test_documents import LETTER, document

ODD_WORDS = (
    "O’Sample",
    "O'Sample",
    "Test-Well",
    "Testwell",
    "Tsetwell",
    "Muñoz",
    "Munoz",
    "Nguyễn",
    "Thị",
    "Đặng",
    "Łukasz",
    "Çelik",
    "İpek",
    "ıpek",
    "Straße",
    "المثال",
    "ليلى",
    "नमूना",
    "李",
    "样本",
    "サンプル",
    "김표본",
    "Ω",
    "X",
    "a" * 110,
    "50%",
    "a_b",
    '"quoted"',
    "AND",
    "OR NOT",
    "NEAR(a b)",
    "col:word",
    "x*",
    "a & b",
    "!c",
    "<->",
    "\\",
    "';--",
    "--",
    "e\u0301tude",
    "ﬁnn",
    "𝔄da",
    "⅓",
    "123-45",
)
"""Words of names, titles and notes; the signs are those that either engine reads as its own."""

SIGNS = st.characters(codec="utf-8", exclude_characters="\0")
"""PostgreSQL keeps neither halves of signs nor NUL: it is shown as another sign there."""

WORD = st.sampled_from(ODD_WORDS) | st.text(SIGNS, min_size=1, max_size=6)
WORDS = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
PART = WORDS.map(lambda words: words[:110].strip()).filter(bool)
NAME = st.builds(PersonName, given=PART, family=PART)
TYPED = (
    WORDS
    | st.just("b" * 200)
    | st.builds(lambda word, cut: word[: cut + 1], WORD, st.integers(0, 8))
)


@dataclass(frozen=True, slots=True)
class Both:
    """An embedded practice and one on a server, with the same in both."""

    embedded: Store
    server: Store
    fresh: Iterator[int]

    def write(self, put: Callable[[Repositories], None]) -> None:
        for store in (self.embedded, self.server):
            with store.writing() as work:
                put(work)

    def say_the_same(self, ask: Callable[[Store], object]) -> None:
        assert ask(self.embedded) == ask(self.server)


@pytest.fixture
def both(request: pytest.FixtureRequest) -> Iterator[Both]:
    """Two stores with nothing in them but one dentist and a letter."""
    folder = EmbeddedFolder(request.getfixturevalue("practice_folder"))
    with closing(folder.open(KEY)) as embedded:
        stores = Both(embedded, request.getfixturevalue("opened"), count(1))

        def begin(work: Repositories) -> None:
            work.staff.save(samples.dentist())
            work.evidence.keep(LETTER)

        stores.write(begin)
        yield stores


Rows = list[tuple[str, str]]


def _patients(query: PatientQuery) -> Callable[[Store], Rows]:
    """Every patient found, page after page: ids and names."""

    def ask(store: Store) -> Rows:
        rows: Rows = []
        asked = query
        with store.reading() as work:
            while True:
                page = work.patients.page(asked)
                rows += [(row.id, row.name) for row in page.rows]
                if page.after is None:
                    return rows
                asked = replace(asked, after=page.after)

    return ask


def _notes(query: NoteQuery) -> Callable[[Store], Rows]:
    """Every note found, page after page: ids and whose."""

    def ask(store: Store) -> Rows:
        rows: Rows = []
        asked = query
        with store.reading() as work:
            while True:
                page = work.notes.page(asked)
                rows += [(row.id, row.patient) for row in page.rows]
                if page.after is None:
                    return rows
                asked = replace(asked, after=page.after)

    return ask


def _found(typed: str) -> Callable[[Store], object]:
    """What the finder shows."""

    def ask(store: Store) -> object:
        found = Searching(store).everything(typed)
        return (
            [(row.id, row.name) for row in found.patients.rows],
            found.patients.are_near,
            [(note.row.id, note.place) for note in found.notes],
            [(row.id, row.title) for row in found.documents],
        )

    return ask


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=10,
    phases=(Phase.explicit, Phase.generate),  # the practices grow: a smaller one is not the same
)
@given(
    people=st.lists(NAME, min_size=1, max_size=3),
    texts=st.lists(WORDS, max_size=3),
    titles=st.lists(PART, max_size=2),
    typed=st.lists(TYPED, min_size=1, max_size=6),
    limit=st.integers(1, 3),
)
def test_both_engines_find_the_same(
    both: Both,
    people: list[PersonName],
    texts: list[str],
    titles: list[str],
    typed: list[str],
    limit: int,
) -> None:
    ids = [f"{next(both.fresh):04}" for _ in people]
    at = [NOON + dt.timedelta(seconds=next(both.fresh)) for _ in (*texts, *titles)]

    def put(work: Repositories) -> None:
        for each, name in zip(ids, people, strict=True):
            patient = samples.patient(each).model_copy(update={"name": name})
            work.patients.save(patient)
        for number, text in enumerate(texts):
            content = samples.content(condition=Text(text))
            note = samples.note(f"{ids[0]}-{number}", patient_id=ids[number % len(ids)])
            work.notes.save(replace(note, content=content), SUMMARY, at[number])
        for number, title in enumerate(titles):
            moment = at[len(texts) + number]
            changes = {"title": title, "patient": ids[-1], "taken_at": moment}
            work.documents.save(document(f"{ids[0]}-{number}").model_copy(update=changes))

    both.write(put)
    for words in (*typed, *(name.family for name in people), *texts, *titles):
        both.say_the_same(_patients(PatientQuery(search=words, limit=limit)))
        both.say_the_same(_notes(NoteQuery(search=words, limit=limit)))
        both.say_the_same(_notes(NoteQuery(search=words, patient_id=ids[0], limit=limit)))
        both.say_the_same(_notes(NoteQuery(search=words, status="draft", limit=limit)))
        both.say_the_same(_found(words))
        for word in search_key(words).split():
            both.say_the_same(_near(word))
    both.say_the_same(_patients(PatientQuery(limit=limit)))
    both.say_the_same(_notes(NoteQuery(order="patient", limit=limit)))


def _near(word: str) -> Callable[[Store], object]:
    def ask(store: Store) -> object:
        with store.reading() as work:
            return work.search.names_near(word, 5)

    return ask


def test_every_odd_name_is_found_by_itself_in_both(both: Both) -> None:
    def put(work: Repositories) -> None:
        for number, word in enumerate(ODD_WORDS):
            name = PersonName(given="Ada", family=word)
            work.patients.save(samples.patient(f"p{number}").model_copy(update={"name": name}))

    both.write(put)
    for number, word in enumerate(ODD_WORDS):
        search = f"{word} ada"
        both.say_the_same(_patients(PatientQuery(search=search)))
        rows = _patients(PatientQuery(search=search))(both.server)
        if any(sign.isalnum() for sign in search_key(word)):
            assert f"p{number}" in [each for each, _ in rows], word
