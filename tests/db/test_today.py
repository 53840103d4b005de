"""The first page: each line from records whose outcome is known by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import db.figures
import db.meetings
import db.meetings.steps
import db.members
import db.members.steps
import db.periods
import db.reports
import db.tasks
import db.tasks.steps
import db.today
import db.today.quarters
import db.unit
import tests.db.everything
import tests.db.factory
from tests.db.factory import member, moment

pytestmark = pytest.mark.usefixtures("book")
TODAY = date(2026, 7, 20)
START = date(2026, 1, 1)


def said(items: list[db.today.Item]) -> list[tuple[str, str, str]]:
    return [(item.title, item.detail, item.tone) for item in items]


def test_the_longest_overdue_stands_first_and_says_who_and_what_is_missing() -> None:
    tests.db.factory.task("Một", first_due=date(2026, 7, 19))
    causes = {"cause": "Mưa", "cause_body": "Tổ", "cause_person": "Mai"}
    tests.db.factory.task("Hai", first_due=date(2026, 7, 1), fields=causes)
    gone = tests.db.factory.task("Ba", first_due=date(2026, 7, 1))
    db.tasks.steps.delete(gone, moment())
    who = "Quàng Thị Mai"
    lacks = "nguyên nhân, tổ chức chịu trách nhiệm, cá nhân chịu trách nhiệm"
    assert said(db.today.overdue(TODAY)) == [
        ("Hai", f"Quá hạn 19 ngày · {who}", "red"),
        ("Một", f"Quá hạn 1 ngày · {who} · chưa ghi {lacks}", "red"),
    ]


def test_what_is_due_soon_stands_by_its_day() -> None:
    tests.db.factory.task("Sau", first_due=TODAY + timedelta(days=7))
    tests.db.factory.task("Nay", first_due=TODAY, progress=[(date(2026, 7, 2), 40, "")])
    tests.db.factory.task("Xa", first_due=TODAY + timedelta(days=8))
    assert said(db.today.due(TODAY)) == [
        ("Nay", "Đến hạn hôm nay · Quàng Thị Mai · tiến độ 40%", "amber"),
        ("Sau", "Còn 7 ngày · Quàng Thị Mai", "amber"),
    ]


def test_what_lies_behind_its_time_stands_before_what_is_not_heard_of() -> None:
    tests.db.factory.task("Chậm", first_due=date(2026, 8, 30), progress=[(TODAY, 10, "")])
    tests.db.factory.task("Kém", first_due=date(2026, 8, 30), progress=[(TODAY, 5, "")])
    tests.db.factory.task("Im", first_due=None)
    tests.db.factory.task("Vừa", first_due=date(2026, 8, 30), progress=[(TODAY, 50, "")])
    assert [(item.title, item.detail) for item in db.today.at_risk(TODAY)] == [
        ("Kém", "Tiến độ 5%, thời gian đã qua 54% · Quàng Thị Mai"),
        ("Chậm", "Tiến độ 10%, thời gian đã qua 54% · Quàng Thị Mai"),
        ("Im", "49 ngày chưa cập nhật · Quàng Thị Mai"),
    ]


def test_meetings_to_come_stand_by_day_and_missing_ones_are_named() -> None:
    plan = tests.db.factory.meeting
    plan("Tháng bảy", planned_on=date(2026, 7, 28), starts="19:30", agenda=["Một"])
    plan("Mai họp", planned_on=TODAY + timedelta(days=1), meeting_kind="extraordinary")
    plan("Quên ghi", planned_on=date(2026, 7, 3), meeting_kind="committee")
    plan("Chưa rõ", planned_on=None)
    held = plan("Đã họp", planned_on=date(2026, 7, 2), meeting_kind="committee")
    db.meetings.steps.hold(held, date(2026, 7, 2), {}, moment())
    assert said(db.today.next_meetings(TODAY)) == [
        ("Quên ghi", "Đã qua ngày dự kiến 03/07/2026, chưa ghi đã họp", "amber"),
        ("Mai họp", "Mai · chưa có chương trình", "blue"),
        ("Tháng bảy", "Thứ Ba, 28/07/2026, 19:30 · chương trình đã có", "blue"),
        ("Chưa rõ", "Chưa có ngày", "amber"),
        ("Sinh hoạt chuyên đề quý III", "Chưa đặt lịch", "amber"),
    ]


def test_the_next_month_and_quarter_are_looked_at_some_days_before() -> None:
    missing = "Chưa đặt lịch"
    titles = [item.title for item in db.today.next_meetings(date(2026, 9, 21))]
    assert titles == [
        "Sinh hoạt thường kỳ tháng 9", "Sinh hoạt thường kỳ tháng 10",
        "Sinh hoạt chuyên đề quý III", "Sinh hoạt chuyên đề quý IV",
    ]  # fmt: skip
    for on in (date(2026, 9, 3), date(2026, 10, 3)):
        tests.db.factory.meeting(planned_on=on, meeting_kind="combined")
    found = db.today.next_meetings(date(2026, 9, 21))
    assert [item for item in found if item.detail == missing] == []
    assert all(item.id is not None for item in found)


def test_the_end_of_a_probation_is_seen_coming_and_seen_missed() -> None:
    member("Sắp hết", joined=date(2025, 9, 3), official_on=None)
    member("Còn lâu", joined=date(2025, 9, 4), official_on=None)
    member("Đã quá", joined=date(2025, 7, 19), official_on=None)
    member("Nhuận", joined=date(2024, 2, 29), official_on=None)
    member("Đã đi", joined=date(2025, 7, 1), official_on=None, left=TODAY)
    member("Chính thức", joined=date(2025, 7, 1))
    assert said(db.today.probationary(TODAY)) == [
        ("Nhuận hết thời gian dự bị", "Hết hạn ngày 28/02/2025, chưa ghi ngày chính thức", "amber"),
        (
            "Đã quá hết thời gian dự bị",
            "Hết hạn ngày 19/07/2026, chưa ghi ngày chính thức",
            "amber",
        ),
        ("Sắp hết hết thời gian dự bị", "03/09/2026", "blue"),
    ]


@pytest.mark.parametrize(
    ("today", "label", "detail", "tone"),
    [
        (date(2026, 7, 1), "2026-Q2", "4 ngày nữa đến hạn 05/07/2026", "amber"),
        (date(2026, 7, 5), "2026-Q2", "Hôm nay là hạn gửi", "amber"),
        (date(2026, 7, 6), "2026-Q3", "91 ngày nữa đến hạn 05/10/2026", "blue"),
    ],
)
def test_the_report_to_come_is_the_last_quarters_until_its_day(
    today: date, label: str, detail: str, tone: str
) -> None:
    db.unit.set_value("report_due_day", 5, START, moment())
    db.unit.set_value("report_due_day_off", "same", START, moment())
    coming = db.today.report(today)
    assert (coming.period.label, coming.detail, coming.tone) == (label, detail, tone)
    assert (coming.id, coming.state) == (None, "")


def test_a_report_that_was_begun_and_not_sent_stays_a_month_longer() -> None:
    db.unit.set_value("report_due_day", 5, START, moment())
    db.unit.set_value("report_due_day_off", "same", START, moment())
    one = db.reports.begin(db.periods.quarter(2026, 2), moment())
    coming = db.today.report(TODAY)
    assert (coming.id, coming.days_left, coming.tone) == (one.id, -15, "red")
    assert coming.detail == "Đã qua hạn 05/07/2026 là 15 ngày"
    assert db.today.report(date(2026, 8, 6)).period.label == "2026-Q3"
    db.reports.submit(one, TODAY, "cổng", moment())
    assert db.today.report(TODAY).period.label == "2026-Q3"


def test_without_a_day_set_the_last_quarter_stays_for_a_month() -> None:
    assert db.today.report(date(2026, 7, 31)).period.label == "2026-Q2"
    coming = db.today.report(date(2026, 8, 1))
    assert (coming.period.label, coming.due, coming.days_left) == ("2026-Q3", None, None)
    assert "Cài đặt" in coming.detail


def test_what_blocks_the_report_leads_to_its_task() -> None:
    task = tests.db.factory.task("Chậm", first_due=date(2026, 7, 1))
    (block,) = db.today.report(date(2026, 8, 3)).blocks
    assert (block.kind, block.id, block.tone) == ("tasks", task.id, "red")
    assert "còn thiếu nguyên nhân" in block.title


def finished(work: str, on: date, **more: Any) -> None:
    causes = {"cause": "Mưa", "cause_body": "Tổ", "cause_person": "Mai"}
    states = [(date(2025, 1, 2), "assigned"), (on, "done")]
    tests.db.factory.task(work, assigned_on=date(2025, 1, 2), states=states, fields=causes, **more)


def test_five_quarters_show_what_was_done_on_time_and_late() -> None:
    finished("Cũ", date(2025, 6, 30), first_due=date(2025, 6, 30))
    finished("Sớm", date(2025, 7, 1), first_due=date(2025, 7, 1))
    finished("Muộn", date(2026, 7, 2), first_due=date(2026, 7, 1))
    finished("Không hạn", date(2026, 7, 2), first_due=None)
    found = db.today.quarters.counted(TODAY, db.today.living(TODAY))
    assert [(one.label, one.on_time, one.late) for one in found] == [
        ("QIII/25", [2], []), ("QIV/25", [], []), ("QI/26", [], []), ("QII/26", [], []),
        ("QIII/26", [], [3]),
    ]  # fmt: skip


def test_the_headlines_are_the_figures_of_the_quarter() -> None:
    tests.db.factory.task("Chậm", first_due=date(2026, 7, 1))
    finished("Xong", date(2026, 7, 1), first_due=date(2026, 7, 2))
    shown = {one.name: one for one in db.today.Look(TODAY).headlines}
    assert {name: (one.value, one.detail, one.tone) for name, one in shown.items()} == {
        "tasks_in_period": ("2", "2 chuyển từ quý trước", "grey"),
        "clear_percent": ("100%", "2/2 nhiệm vụ", "green"),
        "on_time_percent": ("100%", "1/1 việc đã xong", "green"),
        "tasks_overdue": ("1", "tính đến hôm nay", "red"),
        "qr_percent": ("–", "0/0 tài liệu chuyên đề", "grey"),
    }
    assert shown["tasks_overdue"].ids == [1]
    assert shown["tasks_in_period"].title == "nhiệm vụ quý III/2026"


@pytest.mark.parametrize("today", [TODAY, date(2026, 8, 3), date(2026, 9, 30)])
def test_the_page_counts_as_the_figures_do(today: date, tmp_path: Any) -> None:
    """Reading only the tasks that matter changes no number, whatever happened in the book."""
    tests.db.everything.happen(tmp_path)
    page = db.today.Look(today)
    for quarter in page.quarters:
        whole = db.figures.tasks(db.reports.window(quarter.period, today))
        assert quarter.on_time == whole["tasks_done_on_time"].ids
        assert quarter.late == whole["tasks_done_late"].ids
    counted = db.figures.count(db.reports.window(page.quarters[-1].period, today))
    for one in page.headlines:
        assert one.ids == counted[one.name].ids
    everything = db.tasks.dump()
    assert page.overdue == db.today.overdue(today, everything)
    assert page.report == db.today.report(today, everything)


def test_an_empty_book_has_a_first_page() -> None:
    page = db.today.Look(TODAY)
    assert (page.overdue, page.due, page.at_risk, page.members) == ([], [], [], [])
    assert [item.detail for item in page.next] == ["Chưa đặt lịch"] * 2
    assert {one.value for one in page.headlines} == {"0", "–"}
