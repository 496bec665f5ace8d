"""`chartproof remit read`: everything is shown, and the exit code says how it stands."""

import json
from pathlib import Path

import pytest

from app.cli import main
from tests.interchange.x12.sample_remittance import Check, Judged, denied, remittance

CLEAN = remittance(Check((Judged(), denied("CP2", "252", "N706"))))


def written(folder: Path, text: str) -> str:
    file = folder / "era.835"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_clean_file_is_shown_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remit", "read", written(tmp_path, CLEAN)]) == 0
    out = capsys.readouterr().out
    for words in ("EXAMPLE MUTUAL DENTAL", "60.00 for 2 claims", "CO 252: 85.50", "remarks N706"):
        assert words in out
    assert "every sum holds" in out


def test_problems_are_named_at_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = CLEAN.replace("CAS*CO*45*25.50", "CAS*CO*45*25.5O")
    assert main(["remit", "read", written(tmp_path, wrong)]) == 1
    out = capsys.readouterr().out
    assert "! segment 14 CAS: The amount adjustment cannot be read." in out
    assert "CO 45: unreadable" in out


def test_json_keeps_amounts_as_they_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["remit", "read", "--json", written(tmp_path, CLEAN)]) == 0
    (file,) = json.loads(capsys.readouterr().out)
    assert file["payments"][0]["claims"][0]["lines"][0]["adjustments"][0]["amount"] == "25.50"
    assert file["problems"] == []


@pytest.mark.parametrize("text", ["", "hello", CLEAN[:80]])
def test_a_file_without_a_payment_is_unreadable(tmp_path: Path, text: str) -> None:
    assert main(["remit", "read", written(tmp_path, text)]) == 2


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remit", "read", str(tmp_path / "none.835")]) == 2
    assert "cannot be opened" in capsys.readouterr().err


def test_a_file_gives_no_orders_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = remittance(Check((Judged(family="TEST\x1b[2JWELL"),)))
    main(["remit", "read", written(tmp_path, hostile)])
    assert "\x1b" not in capsys.readouterr().out
