"""The columns of a list at the width there is: measured from the rows in sight, then shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QTableView

import ui.table.widths

if TYPE_CHECKING:
    import ui.table.cells
    import ui.table.headings
    import ui.table.model


class _Seen(NamedTuple):
    """The widest that was seen in a column: the least and the good width, and whether a chip."""

    least: int = 0
    good: int = 0
    chip: bool = False


class Columns:
    """Keeps the columns of one list within its width."""

    def __init__(
        self,
        view: QTableView,
        records: ui.table.model.RecordModel,
        cells: ui.table.cells.Cells,
        headings: ui.table.headings.Headings,
    ) -> None:
        self._view, self._records = view, records
        self._cells, self._headings = cells, headings
        self._seen: list[_Seen] = []
        self.forget()

    def forget(self) -> None:
        """Begin anew: other rows, or another scale."""
        self._seen = [_Seen()] * len(self._records.columns)

    def look(self) -> bool:
        """Measure the rows in sight; True when a column needs more than was known.

        What was seen is kept while the list is scrolled: columns may grow, they do not dance.
        """
        first = self._view.rowAt(0)
        if first < 0:
            return False
        last = self._view.rowAt(self._view.viewport().height() - 1)
        last = last if last >= 0 else self._records.rowCount() - 1
        before = list(self._seen)
        for row in range(first, last + 1):
            for at, seen in enumerate(self._seen):
                cell = self._records.cell(row, at)
                if cell is not None:
                    least, good = self._cells.claim(cell)
                    chip = seen.chip or cell.tone is not None
                    self._seen[at] = _Seen(max(seen.least, least), max(seen.good, good), chip)
        return before != self._seen

    def share(self) -> None:
        """Give each column its width; one without a place is hidden."""
        claims = []
        for at, column in enumerate(self._records.columns):
            seen, heading = self._seen[at], self._headings.claim(at)
            least, good = max(seen.least, heading[0]), max(seen.good, *heading)
            claims.append(
                ui.table.widths.Claim(
                    least, max(least, good), column.weight, column.need, seen.chip
                )
            )
        for at, width in enumerate(ui.table.widths.share(self._view.viewport().width(), claims)):
            self._view.setColumnHidden(at, width == 0)
            if width:
                self._view.setColumnWidth(at, width)
        self._headings.settle()

    def first(self) -> int:
        """The first column that is shown."""
        shown = (at for at in range(len(self._seen)) if not self._view.isColumnHidden(at))
        return next(shown, 0)
