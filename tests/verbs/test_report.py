"""`chartproof report`: tables, JSON and CSV over a real practice, and no name of a patient."""

import csv
import datetime as dt
import io
import json
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from app.cli import main
from app.domain.audit import AuditQuery, Deed
from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.paths import HOME_VARIABLE
from app.services.people.access import Access
from app.storage.folder import EmbeddedFolder
from app.verbs.console import DONE, UNREADABLE
from tests.office_desk import PASSPHRASE, make_practice

TODAY = dt.datetime.now(dt.UTC).astimezone().date()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "practice"
    make_practice(folder)
    with (
        closing(Access(EmbeddedFolder(folder)).sign_in("", PASSPHRASE).store) as store,
        store.writing() as found,
    ):
        for number, (payer, days) in enumerate((("Example Mutual", 10), ("Another Plan", 100))):
            on = TODAY - dt.timedelta(days=days)
            line = ClaimLine(id="l1", code="D9311", on=on, fee=Decimal("85.50"))
            claim = Claim(
                id=f"c{number}",
                number=f"C{number}",
                patient="p1",
                payer=payer,
                lines=(line,),
                state=ClaimState.SENT,
                sent_on=on,
            )
            found.claims.save(claim)
    return folder


@pytest.mark.usefixtures("practice")
def test_the_aging_is_one_line_or_a_line_for_each_payer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["report", "aging"]) == DONE
    whole = capsys.readouterr().out
    assert whole.startswith("Aging of claims followed here\nAge is counted from the day")
    assert whole.splitlines()[-1].split() == [
        *("All", "payers", "2"),
        *("$85.50", "$0.00", "$0.00", "$85.50", "$171.00"),
    ]
    assert "Example Mutual" not in whole
    assert main(["report", "aging", "--by", "payer", "--aged-by", "service"]) == DONE
    by_payer = capsys.readouterr().out
    assert "Age is counted from the earliest date of service." in by_payer
    assert by_payer.splitlines()[-2].startswith("Example Mutual")
    assert "Testwell" not in whole + by_payer


@pytest.mark.usefixtures("practice")
def test_json_and_csv_say_the_same(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["report", "aging", "--by", "payer", "--json"]) == DONE
    told = json.loads(capsysbinary.readouterr().out)
    assert main(["report", "aging", "--by", "payer", "--csv"]) == DONE
    text = capsysbinary.readouterr().out.decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == told["rows"]
    assert [row["Payer"] for row in told["rows"]] == [
        "Another Plan",
        "Example Mutual",
        "All payers",
    ]


def test_what_other_programs_read_is_told_of(practice: Path) -> None:
    for form in ([], ["--csv"], ["--json"]):
        assert main(["report", "aging", *form]) == DONE
    with (
        closing(Access(EmbeddedFolder(practice)).sign_in("", PASSPHRASE).store) as store,
        store.reading() as found,
    ):
        told = found.audit.page(AuditQuery(deeds=(Deed.EXPORTED,))).rows
    assert [row.told["paper"] for row in told] == ["report-aging", "report-aging"]


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("denials", "No payer has answered a claim in this time."),
        ("minutes", "No activity of a D9997 note falls into this time."),
        ("times", "No note of this time is signed."),
    ],
)
def test_an_empty_report_says_why(kind: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", kind, "--months", "0"]) == DONE
    assert capsys.readouterr().out.splitlines()[-1] == said


def test_without_a_practice_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "nowhere"))
    assert main(["report", "aging"]) == UNREADABLE
    assert "There is no practice on this computer yet." in capsys.readouterr().err
