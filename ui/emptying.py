"""A layout whose things are made anew is emptied first, in one way everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Take every widget out of ``layout`` for good.

    Hidden at once, since what is shown in their place must not stand beside them; let go of later,
    since one of them may be what was just pressed.
    """
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
