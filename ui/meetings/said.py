"""A list of texts seen whole, as high as they are: what was said, voted and used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

import ui.theme

SIDE, EDGE, LEAST = 8, 5, 36  # at 100 %: room beside and above a text, the height of a target
MOST = 340  # pixels at 100 %: from here on the list scrolls by itself
_ROUND = 4  # pixels that the corners of the frame leave to the rows
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_NUMBER = Qt.ItemDataRole.UserRole


class _Whole(QStyledItemDelegate):
    """Draws a text on as many lines as it takes."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Qt's question: the height at the width of the list."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        room = QRect(0, 0, max(1, width - 2 * ui.theme.px(SIDE)), 1 << 20)
        wanted = QFontMetrics(option.font).boundingRect(room, _WRAPPED, str(index.data()))
        return QSize(width, max(ui.theme.px(LEAST), wanted.height() + 2 * ui.theme.px(EDGE)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt's request: the ground of a row, then its words."""
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.fillRect(option.rect, QColor(ui.theme.SELECTED if chosen else ui.theme.WHITE))
        painter.setPen(QPen(QColor(ui.theme.BLUE if focused else ui.theme.LINE), 1))
        if focused or index.row() < index.model().rowCount() - 1:
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if focused:
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        side, edge = ui.theme.px(SIDE), ui.theme.px(EDGE)
        painter.setFont(option.font)
        painter.setPen(QColor(ui.theme.INK))
        room = option.rect.adjusted(side, edge, -side, -edge)
        flags = _WRAPPED | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, flags, str(index.data()))
        painter.restore()


class Said(QListWidget):
    """Numbered texts; a click or Enter on one emits ``picked`` with its number.

    Hidden while there are none.
    """

    picked = Signal(int)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._rows: list[tuple[int, str]] = []
        self.setItemDelegate(_Whole(self))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setViewportMargins(_ROUND, _ROUND, _ROUND, _ROUND)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.itemClicked.connect(self._hear)
        self.itemActivated.connect(self._hear)
        ui.theme.notifier().changed.connect(self._fit)
        self.hide()

    def show_rows(self, rows: Sequence[tuple[int, str]]) -> None:
        """Show ``rows`` of number and text; the row in sight stays in sight."""
        if list(rows) == self._rows:
            return
        grown = len(rows) > len(self._rows)
        row, place = self.currentRow(), self.verticalScrollBar().value()
        self._rows = list(rows)
        self.clear()
        for number, text in rows:
            item = QListWidgetItem(text)
            item.setData(_NUMBER, number)
            self.addItem(item)
        self.setVisible(bool(rows))
        self._fit()
        if grown:
            self.scrollToBottom()
        else:
            self.setCurrentRow(min(row, self.count() - 1))
            self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower list is higher."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @Slot()
    def _fit(self) -> None:
        """Take the height of the rows, within limits."""
        self.scheduleDelayedItemsLayout()
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        wanted = min(ui.theme.px(MOST), height) + 2 * (self.frameWidth() + _ROUND)
        if wanted != self.maximumHeight():
            self.setFixedHeight(wanted)

    @Slot(QListWidgetItem)
    def _hear(self, item: QListWidgetItem) -> None:
        self.picked.emit(int(item.data(_NUMBER)))
