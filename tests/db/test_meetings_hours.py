"""The hours of a meeting: as people write them, and from when to when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db.errors
import db.meetings
import db.meetings.hours
import db.meetings.steps
import tests.db.factory
from tests.db.factory import TODAY, moment


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("19:30", "19:30"),
        ("19h30", "19:30"),
        ("19 giờ 30", "19:30"),
        ("19 giờ 30 phút", "19:30"),
        ("1930", "19:30"),
        ("730", "07:30"),
        ("7h", "07:00"),
        ("", ""),
        ("sau buổi chào cờ", "sau buổi chào cờ"),
    ],
)
def test_an_hour_is_taken_as_people_write_it_and_kept_in_one_form(typed: str, kept: str) -> None:
    assert db.meetings.hours.read(typed) == kept


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from((":", "h", ".", " giờ ", "g", "")))
def test_what_is_kept_is_read_again_as_it_is(hour: int, minute: int, between: str) -> None:
    kept = db.meetings.hours.read(f"{hour}{between}{minute:02}")
    assert kept == f"{hour:02}:{minute:02}"
    assert db.meetings.hours.read(kept) == kept


@pytest.mark.usefixtures("book")
def test_a_meeting_never_ends_before_it_begins() -> None:
    meeting = tests.db.factory.meeting(starts="19h30")
    db.meetings.steps.hold(meeting, TODAY, {}, moment())
    for ends in ("12:00", "19 giờ 29"):
        with pytest.raises(db.errors.RecordError, match="trước giờ bắt đầu"):
            db.meetings.steps.close(meeting, ends, moment())
        with pytest.raises(db.errors.RecordError, match="trước giờ bắt đầu"):
            db.meetings.steps.change(meeting, {"ends": ends}, moment())
    db.meetings.steps.close(meeting, "21:00", moment())
    with pytest.raises(db.errors.RecordError, match="trước giờ bắt đầu"):
        db.meetings.steps.change(meeting, {"starts": "21:30"}, moment())
    db.meetings.steps.change(meeting, {"starts": "sau buổi chào cờ"}, moment())
    assert db.meetings.get(meeting.id).ends == "21:00"
