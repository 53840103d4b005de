"""Rows on the clipboard, as a spreadsheet takes them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

import ui.table
import ui.table.copying
import ui.table.model
from tests.ui import lists

pytestmark = [pytest.mark.usefixtures("session")]  # with the book closed nothing is copied


@pytest.fixture
def source() -> lists.Works:
    return lists.Works(1000)


@pytest.fixture
def table(qtbot: QtBot, source: lists.Works) -> ui.table.RecordTable:
    return lists.shown(qtbot, source)


def test_chosen_rows_are_copied_with_the_headings(
    qtbot: QtBot, table: ui.table.RecordTable, source: lists.Works
) -> None:
    source.known[2] = source.known[2] | {"work": 'Họp\tlần\nhai của "tổ"'}
    table.select_id(1)
    lists.press(table, Qt.Key.Key_Down, shift=True)
    with qtbot.waitSignal(table.copied) as told:
        lists.press(table, Qt.Key.Key_C, ctrl=True)
    assert told.args == [2]
    assert QGuiApplication.clipboard().text() == (
        "Nhiệm vụ\tNgười chịu trách nhiệm\tHạn\tTình trạng\r\n"
        "Việc số 1\t000001\t000001\tHoàn thành đúng hạn\r\n"
        'Họp lần hai của "tổ"\t000002\t000002\tĐã trình, chờ duyệt\r\n'
    )


def test_columns_without_a_place_are_copied_too(qtbot: QtBot, source: lists.Works) -> None:
    table = lists.shown(qtbot, source, width=260)
    table.select_id(1)
    with qtbot.waitSignal(table.copied):
        table.copy()
    assert QGuiApplication.clipboard().text().startswith("Nhiệm vụ\tNgười chịu trách nhiệm\t")


def test_nothing_chosen_leaves_the_clipboard_alone(table: ui.table.RecordTable) -> None:
    QGuiApplication.clipboard().setText("của đồng chí")
    table.copy()
    assert QGuiApplication.clipboard().text() == "của đồng chí"


def test_a_long_copy_does_not_hold_the_window_up(
    qtbot: QtBot, table: ui.table.RecordTable, source: lists.Works
) -> None:
    table.selectAll()
    with qtbot.waitSignal(table.copied) as told:
        table.copy()
        assert max(len(page) for page in source.asked) <= 400
    assert told.args == [1000]
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1001


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        (" =1+1", "'=1+1"),
        ("+84 912 345 678", "'+84 912 345 678"),
        ("@an", "'@an"),
        ("- Họp chi bộ", "'- Họp chi bộ"),
        ("-12,5%", "-12,5%"),
        ("-1+cmd", "'-1+cmd"),
        ('"Ba xây" đợt 1', '"""Ba xây"" đợt 1"'),
        ('đợt "Ba xây"', 'đợt "Ba xây"'),
        ("hai\r\ndòng\tmột\u2028ô", "hai dòng một ô"),
        ("", ""),
    ],
)
def test_a_cell_is_pasted_as_the_text_it_is(text: str, copied: str) -> None:
    assert ui.table.copying.field(text) == copied


def test_a_soft_second_line_is_copied_and_read_with_the_first() -> None:
    def role(_row: ui.table.Row) -> str:
        return "Bí thư"

    column = ui.table.Column("name", "Đảng viên", 1, lists.work, sub=role)
    cell = ui.table.model.read(column, {"id": 1, "work": "Lê Thị Ễnh"})
    assert cell.whole() == "Lê Thị Ễnh – Bí thư"
