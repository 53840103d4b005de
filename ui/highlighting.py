"""List lines whose words are partly bold: up to two lines of text, a date or the like beside them.

A model gives the parts that are bold under ``PARTS`` as (start, length) and what stands on the
right under ``BESIDE``; a line without parts at all is a heading.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

import ui.theme

PARTS = int(Qt.ItemDataRole.UserRole) + 1
BESIDE = int(Qt.ItemDataRole.UserRole) + 2
_LINES = 2
_SIDE = 10  # pixels at 100 % left and right of a line
_ELLIPSIS = "…"
_REMEMBERED = 400  # texts laid out: a line is measured, placed and drawn

Index = QModelIndex | QPersistentModelIndex


class Delegate(QStyledItemDelegate):
    """Draws such lines in ``view``."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._known: dict[tuple[object, ...], QTextLayout] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the words need, and never less than a target for a finger."""
        width = self._view.viewport().width()
        parts = index.data(PARTS)
        if parts is None:
            return QSize(width, option.fontMetrics.height() + ui.theme.px(10))
        text = self._text(option, index, width)
        tall = sum(text.lineAt(line).height() for line in range(text.lineCount()))
        return QSize(width, max(round(tall) + ui.theme.px(10), ui.theme.px(36)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a line."""
        painter.save()
        rect: QRect = option.rect
        side = ui.theme.px(_SIDE)
        inside = rect.adjusted(side, 0, -side, 0)
        if index.data(PARTS) is None:
            painter.setPen(QColor(ui.theme.SOFT))
            font = QFont(option.font)
            font.setBold(True)
            painter.setFont(font)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(inside, flags, str(index.data()))
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, QColor(ui.theme.SELECTED))
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, QColor(ui.theme.HOVER))
            painter.setPen(option.palette.color(QPalette.ColorRole.Text))
            text = self._text(option, index, rect.width())
            tall = sum(text.lineAt(line).height() for line in range(text.lineCount()))
            text.draw(painter, QPointF(inside.left(), rect.top() + (rect.height() - tall) / 2))
            painter.setPen(QColor(ui.theme.SOFT))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(inside, flags, str(index.data(BESIDE) or ""))
        painter.restore()

    def _text(self, option: QStyleOptionViewItem, index: Index, width: int) -> QTextLayout:
        """The words laid out in at most two lines beside what stands on the right."""
        beside = option.fontMetrics.horizontalAdvance(str(index.data(BESIDE) or ""))
        room = max(width - 2 * ui.theme.px(_SIDE) - beside - ui.theme.px(12), 1)
        words, parts = " ".join(str(index.data()).split("\n")), list(index.data(PARTS))
        key = (words, *parts, room, option.font.key())
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[key] = self._shortened(words, parts, option.font, room)
        return self._known[key]

    def _shortened(
        self, words: str, parts: list[tuple[int, int]], font: QFont, room: int
    ) -> QTextLayout:
        """The words in lines as wide as ``room``, cut after the second."""
        laid = _laid_out(words, parts, font, room)
        while laid.lineCount() > _LINES:
            last = laid.lineAt(_LINES - 1)
            words = words[: last.textStart() + last.textLength() - 2].rstrip(" …") + _ELLIPSIS
            laid = _laid_out(words, parts, font, room)
        return laid


def _laid_out(words: str, parts: list[tuple[int, int]], font: QFont, room: int) -> QTextLayout:
    """``words`` with bold ``parts`` in lines as wide as ``room``."""
    made = QTextLayout(words, font)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    formats = []
    for start, length in parts:
        if start < len(words):
            one = QTextLayout.FormatRange()
            one.start, one.length = start, min(length, len(words) - start)
            one.format = bold
            formats.append(one)
    made.setFormats(formats)
    made.beginLayout()
    top = 0.0
    while (line := made.createLine()).isValid():
        line.setLineWidth(room)
        line.setPosition(QPointF(0, top))
        top += line.height()
    made.endLayout()
    return made
