"""Lists: rows from SQL, chosen by mouse and keys alike, never wider than their place.

A page names its ``Column``s and a ``Source`` (a listing bound to the page's filters) and puts a
``RecordTable`` in its layout. The list reads itself when first shown; ``reload`` after a change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
)

import db.text
import ui.table.cells
import ui.table.clipboard
import ui.table.headings
import ui.table.layout
import ui.table.model
import ui.table.place
import ui.theme

Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """One column of a list and how it is read from a row.

    ``weight`` is its part of the width left over; ``need`` says which columns a narrow window
    keeps (the lowest goes first); ``order`` is a key of the source's orders, "" cannot be sorted
    by. ``chip`` gives words and their tone, or None where ``text`` is shown; ``sub`` a soft second
    line.
    """

    name: str
    title: str
    weight: int
    text: Callable[[Row], str]
    chip: Callable[[Row], tuple[str, ui.theme.Tone] | None] | None = None
    order: str = ""
    need: int = 0
    sub: Callable[[Row], str] | None = None


class Source(Protocol):
    """Where a list comes from; the page keeps its filters behind it."""

    def ids(self, order: str, descending: bool, /) -> list[int]:
        """All ids in that order; "" is the list's own, in which what hurts stands first."""

    def rows(self, ids: Sequence[int], /) -> list[Row]:
        """The records that are still there, each with its ``id``."""


OWN_ORDER = "Trở về thứ tự ban đầu"


