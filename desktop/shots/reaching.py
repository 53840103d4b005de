"""What hands can reach: widgets with their words, cells, menu entries, and what lies over them.

Nothing here waits or touches: it says what there is now.
"""

from __future__ import annotations

import gc
import itertools

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


def middle(widget: QWidget) -> QPoint:
    """The middle of a widget, or where that is out of sight, of what is in sight of it."""
    seen, centre = widget.visibleRegion().boundingRect(), widget.rect().center()
    return centre if seen.contains(centre) else seen.center()


def over(widget: QWidget) -> str:
    """What keeps the mouse from a widget; "" where nothing does."""
    window = widget.window()
    at = widget.mapTo(window, middle(widget))
    top = window.childAt(at) if window is not widget else widget
    hidden = widget.visibleRegion().isEmpty()
    if not hidden and (top is widget or (top is not None and widget.isAncestorOf(top))):
        return ""
    return top.objectName() or type(top).__name__ if top is not None else "nothing"


def widgets() -> list[QWidget]:
    """Every widget there is; none may be collected while their list is turned into Python's."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return QApplication.allWidgets()
    finally:
        if collects:
            gc.enable()


def text_on(widget: QWidget) -> str | None:
    """The words a widget shows itself; None for one that shows none."""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().replace("&", "")
    if isinstance(widget, QLineEdit):
        return widget.displayText()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractItemView):
        return "\n".join(_rows(widget))
    return None


def _rows(view: QAbstractItemView) -> list[str]:
    """What stands in each row of a list, its cells parted by tabs."""
    model = view.model()
    if model is None:
        return []
    across = range(_columns(model))
    return [
        "\t".join(str(model.index(row, column).data() or "") for column in across)
        for row in range(model.rowCount(QModelIndex()))
    ]


def _columns(model: QAbstractItemModel) -> int:
    """How many columns there are; Qt does not let a plain list be asked."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())


def cell(view: QAbstractItemView, text: str) -> QModelIndex:
    """The first cell with ``text`` in it that the view shows; an invalid index if none has it."""
    model: QAbstractItemModel | None = view.model()
    if model is None:
        return QModelIndex()
    top = QModelIndex()
    places = itertools.product(range(model.rowCount(top)), range(_columns(model)))
    for row, column in places:
        index = model.index(row, column)
        said = f"{index.data() or ''}\n{index.data(Qt.ItemDataRole.ToolTipRole) or ''}"
        if text in said and not view.visualRect(index).isEmpty():
            return index
    return QModelIndex()


def entries(text: str) -> list[tuple[QMenu, QAction]]:
    """The visible menus' entries that read ``text``."""
    return [
        (menu, action)
        for menu in QApplication.topLevelWidgets()
        if isinstance(menu, QMenu) and menu.isVisible()
        for action in menu.actions()
        if text in action.text().replace("&", "") and action.isEnabled()
    ]
