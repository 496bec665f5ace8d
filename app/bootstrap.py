"""The only wiring: which storage, guides and printer the services and the window work with.

The command line calls `run_window` and `self_test`. Nothing heavy is imported before the first
dialog is painted: each function imports what it joins.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import paths
from app.crypto import OFFICE_COST
from app.errors import DamagedInstallation
from app.keychain import SystemKeychain
from app.log import FILE_NAME, Event, open_log
from app.preparing import Told, unheard
from app.services.people.access import Access, Entrance, Unlocked
from app.services.people.keychain_way import KeychainWay
from app.services.people.tries import Tries
from app.settings import Theme, read_settings, write_settings
from app.stock import Stock
from app.storage.folder import EmbeddedFolder
from app.storage.place import practice_at, way_in
from app.storage.tries import TryFile

SAMPLE_CARD = "example-mutual.yaml"

if TYPE_CHECKING:  # see the module's docstring
    from app.crypto import Cost
    from app.domain.codes.icd10 import DiagnosisIndex
    from app.domain.finding.listing import Interrupted
    from app.domain.remittances.remittance import RemitClaim, RemitReading
    from app.services.audit.trail_start import Misfit
    from app.services.documents.scanner_folder import Watch
    from app.services.durability.backups import Backups
    from app.services.notes.charting import Clock
    from app.services.office.office import Office
    from app.services.packs.pack_making import PackMaker
    from app.services.ports.backup import LookThrough
    from app.services.ports.folder import PracticeFolder
    from app.services.ports.light_table import LightTable
    from app.services.ports.store import Store
    from app.services.printing.printing import Printer
    from app.services.records.importing.work import Importing
    from app.services.trail import Trail
    from app.ui.dialogs.first_start_pages import FirstChoice
    from app.ui.window.application import Program


def run_window(theme: Theme | None = None, arrival: bytes = b"") -> int:
    """Open the program's window; returns its exit code.

    `arrival` is a patient the practice system shows (`services.records.arrivals.packed`): a running
    program takes it over, else this one shows it when it has been unlocked.
    """
    if arrival and _taken_over(arrival):
        return 0
    program, run = make_program(theme, paths.data_folder(), paths.log_folder())
    sys.excepthook = program.on_unexpected
    if arrival:
        program.receive(arrival)
    program.show_door()
    return run()


def _taken_over(arrival: bytes) -> bool:
    from app.ui.window.application import the_application
    from app.ui.window.single_instance import address_of, hand_over

    the_application()  # local sockets need one on some systems
    return hand_over(address_of(paths.data_folder()), arrival)


def self_test() -> None:
    """Open the real window unseen on a temporary practice with the sample notes, and print one.

    Raises what went wrong; whoever asked says so.
    """
    import tempfile

    from app.crypto import Cost
    from app.domain.finding.listing import NoteQuery
    from app.services.printing.printing import Paper
    from app.ui.dialogs.first_start_pages import FirstChoice

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="chartproof-") as scratch:
        data = Path(scratch) / "data"
        cheap = Cost(passes=1, memory_kib=128, lanes=1)  # nothing in this practice is secret
        program, _ = make_program("light", data, Path(scratch) / "logs", cheap)
        access, phrase = Access(EmbeddedFolder(data), cheap), "a phrase for the self test"
        new, problems = access.begin(phrase)
        if new is None:
            raise ValueError(problems[0])
        new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
        unlocked, entrance = Unlocked(new.create()), Entrance(phrase)
        office = enter(Stock(), access, "", unlocked, entrance, FirstChoice(sample=True))
        window = program.open_office(office)
        try:
            with office.store.reading() as found:
                note = found.notes.page(NoteQuery()).rows[0]
            window.open_note(note.id)
            draft = office.charting.open(note.id)
            printed = office.print_room.render(
                draft.note, draft.guide, draft.known, Paper.CHART_NOTE
            )
            if not printed.data.startswith(b"%PDF"):
                raise ValueError("the document is no PDF")
        finally:
            program.close()


def make_program(
    theme: Theme | None, data: Path, logs: Path, cost: Cost | None = None
) -> tuple[Program, Callable[[], int]]:
    """The program on a data folder, nothing shown yet, and what runs it until it ends.

    `cost` is what a guess of a new passphrase costs; the office's own when None.
    """
    gc.disable()  # nothing turns into garbage before the door stands; then the program turns it on
    sys.setswitchinterval(0.001)  # workers let the window's thread go on within a millisecond
    from app.ui.dialogs.server_password import ServerDoor
    from app.ui.window.application import Program, Wiring, the_application
    from app.ui.window.preparation import Preparation

    log = open_log(logs)
    settings, problems = read_settings(data)
    if problems:
        log.note(Event.SETTINGS_SET_ASIDE, problems=len(problems))
    way, stock = way_in(settings.database), Stock()
    app, preparation = the_application(), Preparation()
    folder = practice_at(data, way, preparation.hear)
    access = make_access(folder, data, cost)
    wiring = Wiring(
        settings=settings,
        keep_settings=partial(write_settings, data),
        log=log,
        log_file=logs / FILE_NAME,
        resources=paths.resources_folder(),
        access=access,
        enter=partial(enter, stock, access, told=preparation.hear),
        keychain=KeychainWay(access, SystemKeychain()),
        warm=stock.warm,
        data=data,
        take_over=EmbeddedFolder(data).take_over,
        preparation=preparation,
        server=ServerDoor(way.take, way.keep) if way else None,
    )
    return Program(app, wiring, theme), app.exec


def make_access(folder: PracticeFolder, data: Path, cost: Cost | None = None) -> Access:
    """The door to a practice; wrong tries are kept in this computer's own folder."""
    return Access(folder, cost or OFFICE_COST, Tries(TryFile(data)))


