"""Notes that wait for a reply, in every store: in the order of their days, until it was told."""

import datetime as dt
from dataclasses import replace

from app.crypto import new_signing_key, public_half
from app.domain.guides.answers import Answer, Choice, Date, Rows
from app.domain.notes.note import Note
from app.domain.signing.seal import SealKind, SigningKey
from app.services.ports.store import Store
from tests.storage import samples
from tests.storage.samples import NOON, SUMMARY
from tests.storage.test_seals import entry, sealed

DAY = dt.date(2026, 11, 25)


def asked(note_id: str, state: str = "sent", **more: Answer) -> Note:
    answers: dict[str, Answer] = {
        "consultations": Rows(("r1",)),
        "consultations/r1/state": Choice(state),
        **more,
    }
    return replace(samples.note(note_id), content=samples.content(**answers))


def waiting(store: Store, person: str = "") -> list[tuple[str, dt.date | None, dt.date | None]]:
    with store.reading() as found:
        rows = found.replies.page(person, None, 10).rows
    return [(row.id, row.due, row.planned) for row in rows]


def test_the_one_needed_first_comes_first_and_without_a_day_last(store: Store) -> None:
    planned = dt.date(2026, 11, 30)  # a Monday; the Thursday and Friday before: Thanksgiving and on
    with store.writing() as work:
        for note in (
            asked("n1"),
            asked("n2", planned_date=Date(planned)),
            asked("n3", answer_by=Date(DAY), planned_date=Date(planned)),
            asked("n4", "answered", answer_by=Date(DAY)),
            samples.note("n5"),
        ):
            work.notes.save(note, SUMMARY, NOON)
    assert waiting(store) == [
        ("n3", DAY, planned),
        ("n2", dt.date(2026, 11, 27), planned),
        ("n1", None, None),
    ]
    with store.reading() as found:
        first = found.replies.page("", None, 1)
        rest = found.replies.page("", first.after, 1)
    assert [row.id for row in (*first.rows, *rest.rows)] == ["n3", "n2"]
    assert rest.after is not None


def test_it_waits_for_who_treats_and_who_wrote_it(store: Store) -> None:
    with store.writing() as work:
        work.staff.save(samples.dentist("s2", "Bo", "Exampleton"))
        work.staff.save(samples.dentist("s3", "Cy", "Fictional"))
        work.notes.save(replace(asked("n1"), author_id="s2"), SUMMARY, NOON)
    assert [len(waiting(store, who)) for who in ("s1", "s2", "s3", "")] == [1, 1, 0, 1]


def test_what_everybody_gone_waited_for_is_somebody_elses(store: Store) -> None:
    with store.writing() as work:
        work.staff.save(samples.dentist("s2", "Bo", "Exampleton"))
        work.staff.save(samples.dentist("s3", "Cy", "Fictional"))
        for note_id, author in (("n1", "s2"), ("n2", "s3")):
            work.notes.save(replace(asked(note_id), author_id=author), SUMMARY, NOON)
    with store.reading() as found:
        told = {
            gone: [row.id for row in found.replies.page("s3", None, 10, gone).rows]
            for gone in ((), ("s1",), ("s1", "s2"))
        }
    assert told == {(): ["n2"], ("s1",): ["n2"], ("s1", "s2"): ["n1", "n2"]}


def test_an_answer_ends_the_waiting_of_a_draft(store: Store) -> None:
    with store.writing() as work:
        kept = work.notes.save(asked("n1"), SUMMARY, NOON)
    assert len(waiting(store)) == 1
    with store.writing() as work:
        work.notes.save(replace(asked("n1", "answered"), version=kept.version), SUMMARY, NOON)
    assert waiting(store) == []


def test_a_continuation_ends_the_waiting_of_a_signed_note(store: Store) -> None:
    key = new_signing_key()
    note, seal = sealed(asked("n1", answer_by=Date(DAY)), key)
    with store.writing() as work:
        work.signing_keys.add(SigningKey(seal.key, seal.by, public_half(key), NOON))
        work.notes.sign(note, seal, SUMMARY, NOON)
    assert waiting(store) == [("n1", DAY, None)]
    with store.writing() as work:
        work.seals.add(entry(SealKind.CONTINUATION, seal, key, text="The reply came."))
    assert waiting(store) == []
