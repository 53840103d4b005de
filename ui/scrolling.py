"""A place that scrolls up and down only, and follows the focus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

import ui.theme


class Part(QWidget):
    """What comes into sight as one, if it fits: a field with its label and its error."""


class Scrolled(QScrollArea):
    """What is higher than its place; it never scrolls sideways and follows the focus."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        self.setFocusProxy(inner)
        # The wall or the card behind shows through; the style sheet clears the viewport. (To ask
        # for the viewport costs a start 15 ms: Qt for Python first makes every class it could be.)
        inner.setAutoFillBackground(False)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PageUp, PageDown, Ctrl+Home and Ctrl+End scroll from any field that leaves them unused.

        So what takes no keys itself can be read too. Where there is nothing to scroll here, they
        are for the place around.
        """
        bar, whole = self.verticalScrollBar(), QKeySequence.StandardKey
        if not bar.maximum():
            event.ignore()
        elif event.matches(whole.MoveToStartOfDocument):
            bar.setValue(bar.minimum())
        elif event.matches(whole.MoveToEndOfDocument):
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring what has the focus in sight, with its label and its error if they fit."""
        inner = self.widget()
        if new is None or inner is None or not inner.isAncestorOf(new):
            return
        shown, widget = new, new.parentWidget()
        while widget is not None and widget is not inner:
            if isinstance(widget, Part):
                shown = widget if widget.height() <= self.viewport().height() else new
                break
            widget = widget.parentWidget()
        self.bring(shown)

    def bring(self, shown: QWidget) -> None:
        """Scroll as little as brings ``shown``, which stands in it, in sight."""
        inner = self.widget()
        if inner is None:
            return
        place = QRect(shown.mapTo(inner, QPoint()), shown.size())
        bar, room = self.verticalScrollBar(), ui.theme.px(8)
        if place.top() - room < bar.value():
            bar.setValue(place.top() - room)
        elif place.bottom() + room > bar.value() + self.viewport().height():
            bar.setValue(place.bottom() + room - self.viewport().height())


def bring(shown: QWidget) -> None:
    """Bring ``shown`` in sight in each place that scrolls around it."""
    around = shown.parentWidget()
    while around is not None:
        if isinstance(around, Scrolled):
            around.bring(shown)
        around = around.parentWidget()


def at_top(inner: QWidget) -> Scrolled:
    """``inner`` at the top of a place that scrolls, with nothing but room below it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 4, 0)
    column.addWidget(inner)
    column.addStretch(1)
    return Scrolled(holder)
