"""The flow layout: lines like words, nothing wider than its place, hidden things take no room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import ui.flow
import ui.theme


@pytest.fixture
def place(qtbot: QtBot) -> tuple[QWidget, ui.flow.Flow]:
    widget = QWidget()
    flow = ui.flow.Flow(widget)
    qtbot.addWidget(widget)
    return widget, flow


def things(flow: ui.flow.Flow, count: int) -> list[QWidget]:
    made = [QWidget() for _ in range(count)]
    for thing in made:
        thing.setFixedSize(100, 32)
        flow.addWidget(thing)
    return made


def at(widget: QWidget, width: int) -> None:
    widget.resize(width, 300)
    widget.show()


def test_things_stand_on_one_line_where_there_is_room(
    place: tuple[QWidget, ui.flow.Flow],
) -> None:
    widget, flow = place
    made = things(flow, 3)
    at(widget, 316)
    assert [(one.x(), one.y()) for one in made] == [(0, 0), (108, 0), (216, 0)]
    assert flow.heightForWidth(316) == 32


def test_a_thing_without_room_begins_the_next_line(place: tuple[QWidget, ui.flow.Flow]) -> None:
    widget, flow = place
    made = things(flow, 3)
    at(widget, 315)
    assert (made[2].x(), made[2].y()) == (0, 40)
    assert flow.heightForWidth(315) == 72


def test_what_is_hidden_takes_no_room(place: tuple[QWidget, ui.flow.Flow]) -> None:
    widget, flow = place
    made = things(flow, 3)
    made[1].hide()
    at(widget, 208)
    assert (made[2].x(), made[2].y()) == (108, 0)


def test_an_expanding_thing_takes_the_rest_of_its_line(
    place: tuple[QWidget, ui.flow.Flow],
) -> None:
    widget, flow = place
    things(flow, 1)
    wide = QPushButton("rộng")
    wide.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    flow.addWidget(wide)
    at(widget, 500)
    assert (wide.x(), wide.width()) == (108, 392)
    wide.setMaximumWidth(300)
    at(widget, 501)
    assert wide.width() == 300


def test_words_wider_than_the_line_break_and_grow_downwards(
    place: tuple[QWidget, ui.flow.Flow],
) -> None:
    widget, flow = place
    words = QLabel("Nguyễn Thị Hồng Thắm chịu trách nhiệm đến kết quả cuối cùng " * 2)
    words.setWordWrap(True)
    flow.addWidget(words)
    at(widget, 160)
    assert words.width() <= 160
    assert words.height() >= words.heightForWidth(160)


def test_a_column_gives_the_lines_their_height(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    column = QVBoxLayout(outer)
    flow = ui.flow.Flow()
    column.addWidget(flow)
    below = QLabel("dưới")
    column.addWidget(below, 1)
    made = things(flow, 4)
    outer.resize(260, 400)
    outer.show()
    assert made[3].y() > made[0].y()
    assert below.y() >= made[3].geometry().bottom()


def test_the_space_follows_the_scale(place: tuple[QWidget, ui.flow.Flow]) -> None:
    _, flow = place
    ui.theme.set_scale(2.0)
    assert flow.spacing() == 16


def test_a_thing_that_is_gone_takes_no_room(place: tuple[QWidget, ui.flow.Flow]) -> None:
    widget, flow = place
    made = things(flow, 3)
    at(widget, 208)
    made[1].setParent(None)
    made[0].deleteLater()
    QApplication.sendPostedEvents(made[0], QEvent.Type.DeferredDelete)
    assert flow.heightForWidth(100) == 32


def test_what_is_shown_while_the_row_is_out_of_sight_finds_its_place(
    place: tuple[QWidget, ui.flow.Flow],
) -> None:
    widget, flow = place
    made = things(flow, 2)
    made[0].hide()
    at(widget, 316)
    widget.hide()
    made[0].show()
    widget.show()
    assert made[1].x() == 108
