"""A desk with the meetings page on it, a small cell, and meetings to hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytestqt.qtbot import QtBot

import db.meetings
import db.meetings.steps
import tests.db.factory
import ui.desk
import ui.meetings
import ui.meetings.minutes
import ui.meetings.sitting
import ui.session
from tests.ui import desks

TODAY = tests.db.factory.TODAY
NAMES = ("Lường Thị Ban", "Quàng Văn Chài", "Lò Thị Đoan", "Vì Văn Hặc")


class Hands(desks.Hands):
    """Hands at a desk that know the parts of the meetings page."""

    @property
    def page(self) -> ui.meetings.MeetingPage:
        """The page in front."""
        page = self.desk.page()
        assert isinstance(page, ui.meetings.MeetingPage)
        return page

    @property
    def sitting(self) -> ui.meetings.sitting.Sitting:
        """Meeting mode."""
        assert self.page.sitting is not None
        return self.page.sitting

    @property
    def minutes(self) -> ui.meetings.minutes.Minutes:
        """The minutes."""
        assert self.page.minutes is not None
        return self.page.minutes


def opened(qtbot: QtBot, session: ui.session.Session) -> Hands:
    """Four members and no meeting."""
    for name in NAMES:
        tests.db.factory.member(name)
    desk = desks.opened(qtbot, session, "meetings").desk
    hands = Hands(qtbot, desk)
    hands.desk = desk
    return hands


def planned(hands: Hands, **more: Any) -> int:
    """A meeting planned for today, in the list and in the form."""
    number = int(str(tests.db.factory.meeting(**{"planned_on": TODAY, **more}).id))
    hands.page.reload()
    hands.page.show_record(number)
    hands.settle()
    return number


def started(hands: Hands, **more: Any) -> int:
    """A meeting that begins today."""
    number = planned(hands, **more)
    hands.click("meetings.start")
    hands.find("meetings.attendance")
    return number


def held_before(on: date = date(2026, 6, 4), **more: Any) -> db.meetings.Meeting:
    """A meeting of another day, held and not approved."""
    fields = {"place": "Phòng hội đồng", "chair": "Lường Thị Ban", "starts": "16:00", **more}
    meeting = tests.db.factory.meeting(planned_on=on, **fields)
    db.meetings.steps.hold(meeting, on, {}, tests.db.factory.moment())
    return meeting


def conclude(hands: Hands, text: str) -> None:
    """One more conclusion."""
    hands.write("meetings.conclusion.text", text)
    hands.keys("Enter")


def parts(number: int) -> dict[str, list[dict[str, Any]]]:
    """What the book has of a meeting."""
    return db.meetings.parts(number)


def marks(number: int) -> dict[str, tuple[str, str]]:
    """Who came, as the book has it, by name."""
    return {one["name"]: (one["status"], one["reason"]) for one in parts(number)["attendance"]}
