"""`chartproof deadlines`: what is due is listed with its basis and names nobody."""

import datetime as dt
import json
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from app.cli import main
from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.requests.record_request import RecordRequest
from app.paths import HOME_VARIABLE
from app.services.claims.claim_clocks import first_of
from app.services.people.access import Access, Entrance
from app.storage.folder import EmbeddedFolder
from app.verbs.console import DONE, NEEDED, UNREADABLE
from tests.office_desk import PASSPHRASE

TODAY = dt.datetime.now(dt.UTC).astimezone().date()


def fill(folder: Path) -> None:
    """A claim to be followed up tomorrow, and a request three days overdue."""
    claim = Claim(
        id="c1",
        number="C261101ABCD",
        patient="p1",
        payer="Example Mutual Dental",
        lines=(ClaimLine(id="l1", code="D9311", on=TODAY, fee=Decimal(85)),),
        state=ClaimState.ACKNOWLEDGED,
        follow_up=TODAY + dt.timedelta(days=1),
    )
    access = Access(EmbeddedFolder(folder))
    store = access.sign_in("", Entrance(PASSPHRASE).passphrase).store
    with closing(store), store.writing() as found:
        first = first_of(claim)
        assert first is not None
        found.claims.save(claim, first.do_by, first.clock)
        received = TODAY - dt.timedelta(days=33)
        found.record_requests.save(RecordRequest(id="q1", patient="p1", received=received))


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_nothing_due_is_said(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("deadlines", "--until", "t+3") == DONE
    assert "Nothing has to be done by" in capsys.readouterr().out
    del practice


def test_what_is_due_is_listed_with_its_basis(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(practice)
    assert run("deadlines") == NEEDED
    out = capsys.readouterr().out
    assert "overdue: patient’s request, Request for records" in out
    assert "45 CFR 164.524(b)(2)" in out
    assert "1 day left: follow-up, C261101ABCD, Example Mutual Dental" in out
    assert "Testwell" not in out
    assert run("deadlines", "--json") == NEEDED
    request, claim = json.loads(capsys.readouterr().out)
    assert request["days_left"] <= -3
    assert (claim["clock"], claim["days_left"]) == ("follow-up", 1)


def test_a_calendar_is_written_beside_the_list(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(practice)
    file = tmp_path / "office.ics"
    assert run("deadlines", "--ics", file) == NEEDED
    assert file.read_bytes().count(b"BEGIN:VEVENT") == 2
    assert "2 deadlines. It names no patient." in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["13/45", "someday"])
def test_a_day_that_cannot_be_read_is_said(
    practice: Path, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("deadlines", "--until", typed) == UNREADABLE
    assert capsys.readouterr().err.startswith("--until: ")
    del practice


def test_without_a_practice_nothing_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "empty"))
    assert run("deadlines") == UNREADABLE
    assert "no practice" in capsys.readouterr().err
