"""The window itself: one screen at a time in it, its title, and whether it may be closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLayout, QMainWindow, QStackedWidget, QWidget

import ui.theme

NAME = "Sổ Chi bộ"
LEAST = QSize(640, 480)


class Window(QMainWindow):
    """The frame around the screens: first run, unlocking, the desk.

    ``may_close`` is asked before closing; it says on the screen why not when it answers False.
    """

    closed = Signal()
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(NAME)
        ui.theme.dress(self)
        self.may_close: Callable[[], bool] = always
        self._screens = QStackedWidget()
        self._screens.setProperty("wall", "true")
        self.setCentralWidget(self._screens)
        self.setMinimumSize(LEAST)
        layout = self.layout()
        if layout is not None:  # what is in it never makes the window larger than the person did
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def screen_shown(self) -> QWidget | None:
        """The screen in front."""
        return self._screens.currentWidget()

    def put(self, screen: QWidget) -> None:
        """Bring ``screen`` to the front."""
        if self._screens.indexOf(screen) < 0:
            self._screens.addWidget(screen)
        self._screens.setCurrentWidget(screen)

    def drop(self, screen: QWidget) -> None:
        """Take ``screen`` away for good."""
        self._screens.removeWidget(screen)
        screen.deleteLater()

    def name_book(self, unit: str) -> None:
        """Name the open book in the title."""
        self.setWindowTitle(f"{unit} – {NAME}" if unit else NAME)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when nothing speaks against it."""
        if self.may_close():
            self.closed.emit()
            event.accept()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Say when the window was moved to the back or another screen: what is typed is saved."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.moved.emit()


def always() -> bool:
    """The window may close."""
    return True
