"""A row of things that goes on in the next line where the window is too narrow for it.

It is a widget and no ``QLayout`` of our own: PySide lets go of the items of a layout written in
Python while Qt still asks for them, and the process dies.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget, QWidgetItem

import ui.theme

_DRESSED = frozenset({QEvent.Type.Polish, QEvent.Type.StyleChange, QEvent.Type.FontChange})
SPACE = 8  # at 100 %: between things and between lines


class Flow(QWidget):
    """Lays its widgets out like words: left to right, then the next line.

    Hidden ones take no room. One whose policy is to expand takes what is left of its line, up to
    its maximum; one wider than the line gets the whole line and may grow in height. With
    ``parent`` the flow fills it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        self._widgets: list[QWidget] = []
        self._heights: dict[int, int] = {}  # by width; asked anew when it is shown or told
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        ui.theme.notifier().changed.connect(self._ask_again)
        if parent is not None:
            column = QVBoxLayout(parent)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self)

    def addWidget(self, widget: QWidget) -> None:
        """One more at the end."""
        hidden = widget.isHidden() and widget.testAttribute(
            Qt.WidgetAttribute.WA_WState_ExplicitShowHide
        )
        self._widgets.append(widget)
        widget.setParent(self)
        widget.setVisible(not hidden)
        self._ask_again()

    def things(self) -> list[QWidget]:
        """What is in it, in order."""
        return [one for one in self._widgets if shiboken6.isValid(one)]

    def spacing(self) -> int:
        """Pixels between things and between lines."""
        return ui.theme.px(SPACE)

    def hasHeightForWidth(self) -> bool:
        """Qt's question: the narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's question: the height of all lines at ``width``."""
        if width not in self._heights:
            self._heights[width] = self._lay_out(width, move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Qt's question: all on one line, if there is room."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown)
        width += self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSizeHint(self) -> QSize:
        """Qt's question: the widest of the things, as high as they are at the width of now."""
        least = QSize()
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the things where they belong in the new size."""
        super().resizeEvent(event)
        self._lay_out(self.width(), move=True)

    def showEvent(self, event: QShowEvent) -> None:
        """What was shown or hidden inside while it was out of sight told nobody."""
        super().showEvent(event)
        self._ask_again()

    def event(self, event: QEvent) -> bool:
        """A thing was shown, hidden or wants another size: so does the whole."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._ask_again()
        elif event.type() in _DRESSED:
            self._heights.clear()
        return super().event(event)

    def _ask_again(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self._lay_out(self.width(), move=True)

    def _shown(self) -> list[QWidgetItem]:
        """The things that take room, as Qt's layouts see them."""
        items = [QWidgetItem(one) for one in self.things() if one.parentWidget() is self]
        return [item for item in items if not item.isEmpty()]

    def _lay_out(self, room: int, *, move: bool) -> int:
        """Put the things into lines of ``room`` pixels; the height they take."""
        top = 0
        for line in self._lines(room):
            widths = self._widths(line, room)
            heights = [_height(item, width) for item, width in zip(line, widths, strict=True)]
            left = 0
            for item, width, height in zip(line, widths, heights, strict=True):
                if move:
                    middle = top + (max(heights) - height) // 2
                    item.setGeometry(QRect(QPoint(left, middle), QSize(width, height)))
                left += width + self.spacing()
            top += max(heights) + self.spacing()
        return max(0, top - self.spacing())

    def _lines(self, room: int) -> list[list[QWidgetItem]]:
        """The things that are shown in lines, each as full as ``room`` allows."""
        lines: list[list[QWidgetItem]] = []
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

    def _widths(self, line: list[QWidgetItem], room: int) -> list[int]:
        """The width of each thing of a line: expanding ones share what is left."""
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


def _height(item: QWidgetItem, width: int) -> int:
    """The height of ``item`` at ``width``."""
    wanted = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(wanted, item.minimumSize().height())
