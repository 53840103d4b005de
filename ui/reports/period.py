"""Which report: this quarter's, the last one's, the year's, or another; those begun with states."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

import db.periods
import db.reports
import ui.emptying
import ui.fields
import ui.flow
import ui.form
import ui.page
import ui.reports.columns
import ui.returning
import ui.theme

TONES: dict[str, ui.theme.Tone] = {"draft": "amber", "final": "blue", "submitted": "green"}
_ROOM = 900  # pixels at 100 %: in a narrower bar the buttons name no quarter; the title does
_SHOWN = 24  # reports listed, the newest first


def chip_words(state: str) -> tuple[str, ui.theme.Tone]:
    """How the state of a report is shown; "" before it was begun."""
    if not state:
        return "Chưa soạn", "grey"
    return db.reports.STATES[state].capitalize(), TONES[state]


class PeriodBar(ui.page.Deeds):
    """Buttons for the usual periods; ``chosen`` carries the period a person asks for.

    Each reads another report, and beside them stands what is done with the one in sight. Tab stops
    at each: in a group of Qt's, of which one is pressed, it would stop at the one that had the keys
    last, and an arrow on the way would read another report.

    ``card`` asks for another one; whoever shows the bar gives it its place when it is ``asked``
    for, and takes it away when that is ``settled``.
    """

    chosen = Signal(object)
    asked = Signal()
    settled = Signal()

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name, self._today = name, today
        self._period: db.periods.Period | None = None
        self._usual = {
            key: ui.theme.button("", f"{name}.{key}", "filter") for key in ("this", "last", "year")
        }
        self._other = ui.theme.button("Kỳ khác…", f"{name}.other", "filter")
        self._chip = ui.theme.chip("", "grey")
        self._chip.setObjectName(f"{name}.state")
        field = ui.form.Field("typed", "Kỳ báo cáo", partial(ui.fields.PeriodField, today))
        self.card = ui.theme.card()
        self._form = ui.form.Form(name, (field,), None)
        self._go = ui.theme.button("Xem kỳ này", f"{name}.go")
        self._close = ui.theme.button("Đóng", f"{name}.close", "link")
        self._list = QWidget()
        self._build()
        for key, button in self._usual.items():
            button.clicked.connect(partial(self._press, key))
        self._other.clicked.connect(self._open)
        self._go.clicked.connect(self._take)
        self._close.clicked.connect(self.leave)
        ui.theme.notifier().changed.connect(self._mark)

    def add(self, button: QWidget) -> None:
        """Put one more thing at the end of the row."""
        self._row.addWidget(button)

    def show_period(self, period: db.periods.Period, state: str) -> None:
        """Mark ``period`` and say how its report stands."""
        self._period = period
        ui.theme.set_chip(self._chip, *chip_words(state))
        self._mark()

    @Slot()
    def leave(self) -> None:
        """Nothing else is asked for: the period in sight is marked again."""
        had = ui.returning.let_go(self.card)
        self.settled.emit()
        self._mark()
        if had:
            self._other.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorter words where there is little room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._mark)

    @Slot()
    def _mark(self) -> None:
        """Press the button of the period in sight; its words as there is room for them."""
        short = self.width() < ui.theme.px(_ROOM)
        periods = dict(zip(_WORDS, self._periods(), strict=True))
        for key, one in periods.items():
            button = self._usual[key]
            whole = f"{_WORDS[key]} {one.short}"
            button.setText(_WORDS[key] if short and key != "year" else whole)
            button.setAccessibleName(whole)
            button.setToolTip(one.words)
            button.setChecked(one == self._period)
        other = self._period is not None and self._period not in periods.values()
        self._other.setChecked(other)
        named = other and self._period is not None and not short
        words = f"Kỳ khác: {self._period.short}" if named and self._period else "Kỳ khác…"
        self._other.setText(words)
        for button in (*self._usual.values(), self._other):
            ui.reports.columns.fit_bold(button)

    def _periods(self) -> tuple[db.periods.Period, db.periods.Period, db.periods.Period]:
        """This quarter, the last one, and the year of the last one."""
        today = self._today()
        this = db.periods.quarter(today.year, db.periods.quarter_of(today))
        before = this.first - timedelta(days=1)
        last = db.periods.quarter(before.year, db.periods.quarter_of(before))
        return this, last, db.periods.year(before.year)

    def _build(self) -> None:
        self._row = ui.flow.Flow(self)
        for button in (*self._usual.values(), self._other):
            button.setCheckable(True)
            self._row.addWidget(button)
        self._row.addWidget(self._chip)
        actions = QHBoxLayout()
        actions.addWidget(self._go)
        actions.addWidget(self._close)
        actions.addStretch(1)
        self.card.column.addWidget(self._form)
        self.card.column.addLayout(actions)
        self.card.column.addWidget(self._list)

    def _press(self, key: str) -> None:
        self.settled.emit()
        wanted = dict(zip(_WORDS, self._periods(), strict=True))[key]
        self.chosen.emit(wanted)

    @Slot()
    def _open(self) -> None:
        """Ask for another period; the reports begun stand below to choose from."""
        for button in (*self._usual.values(), self._other):
            button.setChecked(button is self._other)
        self._list_begun()
        self.asked.emit()
        self._form.begin(None, {"typed": None})
        self._form.focus()

    @Slot()
    def _take(self) -> None:
        try:
            period = self._form.values()["typed"]
        except ui.fields.Unreadable:
            return  # said beside the field
        if period is None:
            self._form.say_error("typed", "Hãy ghi kỳ cần xem, ví dụ quý 2 hoặc năm 2026.")
            return
        self.settled.emit()
        self.chosen.emit(period)

    def _list_begun(self) -> None:
        """Every report begun, the newest first, each with its state."""
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        found = sorted(db.reports.dump(), key=lambda one: str(one["last"]), reverse=True)
        for row, one in enumerate(found[:_SHOWN]):
            period = db.periods.read(one["period"])
            words = f"Báo cáo {period.words}"
            button = ui.theme.button(words, f"{self._name}.begun.{period.label}", "link")
            button.clicked.connect(partial(self._choose, period))
            grid.addWidget(button, row, 0)
            chip = ui.theme.chip(*chip_words(str(one["state"])))
            grid.addWidget(chip, row, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.card.column.replaceWidget(self._list, fresh)
        self._list.deleteLater()
        self._list = fresh
        ui.emptying.join(self.card, self._form, self._go, self._close, fresh)

    def _choose(self, period: db.periods.Period) -> None:
        self.settled.emit()
        self.chosen.emit(period)


_WORDS = {"this": "Quý này", "last": "Quý trước", "year": "Năm"}
