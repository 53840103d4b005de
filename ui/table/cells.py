"""How the cells of a list are drawn: two lines at most, chips on the wall of their tone."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

import ui.table.model
import ui.table.ruler
import ui.theme

if TYPE_CHECKING:
    import ui.table.widths

LINES = 2  # of text in a row, at most
SIDE = 8  # at 100 %: room left and right of a text
CHIP_SIDE, CHIP_EDGE, CHIP_ROUND = 10, 2, 6  # at 100 %: room within a chip, its corners
TEXT_GOOD, TEXT_LEAST = 125, 110  # at 100 %: what a long text asks for, what it can live with
TITLE_LEAST = 160  # at 100 %: what a name above a soft line can live with
WORD_MOST = 240  # at 100 %: a longer word (an address) is broken


class Cells(QStyledItemDelegate):
    """Draws the cells of one list; tells how wide they would like to be."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.measure()

    def measure(self) -> None:
        """Take the font and the scale of now."""
        self.ruler = ui.table.ruler.Ruler(self._view.font())
        self._side = ui.theme.px(SIDE)
        self._chip_side = ui.theme.px(CHIP_SIDE)
        self._chip_edge = ui.theme.px(CHIP_EDGE)

    def row_height(self) -> int:
        """Pixels for two lines with their marks and some air, never below a good target."""
        return max(ui.theme.px(44), LINES * self.ruler.line + 2 * self._chip_edge + ui.theme.px(6))

    def claim(self, cell: ui.table.model.Cell) -> tuple[int, int]:
        """The width below which ``cell`` cannot be read, and the one at which it stands well."""
        if cell.tone:
            beside = 2 * (self._side + self._chip_side)
            two, one = self.ruler.two(cell.text, bold=True), self.ruler.width(cell.text, bold=True)
            return two + beside, one + beside
        if cell.sub:
            above = self._text_claim(cell.text, TITLE_LEAST, 1)
            below = self._text_claim(cell.sub, TEXT_LEAST, 1)
            least, good = max(above[0], below[0]), max(above[1], below[1])
        else:
            least, good = self._text_claim(cell.text, TEXT_LEAST, LINES)
        return least + 2 * self._side, good + 2 * self._side

    def cut(self, cell: ui.table.model.Cell, width: int) -> bool:
        """Whether something of ``cell`` does not show at ``width``."""
        if cell.tone:
            return self._chip_lines(cell, width).cut
        if cell.sub:
            room = width - 2 * self._side
            return max(self.ruler.width(cell.text), self.ruler.width(cell.sub)) > room
        return self.ruler.broken(cell.text, width - 2 * self._side, LINES).cut

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: ui.table.model.Index
    ) -> None:
        """Qt's request: the ground of the row, then the words."""
        rect: QRect = option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, index.row(), chosen=chosen)
        model = index.model()
        cell = (
            model.cell(index.row(), index.column())
            if isinstance(model, ui.table.model.RecordModel)
            else None
        )
        if cell is not None and cell.tone:
            self._paint_chip(painter, rect, cell, edged=chosen)
        elif cell is not None:
            self._paint_text(painter, rect, cell)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: ui.table.model.Index,
    ) -> bool:
        """Qt's request: on hover the whole text, only where some of it does not show."""
        model = index.model() if index.isValid() else None
        if event.type() is QEvent.Type.ToolTip and isinstance(model, ui.table.model.RecordModel):
            cell = model.cell(index.row(), index.column())
            if cell is not None and self.cut(cell, option.rect.width()):
                # As rich text, so that a long one is broken into lines; never read as mark-up.
                whole = f"<p>{html.escape(cell.whole())}</p>"
                QToolTip.showText(event.globalPos(), whole, view)
                return True
            QToolTip.hideText()
            return True
        return super().helpEvent(event, view, option, index)

    def _text_claim(self, text: str, enough: int, lines: int) -> tuple[int, int]:
        """The least and the good width of ``text``; a long one can do with ``enough``.

        What stands whole on its lines asks for no more: a longer text beside it needs the room.
        """
        longest = max(map(self.ruler.width, text.split()), default=0)
        one = self.ruler.width(text)
        wanted = one if lines == 1 else self.ruler.two(text)
        least = max(min(longest, ui.theme.px(WORD_MOST)), min(wanted, ui.theme.px(enough)))
        whole = wanted <= ui.theme.px(enough)
        return least, least if whole else max(least, min(one, ui.theme.px(TEXT_GOOD)))

    def _paint_ground(self, painter: QPainter, rect: QRect, row: int, *, chosen: bool) -> None:
        """Chosen rows: a wall and a bar at the left; the current row: a frame while in focus."""
        blue, line = QColor(ui.theme.BLUE), QColor(ui.theme.LINE)
        ground = ui.theme.SELECTED if chosen else ui.theme.WHITE
        painter.fillRect(rect, QColor(ground))
        if chosen and rect.left() == 0:
            painter.fillRect(QRect(0, rect.top(), ui.theme.px(4), rect.height()), blue)
        framed = self._view.hasFocus() and row == self._view.currentIndex().row()
        painter.setPen(QPen(blue if framed else line, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if framed:
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _paint_text(self, painter: QPainter, rect: QRect, cell: ui.table.model.Cell) -> None:
        """One text on two lines, or a text with a soft line below it."""
        room = rect.width() - 2 * self._side
        lines = list(self.ruler.broken(cell.text, room, 1 if cell.sub else LINES).lines)
        soft = self.ruler.broken(cell.sub, room, 1).lines
        painter.setFont(self.ruler.plain)
        inner = rect.adjusted(self._side, 0, -self._side, 0)
        top = self._top(inner, len(lines) + len(soft))
        painter.setPen(QColor(ui.theme.INK))
        self._write(painter, inner.left(), top, lines)
        painter.setPen(QColor(ui.theme.SOFT))
        self._write(painter, inner.left(), top + len(lines) * self.ruler.line, soft)

    def _paint_chip(
        self, painter: QPainter, rect: QRect, cell: ui.table.model.Cell, *, edged: bool
    ) -> None:
        """A rounded wall just around the words; an edge where the ground is as blue as a chip."""
        ink, wall = ui.theme.tone_colours(cell.tone or "grey")
        lines = self._chip_lines(cell, rect.width()).lines
        width = max((self.ruler.width(line, bold=True) for line in lines), default=0)
        height = len(lines) * self.ruler.line + 2 * self._chip_edge
        box = QRect(0, 0, width + 2 * self._chip_side, height)
        box.moveLeft(rect.left() + self._side)
        box.moveTop(rect.top() + (rect.height() - height) // 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink), 1) if edged else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(wall))
        painter.drawRoundedRect(
            QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5),
            ui.theme.px(CHIP_ROUND),
            ui.theme.px(CHIP_ROUND),
        )
        painter.setPen(QColor(ink))
        painter.setFont(self.ruler.bold)
        self._write(painter, box.left() + self._chip_side, box.top() + self._chip_edge, lines)

    def _chip_lines(self, cell: ui.table.model.Cell, width: int) -> ui.table.ruler.Lines:
        room = width - 2 * (self._side + self._chip_side)
        return self.ruler.broken(cell.text, room, LINES, bold=True)

    def _top(self, inner: QRect, count: int) -> int:
        return inner.top() + (inner.height() - count * self.ruler.line) // 2

    def _write(
        self, painter: QPainter, left: int, top: int, lines: tuple[str, ...] | list[str]
    ) -> None:
        for number, line in enumerate(lines):
            painter.drawText(
                QPointF(left, top + number * self.ruler.line + self.ruler.ascent), line
            )
