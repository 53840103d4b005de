"""The agenda while a meeting goes on: the item it is at, the one before and the one to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout

import ui.flow
import ui.theme

_LOOK = 20_000  # milliseconds between two looks at how long the item has taken


class Agenda(ui.theme.Card):
    """Steps through the items; which one it is at is kept for each meeting while the page lives."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._meeting = 0
        self._items: list[str] = []
        self._running = False
        self._places: dict[int, tuple[int, datetime]] = {}
        self._item = ui.theme.label("", "heading")
        self._item.setObjectName("meetings.agenda.item")
        self._minutes = ui.theme.chip("", "blue")
        self._around = ui.theme.label("", "soft")
        self._back = ui.theme.button("Mục trước", "meetings.agenda.back", "link")
        self._next = ui.theme.button("Mục tiếp theo", "meetings.agenda.next", "link")
        self._timer = QTimer(self, interval=_LOOK)
        head = QHBoxLayout()
        head.addWidget(self._item, 1)
        head.addWidget(self._minutes, 0, Qt.AlignmentFlag.AlignTop)
        row = ui.flow.Flow()
        row.addWidget(self._back)
        row.addWidget(self._next)
        self.column.addLayout(head)
        self.column.addWidget(self._around)
        self.column.addWidget(row)
        self._back.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self._timer.timeout.connect(self._tell)

    def show_items(self, meeting: int, items: Sequence[str], *, running: bool) -> None:
        """Show the agenda of ``meeting``; while it is ``running`` an item's minutes are counted."""
        self._meeting, self._items, self._running = meeting, list(items), running
        self.setVisible(bool(items))
        if running:
            self._timer.start()
        else:
            self._timer.stop()
        self._tell()

    @Slot()
    def _go_back(self) -> None:
        self._go(-1)

    @Slot()
    def _go_on(self) -> None:
        self._go(1)

    def _go(self, by: int) -> None:
        at = min(max(0, self._at() + by), len(self._items) - 1)
        self._places[self._meeting] = at, self._now()
        self._tell()

    def _at(self) -> int:
        """Which item it is at; asked first, the meeting begins with the first."""
        at, _ = self._places.setdefault(self._meeting, (0, self._now()))
        return min(at, max(0, len(self._items) - 1))

    @Slot()
    def _tell(self) -> None:
        if not self._items:
            return
        at, last = self._at(), len(self._items) - 1
        self._item.setText(f"{at + 1}. {self._items[at]}")
        before = f"Trước: {at}. {self._items[at - 1]}" if at else ""
        after = f"Tiếp theo: {at + 2}. {self._items[at + 1]}" if at < last else ""
        self._around.setText("\n".join(filter(None, (before, after))))
        self._around.setVisible(last > 0)
        self._back.setVisible(at > 0)
        self._next.setVisible(at < last)
        passed = self._now() - self._places[self._meeting][1]
        ui.theme.set_chip(self._minutes, f"{int(passed.total_seconds()) // 60} phút", "blue")
        self._minutes.setVisible(self._running)
