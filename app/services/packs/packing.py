"""The packs of a practice: laid out, made, written to a folder, recorded as sent.

The pack page calls it, on workers. A pack is made in one transaction with its files and, where it
needs a fresh one, its control number; only then are files written to a folder, all or none. So a
crash at any moment leaves no half pack and no used-up number without a record.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.domain.audit import Deed
from app.domain.evidence.light_table import Progress, Stop, never, quietly
from app.domain.guides.guide import Act
from app.domain.notes.note import Note
from app.domain.packs.channel import Channel
from app.domain.packs.pack import Pack, PackWish, Sending
from app.domain.payers.payer import CardRule
from app.domain.signing.seal import Standing
from app.errors import (
    AlreadySent,
    MissingFolder,
    NumberSent,
    RestrictedByPatient,
    SignatureBroken,
    StalePack,
    VoidedNote,
)
from app.files import usable_name, write_folder_whole
from app.rules.state import Evaluation
from app.services.channels.channels import ChannelShelf
from app.services.documents.documents import DocumentDrawer
from app.services.notes.charting import Charting, Clock
from app.services.notes.control_numbers import free_number
from app.services.notes.note_views import stored_view
from app.services.packs.appeal_letters import letter_in
from app.services.packs.pack_limits import usual_wish
from app.services.packs.pack_making import PackMaker, PackTrial
from app.services.packs.pack_material import PackMaterial, attached_documents
from app.services.ports.store import Repositories, Store
from app.services.restrictions import barred
from app.services.seals import signing
from app.services.seals.later_entries import is_void, later_entries
from app.services.seals.standing import standing_of
from app.services.trail import Trail, about_pack

UNSIGNED = "The note is not signed. Sign it, then make the pack."
BROKEN = "The note’s signature does not match its content. Restore the latest backup."
VOID = "The note is void. Print it as a chart note, or start a new note for what is right."

_NO_RULE = CardRule()


class PackRoom:
    """Makes and keeps the packs of one practice, as the current user of `charting`."""

    def __init__(
        self,
        store: Store,
        charting: Charting,
        documents: DocumentDrawer,
        channels: ChannelShelf,
        maker: PackMaker,
        clock: Clock,
    ) -> None:
        self._store = store
        self._charting = charting
        self._documents = documents
        self._channels = channels
        self._maker = maker
        self._clock = clock
        self._trail = Trail(clock.utc, charting.user)

    def as_user(self, charting: Charting) -> "PackRoom":
        """The same packs, with somebody else at the keyboard."""
        return PackRoom(
            self._store, charting, self._documents, self._channels, self._maker, self._clock
        )

    def channels(self) -> tuple[Channel, ...]:
        """The channels to choose from."""
        return self._channels.all()

    def of_note(self, note_id: str) -> tuple[Pack, ...]:
        """The packs made of a note, latest first."""
        with self._store.reading() as found:
            return found.packs.of_note(note_id)

    def of_patient(self, patient_id: str) -> tuple[Pack, ...]:
        """The packs made of a patient's notes, latest first."""
        with self._store.reading() as found:
            return found.packs.of_patient(patient_id)

    def material(self, note_id: str) -> PackMaterial:
        """Everything a pack of this note can be made of. Raises KeyError."""
        draft = self._charting.open(note_id)
        note = draft.note
        made_at = self._clock.utc()
        with self._store.reading() as found:
            zone = self._clock.zone
            view = stored_view(found, note, draft.guide, draft.known, zone, made_at)
            number = self._number(found, note)
            rule = self._card_rule(found, note)
            not_fit = unfit(found, note)
            kept_from = barred(found, note)
        joined = self._documents.records_for(note, view.facts.is_hidden)
        others = self._documents.of_patient(note.patient_id)
        return PackMaterial(
            view=view,
            attached=attached_documents(joined, others, view.guide),
            read=self._read,
            blockers=tuple(dict.fromkeys((*not_fit, *sending_blockers(draft.state, note)))),
            kept_from=kept_from,
            number=number,
            made_by=view.people.get(self._charting.user, ""),
            made_at=made_at,
            records=rule.records,
            attachments=rule.attachments,
            channel=rule.channel,
        )

    def usual(self, material: PackMaterial, channel: Channel) -> PackWish:
        """What a pack for a channel is unless somebody wants otherwise."""
        return usual_wish(material, channel)

    def lay_out(
        self,
        material: PackMaterial,
        channel: Channel,
        wish: PackWish,
        progress: Progress = quietly,
        stop: Stop = never,
    ) -> PackTrial:
        """The pack as it would be; nothing is kept. Raises Stopped, LightTableFailed."""
        return self._maker.lay_out(material, channel, wish, progress, stop)

    def make(self, trial: PackTrial) -> Pack:
        """Keep a pack with its files and number. Raises disk failures, TakenNumber, StalePack.

        Raises ValueError for one that something blocks, SignatureBroken and VoidedNote for a note
        that came to that since the pack was laid out.
        """
        if not trial.may_be_made:
            raise ValueError("something still blocks this pack")
        pack = trial.pack
        channel = self._channels.get(pack.channel)
        if channel is None or channel.version != pack.channel_version:
            raise StalePack
        with self._store.writing() as found:
            _check_fit(found, pack)
            if not _is_current(found, pack) or _is_barred(found, pack):
                raise StalePack
            self._give_number(found, pack)
            for file in pack.files:
                found.evidence.keep(trial.contents[file.name])
            self._trail.add(found, Deed.PACK_MADE, about_pack(pack), number=pack.control_number)
            return found.packs.save(pack)

    def write(self, pack: Pack, folder: Path) -> Path:
        """Write a pack's files into a new folder beside others; returns it. The trail tells of it.

        Raises NumberSent, RestrictedByPatient, SignatureBroken, VoidedNote, MissingFolder,
        DiskFull, ReadOnlyFolder, MissingDocument; then there is no new one.
        """
        if not folder.is_dir():
            raise MissingFolder
        written = write_folder_whole(folder, folder_name(pack), self.going_out(pack))
        with self._store.writing() as found:
            self._trail.add(found, Deed.PACK_WRITTEN, about_pack(pack), number=pack.control_number)
        return written

    def going_out(self, pack: Pack) -> Mapping[str, bytes]:
        """The bytes of a pack's files by name, where it may leave the office as files or paper.

        Raises NumberSent, RestrictedByPatient, SignatureBroken, VoidedNote, MissingDocument,
        DamagedDocument.
        """
        with self._store.reading() as found:
            if _went_with_another(found, pack):
                raise NumberSent
            _check_fit(found, pack)
            if _is_barred(found, pack):
                raise RestrictedByPatient
        return self.contents(pack)

    def tell_printed(self, pack: Pack) -> None:
        """Tell the trail that a pack went to the printer."""
        pages = sum(file.pages for file in pack.on_paper)
        with self._store.writing() as found:
            self._trail.add(found, Deed.PRINTED, about_pack(pack), paper="pack", pages=pages)

    def contents(self, pack: Pack) -> Mapping[str, bytes]:
        """The bytes of a pack's files by name. Raises MissingDocument, DamagedDocument."""
        with self._store.reading() as found:
            return {file.name: found.evidence.read(file.sha256) for file in pack.files}

    def made_again(self, pack: Pack, stop: Stop = never) -> bool:
        """Whether making the pack anew, from note and documents as they stand, gives its bytes.

        Another version of the program, or documents turned or blacked out since, give others.
        """
        channel = self._channels.get(pack.channel)
        if channel is None:
            return False
        material = self.material(pack.note)
        material = replace(
            material,
            made_at=pack.made_at,
            made_by=pack.made_by,
            number=pack.control_number,
            view=replace(
                material.view,
                made_at=pack.made_at,
                later=material.view.later[: pack.note_entries],
            ),
        )
        if pack.appeal:
            with self._store.reading() as found:
                letter = letter_in(found, pack, material.view, self._clock.zone)
            if letter is None:
                return False
            material = replace(material, letter=letter, appeal=pack.appeal)
        again = self._maker.lay_out(material, channel, pack.wish, stop=stop, pack_id=pack.id)
        return again.pack.files == pack.files

    def record_sending(self, pack: Pack, sending: Sending, *, alone: bool = False) -> Pack:
        """Record once that a pack was sent; `alone` refuses one whose number went with another.

        Raises AlreadySent, NumberSent, SignatureBroken, VoidedNote, StaleRecord.
        """
        with self._store.writing() as found:
            stored = found.packs.get(pack.id)
            if stored is not None and stored.sent is not None:
                raise AlreadySent
            if alone and _went_with_another(found, pack):
                raise NumberSent
            _check_fit(found, pack)
            way, number = sending.by_way_of, pack.control_number
            self._trail.add(found, Deed.PACK_SENT, about_pack(pack), way=way, number=number)
            return found.packs.save(pack.model_copy(update={"sent": sending}))

    def _read(self, sha256: str) -> bytes:
        with self._store.reading() as found:
            return found.evidence.read(sha256)

    @staticmethod
    def _number(found: Repositories, note: Note) -> str:
        """The note's own number until a pack with it was sent, then a free one."""
        sent = {pack.control_number for pack in found.packs.of_note(note.id) if pack.sent}
        if note.control_number and note.control_number not in sent:
            return note.control_number
        return free_number(found, found.practice.get(), note.id, note.created_at.date())

    def _give_number(self, found: Repositories, pack: Pack) -> None:
        note = found.notes.get(pack.note)
        own = note.control_number if note else ""
        held = {each.control_number for each in found.packs.of_note(pack.note)} | {own}
        if pack.control_number and pack.control_number not in held:
            found.control_numbers.take(pack.control_number, pack.note, self._clock.utc())

    @staticmethod
    def _card_rule(found: Repositories, note: Note) -> CardRule:
        patient = found.patients.get(note.patient_id)
        coverages = sorted(patient.coverages if patient else (), key=lambda each: each.order)
        card = found.payer_cards.of(coverages[0]) if coverages else None
        return card.codes.get(note.code, _NO_RULE) if card else _NO_RULE


