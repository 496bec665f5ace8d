"""The letter of an appeal in two versions, in words: what another wrote, and what is here.

The page of an appeal opens it; nothing is stored before somebody decides.
"""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.claims.appeal_joining import TEXTS, LeftOnAppeal, both, joined
from app.domain.claims.claim import Appeal
from app.domain.reading.dates import show_date
from app.services.denials.appeal_file import AppealFile
from app.ui.models.conflict_rows import NOTHING, ConflictRow, Version
from app.ui.page_tools import PageTools
from app.ui.pages.conflicts.conflict_dialog import ConflictDialog

CLASHES = "Somebody changed this letter too, in another way. Nothing is lost: decide what holds."
TOO_LATE = (
    "This appeal was sent or given up before what you wrote was stored. It cannot go into the"
    " letter any more; copy it, or drop it."
)
_LABELS = {
    "note": "The note it rests on",
    "request": "What you ask for",
    "quotes": "What the letter quotes",
    "words": "Your own words",
    "documents": "Enclosed",
    "authorization": "Document of the authorization",
    "authorization_on": "Authorization signed on",
}


def conflict_dialog(
    left: LeftOnAppeal, file: AppealFile, tools: PageTools, parent: QWidget
) -> ConflictDialog:
    """A dialog with every field that both changed; `file` is the appeal as it is stored now."""
    rows = _rows(left, file)
    return ConflictDialog("", rows, tools.appearance, tools.icons, parent)


def _rows(left: LeftOnAppeal, file: AppealFile) -> Sequence[ConflictRow]:
    theirs, mine = file.appeal, left.mine
    return tuple(
        ConflictRow(
            name,
            _LABELS[name],
            Version(_shown(name, theirs, file)),
            Version(_shown(name, mine, file)),
            both(getattr(theirs, name), getattr(mine, name)) if name in TEXTS else "",
        )
        for name in joined(left, theirs).clashes
    )


def written_text(appeal: Appeal) -> str:
    """What somebody wrote in their own words, to be copied."""
    return "\n\n".join(text for name in TEXTS if (text := getattr(appeal, name)))


def _shown(name: str, appeal: Appeal, file: AppealFile) -> str:
    value = getattr(appeal, name)
    titles = {each.id: each.title for each in file.documents}
    match name:
        case "note":
            return dict(file.notes).get(value, NOTHING)
        case "quotes":
            quoted = [each.text for each in file.offered if each.id in value]
            return "\n".join(quoted) or NOTHING
        case "documents":
            return "\n".join(titles.get(each, "A document") for each in value) or NOTHING
        case "authorization":
            return titles.get(value, NOTHING)
        case _:
            return show_date(value) if isinstance(value, dt.date) else str(value or NOTHING)
