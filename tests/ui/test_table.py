"""Lists: rows by page, sorted by the source, chosen by keys and found again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

import ui.table
import ui.table.model
from tests.ui import lists


@pytest.fixture
def source() -> lists.Works:
    return lists.Works(1000)


@pytest.fixture
def table(qtbot: QtBot, source: lists.Works) -> ui.table.RecordTable:
    return lists.shown(qtbot, source)


# The model


def test_the_model_keeps_qts_contract(qtmodeltester: ModelTester, source: lists.Works) -> None:
    model = ui.table.model.RecordModel(lists.columns(), source)
    for load in (False, True):
        if load:
            model.load("", descending=False)
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
        assert (model.rowCount(), model.columnCount()) == (1000 if load else 0, 4)


def test_rows_are_read_only_for_the_pages_in_sight(
    table: ui.table.RecordTable, source: lists.Works
) -> None:
    assert table.count() == 1000
    page = ui.table.model.PAGE
    assert [len(asked) for asked in source.asked] == [page]
    table.scrollToBottom()
    table.grab()
    assert [asked[0] for asked in source.asked] == [1, 1000 // page * page + 1]


def test_the_least_lately_seen_page_is_forgotten() -> None:
    source = lists.Works((ui.table.model.PAGES + 1) * ui.table.model.PAGE)
    model = ui.table.model.RecordModel(lists.columns(), source)
    model.load("", descending=False)
    for row in range(0, model.rowCount(), ui.table.model.PAGE):
        model.record(row)
    asked = len(source.asked)
    model.record(model.rowCount() - 1)
    assert len(source.asked) == asked
    model.record(0)
    assert len(source.asked) == asked + 1


def test_a_row_whose_record_has_vanished_is_blank(
    table: ui.table.RecordTable, source: lists.Works
) -> None:
    del source.known[2]
    table._records._pages.clear()
    index = table._records.index(1, 0)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        ui.table.model.RECORD_ROLE,
    ):
        assert index.data(role) is None
    assert not table.grab().isNull()


def test_a_page_that_cannot_be_read_is_asked_for_once(source: lists.Works) -> None:
    model = ui.table.model.RecordModel(lists.columns(), source)
    model.load("", descending=False)
    source.broken = True
    with pytest.raises(OSError, match="đĩa"):
        model.record(0)
    assert model.record(0) is None


def test_a_cell_is_read_aloud_with_its_heading(table: ui.table.RecordTable) -> None:
    read_aloud = Qt.ItemDataRole.AccessibleTextRole
    assert table._records.index(0, 0).data(read_aloud) == "Nhiệm vụ: Việc số 1"
    assert table._records.index(0, 3).data(read_aloud) == "Tình trạng: Hoàn thành đúng hạn"


def test_a_heading_says_how_the_list_is_sorted(table: ui.table.RecordTable) -> None:
    table.sort_by("due", descending=True)
    said = table._records.headerData(
        2, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
    )
    assert said == "Hạn, đang sắp xếp giảm dần"


# Sorting


def test_a_list_begins_in_its_own_order(table: ui.table.RecordTable, source: lists.Works) -> None:
    assert table.count() > 0
    assert source.orders == [("", False)]


def test_a_click_on_a_heading_sorts_through_the_source(
    table: ui.table.RecordTable, source: lists.Works
) -> None:
    heading = table.horizontalHeader()
    place = QPoint(heading.sectionViewportPosition(2) + 10, 10)
    for _ in range(2):
        QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert source.orders[1:] == [("due", False), ("due", True)]
    assert table._records.id_at(0) == 1000


def test_a_heading_without_an_order_does_nothing(
    table: ui.table.RecordTable, source: lists.Works
) -> None:
    heading = table.horizontalHeader()
    place = QPoint(heading.sectionViewportPosition(1) + 10, 10)
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert source.orders == [("", False)]


def test_orders_are_offered_to_the_keyboard(
    table: ui.table.RecordTable, source: lists.Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: offered.append(menu))
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table, Qt.Key.Key_S, held)
    (menu,) = offered
    said = [action.text() for action in menu.actions()]
    assert said == ["Trở về thứ tự ban đầu", "Sắp xếp theo nhiệm vụ", "Sắp xếp theo hạn"]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    menu.actions()[2].trigger()
    assert source.orders[-1] == ("due", False)


def test_a_right_click_beside_the_rows_offers_the_orders(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[QPoint] = []
    monkeypatch.setattr(QMenu, "popup", lambda _menu, place: offered.append(place))
    table = lists.shown(qtbot, lists.Works(0))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(50, 50), QPoint(150, 250))
    with qtbot.assertNotEmitted(table.menu_wanted):
        QApplication.sendEvent(table.viewport(), event)
    assert offered == [QPoint(150, 250)]


def test_a_list_that_cannot_be_sorted_now_stays_as_it_was(
    table: ui.table.RecordTable, source: lists.Works
) -> None:
    source.broken = True
    with pytest.raises(OSError, match="đĩa"):
        table.sort_by("due")
    source.broken = False
    table.reload()
    assert source.orders[-1] == ("", False)
    assert table.count() == 1000


# Choosing


def test_arrows_and_page_keys_choose_whole_rows(table: ui.table.RecordTable) -> None:
    told: list[int] = []
    table.chosen.connect(told.append)
    assert table.select_id(10)
    lists.press(table, Qt.Key.Key_Down)
    lists.press(table, Qt.Key.Key_Up)
    lists.press(table, Qt.Key.Key_End)
    lists.press(table, Qt.Key.Key_Home)
    lists.press(table, Qt.Key.Key_PageDown)
    assert told[:5] == [10, 11, 10, 1000, 1]
    assert 1 < told[5] < 20
    assert table.selected_ids() == [told[5]]


def test_shift_and_ctrl_choose_several(table: ui.table.RecordTable) -> None:
    table.select_id(1)
    lists.press(table, Qt.Key.Key_Down, shift=True)
    lists.press(table, Qt.Key.Key_Down, ctrl=True)
    lists.press(table, Qt.Key.Key_Down, ctrl=True)
    lists.press(table, Qt.Key.Key_Space, ctrl=True)
    assert table.selected_ids() == [1, 2, 4]


def test_a_row_passed_with_ctrl_is_not_gone_to(qtbot: QtBot, table: ui.table.RecordTable) -> None:
    table.select_id(1)
    with qtbot.assertNotEmitted(table.chosen):
        lists.press(table, Qt.Key.Key_Down, ctrl=True)
    assert table.current_id() == 2


def test_the_first_arrow_takes_the_first_row(table: ui.table.RecordTable) -> None:
    lists.press(table, Qt.Key.Key_Down)
    assert table.selected_ids() == [1]


def test_typing_letters_reads_no_rows(table: ui.table.RecordTable, source: lists.Works) -> None:
    table.select_id(1)
    before = len(source.asked)
    QTest.keyClicks(table, "viec so 900")
    assert len(source.asked) == before
    assert table.current_id() == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens(qtbot: QtBot, table: ui.table.RecordTable, key: Qt.Key) -> None:
    table.select_id(3)
    with qtbot.waitSignal(table.opened) as told:
        lists.press(table, key)
    assert told.args == [3]


def test_a_double_click_opens(qtbot: QtBot, table: ui.table.RecordTable) -> None:
    place = table.visualRect(table._records.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(table.opened) as told:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [2]


@pytest.mark.parametrize(
    "reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard]
)
def test_right_click_and_menu_key_ask_alike(
    qtbot: QtBot, table: ui.table.RecordTable, reason: QContextMenuEvent.Reason
) -> None:
    table.select_id(2)
    place = table.visualRect(table._records.index(1, 0)).center()
    event = QContextMenuEvent(reason, place, table.viewport().mapToGlobal(place))
    with qtbot.waitSignal(table.menu_wanted) as told:
        QApplication.sendEvent(table.viewport(), event)
    assert told.args is not None
    assert told.args[0] == 2


def test_tab_leaves_the_list(qtbot: QtBot, source: lists.Works) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column, after = QVBoxLayout(page), QLineEdit()
    table = ui.table.RecordTable(lists.columns(), source, "works")
    column.addWidget(table)
    column.addWidget(after)
    with qtbot.waitExposed(page):
        page.show()
    table.setFocus()
    lists.press(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_an_id_that_is_not_in_the_list_chooses_nothing(table: ui.table.RecordTable) -> None:
    assert not table.select_id(5000)
    assert table.current_id() is None


# Reading anew


def test_the_chosen_rows_and_the_place_stay(
    table: ui.table.RecordTable, source: lists.Works
) -> None:
    table.select_id(500)
    lists.press(table, Qt.Key.Key_Down, shift=True)
    top = table._records.id_at(table.rowAt(0))
    source.known[0] = lists.Works.row(0)
    for number in range(100, 120):
        del source.known[number]
    table.reload()
    assert table.selected_ids() == [500, 501]
    assert table.current_id() == 501
    assert table._records.id_at(table.rowAt(0)) == top


def test_nobody_is_told_of_a_record_chosen_before(
    qtbot: QtBot, table: ui.table.RecordTable, source: lists.Works
) -> None:
    table.select_id(5)
    source.known[0] = lists.Works.row(0)
    with qtbot.assertNotEmitted(table.chosen):
        table.reload()
        table.sort_by("due", descending=True)
    assert table.current_id() == 5


def test_a_record_that_left_the_list_is_no_longer_chosen(
    table: ui.table.RecordTable, source: lists.Works
) -> None:
    table.select_id(5)
    lists.press(table, Qt.Key.Key_Down, shift=True)
    del source.known[6]
    table.reload()
    assert table.selected_ids() == [5]
    assert table.current_id() is None
    told: list[int] = []
    table.chosen.connect(told.append)
    assert table.select_id(5)
    assert told == [5]


def test_reading_anew_shows_what_was_changed(
    table: ui.table.RecordTable, source: lists.Works
) -> None:
    source.known[1] = source.known[1] | {"work": "Việc đã sửa"}
    table.reload()
    assert table._records.index(0, 0).data() == "Việc đã sửa"


def test_reading_anew_takes_no_focus(qtbot: QtBot, source: lists.Works) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column, typing = QVBoxLayout(page), QLineEdit()
    table = ui.table.RecordTable(lists.columns(), source, "works")
    column.addWidget(typing)
    column.addWidget(table)
    with qtbot.waitExposed(page):
        page.show()
    table.select_id(7)
    typing.setFocus()
    source.known[0] = lists.Works.row(0)
    table.reload()
    assert typing.hasFocus()


def test_without_keep_the_list_begins_anew(table: ui.table.RecordTable) -> None:
    table.select_id(900)
    table.reload(keep=False)
    assert table.selected_ids() == []
    assert table.current_id() is None
    assert table.verticalScrollBar().value() == 0


def test_thousands_of_scattered_rows_do_not_hold_the_window_up(qtbot: QtBot) -> None:
    source = lists.Works(5000)
    table = lists.shown(qtbot, source)
    table.select_id(1)
    table.selectAll()
    for number in range(2, 5000, 2):
        source.known[number]["gone"] = True
    table.reload()
    assert len(table.selected_ids()) == len(table._records.ids(0, 5000))
    for number in range(2, 5000, 2):
        del source.known[number]["gone"]
    table.reload()
    assert table.selected_ids() == [1]
