"""The letter of an appeal as a PDF, and the pack it goes in: the unaltered note, EOB, new evidence.

The page of an appeal calls it, on workers.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.audit import About, Deed
from app.domain.claims.claim import Appeal, Claim
from app.domain.evidence.light_table import Stop, never
from app.domain.packs.channel import Channel
from app.domain.packs.pack import BY_MAIL, LETTER, Pack, PackWish, Sending
from app.domain.practice.authority import Right
from app.errors import ClaimBlocked
from app.files import write_whole
from app.services.denials.appeals import Appeals, Letter
from app.services.notes.charting import Charting, Clock
from app.services.notes.print_room import PrintRoom
from app.services.packs.appeal_letters import letter_of, note_view
from app.services.packs.pack_making import PackTrial
from app.services.packs.packing import PackRoom
from app.services.permission import require
from app.services.ports.store import Store
from app.services.printing.printing import Paper, Printed, Printer
from app.services.trail import Trail, file_digests

LETTER_FILE = "letter-to-payer.pdf"
"""A name that says nothing of the patient."""


@dataclass(frozen=True, slots=True)
class Made:
    """A pack that was made, and the claim that remembers it."""

    claim: Claim
    pack: Pack


@dataclass(frozen=True, slots=True)
class AppealPacks:
    """Of one practice, as whoever is at the keyboard."""

    store: Store
    charting: Charting
    print_room: PrintRoom
    printer: Printer
    packs: PackRoom
    clock: Clock
    trail: Trail

    def channels(self) -> tuple[Channel, ...]:
        """The channels to choose from."""
        return self.packs.channels()

    def render(self, claim: Claim, appeal: Appeal) -> Printed:
        """The letter as it stands, as a PDF."""
        view = note_view(self.charting, self.print_room, appeal.note)
        now, zone = self.clock.utc(), self.clock.zone
        with self.store.reading() as found:
            require(found, self.trail.who, Right.SEE_MONEY)
            letter = letter_of(found, claim, appeal, view, now, zone)
        return self.printer.render_pdf(letter, made_at=now)

    def save_letter(self, appeals: Appeals, claim: Claim, appeal: Appeal, path: Path) -> Claim:
        """Write the letter to a file, whole or not at all; the claim remembers it byte for byte.

        One that was sent is written as it went. Raises ClaimBlocked where it may not leave,
        DiskFull, ReadOnlyFolder, MissingDocument, KeyError, StaleRecord, NotAllowed.
        """
        if appeals.file(claim.id, appeal.id).blocked:
            raise ClaimBlocked
        letter = self._letter(claim, appeal)
        if appeal.is_written:
            claim = appeals.saved(claim, appeal, letter)
        write_whole(path, letter.data)
        about = About("claim", claim.id, claim.patient)
        with self.store.writing() as found:
            files = file_digests(letter.data)
            self.trail.add(found, Deed.EXPORTED, about, paper=LETTER, files=files)
        return claim

    def send(self, appeals: Appeals, claim: Claim, appeal: Appeal, sending: Sending) -> Claim:
        """Record that an appeal was sent, its letter kept as it went. Raises as `Appeals.send`."""
        return appeals.send(claim, appeal, sending, self._letter(claim, appeal))

    def _letter(self, claim: Claim, appeal: Appeal) -> Letter:
        """The letter as it was saved or sent last, else as it stands."""
        if not appeal.letter:
            printed = self.render(claim, appeal)
            return Letter(printed.data, printed.pages)
        with self.store.reading() as found:
            require(found, self.trail.who, Right.SEE_MONEY)
            return Letter(found.evidence.read(appeal.letter), appeal.letter_pages)

    def usual_channel(self, claim: Claim, appeal: Appeal) -> str:
        """The channel of the pack that was made, else as the payer card wants; else by mail."""
        made = (each for each in self.packs.of_note(appeal.note) if each.id == appeal.pack)
        pack = next(made, None) if appeal.pack else None
        if pack is not None:
            return pack.channel
        code = next((line.code for line in claim.lines if line.note == appeal.note), "")
        rule = claim.card.codes.get(code) if claim.card else None
        return (rule.channel if rule else "") or BY_MAIL

    def lay_out(
        self,
        claim: Claim,
        appeal: Appeal,
        channel: Channel,
        wish: PackWish | None = None,
        stop: Stop = never,
    ) -> PackTrial:
        """The pack as it would be, in the form of a wish or the channel's usual one; not kept.

        What the payer's card says of attachments is about claims: it was asked for here, or is
        contested. Raises ValueError for an appeal without a note, Stopped, LightTableFailed,
        MissingDocument.
        """
        if not appeal.note:
            raise ValueError("there is no note to pack")
        material = self.packs.material(appeal.note)
        with self.store.reading() as found:
            require(found, self.trail.who, Right.SEE_MONEY)
            letter = letter_of(
                found, claim, appeal, material.view, material.made_at, self.clock.zone
            )
        material = replace(material, letter=letter, appeal=appeal.id, attachments="unknown")
        wanted = dict.fromkeys((*appeal.documents, appeal.authorization))
        there = {each.id for each in material.attached if each.record}
        goes = {
            "papers": (LETTER, Paper.CHART_NOTE.value),
            "documents": tuple(each for each in wanted if each in there),
        }
        form = wish or self.packs.usual(material, channel)
        return self.packs.lay_out(material, channel, form.model_copy(update=goes), stop=stop)

    def make(self, appeals: Appeals, claim: Claim, appeal: Appeal, trial: PackTrial) -> Made:
        """Keep the pack and remember it with the appeal. Raises as `PackRoom.make`, StaleRecord."""
        pack = self.packs.make(trial)
        return Made(appeals.packed(claim, appeal, pack.id), pack)

    def write(self, pack: Pack, folder: Path) -> Path:
        """Write its files into a new folder. Raises as `PackRoom.write`."""
        return self.packs.write(pack, folder)
