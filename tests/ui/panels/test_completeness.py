"""The panel "Still needed" beside the real form: it never lies, moves at once, leads to fields."""

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.facts.known import Surroundings, known_facts
from app.domain.guides.answers import Choice, Text, YesNo
from app.domain.guides.guide import Purpose
from app.domain.practice.people import Coverage, Patient, PersonName
from app.rules.compiled import RECORD_SECTION
from app.rules.open_item import OpenItem
from app.rules.state import Tally
from app.ui.icons import Icons
from app.ui.models.open_items import ItemRow, RowKind
from app.ui.panels.completeness import CompletenessPanel
from app.ui.panels.progress import NothingMissing
from app.ui.theme import Appearance, Space
from tests.small_guide import TODAY
from tests.ui.open_note import FORM_GUIDE, NO_EXCHANGE, OpenNote

LONG = "visit-long"


def open_rows(panel: CompletenessPanel) -> list[ItemRow]:
    return [row for row in panel.list.rows if row.kind is RowKind.OPEN]


def keys(panel: CompletenessPanel) -> list[str]:
    return [row.key for row in open_rows(panel)]


def in_list_order(note: OpenNote) -> list[OpenItem]:
    """The open items as the form shows their fields, those with screens of their own behind."""
    order = list(note.bridge.guide.fields)

    def place(item: OpenItem) -> tuple[bool, int]:
        field = item.path.partition("/")[0]
        return item.section == RECORD_SECTION, order.index(field) if field in order else 0

    return sorted(note.bridge.state.open_items, key=place)


def bar(panel: CompletenessPanel) -> int:
    found = panel.findChild(QProgressBar)
    assert isinstance(found, QProgressBar)
    return found.value()


def test_the_panel_shows_exactly_the_open_items_after_every_edit(note: OpenNote) -> None:
    panel = note.panel()

    def check() -> None:
        assert sorted(keys(panel)) == sorted(item.id for item in note.bridge.state.open_items)

    check()
    note.bridge.set_answers({"reason": Choice("other")})
    check()
    for _ in range(3):
        note.bridge.add_row("visits")
        check()
    note.bridge.set_answers({"visits/r2/minutes": "90", "visits/r2/kind": Choice("call")})
    check()
    note.bridge.move_row("visits", "r3", -2)
    check()
    note.bridge.remove_row("visits", "r1")
    check()
    while note.bridge.undo():
        check()


def test_a_hidden_required_field_is_never_missing(note: OpenNote) -> None:
    panel = note.panel()
    assert "which" not in keys(panel)
    note.bridge.set_answers({"reason": Choice("other")})
    assert "which" in keys(panel)
    note.bridge.set_answers({"reason": Choice("pain")})
    assert "which" not in keys(panel), "nor after it was shown once"


def test_it_changes_with_the_same_keystroke(note: OpenNote) -> None:
    form, panel = note.form(), note.panel()
    note.bridge.set_answers({"reason": Choice("other")})
    form.go_to("which")
    before = bar(panel)
    QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_X)
    assert "which" not in keys(panel)
    assert bar(panel) == note.bridge.state.total.percent()
    QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Backspace)
    assert "which" in keys(panel)
    assert bar(panel) == before


def test_untouched_fields_read_still_needed(note: OpenNote) -> None:
    panel = note.panel()
    row = next(row for row in open_rows(panel) if row.key == "reason")
    assert row.spoken.startswith("Still needed.")
    assert "error" not in row.spoken.casefold()


def test_one_label_in_two_rows_stays_two_items(note: OpenNote) -> None:
    panel = note.panel()
    note.bridge.add_row("visits")
    note.bridge.add_row("visits")
    rows = [row for row in open_rows(panel) if row.key.startswith("visit-on@")]
    assert [row.where for row in rows] == ["Visit 1", "Visit 2"]
    assert len({row.key for row in rows}) == 2
    note.bridge.remove_row("visits", "r1")
    assert [row.where for row in open_rows(panel) if row.key == "visit-on@r2"] == ["Visit 1"]


def test_one_hundred_percent_only_when_nothing_is_open_tables_included(note: OpenNote) -> None:
    panel = note.panel()
    done = panel.findChild(NothingMissing)
    assert isinstance(done, NothingMissing)
    note.bridge.learn(
        known_facts(
            Surroundings(
                "X0001",
                TODAY,
                Patient(
                    id="p1",
                    name=PersonName(given="Theo", family="Testwell"),
                    coverages=(Coverage(payer="Testwell Plan", member_id="A1"),),
                ),
            )
        )
    )
    note.bridge.add_row("visits")
    note.bridge.set_answers(
        {
            "fit_direct": YesNo(True),
            "reason": Choice("other"),
            "which": "left one",
            "why_that": "because",
            "day": "t",
            "billing": Choice("bill"),
            "visits/r1/on": "t",
            "visits/r1/number": "614-555-0100",
            "visits/r1/kind": Choice("call"),
            "name": "Lena Cardwell",
            "advice": "go ahead",
        }
    )
    note.bridge.add_row("visits/r1/tries")
    assert keys(panel) == ["visit-minutes@r1"]
    assert bar(panel) < 100
    assert not done.isVisible()
    note.bridge.set_answers({"visits/r1/minutes": "20"})
    assert keys(panel) == []
    assert bar(panel) == 100
    assert done.isVisible()


