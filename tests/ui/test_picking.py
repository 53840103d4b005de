"""Lists to pick from: seen whole while open, never changed by the wheel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands as hands
import ui.picking

LONG = "Chi bộ Trường Trung học cơ sở và Trung học phổ thông Vĩnh Ngưỡng"


@pytest.fixture
def picker(qtbot: QtBot) -> ui.picking.Picker:
    made = ui.picking.Picker("form.unit", "Đơn vị")
    made.addItems(["Một", LONG])
    hands.show_in_window(qtbot, made, width=200)
    return made


def test_a_long_entry_widens_the_open_list_and_not_its_place(
    picker: ui.picking.Picker, qtbot: QtBot
) -> None:
    assert picker.width() <= 200
    picker.showPopup()
    qtbot.waitUntil(picker.view().isVisible)
    assert picker.view().width() >= picker.fontMetrics().horizontalAdvance(LONG)
    picker.hidePopup()


def test_a_wheel_turned_over_it_changes_nothing(picker: ui.picking.Picker) -> None:
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(picker.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picker, turned)
    assert picker.currentText() == "Một"
    assert not turned.isAccepted()
