"""The large figures of the quarter; each leads to the records it counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QWidget

import db.today.quarters
import ui.theme

_ACROSS = {3: 5, 2: 3, 1: 2}  # figures beside each other where cards stand in so many columns


class Figure(ui.theme.Card):
    """One figure; a click or Enter leads to its records, where it counts any."""

    opened = Signal(str, object, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"today.figure.{name}")
        self.column.setSpacing(0)
        self.column.setContentsMargins(12, 10, 8, 10)
        self._value = ui.theme.label("", "big")
        self._title = ui.theme.label()
        self._detail = ui.theme.label("", "soft")
        for one in (self._value, self._title, self._detail):
            one.setProperty("tight", "true")
            self.column.addWidget(one)
        self.column.addStretch(1)
        self._goal: tuple[str, Sequence[int], str] | None = None

    def tell(self, one: db.today.quarters.Headline) -> None:
        """Show a figure."""
        self._value.setText(one.value)
        ui.theme.restyle(self._value, "tone", one.tone)
        self._title.setText(one.title)
        self._detail.setText(one.detail)
        self._goal = (one.kind, list(one.ids), f"{one.title} ({one.value})") if one.ids else None
        leads = self._goal is not None
        ui.theme.restyle(self, "leads", "true" if leads else "false")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"{one.title}: {one.value}, {one.detail}")
        self.setToolTip("Bấm để xem danh sách" if leads else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click leads on."""
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self._goal is not None:
            self.opened.emit(*self._goal)


class Figures(QWidget):
    """All of them beside each other, as many as there is room for."""

    opened = Signal(str, object, str)

    def __init__(self) -> None:
        super().__init__()
        self._figures: dict[str, Figure] = {}
        self._columns = 3
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)

    def show_figures(self, headlines: Sequence[db.today.quarters.Headline]) -> None:
        """Show these, always of the same names."""
        for one in headlines:
            if one.name not in self._figures:
                self._figures[one.name] = Figure(one.name)
                self._figures[one.name].opened.connect(self.opened)
            self._figures[one.name].tell(one)
        self.arrange(self._columns)

    def arrange(self, columns: int) -> None:
        """Stand as fits a page of so many columns of cards."""
        self._columns, across = columns, _ACROSS[columns]
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if at < across else 0)
        for index, one in enumerate(self._figures.values()):
            self._grid.removeWidget(one)
            self._grid.addWidget(one, index // across, index % across)
            self._grid.setColumnStretch(index % across, 1)
