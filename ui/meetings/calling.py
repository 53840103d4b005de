"""The roll call: everybody in a list, marked by one key each, with the count above it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

import db.meetings.roll
import ui.fields
import ui.flow
import ui.meetings.slip
import ui.meetings.standing
import ui.scrolling
import ui.table
import ui.theme

_KEYS = {
    Qt.Key.Key_C: "present",
    Qt.Key.Key_Space: "present",
    Qt.Key.Key_L: "excused",
    Qt.Key.Key_K: "unexcused",
    Qt.Key.Key_M: "exempt",
    Qt.Key.Key_Delete: "",
}
_MARKS = {
    "present": "Có mặt (C)",
    "excused": "Vắng có lý do (L)",
    "unexcused": "Vắng không lý do (K)",
    "exempt": "Miễn (M)",
    "": "Bỏ điểm danh (Delete)",
}
_HINT = (
    "Phím: C hoặc phím cách có mặt · L vắng có lý do · K vắng không lý do · M miễn · mũi tên để "
    "chuyển người"
)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
LEAST, ALONE = 120, 250  # pixels at 100 %: the list is never lower, beside the rest and above it


class _Table(ui.table.RecordTable):
    """The list; some letters are marks, everything else is as in any list."""

    pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A mark for the rows that are chosen."""
        mark = _KEYS.get(Qt.Key(event.key()))
        if mark is not None and not event.modifiers() & _COMMANDS:
            self.pressed.emit(mark)
        else:
            super().keyPressEvent(event)


