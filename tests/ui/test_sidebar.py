"""The sidebar: one level of pages, by mouse, arrows and Alt with a number."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import ui.pages
import ui.session
import ui.sidebar
import ui.theme
from tests.ui import desks


def test_tab_and_arrows_go_down_the_sidebar_as_it_is_read(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today")
    hands.focus_on("nav.today")
    for key in ("Tab", "Down"):
        hands.focus_on("nav.today")
        for entry in ui.pages.WORK[1:]:
            hands.keys(key)
            assert hands.focus() == f"nav.{entry.name}"
    hands.keys("Up")
    assert hands.focus() == "nav.documents"


def test_at_most_ten_entries_lead_to_pages() -> None:
    assert len(ui.pages.IN_SIDEBAR) <= 10


def test_the_page_in_front_is_marked_also_when_it_has_no_entry(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "intake.tasks")
    marked = [
        one.objectName() for one in hands.desk.sidebar.findChildren(QPushButton) if one.isChecked()
    ]
    assert marked == ["nav.tasks"]


def test_letters_grow_and_shrink_and_the_per_cent_is_said(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today")
    hands.click("nav.larger")
    hands.wait_said("110%")
    assert ui.theme.scale() == 1.1
    hands.keys("Ctrl+-", "Ctrl+-")
    hands.wait_said("90%")
    assert ui.theme.scale() == 0.9
    hands.keys("Ctrl+0")
    hands.wait_said("100%")
    assert ui.theme.scale() == 1.0


def test_what_can_be_taken_back_is_offered_by_name(qtbot: QtBot) -> None:
    made = ui.sidebar.Sidebar()
    qtbot.addWidget(made)
    made.offer("Thêm nhiệm vụ", "")
    assert made.undo.isEnabled()
    assert made.undo.toolTip() == "Hoàn tác: Thêm nhiệm vụ"
    assert not made.redo.isEnabled()


def test_the_ward_begins_with_a_capital(qtbot: QtBot) -> None:
    made = ui.sidebar.Sidebar()
    qtbot.addWidget(made)
    made.name_unit("Chi bộ Trường Bình Minh", "phường Nậm Xây")
    assert made._ward.text() == "Phường Nậm Xây"


def test_a_long_name_of_the_unit_wraps_in_whole(qtbot: QtBot) -> None:
    made = ui.sidebar.Sidebar()
    qtbot.addWidget(made)
    made.name_unit("Chi bộ Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai", "phường X")
    made.resize(made.width(), 768)
    made.show()
    label = made._unit
    assert label.height() >= label.heightForWidth(label.width())


@pytest.mark.parametrize("page", [entry.name for entry in ui.pages.IN_SIDEBAR])
def test_the_entry_that_gets_the_keys_is_in_sight_however_large_the_letters_are(
    session: ui.session.Session, qtbot: QtBot, page: str
) -> None:
    hands = desks.opened(qtbot, session, page, scale=2.0)
    shown = hands.desk.page()
    assert shown is not None
    shown.take_focus()
    hands.keys("Shift+F6")
    while not hands.focus().startswith("nav."):
        hands.keys("Shift+F6")
    entry = hands.find(f"nav.{page}")
    assert entry.hasFocus()
    assert entry.visibleRegion().boundingRect() == entry.rect()
