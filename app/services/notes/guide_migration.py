"""Takes a draft along when its guide has changed: what fits stays, the rest is kept aside.

Charting calls it when a draft is opened. A signed note stays what was signed: only what is shown of
it stands where the form has it now. An id is never used again, so an answer under an id that is
still there is one to the same question.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from rpds import HashTrieMap

from app.domain.audit import Deed
from app.domain.finding.listing import NoteSummary
from app.domain.guides import answers as a
from app.domain.guides.answers import Answer, Choice, Choices, NotGiven, Rows, Unreadable
from app.domain.guides.guide import Field, FieldKind, Guide
from app.domain.guides.paths import template_of
from app.domain.guides.showing import show_answer
from app.domain.left_open.unfinished import LeftWork, record_name, unsaved_of, unsaved_text
from app.domain.notes.left_out import LeftOut
from app.domain.notes.note import Content, Note
from app.services.ports.store import Repositories, Store
from app.services.trail import Trail, about_note

ASKED_DIFFERENTLY = "The form asks this differently now. Answer it again."
NO_CHOICE = "This choice is no longer offered. Choose again."

_ANSWERS: Mapping[FieldKind, type[Answer]] = {
    FieldKind.TEXT: a.Text,
    FieldKind.LONG_TEXT: a.Text,
    FieldKind.CHOICE: a.Choice,
    FieldKind.CHOICES: a.Choices,
    FieldKind.DATE: a.Date,
    FieldKind.TIME: a.Time,
    FieldKind.MINUTES: a.Minutes,
    FieldKind.NUMBER: a.Number,
    FieldKind.MONEY: a.Money,
    FieldKind.YES_NO: a.YesNo,
    FieldKind.TEETH: a.Teeth,
    FieldKind.NPI: a.Npi,
    FieldKind.PHONE: a.Phone,
    FieldKind.PERSON: a.Person,
    FieldKind.EVIDENCE: a.Evidence,
    FieldKind.DIAGNOSES: a.Diagnoses,
    FieldKind.TABLE: a.Rows,
}

_NOT_TYPED = (a.Evidence, a.Rows)
"""Answers that words cannot stand for: they are kept aside whole."""

EVERYBODY = ""
"""Whose what does not fit is: anybody who opens the note decides about it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Content under another version of its guide.

    `left` is what has no place there any more. What a field now asks differently stays in it as
    something unreadable, with the reason why.
    """

    content: Content
    left: Content


def moved(content: Content, guide: Guide) -> Moved:
    """The content under this guide. Nothing is lost: it is in one part or the other."""
    stays, goes = _Parts(), _Parts()
    for path, answer in content.answers.items():
        new_path = _renamed(path, guide)
        field = guide.fields.get(template_of(new_path))
        taken = new_path != path and new_path in content.answers
        strange = isinstance(answer, _NOT_TYPED) and field and not _takes(field, answer)
        if field is None or taken or strange:
            goes.put(path, answer, content, path)
            continue
        stays.put(new_path, _fitting(answer, field), content, path)
    kept = Content(stays.answers, stays.entries, content.reasons)
    return Moved(kept, Content(goes.answers, goes.entries))


def shown_under(note: Note, guide: Guide) -> Note:
    """A signed note with its answers where this version of its form shows them; never to be kept.

    What has no place there stays under its own path: see `placeless`.
    """
    if note.guide_digest in ("", guide.digest):
        return note
    change = moved(note.content, guide)
    content = _joined(change.content, change.left)
    return replace(note, content=replace(content, reasons=note.content.reasons))


def placeless(note: Note, guide: Guide) -> Mapping[str, str]:
    """What this version of its form has no place for, in words by answer path."""
    return _in_words(moved(note.content, guide).left)


class FormChanges:
    """Of one practice. What does not fit is kept in it until somebody decides."""

    def __init__(self, store: Store, trail: Trail) -> None:
        self._store = store
        self._trail = trail

    def take_along(self, note: Note, guide: Guide, summary: Callable[[Note], NoteSummary]) -> Note:
        """A draft as it is under another version of its guide. Raises StaleNote, disk failures.

        What does not fit is kept aside, and the rest saved, in one transaction.
        """
        change = moved(note.content, guide)
        fresh = replace(
            note,
            content=change.content,
            guide_version=guide.version,
            guide_digest=guide.digest,
        )
        if not change.left.answers:
            return fresh  # it is stored with the next edit
        lists = summary(fresh)
        with self._store.writing() as found:
            now = self._trail.now()
            before = _aside(found, note.id)
            left = _joined(before, change.left)
            text = unsaved_text(left, note.guide_version)
            found.unfinished.keep(LeftWork(EVERYBODY, _name(note.id), now, text))
            kept = found.notes.save(fresh, lists, now)
            paths = sorted(change.left.answers)
            self._trail.add(found, Deed.FORM_CHANGED, about_note(kept), fields=paths)
        return kept

    def undecided(self, note_id: str) -> Mapping[str, str]:
        """What no longer fits a draft, in words by answer path; empty when nothing is left."""
        with self._store.reading() as found:
            return _in_words(_aside(found, note_id))

    def leave_out(self, note: Note) -> None:
        """Decide that it stays out of the note; it is kept beside it. Raises disk failures."""
        with self._store.writing() as found:
            aside, who, now = _aside(found, note.id), self._trail.who, self._trail.now()
            found.left_out.add(
                LeftOut("note", note.id, path, answer, aside.entries.get(path), who, now)
                for path, answer in sorted(aside.answers.items())
            )
            found.unfinished.drop(EVERYBODY, _name(note.id))
            fields = sorted(aside.answers)
            self._trail.add(found, Deed.FORM_DECIDED, about_note(note), fields=fields)


def is_undecided(found: Repositories, note_id: str) -> bool:
    """Whether a note has answers nobody has decided about since its form changed."""
    return bool(_aside(found, note_id).answers)


class _Parts:
    """One part of a content under way."""

    def __init__(self) -> None:
        self.answers: HashTrieMap[str, Answer] = HashTrieMap()
        self.entries = Content().entries

    def put(self, path: str, answer: Answer, content: Content, old_path: str) -> None:
        self.answers = self.answers.insert(path, answer)
        if (entry := content.entries.get(old_path)) is not None:
            self.entries = self.entries.insert(path, entry)


def _fitting(answer: Answer, field: Field) -> Answer:
    """The answer itself where the field takes it, else what was answered with what to do now."""
    if isinstance(answer, NotGiven):
        fits, why = answer.kind in field.closings, ASKED_DIFFERENTLY
    elif isinstance(answer, Unreadable):
        fits, why = field.kind is not FieldKind.TABLE, ASKED_DIFFERENTLY
    elif isinstance(answer, Choice | Choices) and _takes(field, answer):
        values = (answer.value,) if isinstance(answer, Choice) else answer.values
        fits, why = all(field.option(value) for value in values), NO_CHOICE
    else:
        fits, why = _takes(field, answer), ASKED_DIFFERENTLY
    return answer if fits else Unreadable(show_answer(answer), why)


def _takes(field: Field, answer: Answer) -> bool:
    return isinstance(answer, _ANSWERS[field.kind])


def _renamed(path: str, guide: Guide) -> str:
    """The path under the ids of today: rows keep theirs."""
    new = guide.renamed.get(template_of(path))
    if new is None:
        return path
    parts, names = path.split("/"), new.split("/")
    if len(names) != len(parts[::2]):
        return path
    rows = (*parts[1::2], "")
    return "/".join(each for pair in zip(names, rows, strict=True) for each in pair if each)


def _in_words(content: Content) -> Mapping[str, str]:
    """Answers in words by answer path, but for rows: what stands in them is told by itself."""
    return {
        path: show_answer(answer)
        for path, answer in sorted(content.answers.items())
        if not isinstance(answer, Rows)
    }


def _aside(found: Repositories, note_id: str) -> Content:
    kept = found.unfinished.get(EVERYBODY, _name(note_id))
    aside = unsaved_of(kept) if kept else None
    return aside.content if aside else Content()


def _joined(before: Content, more: Content) -> Content:
    answers, entries = before.answers, before.entries
    for path, answer in more.answers.items():
        answers = answers.insert(path, answer)
    for path, entry in more.entries.items():
        entries = entries.insert(path, entry)
    return Content(answers, entries)


def _name(note_id: str) -> str:
    return record_name("form", note_id)
