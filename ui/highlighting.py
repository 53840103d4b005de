"""List lines whose words are partly bold: up to two lines of text, a date or the like beside them.

A model gives each line as a ``Piece`` under ``PIECE``.
"""

from __future__ import annotations

from dataclasses import dataclass

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

PIECE = int(Qt.ItemDataRole.UserRole) + 1
_LINES = 2
_SIDE = 10  # pixels at 100 % left and right of a line
_ELLIPSIS = "…"
_REMEMBERED = 400  # texts laid out: a line is measured, placed and drawn

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight

Index = QModelIndex | QPersistentModelIndex
Parts = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Piece:
    """One line: its words, which of them are bold as (start, length), and what stands beside them.

    Without ``parts`` at all it is a heading.
    """

    words: str
    parts: Parts | None = None
    beside: str = ""


@dataclass(frozen=True)
class _Laid:
    """The words of a piece in their lines, and how tall those are together."""

    text: QTextLayout
    tall: float


class Delegate(QStyledItemDelegate):
    """Draws such lines in ``view``."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._known: dict[tuple[object, ...], _Laid] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the words need, and never less than a target for a finger."""
        width = self._view.viewport().width()
        piece: Piece = index.data(PIECE)
        if piece.parts is None:
            return QSize(width, option.fontMetrics.height() + ui.theme.px(10))
        tall = round(self._laid(option, piece, width).tall) + ui.theme.px(10)
        return QSize(width, max(tall, ui.theme.px(36)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a line."""
        piece: Piece = index.data(PIECE)
        painter.save()
        if piece.parts is None:
            self._paint_heading(painter, option, piece)
        else:
            self._paint_line(painter, option, piece)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, piece: Piece) -> None:
        painter.setPen(QColor(ui.theme.SOFT))
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(_inside(option), _LEFT, piece.words)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, piece: Piece) -> None:
        rect: QRect = option.rect
        inside = _inside(option)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(ui.theme.SELECTED))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(ui.theme.HOVER))
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        laid = self._laid(option, piece, rect.width())
        top = rect.top() + (rect.height() - laid.tall) / 2
        laid.text.draw(painter, QPointF(inside.left(), top))
        painter.setPen(QColor(ui.theme.SOFT))
        painter.drawText(inside, _RIGHT, piece.beside)

    def _laid(self, option: QStyleOptionViewItem, piece: Piece, width: int) -> _Laid:
        """The words in at most two lines beside what stands on the right."""
        key = (piece, width, option.font.key())
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[key] = _shortened(option, piece, width)
        return self._known[key]


def _inside(option: QStyleOptionViewItem) -> QRect:
    """Where the words of a line stand."""
    side = ui.theme.px(_SIDE)
    rect: QRect = option.rect
    return rect.adjusted(side, 0, -side, 0)


def _shortened(option: QStyleOptionViewItem, piece: Piece, width: int) -> _Laid:
    """The words of ``piece`` in lines that fit ``width``, cut after the second."""
    beside = option.fontMetrics.horizontalAdvance(piece.beside)
    room = max(width - 2 * ui.theme.px(_SIDE) - beside - ui.theme.px(12), 1)
    words, parts = " ".join(piece.words.split("\n")), piece.parts or ()
    text = _laid_out(words, parts, option.font, room)
    while text.lineCount() > _LINES:
        last = text.lineAt(_LINES - 1)
        words = words[: last.textStart() + last.textLength() - 2].rstrip(" …") + _ELLIPSIS
        text = _laid_out(words, parts, option.font, room)
    return _Laid(text, sum(text.lineAt(line).height() for line in range(text.lineCount())))


def _laid_out(words: str, parts: Parts, font: QFont, room: int) -> QTextLayout:
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