def enter(
    stock: Stock,
    access: Access,
    last_user: str,
    unlocked: Unlocked,
    entrance: Entrance,
    choice: FirstChoice | None,
    told: Told = unheard,
) -> Office:
    """The services of a practice just opened, with whoever opened it signed in.

    A first start fills it. `told` hears how far it is where it takes long. On failure closes the
    store.
    """
    from app.services.office.people_desk import PeopleDesk
    from app.services.people.first_records import begin_empty
    from app.services.people.sign_in import SignIn
    from app.services.signing.sitting import Sitting

    store = unlocked.store
    try:
        user = unlocked.proof.person if unlocked.proof else last_user
        if choice is not None and choice.sample:
            fill_with_samples(stock, store)
        elif choice is not None:
            user = begin_empty(
                store,
                choice.practice,
                choice.given,
                choice.family,
                choice.credential,
                is_dentist=choice.is_dentist,
            )
        sign_in = SignIn(access, _now)
        step = sign_in.admit(unlocked, entrance)
        office = make_office(stock, store, user, told=told)
        sign_in.settle(unlocked, entrance, office.trail, step)
        people = PeopleDesk.over(unlocked, access, SystemKeychain(), office.trail)
        return replace(office, people=people, sitting=Sitting(access.signing_key))
    except BaseException:
        store.close()
        raise


def make_office(
    stock: Stock, store: Store, user: str = "", clock: Clock | None = None, told: Told = unheard
) -> Office:
    """The services of an open practice, its session begun."""
    from app.evidence.table import SafeLightTable
    from app.interchange.csv_lines import csv_lines
    from app.services.audit.history import History
    from app.services.audit.what_left import WhatLeft
    from app.services.channels.channels import ChannelShelf
    from app.services.claims.claim_desk import ClaimDesk
    from app.services.documents.documents import DocumentDrawer
    from app.services.notes.answer_reading import AnswerReader
    from app.services.notes.beside import work_beside
    from app.services.notes.charting import Charting
    from app.services.notes.print_room import PrintRoom
    from app.services.office.office import Office
    from app.services.packs.packing import PackRoom
    from app.services.payers.payer_cards import PayerCardDrawer
    from app.services.printing.catalogue import Catalogue
    from app.services.records.records import Records
    from app.services.signing.sent_files import SentFiles

    clock = clock or _usual_clock()
    light_table, diagnoses = SafeLightTable(), _diagnoses()
    reader = AnswerReader(clock.local, lambda: diagnoses)
    printer = make_printer(light_table)
    channels = ChannelShelf(store, stock.channels)
    documents = DocumentDrawer(store, light_table, clock)
    trail, interrupted, misfit = _begin_session(store, clock, user, told)
    charting = Charting(store, Catalogue(stock), reader, clock, trail.who)
    history = History(store, trail, clock.zone, csv_lines)
    return Office(
        store=store,
        clock=clock,
        trail=trail,
        charting=charting,
        beside=work_beside(store, charting, trail, clock),
        records=Records(store, trail),
        cards=PayerCardDrawer(store, trail, stock),
        channels=channels,
        claim_desk=ClaimDesk(store, channels, clock, trail),
        print_room=PrintRoom(store, printer, clock, trail),
        printer=printer,
        light_table=light_table,
        documents=documents,
        watch_folder=_watch_folder,
        packs=PackRoom(store, charting, documents, channels, _maker(printer, light_table), clock),
        sent_files=SentFiles(light_table, printer, store, clock.zone),
        backups=make_backups(store, trail, clock),
        importing=_importing(store, trail, clock),
        history=history,
        what_left=WhatLeft(store, history, printer, clock, trail),
        retention_rules=stock.retention_rules,
        read_remittance=_read_remittance,
        reasons=stock.reasons,
        diagnoses=diagnoses,
        reader=reader,
        interrupted=interrupted,
        misfit=misfit,
    )


