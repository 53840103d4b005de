"""The last import: taken back whole, later too, and said when it cannot be any more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import db.members
import db.tasks
import db.tasks.steps
import ui.intake.last
import ui.intake.page
import ui.session
from tests.ui import screens, workbooks

session = workbooks.session
page = workbooks.page
workbook = workbooks.workbook


def undo_button(page: ui.intake.page.IntakePage) -> QPushButton:
    return next(one for one in page.buttons() if one.objectName() == "intake.undo")


def test_one_click_takes_the_whole_import_back(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.taken(page, workbook)
    workbooks.press(page, "intake.undo")
    assert db.tasks.dump() == []
    assert page.notice.text() == "Đã hoàn tác lần nhập: 1 hồ sơ không còn trong sổ."
    assert workbooks.run_button(page).text() == "Nhập 1 dòng"


def test_undo_after_an_import_names_its_way_back_and_takes_back_nothing_older(
    page: ui.intake.page.IntakePage, workbook: Path, qtbot: QtBot
) -> None:
    session = page.session
    draft = db.members.Draft("Lò Văn Ba", date(2020, 1, 1))
    session.perform("Thêm", lambda moment: db.members.add(draft, moment))
    workbooks.taken(page, workbook)
    with qtbot.waitSignal(session.said) as said:
        session.undo()
    assert "Hoàn tác lần nhập này" in said.args[0]
    assert len(db.tasks.dump()) == 1
    workbooks.press(page, "intake.undo")
    assert session.undoing.can_undo() == "Thêm"


def test_the_last_import_is_taken_back_when_one_comes_back_to_the_page(
    page: ui.intake.page.IntakePage, workbook: Path, qtbot: QtBot
) -> None:
    workbooks.taken(page, workbook)
    workbooks.press(page, "intake.see")
    assert "“viec.xlsx”, 20/07/2026 12:00, 1 nhiệm vụ." in screens.said(page, "intake.last")
    other = ui.intake.page.IntakePage(page.session, "tasks")  # as after the next start
    qtbot.addWidget(other)
    other.show()
    assert screens.said(other, "intake.last") == screens.said(page, "intake.last")
    workbooks.press(page, "intake.last.undo")
    workbooks.press(page, "intake.last.asking.do")
    assert db.tasks.dump() == []
    assert page.notice.text() == "Đã hoàn tác lần nhập: 1 hồ sơ không còn trong sổ."
    for one in (page, other):
        assert screens.part(one, QPushButton, "intake.last.undo").isHidden()
        assert not screens.part(one, QLabel, "intake.last").isVisible()


def test_the_last_import_is_offered_on_the_page_of_its_kind_alone(
    page: ui.intake.page.IntakePage, workbook: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    def offers(one: ui.intake.page.IntakePage) -> bool:
        return screens.part(one, QPushButton, "intake.last.undo").isVisible()

    members = ui.intake.page.IntakePage(page.session, "members")
    screens.expose(qtbot, members, 1100, 660)
    workbooks.taken(page, workbook)
    workbooks.press(page, "intake.see")
    assert (offers(page), offers(members)) == (True, False)
    assert "Nhập nhiệm vụ từ Excel" in ui.intake.last.way_back()
    heads = ["Họ và tên", "Năm sinh", "Ngày vào Đảng", "Ngày chính thức"]
    row = ["Lò Thị Sáu", 1980, date(2010, 5, 19), date(2011, 5, 19)]
    workbooks.taken(members, workbooks.saved(tmp_path / "dang-vien.xlsx", [heads, row]))
    workbooks.press(members, "intake.see")
    assert (offers(page), offers(members)) == (False, True)
    assert not screens.part(page, QLabel, "intake.last").isVisible()
    assert "Nhập đảng viên từ Excel" in ui.intake.last.way_back()


def test_enter_on_coming_back_never_takes_the_last_import_back(
    session: ui.session.Session, workbook: Path, qtbot: QtBot
) -> None:
    hands, _page = workbooks.taken_at_a_desk(qtbot, session, workbook)
    hands.keys("Enter")
    hands.find("page.tasks")
    hands.desk.open("intake.tasks", 0)
    hands.settle()
    assert hands.sees("intake.last.undo")
    assert hands.focus() == "intake.file"
    hands.desk.sidebar.take_focus()
    hands.keys("F6")
    assert hands.focus() == "intake.file"


def test_the_way_on_from_a_result_has_the_keys_when_one_comes_back_to_it(
    session: ui.session.Session, workbook: Path, qtbot: QtBot
) -> None:
    hands, _page = workbooks.taken_at_a_desk(qtbot, session, workbook)
    hands.desk.open("tasks", 0)
    hands.desk.open("intake.tasks", 0)
    hands.settle()
    assert hands.focus() == "intake.see"


def test_the_last_import_is_taken_back_only_after_a_question(
    session: ui.session.Session, workbook: Path, qtbot: QtBot
) -> None:
    hands, page = workbooks.taken_at_a_desk(qtbot, session, workbook)
    workbooks.press(page, "intake.see")
    hands.desk.open("intake.tasks", 0)
    hands.focus_on("intake.last.undo")
    hands.keys("Enter")
    hands.wait_said("Hoàn tác lần nhập “viec.xlsx”: bỏ 1 nhiệm vụ khỏi sổ?")
    assert hands.text_of("intake.last.asking.do") == "Hoàn tác lần nhập"
    hands.keys("Escape")
    workbooks.settled(page)
    assert not hands.sees("intake.last.asking")
    assert hands.focus() == "intake.last.undo"
    assert len(db.tasks.dump()) == 1
    hands.keys("Enter", "Enter")
    hands.wait_said("Đã hoàn tác lần nhập: 1 hồ sơ không còn trong sổ.")
    assert db.tasks.dump() == []
    assert hands.focus() == "intake.file"


def test_a_question_goes_when_its_import_cannot_be_taken_back_any_more(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.taken(page, workbook)
    workbooks.press(page, "intake.see")
    workbooks.press(page, "intake.last.undo")
    assert screens.part(page, QPushButton, "intake.last.asking.do").isVisible()
    task = db.tasks.get(db.tasks.dump()[0]["id"])
    page.session.perform("Sửa", lambda at: db.tasks.steps.change(task, {"product": "Sổ"}, at))
    assert not screens.part(page, QPushButton, "intake.last.asking.do").isVisible()


def test_what_ctrl_z_says_of_an_import_is_true_in_every_state(
    page: ui.intake.page.IntakePage, workbook: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = page.session

    def undone() -> str:
        with qtbot.waitSignal(session.said) as said:
            session.undo()
        return str(said.args[0]) if said.args else ""

    workbooks.taken(page, workbook)
    assert "Hoàn tác lần nhập này" in undone()
    assert undo_button(page).isEnabled()
    workbooks.press(page, "intake.see")
    assert "Hoàn tác lần nhập này" in undone()
    assert screens.part(page, QPushButton, "intake.last.undo").isVisible()
    workbooks.given(
        page, workbooks.saved(tmp_path / "khac.xlsx", [workbooks.HEAD, *workbooks.ROWS])
    )
    assert "Hoàn tác lần nhập này" in undone()
    assert screens.part(page, QPushButton, "intake.last.undo").isVisible()
    task = db.tasks.get(db.tasks.dump()[0]["id"])
    session.perform("Sửa", lambda at: db.tasks.steps.change(task, {"product": "Sổ"}, at))
    assert undone() == "Đã hoàn tác: Sửa"
    assert "được sửa hoặc dùng sau đó" in undone()
    assert not screens.part(page, QPushButton, "intake.last.undo").isVisible()


def test_a_result_says_why_its_import_is_not_taken_back_any_more(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.taken(page, workbook)
    assert undo_button(page).isEnabled()
    task = db.tasks.get(db.tasks.dump()[0]["id"])
    page.session.perform("Sửa", lambda at: db.tasks.steps.change(task, {"product": "Sổ"}, at))
    assert not undo_button(page).isEnabled()
    assert "được sửa hoặc dùng sau đó" in screens.said(page, "intake.result.no_way_back")
