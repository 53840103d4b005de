"""A place whose things are made anew: emptied first, and met by Tab where it stands."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


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


def join(place: QWidget, *parts: QWidget) -> None:
    """Let Tab meet what was made anew in ``place`` where ``place`` stands: Qt puts it last of all.

    It meets ``parts`` in this order, or all that is in ``place`` in the order it was made in.
    ``place`` hands the keys on to nobody. What stands in a window of its own is left alone.
    """
    inside = [each for one in parts for each in (one, *one.findChildren(QWidget))]
    stops = [
        one
        for one in inside or place.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is place.window()
    ]
    usual = place.focusPolicy()
    place.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt puts nothing behind what takes no keys
    for before, after in itertools.pairwise((place, *stops)):
        QWidget.setTabOrder(before, after)
    place.setFocusPolicy(usual)