def _went_with_another(found: Repositories, pack: Pack) -> bool:
    return pack.sent_before(found.packs.of_note(pack.note)) is not None


def _check_fit(found: Repositories, pack: Pack) -> None:
    """Raises SignatureBroken or VoidedNote where nothing of the pack's note may leave any more."""
    if standing_of(found, pack.note) is not Standing.FITS:
        raise SignatureBroken
    if is_void(later_entries(found, pack.note)):
        raise VoidedNote


def _is_current(found: Repositories, pack: Pack) -> bool:
    """Whether note and documents still stand as they did when a pack was laid out."""
    note = found.notes.get(pack.note)
    if note is None or note.version != pack.note_version:
        return False
    if len(later_entries(found, note.id)) != pack.note_entries:
        return False
    records = [(found.documents.get(each.document), each) for each in pack.enclosed]
    return all(
        record is not None
        and record.patient == pack.patient
        and record.sent_pages == each.pages
        and not record.must_ask_others
        for record, each in records
    )


def _is_barred(found: Repositories, pack: Pack) -> bool:
    """Whether the patient wants nothing of the pack's note sent to its plan."""
    note = found.notes.get(pack.note)
    return note is not None and bool(barred(found, note).blocks)


def folder_name(pack: Pack) -> str:
    """The folder of a pack's files; nothing in it says who the patient is."""
    return usable_name(f"{pack.control_number or pack.code}-{pack.made_at:%Y%m%d-%H%M%S}")


def unfit(found: Repositories, note: Note) -> tuple[str, ...]:
    """Sentences on what of everything kept about a signed note blocks sending."""
    if note.signature is None:
        return ()
    if standing_of(found, note.id) is not Standing.FITS:
        return (BROKEN,)
    return (VOID,) if is_void(later_entries(found, note.id)) else ()


def sending_blockers(state: Evaluation, note: Note) -> tuple[str, ...]:
    """Sentences on what of the note itself blocks sending: its signature, and blocking rules."""
    found = [item.say for item in signing.blockers(state, Act.SENDING)]
    if note.signature is None:
        found.insert(0, UNSIGNED)
    elif not signing.signature_matches(note):
        found.insert(0, BROKEN)
    return tuple(found)
