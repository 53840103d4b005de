"""The sheet as it is: column letters, row numbers, its own cells, what each column is taken for.

Over each column stands a choice; beside each row number a word says what becomes of the row, and
the row has the tone of that word.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

import exports.reading.sheet
import ui.intake.choices
import ui.intake.model
import ui.theme

_LEAST, _MOST = 130, 220  # pixels at 100 % of a column
_SAMPLE = 40  # rows looked at for the width of a column
_CORNER = f"QTableCornerButton::section {{ background: {ui.theme.HEAD}; border: none; }}"


class _Cells(QStyledItemDelegate):
    """Cells that keep the tone of their row while it is chosen; two lines say that it is."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: ui.intake.model.Index
    ) -> None:
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
        self.sheet_model = ui.intake.model.SheetModel()
        self.choices = ui.intake.choices.Choices(self)
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
            if left < right <= ui.intake.model.WIDEST and top in places and top in sheet.rows:
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
                    metrics.horizontalAdvance(ui.intake.model.shown(sheet, row, column + 1)[:60])
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
