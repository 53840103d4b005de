"""The screen of the bench: real parts of the window in a window, fed from one of its books."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

import db.moments
import desktop.bench.invented
import desktop.bench.stage
import desktop.window
import ui.background
import ui.session
import ui.theme

WIDTH, HEIGHT = 1366, 768
_TURNS = 3  # a change may ask for a layout, and that for a paint


class Paints(QObject):
    """Counts how often a widget was painted, so that no row measures a picture nobody drew."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep nothing back."""
        self.count += event.type() == QEvent.Type.Paint
        return False

    def during(self, work: Callable[[], object]) -> None:
        """Do ``work`` and draw what it changed.

        Raises:
            AssertionError: nothing was drawn.
        """
        before = self.count
        work()
        drawn()
        if self.count == before:
            raise AssertionError("nothing was drawn: the bench would measure nothing")


def drawn() -> None:
    """Let the window lay out and draw whatever has changed."""
    for _ in range(_TURNS):
        QApplication.processEvents()


@functools.cache
def application() -> QApplication:
    """The one application, dressed as the program's; drawn nowhere where there is no screen."""
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in shown):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    held = QApplication.instance()
    made = held if isinstance(held, QApplication) else QApplication(["sochibo"])
    desktop.window.prepare(made)
    return made


@contextlib.contextmanager
def window(
    stage: desktop.bench.stage.Stage, name: str, fill: Callable[[desktop.bench.stage.Size], None]
) -> Iterator[tuple[QMainWindow, ui.session.Session]]:
    """A window in front, and a session on the book ``name`` of ``stage``."""
    application()
    with stage.book(name, fill) as book:
        session = ui.session.Session(book, _now, ui.background.Jobs())
        made = QMainWindow()
        ui.theme.dress(made)
        made.resize(WIDTH, HEIGHT)
        made.show()
        made.activateWindow()
        drawn()
        try:
            yield made, session
        finally:
            made.close()
            made.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _now(_who: str) -> db.moments.Moment:
    return desktop.bench.invented.MOMENT
