"""The headings of a list: on two lines where narrow, with an arrow where the list is sorted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

import ui.table.cells
import ui.table.model
import ui.table.ruler
import ui.theme

EDGE = 6  # at 100 %: room above and below the words
ARROW = 10  # at 100 %: the arrow's width
ARROW_ROOM = 16  # at 100 %: what a heading keeps free for it


class Headings(QHeaderView):
    """Draws the headings; a click on one is a wish to sort by it."""

    def __init__(self, model: ui.table.model.RecordModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._records = model
        self._lines = 1
        self.measure()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def measure(self) -> None:
        """Take the font and the scale of now."""
        self.ruler = ui.table.ruler.Ruler(self.font())

    def claim(self, section: int) -> tuple[int, int]:
        """A heading's least and good width with its arrow; only a short one asks for one line."""
        title, beside = self._title(section), self._beside(section)
        two, one = self.ruler.two(title, bold=True), self.ruler.width(title, bold=True)
        good = max(two, min(one, ui.theme.px(ui.table.cells.TEXT_GOOD)))
        return two + beside, good + beside

    def settle(self) -> None:
        """As many lines as the widths of now ask for."""
        shown = [at for at in range(self.count()) if not self.isSectionHidden(at)]
        self._lines = max((len(self._broken(at, self.sectionSize(at))) for at in shown), default=1)
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Qt's question: the lines with their marks and some air."""
        air = 2 * ui.theme.px(EDGE)
        height = max(self._lines * self.ruler.line + air, ui.theme.px(36))
        return QSize(super().sizeHint().width(), height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Qt's request: one heading."""
        painter.save()
        painter.fillRect(rect, QColor(ui.theme.HEAD))
        painter.setPen(QColor(ui.theme.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        sorted_by = self._sorted_by(logicalIndex)
        painter.setPen(QColor(ui.theme.INK if sorted_by else ui.theme.SOFT))
        painter.setFont(self.ruler.bold)
        lines = self._broken(logicalIndex, rect.width())
        left = rect.left() + ui.theme.px(ui.table.cells.SIDE)
        top = rect.top() + (rect.height() - len(lines) * self.ruler.line) // 2
        for number, line in enumerate(lines):
            base = top + number * self.ruler.line + self.ruler.ascent
            painter.drawText(QPointF(left, base), line)
        if sorted_by:
            wide = max(self.ruler.width(line, bold=True) for line in lines)
            self._paint_arrow(painter, left + wide + ui.theme.px(4), rect.center().y())
        painter.restore()

    def _paint_arrow(self, painter: QPainter, left: int, middle: int) -> None:
        """A filled arrow: up while values rise down the list, down while they fall."""
        wide, high = ui.theme.px(ARROW), ui.theme.px(ARROW) * 0.6
        foot, tip = middle + high / 2, middle - high / 2
        if self._records.descending:
            foot, tip = tip, foot
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ui.theme.INK))
        corners = [QPointF(left, foot), QPointF(left + wide, foot), QPointF(left + wide / 2, tip)]
        painter.drawPolygon(QPolygonF(corners))

    def _broken(self, section: int, width: int) -> tuple[str, ...]:
        room = width - self._beside(section)
        return self.ruler.broken(self._title(section), room, 2, bold=True).lines or ("",)

    def _beside(self, section: int) -> int:
        """What a heading needs beside its words."""
        arrow = ui.theme.px(ARROW_ROOM) if self._records.columns[section].order else 0
        return 2 * ui.theme.px(ui.table.cells.SIDE) + arrow

    def _title(self, section: int) -> str:
        return self._records.columns[section].title

    def _sorted_by(self, section: int) -> bool:
        order = self._records.columns[section].order
        return bool(order) and order == self._records.order
