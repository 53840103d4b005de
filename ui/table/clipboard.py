"""Chosen rows on their way to the clipboard, a few hundred at a time, the window never held up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

import db.base
import ui.table.copying

if TYPE_CHECKING:
    import ui.table

STEP = 400  # rows read between two looks at the keyboard


class Copying(QObject):
    """Reads rows and puts them on the clipboard.

    A new copy forgets one that is under way, and so does closing the book.
    """

    copied = Signal(int)

    def __init__(
        self, columns: Sequence[ui.table.Column], source: ui.table.Source, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._columns, self._source = columns, source
        self._ids: list[int] = []
        self._lines: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def start(self, ids: list[int]) -> None:
        """Copy those records; up to STEP of them at once, more of them while the window lives."""
        self._timer.stop()
        self._ids, self._lines = ids, [ui.table.copying.heading(self._columns)]
        if ids:
            self._timer.start()
            self._step()

    @Slot()
    def _step(self) -> None:
        if db.base.database.is_closed():
            self._timer.stop()
            return
        now, self._ids = self._ids[:STEP], self._ids[STEP:]
        try:
            self._lines += ui.table.copying.lines(self._columns, self._source.rows(now))
        except Exception:
            self._timer.stop()
            raise
        if not self._ids:
            self._timer.stop()
            # A line ends as Windows ends it; Excel and LibreOffice take both.
            QGuiApplication.clipboard().setText("\r\n".join(self._lines) + "\r\n")
            self.copied.emit(len(self._lines) - 1)
            self._lines = []
