"""The picture of the last quarters: how many tasks were done on time, how many late."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

import db.today.quarters
import ui.theme

LEAST = 150  # pixels at 100 % of its height


class Chart(QWidget):
    """Two bars a quarter, each with its number above; the labels say what is green and what red."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today.chart")
        self._quarters: Sequence[db.today.quarters.Quarter] = ()

    def show_quarters(self, quarters: Sequence[db.today.quarters.Quarter]) -> None:
        """Draw these, the current one last; screen readers get the numbers in words."""
        self._quarters = quarters
        told = [
            f"{one.label}: {len(one.on_time)} đúng hạn, {len(one.late)} chậm" for one in quarters
        ]
        self.setAccessibleName("; ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for bars of some height."""
        return QSize(ui.theme.px(400), ui.theme.px(LEAST))

    def minimumSizeHint(self) -> QSize:
        """The labels must not touch each other."""
        return QSize(ui.theme.px(300), ui.theme.px(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, numbers, labels and the line they stand on."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = painter.fontMetrics().height()
        base, top = self.height() - line - ui.theme.px(8), line + ui.theme.px(4)
        painter.setPen(QColor(ui.theme.LINE))
        painter.drawLine(0, base, self.width(), base)
        most = max([1, *(max(len(one.on_time), len(one.late)) for one in self._quarters)])
        room = self.width() / max(1, len(self._quarters))
        for index, one in enumerate(self._quarters):
            middle = room * (index + 0.5)
            wide = min(ui.theme.px(32), room / 4)
            for amount, left, colour in (
                (len(one.on_time), middle - wide - ui.theme.px(3), ui.theme.GREEN),
                (len(one.late), middle + ui.theme.px(3), ui.theme.RED),
            ):
                tall = (base - top) * amount / most
                self._bar(painter, QRectF(left, base - tall, wide, tall), amount, colour)
            painter.setPen(QColor(ui.theme.SOFT))
            place = QRectF(middle - room / 2, base + ui.theme.px(4), room, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, one.label)

    def _bar(self, painter: QPainter, place: QRectF, amount: int, colour: str) -> None:
        """One bar with its number."""
        painter.fillRect(place, QColor(colour))
        painter.setPen(QColor(ui.theme.INK))
        line = painter.fontMetrics().height()
        above = QRectF(place.left() - place.width(), place.top() - line, place.width() * 3, line)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(amount))
