"""Meeting mode: it begins, and the roll is called by keys."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

import db.meetings
import ui.session
import ui.theme
from tests.ui import quarters, sittings


@pytest.fixture
def hands(session: ui.session.Session, qtbot: QtBot) -> sittings.Hands:
    return sittings.opened(qtbot, session)


def test_the_roll_is_called_by_one_key_each(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    assert hands.page.title() == "Sinh hoạt chi bộ tháng 6"
    hands.keys("C", "L")
    hands.type("trực trường")
    hands.keys("Enter", "K")
    assert sittings.marks(number) == {
        sittings.NAMES[0]: ("present", ""),
        sittings.NAMES[1]: ("excused", "trực trường"),
        sittings.NAMES[2]: ("unexcused", ""),
    }
    assert hands.text_of("meetings.attendance.count") == "1/4 có mặt"
    assert hands.text_of("meetings.attendance.rest") == (
        "25% · 1 vắng có lý do · 1 vắng không lý do · 1 chưa điểm danh"
    )


def test_the_space_bar_marks_as_present(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.keys("Space")
    assert sittings.marks(number) == {sittings.NAMES[0]: ("present", "")}


def test_everybody_is_present_and_then_the_exceptions(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.click("meetings.attendance.all")
    hands.keys("Down", "K")
    assert [one for one, _ in sittings.marks(number).values()].count("present") == 3
    hands.page.session.undo()
    hands.page.session.undo()
    assert sittings.marks(number) == {}


def test_a_reason_may_be_given_up(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.keys("L")
    hands.type("ốm")
    hands.keys("Escape", "Escape")
    assert not hands.sees("meetings.reason.reason")
    assert sittings.marks(number) == {}


def test_taking_back_the_start_leaves_the_meeting_planned(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    assert db.meetings.get(number).held_on == sittings.TODAY
    hands.page.session.undo()
    assert db.meetings.get(number).held_on is None
    assert hands.page.title() == "Sinh hoạt"


def test_a_meeting_of_last_week_asks_for_its_day(hands: sittings.Hands) -> None:
    number = sittings.planned(hands, planned_on=date(2026, 7, 14))
    hands.click("meetings.start")
    hands.click("meetings.step.do")
    assert db.meetings.get(number).held_on == date(2026, 7, 14)
    hands.click("meetings.move")
    hands.write("meetings.finishing.on", "15/7")
    hands.click("meetings.finishing.do")
    assert db.meetings.get(number).held_on == date(2026, 7, 15)


def test_a_day_ahead_is_answered_beside_it(hands: sittings.Hands) -> None:
    number = sittings.planned(hands, planned_on=date(2026, 8, 3))
    hands.click("meetings.start")
    hands.write("meetings.step.on", "3/8/2026")
    hands.click("meetings.step.do")
    assert "sau ngày hôm nay" in hands.error("meetings.step.on")
    assert hands.focus() == "meetings.step.on"
    assert db.meetings.get(number).held_on is None


def test_the_reason_for_an_absence_is_asked_in_sight(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    ui.theme.set_scale(2.0)
    hands = sittings.opened(qtbot, session)
    number = sittings.started(hands)
    hands.settle(20)
    hands.keys("L")
    hands.settle(20)
    assert hands.focus() == "meetings.reason.reason"
    for name in ("meetings.reason.reason", "meetings.reason.add"):
        assert quarters.in_sight(hands.find(name))
    hands.type("trực trường")
    hands.keys("Enter")
    hands.settle(20)
    assert sittings.marks(number) == {sittings.NAMES[0]: ("excused", "trực trường")}
    assert hands.focus() == "meetings.attendance"
    assert quarters.in_sight(hands.find("meetings.attendance"))
