"""Claims, authorizations and remittances in memory, with the manners of the real repositories."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import Claim
from app.domain.claims.claim_listing import ClaimQuery, ClaimRow
from app.domain.deadlines.deadline import Clock
from app.domain.finding.listing import Cursor, Page, search_key
from app.domain.remittances.remit_file import RemitFile, WaitingClaim
from app.domain.work.aging import AGED_STATES, AgedBy, AgedQuery, AgedSum, first_days
from app.domain.work.first_answers import AnswerSum, first_answers
from tests.storage.fake_notes import cut
from tests.storage.kept import Kept

if TYPE_CHECKING:  # which imports this module
    from tests.storage.fakes import Held

NEVER = "9999-12-31"


class MemoryClaims(Kept[Claim]):
    def __init__(self, held: "Held") -> None:
        super().__init__(held.claims)
        self._all = held

    def save(self, claim: Claim, due: dt.date | None = None, clock: Clock | None = None) -> Claim:
        kept = self.put(claim.id, claim)
        self.set_clock(claim.id, due, clock)
        return kept

    def set_clock(self, claim_id: str, due: dt.date | None, clock: Clock | None) -> None:
        self._all.claims_due[claim_id] = due
        self._all.claims_clock[claim_id] = clock

    def numbered(self, number: str) -> Claim | None:
        same = (each for each in self._held.values() if each.number.upper() == number.upper())
        return next(same, None)

    def all_numbered(self, numbers: Iterable[str]) -> tuple[Claim, ...]:
        wanted = {number.upper() for number in numbers}
        return self._sorted(each for each in self._held.values() if each.number.upper() in wanted)

    def with_payer_number(self, number: str) -> tuple[Claim, ...]:
        return self._sorted(each for each in self._held.values() if each.payer_number == number)

    def of_patient(self, patient_id: str) -> tuple[Claim, ...]:
        theirs = [each for each in self._held.values() if each.patient == patient_id]
        never = dt.date.min
        return tuple(sorted(theirs, key=lambda c: (-(c.began or never).toordinal(), c.id)))

    def of_note(self, note_id: str) -> tuple[Claim, ...]:
        return self._sorted(
            each for each in self._held.values() if any(x.note == note_id for x in each.lines)
        )

    def with_line_control(self, control: str) -> tuple[Claim, ...]:
        wanted = control.upper()
        return self._sorted(
            each
            for each in self._held.values()
            if any(x.control.upper() == wanted for x in each.lines)
        )

    def page(self, query: ClaimQuery) -> Page[ClaimRow]:
        rows = [
            (self._place(query, claim), self.row(claim))
            for claim in self._held.values()
            if self._fits(query, claim)
        ]
        return cut(rows, query.after, query.limit, newest_first=False)

    @staticmethod
    def _sorted(claims: Iterable[Claim]) -> tuple[Claim, ...]:
        return tuple(sorted(claims, key=lambda claim: claim.id))

    def _fits(self, query: ClaimQuery, claim: Claim) -> bool:
        due = self._all.claims_due[claim.id]
        sent = claim.sent_on
        return all(
            (
                not query.is_open or claim.is_open,
                not query.states or claim.state in query.states,
                query.owner in ("", claim.owner),
                not query.payer or search_key(query.payer) == search_key(claim.payer),
                query.patient_id in ("", claim.patient),
                not query.note_id or any(x.note == query.note_id for x in claim.lines),
                not query.code or any(x.code == query.code for x in claim.lines),
                not query.due_until or (due is not None and due <= query.due_until),
                not query.sent_since or (sent is not None and sent >= query.sent_since),
                not query.sent_until or (sent is not None and sent <= query.sent_until),
            )
        )

    def _place(self, query: ClaimQuery, claim: Claim) -> Cursor:
        due, sent = self._all.claims_due[claim.id], claim.sent_on
        if query.order == "due":
            return (due.isoformat() if due else NEVER), claim.id
        return (sent.isoformat() if sent else ""), claim.id

    def row(self, claim: Claim) -> ClaimRow:
        return ClaimRow(
            id=claim.id,
            number=claim.number.upper(),
            patient_id=claim.patient,
            patient=self._all.patients[claim.patient].name.sorted,
            payer=claim.payer,
            state=claim.state,
            owner=claim.owner,
            codes=tuple(dict.fromkeys(line.code for line in claim.lines)),
            began=claim.began,
            sent_on=claim.sent_on,
            follow_up=claim.follow_up,
            due=self._all.claims_due[claim.id],
            billed=Decimal(claim.billed),
            paid=claim.paid,
            clock=self._all.claims_clock[claim.id],
        )


class MemoryClaimReports:
    def __init__(self, held: "Held", claims: MemoryClaims) -> None:
        self._all = held
        self._claims = claims

    def aging(self, by: AgedBy, today: dt.date) -> tuple[AgedSum, ...]:
        found: dict[tuple[str, int], list[Claim]] = {}
        for claim in sorted(self._all.claims.values(), key=lambda claim: claim.payer):
            if claim.state in AGED_STATES:
                key = search_key(claim.payer), _step(claim, by, today)
                found.setdefault(key, []).append(claim)
        return tuple(
            AgedSum(of[0].payer, step, len(of), sum((c.billed - c.paid for c in of), Decimal(0)))
            for (_, step), of in sorted(found.items())
        )

    def aged(self, query: AgedQuery) -> Page[ClaimRow]:
        rows = [
            ((day.isoformat() if day else "", claim.id), self._claims.row(claim))
            for claim in self._all.claims.values()
            if claim.state in AGED_STATES
            and search_key(query.payer) in ("", search_key(claim.payer))
            and query.step in (None, _step(claim, query.by, query.today))
            for day in (_aged_from(claim, query.by),)
        ]
        return cut(rows, query.after, query.limit, newest_first=False)

    def answers(self, since: dt.date) -> tuple[AnswerSum, ...]:
        counted = Counter(
            (claim.payer, answer)
            for claim in self._all.claims.values()
            if (claim.began or dt.date.min) >= since
            for answer in first_answers(claim)
        )
        return tuple(AnswerSum(payer, answer, lines) for (payer, answer), lines in counted.items())

    def batch(self, since: dt.date, after: str, limit: int) -> tuple[Claim, ...]:
        later = (
            claim
            for claim in self._all.claims.values()
            if claim.id > after and (claim.began or dt.date.min) >= since
        )
        return tuple(sorted(later, key=lambda claim: claim.id)[:limit])


def _aged_from(claim: Claim, by: AgedBy) -> dt.date | None:
    return (claim.sent_on or claim.began) if by == "sent" else claim.began


def _step(claim: Claim, by: AgedBy, today: dt.date) -> int:
    aged_from = _aged_from(claim, by) or dt.date.min
    return sum(aged_from < first for first in first_days(today))


class MemoryAuthorizations(Kept[Authorization]):
    def save(self, record: Authorization) -> Authorization:
        return self.put(record.id, record)

    def of_patient(self, patient_id: str) -> tuple[Authorization, ...]:
        theirs = [each for each in self._held.values() if each.patient == patient_id]
        never = dt.date.min
        return tuple(sorted(theirs, key=lambda a: (-(a.until or never).toordinal(), a.id)))

    def ending(self, since: dt.date, until: dt.date) -> tuple[Authorization, ...]:
        found = [(a.until, a.id, a) for a in self._held.values() if a.until]
        return tuple(a for end, _, a in sorted(found) if since <= end <= until)


class MemoryRemittances:
    def __init__(self, files: dict[str, RemitFile], waiting: dict[str, WaitingClaim]) -> None:
        self._files = Kept(files)
        self._waiting = Kept(waiting)
        self._all_files, self._all_waiting = files, waiting

    def file(self, sha256: str) -> RemitFile | None:
        return self._files.get(sha256)

    def keep_file(self, file: RemitFile) -> RemitFile:
        return self._files.put(file.id, file)

    def files(self, limit: int) -> tuple[RemitFile, ...]:
        newest = sorted(self._all_files.values(), key=lambda f: (-f.read_at.timestamp(), f.id))
        return tuple(newest[:limit])

    def waiting(self, limit: int) -> tuple[WaitingClaim, ...]:
        open_ones = sorted((w for w in self._all_waiting.values() if not w.decided), key=_id)
        return tuple(open_ones[:limit])

    def decided(self, limit: int) -> tuple[WaitingClaim, ...]:
        newest = {each.id: at for at, each in enumerate(self.files(len(self._all_files)))}
        found = (each for each in self._all_waiting.values() if each.decided)
        return tuple(sorted(found, key=lambda each: (newest[each.file], each.id))[:limit])

    def get_waiting(self, waiting_id: str) -> WaitingClaim | None:
        return self._waiting.get(waiting_id)

    def keep_waiting(self, claim: WaitingClaim) -> WaitingClaim:
        return self._waiting.put(claim.id, claim)


def _id(claim: WaitingClaim) -> str:
    return claim.id
