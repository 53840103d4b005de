"""Meeting mode where there is much to show and little room."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import db.meetings
import db.meetings.minutes
import desktop.shots.judging
import desktop.shots.looking
import tests.db.factory
import ui.session
import ui.theme
from tests.ui import sittings


@pytest.fixture
def hands(session: ui.session.Session, qtbot: QtBot) -> sittings.Hands:
    return sittings.opened(qtbot, session)


def crowded(contributions: int = 60, on: date = date(2026, 6, 4)) -> int:
    """Forty members, so many contributions."""
    members = [tests.db.factory.member(f"Lò Văn Số {number}") for number in range(36)]
    meeting = sittings.held_before(on)
    moment = tests.db.factory.moment()
    for number in range(contributions):
        words = f"ý kiến thứ {number} về kế hoạch của chi bộ trong quý tới, " * 3
        db.meetings.minutes.contribute(meeting, members[number % 36], words, moment)
    for number in range(6):
        db.meetings.minutes.conclude(meeting, f"Kết luận {number}", moment)
    return int(str(meeting.id))


def test_a_crowded_meeting_opens_with_as_many_parts_as_a_quiet_one(hands: sittings.Hands) -> None:
    quiet, noisy = crowded(6), crowded(60, date(2026, 6, 10))
    counted = []
    for number in (quiet, noisy):
        hands.page.hold(number)
        hands.settle(20)
        counted.append(len(hands.sitting.findChildren(QWidget)))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_while_a_meeting_is_held(hands: sittings.Hands, scale: float) -> None:
    number = crowded()
    conclusion = sittings.parts(number)["conclusions"][0]["id"]
    moment = tests.db.factory.moment()
    db.meetings.minutes.needs_no_task(db.meetings.conclusion(conclusion), "đã có", moment)
    ui.theme.set_scale(scale)
    hands.page.hold(number)
    hands.settle(50)
    for name in ("meetings.contribution.text", "meetings.vote.base", "meetings.conclusion.text"):
        hands.focus_on(name)
        seen = desktop.shots.looking.look(hands.window)
        assert [one for one in seen if one.clipped] == []


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_in_the_list_and_beside_it(hands: sittings.Hands, scale: float) -> None:
    number = crowded()
    ui.theme.set_scale(scale)
    hands.settle(50)
    assert desktop.shots.judging.faults(hands.window) == []
    hands.desk.open("meetings", number)
    hands.settle(50)
    assert desktop.shots.judging.faults(hands.window) == []


def test_meeting_mode_is_made_ahead_or_when_it_is_asked_for_and_only_once(
    hands: sittings.Hands,
) -> None:
    list(hands.page.prepare())
    made = hands.sitting
    sittings.started(hands)
    list(hands.page.prepare())
    assert hands.sitting is made


def test_tab_goes_from_the_roll_to_the_rest_in_reading_order(hands: sittings.Hands) -> None:
    sittings.started(hands, agenda=["Một", "Hai"])
    sittings.conclude(hands, "Việc một")
    hands.focus_on("meetings.attendance")
    seen = []
    for _ in range(30):
        hands.keys("Tab")
        seen.append(hands.focus())
    names = [
        "meetings.attendance.all",
        "meetings.agenda.next",
        "meetings.sitting.opening",
        "meetings.contribution.person",
        "meetings.contribution.text",
        "meetings.vote.text",
        "meetings.conclusion.0.task",
        "meetings.conclusion.text",
        "meetings.document.document",
    ]
    assert [one for one in seen if one in names][: len(names)] == names


def test_f6_leads_through_the_parts_of_meeting_mode(hands: sittings.Hands) -> None:
    sittings.started(hands)
    hands.keys("F6")
    assert hands.sitting._right.isAncestorOf(hands.find(hands.focus()))
    hands.keys("F6")
    assert hands.focus() == "nav.meetings"
    hands.keys("F6")
    assert hands.focus() == "meetings.attendance"
