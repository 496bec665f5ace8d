"""What a patient says of a denied request goes with the note, and is not taken for signed."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from app.bootstrap import make_printer
from app.domain.packs.pack import PackWish
from app.domain.requests.amendment_request import AmendmentRequest, Ground
from app.services.printing.printing import Paper
from app.services.signing.chart_note_files import ChartNoteFiles
from tests.packing_desk import PORTAL, PackingDesk
from tests.storage.fakes import MemoryStore

DAY = dt.date(2026, 11, 2)
STATEMENT = "It was the left side, and I said so on the phone."


@pytest.fixture(scope="module")
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


def deny(desk: PackingDesk, **more: object) -> AmendmentRequest:
    values = {
        "id": "m",
        "patient": desk.note().patient_id,
        "note": desk.note().id,
        "received": DAY,
        "wish": "The note says the right side.",
        "outcome": "denied",
        "ended_on": DAY,
        "decided_by": "Ada Samplemann",
        "grounds": (Ground.ACCURATE,),
        "told_on": DAY,
        "statement": STATEMENT,
        "statement_on": DAY,
        **more,
    }
    with desk.office.store.writing() as found:
        stored = found.amendment_requests.get("m")
        version = stored.version if stored else 0
        request = AmendmentRequest.model_validate({**values, "version": version})
        return found.amendment_requests.save(request)


def printed(desk: PackingDesk) -> bytes:
    draft = desk.office.charting.open(desk.note().id)
    room = desk.office.print_room
    return room.render(draft.note, draft.guide, draft.known, Paper.CHART_NOTE).data


def words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_statement_and_rebuttal_are_printed_after_the_note(desk: PackingDesk) -> None:
    deny(desk, outcome="withdrawn")
    before = words(printed(desk))
    deny(desk, rebuttal="The x-ray shows the right side.", rebuttal_on=DAY)
    said = words(printed(desk))
    assert STATEMENT not in before
    assert "stands at the end" in said
    assert said.index("The note says the right side.") > said.index("Signature")
    assert said.index(STATEMENT) < said.index("The x-ray shows the right side.")
    assert "the signatures above do not cover it" in said


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "accepted", "statement": STATEMENT},
        {"statement": "", "attach": False},
        {"note": "another"},
        {"outcome": "open", "ended_on": None},
    ],
)
def test_nothing_else_is_attached(desk: PackingDesk, change: dict[str, object]) -> None:
    deny(desk, **change)
    assert "Attached" not in words(printed(desk))


def test_the_request_alone_goes_along_if_the_patient_asks_so(desk: PackingDesk) -> None:
    deny(desk, statement="", attach=True)
    assert "The note says the right side." in words(printed(desk))


def test_a_request_about_the_whole_record_goes_with_every_note(desk: PackingDesk) -> None:
    deny(desk, note="")
    assert STATEMENT in words(printed(desk))


def test_the_file_still_proves_itself_and_says_what_nobody_signed(desk: PackingDesk) -> None:
    office = desk.office
    files = ChartNoteFiles(office.light_table, make_printer(office.light_table), office.store)
    deny(desk)
    verdict = files.judge(printed(desk))
    assert verdict.standing == "signed", verdict
    assert "nobody signed" in verdict.text


def test_a_pack_with_the_chart_note_takes_it_along(desk: PackingDesk) -> None:
    deny(desk)
    packs = desk.office.packs
    wish = PackWish(papers=("chart-note",))
    laid_out = packs.lay_out(packs.material(desk.note().id), PORTAL, wish)
    pack = next(file for file in laid_out.pack.files if file.role == "pack")
    assert STATEMENT in words(laid_out.contents[pack.name])


def test_a_saved_chart_note_takes_it_along(desk: PackingDesk, tmp_path: Path) -> None:
    deny(desk)
    draft = desk.office.charting.open(desk.note().id)
    target = tmp_path / "note.pdf"
    desk.office.print_room.export(draft.note, draft.guide, draft.known, Paper.CHART_NOTE, target)
    assert STATEMENT in words(target.read_bytes())
