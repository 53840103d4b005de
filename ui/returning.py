"""Where the keys go when something that took them for a while is over: back, or as near as may be.

What had them may have been made anew meanwhile, or be out of sight. Left to itself Qt would give
them to whatever comes next, anywhere in the window.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

import ui.page


class Way:
    """The way back to what has the keys now: itself, then what stands around it."""

    def __init__(self) -> None:
        self._places: list[QWidget] = []
        place = QApplication.focusWidget()
        while place is not None:
            self._places.append(place)
            place = place.parentWidget()

    def go(self) -> None:
        """Give the keys back, or to the nearest place around that is still in sight."""
        there = [one for one in self._places if shiboken6.isValid(one) and one.isVisible()]
        if there and there[0] is self._places[0] and there[0].isEnabled():
            there[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        # Where one deed went another stands, which Enter would begin.
        rows = [at for at, one in enumerate(there, 1) if isinstance(one, ui.page.Deeds)]
        for one in there[max(rows, default=0) :]:
            ui.page.put_focus(one)
            if ui.page.has_focus(one):
                return


def let_go(place: QWidget) -> bool:
    """Take the keys from ``place``, which is about to go; whether it had them."""
    now = QApplication.focusWidget()
    had = now is not None and ui.page.has_focus(place)
    if now is not None and had:
        now.clearFocus()
    return had
