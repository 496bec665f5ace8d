"""A whole session with a canary name in everything typed; run as a program of its own by its test.

It prints every error it meets, with its traceback, as a careless program might, and ends without
closing anything, so that the write-ahead log stays behind.
"""

import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace

from app.crypto import Cost
from app.domain.finding.listing import NoteQuery, NoteSummary, PatientQuery
from app.domain.guides.answers import Person, Text, Unreadable
from app.domain.practice.people import Patient, PersonName
from app.log import Event, EventLog, open_log
from app.paths import data_folder, log_folder
from app.services.people.access import Access
from app.services.ports.store import Store
from app.settings import Settings, write_settings
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.samples import NOON

CANARY = "Quillfeather"
PASSPHRASE = "Quillfeather sits on the roof"


def main() -> None:
    log = open_log(log_folder())
    folder = data_folder()
    access = Access(EmbeddedFolder(folder), Cost(passes=1, memory_kib=128, lanes=1))
    log.note(Event.STARTED)
    new, _ = access.begin(PASSPHRASE)
    assert new
    new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    store = new.create()
    access.keys.share_out(PASSPHRASE, {"s1": "Ada Samplemann"})
    write_settings(folder, Settings(last_user="s1"))
    work_a_day(store)
    for fail in failures(access, store):
        report(log, fail)
    access_again(access, store)
    sys.stdout.flush()
    os._exit(0)


def work_a_day(store: Store) -> None:
    patient = samples.patient(given=CANARY, family=CANARY)
    with store.writing() as work:
        work.sessions.begin(NOON)
        work.patients.save(patient)
        work.staff.save(samples.dentist(family=CANARY))
        work.professionals.save(samples.professional(family=CANARY))
        work.verifications.save(samples.verification().model_copy(update={"limits": CANARY}))
        work.payer_cards.put(samples.card(payer=CANARY), f"payer: {CANARY}\n")
        work.remembered.remember(CANARY, "same_day", Text(CANARY))
        work.evidence.keep(f"Dear Dr. {CANARY}".encode() * 100_000)
        note = work.notes.save(samples.note(), NoteSummary(1, 10, CANARY), NOON)
    for number in range(200):
        typed = samples.content(
            condition=Text(f"{CANARY} {number} " * 200),
            who=Person(CANARY, CANARY),
            minutes=Unreadable(CANARY, "Type whole minutes."),
        )
        with store.writing() as work:
            note = work.notes.save(replace(note, content=typed), NoteSummary(1, 10, CANARY), NOON)
    with store.reading() as work:
        assert work.notes.page(NoteQuery(search=CANARY, order="patient")).rows
        assert work.patients.page(PatientQuery(search=CANARY)).rows


def failures(access: Access, store: Store) -> list[Callable[[], object]]:
    """What can go wrong with a name in hand."""

    def save_stale() -> None:
        with store.writing() as work:
            work.patients.save(samples.patient(family=CANARY))

    def save_for_nobody() -> None:
        note = replace(samples.note("n2", CANARY), content=samples.content(condition=Text(CANARY)))
        with store.writing() as work:
            work.notes.save(note, NoteSummary(missing=CANARY), NOON)

    def save_without_zone() -> None:
        with store.writing() as work:
            work.notes.save(samples.note("n3"), NoteSummary(), NOON.replace(tzinfo=None))

    return [
        save_stale,
        save_for_nobody,
        save_without_zone,
        lambda: access.unlock(CANARY),
        lambda: access.unlock(PASSPHRASE),
        lambda: access.keys.change_passphrase("s1", CANARY, PASSPHRASE),
        lambda: Patient(id=CANARY * 20, name=PersonName(given=CANARY * 20, family=CANARY)),
    ]


def report(log: EventLog, fail: Callable[[], object]) -> None:
    try:
        fail()
    except Exception as error:  # noqa: BLE001 - whatever it is, its text is what we look at
        log.failure(Event.UNEXPECTED, error)
        sys.stdout.write(f"failed: {error} {error!r}\n")
        sys.stdout.writelines(traceback.format_exception(error))
    else:
        raise AssertionError("nothing went wrong")


def access_again(access: Access, store: Store) -> None:
    """Close, change the passphrase, open again and leave some unfolded log behind."""
    store.close()
    assert access.keys.change_passphrase("s1", PASSPHRASE, PASSPHRASE + " again") == ()
    opened = access.unlock(PASSPHRASE + " again")
    with opened.writing() as work:
        work.patients.save(samples.patient("p9", CANARY, CANARY))
    sys.stdout.write(f"files {sorted(file.name for file in data_folder().iterdir())}\n")


if __name__ == "__main__":
    main()
