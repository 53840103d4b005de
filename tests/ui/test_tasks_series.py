"""Duties that recur, on the tasks page: said, changed, stopped, and new tasks by themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytestqt.qtbot import QtBot

import db.tasks
import db.tasks.series
import tests.db.factory
import ui.session
from tests.ui import desks, errands, opening


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
    errands.other(hands, "Thôi lặp lại…")
    hands.keys("Ctrl+Enter")
    hands.wait_said("đến hết ngày 20/07/2026")
    (series,) = db.tasks.dump_series()
    assert series["end"] == "2026-07-20"
    hands.click("tasks.only.action")
    assert not hands.sees("tasks.only")


def test_a_duty_that_recurs_is_changed_from_its_next_span_on(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    fields = {"work": "Trực tiếp dân", "recurrence": "monthly", "start": date(2026, 7, 1)}
    db.tasks.series.start(fields, tests.db.factory.moment(), not_secret=True)
    hands = desks.opened(qtbot, session)
    hands.click_row("tasks.table", "Trực tiếp dân")
    errands.other(hands, "Đổi việc lặp lại…")
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
