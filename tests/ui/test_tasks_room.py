"""The tasks page where there is little room: list, form and question take turns, none is cut."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import desktop.shots.judging
import ui.session
from tests.ui import desks, errands


def test_at_200_per_cent_list_and_form_take_turns_and_escape_leads_back(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    errands.three()
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
    errands.three()
    hands = desks.opened(qtbot, session, scale=2.0)
    hands.click_row("tasks.table", "Sửa mái")
    assert hands.text_of("tasks.form.work") == "Sửa mái nhà xe"
    assert hands.focus() == "tasks.form.work"


def test_at_200_per_cent_a_question_stands_alone_with_the_name_of_its_task(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    errands.three()
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
    errands.three()
    hands = desks.opened(qtbot, session, scale=scale)
    hands.focus_on("tasks.table")
    hands.keys("Enter")
    errands.page_of(hands).record.step(step)
    hands.settle(50)
    assert desktop.shots.judging.faults(hands.window) == []
