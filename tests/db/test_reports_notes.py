"""Cautions about a report, and the records behind its figures: each names its record."""

from __future__ import annotations

from datetime import date

import pytest

import db.base
import db.figures
import db.meetings.minutes
import db.meetings.steps
import db.periods
import db.reports
import db.reports.behind
import db.reports.notes
import db.tasks
import db.tasks.steps
import tests.db.factory
from tests.db.factory import moment

pytestmark = pytest.mark.usefixtures("book")
Q2 = db.periods.quarter(2026, 2)
JUNE = date(2026, 6, 3)


def told() -> list[tuple[str, str, int]]:
    """Rule, kind and id of each caution about the second quarter."""
    span = db.reports.window(Q2, date(2026, 7, 20))
    return [(one.rule, one.kind, one.id) for one in db.reports.notes.of(span)]


def held(title: str = "Họp tháng 6") -> db.meetings.Meeting:
    """A meeting of June."""
    meeting = tests.db.factory.meeting(title)
    came = {tests.db.factory.member(): ("present", "")}
    db.meetings.steps.hold(meeting, JUNE, came, moment())
    return meeting


def test_a_quarter_in_order_has_no_cautions() -> None:
    db.tasks.steps.close(tests.db.factory.task(), "done", date(2026, 6, 20), moment())
    db.meetings.steps.approve(held(), date(2026, 6, 5), b"%PDF", {}, moment())
    assert told() == []


def test_a_cause_still_being_cleared_up_and_a_task_not_six_times_clear_are_named() -> None:
    cause = {
        "cause": "Mưa", "cause_body": "Chi ủy", "cause_person": "Mai",
        "cause_until": date(2026, 8, 1),
    }  # fmt: skip
    tests.db.factory.task(first_due=date(2026, 6, 20), fields=cause | {"product": ""})
    assert told() == [("cause_pending", "tasks", 1), ("unclear", "tasks", 1)]
    span = db.reports.window(Q2, date(2026, 7, 20))
    assert "01/08/2026" in db.reports.notes.of(span)[0].sentence


def test_a_cause_of_a_task_that_is_not_late_is_no_caution() -> None:
    one = tests.db.factory.task(fields={"cause_until": date(2026, 8, 1)})
    db.tasks.steps.close(one, "done", date(2026, 6, 20), moment())
    assert told() == []


def test_minutes_not_approved_and_conclusions_without_a_task_are_named() -> None:
    meeting = held()
    db.meetings.minutes.conclude(meeting, "Giao dọn kho", moment())
    done = db.meetings.minutes.conclude(meeting, "Biểu dương", moment())
    db.meetings.minutes.needs_no_task(done, "Đã làm", moment())
    assert told() == [("unapproved", "meetings", 1), ("untasked", "meetings", 1)]


def test_a_meeting_in_which_nobody_was_marked_is_named() -> None:
    meeting = tests.db.factory.meeting("Họp tháng 6")
    db.meetings.steps.hold(meeting, JUNE, {}, moment())
    db.meetings.steps.approve(meeting, date(2026, 6, 5), b"%PDF", {}, moment())
    assert told() == [("unmarked", "meetings", 1)]
    (note,) = db.reports.notes.of(db.reports.window(Q2, date(2026, 7, 20)))
    assert "03/06/2026 chưa điểm danh" in note.sentence


def test_what_was_deleted_or_lies_outside_the_window_is_no_caution() -> None:
    db.meetings.steps.delete(held("Họp bỏ"), moment(date(2026, 6, 10)))
    later = tests.db.factory.meeting("Họp tháng 7")
    db.meetings.steps.hold(later, date(2026, 7, 3), {}, moment())
    gone = tests.db.factory.task(fields={"product": ""})
    db.tasks.steps.delete(gone, moment(date(2026, 6, 10)))
    assert told() == []


def test_the_records_behind_a_figure_stand_in_the_order_of_its_ids() -> None:
    tests.db.factory.task("Một", fields={"code": "NV-1"})
    tests.db.factory.task("Hai")
    lines = db.reports.behind.lines("tasks_in_period", [2, 1, 99])
    assert [(one.kind, one.id, one.title) for one in lines] == [
        ("tasks", 2, "Hai"), ("tasks", 1, "NV-1 – Một"),
    ]  # fmt: skip
    assert lines[0].detail == "Quàng Thị Mai · đã giao"


def test_every_figure_has_a_noun_and_lines_that_lead_to_what_can_be_shown() -> None:
    meeting = held()
    db.meetings.minutes.conclude(meeting, "Giao dọn kho", moment())
    db.meetings.steps.use_document(meeting, tests.db.factory.document().id, moment())
    db.tasks.steps.close(tests.db.factory.task(), "done", date(2026, 6, 20), moment())
    span = db.reports.window(Q2, date(2026, 7, 20))
    for name, figure in db.figures.count(span).items():
        assert db.reports.behind.noun(name)
        lines = db.reports.behind.lines(name, figure.ids)
        assert len(lines) == len(figure.ids)
        assert {one.kind for one in lines} <= {"tasks", "meetings", "documents"}


def test_a_conclusion_leads_to_its_meeting() -> None:
    held("Họp trước")
    one = db.meetings.minutes.conclude(held("Họp sau"), "Giao dọn kho", moment())
    (line,) = db.reports.behind.lines("conclusions", [int(str(one.id))])
    assert (line.kind, line.id, line.title) == ("meetings", 2, "Giao dọn kho")


def test_a_book_of_before_holds_no_composed_text() -> None:
    report = db.reports.begin(Q2, moment())
    db.reports.write(report, "3", "Lời cũ", moment())
    assert db.base.rows("SELECT composed FROM report_sentences") == [(None,)]
    assert db.reports.dump()[0]["sentences"] == [{"section": "3", "text": "Lời cũ"}]
