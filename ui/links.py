"""Lines that lead somewhere: a dot of their tone, what it is about, what is the matter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

import ui.emptying
import ui.returning
import ui.theme


class Dot(QWidget):
    """A round mark of a tone; the words beside it say the same."""

    def __init__(self, tone: ui.theme.Tone) -> None:
        super().__init__()
        self._colour = QColor(ui.theme.tone_colours(tone)[0])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as a small letter."""
        return QSize(ui.theme.px(12), ui.theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._colour)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = ui.theme.px(12) / 2
        painter.drawEllipse(QPointF(radius, radius), radius, radius)


class Link(QFrame):
    """One line; a click or Enter emits ``opened`` with the kind and id it leads to."""

    opened = Signal(str, int)

    def __init__(
        self, name: str, goal: tuple[str, int], title: str, detail: str, tone: ui.theme.Tone
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("link", "true")
        self._goal = goal
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        for text, role in ((title, ""), (detail, "soft")):
            if text:
                said = ui.theme.label(ui.theme.breakable(text), role)
                said.setProperty("tight", "true")  # two lines of one thing stand close
                words.addWidget(said)
        row.addWidget(Dot(tone))
        row.addLayout(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click leads on."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit(*self._goal)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space; the arrows go from line to line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(*self._goal)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class Links(QWidget):
    """A column of lines, exchanged whole."""

    opened = Signal(str, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name = name
        self._lines: list[QWidget] = []
        self._holder = QWidget(self)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._holder)
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_lines(self, lines: Sequence[Link], empty: str = "") -> None:
        """Show ``lines`` in place of those before, or what is said where there is none.

        A line that has the keys hands them to the one that takes its place.
        """
        at = next((at for at, one in enumerate(self._lines) if one.hasFocus()), None)
        ui.returning.let_go(self)
        self._holder.hide()  # else each line would lay the whole window out
        ui.emptying.empty(self._column)
        self._lines = list(lines) or ([ui.theme.label(empty, "soft")] if empty else [])
        for one in self._lines:
            self._column.addWidget(one)
            if isinstance(one, Link):
                one.opened.connect(self.opened)
        self._holder.show()  # at once, so that a line can take the keys
        ui.emptying.join(self)
        if at is not None and lines:
            lines[min(at, len(lines) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self, index: int = 0) -> None:
        """Let the keys go to the line at ``index``, or to the last."""
        for one in self._lines[: index + 1][-1:]:
            one.setFocus(Qt.FocusReason.OtherFocusReason)
