"""A row of things that goes on in the next line where the window is too narrow for it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

import ui.theme

SPACE = 8  # at 100 %: between things and between lines


class Flow(QLayout):
    """Lays its items out like words: left to right, then the next line.

    Hidden items take no room. An item whose policy is to expand takes what is left of its line,
    up to its maximum.
    An item wider than the line gets the whole line and may grow in height.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self._measure()
        ui.theme.notifier().changed.connect(self._measure)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's request: one more item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Qt's question: how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt's question: the item at ``index``, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt's request: give the item at ``index`` away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Qt's question: it takes no more height than its lines."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Qt's question: the narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's question: the height of all lines at ``width``."""
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Qt's request: put the items into ``rect``."""
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        """Qt's question: all on one line, if there is room."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown)
        width += self.spacing() * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:
        """Qt's question: the widest of the items."""
        least = QSize()
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def _measure(self) -> None:
        self.setSpacing(ui.theme.px(SPACE))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        """Put the items into lines within ``rect``; the height they take."""
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for line in self._lines(inner.width()):
            widths = self._widths(line, inner.width())
            heights = [_height(item, width) for item, width in zip(line, widths, strict=True)]
            left = inner.left()
            for item, width, height in zip(line, widths, heights, strict=True):
                if move:
                    middle = top + (max(heights) - height) // 2
                    item.setGeometry(QRect(QPoint(left, middle), QSize(width, height)))
                left += width + self.spacing()
            top += max(heights) + self.spacing()
        used = max(0, top - self.spacing() - inner.top())
        return used + rect.height() - inner.height()

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        """The shown items in lines, each as full as ``room`` allows."""
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if lines and width <= left:
                lines[-1].append(item)
            else:
                lines.append([item])
                left = room
            left -= width + self.spacing()
        return lines

    def _widths(self, line: list[QLayoutItem], room: int) -> list[int]:
        """The width of each item of a line: expanding ones share what is left."""
        widths = [min(item.sizeHint().width(), room) for item in line]
        growing = [
            at
            for at, item in enumerate(line)
            if item.expandingDirections() & Qt.Orientation.Horizontal
        ]
        rest = room - sum(widths) - self.spacing() * (len(line) - 1)
        for at in growing:
            most = line[at].maximumSize().width()
            widths[at] = min(most, widths[at] + max(0, rest) // len(growing))
        return widths


def _height(item: QLayoutItem, width: int) -> int:
    """The height of ``item`` at ``width``."""
    wanted = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(wanted, item.minimumSize().height())
