"""A place that scrolls keeps in sight what has the keys, and what was said last."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import ui.fields
import ui.scrolling
import ui.theme
from tests.ui import typing_hands


class Room:
    """A window with a place that scrolls: buttons below each other, and a label on top."""

    def __init__(self, qtbot: QtBot, count: int = 12) -> None:
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.label = ui.theme.label("Một câu.")
        self.column.addWidget(self.label)
        self.buttons = [QPushButton(f"Nút {number}") for number in range(count)]
        for button in self.buttons:
            button.setMinimumHeight(40)
            self.column.addWidget(button)
        self.area = ui.scrolling.Scrolled(inner)
        self.window = typing_hands.show_in_window(qtbot, self.area)
        self.window.resize(400, 250)
        settle()

    def sees(self, one: QWidget) -> bool:
        """Whether all of it is in sight."""
        return one.visibleRegion().boundingRect() == one.rect()

    def turn_wheel(self, notches: int) -> None:
        """Turn the wheel over the middle, up (1) or down (-1)."""
        view = self.area.viewport()
        at, none = QPointF(view.rect().center()), QPoint()
        turned = QWheelEvent(
            at, view.mapToGlobal(at), none, QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, turned)
        settle()


def settle() -> None:
    """Let the layout and what waits for it come."""
    QTest.qWait(1)
    QTest.qWait(1)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


def test_what_has_the_keys_stays_in_sight_when_something_above_grows(room: Room) -> None:
    room.buttons[6].setFocus()
    assert room.sees(room.buttons[6])
    room.label.setText("Một câu dài hơn nhiều. " * 12)
    settle()
    assert room.sees(room.buttons[6])


def test_what_has_the_keys_stays_in_sight_when_the_place_shrinks(room: Room) -> None:
    room.buttons[3].setFocus()
    room.window.resize(400, 120)
    settle()
    assert room.sees(room.buttons[3])


def test_what_has_the_keys_is_in_sight_though_the_rest_came_later(room: Room) -> None:
    room.buttons[2].setFocus()
    for _ in range(4):
        room.column.insertWidget(0, ui.theme.label("Điều phải làm ngay. " * 12))
    settle()
    assert room.sees(room.buttons[2])


def test_what_the_person_scrolled_away_is_not_brought_back(room: Room) -> None:
    room.buttons[0].setFocus()
    room.turn_wheel(-3)
    at = room.area.verticalScrollBar().value()
    assert at > 0
    assert not room.sees(room.buttons[0])
    room.column.addWidget(ui.theme.label("Thêm một câu ở cuối."))
    settle()
    assert room.area.verticalScrollBar().value() == at
    QTest.keyClick(room.buttons[0], Qt.Key.Key_Tab)
    assert room.sees(room.buttons[1])


def test_what_the_person_scrolled_and_still_sees_stays_in_sight(room: Room) -> None:
    room.buttons[4].setFocus()
    room.turn_wheel(-1)
    assert room.sees(room.buttons[4])
    room.label.setText("Một câu dài hơn nhiều. " * 12)
    settle()
    assert room.sees(room.buttons[4])


def test_what_was_said_comes_in_sight_and_stays_though_the_keys_are_elsewhere(room: Room) -> None:
    room.buttons[0].setFocus()
    said = ui.theme.label("Không ghi được; hãy chọn nơi khác.", "error")
    room.column.addWidget(said)
    ui.scrolling.bring_soon(said)
    settle()
    assert room.sees(said)
    said.setText("Không ghi được; hãy chọn nơi khác. " * 5)
    settle()
    assert room.sees(said)
    assert not room.sees(room.buttons[0])
    room.buttons[1].setFocus()
    assert room.sees(room.buttons[1])


def test_what_was_said_and_is_gone_is_not_looked_for(room: Room) -> None:
    said = ui.theme.label("Một câu.")
    room.column.addWidget(said)
    ui.scrolling.bring_soon(said)
    settle()
    bar = room.area.verticalScrollBar()
    assert room.sees(said)
    said.hide()
    settle()
    at = bar.value()
    assert at == bar.maximum()
    room.column.addWidget(ui.theme.label("Một câu khác. " * 12))
    settle()
    assert bar.value() == at < bar.maximum()


def test_what_is_higher_than_its_place_is_shown_from_where_one_comes(room: Room) -> None:
    high = QWidget()
    high.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    high.setFixedHeight(600)
    room.column.insertWidget(4, high)
    settle()
    bar = room.area.verticalScrollBar()
    room.buttons[0].setFocus()
    high.setFocus()
    assert bar.value() == high.y()
    room.area.bring(high)
    assert bar.value() == high.y()
    room.buttons[-1].setFocus()
    high.setFocus()
    assert bar.value() + room.area.viewport().height() == high.y() + high.height()


def caret_seen(editor: ui.fields.Long) -> bool:
    """Whether the line the caret stands in is in sight."""
    sheet = editor.sheet
    view = sheet.viewport()
    caret = QRect(view.mapTo(sheet, sheet.cursorRect().topLeft()), sheet.cursorRect().size())
    return sheet.visibleRegion().boundingRect().contains(caret)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_caret_of_a_long_text_is_in_sight_where_one_writes(qtbot: QtBot, scale: float) -> None:
    ui.theme.set_scale(scale)
    inner, editor = QWidget(), ui.fields.Long()
    column = QVBoxLayout(inner)
    above = ui.theme.label("Một câu.")
    for one in (above, editor, QPushButton("Nút")):
        column.addWidget(one)
    editor.put("\n".join(f"Dòng {number}" for number in range(12)))
    area = ui.scrolling.Scrolled(inner)
    window = typing_hands.show_in_window(qtbot, area)
    window.resize(400, 250)
    editor.sheet.setFocus()
    settle()
    QTest.keySequence(editor.sheet, "Ctrl+End")
    settle()
    assert caret_seen(editor)
    bar = area.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    assert not caret_seen(editor)
    QTest.keyClicks(editor.sheet, "n")
    settle()
    assert caret_seen(editor)
    above.setText("Một câu dài hơn nhiều. " * 12)
    settle()
    assert caret_seen(editor)
    QTest.keySequence(editor.sheet, "Ctrl+Home")
    settle()
    assert caret_seen(editor)


@pytest.mark.parametrize("key", ["n", "Right"])
def test_a_line_that_the_wheel_took_away_comes_back_where_one_writes(room: Room, key: str) -> None:
    line = ui.fields.Line()
    room.column.insertWidget(1, line)
    line.put("một dòng")
    settle()
    line.entry.setFocus()
    line.entry.home(False)
    settle()
    room.turn_wheel(-9)
    assert not room.sees(line.entry)
    QTest.keySequence(line.entry, key)
    assert room.sees(line.entry)


@pytest.mark.parametrize(("high", "whole"), [(400, True), (120, False)])
def test_the_largest_part_that_fits_comes_in_sight(qtbot: QtBot, high: int, whole: bool) -> None:
    room = Room(qtbot, 12)
    parts = [ui.scrolling.Part(), ui.scrolling.Part()]  # five buttons around two
    outer, inner = (QVBoxLayout(one) for one in parts)
    for button in room.buttons[1:6]:
        outer.addWidget(button)
    outer.insertWidget(3, parts[1])
    for button in room.buttons[6:8]:
        inner.addWidget(button)
    room.column.insertWidget(2, parts[0])
    room.window.resize(400, high)
    settle()
    room.area.verticalScrollBar().setValue(room.area.verticalScrollBar().maximum())
    room.buttons[6].setFocus()
    settle()
    assert all(room.sees(one) for one in room.buttons[6:8])
    assert all(room.sees(one) for one in room.buttons[1:6]) is whole
