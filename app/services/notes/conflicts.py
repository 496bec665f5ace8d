"""Two versions of a note that somebody else saved meanwhile: compared, decided, put together.

The note page calls it when a save comes too late, `app.services.notes.spool` when it brings what
was kept on this computer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.audit import Deed
from app.domain.guides.answers import Text
from app.domain.left_open.unsaved import UnsavedNote, digest_of
from app.domain.notes.late import joined_spells
from app.domain.notes.left_out import LeftOut
from app.domain.notes.merging import Merge, NotTaken, Side, merge, not_taken, settle
from app.domain.notes.note import Content, Note, text_of
from app.errors import SignedNote
from app.rules.compiled import CompiledGuide
from app.services.notes.left_out import keep_left_out
from app.services.ports.store import Store
from app.services.trail import Trail, about_note

TREATING = "note.treating"
WAITS_FOR = "note.waits_for"
"""Where the people stand who are not typed into the form, compared like answers: staff ids."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A note as it is stored, as it was typed here, and both put together."""

    stored: Note
    mine: Note
    merge: Merge

    def settled(self, decisions: Mapping[str, Side]) -> Note:
        """The note to save over the stored one. Raises KeyError for a clash that is not decided."""
        content = settle(self.merge, decisions)
        answers = content.answers
        waits_for = text_of(answers.get(WAITS_FOR))
        follows_mine = waits_for != self.stored.waits_for
        newer = max(self.stored, self.mine, key=lambda note: note.guide_version)
        return replace(
            self.stored,
            guide_version=newer.guide_version,
            guide_digest=newer.guide_digest,
            content=replace(content, answers=answers.discard(TREATING).discard(WAITS_FOR)),
            treating_id=text_of(answers.get(TREATING)),
            waits_for=waits_for,
            handed_at=self.mine.handed_at if follows_mine else self.stored.handed_at,
            late=joined_spells((*self.stored.late, *self.mine.late)),
        )


class Conflicts:
    """Compares with what the store has now."""

    def __init__(self, store: Store, trail: Trail) -> None:
        self._store = store
        self._trail = trail

    def as_user(self, trail: Trail) -> "Conflicts":
        """The same, with somebody else at the keyboard."""
        return Conflicts(self._store, trail)

    def stored(self, note_id: str) -> Note | None:
        """The note as it stands in the store, or None when there is none."""
        with self._store.reading() as found:
            return found.notes.get(note_id)

    def keep_left_out(self, comparison: Comparison, decisions: Mapping[str, Side]) -> None:
        """Keep beside the note what the decisions leave out of it, and tell the trail of them."""
        left = not_taken(comparison.merge, decisions)
        fields = sorted(decisions)
        with self._store.writing() as found:
            keep_left_out(found, "note", comparison.stored.id, left, self._trail)
            about = about_note(comparison.stored)
            self._trail.add(found, Deed.VERSIONS_JOINED, about, fields=fields)

    def keep_too_late(self, stored: Note, unsaved: UnsavedNote, guide: CompiledGuide) -> int:
        """Keep beside a note signed meanwhile what was typed here too late; returns how much."""
        changed = typed(unsaved, guide)
        with self._store.writing() as found:
            keep_left_out(found, "note", stored.id, changed, self._trail)
            fields = [each.path for each in changed]
            self._trail.add(found, Deed.VERSIONS_JOINED, about_note(stored), fields=fields)
        return len(changed)

    def left_out(self, kind: str, record_id: str) -> tuple[LeftOut, ...]:
        """What decisions left out of a note or another record, the oldest first."""
        with self._store.reading() as found:
            return found.left_out.of(kind, record_id)


def compare(stored: Note, unsaved: UnsavedNote, guide: CompiledGuide) -> Comparison:
    """What was typed here beside what is stored. Raises SignedNote when that was signed.

    When what is stored is what was sent from here with no word back, nobody else changed anything.
    """
    if stored.signature is not None:
        raise SignedNote
    is_ours = digest_of(stored.content) in unsaved.unheard
    base = stored if is_ours else unsaved.base
    old, theirs, mine = (_with_people(each) for each in (base, stored, unsaved.mine))
    fields, row_of = guide.guide.fields, guide.row_of
    return Comparison(stored, unsaved.mine, merge(old, theirs, mine, fields, row_of))


def typed(unsaved: UnsavedNote, guide: CompiledGuide) -> tuple[NotTaken, ...]:
    """Every answer and reason that was typed since the note was read."""
    base, mine = _with_people(unsaved.base), _with_people(unsaved.mine)
    apart = merge(base, base, mine, guide.guide.fields, guide.row_of)
    return tuple(
        NotTaken(path, cell)
        for path, cell in sorted(apart.mine.items())
        if path not in apart.theirs or apart.theirs[path].value != cell.value
    )


def _with_people(note: Note) -> Content:
    answers = note.content.answers
    for path, staff_id in ((TREATING, note.treating_id), (WAITS_FOR, note.waits_for)):
        if staff_id:
            answers = answers.insert(path, Text(staff_id))
    return replace(note.content, answers=answers)
