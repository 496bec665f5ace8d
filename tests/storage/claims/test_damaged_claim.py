"""A claim that cannot be read any more holds up nothing but itself."""

import datetime as dt
from contextlib import closing
from pathlib import Path

from app.domain.claims.claim_change import ClaimChange, LeftOnClaim
from app.services.claims.claim_beginning import Begun
from app.services.claims.claim_changes import ClaimChanges
from app.services.claims.claims import FollowedClaims
from app.services.notes.unfinished import Unfinished
from app.services.trail import Trail
from app.services.work.work_acts import WorkActs
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.claims.test_claims import DAY, claim
from tests.storage.conftest import KEY
from tests.storage.samples import NOON

TRAIL = Trail(lambda: NOON, "d1")


def test_what_waits_for_a_damaged_claim_goes_on_waiting(practice_folder: Path) -> None:
    with closing(EmbeddedFolder(practice_folder).open(KEY)) as store, store.writing() as work:
        work.patients.save(samples.patient())
        work.claims.save(claim())
    with closing(connected(practice_folder / "practice.db", KEY)) as connection:
        connection.execute("UPDATE claims SET record = 'not a claim any more'")
        connection.commit()
    with closing(EmbeddedFolder(practice_folder).open(KEY)) as store:
        changes = ClaimChanges(
            FollowedClaims(store, TRAIL, lambda: DAY),
            Unfinished(store, "d1", lambda: NOON),
            "d1",
            lambda _claim, _note: Begun(problem="No such note."),
            lambda claim, _posting, _why: claim,
            WorkActs(store, TRAIL, lambda: DAY),
        )
        told = ClaimChange(kind="tell", at=NOON - dt.timedelta(hours=1), text="Called.")
        changes.keep("c1", LeftOnClaim(version=1, changes=(told,)))
        assert changes.bring("c1") is False
        left = changes.left("c1")
        assert left
        assert left.changes == (told,)
