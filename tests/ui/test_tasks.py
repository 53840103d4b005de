"""The tasks page: filters, what is chosen, and the steps of a task asked in the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.tasks
import db.tasks.series
import db.tasks.steps
import desktop.shots.judging
import tests.db.factory
import ui.assigning
import ui.session
import ui.tasks
import ui.tasks.record
from tests.ui import desks, opening

TODAY = tests.db.factory.TODAY  # 20/07/2026
OPEN = {"first_due": date(2026, 8, 31)}


def page_of(hands: desks.Hands) -> ui.tasks.TaskPage:
    page = hands.desk.page()
    assert isinstance(page, ui.tasks.TaskPage)
    return page


def read(number: int) -> dict[str, Any]:
    return dict(db.tasks.read_one(number))


def three() -> list[int]:
    """An overdue task, one due in August, one without a due, in the order of the list."""
    late = tests.db.factory.task("Sửa mái nhà xe")
    soon = tests.db.factory.task("Trồng cây đầu xuân", **OPEN)
    undated = tests.db.factory.task("Giữ gìn trật tự ngõ xóm", first_due=None)
    return [int(str(one.id)) for one in (late, soon, undated)]


def at_the_trees(qtbot: QtBot, session: ui.session.Session) -> tuple[desks.Hands, int]:
    """Hands at the second of the three tasks, to which nothing has happened yet."""
    _, number, _ = three()
    hands = desks.opened(qtbot, session)
    hands.click_row("tasks.table", "Trồng cây")
    return hands, number


def ask(hands: desks.Hands, button: str, **answers: str) -> None:
    """Press a step's button, answer what it asks, and do it."""
    hands.click(button)
    for name, text in answers.items():
        hands.write(f"tasks.step.{name}", text)
    hands.keys("Ctrl+Enter")


def other(hands: desks.Hands, words: str) -> None:
    """Choose a step among those behind "Khác…"."""
    hands.click("tasks.more")
    hands.click_menu(words)


# --- The list.


