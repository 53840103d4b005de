"""Lines that lead somewhere: by mouse, Enter and Space, and they keep the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands
import ui.links


def lines(count: int = 3) -> list[ui.links.Link]:
    return [
        ui.links.Link(f"x.{at}", ("tasks", at + 1), f"Việc {at}", "Quá hạn", "red")
        for at in range(count)
    ]


@pytest.fixture
def links(qtbot: QtBot) -> ui.links.Links:
    made = ui.links.Links("x")
    made.show_lines(lines())
    tests.ui.typing_hands.show_in_window(qtbot, made)
    return made


def line(links: ui.links.Links, at: int) -> ui.links.Link:
    found = links.findChildren(ui.links.Link, f"x.{at}")
    return next(one for one in found if one.isVisible())


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_opens_what_the_line_leads_to(
    links: ui.links.Links, qtbot: QtBot, key: Qt.Key
) -> None:
    with qtbot.waitSignal(links.opened) as opened:
        QTest.keyClick(line(links, 1), key)
    assert opened.args == ["tasks", 2]


def test_a_press_that_is_let_go_elsewhere_opens_nothing(
    links: ui.links.Links, qtbot: QtBot
) -> None:
    one = line(links, 0)
    with qtbot.assertNotEmitted(links.opened):
        QTest.mousePress(one, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(one, Qt.MouseButton.LeftButton, pos=QPoint(5, one.height() + 40))
    with qtbot.waitSignal(links.opened) as opened:
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert opened.args == ["tasks", 1]


def test_lines_made_anew_keep_the_keys_in_their_place(links: ui.links.Links) -> None:
    line(links, 2).setFocus()
    links.show_lines(lines(2))
    assert line(links, 1).hasFocus()


def test_where_there_is_none_it_is_said(links: ui.links.Links, qtbot: QtBot) -> None:
    links.show_lines([], "Không có việc nào.")
    assert all(one.isHidden() for one in links.findChildren(ui.links.Link))
    words = links.findChildren(QLabel)[-1]
    qtbot.waitUntil(words.isVisible)
    assert words.text() == "Không có việc nào."


def test_a_screen_reader_gets_both_parts(links: ui.links.Links) -> None:
    assert line(links, 0).accessibleName() == "Việc 0. Quá hạn"


def test_tab_meets_lines_made_anew_where_they_stand(links: ui.links.Links, qtbot: QtBot) -> None:
    before, after = QPushButton("Trước"), QPushButton("Sau")
    window = tests.ui.typing_hands.show_in_window(qtbot, before, links, after)
    links.show_lines(lines(2))
    met = []
    for _ in range(4):
        now = window.focusWidget()
        assert now is not None
        met.append(now.objectName() or now.property("text"))
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert met == ["Trước", "x.0", "x.1", "Sau"]


def test_an_address_in_a_line_breaks_and_is_spoken_whole(qtbot: QtBot) -> None:
    address = "https://example.org/" + "a" * 120
    made = ui.links.Link("x.0", ("tasks", 1), f"Điền {address}", "", "red")
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() < 400
    assert made.accessibleName() == f"Điền {address}"
