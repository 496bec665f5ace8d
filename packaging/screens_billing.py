"""A small fictional practice of claims, and the pictures of the claim page, for `screens.py`.

Other tours build on `fill_claims`: it returns the ids of the claims by a short name of each.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from app.domain.audit import Deed
from app.domain.claims.claim import (
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.claims.claim_steps import judged, moved
from app.domain.finding.listing import NoteQuery
from app.domain.payers.payer import PayerCard
from app.domain.practice.people import Coverage
from app.services.claims.claim_keeping import keep
from app.services.office.office import Office
from app.services.ports.store import Repositories

_S = ClaimState
NETWORK_DISCOUNT = ("CO", "45", "20.00")


class ClaimShelf:
    """Makes claims as the weeks before today would have left them."""

    def __init__(self, office: Office, found: Repositories) -> None:
        self._office = office
        self._found = found
        self._today = office.clock.local().date()
        self.ids: dict[str, str] = {}

    def add(self, name: str, patient: str, days_ago: int, *lines: ClaimLine, order: int = 1) -> str:
        """A claim begun for a service of some days ago, not claimed yet."""
        person = self._found.patients.get(patient)
        assert person is not None, "one of the sample patients"
        coverage = next(each for each in person.coverages if each.order == order)
        number = f"C26{len(self.ids) + 1:04}{patient[:6].replace('-', '').upper()}"
        claim_id = f"claim-{name}"
        if self._found.claims.get(claim_id) is not None:  # of another tour
            claim_id, number = f"{claim_id}-2", f"{number}2"
        claim = Claim(
            id=claim_id,
            number=number,
            patient=patient,
            coverage_order=order,
            payer=coverage.payer,
            card=_card(self._found, coverage),
            lines=tuple(
                line.model_copy(
                    update={
                        "on": line.on - dt.timedelta(days=days_ago),
                        "id": f"{name}-{at}",
                        "control": f"{number}-{at}",
                    }
                )
                for at, line in enumerate(lines, start=1)
            ),
            owner=self._office.charting.user,
            attachment_number=f"CP{number[3:7]}",
        )
        self.ids[name] = keep(self._found, self._office.trail, claim, Deed.CLAIM_BEGUN).id
        return name

    def move(self, name: str, days_ago: int, *states: ClaimState, **changes: object) -> None:
        """Move it on, some days ago."""
        claim = self._get(name)
        day = self._today - dt.timedelta(days=days_ago)
        for state in states:
            claim = moved(claim, state, self._at(days_ago), self._office.charting.user)
            if state is _S.SENT:
                sent = {"sent_on": day, "sent_how": "clearinghouse"}
                claim = claim.model_copy(update=sent)
        claim = Claim.model_validate({**dict(claim), **changes})
        keep(self._found, self._office.trail, claim, Deed.CLAIM_MOVED_ON)

    def judge(
        self,
        name: str,
        days_ago: int,
        paid: str,
        *adjustments: tuple[str, str, str],
        remarks: tuple[str, ...] = (),
        printed: str = "",
        due_in: int = 0,
    ) -> None:
        """Post the payer's answer to its first line; further lines are paid in full."""
        claim = self._get(name)
        day = self._today - dt.timedelta(days=days_ago)
        amounts = tuple(
            PostedAdjustment(group=group, reason=reason, amount=Decimal(amount))
            for group, reason, amount in adjustments
        )
        first, *others = claim.lines
        posting = Posting(
            id=f"posting-{name}",
            at=self._at(days_ago),
            by=self._office.charting.user,
            source="paper",
            eob_date=day,
            received_on=day,
            payer_number=f"26-{claim.number[3:7]}-77",
            billed=claim.billed,
            paid=Decimal(paid) + sum((each.fee for each in others), Decimal(0)),
            lines=(
                _posted(first, Decimal(paid), amounts, remarks),
                *(_posted(each, each.fee, (), ()) for each in others),
            ),
            reason_as_printed=printed,
            answer_due=self._today + dt.timedelta(days=due_in) if due_in else None,
        )
        keep(self._found, self._office.trail, judged(claim, posting), Deed.CLAIM_JUDGED)

    def _get(self, name: str) -> Claim:
        claim = self._found.claims.get(self.ids[name])
        assert claim is not None, "added before"
        return claim

    def _at(self, days_ago: int) -> dt.datetime:
        return self._office.clock.utc() - dt.timedelta(days=days_ago)


