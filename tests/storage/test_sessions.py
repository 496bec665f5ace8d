"""Sessions: a crash is told at the next start, an ordinary end is not."""

import datetime as dt

from app.crypto import new_signing_key
from app.services.ports.store import Store
from tests.storage.samples import NOON, SUMMARY, note
from tests.storage.test_seals import sealed


def later(minutes: int) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


def test_the_first_session_has_nothing_to_restore(store: Store) -> None:
    with store.writing() as work:
        assert work.sessions.begin(NOON) is None


def test_an_ended_session_is_not_told(store: Store) -> None:
    with store.writing() as work:
        work.sessions.begin(NOON)
        work.notes.save(note(), SUMMARY, later(1))
        work.sessions.end(later(2))
        assert work.sessions.begin(later(3)) is None


def test_an_unended_session_names_the_notes_saved_in_it(store: Store) -> None:
    with store.writing() as work:
        work.notes.save(note("before"), SUMMARY, later(-5))
        work.sessions.begin(NOON)
        first = work.notes.save(note("first"), SUMMARY, later(1))
        work.notes.save(note("second"), SUMMARY, later(2))
        work.notes.save(first, SUMMARY, later(3))
    with store.writing() as work:
        cut_off = work.sessions.begin(later(60))
    assert cut_off
    assert cut_off.began_at == NOON
    told = [(row.id, row.patient, row.saved_at) for row in cut_off.notes]
    assert told == [
        ("first", "Testwell, Marisol", later(3)),
        ("second", "Testwell, Marisol", later(2)),
    ]


def test_what_was_signed_in_it_was_safe(store: Store) -> None:
    signed_note, seal = sealed(note("signed"), new_signing_key())
    with store.writing() as work:
        work.sessions.begin(NOON)
        work.notes.sign(signed_note, seal, SUMMARY, later(1))
        work.notes.save(note("draft"), SUMMARY, later(2))
        cut_off = work.sessions.begin(later(60))
    assert cut_off
    assert [row.id for row in cut_off.notes] == ["draft"]


def test_a_crash_is_told_once(store: Store) -> None:
    with store.writing() as work:
        work.sessions.begin(NOON)
        work.sessions.begin(later(60))
        work.sessions.end(later(61))
        assert work.sessions.begin(later(62)) is None


def test_two_crashes_in_a_row_tell_of_the_last(store: Store) -> None:
    with store.writing() as work:
        work.sessions.begin(NOON)
        work.sessions.begin(later(60))
        cut_off = work.sessions.begin(later(120))
    assert cut_off
    assert cut_off.began_at == later(60)
    assert cut_off.notes == ()
