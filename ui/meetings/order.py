"""The way of the Tab key through parts that were put together, or made anew, out of order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLayout, QScrollArea, QWidget


def by_sight(root: QWidget) -> None:
    """Let Tab go through what is in ``root`` in reading order: as its layouts have it."""
    for one, following in itertools.pairwise(_inside(root)):
        QWidget.setTabOrder(one, following)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    """The widgets in ``widget``, itself included, where Tab stops."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QAbstractItemView):
        return
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    layout = widget.layout()
    if inner is not None:
        yield from _inside(inner)
    elif layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout where Tab stops, in its order."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            yield from _inside(widget)
        elif inner is not None:
            yield from _laid_out(inner)