def _importing(store: Store, trail: Trail, clock: Clock) -> Importing:
    from app.interchange.csv_file import open_csv
    from app.services.records.importing.work import Importing

    return Importing(store, trail, open_csv, lambda: clock.local().date())


def _read_remittance(content: bytes, keeps: Callable[[RemitClaim], bool]) -> RemitReading:
    from app.interchange.x12.remittance import read_remittance

    return read_remittance(content, keeps)


def _maker(printer: Printer, light_table: LightTable) -> PackMaker:
    from app.services.packs.pack_making import PackMaker

    return PackMaker(printer, light_table)


def make_backups(store: Store, trail: Trail, clock: Clock | None = None) -> Backups:
    """What backs up an open practice."""
    from app.services.durability.backups import Backups
    from app.services.durability.restoring import RestoreDesk

    restoring = RestoreDesk(store, trail, look_through_restored)
    return Backups(store, clock or _usual_clock(), trail, look_through(), restoring)


def look_through() -> LookThrough:
    """What opens and looks through a database that came out of a backup."""
    from app.services.durability.record_check import broken_records
    from app.storage.backup_opening import problems_of

    return partial(problems_of, broken_records)


def look_through_restored(who: str = "") -> LookThrough:
    """The same for one that is to be the practice: its audit trail tells so, and who did it."""
    from app.services.durability.restoring import restored_records
    from app.storage.backup_opening import problems_of

    return partial(problems_of, partial(restored_records, who=who))


def _begin_session(
    store: Store, clock: Clock, last_user: str, told: Told
) -> tuple[Trail, Interrupted | None, Misfit | None]:
    """Begin the session and its trail: what a crash cut off, and how the trail misfits, if so."""
    from app.services.audit.trail_start import begin_trail
    from app.services.trail import Trail

    anchor = store.anchor()
    with store.writing() as found:
        interrupted = found.sessions.begin(clock.utc())
        user = _user(last_user, found.practice.get().treating, [m.id for m in found.staff.all()])
        trail = Trail(clock.utc, user)
        return trail, interrupted, begin_trail(found, anchor, trail, told)


def make_printer(light_table: LightTable) -> Printer:
    """What prints documents as PDF/A with the fonts that ship."""
    from app.pdf.renderer import Renderer
    from app.services.printing.archive_printer import ArchivePrinter

    return ArchivePrinter(Renderer(paths.fonts_folder()), light_table)


def fill_with_samples(stock: Stock, store: Store) -> None:
    """Put the sample practice into an empty store."""
    from app.guides.cards import load_card
    from app.services.office.sample_practice import SampleFiles, fill_sample_practice
    from app.services.printing.catalogue import Catalogue

    resources = paths.resources_folder()
    guides = stock.guides()
    file = resources / "payers" / SAMPLE_CARD
    card, problems = load_card(file, guides)
    if card is None or problems:
        raise DamagedInstallation
    files = SampleFiles(
        practice=(resources / "samples" / "practice.json").read_bytes(),
        notes=[(resources / "samples" / f"{code}.json").read_bytes() for code in sorted(guides)],
        card=(card.card, file.read_text("utf-8")),
        letters=[each.read_bytes() for each in sorted((resources / "samples").glob("*.png"))],
    )
    diagnoses = _diagnoses()
    now = _now().astimezone()
    fill_sample_practice(store, files, Catalogue(stock), lambda: diagnoses, now)


def _watch_folder(folder: Path, touched: Callable[[], None]) -> Watch:
    from app.evidence.folder_watch import FolderWatch

    return FolderWatch(folder, touched)


def _diagnoses() -> DiagnosisIndex:
    from app.domain.codes.icd10 import DiagnosisIndex

    return DiagnosisIndex(paths.resources_folder() / "icd10" / "diagnoses.bin")


def _user(last: str, treating: str, staff: list[str]) -> str:
    """Who is at the keyboard: who was last, else the treating dentist, else the first listed."""
    return next((each for each in (last, treating, *staff) if each in staff), "")


def _usual_clock() -> Clock:
    """The time of this computer, in the zone it is set to."""
    from app.services.local_zone import LocalZone
    from app.services.notes.charting import Clock

    return Clock(_now, LocalZone())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
