"""The header: title, search box and actions beside or below each other, none of them cut."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

import ui.header
import ui.search
import ui.session
import ui.theme

SIDEBAR = 476  # pixels at 200 % that an open sidebar and the edges take of the window


def header(
    session: ui.session.Session, qtbot: QtBot, width: int
) -> tuple[ui.header.Header, list[QWidget]]:
    """The header of a meeting being held, at 200 % and so wide."""
    ui.theme.set_scale(2.0)
    place = QWidget()
    qtbot.addWidget(place)
    made = ui.header.Header(ui.search.SearchBox(session))
    made.setParent(place)
    made.title.setText("Sinh hoạt thường kỳ tháng 11/2026")
    actions: list[QWidget] = [
        ui.theme.button("Tạm dừng", "pause"),
        ui.theme.button("Kết thúc, xem biên bản", "finish", "primary"),
    ]
    place.show()
    at_width(made, qtbot, width)
    made.arrange(actions, narrow=True)
    at_width(made, qtbot, width)
    return made, actions


def at_width(made: ui.header.Header, qtbot: QtBot, width: int) -> None:
    made.resize(width, made.heightForWidth(width) if made.hasHeightForWidth() else 300)
    made.show()
    qtbot.wait(1)


def assert_whole(made: ui.header.Header, actions: list[QWidget]) -> None:
    """Every action has the room it needs, inside the header."""
    for one in actions:
        assert one.width() >= one.sizeHint().width()
        assert one.geometry().right() < made.width()
        assert one.geometry().left() >= 0


@pytest.mark.parametrize("width", [1322, 1366 - SIDEBAR, 1280 - SIDEBAR, 700])
def test_no_action_is_cut_however_little_room_there_is(
    session: ui.session.Session, qtbot: QtBot, width: int
) -> None:
    made, actions = header(session, qtbot, width)
    assert made.minimumSizeHint().width() <= width
    assert_whole(made, actions)


def test_beside_an_open_sidebar_the_search_box_gives_way_before_a_row_more_is_taken(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    made, actions = header(session, qtbot, 1366 - SIDEBAR)
    box = made.findChild(ui.search.SearchBox)
    assert box is not None
    assert box.y() == actions[0].y()
    assert box.fontMetrics().horizontalAdvance(box.placeholderText()) < box.width()


def test_where_the_room_changes_the_parts_are_put_anew(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    made, actions = header(session, qtbot, 2200)
    assert actions[0].y() < made.title.geometry().bottom()
    at_width(made, qtbot, 700)
    at_width(made, qtbot, 700)
    assert actions[0].y() > made.title.geometry().bottom()
    assert_whole(made, actions)
    assert isinstance(actions[0], QPushButton)
