"""A widget in a cycle is never destroyed by a job's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

import ui.desk
import ui.page
import ui.tidying


class Cycle(QObject):
    """An object that only the clearing away of cycles can free."""

    def __init__(self) -> None:
        super().__init__()
        self.own = self


@pytest.fixture
def tidying(qapp: QApplication) -> Iterator[ui.tidying.Tidying]:
    assert qapp
    made = ui.tidying.Tidying()
    yield made
    made.stop()


def busy() -> None:
    """Allocate far beyond every threshold."""
    for _ in range(200):
        kept = [[number] for number in range(1000)]
        assert kept


def test_another_thread_clears_nothing_away(tidying: ui.tidying.Tidying) -> None:
    gone = threading.Event()
    left = weakref.finalize(Cycle(), gone.set)
    thread = threading.Thread(target=busy)
    thread.start()
    thread.join()
    assert left.alive
    tidying.look()
    gc.collect()
    assert gone.is_set()


def test_python_has_its_work_back_afterwards(qapp: QApplication) -> None:
    assert qapp
    made = ui.tidying.Tidying()
    assert not gc.isenabled()
    made.stop()
    assert gc.isenabled()


def mixed() -> QWidget:
    """A window with what hands its keys on, what has inner parts of Qt's making, and a group."""
    window = QWidget()
    column = QVBoxLayout(window)
    inner = QWidget()
    QVBoxLayout(inner).addWidget(QPlainTextEdit())
    area, spin, box, pressed = QScrollArea(), QSpinBox(), QComboBox(), QPushButton("Kỳ này")
    area.setWidget(inner)
    box.setEditable(True)
    pressed.setCheckable(True)
    group = QButtonGroup(window)
    group.addButton(pressed)
    for one in (area, spin, box, pressed, QTableView()):
        column.addWidget(one)
    return window


def tab_to_and_fro(window: QWidget) -> int:
    """At each widget of the window Tab, Shift+Tab and Tab again; how many there are."""
    number, one = 0, ui.page.following(window)
    while one is not None and one is not window:
        ui.page.is_stop(one)
        ui.desk._is_beside_the_pressed_one(one)
        before = ui.page.following(one, forward=False)
        assert before is not None
        one, number = ui.page.following(ui.page.following(before) or one), number + 1
    return number


def test_what_tab_passes_to_and_fro_is_never_cleared_away(tidying: ui.tidying.Tidying) -> None:
    window = mixed()
    tidying.look()
    gc.collect()
    passed = tab_to_and_fro(window)
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        rings = [one for one in gc.garbage if isinstance(one, QObject) and shiboken6.isValid(one)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert rings == []
    assert tab_to_and_fro(window) == passed > 10
