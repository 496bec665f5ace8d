"""Changes of claims that wait for the server: each is done once, or somebody is asked."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims.claim import Claim, ClaimState
from app.domain.claims.claim_change import ClaimChange, LeftOnClaim, plain
from app.errors import Failure
from app.server_errors import ServerUnreachable
from app.services.claims.claim_beginning import Begun
from app.services.claims.claim_changes import ClaimChanges, UnfitChangeError, wait
from app.services.claims.claims import FollowedClaims
from app.services.notes.unfinished import Unfinished
from app.services.trail import Trail
from app.services.work.work_acts import WorkActs
from tests.storage.claims.test_claims import DAY, claim
from tests.storage.samples import NOON
from tests.switchboard import SharedLine, Switchboard


class Desk:
    """One workstation and its line; every look at its clock is a second later."""

    def __init__(self, board: Switchboard, who: str, seconds: Callable[[], int]) -> None:
        self.line = SharedLine(board, who)
        self._seconds = seconds
        trail = Trail(self.now, who)
        self.claims = FollowedClaims(self.line, trail, lambda: DAY)
        self.changes = ClaimChanges(
            self.claims,
            Unfinished(self.line, who, self.now),
            who,
            lambda _claim, _note: Begun(problem="No such note."),
            lambda claim, _posting, _why: claim,
            WorkActs(self.line, trail, lambda: DAY),
        )

    def now(self) -> dt.datetime:
        return NOON + dt.timedelta(seconds=self._seconds())

    def told(self, text: str) -> ClaimChange:
        return ClaimChange(kind="tell", at=self.now(), text=text)

    def fee(self, amount: int, was: object = "85.50") -> ClaimChange:
        return ClaimChange(
            kind="line",
            at=self.now(),
            line="l1",
            values=plain({"fee": Decimal(amount)}),
            were=plain({"fee": was}),
        )

    def wait(self, *changes: ClaimChange, version: int = 1) -> None:
        self.changes.keep("c1", LeftOnClaim(version=version, changes=changes))

    def waiting(self) -> tuple[ClaimChange, ...]:
        left = self.changes.left("c1")
        return left.changes if left else ()


class Desks:
    """Two people on one claim."""

    def __init__(self) -> None:
        self.board = Switchboard()
        seconds = count()
        with self.board.store.writing() as found:
            found.claims.save(claim())
        self.mine = Desk(self.board, "d1", lambda: next(seconds))
        self.theirs = Desk(self.board, "d2", lambda: next(seconds))

    @property
    def stored(self) -> Claim:
        with self.board.store.reading() as found:
            kept = found.claims.get("c1")
        assert kept is not None
        return kept

    @property
    def fee(self) -> Decimal:
        return self.stored.lines[0].fee


@pytest.fixture
def desks() -> Desks:
    return Desks()


def test_what_waits_is_done_in_order_and_waits_no_more(desks: Desks) -> None:
    mine = desks.mine
    mine.wait(mine.fee(90), mine.fee(95, "90"), mine.told("Called."))
    assert mine.changes.bring("c1")
    assert desks.fee == Decimal(95)
    assert [event.text for event in desks.stored.events] == ["Called."]
    assert mine.changes.bring("c1") is None
    assert mine.line.disk.left("d1") == ()


def test_another_field_changed_meanwhile_stands_in_nobodys_way(desks: Desks) -> None:
    mine, theirs = desks.mine, desks.theirs
    mine.wait(mine.fee(90))
    theirs.claims.change(desks.stored.model_copy(update={"follow_up": DAY}), "follow_up")
    assert mine.changes.bring("c1")
    assert (desks.fee, desks.stored.follow_up) == (Decimal(90), DAY)


def test_the_same_field_changed_meanwhile_is_asked_about(desks: Desks) -> None:
    mine, theirs = desks.mine, desks.theirs
    mine.wait(mine.fee(90))
    theirs.changes.do(desks.stored, theirs.fee(99))
    assert mine.changes.bring("c1") is False
    assert desks.fee == Decimal(99)
    assert len(mine.waiting()) == 1


def test_the_same_amount_typed_by_both_is_no_conflict(desks: Desks) -> None:
    mine, theirs = desks.mine, desks.theirs
    mine.wait(mine.fee(90))
    theirs.changes.do(desks.stored, theirs.fee(90))
    version = desks.stored.version
    assert mine.changes.bring("c1")
    assert desks.stored.version == version


@pytest.mark.parametrize("kind", ["move", "tell", "put off", "follow up"])
def test_a_step_is_not_taken_on_what_nobody_looked_at(desks: Desks, kind: str) -> None:
    mine, theirs = desks.mine, desks.theirs
    steps = {
        "move": ClaimChange(kind="move", at=mine.now(), state=ClaimState.READY),
        "tell": mine.told("Called."),
        "put off": ClaimChange(
            kind="put off", at=mine.now(), text="closed", values=plain({"follow_up": DAY})
        ),
        "follow up": _dated("follow up", mine, 1),
    }
    mine.wait(steps[kind])
    theirs.changes.do(desks.stored, theirs.told("They called us."))
    assert mine.changes.bring("c1") is False
    assert [event.text for event in desks.stored.events] == ["They called us."]


def test_a_claim_is_taken_over_whatever_else_was_done_to_it(desks: Desks) -> None:
    mine, theirs = desks.mine, desks.theirs
    mine.wait(_take_over(mine))
    theirs.changes.do(desks.stored, theirs.told("They called us."))
    assert mine.changes.bring("c1")
    assert desks.stored.owner == "d1"


def test_a_claim_that_somebody_else_took_over_meanwhile_stays_theirs(desks: Desks) -> None:
    mine, theirs = desks.mine, desks.theirs
    mine.wait(_take_over(mine))
    theirs.changes.do(desks.stored, _take_over(theirs))
    assert mine.changes.bring("c1") is False
    assert desks.stored.owner == "d2"
    assert len(mine.waiting()) == 1


def test_what_was_settled_meanwhile_does_not_come_again_for_being_followed_up(
    desks: Desks,
) -> None:
    mine = desks.mine
    with desks.board.store.writing() as found:
        found.claims.save(desks.stored.model_copy(update={"state": ClaimState.CLOSED}))
    followed = _dated("follow up", mine, 9)
    mine.wait(followed, version=2)
    mine.line.loses_next_word = True
    with pytest.raises(ServerUnreachable):
        mine.changes.bring("c1")
    mine.line.is_broken = False
    assert mine.changes.bring("c1")
    assert [event.text for event in desks.stored.events] == ["Followed up"]
    assert desks.stored.follow_up is None


def test_a_change_that_is_not_allowed_is_not_kept_and_waits(desks: Desks) -> None:
    mine = desks.mine
    mine.wait(ClaimChange(kind="move", at=mine.now(), state=ClaimState.PAID))
    assert mine.changes.bring("c1") is False
    assert desks.stored == claim().model_copy(update={"version": 1})


def test_a_note_that_cannot_be_put_on_says_why(desks: Desks) -> None:
    note = ClaimChange(kind="note", at=desks.mine.now(), reference="n9")
    with pytest.raises(UnfitChangeError, match=r"No such note\."):
        desks.mine.changes.do(desks.stored, note)


def test_what_cannot_be_read_back_is_nothing(desks: Desks) -> None:
    desks.mine.changes.unfinished.keep_text("claim:c1", "{}")
    assert desks.mine.changes.left("c1") is None


STEPS = st.lists(
    st.sampled_from(
        ["fee", "tell", "put off", "follow up", "try", "theirs", "break", "mend", "lose"]
    ),
    max_size=25,
)


@given(STEPS)
def test_whatever_breaks_each_change_is_done_once_or_waits(steps: list[str]) -> None:
    desks = Desks()
    mine, theirs, page = desks.mine, desks.theirs, LeftOnClaim(version=1)
    wished = []
    for number, step in enumerate(steps):
        if step in ("break", "mend"):
            mine.line.is_broken = step == "break"
        elif step == "lose":
            mine.line.loses_next_word = True
        elif step == "theirs":
            theirs.changes.do(desks.stored, theirs.told(f"theirs {number}"))
        elif step == "try":
            _bring(mine)
            page = _on_page(mine, page)
        elif step in ("put off", "follow up"):
            kind: Literal["put off", "follow up"] = "put off" if step == "put off" else "follow up"
            change = _dated(kind, mine, number)
            wait(mine.changes.unfinished, "c1", change)
            wished.append(change.words)
        else:
            page = _on_page(mine, page)
            change = mine.fee(number) if step == "fee" else mine.told(f"mine {number}")
            page = page.model_copy(update={"changes": (*page.changes, change)})
            mine.changes.keep("c1", page)
            wished.append(change.words)
    mine.line.is_broken = mine.line.loses_next_word = False
    _bring(mine)
    waiting = [change.words for change in mine.waiting()]
    done = [event.text for event in desks.stored.events if event.by == "d1"]
    assert sorted(filter(None, (*done, *waiting))) == sorted(filter(None, wished))


def _on_page(desk: Desk, before: LeftOnClaim) -> LeftOnClaim:
    """What a page goes on from: what waits, else the claim as it can be read."""
    try:
        return desk.changes.left("c1") or LeftOnClaim(version=desk.claims.get("c1").version)
    except Failure:
        here = [left.body for left in desk.line.disk.left("d1") if left.what == "claim:c1"]
        if not here:
            return before
        nothing = before.model_copy(update={"changes": ()})
        return LeftOnClaim.model_validate_json(here[0]) if here[0] else nothing


def _dated(kind: Literal["put off", "follow up"], desk: Desk, number: int) -> ClaimChange:
    """What sets the day a claim comes again."""
    values = plain({"follow_up": DAY + dt.timedelta(days=number)})
    text = "closed" if kind == "put off" else ""
    return ClaimChange(kind=kind, at=desk.now(), text=text, values=values)


def _take_over(desk: Desk) -> ClaimChange:
    values, were = plain({"owner": desk.changes.who}), plain({"owner": ""})
    return ClaimChange(kind="take over", at=desk.now(), values=values, were=were)


def _bring(desk: Desk) -> None:
    try:
        desk.changes.bring("c1")
    except Failure:
        desk.line.is_broken = True
