"""Joins the main window with the ways to claims and to what comes of them.

`joined_ways` calls it once for each window.
"""

from app.services.claims.claim_changes import KIND as CLAIM
from app.services.denials.appeal_waiting import KIND as APPEAL
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.page_tools import PageTools
from app.ui.ways.claim_ways import ClaimWays
from app.ui.ways.denial_ways import DenialWays
from app.ui.ways.page_ways import leading
from app.ui.ways.remit_ways import RemitWays
from app.ui.ways.report_ways import ReportWays
from app.ui.ways.work_ways import WorkWays
from app.ui.window.main_window import MainWindow


def join_billing(window: MainWindow, office: Office, tools: PageTools) -> None:
    """Claims are shown like pages of records; what they lead to is shown in their place."""
    claims = ClaimWays(office, tools, window.records, window)

    def show_claim() -> None:
        if window.note_page and window.leave():
            claims.show_of_note(window.note_page.note.id)

    window.actions_by_name[Do.CLAIM].triggered.connect(lambda _checked: show_claim())
    claims.note_requested.connect(window.open_note)
    claims.patient_requested.connect(window.show_patient)
    claims.pack_requested.connect(window.show_pack)
    claims.refused.connect(window.say)
    window.records.shown.connect(lambda page, _place: claims.attend(page))
    remits = RemitWays(office, tools, window.records, window)
    window.records.left_requested.connect(leading(CLAIM, claims.show))
    _join_remittances(window, remits, claims)
    denials, work = (
        DenialWays(office, tools, window.records, window),
        WorkWays(office, tools, window),
    )
    _join_denials(window, denials, claims)
    _join_work(window, work, claims, remits)
    for done in (claims.changed, denials.changed, window.records.saved, window.signed):
        done.connect(work.reminder.count)
    _join_reports(window, ReportWays(office, tools, window.records, window), claims)


def _join_remittances(window: MainWindow, remits: RemitWays, claims: ClaimWays) -> None:
    """An EOB typed from paper leads back to its claim, as a remittance that was posted does."""

    def show_eob(claim_id: str) -> None:
        if window.leave():
            remits.show_eob(claim_id)

    def show() -> None:
        if window.leave():
            remits.show()

    window.column.insertWidget(1, remits.banner)
    window.closed.connect(remits.stop)
    window.actions_by_name[Do.REMITTANCES].triggered.connect(lambda _checked: show())
    claims.eob_requested.connect(show_eob)
    window.records.eob_requested.connect(remits.show_eob)
    remits.claim_requested.connect(claims.show)
    remits.refused.connect(window.say)
    remits.told.connect(window.say)


def _join_denials(window: MainWindow, denials: DenialWays, claims: ClaimWays) -> None:
    """What comes of a payer's judgment; it leads into the note, to documents and to the card."""

    def show_fact(note_id: str, path: str) -> None:
        window.open_note(note_id)
        if window.note_page and window.note_page.note.id == note_id:
            window.note_page.go_to(path)

    claims.what_now_requested.connect(denials.show_what_now)
    claims.appeal_requested.connect(denials.show_appeal)
    window.records.left_requested.connect(leading(APPEAL, denials.show_appeal))
    denials.claim_requested.connect(claims.show)
    denials.note_requested.connect(window.open_note)
    denials.fact_requested.connect(show_fact)
    denials.patient_requested.connect(window.show_patient)
    denials.document_requested.connect(window.records.show_document)
    denials.card_requested.connect(window.records.cards.show_card)
    denials.refused.connect(window.say)


def _join_work(window: MainWindow, work: WorkWays, claims: ClaimWays, remits: RemitWays) -> None:
    """What is opened from the worklist leads back to it when it is closed."""

    def show() -> None:
        if window.leave():
            work.show()

    def lead_back() -> None:
        if window.records.page:
            window.records.page.closed.connect(work.show)

    window.actions_by_name[Do.WORK].triggered.connect(lambda _checked: show())
    window.column.insertWidget(0, work.reminder.banner)
    window.closed.connect(work.reminder.stop)
    work.shown.connect(window.show_page)
    work.list_requested.connect(window.show_notes)
    work.claim_requested.connect(claims.show)
    work.remittances_requested.connect(remits.show)
    work.patient_requested.connect(window.show_patient)
    for opened in (work.claim_requested, work.remittances_requested, work.patient_requested):
        opened.connect(lambda *_: lead_back())
    work.note_requested.connect(window.open_note)
    work.requests_requested.connect(window.records.requests_requested)
    work.reminder.counted.connect(lambda count: window.rail.show_count(Do.WORK, count))
    window.pages.currentChanged.connect(lambda _index: work.reminder.follow())
    work.reminder.count()


def _join_reports(window: MainWindow, reports: ReportWays, claims: ClaimWays) -> None:
    """A claim opened from a report leads back to it when it is closed."""

    def show() -> None:
        if window.leave():
            reports.show()

    def lead_back() -> None:
        if window.records.page:
            window.records.page.closed.connect(reports.show)

    window.actions_by_name[Do.REPORTS].triggered.connect(lambda _checked: show())
    reports.notes_requested.connect(window.show_notes)
    reports.claim_requested.connect(claims.show)
    reports.claim_requested.connect(lambda _claim: lead_back())
