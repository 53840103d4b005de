"""The sheet as it is: column letters, row numbers, its own cells, what each column is taken for.

Over each column stands a choice; beside each row number a word says what becomes of the row, and
the row has the tone of that word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

import exports.reading.sheet
import exports.reading.values
import ui.fields.base
import ui.picking
import ui.theme

Index = QModelIndex | QPersistentModelIndex
WIDEST = 100  # columns shown
_LEAST, _MOST = 130, 220  # pixels at 100 % of a column
_BESIDE_WORDS = 46  # pixels at 100 % that a choice needs beside its words: edges and arrow
_SAMPLE = 40  # rows looked at for the width of a column
_WALLS: dict[str, str] = {
    "green": ui.theme.GREEN_WALL,
    "amber": ui.theme.AMBER_WALL,
    "red": ui.theme.RED_WALL,
    "grey": ui.theme.HEAD,
}
NOT_TAKEN = "(không nhập)"
_CORNER = f"QTableCornerButton::section {{ background: {ui.theme.HEAD}; border: none; }}"


@dataclass(frozen=True)
class Fate:
    """What becomes of a row: the word beside its number, its tone and why ("" for nothing odd)."""

    word: str
    tone: ui.theme.Tone
    why: str


@dataclass(frozen=True)
class Meaning:
    """What a column is taken for (None: nothing), why, and whether a person may change it."""

    field: str | None
    why: str
    fixed: bool = False


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


class Choice(ui.picking.Picker):
    """What one column is taken for.

    Keys only step through it, since each value taken is taken away from another column: Enter, or
    going elsewhere, takes what stands there.
    """

    picked = Signal(str)
    reached = Signal(int)

    def __init__(self, parent: QWidget, column: int) -> None:
        self.letter = exports.reading.sheet.letter(column)
        super().__init__(f"intake.column.{self.letter}", f"Cột {self.letter}", parent)
        self._column = column
        self._stepping = self._stepped = False
        self.activated.connect(self._hear)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and letters step; Enter takes what stands there."""
        if event.key() in ui.fields.base.ENTER:
            self._take()
            return
        self._stepping = True
        super().keyPressEvent(event)
        self._stepping = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was stepped to is taken, unless only the list was opened."""
        super().focusOutEvent(event)
        if event.reason() not in ui.fields.base.ASIDE:
            self._take()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask that its column come in sight: it was reached by the keyboard."""
        super().focusInEvent(event)
        self.reached.emit(self._column - 1)

    @Slot()
    def _hear(self) -> None:
        self._stepped = True
        if not self._stepping:
            self._take()

    def _take(self) -> None:
        if self._stepped:
            self._stepped = False
            self.picked.emit(self.letter)


class Choices(QHeaderView):
    """Column letters with a choice under each."""

    picked = Signal(str, object)

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._boxes: list[Choice] = []
        self.setSectionsMovable(False)
        self.setMinimumSectionSize(ui.theme.px(60))
        self.sectionResized.connect(self._place)
        view.horizontalScrollBar().valueChanged.connect(self._place)

    def offer(self, labels: Mapping[str, str], count: int) -> None:
        """Put a choice of ``labels`` (field → words) over each of ``count`` columns."""
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = [self._made(column, labels) for column in range(1, count + 1)]
        self._place()

    def _made(self, column: int, labels: Mapping[str, str]) -> Choice:
        box = Choice(self.viewport(), column)
        box.addItem(NOT_TAKEN, None)
        for field, words in labels.items():
            box.addItem(words, field)
        box.picked.connect(self._pick)
        box.reached.connect(self._bring)
        box.show()
        return box

    def say(self, meanings: Mapping[str, Meaning]) -> None:
        """Show what each column (by its letter) is taken for."""
        for box in self._boxes:
            meaning = meanings.get(box.letter, Meaning(None, ""))
            box.setCurrentIndex(max(box.findData(meaning.field), 0))
            box.setEnabled(not meaning.fixed)
            box.setToolTip(meaning.why)
            why = f" ({meaning.why})" if meaning.why else ""
            box.setAccessibleName(f"Cột {box.letter} nhập vào mục{why}")
        self.widen()

    def widen(self) -> None:
        """Give each column the room its choice needs."""
        for column, box in enumerate(self._boxes):
            words = box.fontMetrics().horizontalAdvance(box.currentText())
            room = words + ui.theme.px(64)
            if self.sectionSize(column) < room:
                self.resizeSection(column, room)

    def box(self, letter: str) -> Choice | None:
        """The choice over one column."""
        return next((box for box in self._boxes if box.letter == letter), None)

    def sizeHint(self) -> QSize:
        """A letter, and a choice under it."""
        size = super().sizeHint()
        return QSize(size.width(), self._upper() + self._lower() + ui.theme.px(6))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw the letter above the choice."""
        painter.save()
        painter.fillRect(rect, QColor(ui.theme.HEAD))
        painter.setPen(QColor(ui.theme.LINE))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(ui.theme.SOFT))
        upper = QRect(rect.left(), rect.top(), rect.width(), self._upper())
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _upper(self) -> int:
        return self.fontMetrics().height() + ui.theme.px(4)

    def _lower(self) -> int:
        return self._boxes[0].sizeHint().height() if self._boxes else ui.theme.px(36)

    @Slot()
    def _place(self) -> None:
        """Keep the choices over their columns, in sight as far as their words need no more."""
        edge, end = ui.theme.px(3), self.viewport().width()
        for column, box in enumerate(self._boxes):
            left = self.sectionViewportPosition(column)
            width = self.sectionSize(column) - 2 * edge
            if left < end:
                words = box.fontMetrics().horizontalAdvance(box.currentText())
                least = words + ui.theme.px(_BESIDE_WORDS)
                width = min(width, max(end - left - 2 * edge, least))
            box.setGeometry(left + edge, self._upper(), width, self._lower())

    def updateGeometries(self) -> None:
        """Place the choices anew after any change of size."""
        super().updateGeometries()
        self._place()

    @Slot(str)
    def _pick(self, letter: str) -> None:
        box = self.box(letter)
        if box is not None:
            self.picked.emit(letter, box.currentData())

    @Slot(int)
    def _bring(self, column: int) -> None:
        """Bring the column of the choice that has the focus in sight."""
        row = max(self._view.rowAt(0), 0)
        self._view.scrollTo(self._view.model().index(row, column))


class _Cells(QStyledItemDelegate):
    """Cells that keep the tone of their row while it is chosen; two lines say that it is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        drawn = QStyleOptionViewItem(option)
        chosen = bool(drawn.state & QStyle.StateFlag.State_Selected)
        if chosen and index.data(Qt.ItemDataRole.BackgroundRole) is not None:
            drawn.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, drawn, index)
        if chosen:
            thick, rect = ui.theme.px(2), drawn.rect
            for top in (rect.top(), rect.bottom() + 1 - thick):
                painter.fillRect(rect.left(), top, rect.width(), thick, QColor(ui.theme.BLUE))


