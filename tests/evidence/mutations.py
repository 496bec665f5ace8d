"""Foreign files with bytes changed at random, looked at in a real child, and what came of each.

`test_mutations` runs some in every run and many in the slow one. All go to one child after the
other, as no files do in the program: there each set of files has a child of its own.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import Looked, never, quietly
from app.errors import LightTableFailed
from app.evidence.jobs import LookOrder, PictureOrder
from app.evidence.worker import EVIDENCE, Worker
from tests.evidence import foreign_pdfs, foreign_pictures
from tests.evidence.foreign_pdfs import made
from tests.evidence.foreign_pictures import cornered, encoded

OUTCOMES = ("accepted", "repaired", "refused", "ended")
"""`ended`: refused because the child ran into its limits or a decoder crashed."""

Table = Counter[tuple[str, str]]
_SILENCE = 20  # seconds; a damaged file that takes longer counts as ended


def originals() -> dict[str, bytes]:
    """One small file of each class, as it should be."""
    noise = Image.effect_noise((240, 320), 60)
    color = Image.merge("RGB", [Image.effect_noise((160, 120), n) for n in (20, 60, 90)])
    return {
        "PDF written": made(pages=3),
        "PDF scanned": foreign_pdfs.scan(2, (240, 320)),
        "PDF in object streams": foreign_pdfs.in_object_streams(),
        "PDF owner-protected": foreign_pdfs.locked(),
        "PDF with scripts and files": made(foreign_pdfs.lively),
        "PDF signed": made(foreign_pdfs.signed),
        "JPEG": foreign_pictures.with_tags(color, "JPEG"),
        "JPEG progressive": encoded(noise, "JPEG", progressive=True),
        "PNG": encoded(color, "PNG"),
        "TIFF, two pages": foreign_pictures.tiff([noise, noise], compression="tiff_lzw"),
        "TIFF, CCITT fax": foreign_pictures.fax(),
        "WebP": encoded(color, "WEBP"),
        "BMP": encoded(cornered(120, 80), "BMP"),
        "GIF": encoded(cornered(120, 80), "GIF"),
    }


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The file with one to four changes of the sorts that disks, mail and attackers make."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) or 1)
        size = min(chance.choice((1, 2, 4, 16, 64, 512)), len(changed) - at)
        match chance.randrange(7):
            case 0:
                changed[at : at + size] = chance.randbytes(size)
            case 1:
                changed[at : at + size] = bytes(size)
            case 2:
                del changed[at : at + size]
            case 3:
                changed[at:at] = changed[at : at + size] * chance.randint(1, 50)
            case 4:
                changed[at : at + 1] = bytes([changed[at] ^ (1 << chance.randrange(8))])
            case 5:
                changed[at : at + size] = chance.choice((b"9999999999", b"-1", b"\xff\xff\xff\xff"))
            case _:
                del changed[max(at, len(changed) // 3) :]
        changed = changed or bytearray(b"\x00")
    return bytes(changed)


def judged(count: int, chance: random.Random) -> Table:
    """What became of so many mutated files, by class and outcome."""
    table: Table = Counter()
    files = originals()
    with _Children() as children:
        for number in range(count):
            name = list(files)[number % len(files)]
            table[name, children.outcome(mutated(files[name], chance))] += 1
    return table


def as_text(table: Table) -> str:
    """The counts, a line to a class and a sum."""
    lines = [f"{'class':28}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES)]
    names = [*dict.fromkeys(name for name, _ in sorted(table)), "all"]
    for name in names:
        counts = (
            sum(n for (each, came), n in table.items() if came == outcome and name in (each, "all"))
            for outcome in OUTCOMES
        )
        lines.append(f"{name:28}" + "".join(f"{n:>10}" for n in counts))
    return "\n".join(lines)


class _Children:
    """One child after the other; the next one when one has ended."""

    def __enter__(self) -> "_Children":
        self._worker = self._started()
        return self

    def __exit__(self, *error: object) -> None:
        self._worker.close()

    def outcome(self, content: bytes) -> str:
        """What becomes of a file. What is taken must have pages that can be shown."""
        try:
            seen = self._work("look", LookOrder(content))
            if not isinstance(seen, Looked):
                return "refused"
            assert seen.pages
            assert all(0 < side < 1e9 for page in seen.pages for side in page)
            self._work("picture", PictureOrder(content, PageChoice(number=1), 60))
        except LightTableFailed:
            return "ended"
        return "repaired" if seen.repaired else "accepted"

    def _work(self, job: str, order: object) -> object:
        try:
            return self._worker.work(job, order, quietly, never)
        finally:
            if not self._worker.is_settled:
                self._worker.close()
                self._worker = self._started()

    def _started(self) -> Worker:
        return Worker(replace(EVIDENCE, job_seconds=_SILENCE))


def sound_outcomes() -> Iterator[tuple[str, str]]:
    """What becomes of the files as they should be."""
    with _Children() as children:
        for name, content in originals().items():
            yield name, children.outcome(content)
