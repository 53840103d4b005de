"""A widget in a cycle is never destroyed by a job's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

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
