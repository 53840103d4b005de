"""The first page: each line and figure leads on, and a new book is told where to begin."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import db.base
import db.days
import db.tasks.steps
import db.unit
import tests.db.factory
import ui.desk
import ui.session
import ui.tasks
import ui.theme
import ui.today
import ui.window
from tests.ui import desks, opening


def a_few() -> None:
    """Two overdue tasks, one member, one meeting held."""
    tests.db.factory.member("Quàng Thị Mai")
    tests.db.factory.task("Sửa mái nhà xe")
    tests.db.factory.task("Soát thiết bị", first_due=date(2026, 7, 10))
    tests.db.factory.meeting("Sinh hoạt tháng 6")


def test_a_line_leads_to_its_record_by_key_and_by_mouse(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    a_few()
    hands = desks.opened(qtbot, session, "today")
    hands.focus_on("today.now.1")
    hands.keys("Enter")
    assert hands.sees("page.tasks")
    assert hands.text_of("tasks.form.work") == "Soát thiết bị"
    assert hands.focus() == "tasks.table"
    hands.keys("Alt+1")
    hands.click("today.now.0")
    assert hands.text_of("tasks.form.work") == "Sửa mái nhà xe"


def test_what_is_not_planned_leads_to_planning_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    a_few()
    hands = desks.opened(qtbot, session, "today")
    asked: list[str] = []
    page = hands.desk.page()
    assert isinstance(page, ui.today.TodayPage)
    page.new_requested.disconnect()
    page.new_requested.connect(asked.append)
    lines = [f"today.next.{at}" for at in range(9) if hands.sees(f"today.next.{at}")]
    hands.click(next(one for one in lines if "Chưa đặt lịch" in hands.text_of(one)))
    assert asked == ["meetings"]


def test_the_day_above_the_page_is_written_as_everywhere(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    page = ui.today.TodayPage(session)
    qtbot.addWidget(page)
    assert page.title() == db.days.in_full(session.today) == "Thứ Hai, 20/07/2026"


def test_an_empty_book_says_where_to_begin_and_leads_there(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today")
    hands.wait_said("Sổ còn trống")
    hands.click("today.begin.tasks")
    assert hands.focus() == "tasks.draft.work"
    tests.db.factory.task("Trồng cây")
    session.tell("tasks")
    hands.keys("Alt+1")
    assert not hands.sees("today.begin.tasks")
    assert hands.sees("today.begin.members")
    tests.db.factory.member("Quàng Thị Mai")
    tests.db.factory.meeting("Sinh hoạt tháng 6")
    session.tell("members", "meetings")
    hands.settle()
    assert not hands.sees("today.begin")


def test_a_figure_leads_to_exactly_the_records_it_counts(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    a_few()
    tests.db.factory.task("Việc đã xong từ lâu", first_due=date(2026, 9, 30))
    hands = desks.opened(qtbot, session, "today")
    hands.click("today.figure.tasks_overdue")
    assert len(hands.rows("tasks.table")) == 2
    hands.wait_said("Đang xem riêng: quá hạn (2).")
    hands.click("tasks.only.close")
    assert len(hands.rows("tasks.table")) == 3
    hands.keys("Alt+1")
    hands.focus_on("today.figure.tasks_overdue")
    hands.keys("Enter")
    hands.click("tasks.filter.open")
    assert not hands.sees("tasks.only")
    assert len(hands.rows("tasks.table")) == 3


def test_a_figure_of_nothing_is_no_link(session: ui.session.Session, qtbot: QtBot) -> None:
    hands = desks.opened(qtbot, session, "today")
    hands.click("today.figure.tasks_overdue")
    assert hands.sees("page.today")


def test_more_lines_are_shown_when_asked_for_and_the_keys_go_on_there(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    for number in range(7):
        tests.db.factory.task(f"Việc {number}", first_due=date(2026, 7, 10))
    hands = desks.opened(qtbot, session, "today")
    assert hands.text_of("today.more") == "Xem cả 7 việc cần lưu ý"
    assert not hands.sees("today.now.5")
    hands.focus_on("today.more")
    hands.keys("Enter")
    assert hands.focus() == "today.now.5"
    assert not hands.sees("today.more")


def test_the_keys_stay_on_their_line_when_the_page_is_read_again(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    a_few()
    hands = desks.opened(qtbot, session, "today")
    hands.focus_on("today.now.1")
    session.tell("tasks")
    hands.settle()
    assert hands.focus() == "today.now.1"
    hands.keys("Up")
    assert hands.focus() == "today.now.0"


def test_tab_follows_the_eye(session: ui.session.Session, qtbot: QtBot) -> None:
    a_few()
    hands = desks.opened(qtbot, session, "today")
    session.tell("tasks")  # the lines are made anew
    hands.settle()
    hands.focus_on("today.figure.tasks_overdue")
    seen = []
    for _ in range(5):
        hands.keys("Tab")
        seen.append(hands.focus())
    assert seen[:4] == ["today.now.0", "today.now.1", "today.unset.0", "today.report"]


def test_a_day_that_is_not_set_leads_to_where_it_is(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    a_few()
    hands = desks.opened(qtbot, session, "today")
    hands.focus_on("today.unset.0")
    hands.keys("Enter")
    assert hands.sees("settings.values")
    for name, value in (("report_due_day", 15), ("report_due_day_off", "same")):
        set_to = functools.partial(db.unit.set_value, name, value, date(2026, 1, 1))
        session.perform("Đổi cài đặt", set_to)
    hands.keys("Alt+1")
    hands.wait_until(lambda: not hands.sees("today.unset.0"), "the day that is set now")
    assert hands.sees("today.report")


def test_the_first_keys_go_to_what_stands_first_as_soon_as_the_page_is_shown(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    a_few()
    ui.theme.set_scale(2.0)
    window = ui.window.Window()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk = ui.desk.Desk(session)
    desk.show_page("today")
    window.put(desk)
    desk.take_focus()
    now = QApplication.focusWidget()
    assert now is not None
    assert now.objectName() == "today.now.0"


def test_what_hurts_stands_before_the_figures_where_it_is_narrow(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    a_few()
    hands = desks.opened(qtbot, session, "today", scale=2.0)
    line, figure = hands.find("today.now.0"), hands.find("today.figure.tasks_overdue")
    top = hands.window.mapToGlobal(hands.window.pos())
    assert line.mapToGlobal(top).y() < figure.mapToGlobal(top).y()


def test_another_day_has_another_title_and_other_lines(tmp_path: Path, qtbot: QtBot) -> None:
    with opening.session(tmp_path / "So", date(2026, 6, 30)) as (session, set_day):
        tests.db.factory.task("Sửa mái nhà xe")
        hands = desks.opened(qtbot, session, "today")
        assert hands.text_of("header.title") == "Thứ Ba, 30/06/2026"
        assert "Đến hạn hôm nay" in hands.text_of("today.now.0")
        set_day(date(2026, 7, 1))
        hands.desk.look_at_day()
        hands.wait_until(lambda: "Quá hạn 1 ngày" in hands.text_of("today.now.0"), "the new day")
        assert hands.text_of("header.title") == "Thứ Tư, 01/07/2026"


def test_the_page_reads_no_further_once_the_book_is_locked(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today")
    page = hands.find_as(ui.today.TodayPage, "page.today")
    page.reload()
    db.base.database.close()
    with qtbot.captureExceptions() as caught:
        hands.settle(20)
    db.base.database.connect()
    assert caught == []
    page.reload()
    hands.settle(20)
    assert hands.sees("today.report")


def test_a_report_whose_day_has_passed_is_told_in_whole_words(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opening.session(tmp_path / "So") as (session, _):
        tests.db.factory.task("Sửa mái nhà xe")
        monkeypatch.setattr("db.unit.report_due", lambda _period: date(2026, 7, 18))
        hands = desks.opened(qtbot, session, "today")
        assert hands.reads("Đã qua hạn 18/07/2026 là 2 ngày")


def test_undo_on_this_page_brings_the_line_back(session: ui.session.Session, qtbot: QtBot) -> None:
    a_few()
    hands = desks.opened(qtbot, session, "today")
    (one,) = [t for t in db.tasks.dump() if t["work"] == "Sửa mái nhà xe"]
    session.perform(
        "Xóa nhiệm vụ", lambda moment: db.tasks.steps.delete(db.tasks.get(one["id"]), moment)
    )
    hands.settle()
    assert hands.text_of("today.now.0").startswith("Soát thiết bị")
    hands.keys("Ctrl+Z")
    assert hands.text_of("today.now.0").startswith("Sửa mái nhà xe")
    hands.wait_said("Đã hoàn tác: Xóa nhiệm vụ")
