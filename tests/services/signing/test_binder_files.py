"""An audit binder proves its notes without the practice, and each manipulation has its sentence."""

import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from app.bootstrap import make_printer
from app.crypto import new_signing_key, signed
from app.documents.blocks import FOOTER_HEIGHT, Numbering
from app.documents.notes.signed_pages import pages_body, pages_of, put_together
from app.documents.requests.binder import TITLE
from app.domain.evidence.light_table import Composition
from app.domain.notes.plain import Plain, canonical
from app.evidence.archive import EMBEDDED_NAME, embed, saved
from app.evidence.table import SafeLightTable
from app.services.ports.store import Store
from app.services.requests.binder import BinderRoom
from app.services.requests.binder_material import BinderWish
from app.services.seals.embedded_binder import read_binder
from app.services.seals.file_verdict import Fault, Verdict
from app.services.seals.later_entries import LaterEntries
from app.services.seals.proof_check import check_proofs
from app.services.signing.sent_files import SentFiles
from tests.evidence.appended import appended
from tests.packing_desk import PackingDesk
from tests.storage.fakes import MemoryStore

Change = Callable[[Plain], None]


@pytest.fixture(scope="module")
def desk() -> Iterator[PackingDesk]:
    """Three signed notes, one of them continued."""
    made = PackingDesk.over(MemoryStore())
    note, office = made.attach(), made.office
    later = LaterEntries(office.store, office.trail, office.clock.zone)
    later.add_continuation(note.id, made.key(), "She called back.", dt.date(2026, 11, 20))
    yield made
    office.close()


@pytest.fixture(scope="module")
def table() -> Iterator[SafeLightTable]:
    made = SafeLightTable()
    yield made
    made.close()


def volumes(desk: PackingDesk, folder: Path, in_volume: int = 200) -> list[bytes]:
    office = desk.office
    room = BinderRoom(
        office.store,
        office.charting,
        office.print_room,
        make_printer(office.light_table),
        office.light_table,
        office.clock,
        office.trail,
        in_volume,
    )
    return [path.read_bytes() for path in room.write(BinderWish(), folder / "b.pdf").volumes]


