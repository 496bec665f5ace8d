"""What the acts of the claim page ask for before they are done, and what they do with the answers.

The claim page opens a dialog with these; the answers become one change of the claim.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from app.domain.claims.claim import BillingAgreement, Claim, ClaimLine
from app.domain.claims.claim_change import ClaimChange, plain
from app.domain.ids import new_id
from app.domain.packs.channel import Channel
from app.domain.packs.pack import Pack
from app.domain.reading.amounts import read_money, show_money
from app.domain.reading.dates import read_date, show_date
from app.domain.reading.problem import Unread
from app.services.claims.claim_acts import ASKS, GOES_TO, Act
from app.services.claims.patient_part import PatientPart
from app.ui.dialogs.ask_dialog import AskedFor
from app.ui.models.pack_words import usual_way

HOW = {"portal": "Portal", "clearinghouse": "Clearinghouse", "mail": "Mail", "fax": "Fax"}
"""How a claim travels, as it is stored and as it is said."""

_AFTER = "Type a day that is still to come."
_NOT_YET = "That is in the future. Type the day it was sent."
_TOO_EARLY = "The service was on {day}. A claim is sent on that day or later."
_CODE = Unread("A code is a D and four digits, such as D4260.")
_TOO_MUCH = "Cost sharing on this claim is {most} at most."

Answers = Mapping[str, object]


def usual_how(claim: Claim, packs: Sequence[Pack], channels: Sequence[Channel]) -> str:
    """How a claim goes unless somebody says otherwise: as before, else as its latest pack does."""
    latest = max(packs, key=lambda pack: pack.made_at, default=None)
    if claim.sent_how or latest is None:
        return claim.sent_how
    channel = next((each for each in channels if each.id == latest.channel), None)
    way = latest.sent.by_way_of if latest.sent else usual_way(channel)
    return way if way in HOW else ""


def asked_of(act: Act, claim: Claim, today: dt.date, how: str) -> tuple[AskedFor, ...]:
    """What an act asks for, sent as `how` by default; nothing for one that needs no words."""
    asks = ASKS.get(act)
    if asks is None:
        return ()
    found = []
    if asks.day:
        past = act is Act.SEND
        read = partial(_day_sent, claim, today=today) if past else partial(_later_day, today=today)
        typed = show_date(today) if past else ""
        found.append(AskedFor("day", asks.day, read, typed, asks.is_day_needed, "Example: t+7"))
    if asks.how:
        found.append(AskedFor("how", "How", typed=how, choices=HOW))
    if asks.text:
        found.append(AskedFor("text", asks.text, is_needed=asks.is_text_needed))
    if not asks.is_day_needed:
        found.reverse()  # what is needed comes first
    if asks.number:
        number = claim.attachment_number
        found.append(AskedFor("number", "Attachment number", typed=number, is_needed=False))
    return tuple(found)


def change_of(act: Act, answers: Answers, at: dt.datetime) -> ClaimChange:
    """The change that an act makes of the answers given at a moment (UTC), as all below."""
    text = str(answers.get("text") or "")
    changes: dict[str, object] = {}
    if act is Act.HOLD:
        changes = {"hold_until": answers["day"], "hold_reason": text}
    elif act is Act.SEND:
        changes = {
            "sent_on": answers["day"],
            "sent_how": answers["how"],
            "attachment_number": answers["number"] or "",
        }
        text = f"Sent by {answers['how']}."
    elif act in (Act.INFORMATION, Act.REVERSE):
        changes = {"answer_by": answers["day"]}
    return ClaimChange(kind="move", at=at, state=GOES_TO[act], text=text, values=plain(changes))


def asked_for_agreement(today: dt.date, *, has_medicaid: bool) -> tuple[AskedFor, ...]:
    """What is recorded of an agreement to pay."""
    asked = (
        AskedFor("signed_on", "Signed on", partial(_past_day, today=today)),
        AskedFor("signed_by", "Signed by", hint="Patient or representative"),
        AskedFor("document", "Where it is filed", hint="Example: scanned, documents of 11/3"),
    )
    tick = AskedFor("conforms", "It conforms to the state’s Medicaid rules", is_tick=True)
    return (*asked, tick) if has_medicaid else asked


def agreement_change(answers: Answers, at: dt.datetime) -> ClaimChange:
    """Put an agreement to pay on the claim."""
    agreement = BillingAgreement.model_validate(dict(answers))
    text = f"Agreement to pay of {show_date(agreement.signed_on)} recorded."
    return ClaimChange(kind="tell", at=at, text=text, values=plain({"agreement": agreement}))


def asked_for_part(part: PatientPart) -> tuple[AskedFor, ...]:
    """What is recorded once somebody checked the patient's part."""
    return (
        AskedFor("amount", "Amount that may be billed", partial(_amount, most=part.most)),
        AskedFor("basis", "Checked against", hint="Example: EOB, plan document, agreement"),
    )


def part_change(answers: Answers, at: dt.datetime) -> ClaimChange:
    """Keep what somebody found the patient's part to be; the program itself never says it."""
    amount = answers["amount"]
    assert isinstance(amount, Decimal), "read as money"
    text = f"Patient’s part checked: {show_money(amount)}. {answers['basis']}"
    return ClaimChange(kind="tell", at=at, text=text, reference="patient part")


def asked_for_line(claim: Claim, today: dt.date) -> tuple[AskedFor, ...]:
    """What is asked of another code that was billed."""
    day = show_date(claim.began or today)
    return (
        AskedFor("code", "Code", _code, hint="Example: D4260"),
        AskedFor("on", "Date of service", partial(_past_day, today=today), day),
        AskedFor("fee", "Fee", read_money),
    )


def line_change(answers: Answers, at: dt.datetime) -> ClaimChange:
    """Put another code on the claim."""
    line = ClaimLine.model_validate({"id": new_id(), **answers})
    return ClaimChange(kind="new line", at=at, values=plain(dict(line)))


def _past_day(text: str, today: dt.date) -> dt.date | Unread:
    day = read_date(text, today)
    return Unread(_NOT_YET) if isinstance(day, dt.date) and day > today else day


def _day_sent(claim: Claim, text: str, today: dt.date) -> dt.date | Unread:
    day, served = _past_day(text, today), max((line.on for line in claim.lines), default=None)
    if isinstance(day, dt.date) and served and day < served:
        return Unread(_TOO_EARLY.format(day=show_date(served)))
    return day


def _later_day(text: str, today: dt.date) -> dt.date | Unread:
    day = read_date(text, today)
    return Unread(_AFTER) if isinstance(day, dt.date) and day < today else day


def _amount(text: str, most: Decimal | None) -> Decimal | Unread:
    amount = read_money(text)
    if isinstance(amount, Decimal) and most is not None and amount > most:
        return Unread(_TOO_MUCH.format(most=show_money(most)))
    return amount


def _code(text: str) -> str | Unread:
    code = text.strip().upper()
    is_code = len(code) == 5 and code[0] == "D" and code[1:].isdecimal() and code.isascii()
    return code if is_code else _CODE
