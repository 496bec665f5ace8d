"""The command line: what each verb prints, writes and returns; bad input ends in a sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app import __version__
from app.cli import _unexpected, main
from app.paths import resources_folder
from app.verbs.console import DONE, FAILED, NEEDED, UNREADABLE

SAMPLES = resources_folder() / "samples"
GUIDES = resources_folder() / "guides"
HEAVY = {"PySide6", "pydantic", "yaml", "reportlab", "sqlalchemy", "cryptography", "app.domain"}

PATIENT = {"name": {"given": "Marisol", "family": "Testwell"}, "birth_date": "1958-04-02"}
NOTE = {
    "format": 1,
    "code": "D9311",
    "today": "2026-11-22",
    "made_at": "2026-11-22T15:04:00-05:00",
    "patient": PATIENT,
    "answers": {"date_of_service": "2026-11-03"},
}


def written(folder: Path, **changes: object) -> Path:
    """A note file with some entries changed."""
    path = folder / "note.json"
    path.write_text(json.dumps({**NOTE, **changes}), encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def in_python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_version_costs_no_heavy_import() -> None:
    said = in_python(
        "import sys\nfrom app.cli import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    assert said.split("\n")[:2] == [f"chartproof {__version__}", "[]"]


def test_python_m_app_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"chartproof {__version__}\n"


@pytest.mark.parametrize("code", ["D9311", "D9997"])
def test_the_sample_notes_are_complete(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", SAMPLES / f"{code}.json") == DONE
    assert f"{code}: 100 % complete, nothing is open" in capsys.readouterr().out


def test_a_lacking_note_says_what_to_do_why_and_who_asks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", written(tmp_path)) == NEEDED
    said = capsys.readouterr().out
    assert "open items" in said
    assert "Why: " in said
    assert "Who asks: " in said
    assert "D9311-fit-direct · needed for chart · at fit_direct" in said
    assert max(len(line) for line in said.splitlines()) <= 120


def test_as_json_every_open_item_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", written(tmp_path), "--json") == NEEDED
    report = json.loads(capsys.readouterr().out)
    assert (report["code"], report["complete"], report["not_judged"]) == ("D9311", False, [])
    assert report["percent"]["total"] < 100
    item = next(each for each in report["open"] if each["id"] == "D9311-fit-direct")
    assert item["path"] == "fit_direct"
    assert item["source"]["checked"] <= "2026-11-22"


def test_what_cannot_be_judged_is_listed_beside_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, answers={"date_of_service": "2026-11-03", "colour": "blue"})
    assert run("check", path) == UNREADABLE
    said = capsys.readouterr().out
    assert "Could not be judged\n  - answers.colour: The guide has no such field" in said
    assert "open items" in said


def test_an_unreadable_day_is_an_open_item(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, answers={"date_of_service": "2/30"})
    assert run("check", path) == NEEDED
    assert "[blocks signing] February has no day 30" in capsys.readouterr().out


CARD = {
    "id": "example",
    "payer": "Example",
    "sources": {"P1": {"title": "Manual", "checked": "2026-11-22"}},
    "codes": {
        "D9311": {
            "requires": [
                {
                    "id": "CARD-D9311-fee",
                    "check": "required",
                    "field": "fee",
                    "say": "Enter the fee.",
                    "because": "It pays one.",
                    "source": "P1",
                }
            ]
        }
    },
}


def test_a_card_inside_the_file_or_beside_it_adds_its_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # JSON is YAML too: the same text serves as a card's file.
    (tmp_path / "card.yaml").write_text(json.dumps(CARD), encoding="utf-8")
    for card in (CARD, "card.yaml"):
        run("check", written(tmp_path, card=card), "--json")
        report = json.loads(capsys.readouterr().out)
        (item,) = (each for each in report["open"] if each["id"] == "CARD-D9311-fee")
        assert item["source"]["title"] == "Manual"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "D0120"}, "code: There is no guide for it; there are D9311, D9997."),
        ({"today": "soon"}, "today: Write a day"),
        ({"card": "none.yaml"}, "none.yaml: The file cannot be opened"),
        ({"card": {"payer": "Example"}}, "card: “id” is missing"),
        ({"answers": []}, "answers: Write a group of names and values"),
    ],
)
def test_bad_input_is_named_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], words: str
) -> None:
    path = written(tmp_path, **changes)
    assert run("check", path) == UNREADABLE
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert str(tmp_path) in said.err
    assert "Testwell" not in said.err


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", tmp_path / "none.json") == UNREADABLE
    assert "none.json: cannot be opened" in capsys.readouterr().err


def test_export_writes_every_document_under_names_without_the_patient(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, control_number="CP1")
    target = tmp_path / "a" / "b"
    assert run("export", path, "--to", target) == DONE
    papers = ("chart-note", "attachment", "request", "claim-sheet")
    names = [f"D9311-CP1-{paper}.pdf" for paper in papers]
    assert capsys.readouterr().out.split() == [str(target / name) for name in names]
    assert {file.name for file in target.iterdir()} == set(names)
    assert "Testwell" in PdfReader(target / names[0]).pages[0].extract_text()


def test_the_same_note_gives_the_same_file_and_another_never_replaces_it(tmp_path: Path) -> None:
    export = ("--to", tmp_path / "out", "--what", "chart-note")
    for answers in ({}, {}, {"condition": "Stable angina"}):
        assert run("export", written(tmp_path, answers=answers), *export) == DONE
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == ["D9311-chart-note-2.pdf", "D9311-chart-note.pdf"]


def test_a_note_that_cannot_be_judged_is_not_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, answers={"colour": "blue"})
    assert run("export", path, "--to", tmp_path / "out") == UNREADABLE
    assert "answers.colour: The guide has no such field" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_only_a_consultation_has_a_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = SAMPLES / "D9997.json"
    assert run("export", sample, "--to", tmp_path, "--what", "request") == UNREADABLE
    assert "There is no consultation request for D9997." in capsys.readouterr().err


def test_a_folder_that_is_a_file_is_said_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    assert run("export", written(tmp_path), "--to", tmp_path / "out") == FAILED
    said = capsys.readouterr().err
    assert str(tmp_path / "out") in said
    assert "Traceback" not in said


def test_characters_without_a_font_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, answers={"condition": "calm \U0001f600"})
    assert run("export", path, "--to", tmp_path, "--what", "chart-note") == DONE
    assert "U+1F600" in capsys.readouterr().err


def test_demo_prints_both_samples_the_same_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("demo", "--to", tmp_path) == DONE
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert len(paths) == 7
    first = {path: path.read_bytes() for path in paths}
    assert all(data.startswith(b"%PDF") for data in first.values())
    assert run("demo", "--to", tmp_path) == DONE
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_guides_are_listed_with_the_age_of_their_sources(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("guides", "list") == DONE
    said = capsys.readouterr().out
    assert said.index("D9311  version") < said.index("D9997  version")
    assert "sources checked since" in said


def test_guides_check_says_ok_or_everything_to_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = resources_folder() / "payers" / "example-mutual.yaml"
    assert run("guides", "check", GUIDES / "D9311.yaml", card) == DONE
    said = capsys.readouterr().out
    assert "D9311.yaml: ok, guide for D9311, version" in said
    assert "example-mutual.yaml: ok, payer card of Example Mutual Dental" in said
    bad = tmp_path / "bad.yaml"
    text = (GUIDES / "D9311.yaml").read_text(encoding="utf-8")
    bad.write_text(text.replace("version: 1", "version: one", 1), encoding="utf-8")
    assert run("guides", "check", bad, tmp_path / "none.yaml") == NEEDED
    said = capsys.readouterr().out
    assert f"{bad}:2: “version” must be a whole number." in said
    assert "none.yaml: The file cannot be opened" in said


@pytest.mark.parametrize(
    ("verb", "part"), [(("guides", "schema"), "FieldFile"), (("schema", "note"), "FilePatient")]
)
def test_schemas_are_json(
    verb: tuple[str, ...], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*verb) == DONE
    assert part in json.loads(capsys.readouterr().out)["$defs"]


def test_an_unknown_verb_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("chek")
    assert stopped.value.code == 2
    assert "usage: chartproof" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="a shell with `head`")
def test_a_reader_that_goes_away_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m app guides schema | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (len(done.stdout), done.stderr) == (10, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes a stream")
def test_a_program_without_a_terminal_ends_well() -> None:
    closed = f"{sys.executable} -m app check {SAMPLES / 'D9311.json'} >&-"
    done = subprocess.run(closed, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (DONE, "")


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_a_console_that_lacks_letters_stops_nothing_and_json_loses_none(
    encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "Żółć-中村.pdf"
    path.write_text("no document", "utf-8")

    def said(*more: str) -> tuple[int, str, bytes]:
        command = [sys.executable, "-m", "app", "evidence", "check", str(path), *more]
        environ = {**os.environ, "PYTHONIOENCODING": encoding}
        done = subprocess.run(command, capture_output=True, env=environ, check=False)
        return done.returncode, done.stdout.decode(encoding), done.stderr

    code, sentence, errors = said()
    assert (code, errors) == (UNREADABLE, b"")
    assert sentence.rstrip().endswith("Open it and print it to PDF, then attach that.")
    code, plain, errors = said("--json")
    assert (code, errors) == (UNREADABLE, b"")
    assert json.loads(plain)[0]["file"] == str(path)


def test_a_folder_whose_name_is_taken_is_named_with_a_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    assert run("export", str(SAMPLES / "D9311.json"), "--to", str(taken)) == FAILED
    said = capsys.readouterr().err
    assert said.startswith(f"{taken} cannot be used (")
    assert said.endswith("). Choose another place.\n")
    assert taken.read_text() == "a file"


def test_the_unexpected_is_logged_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARTPROOF_HOME", str(tmp_path))
    sentence = _unexpected(ValueError("Marisol Testwell"))
    log = tmp_path / "logs" / "chartproof.log"
    assert str(log) in sentence
    assert "ValueError" in log.read_text(encoding="utf-8")
    assert "Testwell" not in log.read_text(encoding="utf-8") + sentence