class RollCall(QWidget):
    """Who came to a meeting. ``marked`` carries ids of members, a status and a reason."""

    marked = Signal(object, str, str)
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._roll = db.meetings.roll.Roll([], 0, 0, [])
        self._by_id: dict[int, dict[str, Any]] = {}
        self._readonly = self._above = False
        self._waiting: list[int] = []  # whose reason is being asked
        self._count = ui.theme.label("", "heading")
        self._count.setObjectName("meetings.attendance.count")
        self._rest = ui.theme.label("", "soft")
        self._rest.setObjectName("meetings.attendance.rest")
        self.table = _Table(_columns(), self, "meetings.attendance")
        self.table.setAccessibleName("Điểm danh")
        self.table.setAccessibleDescription(_HINT)
        self._whose = ui.theme.label("", "heading")
        reason = ui.fields.People(db.meetings.roll.reasons, free=True)
        part = ui.meetings.slip.Part("reason", "Lý do", reason)
        self._reason = ui.meetings.slip.Slip("meetings.reason", [part], "Ghi lý do", "Ghi lý do")
        self._asking = ui.theme.card()
        self._buttons = QWidget()
        self._build()
        self.table.pressed.connect(self.mark)
        self.table.opened.connect(self._open)
        self.table.menu_wanted.connect(self._menu)
        self._reason.given.connect(self._take_reason)
        ui.theme.notifier().changed.connect(self._measure)
        self._measure()

    def show_roll(self, roll: db.meetings.roll.Roll, *, readonly: bool) -> None:
        """Show what stands in the book."""
        self._roll, self._readonly = roll, readonly
        self._by_id = {row["id"]: row for row in roll.rows}
        count, rest = ui.meetings.standing.roll_words(roll)
        self._count.setText(count)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self._buttons.setVisible(not readonly)
        self.table.reload()

    def stand_above(self, above: bool) -> None:
        """Whether the rest stands below the list, in one scroll with it, or beside it."""
        self._above = above
        self._measure()

    def begin(self) -> None:
        """Go to the first who is not marked, or to the top."""
        first = self._roll.unmarked or [row["id"] for row in self._roll.rows]
        self._leave_reason()
        if first:
            self.table.select_id(first[0])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def ids(self, order: str, descending: bool) -> list[int]:
        """Everybody called, for the table."""
        del order, descending
        return list(self._by_id)

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        return [self._by_id[number] for number in numbers if number in self._by_id]

    @Slot(str)
    def mark(self, status: str) -> None:
        """Mark the rows that are chosen; an excuse is asked for its reason first."""
        chosen = self.table.selected_ids()
        if self._readonly or not chosen:
            return
        if status == "excused":
            self._ask(chosen)
        else:
            self._leave_reason()
            self._tell(chosen, status, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up the question for a reason."""
        if event.key() == Qt.Key.Key_Escape and self._waiting:
            self._leave_reason()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _tell(self, chosen: list[int], status: str, reason: str) -> None:
        """Enter the mark, and go on to the next one."""
        self.marked.emit(chosen, status, reason)
        known = list(self._by_id)
        at = known.index(chosen[-1]) + 1 if chosen[-1] in self._by_id else 0
        if at < len(known) and len(chosen) == 1:
            self.table.select_id(known[at])

    def _ask(self, chosen: list[int]) -> None:
        """Ask in place why somebody is absent."""
        self._waiting = chosen
        names = ", ".join(self._by_id[one]["name"] for one in chosen)
        self._whose.setText(f"Lý do vắng của đồng chí {names}")
        self._reason.clear()
        self._reason.show_for(tuple(chosen), {"reason": self._by_id[chosen[0]]["reason"]})
        self._asking.show()
        self._reason.focus()

    def _leave_reason(self) -> None:
        self._waiting = []
        self._asking.hide()

    @Slot()
    def _take_reason(self) -> None:
        waiting = self._waiting
        if ui.meetings.slip.attempt(self._reason, partial(self._give, waiting)):
            self._leave_reason()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self, waiting: list[int], values: dict[str, Any]) -> None:
        self._tell(waiting, "excused", str(values["reason"] or ""))

    @Slot(int)
    def _open(self, number: int) -> None:
        """Enter or a double click: present."""
        del number
        self.mark("present")

    @Slot(int, QPoint)
    def _menu(self, number: int, at: QPoint) -> None:
        del number
        if self._readonly:
            return
        menu = QMenu(self)
        menu.setObjectName("meetings.attendance.menu")
        for status, words in _MARKS.items():
            action = menu.addAction(words)
            action.setObjectName(f"meetings.attendance.menu.{status or 'none'}")
            action.triggered.connect(partial(self.mark, status))
        menu.popup(at)

    def _build(self) -> None:
        self._count.setWordWrap(False)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._count)
        head.addWidget(self._rest, 1)
        whole = ui.scrolling.Part()  # whose reason it is comes into sight with the field
        asked = QVBoxLayout(whole)
        asked.setContentsMargins(0, 0, 0, 0)
        for one in (self._whose, self._reason):
            asked.addWidget(one)
        self._asking.column.addWidget(whole)
        self._asking.hide()
        row = ui.flow.Flow(self._buttons)
        for status, words in _MARKS.items():
            if status:
                button = ui.theme.button(words, f"meetings.attendance.{status}")
                button.clicked.connect(partial(self.mark, status))
                row.addWidget(button)
        every = ui.theme.button("Tất cả có mặt", "meetings.attendance.all")
        every.setToolTip("Ghi có mặt cho mọi người chưa điểm danh; sau đó sửa người vắng")
        every.clicked.connect(self.all_wanted)
        row.addWidget(every)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._asking)
        column.addWidget(self._buttons)
        self.setFocusProxy(self.table)

    @Slot()
    def _measure(self) -> None:
        self.table.setMinimumHeight(ui.theme.px(ALONE if self._above else LEAST))


def _columns() -> tuple[ui.table.Column, ...]:
    column = ui.table.Column
    return (
        column("name", "Đảng viên", 36, _name, need=9),
        column("status", "Điểm danh", 28, _status, chip=ui.meetings.standing.mark, need=8),
        column("note", "Phát biểu, lý do", 26, ui.meetings.standing.note, need=5),
    )


def _name(row: dict[str, Any]) -> str:
    return str(row["name"])


def _status(row: dict[str, Any]) -> str:
    return ui.meetings.standing.mark(row)[0]
