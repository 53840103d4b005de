"""A list of works that is nobody's, and how tests show it and press its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import ui.table
import ui.theme

CHIPS: tuple[tuple[str, ui.theme.Tone], ...] = (
    ("Quá hạn 6 ngày", "red"),
    ("Hoàn thành đúng hạn", "green"),
    ("Đã trình, chờ duyệt", "blue"),
)
LONG = "Tổng hợp ý kiến góp ý của ĐẢNG VIÊN Ễnh và nhân dân Ậm về dự thảo kế hoạch " * 3


class Works:
    """A source of plain rows that counts what it is asked."""

    def __init__(self, count: int) -> None:
        self.known = {number: self.row(number) for number in range(1, count + 1)}
        self.asked: list[list[int]] = []
        self.orders: list[tuple[str, bool]] = []
        self.broken = False

    @staticmethod
    def row(number: int) -> ui.table.Row:
        return {"id": number, "work": f"Việc số {number}", "due": f"{number:06}"}

    def ids(self, order: str, descending: bool, /) -> list[int]:
        if self.broken:
            raise OSError("rút mất đĩa")
        self.orders.append((order, descending))
        numbers = [number for number in self.known if not self.known[number].get("gone")]
        return sorted(numbers, reverse=descending)

    def rows(self, ids: Sequence[int], /) -> list[ui.table.Row]:
        self.asked.append(list(ids))
        if self.broken:
            raise OSError("rút mất đĩa")
        return [self.known[number] for number in ids if number in self.known]


def work(row: ui.table.Row) -> str:
    return str(row["work"])


def due(row: ui.table.Row) -> str:
    return str(row["due"])


def chip(row: ui.table.Row) -> tuple[str, ui.theme.Tone] | None:
    return CHIPS[row["id"] % 3]


def columns() -> tuple[ui.table.Column, ...]:
    return (
        ui.table.Column("work", "Nhiệm vụ", 30, work, order="work", need=9),
        ui.table.Column("accountable", "Người chịu trách nhiệm", 20, due, need=3),
        ui.table.Column("due", "Hạn", 10, due, order="due", need=5),
        ui.table.Column("standing", "Tình trạng", 20, due, chip=chip, need=8),
    )


def shown(qtbot: QtBot, source: Works, width: int = 800) -> ui.table.RecordTable:
    made = ui.table.RecordTable(columns(), source, "works")
    qtbot.addWidget(made)
    made.resize(width, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def press(table: ui.table.RecordTable, key: Qt.Key, **held: bool) -> None:
    """One key with Shift or Ctrl held."""
    modifiers = Qt.KeyboardModifier.NoModifier
    if held.get("shift"):
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    if held.get("ctrl"):
        modifiers |= Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(table, key, modifiers)


def visible_widths(table: ui.table.RecordTable) -> dict[str, int]:
    return {
        column.name: table.columnWidth(at)
        for at, column in enumerate(columns())
        if not table.isColumnHidden(at)
    }