class RecordTable(QTableView):
    """A list of records.

    Arrows, Home, End, PageUp and PageDown move; with Shift or Ctrl several rows are chosen; Enter
    opens; Ctrl+C copies the rows for a spreadsheet; the menu key is a right click; Ctrl+Shift+S
    offers the orders. Typing letters does nothing: a search through all rows would read them all.
    """

    chosen = Signal(int)  # the id of the row a person (or select_id) went to
    opened = Signal(int)  # Enter or a double click on that id
    menu_wanted = Signal(int, QPoint)  # right click or menu key: id, where on the screen
    copied = Signal(int)  # how many rows now lie on the clipboard

    def __init__(
        self,
        columns: Sequence[Column],
        source: Source,
        name: str,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._empty = ""
        self._told: int | None = None
        self._loaded = self._renewing = False
        self._order = ""  # the list's own
        self._descending = False
        self._records = ui.table.model.RecordModel(columns, source, self)
        self._copying = ui.table.clipboard.Copying(tuple(columns), source, self)
        self._build()
        self._connect()
        self._measure()

    def reload(self, keep: bool = True) -> None:
        """Read the list anew; with ``keep`` the chosen rows and the place in it stay.

        Never takes the focus. A row that is no longer in the list is no longer chosen.

        Raises: what the source raises; the list then stays as it was.
        """
        self._renew(keep=keep, scroll=keep)

    def sort_by(self, order: str, descending: bool | None = None) -> None:
        """Sort by a column's order; asked again for the same one, the other way round."""
        if descending is None:
            turned = order == self._order and order != ""
            descending = turned and not self._descending
        before = self._order, self._descending
        self._order, self._descending = order, descending
        try:
            self._renew(keep=True, scroll=False)
        except Exception:
            self._order, self._descending = before
            raise

    def select_id(self, number: int) -> bool:
        """Choose the row of a record and bring it into sight; False when it is not in the list."""
        self._ensure_loaded()
        row = self._records.row_of(number)
        if row is not None:
            self.select_row(row)
        return row is not None

    def select_row(self, row: int) -> None:
        """Choose the row at ``row``, or the last before it, and bring it into sight, if any is."""
        self._ensure_loaded()
        index = self._records.index(min(max(0, row), self.count() - 1), self._columns.first())
        # Not Qt's own: while Ctrl or Shift is held (Ctrl+Enter led here) they would add the row.
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
        rows = QItemSelectionModel.SelectionFlag.Rows
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, chosen | rows)
            self.scrollTo(index)

    def current_id(self) -> int | None:
        """The id of the row the keyboard is on, None when it is on none."""
        return self._records.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[int]:
        """The ids of the chosen rows in the order of the list."""
        return ui.table.place.selected(self, self._records)

    def unmark(self) -> None:
        """Choose no row; the keyboard stays where it is, and to come back to its row is told."""
        self.clearSelection()
        self._told = None

    def count(self) -> int:
        """How many records the list holds."""
        self._ensure_loaded()
        return self._records.rowCount()

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, as a spreadsheet takes them; none: nothing."""
        self._copying.start(self.selected_ids())

    def set_empty(self, sentence: str) -> None:
        """What stands in the place of rows when there are none."""
        self._empty = sentence
        self.viewport().update()

    def add_orders(self, menu: QMenu) -> None:
        """Add "Sắp xếp theo …" for each sortable column to ``menu``, the order of now ticked."""
        group = QActionGroup(menu)
        group.triggered.connect(self._order_picked)
        orders = {column.order: column for column in self._records.columns if column.order}
        words = {order: ui.table.model.sort_words(column) for order, column in orders.items()}
        if words:
            words = {"": OWN_ORDER, **words}
        for order, said in words.items():
            action = QAction(db.text.begun(said), group)
            action.setObjectName(f"{self.objectName()}.order.{order or 'own'}")
            action.setData(order)
            action.setCheckable(True)
            action.setChecked(order == self._order)
            menu.addAction(action)

    @Slot()
    def open_orders(self) -> None:
        """Offer the orders in a menu under the headings."""
        self._open_orders(self.viewport().mapToGlobal(QPoint(0, 0)))

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Qt's question: where a key leads. Home and End are the list's ends, not the row's."""
        rows, column = self._records.rowCount(), max(0, self.currentIndex().column())
        if cursorAction == QAbstractItemView.CursorAction.MoveHome and rows:
            return self._records.index(0, column)
        if cursorAction == QAbstractItemView.CursorAction.MoveEnd and rows:
            return self._records.index(rows - 1, column)
        return super().moveCursor(cursorAction, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies; the first arrow in a list takes the row it stands on."""
        number = self.current_id()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if number is not None:
                self.opened.emit(number)
        elif (
            event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
            and number is not None
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and not self.selectionModel().hasSelection()
        ):
            self.setCurrentIndex(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing letters leads nowhere: it would read every row of the list."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Right click and menu key: the row's menu; beside the rows the orders."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index, place = self.indexAt(event.pos()), event.globalPos()
        else:
            index = self.currentIndex()
            middle = self.visualRect(index).center()
            place = self.viewport().mapToGlobal(QPoint(ui.theme.px(32), middle.y()))
        number = self._records.id_at(index.row()) if index.isValid() else None
        if number is None:
            self._open_orders(place)
        else:
            self.menu_wanted.emit(number, place)
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Read on first sight; the font may have changed while out of sight."""
        self._ensure_loaded()
        self._measure()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._columns.look()
        self._columns.share()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or the sentence that says why there are none."""
        super().paintEvent(event)
        if self._empty and self._loaded and not self._records.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(ui.theme.SOFT))
            edge = ui.theme.px(16)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                self.viewport().rect().adjusted(edge, edge, -edge, -edge), flags, self._empty
            )
            painter.end()

    @Slot()
    def _measure(self) -> None:
        """Take the font and the scale of now, and lay everything out."""
        place = ui.table.place.of(self, self._records)
        self._cells.measure()
        self._headings.measure()
        self.verticalHeader().setDefaultSectionSize(self._cells.row_height())
        self.verticalScrollBar().setSingleStep(self._cells.row_height())
        self._columns.forget()
        self._go_to(place)
        self._columns.look()
        self._columns.share()

    @Slot()
    def _scrolled(self) -> None:
        if self._columns.look():
            self._columns.share()

    @Slot(int)
    def _heading_clicked(self, section: int) -> None:
        if order := self._records.columns[section].order:
            self.sort_by(order)

    @Slot(QPoint)
    def _heading_menu(self, at: QPoint) -> None:
        self._open_orders(self._headings.mapToGlobal(at))

    @Slot(QAction)
    def _order_picked(self, action: QAction) -> None:
        self.sort_by(str(action.data()))

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        number = self._records.id_at(index.row())
        if number is not None:
            self.opened.emit(number)

    @Slot()
    def _tell(self) -> None:
        """Say which record was gone to, once; a row passed with Ctrl is not gone to."""
        if self._renewing:
            return
        number = self.current_id()
        if number is None or not self.selectionModel().isSelected(self.currentIndex()):
            return
        if number != self._told:
            self._told = number
            self.chosen.emit(number)

    def _build(self) -> None:
        self._headings = ui.table.headings.Headings(self._records, self)
        self.setHorizontalHeader(self._headings)
        self._cells = ui.table.cells.Cells(self)
        self.setItemDelegate(self._cells)
        self.setModel(self._records)
        self._columns = ui.table.layout.Columns(self, self._records, self._cells, self._headings)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(1)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab leaves the list
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._headings.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        ui.theme.notifier().changed.connect(self._measure)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._headings.sectionClicked.connect(self._heading_clicked)
        self._headings.customContextMenuRequested.connect(self._heading_menu)
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().currentChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._tell)
        self._copying.copied.connect(self.copied)
        keys = QShortcut(QKeySequence("Ctrl+Shift+S"), self)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.open_orders)

    def _ensure_loaded(self) -> None:
        if not self._loaded:
            self.reload(keep=False)

    def _renew(self, *, keep: bool, scroll: bool) -> None:
        """Read the list, then find the chosen rows and (with ``scroll``) the place again."""
        place = ui.table.place.of(self, self._records)
        self._renewing = True
        try:
            reset = self._records.load(self._order, descending=self._descending)
            self._loaded = True
            if not keep:
                self.clearSelection()
                self.setCurrentIndex(QModelIndex())
            elif reset:
                ui.table.place.choose_again(self, self._records, place)
        finally:
            self._renewing = False
        self._told = place.current if keep and self.current_id() == place.current else None
        if scroll:
            self._go_to(place)
        else:
            self.scrollToTop()
        self._columns.forget()
        self._columns.look()
        self._columns.share()

    def _go_to(self, place: ui.table.place.Place) -> None:
        """Scroll so that the row that stood at the top stands there again."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        height = self._cells.row_height()
        self.verticalScrollBar().setValue(ui.table.place.scroll(self._records, place, height))

    def _open_orders(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName(f"{self.objectName()}.orders")
        self.add_orders(menu)
        if menu.actions():
            menu.popup(place)
        else:
            menu.deleteLater()
