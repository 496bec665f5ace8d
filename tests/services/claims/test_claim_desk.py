"""Claim data shaped for copying: by channel, with the numbers of what was sent before."""

import datetime as dt
from dataclasses import replace

from app.domain.evidence.evidence import EvidenceKind, EvidenceRecord, PageChoice
from app.domain.guides.answers import Evidence, EvidenceItem
from app.domain.packs.pack import Pack, PackWish, Sending
from app.guides.channels import load_channels
from app.paths import resources_folder
from app.rules.compiled import CompiledGuide
from app.services.channels.channels import ChannelShelf
from app.services.claims.claim_desk import ClaimData, ClaimDesk, ClaimLook
from app.services.notes.charting import Clock
from app.services.notes.draft import Draft
from app.services.trail import Trail
from tests.documents.notes.note_views import consultation
from tests.small_guide import NOW
from tests.storage.fakes import MemoryStore

SHIPPED, _ = load_channels(resources_folder() / "channels")
NUMBER = "CP2611220A1B2C3D"
EOB, SECRET = "a" * 64, "b" * 64


def look(store: MemoryStore, d: Draft | None = None) -> ClaimLook:
    """The sample note, looked at over a store."""
    d = d or consultation()
    clock, channels = Clock(lambda: NOW, dt.UTC), ChannelShelf(store, lambda: SHIPPED)
    desk = ClaimDesk(store, channels, clock, Trail(clock.utc))
    note = replace(d.note, code="D9311", patient_id="p1", control_number=NUMBER)
    return desk.look(note, CompiledGuide(d.guide.guide), d.known)


def pack(number: int, channel: str, reference: str = "") -> Pack:
    """A pack of the note, recorded as sent when it has a reference."""
    at = NOW + dt.timedelta(minutes=number)
    sending = Sending(
        by_way_of="clearinghouse", at=at, recorded_by="Finn", recorded_at=at, reference=reference
    )
    return Pack(
        id=f"k{number}",
        note=consultation().note.id,
        patient="p1",
        code="D9311",
        note_version=1,
        channel=channel,
        channel_version=1,
        channel_title=channel,
        made_at=at,
        made_by="Finn Deskwell",
        program="1",
        wish=PackWish(),
        files=(),
        sent=sending if reference else None,
    )


def document(sha256: str, kind: EvidenceKind, *, sensitive: bool = False) -> EvidenceRecord:
    """A document of the patient."""
    return EvidenceRecord(
        id=sha256[:4],
        patient="p1",
        sha256=sha256,
        size=10,
        media="pdf",
        kind=kind,
        title="Paper",
        pages=(PageChoice(number=1),),
        sensitive=sensitive,
        taken_at=NOW,
    )


def values(data: ClaimData, place: str) -> list[str]:
    """The values of the lines at one place, wherever they stand."""
    cards = (*data.electronic, *data.form)
    return [line.value for card in cards for line in card.lines if line.place == place]


def test_the_offices_own_number_is_known_and_a_services_comes_with_the_sending() -> None:
    store = MemoryStore()
    found = look(store)
    assert (found.last_channel, found.number(None)) == ("", NUMBER)
    assert found.number(SHIPPED["nea-fastattach"]) == ""
    with store.writing() as work:
        for each in (
            pack(1, "nea-fastattach", "NEA#1"),
            pack(2, "nea-fastattach", "NEA#2"),
            pack(3, "mail"),
        ):
            work.packs.save(each)
    found = look(store)
    assert found.last_channel == "mail"
    assert found.number(SHIPPED["nea-fastattach"]) == "NEA#2"
    assert found.number(SHIPPED["stedi-275"]) == NUMBER


def test_documents_of_the_note_are_announced_and_sensitive_ones_are_not() -> None:
    store = MemoryStore()
    d = consultation()
    named = Evidence((EvidenceItem(EOB, "EOB", 10), EvidenceItem(SECRET, "Form", 10)))
    d.set_answer("enclosures", named)
    with store.writing() as work:
        work.documents.save(document(EOB, EvidenceKind.EOB))
        work.documents.save(document(SECRET, EvidenceKind.ANSWERED_REQUEST, sensitive=True))
        work.documents.save(document("c" * 64, EvidenceKind.ANSWERED_REQUEST))
    data = look(store, d).shaped(None, NUMBER)
    assert values(data, "PWK01") == ["OZ", "EB"]


def test_each_piece_of_the_note_is_a_line_and_together_they_are_the_note() -> None:
    data = look(MemoryStore()).shaped(None, NUMBER)
    (whole,) = values(data, "NTE")
    pieces = [
        values(data, f"NTE {place}")[0] for place in range(1, 6) if values(data, f"NTE {place}")
    ]
    assert " ".join(pieces) == whole
    assert values(data, "PWK06") == [NUMBER]
    assert values(data, "29") == ["D9311"]


def test_the_channel_shapes_note_remarks_and_enclosures() -> None:
    found = look(MemoryStore())
    nea = found.shaped(SHIPPED["nea-fastattach"], " NEA#7 ")
    assert values(nea, "NTE")[0].startswith("NEA#7 ")
    assert all(value.startswith("NEA#7 ") for value in values(nea, "35"))
    asked = found.shaped(SHIPPED["on-request"], NUMBER)
    assert values(asked, "PWK06") == [""]
    assert values(asked, "PWK02") == ["AA"]
    assert values(asked, "39") == ["N"]


def test_a_number_that_no_claim_carries_is_left_out_and_said() -> None:
    data = look(MemoryStore()).shaped(SHIPPED["nea-fastattach"], "NEA 7")
    assert "Type it again." in data.number_trouble
    assert values(data, "PWK06") == [""]
    assert not any("NEA 7" in value for value in (*values(data, "NTE"), *values(data, "35")))


def test_capitals_and_changes_are_said() -> None:
    data = look(MemoryStore()).shaped(None, NUMBER, upper=True)
    (whole,) = values(data, "NTE")
    assert whole == whole.upper()
    assert "“:” became “-”" in data.electronic[-1].remark


def test_the_title_names_the_note() -> None:
    assert look(MemoryStore()).title == "D9311 · Marisol Testwell · 11/03/2026"