def test_chart_only_takes_the_claim_s_items_away_at_once(note: OpenNote) -> None:
    panel = note.panel()
    note.bridge.add_row("visits")
    assert "visit-minutes@r1" in keys(panel)
    note.bridge.set_answers({"billing": Choice("chart_only")})
    assert "visit-minutes@r1" not in keys(panel)
    purposes = [item.needed_for for item in note.bridge.state.open_items]
    assert all(Purpose.CHART in each for each in purposes)


def test_the_items_of_a_table_stand_row_by_row(note: OpenNote) -> None:
    panel = note.panel()
    for _ in range(3):
        note.bridge.add_row("visits")
    note.bridge.move_row("visits", "r3", -2)
    rows = [row.where for row in open_rows(panel) if row.where]
    assert rows == sorted(rows)
    assert set(rows) == {"Visit 1", "Visit 2", "Visit 3"}


def test_f8_walks_through_all_items_and_around(note: OpenNote) -> None:
    panel = note.panel()
    gone: list[str] = []
    panel.go_to.connect(gone.append)
    items = in_list_order(note)
    for _ in range(len(items) + 1):
        panel.next_item()
    assert gone == [item.path for item in (*items, items[0])]
    panel.previous_item()
    assert gone[-1] == items[-1].path


def test_f8_goes_on_where_an_item_was_closed(note: OpenNote) -> None:
    form, panel = note.form(), note.panel()
    panel.go_to.connect(form.go_to)
    note.bridge.set_answers({"reason": Choice("other"), "fit_direct": YesNo(True)})
    while panel.list.current_key != "which":
        panel.next_item()
    assert form.focused_path == "which"
    QTest.keyClicks(form.window().focusWidget(), "left")
    assert "which" not in keys(panel)
    panel.next_item()
    assert panel.list.current_key == "why", "what the answer opened comes next"
    panel.next_item()
    assert (panel.list.current_key, form.focused_path) == ("day", "day")


def test_f8_passes_nothing_when_several_items_close_at_once(note: OpenNote) -> None:
    panel = note.panel()
    names = keys(panel)
    at = names.index("advice")
    for _ in range(at + 1):
        panel.next_item()
    assert panel.list.current_key == "advice"
    note.bridge.set_answers({"name": Text("Lena Cardwell"), "advice": Text("Hold nothing.")})
    assert {"name-in-advice", "advice"} == set(names) - set(keys(panel))
    panel.next_item()
    assert panel.list.current_key == names[at + 1]


def test_enter_and_click_go_to_the_field(note: OpenNote, qtbot: QtBot) -> None:
    panel = note.panel()
    panel.list.choose("reason")
    with qtbot.waitSignal(panel.go_to) as gone:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert gone.args == ["reason"]
    at = next(at for at, row in enumerate(panel.list.rows) if row.key == "day")
    place = panel.list.visualRect(panel.list.model().index(at, 0)).center()
    with qtbot.waitSignal(panel.go_to) as gone:
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert gone.args == ["day"]


def test_the_selected_item_tells_why_who_asks_and_what_for(note: OpenNote) -> None:
    panel = note.panel()
    panel.list.choose("reason")
    assert panel.list.card is not None
    shown = [label.text() for label in panel.list.card.findChildren(QLabel)]
    assert "Give reason." in shown
    assert "It is asked." in shown
    assert "Small source (practice), checked Nov 22, 2026" in shown
    assert "Needed for chart, claim." in shown


def test_no_row_lies_on_another_when_the_scroll_bar_takes_room(
    qtbot: QtBot, appearance: Appearance, icons: Icons
) -> None:
    wordy = tuple(replace(each, say=each.say + " Say it all" * 4) for each in FORM_GUIDE.requires)
    note = OpenNote(qtbot, appearance, icons, replace(FORM_GUIDE, requires=wordy))
    panel = note.panel()
    view = panel.list

    def every_row() -> list[QModelIndex]:
        return [view.model().index(number, 0) for number in range(view.model().rowCount())]

    def rows_are_as_high_as_their_words() -> bool:
        heights = [(view.visualRect(i).height(), view.sizeHintForIndex(i)) for i in every_row()]
        return all(height == wanted.height() for height, wanted in heights)

    for width in range(280, 330, 5):
        panel.resize(width, 2000)
        qtbot.waitUntil(lambda: not view.verticalScrollBar().isVisible())
        qtbot.waitUntil(rows_are_as_high_as_their_words)
        room = view.viewport().height() - view.visualRect(every_row()[-1]).bottom()
        panel.resize(width, 2000 - room + Space.M)
        assert not view.verticalScrollBar().isVisible()
        note.bridge.add_row("visits")
        qtbot.waitUntil(view.verticalScrollBar().isVisible)
        qtbot.waitUntil(rows_are_as_high_as_their_words)
        note.bridge.remove_row("visits", note.bridge.rows("visits")[-1])


