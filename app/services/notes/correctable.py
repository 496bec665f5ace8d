"""What can be corrected in a signed note: every answer that is printed, in the words it was signed.

The note page offers them for an addendum.
"""

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Answer, Rows
from app.domain.guides.guide import Guide
from app.domain.guides.paths import template_of
from app.domain.guides.showing import show_answer
from app.domain.signing.later_entry import Correction
from app.services.notes.draft import Draft


def correctable(draft: Draft) -> tuple[Correction, ...]:
    """The visible answers of an open note in the guide's order, with the old words as both."""
    guide = draft.guide.guide
    facts = Facts(draft.content.answers, draft.known, draft.state.hidden)
    order = {path: place for place, path in enumerate(guide.fields)}
    paths = sorted(
        (path for path in draft.content.answers if not facts.is_hidden(path)),
        key=lambda path: (order.get(template_of(path).partition("/")[0], -1), path),
    )
    found = []
    for path in paths:
        answer = facts.read(path)
        words = _words(answer, path, guide)
        if answer is not None and not isinstance(answer, Rows):
            found.append(Correction(path, _label(path, guide, draft), words, words))
    return tuple(found)


def _words(answer: Answer | None, path: str, guide: Guide) -> str:
    return show_answer(answer, guide.fields.get(template_of(path)))


def _label(path: str, guide: Guide, draft: Draft) -> str:
    """Rows by name and number, then the field: `Consultation 1 · Method`."""
    parts, names = path.split("/"), []
    for depth in range(1, len(parts) - 1, 2):
        table, row = "/".join(parts[:depth]), parts[depth]
        field, rows = guide.fields[template_of(table)], draft.rows(table)
        name = field.row_name or field.label
        names.append(f"{name} {rows.index(row) + 1}" if row in rows else name)
    return " · ".join((*names, guide.fields[template_of(path)].label))
