"""Choices and ticks: the wheel changes nothing, a pick counts at once, stepping on leaving."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands as hands
import ui.fields
import ui.theme

LABELS = {"assigned": "đã giao", "done": "hoàn thành", None: "chưa rõ"}


def turn_wheel(widget: QWidget) -> bool:
    """Whether a wheel turned over ``widget`` was taken by it."""
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(widget.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_choice_keeps_keys_and_shows_words() -> None:
    field = ui.fields.Choice(LABELS)
    assert field.value() is None
    assert field.typed() == ""
    field.put("done")
    assert (field.value(), field.typed()) == ("done", "hoàn thành")
    assert not field.modified()


def test_a_stored_value_that_is_not_offered_is_not_lost() -> None:
    field = ui.fields.Choice(LABELS)
    field.put("waiting")
    assert (field.value(), field.typed()) == ("waiting", "waiting")
    field.put("done")
    assert field.box.count() == len(LABELS)


def test_the_wheel_changes_no_choice(qtbot: QtBot) -> None:
    field = ui.fields.Choice(LABELS)
    field.put("assigned")
    hands.show_in_window(qtbot, field)
    assert not turn_wheel(field.box)
    assert field.value() == "assigned"


def test_arrows_step_without_saving_each_step(qtbot: QtBot) -> None:
    field = ui.fields.Choice(LABELS)
    field.put("assigned")
    hands.show_in_window(qtbot, field)
    with qtbot.assertNotEmitted(field.chosen), qtbot.waitSignal(field.edited):
        QTest.keyClick(field.box, Qt.Key.Key_Down)
    assert field.value() == "done"
    assert field.modified()
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field.box, Qt.Key.Key_Return)


def test_a_pick_from_the_open_list_counts_at_once(qtbot: QtBot) -> None:
    field = ui.fields.Choice(LABELS)
    hands.show_in_window(qtbot, field)
    with qtbot.waitSignal(field.chosen):
        field.box.setCurrentIndex(1)
        field.box.activated.emit(1)  # what the list says when an entry is clicked
    assert field.value() == "done"


def test_a_tick_is_made_by_its_words_too_and_can_be_hit(qtbot: QtBot) -> None:
    field = ui.fields.Tick("Không thuộc bí mật nhà nước")
    field.describe("Bí mật", "")
    hands.show_in_window(qtbot, field)
    assert field.check.height() >= ui.theme.px(32)
    assert field.value() is False
    with qtbot.waitSignal(field.chosen):
        QTest.mouseClick(field._words, Qt.MouseButton.LeftButton)
    assert field.value() is True
    with qtbot.waitSignal(field.chosen):
        QTest.keyClick(field.check, Qt.Key.Key_Space)
    assert field.value() is False
    assert field.check.accessibleName() == "Bí mật: Không thuộc bí mật nhà nước"


def test_a_tick_that_is_put_is_nobodys_choice(qtbot: QtBot) -> None:
    field = ui.fields.Tick("Đã kiểm tra")
    with qtbot.assertNotEmitted(field.chosen):
        field.put(True)
    assert field.value() is True
    assert not field.modified()
