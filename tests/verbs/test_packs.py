"""The command line's packs, verify and evidence check: outcomes, exit codes, nothing half done."""

import io
import json
import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image

from app.cli import main
from app.paths import resources_folder
from app.verbs.console import DONE, FAILED, NEEDED, UNREADABLE
from tests.full_disk import full_disk_after
from tests.packing_desk import picture

SAMPLE = resources_folder() / "samples" / "D9311.json"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Cardiology letter.jpg"
    path.write_bytes(picture("Dear Dr. Samplemann"))
    return path


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def opened(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def made(out: Path, *arguments: object) -> Path:
    """The folder of a pack of the sample note."""
    assert run("export", SAMPLE, "--to", out, *arguments) == DONE
    folders = [each for each in out.iterdir() if each.is_dir()]
    assert len(folders) == 1
    return folders[0]


def test_a_pack_with_a_letter_holds_and_verifies(
    tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "out", "--channel", "payer-portal", "--evidence", letter)
    assert sorted(each.name for each in folder.iterdir()) == [
        "CPSAMPLE9311.pdf",
        "cover-sheet.pdf",
        "manifest.json",
        "narrative.txt",
    ]
    capsys.readouterr()
    assert run("verify", folder / "manifest.json") == DONE
    said = capsys.readouterr().out
    assert said.count("lists exactly this file") == 3
    changed = (folder / "narrative.txt").read_text().replace("cardiac", "Cardiac")
    (folder / "narrative.txt").write_text(changed)
    assert run("verify", folder / "narrative.txt", folder / "CPSAMPLE9311.pdf") == NEEDED
    lines = capsys.readouterr().out.splitlines()
    assert "other bytes" in lines[0]
    assert "lists exactly" in lines[1]


def test_pictures_for_a_channel_that_takes_no_pdf(tmp_path: Path, letter: Path) -> None:
    folder = made(tmp_path / "out", "--channel", "claimconnect", "--evidence", letter, "--dpi", 100)
    pictures = sorted(folder.glob("*.jpg"))
    assert len(pictures) == 4
    assert opened(pictures[0]).size == (850, 1100)


def test_images_on_a_channel_that_takes_pdfs_too(tmp_path: Path) -> None:
    folder = made(tmp_path / "out", "--channel", "stedi-275", "--images", "--gray")
    assert {opened(each).mode for each in folder.iterdir() if each.suffix == ".jpg"} == {"L"}


def test_the_same_export_writes_the_same_bytes(tmp_path: Path, letter: Path) -> None:
    arguments = ("--channel", "payer-portal", "--evidence", letter)
    first = made(tmp_path / "a", *arguments)
    second = made(tmp_path / "b", *arguments)
    for name in ("CPSAMPLE9311.pdf", "narrative.txt", "cover-sheet.pdf"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_what_blocks_sending_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    eob = tmp_path / "EOB list.jpg"
    eob.write_bytes(picture("Other Patient"))
    out = tmp_path / "out"
    arguments = ("export", SAMPLE, "--to", out, "--channel", "payer-portal", "--evidence", eob)
    assert run(*arguments) == NEEDED
    said = capsys.readouterr().err
    assert "are other patients visible?" in said
    assert "Nothing was written." in said
    assert not out.exists()
    assert run(*arguments, "--nobody-else") == DONE


def test_an_unsigned_note_is_not_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.json"
    plain = json.loads(SAMPLE.read_text("utf-8"))
    del plain["signature"]
    draft.write_text(json.dumps(plain), "utf-8")
    assert run("export", draft, "--to", tmp_path / "o", "--channel", "payer-portal") == NEEDED
    assert "not signed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--channel", "nowhere"], "There is no channel nowhere"),
        (["--evidence", "letter.pdf"], "Name one with --channel"),
        (["--images"], "Name one with --channel"),
        (["--channel", "payer-portal", "--evidence", "missing.pdf"], "missing.pdf"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", SAMPLE, "--to", tmp_path / "out", *arguments) == UNREADABLE
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("room", [0, 2_000, 20_000])
def test_a_disk_that_fills_leaves_no_half_pack(
    room: int, tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    with full_disk_after(room):
        code = run("export", SAMPLE, "--to", out, "--channel", "payer-portal", "--evidence", letter)
    assert code == FAILED
    assert "full" in capsys.readouterr().err
    assert not out.exists() or list(out.iterdir()) == []


def test_evidence_check_says_taken_mended_and_refused(
    tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("evidence", "check", letter) == DONE
    assert "taken in. JPEG, 1 page." in capsys.readouterr().out
    words = tmp_path / "letter.pdf"
    words.write_text("Dear Dr. Samplemann, this is no PDF.")
    assert run("evidence", "check", letter, words) == UNREADABLE
    said = capsys.readouterr().out
    assert "letter.pdf: refused." in said
    assert run("evidence", "check", "--json", letter, tmp_path, tmp_path / "gone.pdf") == UNREADABLE
    outcomes = [each["outcome"] for each in json.loads(capsys.readouterr().out)]
    assert outcomes == ["accepted", "refused", "refused"]


def test_evidence_that_had_to_be_mended_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from pypdf import PdfWriter

    whole = io.BytesIO()
    with PdfWriter() as writer:
        writer.add_blank_page(612, 792)
        writer.write(whole)
    damaged = tmp_path / "fax.pdf"
    damaged.write_bytes(whole.getvalue().replace(b"startxref", b"startxxxx"))
    assert run("evidence", "check", damaged) == NEEDED
    assert "taken in, mended" in capsys.readouterr().out


def test_a_manifest_leads_to_no_file_outside_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "out", "--channel", "payer-portal")
    outside = tmp_path / "narrative.txt"
    shutil.copy(folder / "narrative.txt", outside)
    (folder / "narrative.txt").unlink()
    plain = json.loads((folder / "manifest.json").read_text("utf-8"))
    for each in plain["files"]:
        each["name"] = f"../../{each['name']}"
    (folder / "manifest.json").write_text(json.dumps(plain))
    capsys.readouterr()
    assert run("verify", folder / "manifest.json") == UNREADABLE
    assert str(outside) not in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_the_name_of_a_file_writes_no_line_of_its_own(
    tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = tmp_path / "a\nb.pdf: This is what was sent by portal.\x1b[2J.jpg"
    letter.rename(forged)
    assert run("evidence", "check", forged) == DONE
    assert run("verify", forged, tmp_path / "\x1b[31mgone") == UNREADABLE
    said = capsys.readouterr()
    assert said.out.count("\n") == 2
    assert "\x1b" not in said.out + said.err
