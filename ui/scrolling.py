"""A place that scrolls up and down only, and follows the focus."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TypeGuard

import shiboken6
from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

import ui.theme


class Part(QWidget):
    """What comes into sight as one, if it fits: a field or a row with its labels, and its error."""


class Scrolled(QScrollArea):
    """What is higher than its place; it never scrolls sideways and follows the focus.

    What has the keys, or what was brought in sight since, stays in sight while the layout changes,
    until the person scrolls it away.
    """

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._kept: QWidget | None = None  # what stays in sight
        self._scrolling = False  # by itself
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        self.setFocusProxy(inner)
        # The wall or the card behind shows through; the style sheet clears the viewport. (To ask
        # for the viewport costs a start 15 ms: Qt for Python first makes every class it could be.)
        inner.setAutoFillBackground(False)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._hear_room)
        bar.valueChanged.connect(self._hear_scrolled)
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

    def showEvent(self, event: QShowEvent) -> None:
        """Look again once all has its room: the keys may have come before."""
        super().showEvent(event)
        self._settling.start()

    def bring(self, shown: QWidget) -> None:
        """Scroll as little as brings ``shown``, which stands in it, in sight, and keep it there."""
        self._kept = shown
        self._settle()

    def bring_caret(self, field: QWidget) -> None:
        """Scroll as little as brings the caret of ``field``, which stands in it, in sight."""
        self._kept = field
        self._scroll(self._wanted(field, _caret(field)))

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring what has the focus in sight, with its label and its error if they fit."""
        inner = self.widget()
        if new is not None and inner is not None:
            self._kept = new if inner.isAncestorOf(new) else None
            self._settle()

    @Slot()
    def _hear_room(self) -> None:
        """The place or what is in it has another height: look again once all has its room."""
        self._settling.start()

    @Slot()
    def _settle(self) -> None:
        """Bring in sight what stays there; out of sight nothing has its room yet."""
        if self.isVisible() and self._is_here(self._kept):
            self._scroll(self._wanted_for(self._kept))

    def _scroll(self, value: int) -> None:
        self._scrolling = True
        self.verticalScrollBar().setValue(value)
        self._scrolling = False

    @Slot(int)
    def _hear_scrolled(self, value: int) -> None:
        """Somebody scrolled: what has the keys stays in sight only if it is there still."""
        end = self._settling.isActive() and value == self.verticalScrollBar().maximum()
        if self._scrolling or end:  # less to scroll may move it, too
            return
        now = QApplication.focusWidget()
        there = self._is_here(now) and self._wanted_for(now) == value
        self._kept = now if there else None

    def _is_here(self, one: QWidget | None) -> TypeGuard[QWidget]:
        """Whether ``one`` stands in it and can be seen."""
        inner = self.widget()
        if one is None or inner is None or not shiboken6.isValid(one):
            return False
        return inner.isAncestorOf(one) and one.isVisibleTo(inner)

    def _wanted_for(self, one: QWidget) -> int:
        """Where the bar is to stand: the largest part around ``one`` that fits is in sight.

        Else it is ``one`` itself, or the line the caret stands in.
        """
        high = self.viewport().height()
        fits: QWidget | None = None
        around: QWidget | None = one
        while around is not None and around is not self:
            if isinstance(around, Part) and around.height() <= high:
                fits = around
            around = around.parentWidget()
        if fits is not None:
            return self._wanted(fits, fits.rect())
        return self._wanted(one, one.rect() if one.height() <= high else _caret(one))

    def _wanted(self, one: QWidget, rect: QRect) -> int:
        """Where the bar is to stand that ``rect`` of ``one`` is in sight, or fills it."""
        bar, view = self.verticalScrollBar(), self.viewport()
        high = view.height()
        room = min(ui.theme.px(8), max(0, (high - rect.height()) // 2))
        top = bar.value() + one.mapTo(view, rect.topLeft()).y()
        ends = sorted((top + rect.height() + room - high, top - room))
        return min(max(bar.value(), ends[0], bar.minimum()), ends[1], bar.maximum())


def bring(shown: QWidget) -> None:
    """Bring ``shown`` in sight in each place that scrolls around it."""
    for area in _around(shown):
        area.bring(shown)


def bring_soon(shown: QWidget) -> None:
    """Bring ``shown``, which just appeared or says something new, in sight once it has its room."""
    QTimer.singleShot(0, shown, partial(bring, shown))


def bring_caret(field: QWidget) -> None:
    """Bring the caret of ``field`` in sight in each place that scrolls around it."""
    for area in _around(field):
        area.bring_caret(field)


def _around(shown: QWidget) -> Iterator[Scrolled]:
    """Each place that scrolls around ``shown``, from the inside out."""
    around = shown.parentWidget()
    while around is not None:
        if isinstance(around, Scrolled):
            yield around
        around = around.parentWidget()


def _caret(field: QWidget) -> QRect:
    """Where the caret of ``field`` stands in it; all its height where it has none."""
    found = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    return found.toRect() if isinstance(found, QRectF) else QRect(found)


def at_top(inner: QWidget) -> Scrolled:
    """``inner`` at the top of a place that scrolls, with nothing but room below it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 4, 0)
    column.addWidget(inner)
    column.addStretch(1)
    return Scrolled(holder)
