"""The book locks itself after so many minutes without a touch, and never while somebody types."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

import ui.locking


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def timer(lock: ui.locking.IdleLock) -> QTimer:
    found = lock.findChild(QTimer, "idle")
    assert isinstance(found, QTimer)
    return found


def test_it_locks_when_the_time_is_up(qtbot: QtBot, field: QLineEdit) -> None:
    lock = ui.locking.IdleLock()
    lock.start(15)
    assert field.isVisible()
    assert timer(lock).interval() == 15 * 60_000
    with qtbot.waitSignal(lock.locked):
        timer(lock).start(1)
    assert not lock.running()


def test_zero_minutes_is_never(field: QLineEdit) -> None:
    lock = ui.locking.IdleLock()
    lock.start(0)
    assert not lock.running()
    lock.touch()
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert not lock.running()


@pytest.mark.parametrize("touch", ["key", "mouse", "wheel"])
def test_a_touch_starts_the_minutes_anew(field: QLineEdit, touch: str) -> None:
    lock = ui.locking.IdleLock()
    lock.start(15)
    timer(lock).setTimerType(Qt.TimerType.PreciseTimer)
    timer(lock).start(60_000)
    QTest.qWait(20)
    before = timer(lock).remainingTime()
    assert before < 60_000 - 10
    window = field.windowHandle()
    if touch == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    elif touch == "mouse":
        QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    else:
        QTest.wheelEvent(window, QPointF(5, 5), QPoint(0, 120))
    assert timer(lock).remainingTime() > before


def test_a_second_window_is_listened_to_and_may_go_away(qtbot: QtBot, field: QLineEdit) -> None:
    lock = ui.locking.IdleLock()
    lock.start(15)
    other = QLineEdit()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    other.deleteLater()
    del other
    QTest.qWait(1)
    field.activateWindow()
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_B)
    assert field.text() == "b"
    assert lock.running()


def test_stopped_it_does_not_lock(field: QLineEdit) -> None:
    lock = ui.locking.IdleLock()
    lock.start(15)
    lock.stop()
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert not lock.running()
