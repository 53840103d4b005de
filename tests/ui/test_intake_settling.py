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
import ui.session
from tests.ui import desks, screens, workbooks

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


def looked_at(qtbot: QtBot, session: ui.session.Session, workbook: Path) -> desks.Hands:
    """A desk with the workbook read on its import page."""
    hands = desks.opened(qtbot, session, "intake.tasks", (1366, 900))
    workbooks.given(at(hands), workbook)
    hands.settle()
    return hands


def at(hands: desks.Hands) -> ui.intake.page.IntakePage:
    """The import page in front."""
    page = hands.desk.page()
    assert isinstance(page, ui.intake.page.IntakePage)
    return page


def answer(hands: desks.Hands, button: str) -> None:
    """Tab to a button of the panel, and press it by Enter."""
    hands.focus_on(button)
    hands.keys("Enter")
    workbooks.settled(at(hands))
    hands.settle()


def test_enter_after_an_answer_leads_on_to_the_next_doubt(
    session: ui.session.Session, qtbot: QtBot, workbook: Path
) -> None:
    hands = looked_at(qtbot, session, workbook)
    grid = workbooks.grid(at(hands))
    hands.focus_on("intake.next")
    hands.keys("Enter", "F6")
    assert (grid.row(), hands.focus()) == (5, "intake.row.accountable")
    hands.type("Lò Văn Pản")
    answer(hands, "intake.row.use")
    assert hands.focus() == "intake.next"
    hands.keys("Enter")
    assert grid.row() == 7
    answer(hands, "intake.row.skip")
    assert hands.focus() == "intake.next"
    hands.keys("Enter")
    assert grid.row() == 8
    answer(hands, "intake.row.take")
    assert hands.focus() == "intake.sheet"  # no doubt is left
    fates = workbooks.fates(at(hands))
    assert [fates[row] for row in (5, 6, 7, 8)] == ["nhập", "nhập", "không nhập", "nhập"]


def test_where_the_panel_stands_alone_its_own_way_on_has_the_keys_after_an_answer(
    session: ui.session.Session, qtbot: QtBot, workbook: Path
) -> None:
    hands = desks.opened(qtbot, session, "intake.tasks", (640, 900))
    workbooks.given(at(hands), workbook)
    hands.settle()
    hands.focus_on("intake.next")
    hands.keys("Enter")
    assert hands.focus() == "intake.row.accountable"
    answer(hands, "intake.row.skip")
    assert hands.focus() == "intake.row.next"
    for row in (6, 7, 8):
        hands.keys("Enter")
        assert workbooks.grid(at(hands)).row() == row
        answer(hands, "intake.row.skip")
    assert hands.focus() == "intake.sheet"


def test_a_row_in_doubt_still_after_an_answer_keeps_the_keys(
    session: ui.session.Session, qtbot: QtBot, tmp_path: Path
) -> None:
    row = [1, "Trồng cây", "Đ/c Pản", workbooks.ON, "lúc nào rảnh", "Đang thực hiện", None]
    path = workbooks.saved(tmp_path / "hai.xlsx", [workbooks.HEAD, row, *workbooks.ROWS])
    hands = looked_at(qtbot, session, path)
    workbooks.grid(at(hands)).select_row(2)
    hands.focus_on("intake.row.due")
    hands.type("15/9/2026")
    answer(hands, "intake.row.use")
    assert workbooks.fates(at(hands))[2] == "còn nghi"
    assert hands.focus() == "intake.row.accountable"


def test_an_answer_taken_back_leaves_the_keys_in_the_panel(
    session: ui.session.Session, qtbot: QtBot, workbook: Path
) -> None:
    hands = looked_at(qtbot, session, workbook)
    for row, first in ((7, "intake.row.due"), (4, "intake.row.skip")):
        workbooks.grid(at(hands)).select_row(row)
        hands.settle()
        answer(hands, "intake.row.skip")
        answer(hands, "intake.row.clear")
        assert hands.focus() == first


def test_f6_begins_at_the_first_field_of_another_row(
    session: ui.session.Session, qtbot: QtBot, workbook: Path
) -> None:
    hands = looked_at(qtbot, session, workbook)
    grid = workbooks.grid(at(hands))
    grid.select_row(5)
    hands.focus_on("intake.row.skip")
    hands.focus_on("intake.sheet")
    hands.keys("F6")
    assert hands.focus() == "intake.row.skip"  # the same row: where one was
    hands.focus_on("intake.sheet")
    grid.select_row(7)
    hands.settle()
    hands.keys("F6")
    assert hands.focus() == "intake.row.due"


def test_the_panel_says_what_was_chosen(page: ui.intake.page.IntakePage, workbook: Path) -> None:
    workbooks.given(page, workbook)
    workbooks.grid(page).select_row(5)
    QTest.keyClicks(screens.part(page, QWidget, "intake.row.accountable"), "lo van pan")
    workbooks.press(page, "intake.row.use")
    for row in (5, 6):
        workbooks.grid(page).select_row(row)
        title = screens.said(page, "intake.row.title")
        assert title == f"Dòng {row}: nhập, người chịu trách nhiệm: Lò Văn Pản"
    workbooks.press(page, "intake.row.skip")
    assert screens.said(page, "intake.row.title") == "Dòng 6: không nhập"
    workbooks.grid(page).select_row(7)
    QTest.keyClicks(screens.part(page, QLineEdit, "intake.row.due"), "15/9/2026")
    workbooks.press(page, "intake.row.use")
    assert screens.said(page, "intake.row.title") == "Dòng 7: nhập, hạn: 15/09/2026"


def test_what_was_typed_is_taken_with_a_row_that_is_taken_all_the_same(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    workbooks.grid(page).select_row(7)
    QTest.keyClicks(screens.part(page, QLineEdit, "intake.row.due"), "15/9/2026")
    workbooks.press(page, "intake.row.take")
    assert screens.said(page, "intake.row.title") == "Dòng 7: nhập, hạn: 15/09/2026"


def test_reasons_never_speak_of_a_mapping_file() -> None:
    said = ui.intake.looking.plain("bỏ qua theo tệp chỉ dẫn; nhận theo tệp chỉ dẫn: x")
    assert "tệp chỉ dẫn" not in said
