"""History as people read it: names, words, filters, what left the office, the export."""

import csv
import datetime as dt
from io import StringIO
from pathlib import Path

import pytest

from app.domain.audit import About, AuditQuery, Deed
from app.domain.reading.dates import show_date
from app.interchange.csv_lines import csv_lines
from app.services.audit.history import HEADINGS, History
from app.services.audit.trail_check import check_trail
from tests.sample_trail import TRAIL
from tests.storage import samples
from tests.storage.fakes import MemoryStore

ZONE = dt.timezone(dt.timedelta(hours=-8))
NOTE = About("note", "n1", "p1", "n1")


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    with made.writing() as found:
        found.patients.save(samples.patient())
        found.staff.save(samples.dentist(family="=Samplemann"))
        found.staff.save(samples.dentist("s2", "=Finn"))
        TRAIL.add(found, Deed.NOTE_VIEWED, NOTE)
        TRAIL.add(found, Deed.PRINTED, NOTE, paper="chart-note", pages=2)
        TRAIL.as_user("s2").add(found, Deed.PACK_SENT, About("pack", "k1", "p2", "n2"), way="fax")
    return made


@pytest.fixture
def history(store: MemoryStore) -> History:
    return History(store, TRAIL, ZONE, csv_lines)


def test_lines_name_people_and_say_what_was_done(history: History) -> None:
    sent, printed, viewed = history.page(AuditQuery()).rows
    assert (printed.who, printed.deed, printed.about) == ("Ada =Samplemann", "Printed", "Note n1")
    assert (printed.patient, printed.more) == ("Testwell, Marisol", "pages: 2; paper: chart-note")
    assert viewed.at == TRAIL.now().astimezone(ZONE)
    assert (sent.patient, sent.more) == ("", "way: fax")


def test_ids_are_told_as_names_and_digests_shortened(store: MemoryStore, history: History) -> None:
    with store.writing() as found:
        found.notes.save(samples.note("n1"), samples.SUMMARY, TRAIL.now())
        found.professionals.save(samples.professional("x1"))
        TRAIL.add(found, Deed.NOTE_HANDED_OVER, NOTE, to="s2")
        TRAIL.add(found, Deed.DOCUMENT_MOVED, About("document", "d9", "p1"), came_from="p1")
        TRAIL.add(found, Deed.RECORD_CHANGED, About("professional", "x1"), fields=["phone"])
        TRAIL.add(found, Deed.PACK_MADE, About("pack", "k1", "p1", "n1"), number="77")
        TRAIL.add(found, Deed.KEY_MADE, About("staff", "s2"), key="ab" * 32)
        TRAIL.add(found, Deed.TRAIL_REJOINED, About("trail"), heads=["5" * 32 + ":7:" + "c" * 64])
    rejoined, key, pack, changed, moved, given, *_ = history.page(AuditQuery()).rows
    day = samples.note("n1").date_of_service
    assert day
    note = f"D9311 of {show_date(day)}"
    assert (given.about, given.more) == (note, "to: =Finn Samplemann")
    assert (moved.about, moved.more) == ("Document d9", "came from: Testwell, Marisol")
    assert changed.about == samples.professional("x1").name.full
    assert pack.about == f"Pack for {note}"
    assert (key.about, key.more, key.digest) == (
        "=Finn Samplemann",
        "key: abababababab…",
        "ab" * 32,
    )
    assert rejoined.more == "heads: row 7 of 55555555"


def test_what_left_the_office_is_asked_for_one_patient(history: History) -> None:
    assert [line.deed for line in history.what_left("p1")] == ["Printed"]
    assert [line.deed for line in history.what_left("p2")] == ["Pack sent"]
    assert history.what_left("p3") == ()


def test_what_left_goes_on_over_every_page(store: MemoryStore, history: History) -> None:
    with store.writing() as found:
        for _ in range(250):
            TRAIL.add(found, Deed.EXPORTED, NOTE)
    assert len(history.what_left("p1")) == 251


def test_the_export_holds_every_row_once_and_no_patient_by_name(
    store: MemoryStore, history: History, tmp_path: Path
) -> None:
    with store.writing() as found:
        for _ in range(250):
            TRAIL.add(found, Deed.NOTE_VIEWED, NOTE)
    file = tmp_path / "trail.csv"
    history.export(file, AuditQuery())
    text = file.read_text("utf-8-sig")
    headings, *lines = csv.reader(StringIO(text, newline=""))
    assert tuple(headings) == HEADINGS
    assert sorted(int(line[0]) for line in lines) == list(range(1, 254))
    assert "Testwell" not in text
    assert {line[3] for line in lines} == {"Ada =Samplemann", "'=Finn Samplemann"}
    last = history.page(AuditQuery(limit=1, deeds=(Deed.TRAIL_EXPORTED,))).rows
    assert last[0].who == "Ada =Samplemann"
    assert check_trail(store).is_whole


def test_the_export_of_a_filter_holds_only_that(history: History, tmp_path: Path) -> None:
    history.export(tmp_path / "trail.csv", AuditQuery(patient="p1"))
    assert (tmp_path / "trail.csv").read_text("utf-8-sig").count("\n") == 3
