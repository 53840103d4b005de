"""What is asked before a step of a task: answers refused beside their field, none ever lost."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import ui.session
from tests.ui import errands


def test_progress_that_says_nothing_is_refused_at_its_field(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, number = errands.at_the_trees(qtbot, session)
    errands.ask(hands, "tasks.progress")
    assert "Hãy ghi tiến độ" in hands.error("tasks.step.percent")
    assert hands.focus() == "tasks.step.percent"
    assert errands.read(number)["progress"] == []


@pytest.mark.parametrize(("typed", "kept"), [("50%", 50), ("50 %", 50), ("100", 100)])
def test_a_per_cent_is_taken_with_its_sign(
    session: ui.session.Session, qtbot: QtBot, typed: str, kept: int
) -> None:
    hands, number = errands.at_the_trees(qtbot, session)
    errands.ask(hands, "tasks.progress", percent=typed)
    assert [one["percent"] for one in errands.read(number)["progress"]] == [kept]


def test_a_per_cent_past_the_whole_is_told_what_it_may_be(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, number = errands.at_the_trees(qtbot, session)
    errands.ask(hands, "tasks.progress", percent="150%")
    assert "hãy ghi số từ 0 đến 100" in hands.error("tasks.step.percent")
    assert errands.read(number)["progress"] == []


def test_a_due_that_is_not_later_is_refused_in_the_question_and_nothing_typed_is_lost(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = errands.at_the_trees(qtbot, session)
    errands.ask(hands, "tasks.extend", due="1/8", basis="Biên bản 07")
    assert "sau hạn đang áp dụng" in hands.error("tasks.step.due")
    assert hands.focus() == "tasks.step.due"
    assert hands.text_of("tasks.step.basis") == "Biên bản 07"
    hands.write("tasks.step.due", "không phải ngày")
    hands.keys("Ctrl+Enter")
    assert hands.error("tasks.step.due")
    assert hands.focus() == "tasks.step.due"


def test_a_first_due_before_the_day_of_assignment_is_refused_beside_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = errands.at_the_late(qtbot, session)
    hands.click_row("tasks.table", "Giữ gìn")
    errands.ask(hands, "tasks.extend", due="1/1/2026")
    assert "trước ngày giao" in hands.error("tasks.step.due")
    assert hands.focus() == "tasks.step.due"


def test_a_question_left_with_escape_gives_the_keys_back(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = errands.at_the_late(qtbot, session)
    hands.focus_on("tasks.complete")
    hands.keys("Enter")
    assert hands.focus() == "tasks.step.on"
    hands.keys("Escape")
    assert hands.focus() == "tasks.complete"
    assert not hands.sees("tasks.step.do")


def test_an_answer_half_typed_waits_for_its_own_task(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, number = errands.at_the_trees(qtbot, session)
    hands.click("tasks.extend")
    hands.write("tasks.step.due", "15/9")
    hands.click_row("tasks.table", "Sửa mái")
    assert not hands.sees("tasks.step.do")
    assert any("chưa ghi vào sổ" in one for one in hands.desk.leaving())
    hands.click_row("tasks.table", "Trồng cây")
    assert hands.text_of("tasks.step.due") in {"15/9", "15/09/2026"}
    hands.write("tasks.step.basis", "Biên bản 07")
    hands.keys("Ctrl+Enter")
    assert errands.read(number)["due"] == "2026-09-15"
