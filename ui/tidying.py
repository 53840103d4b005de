"""Unused objects are cleared away on the window's thread only.

Python clears cycles of unused objects away on whichever thread happens to allocate. Where such a
cycle holds a widget or a model, a job's thread would destroy it under the window's feet, and the
process dies. So the clearing away is taken out of Python's hands and done here, by a timer, with
Python's own thresholds.

Some of Qt's answers PySide takes for children of whoever was asked: what comes next in the chain of
focus, a focus proxy, a button's group. Asked to and fro they hold each other and nothing else holds
them, and the clearing away would destroy widgets in sight. So each goes ``home`` at once.
"""

from __future__ import annotations

import gc
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Slot

EVERY = 200  # milliseconds
_Found = TypeVar("_Found", bound=QObject)


def home(found: _Found) -> _Found:
    """``found``, in PySide's books a child of its true parent again, and that one of its own.

    Qt itself sees nothing done. What Python made lives and dies with its true parent in any case.
    """
    around = found.parent()
    found.setParent(around)
    if around is not None and not shiboken6.createdByPython(around):
        home(around)
    return found


class Tidying(QObject):
    """Keep one as long as there is a window; ``stop`` gives the work back to Python."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        gc.freeze()  # modules and the like stay for good: looking at them each time would be felt
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Let Python clear away by itself again: no thread of ours runs any more."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def look(self) -> None:
        """Clear away as much as Python would, given what was made since."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [age for age, limit in enumerate(limits) if limit and counts[age] > limit]
        if due:
            gc.collect(max(due))
