"""Two real programs on one server, wired as for the window: each sees what the other does."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from app import bootstrap
from app.crypto import Cost
from app.domain.finding.listing import NoteQuery, NoteSummary
from app.errors import StaleNote
from app.services.audit.trail_check import check_trail
from app.services.office.office import Office
from app.services.people.access import Access, Entrance, Unlocked
from app.stock import Stock
from app.storage.place import practice_at, way_in
from app.storage.server.server import ServerLogin
from app.storage.server.server_address import ADDRESS_VARIABLE
from app.ui.dialogs.first_start_pages import FirstChoice

PHRASE = "an invented phrase for tests"
CHEAP = Cost(passes=1, memory_kib=128, lanes=1)
SUMMARY = NoteSummary(0, 100, "")


def access_at(workstation: Path, login: ServerLogin) -> Access:
    """The door of a workstation that finds its server by the environment."""
    address, password = login.address, login.password
    assert password
    text = address.text.replace("@", f":{quote(password.reveal().decode())}@", 1)
    folder = practice_at(workstation, way_in("", {ADDRESS_VARIABLE: text}))
    return Access(folder, CHEAP)


@pytest.fixture
def first(tmp_path: Path, server_login: ServerLogin) -> Iterator[Office]:
    """The workstation that made the practice, with the sample notes."""
    access = access_at(tmp_path / "first", server_login)
    new, problems = access.begin(PHRASE)
    assert new, problems
    new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    choice, entrance = FirstChoice(sample=True), Entrance(PHRASE, share=True)
    office = bootstrap.enter(Stock(), access, "", Unlocked(new.create()), entrance, choice)
    yield office
    office.close()


@pytest.fixture
def second(tmp_path: Path, server_login: ServerLogin, first: Office) -> Iterator[Office]:
    """Another workstation, where somebody else signs in."""
    del first  # made before
    access = access_at(tmp_path / "second", server_login)
    somebody = max(access.people())
    unlocked = access.sign_in(somebody, PHRASE)
    office = bootstrap.enter(Stock(), access, "", unlocked, Entrance(PHRASE), None)
    yield office
    office.close()


def test_each_sees_what_the_other_saved_and_a_conflict_is_told(
    first: Office, second: Office
) -> None:
    assert second.interrupted is None  # the first session is open, not cut off
    with second.store.reading() as found:
        patient = found.notes.page(NoteQuery()).rows[0].patient_id
    note = first.charting.new_note(patient, "D9311").note
    saved = first.charting.save(note, SUMMARY)
    mine, theirs = first.charting.open(saved.id), second.charting.open(saved.id)
    field = "condition"
    mine.set_answer(field, "typed at the first")
    theirs.set_answer(field, "typed at the second")
    kept = first.charting.save(mine.note, SUMMARY)
    with pytest.raises(StaleNote):
        second.charting.save(theirs.note, SUMMARY)
    assert second.charting.stored(saved.id) == kept
    report = check_trail(second.store)
    assert report.is_whole
    assert report.workstations == 2


def test_a_new_recovery_key_holds_for_every_workstation(first: Office, second: Office) -> None:
    assert first.people
    assert second.people
    renewal = first.people.renewal
    manager = next(iter(renewal.seconds()), "")
    new, problems = renewal.begin(PHRASE, manager, PHRASE if manager else "")
    assert new, problems
    assert renewal.keep(new, new.key.groups[new.asked])
    elsewhere = second.people.accounts.access
    unlocked, problems = elsewhere.recover(new.key, max(elsewhere.people()), "short")
    assert unlocked is None, "the key fits, so the passphrase is looked at"
    assert problems
    assert check_trail(second.store).is_whole
