"""The control for a date: typed as people type dates, or picked from a calendar."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain.reading.dates import read_date, show_date
from app.domain.reading.problem import Unread
from app.ui.fields.line import Line
from app.ui.fields.popup import Popup
from app.ui.fields.typed import TypedControl
from app.ui.icons import Icons
from app.ui.theme import Role, Space, dress


class CalendarPopup(Popup):
    """A month to pick a day from, by mouse or by arrows and Enter."""

    picked = Signal(object)  # datetime.date

    def __init__(self, icons: Icons, today: dt.date, parent: QWidget) -> None:
        super().__init__(parent)
        self.calendar = QCalendarWidget(self)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        plain = QTextCharFormat()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)  # Qt writes weekends in red
        for name, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(button, QToolButton):
                icons.put(button, icon)
        go_today = QPushButton("Today", self)
        dress(go_today, kind="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self.calendar)
        column.addWidget(go_today)
        go_today.clicked.connect(lambda: self._pick(today))
        self.calendar.clicked.connect(self._on_day)
        self.calendar.activated.connect(self._on_day)

    def show_day(self, day: dt.date) -> None:
        """Turn to a day."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setFocus()

    def _on_day(self, day: QDate) -> None:
        self._pick(dt.date(day.year(), day.month(), day.day()))

    def _pick(self, day: dt.date) -> None:
        # Qt sends both clicked and activated for a double click.
        if self.isVisible():
            self.close()
            self.picked.emit(day)


class DateControl(TypedControl):
    """A line for a date and a button that opens the calendar, also by Down, Alt+Down or F4."""

    def __init__(self, parent: QWidget, icons: Icons, today: Callable[[], dt.date]) -> None:
        super().__init__(parent, Line(parent, width=14), understand=self._understood, narrow=True)
        self._icons = icons
        self._today = today
        self._button = QToolButton(self)
        self._button.setToolTip("Pick from a calendar (Down)")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        icons.put(self._button, "calendar", Role.MUTED)
        self.row.insertWidget(1, self._button)
        self._button.clicked.connect(self.open_calendar)

    def describe(self, name: str, description: str) -> None:
        """Name the line and the button beside it."""
        super().describe(name, description)
        self._button.setAccessibleName(f"Open calendar: {name}")

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be selected and copied only."""
        super().set_read_only(read_only)
        self._button.setVisible(not read_only)

    def open_calendar(self) -> CalendarPopup:
        """Open the calendar at the date typed so far, else at today."""
        popup = CalendarPopup(self._icons, self._today(), self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(self._on_picked)
        typed = read_date(self.line.text(), self._today())
        popup.open_below(self.line)
        popup.show_day(self._today() if isinstance(typed, Unread) else typed)
        return popup

    def stops(self) -> Sequence[QWidget]:
        """The line; the calendar opens from it by key."""
        return (self.line,)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the calendar by the keys that open lists."""
        is_opener = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4)
        if is_opener and not self.line.isReadOnly():
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _on_picked(self, day: dt.date) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finished.emit(show_date(day))

    def _understood(self, text: str) -> str:
        day = read_date(text, self._today())
        return "" if isinstance(day, Unread) else f"{day:%A}, {show_date(day)}"
