"""Search as one types, in the real box with its results drawn. Floor: the full-text query alone."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

import desktop.bench.measuring
import desktop.bench.screen
import desktop.bench.searching
import desktop.bench.stage
import ui.highlighting
import ui.search
import ui.search.results
import ui.theme

_LIMIT = desktop.bench.measuring.Limit(plus=10)


def pairs(stage: desktop.bench.stage.Stage) -> Iterator[desktop.bench.measuring.Pair]:
    """One row for each thing typed; the box is empty before."""
    among = f"ô tìm, {stage.size.records:,} hồ sơ".replace(",", ".")
    fill = desktop.bench.searching.fill
    with desktop.bench.screen.window(stage, "records", fill) as (window, session):
        box = ui.search.SearchBox(session)
        place = QWidget()
        column = QVBoxLayout(place)
        column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        box.setMinimumWidth(ui.theme.px(280))
        window.setCentralWidget(place)
        box.setFocus()
        desktop.bench.screen.drawn()
        for typed, query in desktop.bench.searching.TYPED.items():
            yield desktop.bench.measuring.Pair(
                f"{among}: “{typed}”",
                functools.partial(_type, box, typed),
                functools.partial(desktop.bench.searching.floor, query),
                _LIMIT,
                functools.partial(_empty, box),
            )


def _type(box: ui.search.SearchBox, typed: str) -> None:
    """Have ``typed`` in the box and its results drawn under it."""
    box.setText(typed)
    desktop.bench.screen.drawn()
    results = box.results()
    if results is None or results.lines.typed != typed:
        raise AssertionError("nothing was searched for: the bench would measure nothing")


def _empty(box: ui.search.SearchBox) -> None:
    """Nothing is typed, and nothing remembered of what was found and drawn the time before."""
    results = box.results()
    box.clear()
    desktop.bench.screen.drawn()
    ui.search.results.found_parts.cache_clear()
    if results is not None:  # out of sight by now: it lays nothing out before it is shown again
        results.list.setItemDelegate(ui.highlighting.Delegate(results.list))
