"""What changes by itself is told to screen readers once, and a count only in a pause."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import Choice
from app.ui.icons import Icons
from app.ui.pages.parts.notice import Notice
from app.ui.panels.progress import Progress
from app.ui.theme import Appearance, Role
from app.ui.voice import Voice
from tests.ui.open_note import OpenNote


def test_what_was_said_last_is_not_said_again_until_it_went_away(qtbot: QtBot) -> None:
    speaker = QWidget()
    qtbot.addWidget(speaker)
    voice, heard = Voice(speaker), list[str]()
    voice.said.connect(heard.append)
    voice.tell("Not saved.")
    voice.tell("Not saved.")
    voice.tell("")
    assert heard == ["Not saved."]
    voice.hush()
    voice.tell("Not saved.", urgent=True)
    assert heard == ["Not saved.", "Not saved."]


def test_of_what_changes_quickly_only_the_last_is_told(qtbot: QtBot) -> None:
    speaker = QWidget()
    qtbot.addWidget(speaker)
    voice, heard = Voice(speaker, 50), list[str]()
    voice.said.connect(heard.append)
    with qtbot.waitSignal(voice.said):
        for count in (3, 2, 1):
            voice.tell(f"{count} still needed")
    assert heard == ["1 still needed"]


def test_a_notice_tells_its_sentence_and_what_can_be_done(
    qtbot: QtBot, appearance: Appearance, icons: Icons
) -> None:
    del appearance
    page = QWidget()
    qtbot.addWidget(page)
    notice, heard = Notice(icons, page), list[str]()
    notice.voice.said.connect(heard.append)
    notice.say("The note was changed elsewhere.", Role.BLOCKS, (("Compare…", notice.hide),))
    notice.say("")
    notice.say("Sent.", Role.DONE)
    assert heard == ["The note was changed elsewhere. Compare…", "Sent."]


def test_the_count_is_told_when_typing_pauses_and_not_when_a_note_is_opened(
    qtbot: QtBot, appearance: Appearance, icons: Icons
) -> None:
    note = OpenNote(qtbot, appearance, icons)
    progress = note.panel().findChildren(Progress)[0]
    heard: list[str] = []
    progress.voice.said.connect(heard.append)
    with qtbot.waitSignal(progress.voice.said):
        note.bridge.set_answers({"reason": Choice("other")})
        note.bridge.add_row("visits")
    assert heard == [f"{note.bridge.state.total.open()} still needed"]