def fill_claims(office: Office) -> Mapping[str, str]:
    """Claims to two payers and Medicaid in every state; returns their ids by short name."""
    today = office.clock.local().date()
    with office.store.writing() as found:
        notes = {row.code: row.id for row in found.notes.page(NoteQuery()).rows}

        def line(code: str, fee: str, note: str = "", teeth: str = "") -> ClaimLine:
            return ClaimLine(id="x", code=code, on=today, fee=Decimal(fee), note=note, teeth=teeth)

        shelf = ClaimShelf(office, found)
        consult, manage = line("D9311", "85.00"), line("D9997", "120.00")
        shelf.add("new", "marisol-testwell", 3, line("D9311", "85.00", notes.get("D9311", "")))
        shelf.add("sent", "zofia-przykladowska", 20, consult, line("D4260", "640.00", teeth="UR"))
        shelf.move("sent", 18, _S.READY, _S.SENT)
        shelf.add("document", "vera-placeholder", 40, manage)
        shelf.move("document", 38, _S.READY, _S.SENT, _S.ACKNOWLEDGED)
        shelf.judge("document", 6, "0.00", ("CO", "252", "120.00"), remarks=("N706",), due_in=24)
        shelf.add("absorbed", "mau-nguyen", 45, consult, line("D0150", "95.00"))
        shelf.move("absorbed", 44, _S.READY, _S.SENT)
        shelf.judge("absorbed", 9, "0.00", ("CO", "97", "85.00"), due_in=150)
        shelf.add("paper", "zofia-przykladowska", 60, consult)
        shelf.move("paper", 58, _S.READY, _S.SENT)
        words = "Service considered part of another procedure. Send the length of the call."
        shelf.judge("paper", 3, "0.00", ("", "", "85.00"), printed=words, due_in=4)
        shelf.add("paid", "mau-nguyen", 120, manage)
        shelf.move("paid", 119, _S.READY, _S.SENT)
        shelf.judge("paid", 90, "100.00", NETWORK_DISCOUNT)
        shelf.add("partly", "zofia-przykladowska", 95, manage)
        shelf.move("partly", 94, _S.READY, _S.SENT)
        shelf.judge("partly", 60, "40.00", NETWORK_DISCOUNT, ("PR", "204", "60.00"), due_in=30)
        shelf.add("rejected", "marisol-testwell", 12, consult)
        shelf.move("rejected", 10, _S.READY, _S.SENT, _S.REJECTED)
        shelf.add("held", "henry-demofield", 8, consult)
        hold = {"hold_until": today + dt.timedelta(days=5), "hold_reason": "Member id is checked"}
        shelf.move("held", 7, _S.READY, _S.ON_HOLD, **hold)
        shelf.add("ready", "asha-namuna", 2, manage)
        shelf.move("ready", 1, _S.READY)
        shelf.add("medicaid", "theo-testwell", 75, line("D9997", "120.00", notes.get("D9997", "")))
        shelf.move("medicaid", 70, _S.READY, _S.SENT, _S.ACKNOWLEDGED)
        shelf.add("silent", "vera-placeholder", 110, consult)
        shelf.move("silent", 105, _S.READY, _S.SENT, follow_up=today - dt.timedelta(days=2))
        return shelf.ids


def _posted(
    line: ClaimLine,
    paid: Decimal,
    adjustments: tuple[PostedAdjustment, ...],
    remarks: tuple[str, ...],
) -> PostedLine:
    return PostedLine(
        line=line.id,
        code=line.code,
        on=line.on,
        billed=line.fee,
        allowed=paid,
        paid=paid,
        adjustments=adjustments,
        remarks=remarks,
    )


def _card(found: Repositories, coverage: Coverage) -> PayerCard | None:
    return found.payer_cards.get(coverage.payer_card) if coverage.payer_card else None
