"""Questions in the page: answered, refused in place, left; nothing is cut and no keys are lost."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import db.errors
import tests.ui.typing_hands
import ui.asking
import ui.fields
import ui.form
import ui.scrolling

FIELDS = (
    ui.form.Field("who", "Ai", required=True),
    ui.form.Field("percent", "Tiến độ", lambda: ui.fields.Whole(0, 100)),
)


class Room:
    """A window with a button that asks, the question, and what was answered."""

    def __init__(self, qtbot: QtBot, height: int = 600) -> None:
        self.given: list[dict[str, Any]] = []
        self.fault: Exception | None = None
        self.button = QPushButton("Hỏi")
        self.asking = ui.asking.Asking("x.step")
        self.window = tests.ui.typing_hands.show_in_window(qtbot, self.button, self.asking)
        self.window.resize(500, height)

    def ask(self, fields: tuple[ui.form.Field, ...] = FIELDS) -> None:
        self.asking.ask("Ghi tiến độ", fields, "Ghi", self.take, words="Một lần mỗi tuần.")

    def take(self, given: dict[str, Any]) -> None:
        if self.fault is not None:
            raise self.fault
        self.given.append(given)

    def part(self, name: str) -> QWidget:
        found = self.window.findChildren(QWidget, f"x.step.{name}")
        return next(one for one in found if one.isVisible())

    def says(self, text: str) -> bool:
        labels = self.window.findChildren(QLabel)
        return any(text in one.text() and one.isVisible() for one in labels)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


def test_the_first_field_has_the_keys_and_tab_leads_to_the_buttons(room: Room) -> None:
    room.ask()
    for name in ("who", "percent", "do", "leave"):
        now = room.window.focusWidget()
        assert now is not None
        assert now.objectName() == f"x.step.{name}"
        QTest.keyClick(now, Qt.Key.Key_Tab)


def test_an_answer_is_taken_and_the_keys_return(room: Room) -> None:
    room.button.setFocus()
    room.ask()
    tests.ui.typing_hands.press(room.part("who"), Qt.Key.Key_unknown, "Á")
    QTest.keyClick(room.part("who"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert room.given == [{"who": "Á", "percent": None}]
    assert not room.asking.isVisible()
    assert room.button.hasFocus()


def test_what_is_missing_is_said_in_its_place(room: Room) -> None:
    room.ask()
    QTest.mouseClick(room.part("do"), Qt.MouseButton.LeftButton)
    assert room.given == []
    assert room.asking.asking()
    assert room.part("who").hasFocus()


def test_a_refusal_is_said_below_and_everything_typed_stays(room: Room) -> None:
    room.ask()
    tests.ui.typing_hands.press(room.part("who"), Qt.Key.Key_unknown, "Á")
    room.fault = db.errors.RecordError("Ngày sau hôm nay; hãy sửa.")
    QTest.keyClick(room.part("do"), Qt.Key.Key_Space)
    assert room.says("Ngày sau hôm nay; hãy sửa.")
    assert room.asking.typed()["who"] == "Á"
    room.fault = db.errors.RecordError("Thiếu tiến độ.", "percent")
    QTest.keyClick(room.part("do"), Qt.Key.Key_Space)
    assert not room.says("Ngày sau hôm nay")
    assert room.says("Thiếu tiến độ.")
    assert room.part("percent").hasFocus()


def test_a_fault_of_the_program_leaves_the_question_open(room: Room, qtbot: QtBot) -> None:
    room.ask()
    tests.ui.typing_hands.press(room.part("who"), Qt.Key.Key_unknown, "Á")
    room.fault = ZeroDivisionError()
    with qtbot.captureExceptions() as caught:
        QTest.keyClick(room.part("do"), Qt.Key.Key_Space)
    assert len(caught) == 1
    assert room.asking.typed()["who"] == "Á"


def test_escape_leaves_without_doing_it_and_leaving_twice_is_nothing(
    room: Room, qtbot: QtBot
) -> None:
    room.button.setFocus()
    room.ask()
    QTest.keyClick(room.part("percent"), Qt.Key.Key_Escape)
    assert room.given == []
    assert room.button.hasFocus()
    with qtbot.assertNotEmitted(room.asking.closed):
        room.asking.leave()


def test_what_is_begun_is_named_until_it_is_left(room: Room) -> None:
    room.ask()
    assert room.asking.unsaved() == ""
    room.asking.put_typed({"who": "Á", "gone": "x"})
    assert room.asking.unsaved() == "Phần “Ghi tiến độ” đang nhập, chưa ghi vào sổ."
    room.asking.leave()
    assert room.asking.unsaved() == ""


def test_a_question_without_fields_has_the_keys_on_its_button(room: Room) -> None:
    room.ask(())
    assert room.part("do").hasFocus()


def test_where_there_is_no_room_it_scrolls_and_tab_brings_its_button_in_sight(
    qtbot: QtBot,
) -> None:
    room = Room(qtbot, height=320)
    room.ask((*FIELDS, *(ui.form.Field(f"f{n}", f"Ô {n}") for n in range(6))))
    qtbot.waitUntil(lambda: room.asking.height() < 320)
    for _ in range(8):
        now = room.window.focusWidget()
        assert now is not None
        QTest.keyClick(now, Qt.Key.Key_Tab)
    button = room.part("do")
    assert button.hasFocus()
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect().height() == button.height())


def test_in_a_page_that_scrolls_already_it_is_as_high_as_it_needs(qtbot: QtBot) -> None:
    inner, asking = QWidget(), ui.asking.Asking("x.step")
    column = QVBoxLayout(inner)
    filler = QWidget()
    filler.setMinimumHeight(800)
    column.addWidget(asking)
    column.addWidget(filler)
    area = ui.scrolling.Scrolled(inner)
    tests.ui.typing_hands.show_in_window(qtbot, area)
    asking.ask("Hỏi", FIELDS, "Ghi", dict)
    button = next(iter(asking.findChildren(QPushButton, "x.step.do")))
    qtbot.waitUntil(
        lambda: asking.rect().contains(button.mapTo(asking, QPoint(0, button.height())))
    )
    assert button.visibleRegion().boundingRect().height() == button.height()
