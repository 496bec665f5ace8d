"""Joins the main window with the ways that lead from it to its pages and back.

`application` opens the window here. The window knows how to show a page, each way which pages it
has; which of them leads where stands below, one function for each.
"""

from PySide6.QtCore import Qt

from app.server_errors import ServerUnreachable
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.page_tools import PageTools
from app.ui.theme import Role
from app.ui.ways.live_ways import LiveWays, reread_list
from app.ui.ways.request_ways import RequestWays
from app.ui.ways.signing_ways import SigningWays
from app.ui.window.billing_ways import join_billing
from app.ui.window.idle import Quiet
from app.ui.window.left_pages import left_name_on, show_unsaved
from app.ui.window.main_window import MainWindow
from app.ui.window.payer_ways import join_payers


def open_window(office: Office, tools: PageTools) -> MainWindow:
    """The window of an open practice with every way joined to it, the list of notes shown."""
    window = MainWindow(office, tools)
    _join_records(window)
    _join_finding(window)
    _join_packs(window)
    _join_history(window)
    _join_requests(window, office, tools)
    join_billing(window, office, tools)
    join_payers(window, office, tools)
    _join_live(window, office, tools)
    _join_signing(window, office, tools)
    window.begin()
    return window


def _join_records(window: MainWindow) -> None:
    """Pages of records are shown beside the open note, which learns what was saved there."""
    window.records.shown.connect(window.show_page)
    window.records.closed.connect(window.close_page)
    window.records.saved.connect(window.learn)
    window.records.note_requested.connect(window.open_note)
    window.records.new_note_requested.connect(window.finding.ask_code)


def _join_finding(window: MainWindow) -> None:
    """What is picked, found, or comes from the practice system, is shown."""
    finding, reception = window.finding, window.reception

    def show_document(document_id: str) -> None:
        if window.leave():
            window.records.show_document(document_id)

    window.notes_page.opened.connect(window.open_note)
    window.notes_page.new_requested.connect(finding.ask_new_note)
    finding.note_picked.connect(window.open_note)
    finding.patient_picked.connect(window.show_patient)
    finding.document_picked.connect(show_document)
    finding.note_wanted.connect(window.new_note)
    finding.command_picked.connect(lambda do: window.actions_by_name[do].trigger())
    finding.troubled.connect(lambda sentence: window.say(sentence, Role.BLOCKS))
    reception.patient_picked.connect(window.show_patient)
    reception.asked.connect(lambda text, ways: window.notice.say(text, Role.NEEDED, ways))
    reception.troubled.connect(lambda sentence: window.say(sentence, Role.BLOCKS))


def _join_packs(window: MainWindow) -> None:
    """Packs are shown over their note; what they lack is mended in the note or its documents."""
    packs, actions = window.packs, window.actions_by_name
    actions[Do.PACK].triggered.connect(lambda _checked: window.show_pack())
    actions[Do.CHECK_FILE].triggered.connect(lambda _checked: packs.check_file())
    packs.shown.connect(window.show_page)
    packs.closed.connect(window.close_page)
    window.records.pack_requested.connect(window.show_pack)
    packs.note_requested.connect(window.open_note)
    packs.sign_requested.connect(window.open_note)
    packs.sign_requested.connect(actions[Do.SIGN].trigger)
    packs.document_requested.connect(window.records.show_document)


def _join_requests(window: MainWindow, office: Office, tools: PageTools) -> None:
    """What patients asked for is shown beside the open note, like pages of records."""
    ways = RequestWays(office, tools, window.records, window)

    def show(patient_id: str = "") -> None:
        if window.leave():
            ways.show_patient(patient_id) if patient_id else ways.show()

    def show_one(patient_id: str, request_id: str) -> None:
        if window.leave():
            ways.show_one(patient_id, request_id)

    window.actions_by_name[Do.REQUESTS].triggered.connect(lambda _checked: show())
    window.records.requests_requested.connect(show)
    window.packs.restriction_requested.connect(show_one)
    ways.note_requested.connect(window.open_note)
    ways.patient_wished.connect(window.finding.ask_patient)


def _join_live(window: MainWindow, office: Office, tools: PageTools) -> None:
    """What others change is shown; two versions of the open note are compared over it."""
    records = window.records
    live = LiveWays(
        office, lambda: window.note_page, lambda: left_name_on(records.page), tools, window
    )
    window.column.insertWidget(0, live.server.notice)
    window.pages.currentChanged.connect(live.follow, Qt.ConnectionType.QueuedConnection)
    window.closed.connect(live.stop)
    live.shown.connect(window.show_page)
    live.closed.connect(window.close_page)
    live.lists_changed.connect(lambda: reread_list(window.pages.currentWidget()))
    live.records_changed.connect(window.learn)
    live.records_changed.connect(window.records.reread)
    live.records_changed.connect(lambda: _take_back(window))
    live.presence.changed.connect(lambda: window.notes_page.show_elsewhere(live.presence.words))
    live.note_requested.connect(window.open_note)
    live.server.page_requested.connect(
        lambda name: show_unsaved(records, office.records.unfinished, name)
    )
    live.reopen_requested.connect(window.reopen)
    live.told.connect(window.say)


def _join_signing(window: MainWindow, office: Office, tools: PageTools) -> None:
    """What waits for a signature is a place of its own; its notes open as usual."""
    actions, open_page = window.actions_by_name, lambda: window.note_page
    quiet, is_alone = Quiet(window), office.store.is_file_here

    def may_hurry() -> bool:
        """On a server every check is told to the others, so there it keeps its pace."""
        return is_alone and quiet.is_now

    ways = SigningWays(office.signing, actions, open_page, window.leave, may_hurry, tools, window)
    window.column.insertWidget(1, ways.banner)
    window.closed.connect(ways.stop)
    window.pages.currentChanged.connect(lambda _at: ways.follow(window.pages.currentWidget()))
    ways.shown.connect(window.show_page)
    ways.list_requested.connect(window.show_notes)
    ways.note_requested.connect(window.open_note)
    ways.keys_found.connect(window.history.warn_of)


def _join_history(window: MainWindow) -> None:
    """The history is shown like a page of records, and leads to notes and patients."""
    history = window.history
    window.column.insertWidget(0, history.banner)

    def show(patient_id: str = "") -> None:
        if window.leave():
            history.show(patient_id)

    window.actions_by_name[Do.HISTORY].triggered.connect(lambda _checked: show())
    history.wished.connect(show)
    window.records.history_requested.connect(show)
    history.shown.connect(window.show_page)
    history.closed.connect(window.close_page)
    history.note_requested.connect(window.open_note)
    history.patient_requested.connect(window.show_patient)


def _take_back(window: MainWindow) -> None:
    """Say no longer that the server is not reached: it was heard."""
    if window.notice.text == ServerUnreachable.sentence:
        window.say("")
