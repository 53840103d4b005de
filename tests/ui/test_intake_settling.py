"""Doubtful rows of an import: chosen, typed, taken or left, one after the other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.members
import db.tasks
import ui.intake.looking
import ui.intake.page
from tests.ui import screens, workbooks

session = workbooks.session
page = workbooks.page
workbook = workbooks.workbook


def test_a_doubtful_person_is_chosen_for_all_rows_that_name_them_so(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    workbooks.press(page, "intake.next")
    assert workbooks.grid(page).row() == 5
    why = screens.said(page, "intake.row.why")
    assert why == "“Pản” có lẽ là Lò Văn Pản hay Cà Văn Pản, chưa chắc."
    assert screens.part(page, QCheckBox, "intake.row.spread").isChecked()
    QTest.keyClicks(screens.part(page, QWidget, "intake.row.accountable"), "lo van pan")
    workbooks.press(page, "intake.row.use")
    assert (workbooks.fates(page)[5], workbooks.fates(page)[6]) == ("nhập", "nhập")
    workbooks.press(page, "intake.run")
    members = {name: number for number, name in db.members.names()}
    found = [task["accountable_member"] for task in db.tasks.dump() if "cây" in task["work"]]
    assert found == [members["Lò Văn Pản"]]


def test_a_doubtful_day_is_typed_as_people_say_it(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    workbooks.grid(page).select_row(7)
    field = screens.part(page, QLineEdit, "intake.row.due")
    QTest.keyClicks(field, "15/9/2026")
    workbooks.press(page, "intake.row.use")
    assert workbooks.fates(page)[7] == "nhập"
    workbooks.press(page, "intake.run")
    assert "2026-09-15" in [task["due"] for task in db.tasks.dump()]


def test_an_unreadable_day_is_said_beside_the_field(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    workbooks.grid(page).select_row(7)
    field = screens.part(page, QLineEdit, "intake.row.due")
    QTest.keyClicks(field, "khi nao do")
    workbooks.press(page, "intake.row.use")
    assert screens.said(page, "intake.row.due.error")
    assert field.text() == "khi nao do"
    assert workbooks.fates(page)[7] == "còn nghi"


def test_a_row_is_taken_or_left_all_the_same_and_that_can_be_taken_back(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    workbooks.grid(page).select_row(4)
    workbooks.press(page, "intake.row.skip")
    assert workbooks.fates(page)[4] == "không nhập"
    assert screens.said(page, "intake.row.why") == "Không nhập theo lựa chọn."
    workbooks.press(page, "intake.row.clear")
    assert workbooks.fates(page)[4] == "nhập"
    workbooks.grid(page).select_row(8)
    workbooks.press(page, "intake.row.take")
    assert workbooks.fates(page)[8] == "nhập"


def test_tab_leads_from_what_is_asked_of_a_row_to_its_buttons(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    workbooks.grid(page).select_row(7)
    field = screens.part(page, QLineEdit, "intake.row.due")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    now = page.window().focusWidget()
    assert now is not None
    assert now.objectName() == "intake.row.use"


def test_the_way_to_the_next_doubt_is_offered_once(
    page: ui.intake.page.IntakePage, workbook: Path, qtbot: QtBot
) -> None:
    def offered() -> list[str]:
        names = ("intake.next", "intake.row.next")
        buttons = [page.findChild(QPushButton, name) for name in names]
        return [one.objectName() for one in buttons if one is not None and one.isVisible()]

    page.resize(1100, 700)
    workbooks.given(page, workbook)
    qtbot.waitUntil(lambda: offered() == ["intake.next"])
    page.resize(600, 700)
    qtbot.waitUntil(page._look._split.narrow)
    workbooks.press(page, "intake.next")
    assert offered() == ["intake.row.next"]
    workbooks.press(page, "intake.row.next")
    page.resize(1100, 700)
    qtbot.waitUntil(lambda: offered() == ["intake.next"])


def test_reasons_never_speak_of_a_mapping_file() -> None:
    said = ui.intake.looking.plain("bỏ qua theo tệp chỉ dẫn; nhận theo tệp chỉ dẫn: x")
    assert "tệp chỉ dẫn" not in said
