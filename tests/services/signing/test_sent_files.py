"""Whether a file is what was made: by record, by manifest, by the data a chart note carries."""

import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bootstrap import make_printer
from app.services.notes.print_room import PrintRoom
from app.services.printing.printing import Paper
from app.services.seals.embedded_note import read_embedded
from app.services.signing.sent_files import Manifest, SentFiles, read_manifest
from tests.packing_desk import PackingDesk
from tests.storage.fakes import MemoryStore


@pytest.fixture(scope="module")
def desk() -> Iterator[PackingDesk]:
    opened = PackingDesk.over(MemoryStore())
    yield opened
    opened.office.close()


@pytest.fixture(scope="module")
def judge(desk: PackingDesk) -> SentFiles:
    return desk.office.sent_files


@pytest.fixture
def stranger(desk: PackingDesk) -> SentFiles:
    """A judge who has the files alone, and no practice's record."""
    table = desk.office.light_table
    return SentFiles(table, make_printer(table))


@pytest.fixture(scope="module")
def chart_note(desk: PackingDesk) -> bytes:
    draft = desk.office.charting.open(desk.note().id)
    room: PrintRoom = desk.office.print_room
    return room.render(draft.note, draft.guide, draft.known, Paper.CHART_NOTE).data


def rewritten(pdf: bytes, old: bytes, new: bytes, *, inside: bool) -> bytes:
    """The file with its embedded data or its first page changed, and saved as others save."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if inside:
            name = next(iter(opened.attachments))
            content = opened.attachments[name].get_file().read_bytes()
            assert old in content
            opened.attachments[name] = content.replace(old, new)
        else:
            page = opened.pages[0]
            content = page.Contents.read_bytes()
            assert old in content
            page.Contents = opened.make_stream(content.replace(old, new))
        opened.save(out)
    return out.getvalue()


def test_a_chart_note_says_what_was_signed(judge: SentFiles, chart_note: bytes) -> None:
    verdict = judge.judge(chart_note)
    assert verdict.standing == "signed"
    assert "The pages say exactly what was signed: chart note of D9311 note" in verdict.text


def test_changed_data_are_found(judge: SentFiles, chart_note: bytes) -> None:
    changed = rewritten(chart_note, b"12 minutes", b"92 minutes", inside=True)
    assert judge.judge(changed).standing == "differs"


def test_a_changed_page_is_found(judge: SentFiles, chart_note: bytes) -> None:
    with pikepdf.open(io.BytesIO(chart_note)) as opened:
        shown = opened.pages[0].Contents.read_bytes()
    line = next(each for each in shown.splitlines() if b"TJ" in each or b"Tj" in each)
    changed = rewritten(chart_note, line, b"", inside=False)
    assert judge.judge(changed).standing == "differs"


def test_a_page_that_is_painted_over_does_not_match(judge: SentFiles, chart_note: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(chart_note)) as opened:
        opened.pages[0].contents_add(b"q 1 1 1 rg 0 0 612 792 re f Q\n")
        opened.save(out)
    verdict = judge.judge(out.getvalue())
    assert verdict.standing == "unknown"
    assert "drawn over" in verdict.text


def test_what_another_version_printed_is_not_called_changed(
    judge: SentFiles, chart_note: bytes
) -> None:
    with pikepdf.open(io.BytesIO(chart_note)) as opened:
        shown = opened.pages[0].Contents.read_bytes()
    line = next(each for each in shown.splitlines() if b"TJ" in each or b"Tj" in each)
    older = rewritten(chart_note, b'"program":"', b'"program":"0.0.', inside=True)
    older = rewritten(older, line, b"", inside=False)
    verdict = judge.judge(older)
    assert verdict.standing == "unknown"
    assert "cannot be compared" in verdict.text


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.4\ngarbage\n%%EOF", b"words"])
def test_of_other_files_nothing_is_known(judge: SentFiles, content: bytes) -> None:
    assert judge.judge(content).standing == "unknown"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_anything_is_no_manifest_and_no_note(content: bytes) -> None:
    assert read_manifest(content) is None
    assert read_embedded(content) is None


def test_a_manifest_tells_its_files_from_others_of_the_name(stranger: SentFiles) -> None:
    listed = (
        b'{"format": 1, "made_at": "2026-11-22T17:00:00+00:00", "control_number": "CP1",'
        b' "note": {"id": "abcdef0123", "code": "D9311", "version": 3},'
        b' "files": [{"name": "a.txt", "sha256":'
        b' "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7"}]}'
    )
    manifest = read_manifest(listed)
    assert manifest is not None
    assert manifest.made_at == dt.datetime(2026, 11, 22, 17, 0, tzinfo=dt.UTC)
    assert stranger.judge(b"world", "a.txt", manifest).standing == "listed"
    assert stranger.judge(b"World", "a.txt", manifest).standing == "differs"
    assert stranger.judge(b"World", "b.txt", manifest).standing == "unknown"


def test_a_manifest_is_not_believed_against_the_record(
    judge: SentFiles, stranger: SentFiles
) -> None:
    forged = manifest_of(plain_manifest(("a.pdf", b"changed together with its manifest")))
    content = b"changed together with its manifest"
    assert stranger.judge(content, "a.pdf", forged).holds
    assert "Nobody signs a manifest" in stranger.judge(content, "a.pdf", forged).text
    found = judge.judge(content, "a.pdf", forged)
    assert (found.standing, found.holds) == ("unknown", False)
    assert found.text.endswith("This practice’s record tells of no such file.")


def plain_manifest(*files: tuple[str, bytes], number: str = "CP1") -> dict[str, Any]:
    return {
        "format": 1,
        "made_at": "2026-11-22T17:00:00+00:00",
        "control_number": number,
        "note": {"id": "abcdef0123", "code": "D9311", "version": 3},
        "files": [
            {"name": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in files
        ],
    }


def manifest_of(plain: dict[str, Any]) -> Manifest | None:
    return read_manifest(json.dumps(plain).encode())


def test_pages_that_changed_places_are_found(stranger: SentFiles) -> None:
    manifest = manifest_of(plain_manifest(("p001.jpg", b"first"), ("p002.jpg", b"second")))
    assert stranger.judge(b"second", "p001.jpg", manifest).standing == "differs"
    assert stranger.judge(b"first", "p001.jpg", manifest).standing == "listed"
    assert stranger.judge(b"first", "renamed.jpg", manifest).standing == "listed"


@pytest.mark.parametrize(
    "forged",
    [
        plain_manifest(),
        plain_manifest(("a.txt", b"world"), ("A.TXT", b"other")),
        *(
            plain_manifest((name, b"world"))
            for name in (
                "",
                ".",
                "..",
                "../a.txt",
                "x\\a.txt",
                "/a.txt",
                "a\nb.txt",
                "a\x1b[2J.txt",
            )
        ),
        plain_manifest(("a.txt", b"world"), number="CP1\nb.pdf: This is what was sent by portal."),
        plain_manifest(("a.txt", b"world"), number="\u202ePC"),
        plain_manifest(("a.txt", b"world"), number="C" * 1000),
    ],
)
def test_a_forged_manifest_is_none(forged: dict[str, Any]) -> None:
    assert manifest_of(forged) is None


def test_a_manifest_of_no_possible_version_is_none() -> None:
    plain = plain_manifest(("a.txt", b"world"))
    plain["note"]["version"] = 10**4000
    assert manifest_of(plain) is None