class Grid(QTableView):
    """The sheet; ``row_reached`` carries the sheet's row a person went to."""

    row_reached = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("intake.sheet")
        self.setAccessibleName("Trang tính")
        self.setProperty("wide", "true")  # the office's own sheet: it is scrolled sideways
        self.sheet_model = SheetModel()
        self.choices = Choices(self)
        self.setHorizontalHeader(self.choices)
        self.setModel(self.sheet_model)
        self.setItemDelegate(_Cells(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet(_CORNER)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._reach)
        ui.theme.notifier().changed.connect(self._measure)

    def show_sheet(self, sheet: exports.reading.sheet.Sheet, labels: Mapping[str, str]) -> None:
        """Show ``sheet`` with a choice of ``labels`` over each column."""
        self.clearSpans()
        self.sheet_model.show_sheet(sheet)
        self.choices.offer(labels, self.sheet_model.columnCount())
        places = {row: place for place, row in enumerate(self.sheet_model.rows)}
        for top, left, _bottom, right in sheet.merges:
            if left < right <= WIDEST and top in places and top in sheet.rows:
                self.setSpan(places[top], left - 1, 1, right - left + 1)
        self._measure()

    def select_row(self, row: int) -> None:
        """Go to the sheet's row ``row``."""
        if row in self.sheet_model.rows:
            at = self.sheet_model.rows.index(row)
            self.setCurrentIndex(self.sheet_model.index(at, 0))

    def show_from(self, row: int) -> None:
        """Let the sheet's row ``row`` be the first in sight."""
        if row in self.sheet_model.rows:
            at = self.sheet_model.index(self.sheet_model.rows.index(row), 0)
            self.scrollTo(at, QAbstractItemView.ScrollHint.PositionAtTop)

    def row(self) -> int | None:
        """The sheet's row a person is at."""
        at = self.currentIndex().row()
        return self.sheet_model.rows[at] if at >= 0 else None

    @Slot()
    def _measure(self) -> None:
        """Sizes as the scale and the words ask for."""
        metrics = self.fontMetrics()
        beside = self.verticalHeader()
        beside.setDefaultSectionSize(max(ui.theme.px(36), metrics.height() + ui.theme.px(12)))
        last = max(self.sheet_model.rows, default=1)
        beside.setFixedWidth(metrics.horizontalAdvance(f"{last}  không nhập") + ui.theme.px(28))
        sheet = self.sheet_model.sheet
        for column in range(self.sheet_model.columnCount()):
            widest = max(
                (
                    metrics.horizontalAdvance(shown(sheet, row, column + 1)[:60])
                    for row in self.sheet_model.rows[:_SAMPLE]
                    if column + 1 in sheet.rows.get(row, {})
                    and len(sheet.rows[row]) > 1  # titles over the table run over its columns
                ),
                default=0,
            )
            width = min(max(widest + ui.theme.px(16), ui.theme.px(_LEAST)), ui.theme.px(_MOST))
            self.setColumnWidth(column, width)
        self.choices.widen()

    @Slot(QModelIndex)
    def _reach(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_reached.emit(self.sheet_model.rows[index.row()])
