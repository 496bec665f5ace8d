"""Words of others are shown letter by letter, also where they look like markup."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme import Appearance

HOSTILE = "Marisol <img src='//elsewhere/share/x.png'> <b>Testwell</b>"


def test_a_label_shows_a_tag_as_it_is_written(appearance: Appearance, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label, ours = QLabel(HOSTILE, window), QLabel("<b>ours</b>", window)
    ours.setTextFormat(Qt.TextFormat.RichText)
    window.show()
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert ours.textFormat() == Qt.TextFormat.RichText
    assert appearance.theme.name == "light"


def test_a_tooltip_shows_a_tag_as_it_is_written(appearance: Appearance, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QToolTip.showText(QPoint(5, 5), HOSTILE, window)
    tips = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
    assert [tip.text() for tip in tips if isinstance(tip, QLabel)] == [HOSTILE]
    assert {tip.textFormat() for tip in tips if isinstance(tip, QLabel)} == {
        Qt.TextFormat.PlainText
    }
    QToolTip.hideText()
    assert appearance.theme.name == "light"
