"""The list of sections: numbered as the paper numbers them, with a mark in words beside some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

import ui.theme

_TONE = Qt.ItemDataRole.UserRole + 1
_MARK = Qt.ItemDataRole.UserRole + 2
_KEY = Qt.ItemDataRole.UserRole
_LEAST = 36  # pixels at 100 % a line is high
_ASIDE, _ABOVE, _DOT = 10, 6, 8  # pixels at 100 %: left and right, above and below, the dot

Index = QModelIndex | QPersistentModelIndex
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True)
class Entry:
    """One line: its key, its title, and what is the matter with it in words ("" for nothing)."""

    key: str
    title: str
    mark: str = ""
    tone: ui.theme.Tone = "grey"


class _Painter(QStyledItemDelegate):
    """Draws the title, wrapped, and under it the mark with a dot of its tone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the title and the mark at the width of the list."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListWidget) else option.rect.width()
        height = self._title(option, index, width).height() + 2 * ui.theme.px(_ABOVE)
        if index.data(_MARK):
            height += self._mark(option, index, width).height()
        return QSize(width, max(height, ui.theme.px(_LEAST)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, QColor(ui.theme.SELECTED))
        painter.setFont(option.font)
        title = self._title(option, index, option.rect.width())
        above = ui.theme.px(_ABOVE)
        mark = str(index.data(_MARK) or "")
        if not mark:  # one line stands in the middle
            above = max(above, (option.rect.height() - title.height()) // 2)
        title.moveTo(option.rect.left() + ui.theme.px(_ASIDE), option.rect.top() + above)
        painter.setPen(QColor(ui.theme.INK))
        painter.drawText(title, _WRAPPED, str(index.data()))
        if mark:
            ink = QColor(ui.theme.tone_colours(index.data(_TONE))[0])
            place = self._mark(option, index, option.rect.width())
            place.moveTo(title.left() + ui.theme.px(_DOT + 6), title.bottom() + 1)
            side = ui.theme.px(_DOT)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            line = option.fontMetrics.height()
            painter.drawEllipse(title.left(), place.top() + (line - side) // 2, side, side)
            painter.setPen(ink)
            painter.drawText(place, _WRAPPED, mark)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(ui.theme.BLUE))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _title(self, option: QStyleOptionViewItem, index: Index, width: int) -> QRect:
        return self._words(option, str(index.data()), width - 2 * ui.theme.px(_ASIDE))

    def _mark(self, option: QStyleOptionViewItem, index: Index, width: int) -> QRect:
        room = width - 2 * ui.theme.px(_ASIDE) - ui.theme.px(_DOT + 6)
        return self._words(option, str(index.data(_MARK)), room)

    def _words(self, option: QStyleOptionViewItem, text: str, width: int) -> QRect:
        """The place words take at ``width``."""
        room = QRect(0, 0, max(1, width), 10_000)
        found = QFontMetrics(option.font).boundingRect(room, _WRAPPED, text)
        return QRect(0, 0, max(1, width), found.height())


class SectionList(QListWidget):
    """The sections; ``picked`` carries the key of the one a person goes to.

    ``entered``: by a click or Enter, so they want to read it.
    """

    picked = Signal(str)
    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("Các mục của báo cáo")
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMinimumWidth(60)
        self.currentItemChanged.connect(self._move)
        self.itemClicked.connect(self._enter)
        self.itemActivated.connect(self._enter)
        ui.theme.notifier().changed.connect(self.scheduleDelayedItemsLayout)

    def key(self) -> str:
        """The key of the line a person is at, "" before there is one."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show ``entries``; where the same keys stand already, the person stays at theirs.

        Nothing is ``picked`` by that: what the person asked for meanwhile stays in sight.
        """
        keys = [self.item(row).data(_KEY) for row in range(self.count())]
        if keys != [one.key for one in entries]:
            key = self.key()
            self.blockSignals(True)
            self.clear()
            for one in entries:
                item = QListWidgetItem(one.title, self)
                item.setData(_KEY, one.key)
            self.choose(key)
            self.blockSignals(False)
        for row, one in enumerate(entries):
            item = self.item(row)
            item.setText(one.title)
            item.setData(_MARK, one.mark)
            item.setData(_TONE, one.tone)
            spoken = f"{one.title}, {one.mark}" if one.mark else one.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.scheduleDelayedItemsLayout()

    def choose(self, key: str) -> None:
        """Go to the line with ``key``, or to the first; ``picked`` is told."""
        rows = [row for row in range(self.count()) if self.item(row).data(_KEY) == key]
        self.setCurrentRow(rows[0] if rows else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Titles wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @Slot(QListWidgetItem, QListWidgetItem)
    def _move(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.picked.emit(str(item.data(_KEY)))

    @Slot(QListWidgetItem)
    def _enter(self, _item: QListWidgetItem) -> None:
        self.entered.emit()
