"""The steps of a task: entered and taken back, and where list, form and keys are afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pytestqt.qtbot import QtBot

import tests.db.factory
import ui.session
from tests.ui import desks, errands


def test_progress_begins_an_assigned_task(session: ui.session.Session, qtbot: QtBot) -> None:
    hands, number = errands.at_the_trees(qtbot, session)
    errands.ask(hands, "tasks.progress", percent="40", text="Đã có cây giống")
    assert errands.read(number)["state"] == "in_progress"
    assert errands.read(number)["progress"][0]["percent"] == 40
    assert "tiến độ 40% Đã có cây giống" in hands.text_of("tasks.facts")


def test_a_task_goes_from_proposed_to_done_and_back_and_each_step_is_taken_back(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    one = tests.db.factory.task(
        "Lập tổ tự quản",
        assigned_on=None,
        states=[(date(2026, 7, 1), "proposed")],
        **errands.OPEN,
    )
    number = int(str(one.id))
    hands = desks.opened(qtbot, session)
    hands.click("tasks.filter.all")
    steps: list[tuple[Callable[[], None], str]] = [
        (lambda: errands.ask(hands, "tasks.assign"), "assigned"),
        (lambda: errands.other(hands, "Trình kết quả…"), "submitted"),
        (lambda: errands.ask(hands, "tasks.complete"), "done"),
        (lambda: errands.ask(hands, "tasks.reopen"), "in_progress"),
    ]
    for do, state in steps:
        before = errands.read(number)["state"]
        do()
        if hands.sees("tasks.step.do"):
            hands.keys("Ctrl+Enter")
        assert errands.read(number)["state"] == state
        hands.keys("Ctrl+Z")
        assert errands.read(number)["state"] == before
        hands.keys("Ctrl+Y")
        assert errands.read(number)["state"] == state
    assert hands.text_of("tasks.form.work") == "Lập tổ tự quản"


def test_extending_suspending_resuming_and_cancelling_are_taken_back_too(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    _, number, _ = errands.three()
    hands = desks.opened(qtbot, session)
    hands.click("tasks.filter.all")
    hands.click_row("tasks.table", "Trồng cây")
    errands.ask(hands, "tasks.extend", due="15/9", basis="Biên bản 07")
    assert errands.read(number)["due"] == "2026-09-15"
    hands.keys("Ctrl+Z")
    assert errands.read(number)["due"] == "2026-08-31"
    errands.other(hands, "Tạm dừng…")
    hands.keys("Ctrl+Enter")
    assert errands.read(number)["state"] == "suspended"
    errands.ask(hands, "tasks.resume", due="30/9", basis="Ý kiến chi ủy")
    task = errands.read(number)
    assert (task["state"], task["due"]) == ("in_progress", "2026-09-30")
    errands.other(hands, "Hủy nhiệm vụ…")
    hands.keys("Ctrl+Enter")
    assert errands.read(number)["state"] == "cancelled"
    for state in ("in_progress", "suspended", "assigned"):
        hands.keys("Ctrl+Z")
        assert errands.read(number)["state"] == state
    for state in ("suspended", "in_progress", "cancelled"):
        hands.keys("Ctrl+Y")
        assert errands.read(number)["state"] == state


def test_a_late_task_asks_for_its_cause_and_is_not_done_without_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, late = errands.at_the_late(qtbot, session)
    assert "Chưa ghi nguyên nhân" in "".join(
        one for one in [hands.text_of("page.tasks")] if "Chưa ghi" in one
    )
    errands.ask(hands, "tasks.complete")
    assert "đã quá hạn 30/06/2026" in hands.error("tasks.step.cause")
    assert hands.focus() == "tasks.step.cause"
    assert errands.read(late)["state"] == "assigned"
    hands.type("Mưa nhiều ngày")
    hands.write("tasks.step.cause_body", "Tổ Tin học")
    hands.write("tasks.step.cause_person", "Quàng Thị Mai")
    hands.keys("Ctrl+Enter")
    task = errands.read(late)
    assert (task["state"], task["cause"]) == ("done", "Mưa nhiều ngày")
    hands.keys("Ctrl+Z")  # the step and its cause are one
    task = errands.read(late)
    assert (task["state"], task["cause"]) == ("assigned", "")


def test_a_task_done_on_time_but_told_late_needs_no_cause(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, late = errands.at_the_late(qtbot, session)
    errands.ask(hands, "tasks.complete", on="25/6")
    assert errands.read(late)["done_on"] == "2026-06-25"


def test_a_completed_task_leaves_the_filter_but_stays_in_the_form(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = errands.at_the_trees(qtbot, session)
    errands.ask(hands, "tasks.complete")
    assert len(hands.rows("tasks.table")) == 2
    assert hands.text_of("tasks.form.work") == "Trồng cây đầu xuân"
    assert hands.sees("tasks.reopen")


def test_a_deleted_task_gives_its_place_and_the_keys_to_its_neighbour(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, number = errands.at_the_trees(qtbot, session)
    errands.other(hands, "Xóa…")
    hands.keys("Enter")
    assert errands.read(number)["deleted_on"] is not None
    assert hands.text_of("tasks.form.work") == "Giữ gìn trật tự ngõ xóm"
    assert hands.focus() == "tasks.table"
    hands.keys("Ctrl+Z")
    assert errands.read(number)["deleted_on"] is None
    assert len(hands.rows("tasks.table")) == 3
    assert hands.focus()


def test_the_last_task_deleted_leaves_a_page_that_says_what_to_do(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task("Trồng cây đầu xuân", **errands.OPEN)
    hands = desks.opened(qtbot, session)
    errands.other(hands, "Xóa…")
    hands.keys("Enter")
    assert not hands.sees("tasks.form.work")
    assert hands.focus() == "tasks.table"
    hands.wait_said("Chọn một nhiệm vụ")
