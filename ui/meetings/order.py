"""The way of the Tab key through parts that were put together, or made anew, out of order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from operator import itemgetter

from PySide6.QtWidgets import QAbstractItemView, QLayout, QScrollArea, QWidget

import ui.flow
import ui.page


def by_sight(root: QWidget) -> None:
    """Let Tab go through what is in ``root`` in reading order: as its layouts have it."""
    for one, following in itertools.pairwise(_inside(root)):
        QWidget.setTabOrder(one, following)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    """The widgets in ``widget``, itself included, where Tab stops."""
    if ui.page.is_stop(widget):
        yield widget
    if isinstance(widget, QAbstractItemView):
        return
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    layout = widget.layout()
    if inner is not None:
        yield from _inside(inner)
    elif isinstance(widget, ui.flow.Flow):
        for one in widget.things():
            yield from _inside(one)
    elif layout is not None:
        yield from _laid_out(layout, widget)


def _laid_out(layout: QLayout, holder: QWidget) -> Iterator[QWidget]:
    """The widgets of a layout of ``holder`` where Tab stops, in its order.

    The layout is not asked for its items: PySide keeps each item it was ever shown, and takes
    whatever comes to lie at the address of a deleted one for that item.
    """
    inside = (*holder.children(), *layout.children())
    parts = [one for one in inside if isinstance(one, QWidget | QLayout)]
    placed = [(place, one) for one in parts if (place := layout.indexOf(one)) >= 0]
    for _, one in sorted(placed, key=itemgetter(0)):
        yield from _inside(one) if isinstance(one, QWidget) else _laid_out(one, holder)
