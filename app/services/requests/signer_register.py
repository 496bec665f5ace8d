"""The register of signers as a PDF file; the practice page saves it, on a worker."""

from dataclasses import dataclass
from pathlib import Path

from app.documents.requests.signer_register import Register, build
from app.domain.audit import NOTHING, Deed
from app.domain.practice.authority import Right
from app.files import write_whole
from app.services.notes.charting import Clock
from app.services.permission import require, rights
from app.services.ports.store import Store
from app.services.printing.printing import Printed, Printer
from app.services.requests.binder_material import signers
from app.services.trail import Trail, file_digests
from app.services.trail_words import moment_words

FILE_NAME = "register-of-signers.pdf"


@dataclass(frozen=True, slots=True)
class SignerRegister:
    """Of one practice, for whoever looks after its people."""

    store: Store
    printer: Printer
    clock: Clock
    trail: Trail

    @property
    def is_offered(self) -> bool:
        """Whether whoever is at the keyboard may save it, as of now."""
        with self.store.reading() as found:
            return Right.EDIT_PEOPLE in rights(found, self.trail.who)

    def save(self, path: Path) -> Printed:
        """Write the register, whole or not at all, and tell the trail.

        Raises NotAllowed, DiskFull, ReadOnlyFolder.
        """
        made_at = self.clock.utc()
        printed = self.printer.render_pdf(build(self._register()), made_at=made_at)
        write_whole(path, printed.data)
        with self.store.writing() as found:
            files, pages = file_digests(printed.data), printed.pages
            self.trail.add(found, Deed.EXPORTED, NOTHING, paper="signers", pages=pages, files=files)
        return printed

    def _register(self) -> Register:
        who = self.trail.who
        with self.store.reading() as found:
            require(found, who, Right.EDIT_PEOPLE)
            practice = found.practice.get()
            keys = ((key.person, key.fingerprint) for key in found.signing_keys.all())
            listed = signers(found, keys, self.clock.zone)
            maker = next((each for each in found.staff.all() if each.id == who), None)
        return Register(
            practice=practice,
            made=moment_words(self.clock.local()),
            made_by=maker.name.full if maker else "",
            signers=listed,
        )
