"""The book locks itself when nobody has touched the PC for a while."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

import ui.touches

MINUTE = 60_000  # milliseconds


class IdleLock(QObject):
    """Emits ``locked`` when no key, mouse or finger has touched the program for so many minutes."""

    locked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, singleShot=True)
        self._timer.setObjectName("idle")
        self._timer.timeout.connect(self.locked)
        self._touches = ui.touches.Touches(self)
        self._touches.touched.connect(self.touch)

    def start(self, minutes: int) -> None:
        """Lock after ``minutes`` without a touch, counted from now; 0 is never."""
        self.stop()
        if minutes > 0:
            self._timer.setInterval(minutes * MINUTE)
            self._timer.start()
            self._touches.listen(QGuiApplication.focusWindow())

    def running(self) -> bool:
        """Whether the book will lock by itself."""
        return self._timer.isActive()

    @Slot()
    def stop(self) -> None:
        """The book is closed, or busy: do not lock."""
        self._timer.stop()

    @Slot()
    def touch(self) -> None:
        """Somebody is there."""
        if self._timer.isActive():
            self._timer.start()
