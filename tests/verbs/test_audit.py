"""The command line's audit trail: verified and exported, with exit codes."""

import csv
import getpass
import shutil
from pathlib import Path

import pytest

from app.cli import main
from app.documents.office.trail_ends import in_groups
from app.services.audit.filed_page import NO_COUNT, NO_HASH, NO_WORKSTATION
from app.verbs.console import DONE, FAILED, NEEDED, UNREADABLE


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_a_whole_trail_and_its_check_are_told(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", "verify") == DONE
    assert run("audit", "verify") == DONE
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "The audit trail is whole: 0 rows of 0 workstations."
    assert said[1] == "The audit trail is whole: 2 rows of 1 workstation."
    assert run("audit", "export", "--to", tmp_path / "trail.csv") == DONE
    text = (tmp_path / "trail.csv").read_text("utf-8-sig")
    assert text.count("Trail checked") == 2
    assert text.count("Unlocked") == 3
    del practice


def test_an_older_practice_file_is_named_and_stays_named(
    practice: Path, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", "verify") == DONE
    shutil.copy(made / "practice.db", practice / "practice.db")
    assert run("audit", "verify") == NEEDED
    assert "All 2 rows of this computer are missing." in capsys.readouterr().out
    assert run("audit", "verify") == NEEDED
    assert "older than what this computer last wrote" in capsys.readouterr().out


def test_a_filed_page_shows_an_older_practice_with_its_own_anchor(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("audit", "verify")
    older = shutil.copytree(practice, tmp_path / "older")
    run("audit", "verify")
    run("audit", "export", "--to", tmp_path / "trail.csv")
    with (tmp_path / "trail.csv").open(encoding="utf-8-sig", newline="") as read:
        newest = next(row for row in csv.reader(read) if row[0].isdecimal())
    page = (newest[1][:8], newest[0], in_groups(newest[-1])[:24])
    assert run("audit", "verify", "--filed", *page) == DONE
    assert "The page fits" in capsys.readouterr().out
    shutil.rmtree(practice)
    older.rename(practice)  # with the file beside it: nothing on this computer tells
    assert run("audit", "verify") == DONE
    assert run("audit", "verify", "--filed", *page) == NEEDED
    assert "was replaced or changed since" in capsys.readouterr().out


def test_a_filed_page_that_cannot_be_read_is_said_part_by_part(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("audit", "verify", "--filed", "xyz", "many", "0123") == UNREADABLE
    assert capsys.readouterr().err.splitlines() == [NO_WORKSTATION, NO_COUNT, NO_HASH]


def test_another_folder_is_checked_and_not_written_to(practice: Path, tmp_path: Path) -> None:
    assert run("audit", "verify") == DONE
    copy = shutil.copytree(practice, tmp_path / "copy")
    before = (copy / "practice.trail").read_bytes()
    assert run("audit", "verify", "--practice", copy) == DONE
    assert (copy / "practice.trail").read_bytes() == before


def test_what_cannot_be_read_is_said(
    practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", "verify", "--practice", practice / "nowhere") == UNREADABLE
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: "another phrase altogether")
    assert run("audit", "verify") == UNREADABLE
    assert "That is not the passphrase." in capsys.readouterr().err
    (practice / "practice.keys").unlink()
    assert run("audit", "verify") == UNREADABLE
    assert run("audit", "export", "--to", practice / "trail.csv") == UNREADABLE


def test_an_export_that_cannot_be_written_says_so(practice: Path) -> None:
    assert run("audit", "export", "--to", practice / "nowhere" / "trail.csv") == FAILED