@pytest.fixture(scope="module")
def binder(desk: PackingDesk, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    (content,) = volumes(desk, tmp_path_factory.mktemp("binder"))
    return content


def judged(table: SafeLightTable, content: bytes, store: Store | None = None) -> Verdict:
    return SentFiles(table, make_printer(table), store).judge(content)


def carried(content: bytes) -> Plain:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        plain: Plain = json.loads(pdf.attachments[EMBEDDED_NAME].get_file().read_bytes())
        return plain


def with_data(content: bytes, change: Change) -> bytes:
    """The same pages with other data inside."""
    plain = carried(content)
    change(plain)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        embed(pdf, canonical(plain).encode())
        return saved(pdf)


def first_note(plain: Plain) -> Plain:
    note: Plain = next(part["note"] for part in plain["parts"] if "note" in part)
    return note


def test_a_binder_proves_its_notes_without_the_practice(
    table: SafeLightTable, binder: bytes
) -> None:
    found = judged(table, binder)
    assert (found.standing, found.holds) == ("signed", True)
    assert "The pages of 3 notes say exactly what was signed." in found.text
    assert found.text.count("signed with the key") == len(keys_in(binder))
    assert "Signatures cover these pages: 3–" in found.text
    assert "Nobody signed any other." in found.text


def keys_in(content: bytes) -> set[str]:
    notes = [part["note"] for part in carried(content)["parts"] if "note" in part]
    return {proof["public"] for note in notes for proof in note["proofs"]}


def test_the_practice_confirms_it(table: SafeLightTable, desk: PackingDesk, binder: bytes) -> None:
    found = judged(table, binder, desk.office.store)
    assert found.standing == "signed"
    assert "The practice’s record says the same." in found.text
    stranger = judged(table, binder, MemoryStore())
    assert stranger.fault is Fault.RECORD


def test_every_volume_proves_its_own_notes(
    table: SafeLightTable, desk: PackingDesk, tmp_path: Path
) -> None:
    for content in volumes(desk, tmp_path, in_volume=1):
        found = judged(table, content)
        assert found.standing == "signed"
        assert "The pages of 1 note say exactly what was signed." in found.text


def text(plain: Plain) -> None:
    proof = first_note(plain)["proofs"][0]
    proof["body"] = proof["body"].replace("Samplemann", "Specimen")


def forged(plain: Plain) -> None:
    """Signed by another key under the signer's fingerprint."""
    proof = first_note(plain)["proofs"][0]
    body = pages_body(pages_of(proof["body"].encode()))
    proof["signature"] = signed(new_signing_key(), body).hex()


def entry(plain: Plain) -> None:
    notes = [part["note"] for part in plain["parts"] if "note" in part]
    continued = next(note for note in notes if len(note["proofs"]) > 1)
    del continued["proofs"][0]


def swapped(plain: Plain) -> None:
    one, other = [part["note"] for part in plain["parts"] if "note" in part][:2]
    one["proofs"], other["proofs"] = other["proofs"], one["proofs"]


def laid_out(table: SafeLightTable, plain: Plain) -> bytes:
    """The volume that a forger with this program makes of data."""
    inside = canonical(plain).encode()
    binder, printer, own = read_binder(inside), make_printer(table), []
    assert binder is not None
    for part in binder.parts:
        document = part.document
        if document is None:
            document = put_together(check_proofs(part.note), part.note.printing)  # type: ignore[arg-type, union-attr]  # it is a sound note
        numbering = Numbering(part.page, binder.pages)
        own.append(printer.render_pdf(document, made_at=binder.made_at, numbering=numbering).data)
    order = Composition(tuple(own), (), b"", FOOTER_HEIGHT, TITLE, binder.made_at, embedded=inside)
    return table.compose(order).data


def invented(part: Plain, front: Plain) -> Plain:
    """A part whose pages only look like what stood there."""
    return {"page": part["page"], "document": front}


@pytest.mark.parametrize(("kept", "standing"), [(2, "signed"), (0, "unproven")])
def test_pages_that_only_look_like_a_note_are_not_among_the_signed(
    table: SafeLightTable, binder: bytes, kept: int, standing: str
) -> None:
    plain = carried(binder)
    front, *notes, last = plain["parts"]
    first, after = notes[0]["page"], notes[kept]["page"]
    plain["parts"] = [front, *notes[:kept], invented(notes[kept], last["document"])]
    found = judged(table, laid_out(table, plain))
    assert found.standing == standing
    covered = f"Signatures cover these pages: {first}–{after - 1}."
    assert (covered if kept else "Nobody signed any page of it.") in found.text


def test_no_page_number_stands_twice(table: SafeLightTable, binder: bytes) -> None:
    plain = carried(binder)
    front, *notes, last = plain["parts"]
    plain["parts"] = [front, invented(notes[0], last["document"]), *notes, last]
    assert judged(table, laid_out(table, plain)).fault is Fault.PAGES


def left_out(plain: Plain) -> None:
    """A note less in the data than on the pages."""
    at = next(i for i, part in enumerate(plain["parts"]) if "note" in part)
    del plain["parts"][at]


def front(plain: Plain) -> None:
    plain["parts"][0]["document"]["author"] = "Another practice"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (text, Fault.TEXT),
        (forged, Fault.SIGNATURE),
        (entry, Fault.ENTRY),
        (swapped, Fault.OTHER_NOTE),
        (left_out, Fault.PAGES),
        (front, Fault.PAGES),
    ],
)
def test_each_change_of_its_data_is_told(
    table: SafeLightTable, binder: bytes, change: Change, fault: Fault
) -> None:
    found = judged(table, with_data(binder, change))
    assert (found.standing, found.fault) == ("differs", fault)
    assert "binder" in found.text


def test_a_changed_page_and_a_page_less_are_told(table: SafeLightTable, binder: bytes) -> None:
    with pikepdf.open(io.BytesIO(binder)) as pdf:
        pdf.pages[2].contents_add(b"1 1 1 rg 0 0 400 400 re f")
        painted = saved(pdf)
    with pikepdf.open(io.BytesIO(binder)) as pdf:
        del pdf.pages[2]
        shorter = saved(pdf)
    for content in (painted, shorter, appended(binder, 2)):
        assert judged(table, content).fault is Fault.PAGES


def test_a_note_that_did_not_match_when_it_was_bound_is_told(
    table: SafeLightTable, tmp_path: Path
) -> None:
    desk = PackingDesk.over(MemoryStore())
    desk.attach()
    with desk.office.store.writing() as found:
        found.signing_keys.end(desk.office.charting.user, dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    (content,) = volumes(desk, tmp_path)
    desk.office.close()
    said = judged(table, content)
    assert said.fault is Fault.BROKEN
    assert "1 note in it did not match what was signed" in said.text


@pytest.mark.parametrize("format_", ["chartproof binder 2", None])
def test_of_what_is_no_binder_nothing_is_known(
    table: SafeLightTable, binder: bytes, format_: str | None
) -> None:
    def change(plain: Plain) -> None:
        if format_ is None:
            plain["parts"] = [1]
        plain["format"] = format_

    found = judged(table, with_data(binder, change))
    assert found.standing == "unknown"
    assert "“Audit binder”, but what it carries to prove itself cannot be read" in found.text
