"""Where a person stands in a list, to be found again after it was read anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

if TYPE_CHECKING:
    import ui.table.model

MOST_RANGES = 1000  # scattered pieces of a selection that are found again after sorting


@dataclass(frozen=True)
class Place:
    """The chosen rows, the row and column of the keyboard, and what stands at the top.

    ``beyond`` is how many pixels of the top row are scrolled away, ``scroll`` the bar's value.
    """

    selected: frozenset[int]
    current: int | None
    column: int
    top: int | None
    beyond: int
    scroll: int


def of(view: QTableView, records: ui.table.model.RecordModel) -> Place:
    """The place a person is at in ``view``."""
    top, current = view.rowAt(0), view.currentIndex()
    return Place(
        frozenset(selected(view, records)),
        records.id_at(current.row()),
        max(0, current.column()),
        records.id_at(top),
        -view.rowViewportPosition(top) if top >= 0 else 0,
        view.verticalScrollBar().value(),
    )


def selected(view: QTableView, records: ui.table.model.RecordModel) -> list[int]:
    """The ids of the chosen rows in the order of the list; read by range, however many."""
    selection = view.selectionModel().selection()
    ranges = sorted(
        {(selection.at(at).top(), selection.at(at).bottom()) for at in range(selection.count())}
    )
    return [number for first, last in ranges for number in records.ids(first, last)]


def scroll(records: ui.table.model.RecordModel, place: Place, height: int) -> int:
    """The scroll bar's value at which the row of ``place`` is at the top again."""
    row = None if place.top is None else records.row_of(place.top)
    return place.scroll if row is None else row * height + min(place.beyond, height - 1)


def choose_again(view: QTableView, records: ui.table.model.RecordModel, place: Place) -> None:
    """Choose the rows of ``place`` where they now are; those that are gone are not chosen."""
    found = (records.row_of(number) for number in place.selected)
    rows = sorted(row for row in found if row is not None)
    current = None if place.current is None else records.row_of(place.current)
    pieces = _pieces(rows)
    if len(pieces) > MOST_RANGES:  # Qt would need seconds for thousands
        pieces = [] if current is None else [(current, current)]
    last, selection = records.columnCount() - 1, QItemSelection()
    for first, end in pieces:
        selection.select(records.index(first, 0), records.index(end, last))
    chooser = view.selectionModel()
    chooser.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    if current is not None:
        index = records.index(current, place.column)
        chooser.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)


def _pieces(rows: list[int]) -> list[tuple[int, int]]:
    """Rising ``rows`` as pieces without a gap, first and last included."""
    pieces: list[tuple[int, int]] = []
    for row in rows:
        if pieces and pieces[-1][1] == row - 1:
            pieces[-1] = (pieces[-1][0], row)
        else:
            pieces.append((row, row))
    return pieces
