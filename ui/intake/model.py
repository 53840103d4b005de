"""One sheet of the office as a table shows it: its own cells, and what becomes of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

import exports.reading.sheet
import exports.reading.values
import ui.theme

Index = QModelIndex | QPersistentModelIndex
WIDEST = 100  # columns shown
_WALLS: dict[str, str] = {
    "green": ui.theme.GREEN_WALL,
    "amber": ui.theme.AMBER_WALL,
    "red": ui.theme.RED_WALL,
    "grey": ui.theme.HEAD,
}


@dataclass(frozen=True)
class Fate:
    """What becomes of a row: the word beside its number, its tone and why ("" for nothing odd)."""

    word: str
    tone: ui.theme.Tone
    why: str


def shown(sheet: exports.reading.sheet.Sheet, row: int, column: int) -> str:
    """A cell as Excel would show it."""
    value = sheet.rows.get(row, {}).get(column)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float) and (row, column) in sheet.percents:
        return f"{value * 100:g}%".replace(".", ",")
    return exports.reading.values.text(value)


def numbers(sheet: exports.reading.sheet.Sheet) -> list[int]:
    """The rows to show: all of them, blank ones too, unless they lie far apart."""
    last = max(sheet.rows, default=0)
    return list(range(1, last + 1)) if last <= 2 * len(sheet.rows) + 50 else list(sheet.rows)


class SheetModel(QAbstractTableModel):
    """One sheet's own cells, and what becomes of its rows."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = exports.reading.sheet.Sheet("", {})
        self.rows: list[int] = []
        self._columns = 0
        self._fates: Mapping[int, Fate] = {}
        self._heads: list[tuple[int, int]] = []

    def show_sheet(self, sheet: exports.reading.sheet.Sheet) -> None:
        """Show ``sheet``."""
        self.beginResetModel()
        self.sheet, self.rows = sheet, numbers(sheet)
        used = (column for cells in sheet.rows.values() for column in cells)
        self._columns = min(max(used, default=1), WIDEST)
        self._fates, self._heads = {}, []
        self.endResetModel()

    def show_fates(self, fates: Mapping[int, Fate], heads: list[tuple[int, int]]) -> None:
        """Show what becomes of the rows, and which are headings."""
        self._fates, self._heads = fates, heads
        if self.rows:
            corner = self.index(len(self.rows) - 1, self._columns - 1)
            self.dataChanged.emit(self.index(0, 0), corner)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)

    def fate(self, row: int) -> Fate | None:
        """What becomes of the sheet's row ``row``."""
        return self._fates.get(row)

    def is_head(self, row: int) -> bool:
        """Whether the sheet's row ``row`` belongs to a heading."""
        return any(first <= row <= last for first, last in self._heads)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns are shown."""
        return 0 if parent is not None and parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell's words, its tone, and what a screen reader says."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column() + 1
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return shown(self.sheet, row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place = f"{exports.reading.sheet.letter(column)}{row}"
            return f"{place}: {shown(self.sheet, row, column) or 'trống'}"
        return self._look(row, role)

    def _look(self, row: int, role: int) -> Any:
        """How the cells of a row look: the wall of its tone, headings bold."""
        if role == Qt.ItemDataRole.BackgroundRole:
            fate = self._fates.get(row)
            if fate is not None:
                return QBrush(QColor(_WALLS[fate.tone]))
            return QBrush(QColor(ui.theme.HEAD)) if self.is_head(row) else None
        if role == Qt.ItemDataRole.FontRole and self.is_head(row):
            bold = QFont()
            bold.setBold(True)
            return bold
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Letters above; beside, the row's number and what becomes of it."""
        if orientation is Qt.Orientation.Horizontal:
            is_text = role == Qt.ItemDataRole.DisplayRole
            return exports.reading.sheet.letter(section + 1) if is_text else None
        if not 0 <= section < len(self.rows):
            return None
        return self._beside(self.rows[section], role)

    def _beside(self, row: int, role: int) -> Any:
        """What stands beside a row: its number and what becomes of it."""
        fate = self._fates.get(row)
        if role == Qt.ItemDataRole.DisplayRole:
            if self.is_head(row):
                return f"{row}  tiêu đề"
            return f"{row}  {fate.word}" if fate else str(row)
        if role == Qt.ItemDataRole.ToolTipRole and fate is not None:
            return fate.why or fate.word
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
