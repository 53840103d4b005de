"""The tasks page: its list and filters, what is chosen, and what is asked for from outside."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

import db.tasks
import db.tasks.steps
import tests.db.factory
import ui.assigning
import ui.session
import ui.tasks
import ui.tasks.record
from tests.ui import desks, errands


def test_what_hurts_most_is_chosen_and_shown_without_taking_the_keys(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    errands.three()
    hands = desks.opened(qtbot, session, "today")
    hands.focus_on("nav.tasks")
    hands.keys("Space")
    assert hands.text_of("tasks.form.work") == "Sửa mái nhà xe"
    assert hands.focus() == "nav.tasks"


def test_filters_count_and_show_what_they_say(session: ui.session.Session, qtbot: QtBot) -> None:
    errands.three()
    done = tests.db.factory.task("Tổng kết năm học", **errands.OPEN)
    db.tasks.steps.move(done, "done", date(2026, 7, 1), tests.db.factory.moment())
    hands = desks.opened(qtbot, session)
    assert hands.text_of("tasks.filter.open") == "Chưa xong 3"
    assert hands.text_of("tasks.filter.overdue") == "Quá hạn 1"
    assert hands.text_of("tasks.filter.all") == "Tất cả 4"
    hands.click("tasks.filter.done")
    assert [row.split("\t")[0] for row in hands.rows("tasks.table")] == ["Tổng kết năm học"]
    assert hands.text_of("tasks.form.work") == "Tổng kết năm học"


def test_words_narrow_the_list_without_marks_and_the_form_follows(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = errands.at_the_late(qtbot, session)
    hands.write("tasks.filter.text", "trong cay")
    hands.keys("Enter")
    assert len(hands.rows("tasks.table")) == 1
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    assert hands.text_of("tasks.filter.open") == "Chưa xong 1"


def test_a_new_task_has_its_buttons_in_sight_and_no_row_looks_as_if_it_were_edited(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    _, trees, undated = errands.three()
    hands = desks.opened(qtbot, session)
    page = errands.page_of(hands)
    hands.click_row("tasks.table", "Trồng cây")
    for name in ("save", "leave"):
        hands.click("tasks.new")
        assert page.table.selected_ids() == []
        button = page.findChild(QPushButton, f"tasks.draft.{name}")
        assert button is not None
        assert button.visibleRegion().boundingRect() == button.rect()
    hands.click("tasks.draft.leave")
    assert page.table.selected_ids() == [trees]
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    hands.click("tasks.new")
    hands.focus_on("tasks.table")
    hands.keys("Down")
    assert page.table.selected_ids() == [trees]
    assert page.record.isVisible()
    hands.keys("Down")
    assert page.table.selected_ids() == [undated]


def test_an_empty_book_says_what_to_do_first_and_an_empty_filter_where_the_rest_is(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session)
    page = errands.page_of(hands)
    assert "Nhập từ Excel" in page.table._empty  # painted, no label
    tests.db.factory.task("Trồng cây đầu xuân", **errands.OPEN)
    session.tell("tasks")
    hands.click("tasks.filter.overdue")
    assert "Tất cả" in page.table._empty


def test_a_saved_change_moves_the_row_and_the_choice_with_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    numbers = errands.three()
    hands = desks.opened(qtbot, session)
    hands.click_row("tasks.table", "Trồng cây")
    page = errands.page_of(hands)
    page.table.sort_by("work")
    assert [row[:9] for row in hands.rows("tasks.table")][2] == "Trồng cây"
    hands.write("tasks.form.work", "An toàn giao thông cổng trường")
    hands.keys("Tab")
    assert hands.rows("tasks.table")[0].startswith("An toàn")
    assert page.table.current_id() == numbers[1]
    assert hands.text_of("tasks.form.work").startswith("An toàn")


def test_the_menu_key_offers_the_steps_and_the_orders(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = errands.at_the_late(qtbot, session)
    page = errands.page_of(hands)
    page.table.menu_wanted.emit(page.table.current_id(), page.mapToGlobal(page.pos()))
    (menu,) = [one for one in page.findChildren(QMenu) if one.isVisible()]
    words = [action.text() for action in menu.actions()]
    assert {"Hoàn thành", "Gia hạn…", "Xóa…"} < set(words)
    (orders,) = [action.menu() for action in menu.actions() if action.text() == "Sắp xếp"]
    assert isinstance(orders, QMenu)
    assert any("theo hạn" in action.text() for action in orders.actions())
    hands.click_menu("Gia hạn…")
    assert hands.focus() == "tasks.step.due"


def test_rows_are_copied_as_a_spreadsheet_takes_them(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = errands.at_the_late(qtbot, session)
    hands.focus_on("tasks.table")
    hands.keys("Shift+Down")
    page = errands.page_of(hands)
    with qtbot.waitSignal(page.table.copied):
        hands.keys("Ctrl+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Nhiệm vụ"
    assert len(lines) == 3


def test_a_task_deleted_elsewhere_is_no_longer_shown(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, late = errands.at_the_late(qtbot, session)
    hands.click("tasks.complete")
    session.perform("Xóa", lambda moment: db.tasks.steps.delete(db.tasks.get(late), moment))
    hands.settle()
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    assert not hands.sees("tasks.step.do")


def test_a_record_asked_for_from_outside_is_shown_whatever_the_filters_say(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    _, number, _ = errands.three()
    hands = desks.opened(qtbot, session)
    hands.write("tasks.filter.text", "mái")
    hands.keys("Enter")
    hands.click("tasks.filter.overdue")
    hands.desk.open("tasks", number)
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    assert hands.text_of("tasks.filter.text") == ""
    assert hands.focus() == "tasks.table"


def test_a_record_that_is_gone_is_said_to_be(session: ui.session.Session, qtbot: QtBot) -> None:
    hands, _ = errands.at_the_late(qtbot, session)
    hands.desk.open("tasks", 99)
    assert hands.reads("không còn trong danh sách")


def test_the_forms_of_a_page_are_made_ahead_or_when_they_are_asked_for_and_only_once(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    errands.three()
    forms = (ui.tasks.record.TaskForm, ui.assigning.Assigning)
    made = ui.tasks.TaskPage(session)
    qtbot.addWidget(made)
    assert not any(made.findChildren(form) for form in forms)
    assert made.leaving() == ""
    for _ in made.prepare():
        pass
    made.start_new()
    assert [len(made.findChildren(form)) for form in forms] == [1, 1]
    asked = ui.tasks.TaskPage(session)
    qtbot.addWidget(asked)
    asked.start_new()
    for _ in asked.prepare():
        pass
    assert [len(asked.findChildren(form)) for form in forms] == [1, 1]
