"""Keeps what stands in an open signing dialog over a lock; `note_later` has one for each dialog.

It lies in the practice's encrypted file, for this note and this person alone, until it is signed or
thrown away. The passphrase is never part of it.
"""

from contextlib import suppress

from rpds import HashTrieMap

from app.domain.answers import Answer, Text
from app.domain.note import Content, Note
from app.domain.unfinished import record_name
from app.errors import Failure
from app.services.unfinished import Unfinished
from app.ui.dialogs.signing_dialog import SigningDialog


class UnsignedWords:
    """Of `dialog`, which is as it opens; `kind` tells a note's dialogs from one another."""

    def __init__(
        self, unfinished: Unfinished, kind: str, note: Note, dialog: SigningDialog
    ) -> None:
        self._unfinished = unfinished
        self._name = record_name(kind, note.id)
        self._version = note.version
        self._dialog = dialog
        self._blank = dialog.typed()

    def put_back(self) -> None:
        """Put into the dialog what was typed before a lock; a disk that refuses leaves it empty."""
        with suppress(Failure):
            if (unsaved := self._unfinished.unsaved(self._name)) is not None:
                answers = unsaved.content.answers.items()
                self._dialog.put_back({k: v.value for k, v in answers if isinstance(v, Text)})

    def keep(self) -> None:
        """Keep what is typed, because the practice is locked. Raises disk failures."""
        typed = self._dialog.typed()
        if typed == self._blank:
            self._unfinished.forget(self._name)
            return
        answers: dict[str, Answer] = {name: Text(words) for name, words in typed.items()}
        content = Content(answers=HashTrieMap(answers))
        self._unfinished.keep_unsaved(self._name, content, self._version)

    def forget(self) -> None:
        """It is signed, or thrown away by the user's own wish."""
        with suppress(Failure):  # then it is there once more
            self._unfinished.forget(self._name)
