"""The rows of a list as Qt asks for them, however many: all ids, and a few pages of rows.

Sorting and filtering are the source's work (SQL); a proxy model over Python rows would take
seconds at 30,000. Pages are read when a cell of theirs is first asked for, the least lately used
of them is forgotten, so that a list of 100,000 costs a list of whole numbers.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

if TYPE_CHECKING:
    import ui.table
    import ui.theme

Index = QModelIndex | QPersistentModelIndex

PAGE = 64  # rows read at once: some screens full, few enough to be read after each change
PAGES = 36  # pages kept: going back and forth around a place reads nothing again

ID_ROLE = int(Qt.ItemDataRole.UserRole)
RECORD_ROLE = ID_ROLE + 1


class Cell(NamedTuple):
    """What one cell says: a text, perhaps a soft second line, perhaps drawn as a chip."""

    text: str
    sub: str
    tone: ui.theme.Tone | None

    def whole(self) -> str:
        """All of it in one line, for a tooltip, a screen reader and a copy."""
        return f"{self.text} – {self.sub}" if self.text and self.sub else self.text or self.sub


class RecordModel(QAbstractTableModel):
    """A list's ids in order with a cache of pages; a row whose record has vanished is blank."""

    def __init__(
        self,
        columns: Sequence[ui.table.Column],
        source: ui.table.Source,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.order, self.descending = "", False
        self._source = source
        self._ids: list[int] = []
        self._places: dict[int, int] | None = None
        self._pages: OrderedDict[int, dict[int, ui.table.Row]] = OrderedDict()

    def load(self, order: str, *, descending: bool) -> bool:
        """Ask the source for its ids anew; True when the list was reset.

        A list of the same ids keeps its rows where they are (selection, place, what a screen
        reader reads); only what they say is read again. A source that fails changes nothing.
        """
        ids = self._source.ids(order, descending)
        turned = (order, descending) != (self.order, self.descending)
        self.order, self.descending = order, descending
        if same := ids == self._ids:
            self._pages.clear()
            if ids:
                corner = self.index(len(ids) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), corner)
        else:
            self.beginResetModel()
            self._ids, self._places = ids, None
            self._pages.clear()
            self.endResetModel()
        if turned:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        return not same

    def ids(self, first: int, last: int) -> list[int]:
        """The ids of the rows from ``first`` to ``last``, both included."""
        return self._ids[first : last + 1]

    def id_at(self, row: int) -> int | None:
        """The id in ``row``, None outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, number: int) -> int | None:
        """The row in which the record ``number`` stands, None when it is not in the list."""
        if self._places is None:
            self._places = {known: row for row, known in enumerate(self._ids)}
        return self._places.get(number)

    def record(self, row: int) -> ui.table.Row | None:
        """The record in ``row``, its page read if need be; None when it has vanished."""
        number = self.id_at(row)
        return None if number is None else self._page(row // PAGE).get(number)

    def cell(self, row: int, column: int) -> Cell | None:
        """What the cell says; None when its record has vanished."""
        record = self.record(row)
        return None if record is None else read(self.columns[column], record)

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt's question: rows of the list; a cell has none."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Qt's question: columns of the list; a cell has none."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt's question: rows are chosen, never edited in place, and have nothing below them."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's question: text, whole text on hover, "heading: text" read aloud, id, record."""
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self.id_at(index.row())
        if role == RECORD_ROLE:
            return self.record(index.row())
        return self._words(index, role) if role in _WORDS else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt's question: the headings, and how the list is sorted for who cannot see the arrow."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"Bấm để {sort_words(column)}" if column.order else column.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column.order and column.order == self.order:
                way = "giảm dần" if self.descending else "tăng dần"
                return f"{column.title}, đang sắp xếp {way}"
            return column.title
        return None

    def _words(self, index: Index, role: int) -> str | None:
        """What a cell says, shown, on hover and read aloud."""
        cell = self.cell(index.row(), index.column())
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.whole()
        return f"{self.columns[index.column()].title}: {cell.whole()}"

    def _page(self, number: int) -> dict[int, ui.table.Row]:
        """The page ``number`` by id, from the cache or the source."""
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        # Blank until read: where reading fails the failure is told once, not at each repaint.
        self._pages[number] = {}
        start = number * PAGE
        rows = self._source.rows(self._ids[start : start + PAGE])
        self._pages[number] = {row["id"]: row for row in rows}
        while len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return self._pages[number]


_WORDS = frozenset(
    (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
)


def read(column: ui.table.Column, record: ui.table.Row) -> Cell:
    """What ``column`` says of ``record``; line breaks and runs of blanks are one blank."""
    chip = column.chip(record) if column.chip else None
    if chip is not None:
        return Cell(_line(chip[0]), "", chip[1])
    return Cell(_line(column.text(record)), _line(column.sub(record)) if column.sub else "", None)


def sort_words(column: ui.table.Column) -> str:
    """What sorting by ``column`` is called within a sentence."""
    first, rest = column.title[:1], column.title[1:]
    # An abbreviation (QR) keeps its capitals.
    return f"sắp xếp theo {first if rest[:1].isupper() else first.lower()}{rest}"


def _line(text: str) -> str:
    return " ".join(text.split())