def test_what_hurts_most_is_chosen_and_shown_without_taking_the_keys(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    three()
    hands = desks.opened(qtbot, session, "today")
    hands.focus_on("nav.tasks")
    hands.keys("Space")
    assert hands.text_of("tasks.form.work") == "Sửa mái nhà xe"
    assert hands.focus() == "nav.tasks"


def test_filters_count_and_show_what_they_say(session: ui.session.Session, qtbot: QtBot) -> None:
    three()
    done = tests.db.factory.task("Tổng kết năm học", **OPEN)
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
    three()
    hands = desks.opened(qtbot, session)
    hands.write("tasks.filter.text", "trong cay")
    hands.keys("Enter")
    assert len(hands.rows("tasks.table")) == 1
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    assert hands.text_of("tasks.filter.open") == "Chưa xong 1"


def test_a_new_task_has_its_buttons_in_sight_and_no_row_looks_as_if_it_were_edited(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    _, trees, undated = three()
    hands = desks.opened(qtbot, session)
    page = page_of(hands)
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
    page = page_of(hands)
    assert "Nhập từ Excel" in page.table._empty  # painted, no label
    tests.db.factory.task("Trồng cây đầu xuân", **OPEN)
    session.tell("tasks")
    hands.click("tasks.filter.overdue")
    assert "Tất cả" in page.table._empty


def test_a_saved_change_moves_the_row_and_the_choice_with_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    numbers = three()
    hands = desks.opened(qtbot, session)
    hands.click_row("tasks.table", "Trồng cây")
    page = page_of(hands)
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
    three()
    hands = desks.opened(qtbot, session)
    page = page_of(hands)
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
    three()
    hands = desks.opened(qtbot, session)
    hands.focus_on("tasks.table")
    hands.keys("Shift+Down")
    page = page_of(hands)
    with qtbot.waitSignal(page.table.copied):
        hands.keys("Ctrl+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Nhiệm vụ"
    assert len(lines) == 3


# --- Steps.


def test_progress_begins_an_assigned_task(session: ui.session.Session, qtbot: QtBot) -> None:
    hands, number = at_the_trees(qtbot, session)
    ask(hands, "tasks.progress", percent="40", text="Đã có cây giống")
    assert read(number)["state"] == "in_progress"
    assert read(number)["progress"][0]["percent"] == 40
    assert "tiến độ 40% Đã có cây giống" in hands.text_of("tasks.facts")


def test_progress_that_says_nothing_is_refused_at_its_field(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, number = at_the_trees(qtbot, session)
    ask(hands, "tasks.progress")
    assert "Hãy ghi tiến độ" in hands.error("tasks.step.percent")
    assert hands.focus() == "tasks.step.percent"
    assert read(number)["progress"] == []


def test_a_task_goes_from_proposed_to_done_and_back_and_each_step_is_taken_back(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    one = tests.db.factory.task(
        "Lập tổ tự quản",
        assigned_on=None,
        states=[(date(2026, 7, 1), "proposed")],
        **OPEN,
    )
    number = int(str(one.id))
    hands = desks.opened(qtbot, session)
    hands.click("tasks.filter.all")
    steps: list[tuple[Callable[[], None], str]] = [
        (lambda: ask(hands, "tasks.assign"), "assigned"),
        (lambda: other(hands, "Trình kết quả…"), "submitted"),
        (lambda: ask(hands, "tasks.complete"), "done"),
        (lambda: ask(hands, "tasks.reopen"), "in_progress"),
    ]
    for do, state in steps:
        before = read(number)["state"]
        do()
        if hands.sees("tasks.step.do"):
            hands.keys("Ctrl+Enter")
        assert read(number)["state"] == state
        hands.keys("Ctrl+Z")
        assert read(number)["state"] == before
        hands.keys("Ctrl+Y")
        assert read(number)["state"] == state
    assert hands.text_of("tasks.form.work") == "Lập tổ tự quản"


def test_extending_suspending_resuming_and_cancelling_are_taken_back_too(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    _, number, _ = three()
    hands = desks.opened(qtbot, session)
    hands.click("tasks.filter.all")
    hands.click_row("tasks.table", "Trồng cây")
    ask(hands, "tasks.extend", due="15/9", basis="Biên bản 07")
    assert read(number)["due"] == "2026-09-15"
    hands.keys("Ctrl+Z")
    assert read(number)["due"] == "2026-08-31"
    other(hands, "Tạm dừng…")
    hands.keys("Ctrl+Enter")
    assert read(number)["state"] == "suspended"
    ask(hands, "tasks.resume", due="30/9", basis="Ý kiến chi ủy")
    assert (read(number)["state"], read(number)["due"]) == ("in_progress", "2026-09-30")
    other(hands, "Hủy nhiệm vụ…")
    hands.keys("Ctrl+Enter")
    assert read(number)["state"] == "cancelled"
    for state in ("in_progress", "suspended", "assigned"):
        hands.keys("Ctrl+Z")
        assert read(number)["state"] == state
    for state in ("suspended", "in_progress", "cancelled"):
        hands.keys("Ctrl+Y")
        assert read(number)["state"] == state


def test_a_due_that_is_not_later_is_refused_in_the_question_and_nothing_typed_is_lost(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = at_the_trees(qtbot, session)
    ask(hands, "tasks.extend", due="1/8", basis="Biên bản 07")
    assert "sau hạn đang áp dụng" in hands.text_of("tasks.step.error")
    assert hands.text_of("tasks.step.basis") == "Biên bản 07"
    hands.write("tasks.step.due", "không phải ngày")
    hands.keys("Ctrl+Enter")
    assert hands.error("tasks.step.due")
    assert hands.focus() == "tasks.step.due"


def test_a_first_due_before_the_day_of_assignment_is_refused_beside_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    three()
    hands = desks.opened(qtbot, session)
    hands.click_row("tasks.table", "Giữ gìn")
    ask(hands, "tasks.extend", due="1/1/2026")
    assert "trước ngày giao" in hands.error("tasks.step.due")
    assert hands.focus() == "tasks.step.due"


def test_a_late_task_asks_for_its_cause_and_is_not_done_without_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    late, *_ = three()
    hands = desks.opened(qtbot, session)
    assert "Chưa ghi nguyên nhân" in "".join(
        one for one in [hands.text_of("page.tasks")] if "Chưa ghi" in one
    )
    ask(hands, "tasks.complete")
    assert "đã quá hạn 30/06/2026" in hands.error("tasks.step.cause")
    assert hands.focus() == "tasks.step.cause"
    assert read(late)["state"] == "assigned"
    hands.type("Mưa nhiều ngày")
    hands.write("tasks.step.cause_body", "Tổ Tin học")
    hands.write("tasks.step.cause_person", "Quàng Thị Mai")
    hands.keys("Ctrl+Enter")
    task = read(late)
    assert (task["state"], task["cause"]) == ("done", "Mưa nhiều ngày")
    hands.keys("Ctrl+Z")  # the step and its cause are one
    task = read(late)
    assert (task["state"], task["cause"]) == ("assigned", "")


def test_a_task_done_on_time_but_told_late_needs_no_cause(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    late, *_ = three()
    hands = desks.opened(qtbot, session)
    ask(hands, "tasks.complete", on="25/6")
    assert read(late)["done_on"] == "2026-06-25"


def test_a_completed_task_leaves_the_filter_but_stays_in_the_form(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = at_the_trees(qtbot, session)
    ask(hands, "tasks.complete")
    assert len(hands.rows("tasks.table")) == 2
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    assert hands.sees("tasks.reopen")


def test_a_deleted_task_gives_its_place_and_the_keys_to_its_neighbour(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, number = at_the_trees(qtbot, session)
    other(hands, "Xóa…")
    hands.keys("Enter")
    assert read(number)["deleted_on"] is not None
    assert hands.text_of("tasks.form.work") == "Giữ gìn trật tự ngõ xóm"
    assert hands.focus() == "tasks.table"
    hands.keys("Ctrl+Z")
    assert read(number)["deleted_on"] is None
    assert len(hands.rows("tasks.table")) == 3
    assert hands.focus()


def test_the_last_task_deleted_leaves_a_page_that_says_what_to_do(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task("Trồng cây đầu xuân", **OPEN)
    hands = desks.opened(qtbot, session)
    other(hands, "Xóa…")
    hands.keys("Enter")
    assert not hands.sees("tasks.form.work")
    assert hands.focus() == "tasks.table"
    hands.wait_said("Chọn một nhiệm vụ")


def test_a_question_left_with_escape_gives_the_keys_back(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    three()
    hands = desks.opened(qtbot, session)
    hands.focus_on("tasks.complete")
    hands.keys("Enter")
    assert hands.focus() == "tasks.step.on"
    hands.keys("Escape")
    assert hands.focus() == "tasks.complete"
    assert not hands.sees("tasks.step.do")


def test_an_answer_half_typed_waits_for_its_own_task(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, number = at_the_trees(qtbot, session)
    hands.click("tasks.extend")
    hands.write("tasks.step.due", "15/9")
    hands.click_row("tasks.table", "Sửa mái")
    assert not hands.sees("tasks.step.do")
    assert any("chưa ghi vào sổ" in one for one in hands.desk.leaving())
    hands.click_row("tasks.table", "Trồng cây")
    assert hands.text_of("tasks.step.due") in {"15/9", "15/09/2026"}
    hands.write("tasks.step.basis", "Biên bản 07")
    hands.keys("Ctrl+Enter")
    assert read(number)["due"] == "2026-09-15"


def test_a_duty_that_recurs_says_so_and_can_be_stopped(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    fields = {"work": "Trực tiếp dân", "recurrence": "monthly", "start": date(2026, 6, 1)}
    moment = tests.db.factory.moment()
    number, made = db.tasks.series.start(fields, moment, not_secret=True)
    hands = desks.opened(qtbot, session)
    hands.desk.open("series", number)
    assert len(hands.rows("tasks.table")) == len(made) == 2
    hands.wait_said("Việc lặp lại hằng tháng.")
    hands.wait_said("Đang xem riêng")
    other(hands, "Thôi lặp lại…")
    hands.keys("Ctrl+Enter")
    hands.wait_said("đến hết ngày 20/07/2026")
    (series,) = db.tasks.dump_series()
    assert series["end"] == "2026-07-20"
    hands.click("tasks.only.action")
    assert not hands.sees("tasks.only")


def test_a_new_month_brings_the_tasks_of_duties_that_recur(tmp_path: Any, qtbot: QtBot) -> None:
    with opening.session(tmp_path / "So") as (session, set_day):
        fields = {"work": "Trực tiếp dân", "recurrence": "monthly", "start": date(2026, 7, 1)}
        db.tasks.series.start(fields, session.now(), not_secret=True)
        hands = desks.opened(qtbot, session)
        assert len(hands.rows("tasks.table")) == 1
        set_day(date(2026, 8, 3))
        hands.desk.look_at_day()
        assert len(hands.rows("tasks.table")) == 2
        assert "Quá hạn 3 ngày" in hands.rows("tasks.table")[0]


# --- The form.


def test_typing_goes_to_the_record_it_was_typed_for(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    late, number, _ = three()
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.product", "Mái mới")
    hands.click_row("tasks.table", "Trồng cây")
    assert read(late)["product"] == "Mái mới"
    assert read(number)["product"] == "Biên bản kiểm kê"


def test_a_field_that_may_not_be_empty_says_so_and_waits_for_its_record(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    late, *_ = three()
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.work", "")
    hands.click_row("tasks.table", "Trồng cây")
    assert read(late)["work"] == "Sửa mái nhà xe"
    assert "Việc" in hands.desk.leaving()[0]
    hands.click_row("tasks.table", "Sửa mái")
    hands.wait_until(lambda: hands.error("tasks.form.work"), "the sentence under the field")


def test_a_secrecy_mark_is_refused_under_its_field(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    late, *_ = three()
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.product", "Báo cáo (TỐI MẬT)")
    hands.keys("Tab")
    assert "độ mật" in hands.error("tasks.form.product")
    assert read(late)["product"] == "Biên bản kiểm kê"


def test_a_name_not_of_the_cell_is_kept_as_typed(session: ui.session.Session, qtbot: QtBot) -> None:
    tests.db.factory.member("Quàng Thị Mai")
    late, *_ = three()
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.accountable", "Ông trưởng thôn")
    hands.keys("Tab")
    task = read(late)
    assert (task["accountable"], task["accountable_member"]) == ("Ông trưởng thôn", None)
    hands.write("tasks.form.accountable", "mai")
    hands.keys("Down", "Enter")
    assert read(late)["accountable"] == "Quàng Thị Mai"
    assert read(late)["accountable_member"] is not None


def test_typing_a_long_text_is_one_step_back(session: ui.session.Session, qtbot: QtBot) -> None:
    late, *_ = three()
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.product", "Mái")
    page = page_of(hands)
    form = page.record._product
    form._save_typing()
    hands.type(" mới")
    hands.keys("Tab")
    assert read(late)["product"] == "Mái mới"
    hands.keys("Ctrl+Z")
    assert read(late)["product"] == "Biên bản kiểm kê"


def test_a_task_deleted_elsewhere_is_no_longer_shown(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    late, *_ = three()
    hands = desks.opened(qtbot, session)
    hands.click("tasks.complete")
    session.perform("Xóa", lambda moment: db.tasks.steps.delete(db.tasks.get(late), moment))
    hands.settle()
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    assert not hands.sees("tasks.step.do")


def test_a_record_asked_for_from_outside_is_shown_whatever_the_filters_say(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    _, number, _ = three()
    hands = desks.opened(qtbot, session)
    hands.write("tasks.filter.text", "mái")
    hands.keys("Enter")
    hands.click("tasks.filter.overdue")
    hands.desk.open("tasks", number)
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    assert hands.text_of("tasks.filter.text") == ""
    assert hands.focus() == "tasks.table"


def test_a_record_that_is_gone_is_said_to_be(session: ui.session.Session, qtbot: QtBot) -> None:
    three()
    hands = desks.opened(qtbot, session)
    hands.desk.open("tasks", 99)
    assert hands.reads("không còn trong danh sách")


# --- Narrow.


def test_at_200_per_cent_list_and_form_take_turns_and_escape_leads_back(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    three()
    hands = desks.opened(qtbot, session, scale=2.0)
    assert hands.sees("tasks.table")
    assert not hands.sees("tasks.form.work")
    hands.focus_on("tasks.table")
    hands.keys("Down", "Enter")
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    assert hands.focus() == "tasks.form.work"
    hands.keys("Escape")
    assert not hands.sees("tasks.form.work")
    assert hands.focus() == "tasks.table"


def test_at_200_per_cent_a_click_on_a_row_leads_into_its_form(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    three()
    hands = desks.opened(qtbot, session, scale=2.0)
    hands.click_row("tasks.table", "Sửa mái")
    assert hands.text_of("tasks.form.work") == "Sửa mái nhà xe"
    assert hands.focus() == "tasks.form.work"


def test_at_200_per_cent_a_question_stands_alone_with_the_name_of_its_task(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    three()
    hands = desks.opened(qtbot, session, scale=2.0)
    hands.focus_on("tasks.table")
    hands.keys("Enter")
    hands.click("tasks.complete")
    assert not hands.sees("tasks.form.work")
    hands.wait_said("Nhiệm vụ “Sửa mái nhà xe”.")
    for _ in range(4):
        hands.keys("Tab")
    assert hands.focus() in {"tasks.step.do", "tasks.step.leave"}
    hands.keys("Escape")
    assert hands.sees("tasks.form.work")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("step", ["complete", "extend", "progress", "delete"])
def test_no_question_is_cut_at_any_size(
    session: ui.session.Session, qtbot: QtBot, step: str, scale: float
) -> None:
    three()
    hands = desks.opened(qtbot, session, scale=scale)
    hands.focus_on("tasks.table")
    hands.keys("Enter")
    page_of(hands).record.step(step)
    hands.settle(50)
    assert desktop.shots.judging.faults(hands.window) == []


def test_a_task_made_from_a_conclusion_leads_to_its_meeting(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    meeting = tests.db.factory.meeting("Sinh hoạt tháng 6")
    db.meetings.steps.hold(meeting, TODAY, {}, tests.db.factory.moment())
    said = db.meetings.minutes.conclude(meeting, "Trồng cây", tests.db.factory.moment())
    db.meetings.minutes.make_task(
        said, tests.db.factory.draft("Trồng cây"), tests.db.factory.moment(), not_secret=True
    )
    tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    hands.click_row("tasks.table", "Sửa mái")
    assert not hands.sees("tasks.source")
    hands.click_row("tasks.table", "Trồng cây")
    assert "Sinh hoạt tháng 6" in hands.text_of("tasks.source")
    hands.focus_on("tasks.source.open")
    hands.keys("Enter")
    assert hands.text_of("meetings.form.title") == "Sinh hoạt tháng 6"


@pytest.mark.parametrize(("typed", "kept"), [("50%", 50), ("50 %", 50), ("100", 100)])
def test_a_per_cent_is_taken_with_its_sign(
    session: ui.session.Session, qtbot: QtBot, typed: str, kept: int
) -> None:
    hands, number = at_the_trees(qtbot, session)
    ask(hands, "tasks.progress", percent=typed)
    assert [one["percent"] for one in read(number)["progress"]] == [kept]


def test_a_per_cent_past_the_whole_is_told_what_it_may_be(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, number = at_the_trees(qtbot, session)
    ask(hands, "tasks.progress", percent="150%")
    assert "hãy ghi số từ 0 đến 100" in hands.error("tasks.step.percent")
    assert read(number)["progress"] == []


def test_what_stands_below_the_last_field_is_reached_by_the_keys_of_pages(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = at_the_trees(qtbot, session)
    bar = page_of(hands).record._area.verticalScrollBar()
    assert bar.maximum() > 0
    for field in ("tasks.form.work", "tasks.form.outcome"):
        hands.focus_on(field)
        hands.keys(*["PageDown"] * 6)
        assert bar.value() == bar.maximum(), field
        hands.keys(*["PageUp"] * 6)
        assert bar.value() == 0, field
        hands.keys("Ctrl+End", "Ctrl+End")
        assert bar.value() == bar.maximum(), field
        hands.keys("Ctrl+Home", "Ctrl+Home")
        assert bar.value() == 0, field


def test_a_duty_that_recurs_is_changed_from_its_next_span_on(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    fields = {"work": "Trực tiếp dân", "recurrence": "monthly", "start": date(2026, 7, 1)}
    db.tasks.series.start(fields, tests.db.factory.moment(), not_secret=True)
    hands = desks.opened(qtbot, session)
    hands.click_row("tasks.table", "Trực tiếp dân")
    other(hands, "Đổi việc lặp lại…")
    hands.wait_said("thay đổi tính từ kỳ bắt đầu ngày 01/08/2026")
    hands.choose("tasks.step.recurrence", "Hằng tuần")
    hands.keys("Ctrl+Enter")
    old, new = db.tasks.dump_series()
    assert (old["recurrence"], old["end"]) == ("monthly", "2026-07-31")
    assert (new["recurrence"], new["start"]) == ("weekly", "2026-08-01")
    assert len(db.tasks.dump()) == 1
    hands.keys("Ctrl+Z")
    (series,) = [one for one in db.tasks.dump_series() if one["deleted_on"] is None]
    assert (series["recurrence"], series["end"]) == ("monthly", None)


def test_the_forms_of_a_page_are_made_ahead_or_when_they_are_asked_for_and_only_once(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    three()
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
