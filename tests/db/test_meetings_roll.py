"""Who is called to a meeting and how they are counted; what a new meeting begins with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import db.errors
import db.meetings
import db.meetings.proposing
import db.meetings.roll
import db.meetings.steps
import tests.db.factory
from tests.db.factory import TODAY, member, moment

pytestmark = pytest.mark.usefixtures("book")
HELD = date(2026, 7, 6)


def held(entered: dict[int, tuple[str, str]], **more: Any) -> db.meetings.roll.Roll:
    meeting = tests.db.factory.meeting(**more)
    db.meetings.steps.hold(meeting, HELD, entered, moment())
    return db.meetings.roll.call(meeting, db.meetings.parts(meeting.id), HELD)


def test_the_exempt_and_the_absent_elsewhere_are_in_neither_part() -> None:
    here = member("Lò Văn Một")
    exempt = member("Lò Văn Hai", exempt=[("QĐ 7", date(2026, 1, 1), None)])
    away = member("Lò Văn Ba", stays=[("temporary_out", date(2026, 1, 1), None)])
    absent = member("Lò Văn Bốn")
    roll = held({here: ("present", ""), exempt: ("present", "")})
    assert (roll.present, roll.base, roll.unmarked) == (1, 2, [absent])
    standing = {row["id"]: row["standing"] for row in roll.rows}
    assert standing == {here: "base", absent: "base", exempt: "exempt", away: "away"}
    assert roll.entered() == {here: ("present", ""), exempt: ("present", "")}


def test_somebody_entered_who_left_the_list_stays_on_the_roll() -> None:
    gone = member("Lò Văn Một", left=date(2026, 7, 1))
    roll = held({gone: ("excused", "ốm")})
    assert [row["id"] for row in roll.rows] == [gone]
    assert roll.count("excused") == 1
    assert db.meetings.roll.reasons() == ["ốm"]


def test_the_committee_calls_who_holds_a_post_in_it() -> None:
    secretary = member("Lò Văn Một", posts=[("Bí thư", date(2025, 1, 1), None)])
    sitting = member("Lò Văn Hai", posts=[("Chi ủy viên", date(2025, 1, 1), None)])
    member("Lò Văn Ba")
    roll = held({secretary: ("present", "")}, meeting_kind="committee")
    assert {row["id"] for row in roll.rows} == {secretary, sitting}
    assert (roll.present, roll.base, roll.unmarked) == (1, 2, [sitting])


def test_a_first_regular_meeting_follows_the_steps_of_the_guidance() -> None:
    member("Lò Văn Một", posts=[("Bí thư", date(2025, 1, 1), None)])
    found = db.meetings.proposing.fields("regular", TODAY)
    assert found["title"] == "Sinh hoạt thường kỳ tháng 7/2026"
    assert found["planned_on"] is None
    assert found["chair"] == "Lò Văn Một"
    assert found["agenda"][0].startswith("Tuyên bố lý do")
    assert found["agenda"][-1].endswith("thông qua biên bản")


@pytest.mark.parametrize(
    ("last", "today", "day"),
    [
        (date(2026, 6, 3), TODAY, date(2026, 7, 3)),
        (date(2026, 3, 31), TODAY, date(2026, 7, 28)),
        (date(2026, 12, 4), date(2026, 12, 20), date(2027, 1, 4)),
    ],
)
def test_the_next_day_is_that_of_the_month_after_but_never_of_a_past_month(
    last: date, today: date, day: date
) -> None:
    tests.db.factory.meeting(planned_on=last)
    assert db.meetings.proposing.fields("regular", today)["planned_on"] == day


def test_months_in_the_agenda_move_on_with_the_meeting() -> None:
    items = ["Đánh giá tháng 12/2026, nhiệm vụ tháng 1", "Tháng 13 không có"]
    tests.db.factory.meeting(planned_on=date(2026, 12, 4), agenda=items)
    found = db.meetings.proposing.fields("combined", date(2026, 12, 20))
    assert found["agenda"] == ["Đánh giá tháng 1/2027, nhiệm vụ tháng 2", "Tháng 13 không có"]


@pytest.mark.parametrize("kind", sorted(db.meetings.KINDS))
def test_every_kind_can_be_planned_as_proposed(kind: str) -> None:
    meeting = db.meetings.steps.plan(db.meetings.proposing.fields(kind, TODAY), moment())
    assert meeting.title == db.meetings.proposing.title(kind, TODAY)


@pytest.mark.parametrize(
    "free",
    [
        {"exempt": [("QĐ 7", date(2026, 1, 1), None)]},
        {"stays": [("temporary_out", date(2026, 1, 1), None)]},
    ],
)
def test_who_need_not_come_is_not_called_absent(free: dict[str, Any]) -> None:
    one = member("Lò Văn Hai", **free)
    meeting = tests.db.factory.meeting(planned_on=HELD)
    for status, reason in (("excused", "ốm"), ("unexcused", "")):
        with pytest.raises(db.errors.RecordError, match=r"Lò Văn Hai .* không tính là vắng"):
            db.meetings.steps.attend(meeting, one, status, reason, moment())
    db.meetings.steps.attend(meeting, one, "present", "", moment())
    assert [row["status"] for row in db.meetings.parts(meeting.id)["attendance"]] == ["present"]
