"""The columns of a list: never wider than their place, nothing cut that a person must read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

import ui.table
import ui.table.ruler
import ui.table.widths
import ui.theme
from tests.ui import lists


@pytest.fixture
def source() -> lists.Works:
    return lists.Works(1000)


@pytest.fixture
def table(qtbot: QtBot, source: lists.Works) -> ui.table.RecordTable:
    return lists.shown(qtbot, source)


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [260, 420, 700, 1300])
def test_columns_fill_the_width_and_never_more(
    table: ui.table.RecordTable, width: int, scale: float
) -> None:
    ui.theme.set_scale(scale)
    table.resize(width, 400)
    table.grab()
    assert sum(lists.visible_widths(table).values()) == table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0


def test_columns_leave_in_the_order_of_need(table: ui.table.RecordTable) -> None:
    kept: list[list[str]] = []
    for width in range(900, 120, -20):
        table.resize(width, 400)
        if not kept or kept[-1] != list(lists.visible_widths(table)):
            kept.append(list(lists.visible_widths(table)))
    assert kept == [
        ["work", "accountable", "due", "standing"],
        ["work", "due", "standing"],
        ["work", "standing"],
        ["work"],
    ]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_chip_in_sight_stands_on_one_line_where_there_is_room(
    table: ui.table.RecordTable, scale: float
) -> None:
    ui.theme.set_scale(scale)
    table.resize(round(900 * scale), 400)
    ruler = ui.table.ruler.Ruler(table.font())
    widest = max(ruler.width(text, bold=True) for text, _ in lists.CHIPS)
    assert lists.visible_widths(table)["standing"] >= widest + 2 * ui.theme.px(8 + 10)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_what_is_shown_of_a_chip_is_never_cut(table: ui.table.RecordTable, scale: float) -> None:
    ui.theme.set_scale(scale)
    for width in range(300, 900, 40):
        table.resize(width, 400)
        for at in range(4):
            cell = table._records.cell(at, 3)
            assert cell is not None
            if not table.isColumnHidden(3):
                assert not table._cells.cut(cell, table.columnWidth(3))


def test_rows_hold_two_lines_at_every_scale(table: ui.table.RecordTable) -> None:
    for scale in (0.9, 1.0, 1.5, 2.0):
        ui.theme.set_scale(scale)
        two = 2 * table.fontMetrics().lineSpacing()
        assert table.verticalHeader().defaultSectionSize() >= max(ui.theme.px(44), two + 8)
        assert table.rowHeight(0) == table.verticalHeader().defaultSectionSize()


def test_the_place_stays_when_the_scale_changes(table: ui.table.RecordTable) -> None:
    table.select_id(500)
    top = table._records.id_at(table.rowAt(0))
    ui.theme.set_scale(1.5)
    assert table._records.id_at(table.rowAt(0)) == top


def test_no_line_of_a_cell_leaves_its_row(table: ui.table.RecordTable, source: lists.Works) -> None:
    """Rows are drawn with room for the upper marks of Ễ and the lower ones of Ậ."""
    white = ui.theme.WHITE.lower()
    for number in (1, 2, 3):
        source.known[number] = source.known[number] | {"work": "ỄẬ " * 60}
    table.reload()
    table.clearFocus()
    picture = table.viewport().grab().toImage()
    rect = table.visualRect(table._records.index(1, 0))
    for line in (rect.top(), rect.top() + 1, rect.bottom() - 1):
        shown = {picture.pixelColor(at, line).name() for at in range(8, rect.right() - 8)}
        assert shown == {white}


def test_the_whole_text_is_shown_on_hover_only_where_it_is_cut(
    table: ui.table.RecordTable, source: lists.Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _view: told.append(text))
    source.known[1] = source.known[1] | {"work": f"<b> {lists.LONG}"}
    table.reload()
    for row in (0, 1):
        place = table.visualRect(table._records.index(row, 0)).center()
        event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
        QApplication.sendEvent(table.viewport(), event)
    assert told == [f"<p>&lt;b&gt; {lists.LONG.strip()}</p>"]


def test_an_empty_list_says_why(qtbot: QtBot) -> None:
    table = lists.shown(qtbot, lists.Works(0))
    blank = table.viewport().grab().toImage()
    table.set_empty("Không có nhiệm vụ nào quá hạn.")
    assert table.viewport().grab().toImage() != blank
    assert table.count() == 0


@given(
    st.integers(50, 2000),
    st.lists(
        st.tuples(st.integers(10, 300), st.integers(0, 200), st.integers(0, 50), st.integers(0, 9)),
        min_size=1,
        max_size=7,
    ),
)
def test_widths_always_fill_the_room(room: int, asked: list[tuple[int, int, int, int]]) -> None:
    claims = [
        ui.table.widths.Claim(least, least + more, weight, need)
        for least, more, weight, need in asked
    ]
    widths = ui.table.widths.share(room, claims)
    kept = [(width, claim) for width, claim in zip(widths, claims, strict=True) if width]
    assert sum(widths) == room
    assert len(kept) == 1 or all(width >= claim.least for width, claim in kept)
    gone = [claim.need for width, claim in zip(widths, claims, strict=True) if not width]
    assert all(claim.need >= need for _, claim in kept for need in gone)


@given(st.text(max_size=200), st.integers(1, 400), st.integers(1, 3))
def test_lines_say_the_text_or_end_in_an_ellipsis(text: str, room: int, most: int) -> None:
    line = " ".join(text.encode("utf-8", "ignore").decode().split())
    broken = ui.table.ruler.Ruler(QGuiApplication.font()).broken(line, room, most)
    assert len(broken.lines) <= most
    if not broken.cut:
        assert "".join(broken.lines).replace(" ", "") == line.replace(" ", "")


@given(st.integers(60, 400), st.integers(1, 3))
def test_an_ellipsis_never_stands_in_the_middle_of_a_word(room: int, most: int) -> None:
    text = "Rà soát điều kiện an toàn thực phẩm của bếp ăn bán trú trước năm học mới"
    words = text.split()
    broken = ui.table.ruler.Ruler(QGuiApplication.font()).broken(text, room, most)
    last = broken.lines[-1].removesuffix("…").split()
    assert last[-1] in words or len(last) == 1
