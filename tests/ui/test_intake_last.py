"""The last import: taken back whole, later too, and said when it cannot be any more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import db.members
import db.tasks
import db.tasks.steps
import ui.intake.page
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
    other = ui.intake.page.IntakePage(page.session, "members")  # as after the next start
    qtbot.addWidget(other)
    other.show()
    assert screens.said(other, "intake.last") == screens.said(page, "intake.last")
    workbooks.press(page, "intake.last.undo")
    assert db.tasks.dump() == []
    assert page.notice.text() == "Đã hoàn tác lần nhập: 1 hồ sơ không còn trong sổ."
    for one in (page, other):
        assert screens.part(one, QPushButton, "intake.last.undo").isHidden()
        assert not screens.part(one, QLabel, "intake.last").isVisible()


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
