"""The page that takes in a workbook, a workbook of an office, and hands for both."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import tests.db.factory
import ui.dropping
import ui.intake.choices
import ui.intake.grid
import ui.intake.page
import ui.session
from tests.ui import desks, screens

HEAD = ["STT", "Công việc", "Người thực hiện", "Ngày giao", "Thời hạn", "Trạng thái", "Xong ngày"]
ON, DUE = date(2026, 3, 2), date(2026, 8, 1)
ROWS: list[list[Any]] = [
    [1, "Sửa mái nhà xe", "Quàng Thị Mai", ON, DUE, "Đang thực hiện", None],
    [2, "Trồng cây đầu xuân", "Đ/c Pản", ON, DUE, "Đang thực hiện", None],
    [3, "Dọn kho sách", "Đ/c Pản", ON, DUE, "Đang thực hiện", None],
    [4, "Viết tin bảng tin", "Quàng Thị Mai", ON, "lúc nào rảnh", "Đang thực hiện", None],
    [5, "Kê khai thiết bị", "Quàng Thị Mai", ON, DUE, "Hoàn thành", None],
]


@pytest.fixture
def session(session: ui.session.Session) -> ui.session.Session:
    """A book with three members, two of them of one given name."""
    for name in ("Quàng Thị Mai", "Lò Văn Pản", "Cà Văn Pản"):
        tests.db.factory.member(name)
    return session


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> ui.intake.page.IntakePage:
    """The page for tasks, no file given to it yet."""
    made = ui.intake.page.IntakePage(session, "tasks")
    screens.expose(qtbot, made, 1100, 660)
    return made


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The office's workbook, a title above its table."""
    return saved(tmp_path / "viec.xlsx", [["SỔ VIỆC"], [], HEAD, *ROWS])


def saved(path: Path, rows: list[list[Any]]) -> Path:
    """A workbook with ``rows`` on its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Theo dõi"
    for row in rows:
        sheet.append(row)
    book.create_sheet("Ghi chú")["A1"] = "không có gì"
    book.save(path)
    return path


def settled(page: ui.intake.page.IntakePage) -> None:
    """Wait for what runs, and for what its ending begins."""
    for _ in range(9):
        if page.session.jobs.wait_all(9000):
            break
    assert page.session.jobs.running() == []


def given(page: ui.intake.page.IntakePage, path: Path) -> None:
    """Drop a file on the page and wait until it is understood."""
    screens.part(page, ui.dropping.DropArea, "intake.drop").dropped.emit([path])
    settled(page)


def grid(page: ui.intake.page.IntakePage) -> ui.intake.grid.Grid:
    """The sheet as it is shown."""
    return screens.part(page, ui.intake.grid.Grid, "intake.sheet")


def fates(page: ui.intake.page.IntakePage) -> dict[int, str]:
    """What becomes of each row, in a word, by the number of the row."""
    model = grid(page).sheet_model
    found = {row: model.fate(row) for row in model.rows}
    return {row: fate.word for row, fate in found.items() if fate is not None}


def choice(page: ui.intake.page.IntakePage, letter: str) -> ui.intake.choices.Choice:
    """The box above a column."""
    found = grid(page).choices.box(letter)
    assert found is not None
    return found


def choose(page: ui.intake.page.IntakePage, letter: str, field: str | None) -> None:
    """Say what a column is."""
    box = choice(page, letter)
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())
    settled(page)


def press(page: ui.intake.page.IntakePage, name: str) -> None:
    """Press a button of the page or of its bar, and wait for what it begins."""
    found = page.findChild(QPushButton, name) or next(
        (one for one in page.buttons() if one.objectName() == name), None
    )
    assert found is not None
    assert found.isEnabled()
    found.click()
    settled(page)


def taken(page: ui.intake.page.IntakePage, path: Path) -> None:
    """Give a file and take in what needs no answer."""
    given(page, path)
    press(page, "intake.run")


def run_button(page: ui.intake.page.IntakePage) -> QPushButton:
    """The button that takes in."""
    return page.buttons()[-1]


def taken_at_a_desk(
    qtbot: QtBot, session: ui.session.Session, path: Path
) -> tuple[desks.Hands, ui.intake.page.IntakePage]:
    """Hands at a desk on whose page for tasks the workbook at ``path`` was just taken in."""
    hands = desks.opened(qtbot, session, "intake.tasks")
    page = hands.desk.page()
    assert isinstance(page, ui.intake.page.IntakePage)
    taken(page, path)
    return hands, page
