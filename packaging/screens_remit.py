"""The EOB page and the remittance page for `screens.py`, over the small practice of claims."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.claims.claim import Appeal, Claim, ClaimState
from app.domain.remittances.eob import TypedAdjustment
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.remittances.eob_page import EobPage
from app.ui.pages.remittances.remit_page import RemitPage
from app.ui.ways.remit_ways import RemitWays
from app.ui.window.main_window import MainWindow
from screens_billing import fill_claims

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
Until = Callable[[Callable[[], bool]], None]

_BELOW = 300
_REFUSED = TypedAdjustment(amount="40.00", code="CO 97")
_SOME = tuple(TypedAdjustment(amount="10.00", code=code) for code in ("PR 204", "PI 96", "OA 18"))


def draw_remittances(
    window: MainWindow, office: Office, scratch: Path, draw: Draw, until: Until
) -> None:
    """An EOB before and after it is typed; remittances with what waits, and the files read."""
    with office.store.reading() as found:
        has_claims = found.claims.get("claim-sent") is not None
    if not has_claims:  # another tour may have made them
        fill_claims(office)
    claims = {name: office.billing.claims.get(f"claim-{name}") for name in ("sent", "silent")}
    ways = window.findChild(RemitWays)
    assert ways is not None, "joined with the window"
    ways.show_eob(claims["sent"].id)
    draw(window, "EOB, nothing typed")
    page = window.records.page
    assert isinstance(page, EobPage), "shown just now"
    letter = next(iter((Path(__file__).resolve().parents[1] / "resources/samples").glob("*.png")))
    page.scan.intake.take([letter])
    until(lambda: bool(page.typed.evidence))
    until(lambda: page.scan.view.is_settled)
    _type(page, office.clock.local().date())
    draw(window, "EOB, typed")
    window.actions_by_name[Do.REMITTANCES].trigger()
    draw(window, "remittances, nothing read")
    ways.read([write_remittance(scratch, claims)])
    until(lambda: bool(office.billing.unmatched.files()))
    remittances = window.records.page
    assert isinstance(remittances, RemitPage), "shown just now"
    until(lambda: not remittances.bar.isVisible())
    draw(window, "remittances, to match")
    remittances.matching.list.selectRow(1)
    draw(window, "remittances, nobody agrees")
    remittances.tabs.setCurrentIndex(1)
    draw(window, "remittances, files read")


def draw_taking_back(
    window: MainWindow, office: Office, draw: Draw, draw_dialog: DrawDialog
) -> None:
    """What was decided by hand, taken back; an EOB of many lines that answers an appeal."""
    ways = window.findChild(RemitWays)
    assert ways is not None, "joined with the window"
    room = office.billing
    first, second = room.unmatched.waiting()
    room.remittances.decide(first.id, "claim-partly")
    room.remittances.decide(second.id, "")
    ways.show()
    page = window.records.page
    assert isinstance(page, RemitPage), "shown just now"
    page.tabs.setCurrentIndex(2)
    page.take_focus()
    draw(window, "remittances, decided")
    decided = [row.waiting.id for row in room.unmatched.decided()]
    page.decided.table.selectRow(decided.index(first.id))
    page.decided.back.click()
    draw_dialog(window, "remittances, take back")
    claim = room.claims.get("claim-partly")
    room.taking_back.take_back(claim, claim.postings[-1].id, "It is another patient’s.")
    ways.claim_requested.emit(claim.id)
    shown = window.records.page
    assert isinstance(shown, ClaimPage), "shown just now"
    shown.page.verticalScrollBar().setValue(_BELOW)
    draw(window, "claim, an answer taken back")
    appeal_sent(office)
    ways.show_eob("claim-absorbed")
    eob = window.records.page
    assert isinstance(eob, EobPage), "shown just now"
    lines = tuple(
        line.model_copy(update={"paid": "0.00", "adjustments": (_REFUSED, *_SOME)})
        for line in eob.typed.lines
    )
    day = f"{office.clock.local():%m/%d/%Y}"
    eob.draft.edit(eob.typed.model_copy(update={"lines": lines, "eob_date": day}), "all")
    draw(window, "EOB under appeal, sums in sight")


def appeal_sent(office: Office) -> None:
    """Let the claim that was called contractual be under appeal."""
    claim = office.billing.claims.get("claim-absorbed")
    now = office.clock.utc()
    appeal = Appeal(
        id="appeal-absorbed",
        kind="provider_dispute",
        posting=claim.postings[-1].id,
        begun_at=now,
        begun_by=office.trail.who,
        sent_on=now.date() - dt.timedelta(days=5),
    )
    changes = {"state": ClaimState.APPEALED, "appeals": (*claim.appeals, appeal)}
    with office.store.writing() as found:
        found.claims.save(claim.model_copy(update=changes))


def _type(page: EobPage, today: dt.date) -> None:
    typed = page.typed
    first, second = typed.lines
    asked = {
        "paid": "0.00",
        "adjustments": (TypedAdjustment(amount="85.00", code="CO 252"),),
        "remarks": "N706",
    }
    paid = {
        "allowed": "560.00",
        "paid": "448.00",
        "patient": "112.00",
        "adjustments": (TypedAdjustment(amount="75.00", code="CO 45"), TypedAdjustment()),
    }
    lines = (first.model_copy(update=asked), second.model_copy(update=paid))
    changes = {
        "lines": lines,
        "eob_date": f"{today:%m/%d/%Y}",
        "payer_number": "26-0417-77",
        "trace": "004417",
        "reason": "Please send the documents that support this service.",
    }
    page.draft.edit(typed.model_copy(update=changes), "all")


def write_remittance(folder: Path, claims: Mapping[str, Claim]) -> Path:
    """An invented payment file: one claim that is surely ours, two that are not, one of others."""
    sent, silent = claims["sent"], claims["silent"]
    day = f"{sent.lines[0].on:%Y%m%d}"
    segments = [
        "BPR*I*633.00*C*ACH*CTX***********20261120",
        "TRN*1*EFT-20417*1512345678",
        "N1*PR*EXAMPLE MUTUAL DENTAL*XV*99999",
        "N1*PE*SAMPLE DENTAL OFFICE*XX*1234567893",
        "LX*1",
        f"CLP*{silent.number}*1*85.00*68.00**12*77-0001*11",
        "NM1*QC*1*PLACEHOLDER*VERA****MI*M-55",
        f"SVC*AD:D9311*85.00*68.00**1~DTM*472*{silent.lines[0].on:%Y%m%d}",
        "CAS*CO*45*17.00",
        "CLP*OFFICE-77*1*725.00*525.00*112.00*12*77-0002*11",
        "NM1*QC*1*PRZYKLADOWSKA*ZOFIA****MI*M-19",
        f"SVC*AD:D9311*85.00*0**1~DTM*472*{day}~CAS*CO*252*85.00~LQ*HE*N706",
        f"SVC*AD:D4260*640.00*525.00**1~DTM*472*{day}~CAS*CO*45*3.00~CAS*PR*2*112.00",
        "CLP*OFFICE-91*4*120.00*0**12*77-0003*11",
        "NM1*QC*1*NOBODYKNOWN*PAT****MI*M-80",
        f"SVC*AD:D9997*120.00*0**1~DTM*472*{day}~CAS*PR*96*120.00",
        "CLP*X-1*1*60.00*60.00**12*77-0004*11",
        "NM1*QC*1*ELSEWHERE*SAM****MI*M-81",
        f"SVC*AD:D0120*60.00*60.00**1~DTM*472*{day}",
        "PLB*1234567893*20261231*WO:77-0009*15.00",
    ]
    body = [piece for line in segments for piece in line.split("~")]
    isa = (
        "ISA*00*          *00*          *ZZ*PAYER          *ZZ*OFFICE         *261120*1200*^"
        "*00501*000000001*0*P*:"
    )
    ends = [f"SE*{len(body) + 2}*0001", "GE*1*1", "IEA*1*000000001"]
    heads = [isa, "GS*HP*PAYER*OFFICE*20261120*1200*1*X*005010X221A1", "ST*835*0001"]
    file = folder / "payment-20417.835"
    file.write_text("~\n".join([*heads, *body, *ends]) + "~\n", encoding="ascii")
    return file
