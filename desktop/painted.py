"""The first paint of the window, for whoever measures how long a start takes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

import ui.window


class Painted(QObject):
    """Prints ``painted`` after the first paint of the window's screen, and ends the program."""

    def __init__(self, window: ui.window.Window) -> None:
        super().__init__()
        self._window = window
        self._seen = window.screen_shown()
        if self._seen is not None:
            self._seen.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint, then end once it is done."""
        if event.type() == QEvent.Type.Paint and watched is self._seen:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._end)
        return False

    @Slot()
    def _end(self) -> None:
        print("painted", flush=True)
        self._window.close()
