"""The cards of the first page in one, two or three columns, as there is room."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

import ui.theme

WIDE, MIDDLE = 980, 640  # pixels at 100 %: three columns, two
# Row, column, rows and columns of each card for so many columns. Where one has to scroll, what
# must be done stands before the figures.
_PLACES = {
    3: {
        "begin": (0, 0, 1, 3),
        "figures": (1, 0, 1, 3),
        "now": (2, 0, 2, 1),
        "report": (2, 1, 1, 1),
        "next": (2, 2, 1, 1),
        "chart": (3, 1, 1, 2),
    },
    2: {
        "begin": (0, 0, 1, 2),
        "now": (1, 0, 1, 2),
        "report": (2, 0, 1, 1),
        "next": (2, 1, 1, 1),
        "figures": (3, 0, 1, 2),
        "chart": (4, 0, 1, 2),
    },
    1: {
        "begin": (0, 0, 1, 1),
        "now": (1, 0, 1, 1),
        "report": (2, 0, 1, 1),
        "next": (3, 0, 1, 1),
        "figures": (4, 0, 1, 1),
        "chart": (5, 0, 1, 1),
    },
}
_SHARES = {3: (5, 4, 4), 2: (1, 1, 0), 1: (1, 0, 0)}


class Board(QWidget):
    """Cards by name, each in its place."""

    reshaped = Signal(int)  # how many columns there are now

    def __init__(self, cards: Mapping[str, QWidget]) -> None:
        super().__init__()
        self._columns, self._cards = 0, cards
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        ui.theme.notifier().changed.connect(self.arrange)
        self._place(3)

    def in_order(self) -> list[QWidget]:
        """The cards as they are read."""
        return [self._cards[name] for name in _PLACES[self._columns]]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how many columns there is room for."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.arrange)

    @Slot()
    def arrange(self) -> None:
        """Stand in as many columns as there is room for now."""
        wide = self.width() >= ui.theme.px(WIDE)
        columns = 3 if wide else 2 if self.width() >= ui.theme.px(MIDDLE) else 1
        if columns != self._columns:
            self._place(columns)
            self.reshaped.emit(columns)

    def _place(self, columns: int) -> None:
        """Put the cards where they belong in so many columns."""
        self._columns = columns
        places = _PLACES[columns]
        for one in self._cards.values():
            self._grid.removeWidget(one)
        for name, place in places.items():
            self._grid.addWidget(self._cards[name], *place)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for column, share in enumerate(_SHARES[columns]):
            self._grid.setColumnStretch(column, share)
        self._grid.setRowStretch(max(row for row, *_ in places.values()), 1)
