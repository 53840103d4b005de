"""A list to pick from: never wider than its place, and the wheel never changes it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

import ui.theme

_LEAST = 8  # letters of what is chosen that are seen however narrow the place is
_AROUND = 8  # pixels at 100 % beside the entries of an open list


class Picker(QComboBox):
    """A combo box with its arrow, which a style sheet leaves out.

    A long entry does not make its place wider; it is shown whole while the list is open.
    """

    def __init__(
        self, name: str = "", words: str = "", parent: QWidget | None = None, least: int = _LEAST
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(least)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that a style sheet can dress
        self.view().setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow that says there is a list."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, middle = ui.theme.px(5), self.rect().center().y() + 1
        right = self.width() - ui.theme.px(12)
        colour = ui.theme.SOFT if self.isEnabled() else ui.theme.LINE
        painter.setPen(QPen(QColor(colour), ui.theme.px(2)))
        down = side / 2
        painter.drawPolyline(
            [
                QPointF(right - 2 * side, middle - down),
                QPointF(right - side, middle + down),
                QPointF(right, middle - down),
            ]
        )

    def showPopup(self) -> None:
        """Open the list, as wide as its longest entry where the screen has room for it."""
        self.view().ensurePolished()  # entries are measured as the style sheet dresses them
        around = self.view().verticalScrollBar().sizeHint().width() + ui.theme.px(_AROUND)
        wanted = self.view().sizeHintForColumn(0) + around
        self.view().setMinimumWidth(min(wanted, self.screen().availableGeometry().width()))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel turned over it scrolls what is below it; an open list gets its own events."""
        event.ignore()