def test_the_selection_stays_while_other_items_come_and_go(note: OpenNote) -> None:
    panel = note.panel()
    panel.list.choose("day")
    card = panel.list.card
    note.bridge.set_answers({"fit_direct": YesNo(True)})
    note.bridge.add_row("visits")
    note.bridge.set_answers({"reason": Choice("other")})
    assert panel.list.current_key == "day"
    assert panel.list.card is card, "not even made anew"


def test_a_closed_item_takes_its_selection_along(note: OpenNote) -> None:
    panel = note.panel()
    panel.list.choose("day")
    note.bridge.set_answers({"day": "t"})
    assert panel.list.current_key == ""
    assert panel.list.card is None


def too_long(note: OpenNote, panel: CompletenessPanel) -> str:
    note.bridge.add_row("visits")
    note.bridge.set_answers({"visits/r1/minutes": "90"})
    assert f"{LONG}@r1" in keys(panel)
    return f"{LONG}@r1"


def test_a_warning_is_answered_in_place_and_listed_with_its_reason(note: OpenNote) -> None:
    panel = note.panel()
    item = too_long(note, panel)
    panel.list.choose(item)
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    typing = panel.window().focusWidget()
    QTest.keyClicks(typing, "Two families at once")
    QTest.keyClick(typing, Qt.Key.Key_Return)
    assert item not in keys(panel)
    assert note.draft.content.reasons[item].text == "Two families at once"
    answered = [row for row in panel.list.rows if row.kind is RowKind.ANSWERED]
    assert [(row.where, row.reason and row.reason.text) for row in answered] == [
        ("Visit 1", "Two families at once")
    ]


def test_walking_on_keeps_a_reason_half_typed(note: OpenNote) -> None:
    panel = note.panel()
    item = too_long(note, panel)
    panel.list.choose(item)
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    QTest.keyClicks(panel.window().focusWidget(), "because")
    panel.next_item()
    assert note.draft.content.reasons[item].text == "because"
    assert item not in keys(panel)
    assert panel.list.current_key in keys(panel)
    assert panel.list.card is not None


def test_an_answer_to_a_warning_can_be_taken_back_and_undone(note: OpenNote) -> None:
    panel = note.panel()
    item = too_long(note, panel)
    note.bridge.answer_warning(item, "because")
    panel.list.choose(f"answered:{item}")
    assert panel.list.card is not None
    back = next(b for b in panel.list.card.findChildren(QPushButton) if b.text() == "Take back")
    back.click()
    assert item in keys(panel)
    note.bridge.undo()
    assert item not in keys(panel)


def test_a_signed_note_s_warnings_take_no_reason(note: OpenNote) -> None:
    panel = note.panel(read_only=True)
    note.bridge.set_answers({"fit_direct": YesNo(False)})
    panel.list.choose(NO_EXCHANGE.id)
    assert panel.list.card is not None
    assert panel.list.card.reason_line is None


def test_invitations_wait_folded_and_lower_nothing(note: OpenNote) -> None:
    panel = note.panel()
    invited = [row for row in panel.list.rows if row.kind is RowKind.INVITATION]
    fold = next(row for row in panel.list.rows if row.kind is RowKind.FOLD)
    assert invited == []
    assert fold.is_folded
    assert fold.count == len(list(note.bridge.state.invitations)) > 0
    panel.list.choose(fold.key)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    invited = [row for row in panel.list.rows if row.kind is RowKind.INVITATION]
    assert len(invited) == fold.count


def test_nothing_missing_names_the_next_step(note: OpenNote, qtbot: QtBot) -> None:
    panel = note.panel()
    done = panel.findChild(NothingMissing)
    assert isinstance(done, NothingMissing)
    assert not done.isVisible()
    sign = done.findChild(QPushButton)
    assert isinstance(sign, QPushButton)
    done.show_state(replace(note.bridge.state, total=Tally()), signed=False)
    assert sign.text() == "Sign the note"
    with qtbot.waitSignal(panel.next_step_requested):
        sign.click()


def test_the_age_of_a_source_is_told_as_a_date(note: OpenNote) -> None:
    item = next(iter(note.bridge.state.open_items))
    assert item.source is not None
    assert item.source.checked == dt.date(2026, 11, 22)
