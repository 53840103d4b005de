"""The sheet of an import: the office's own rows and what becomes of them, columns by meaning."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import db.tasks
import exports.reading.sheet
import ui.intake.answers
import ui.intake.choices
import ui.intake.model
import ui.intake.page
import ui.picking
import ui.theme
from tests.ui import screens, workbooks

session = workbooks.session
page = workbooks.page
workbook = workbooks.workbook


def test_the_sheets_own_rows_are_shown_with_what_becomes_of_them(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    model = workbooks.grid(page).sheet_model
    assert [model.index(3, column).data() for column in range(3)] == [
        "1", "Sửa mái nhà xe", "Quàng Thị Mai",
    ]  # fmt: skip
    beside = [model.headerData(row, Qt.Orientation.Vertical) for row in range(4)]
    assert beside == ["1", "2", "3  tiêu đề", "4  nhập"]
    words = ["nhập", "còn nghi", "còn nghi", "còn nghi", "còn nghi"]
    assert list(workbooks.fates(page).values()) == words
    assert workbooks.choice(page, "B").currentText() == "Việc"
    assert workbooks.choice(page, "C").currentText() == "Người chịu trách nhiệm"
    assert workbooks.run_button(page).text() == "Nhập 1 dòng"


def test_a_column_can_be_said_not_to_be_taken(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    workbooks.choose(page, "E", None)
    assert workbooks.fates(page)[7] == "nhập"
    assert workbooks.choice(page, "E").currentText() == ui.intake.choices.NOT_TAKEN
    workbooks.press(page, "intake.run")
    assert all(task["due"] is None for task in db.tasks.dump())


def test_a_field_given_to_one_column_leaves_the_other(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    workbooks.choose(page, "D", "due")
    assert workbooks.choice(page, "D").currentData() == "due"
    assert workbooks.choice(page, "E").currentData() is None


def test_personal_data_cannot_be_chosen(page: ui.intake.page.IntakePage, tmp_path: Path) -> None:
    rows = [[*workbooks.HEAD, "Số CCCD"], *[[*row, "001"] for row in workbooks.ROWS]]
    workbooks.given(page, workbooks.saved(tmp_path / "cccd.xlsx", rows))
    assert not workbooks.choice(page, "H").isEnabled()
    assert workbooks.choice(page, "H").currentText() == ui.intake.choices.NOT_TAKEN


def test_the_row_of_the_heading_can_be_said(
    page: ui.intake.page.IntakePage, tmp_path: Path
) -> None:
    strange = ["a", "b", "c", "d", "e", "f", "g"]
    workbooks.given(
        page,
        workbooks.saved(tmp_path / "la.xlsx", [["Sổ"], strange, workbooks.HEAD, *workbooks.ROWS]),
    )
    heads = screens.part(page, ui.picking.Picker, "intake.head")
    heads.setCurrentIndex(heads.findData(3))
    heads.activated.emit(heads.currentIndex())
    workbooks.settled(page)
    assert heads.currentData() == 3
    assert workbooks.fates(page)[4] == "nhập"


def test_a_sheet_nobody_understands_is_named_column_by_column(
    page: ui.intake.page.IntakePage, tmp_path: Path
) -> None:
    strange = ["zzz", "qqq", "xxx", "ppp", "rrr", "sss", "ttt"]
    workbooks.given(page, workbooks.saved(tmp_path / "la.xlsx", [strange, *workbooks.ROWS]))
    assert page.notice.text().startswith("Không tìm thấy bảng nhiệm vụ")
    assert not workbooks.run_button(page).isEnabled()
    workbooks.choose(page, "B", "work")
    workbooks.choose(page, "C", "accountable")
    assert workbooks.fates(page)[2] == "nhập"
    assert page.notice.text() == ""


def test_a_chosen_row_keeps_its_tone_and_a_cut_column_its_arrow(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    sheet = workbooks.grid(page)
    sheet.select_row(5)
    QApplication.processEvents()
    cell = sheet.visualRect(sheet.sheet_model.index(4, 0))
    seen = sheet.viewport().grab().toImage()
    assert (
        seen.pixelColor(cell.right() - 4, cell.center().y()).name() == ui.theme.AMBER_WALL.lower()
    )
    assert seen.pixelColor(cell.right() - 4, cell.top()).name() == ui.theme.BLUE.lower()
    end = sheet.choices.viewport().width()
    boxes = [box for box in sheet.choices._boxes if box.x() < end - ui.theme.px(60)]
    assert len(boxes) < len(sheet.choices._boxes)
    assert all(box.geometry().right() < end for box in boxes)


def test_a_long_sheet_with_a_stray_cell_far_below_stays_short() -> None:
    rows = {number: {1: "x"} for number in range(1, 30)} | {900_000: {1: "lạc"}}
    sheet = exports.reading.sheet.Sheet("T", rows)
    assert len(ui.intake.model.numbers(sheet)) == 30


@pytest.mark.parametrize("kind", ["tasks", "members"])
def test_every_field_a_column_can_be_has_words(kind: str) -> None:
    assert set(ui.intake.answers.labels(kind)) == set(ui.intake.answers.fields(kind).columns)
    rows = ui.intake.answers.fields(kind).rows
    assert all(ui.intake.answers.label(kind, name) != name for name in rows if name != "due_words")
