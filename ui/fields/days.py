"""A day: typed as people say it ("5/7", "mai", "cuối tháng") or picked in a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QVBoxLayout, QWidget

import db.days
import ui.fields.base as bases
import ui.fields.text as texts
import ui.theme

_DAY = 36  # pixels at 100 %: the least width and height of a day to press
_WIDE = 54  # pixels at 100 %: the same, for the names of the weekdays
_FRAME = 4  # pixels at 100 % of the frame around the days
_GAP = 6  # pixels at 100 % between the month and the year
HINT = "Ví dụ: 5/7, mai, thứ sáu, cuối tháng"
HINT_PAST = "Ví dụ: 5/7, hôm qua, thứ sáu"
HINT_YEARS_AGO = "Ví dụ: 3/2/1999"
VIETNAMESE = QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)


class _Month(QCalendarWidget):
    """A month with rows high enough to press; days of the months beside it are faint."""

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        """Draw one day."""
        shown = day if isinstance(day, QDate) else QDate(day.year, day.month, day.day)
        if shown.month() == self.monthShown():
            super().paintCell(painter, rect, shown)
        else:
            painter.setPen(QColor(ui.theme.FAINT))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(shown.day()))


class Calendar(QFrame):
    """A month to pick a day from, in a window of its own that goes when one is picked."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", "true")
        self.month = _Month()
        self.month.setStyleSheet(f"#qt_calendar_navigationbar {{ background: {ui.theme.HEAD}; }}")
        self.month.setLocale(VIETNAMESE)
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.month.setAccessibleName("Lịch; phím mũi tên đổi ngày, Enter chọn, Esc đóng")
        weekend = QTextCharFormat()  # red is kept for what is late, grey for the other months
        weekend.setForeground(QColor(ui.theme.INK))
        weekend.setBackground(QColor(ui.theme.WALL))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, weekend)
        heads = QTextCharFormat()
        heads.setFontWeight(QFont.Weight.Bold)
        self.month.setHeaderTextFormat(heads)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[6] * 4)
        column.addWidget(self.month)
        self.month.clicked.connect(self._pick)
        self.month.activated.connect(self._pick)

    def open(self, day: date, under: QWidget) -> None:
        """Show the month of ``day`` below ``under``, or above it where there is no room."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.setMinimumSize(0, 0)
        least = QSize(ui.theme.px(_WIDE * 7), ui.theme.px(_DAY * 8))
        frame = QSize(ui.theme.px(_FRAME), 0)
        self.month.setMinimumSize(self.month.sizeHint().expandedTo(least) + frame)
        bar = self.month.findChild(QWidget, "qt_calendar_navigationbar")
        beside = bar.layout() if bar is not None else None
        if beside is not None:
            beside.setSpacing(ui.theme.px(_GAP))
        self.resize(self.sizeHint())
        at = under.mapToGlobal(QPoint(0, under.height() + ui.theme.px(2)))
        screen = under.screen().availableGeometry()
        if at.y() + self.height() > screen.bottom():
            above = under.mapToGlobal(QPoint(0, -ui.theme.px(2))).y() - self.height()
            at.setY(max(screen.top(), above))
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        self.setGeometry(QRect(at, self.size()))
        self.show()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the day as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @Slot(QDate)
    def _pick(self, day: QDate) -> None:
        if self.isVisible():  # a double click picks once
            self.close()
            self.picked.emit(date(day.year(), day.month(), day.day()))


class _DayEntry(texts.Entry):
    """The arrow down opens the calendar, as in other programs."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down means the calendar; all other keys are text."""
        if event.key() == Qt.Key.Key_Down and not self.preedit and not self.isReadOnly():
            event.accept()
            self.down.emit()
        else:
            super().keyPressEvent(event)


class Day(texts.Spoken):
    """A day or nothing (None), read by ``db.days`` from where ``today`` stands.

    ``ahead`` says how a day without its year is meant: True as a due, False as something that has
    happened, None as neither. ``years_ago`` says that it mostly lies long back (a birth, joining
    the Party), where nobody would type "hôm qua".
    """

    def __init__(
        self, today: Callable[[], date], *, ahead: bool | None = None, years_ago: bool = False
    ) -> None:
        super().__init__(HINT_YEARS_AGO if years_ago else HINT_PAST if ahead is False else HINT)
        self._today = today
        self._ahead = ahead
        self._calendar: Calendar | None = None
        self.button = ui.theme.button("Lịch", "")
        self.button.setToolTip("Mở lịch (phím mũi tên xuống)")
        # Reached by the arrow down, so that Tab goes from one field straight to the next.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.entry, 1)
        row.addWidget(self.button)
        self.column.insertLayout(0, row)
        self.button.clicked.connect(self.open_calendar)

    def make_entry(self) -> texts.Entry:
        """A line edit that knows of the calendar."""
        entry = _DayEntry(self)
        entry.down.connect(self.open_calendar)
        return entry

    def set_name(self, name: str) -> None:
        """The button is found as ``name``.calendar, the month as ``name``.month."""
        super().set_name(name)
        self.button.setObjectName(f"{name}.calendar")

    def describe(self, label: str, description: str) -> None:
        """What a screen reader says."""
        super().describe(label, description)
        self.button.setAccessibleName(f"Lịch: {label}")

    def set_readonly(self, readonly: bool) -> None:
        """Neither typed nor picked."""
        super().set_readonly(readonly)
        self.button.setEnabled(not readonly)

    def read(self, text: str) -> date | None:
        """The day that ``text`` names.

        Raises:
            db.errors.RecordError: it names none.
        """
        return db.days.read(text, self._today(), ahead=self._ahead)

    def spoken(self, value: Any) -> str:
        """The day with its weekday."""
        return db.days.spoken(value, self._today())

    def shown(self, value: Any) -> str:
        """dd/MM/yyyy; a day out of a dump is text."""
        if not value:
            return ""
        return db.days.shown(date.fromisoformat(value) if isinstance(value, str) else value)

    @Slot()
    def open_calendar(self) -> None:
        """Show the calendar at the day that stands in the field, or at today."""
        if self._calendar is None:
            self._calendar = Calendar(self)
            self._calendar.month.setObjectName(f"{self.name}.month")
            self._calendar.picked.connect(self._take)
        try:
            day = self.value()
        except bases.Unreadable:
            day = None
        self._calendar.open(day or self._today(), self.entry)

    @Slot(object)
    def _take(self, day: date) -> None:
        self.entry.setFocus(Qt.FocusReason.PopupFocusReason)
        self.entry.selectAll()
        self.entry.insert(self.shown(day))  # as if typed: Ctrl+Z brings back what stood there
        self.tell()
        self.chosen.emit()
