"""The room a form takes: columns, targets large enough, nothing cut, nothing out of sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

import ui.scrolling
import ui.theme
from tests.ui import forms, typing_hands


def test_two_columns_where_there_is_room_and_one_where_there_is_not(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record(), width=900, columns=2)
    due, percent = form.editor("due"), form.editor("percent")

    def beside() -> bool:
        at = [one.mapTo(form, QPoint()) for one in (due, percent)]
        return at[0].y() == at[1].y() and at[0].x() < at[1].x()

    qtbot.waitUntil(beside)
    form.window().resize(450, 600)
    qtbot.waitUntil(lambda: not beside())
    assert due.mapTo(form, QPoint()).y() < percent.mapTo(form, QPoint()).y()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_every_target_can_be_hit_and_nothing_is_wider_than_its_place(
    qtbot: QtBot, scale: float
) -> None:
    ui.theme.set_scale(scale)
    form = forms.alone(forms.Record())
    form.say_error("who", "Không có ai tên như vậy trong danh sách; hãy gõ một phần tên rồi chọn.")
    area = ui.scrolling.Scrolled(form)
    window = typing_hands.show_in_window(qtbot, area, width=round(400 * scale))
    QApplication.processEvents()
    for field in forms.FIELDS:
        inner = form.editor(field.name).inner()
        assert inner.height() >= ui.theme.px(32)
        right = inner.mapTo(window, QPoint(inner.width(), 0)).x()
        assert right <= window.width()
    for label in form.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width())


def test_what_has_the_focus_is_brought_in_sight(qtbot: QtBot) -> None:
    form = forms.alone(forms.Record())
    area = ui.scrolling.Scrolled(form)
    window = typing_hands.show_in_window(qtbot, area)
    window.resize(400, 200)
    QApplication.processEvents()
    form.focus("state")
    inner = form.editor("state").inner()
    assert not inner.visibleRegion().isEmpty()
    assert area.horizontalScrollBar().maximum() == 0 or not area.horizontalScrollBar().isVisible()
    form.focus("work")
    assert area.verticalScrollBar().value() == 0


def test_a_button_below_stays_under_the_mouse_while_it_is_pressed(qtbot: QtBot) -> None:
    """The sentence that appears on leaving must not move the button away before it is let go."""
    form = forms.made(qtbot, forms.Record())
    window = form.window()
    button = QPushButton("Hoàn thành")
    column = window.layout()
    assert isinstance(column, QVBoxLayout)
    column.addWidget(button)
    column.addStretch(1)
    QApplication.processEvents()
    forms.fill(form, "due", "31/2")
    before = button.mapTo(window, QPoint())
    center = button.rect().center()
    with qtbot.waitSignal(button.clicked):
        QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=center)
        button.setFocus(Qt.FocusReason.MouseFocusReason)
        QApplication.processEvents()
        assert button.mapTo(window, QPoint()) == before
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=center)
    qtbot.waitUntil(lambda: "31/2" in forms.error_shown(form, "due"))
