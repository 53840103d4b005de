"""Annexes A and B: the tasks of a window as they stood at its cut-off."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import db.figures
import db.tasks
import db.tasks.adding
import db.tasks.steps
import exports.annexes
import exports.tasks.annexes
import tests.exports.full_quarter

pytestmark = pytest.mark.usefixtures("scratch_book")
quarter = tests.exports.full_quarter
FIELDS = {
    "work": "Kiểm tra an toàn điện",
    "lead": "Chi ủy",
    "accountable": "Mạc Thị Ngoãn",
    "authority": "Chi ủy",
    "responsibility": "Báo cáo kết quả",
    "product": "Biên bản kiểm tra",
}
DUE = date(2026, 8, 10)


def entered(due: date | None = DUE, **fields: Any) -> db.tasks.Task:
    """A task assigned on 1/7/2026."""
    start = date(2026, 7, 1)
    draft = db.tasks.adding.Draft(
        FIELDS | fields, first_due=due, assigned_on=start, states=[(start, "assigned")]
    )
    return db.tasks.get(db.tasks.adding.add(draft, quarter.moment(start), not_secret=True))


def annexes() -> tuple[exports.annexes.Annex, exports.annexes.Annex]:
    """Both annexes of the third quarter."""
    span = quarter.window()
    return exports.tasks.annexes.of(span, db.figures.count(span))


def only_record() -> dict[str, Any]:
    """The one record of annex A."""
    (record,) = annexes()[0].records
    return record


CAUSE: dict[str, Any] = {
    "cause": "Chờ vật tư",
    "cause_body": "Chi ủy",
    "cause_person": "Mạc Thị Ngoãn",
}


def test_annex_a_prints_the_six_clear_fields_and_one_row_a_task() -> None:
    entered(code="NV-1")
    annex = annexes()[0]
    assert [column.title for column in annex.columns] == [
        "TT",
        "Việc",
        "Người chịu trách nhiệm",
        "Thẩm quyền",
        "Trách nhiệm",
        "Thời gian",
        "Sản phẩm",
        "Đầu mối chủ trì",
        "Tiến độ",
        "Kết quả",
    ]
    assert annex.rows()[0][:8] == [
        1,
        "NV-1 – Kiểm tra an toàn điện",
        "Mạc Thị Ngoãn",
        "Chi ủy",
        "Báo cáo kết quả",
        "10/8/2026",
        "Biên bản kiểm tra",
        "Chi ủy",
    ]
    assert annex.table().rows[0][0] == "1"


def test_a_task_done_late_counts_the_days_after_its_due() -> None:
    task = entered(**CAUSE)
    on = date(2026, 8, 13)
    db.tasks.steps.close(task, "done", on, quarter.moment(on), "Biên bản số 3")
    record = only_record()
    assert (record["late"], record["days"]) == (True, 3)
    assert record["progress"] == "hoàn thành ngày 13/8/2026, sau hạn 3 ngày"
    assert record["result"] == "Biên bản số 3"
    assert len(annexes()[1].records) == 1


def test_an_open_task_is_late_by_the_cut_off_and_not_by_today() -> None:
    entered()
    record = only_record()
    assert record["days"] == (date(2026, 9, 30) - DUE).days
    assert record["progress"] == "đã giao, quá hạn 51 ngày"
    assert record["new_due"] == "chưa xác định"


def test_what_happened_after_the_cut_off_is_not_in_the_annex() -> None:
    task = entered(date(2026, 9, 30))
    after = date(2026, 10, 2)
    db.tasks.steps.report_progress(
        task, date(2026, 9, 29), 40, "Xong hai ngõ", quarter.moment(after)
    )
    db.tasks.steps.report_progress(task, after, 90, "Gần xong", quarter.moment(after))
    record = only_record()
    assert record["progress"] == "đang thực hiện, trong hạn; tiến độ 40% (ngày 29/9/2026)"
    assert record["result"] == "Xong hai ngõ"


def test_a_new_day_agreed_after_the_due_moves_no_due_but_is_named() -> None:
    task = entered()
    why = ("chờ vật tư", "Bí thư", "Đồng ý miệng của Bí thư")
    on = date(2026, 8, 20)
    db.tasks.steps.extend(task, date(2026, 10, 15), on, why, quarter.moment(on))
    record = only_record()
    assert (record["time"], record["new_due"]) == ("10/8/2026", "15/10/2026")
    assert record["late"]


def test_an_extension_in_time_shows_the_first_due_beside_the_new() -> None:
    task = entered()
    why = ("mưa", "Chi ủy", "Biên bản ngày 05/8/2026")
    on = date(2026, 8, 5)
    db.tasks.steps.extend(task, date(2026, 11, 15), on, why, quarter.moment(on))
    record = only_record()
    assert record["time"] == "15/11/2026 (hạn đầu 10/8/2026)"
    assert not record["late"]


@pytest.mark.parametrize("known", ["", "đang làm rõ"])
def test_a_cause_being_looked_into_prints_until_when(known: str) -> None:
    entered(**(CAUSE | {"cause": known, "cause_until": date(2026, 10, 15)}))
    said = "đang làm rõ, báo cáo bổ sung trước ngày 15/10/2026"
    assert only_record()["cause"] == said


def test_without_late_tasks_annex_b_is_empty_and_says_so() -> None:
    entered(date(2026, 12, 1))
    late = annexes()[1]
    assert late.records == ()
    assert late.nothing == "Không phát sinh nhiệm vụ chậm, tồn đọng."


def test_an_undated_ongoing_task_says_thuong_xuyen() -> None:
    entered(None, recurrence="ongoing")
    assert only_record()["time"] == "thường xuyên"


def test_a_whole_quarter_falls_into_the_classes_of_the_figures() -> None:
    quarter.fill()
    span = quarter.window()
    figures = db.figures.count(span)
    everything, late = exports.tasks.annexes.of(span, figures)
    assert len(everything.records) == figures["tasks_in_period"].value
    places = [one["place"] for one in everything.records]
    assert places.count("done") == figures["tasks_done"].value
    assert places.count("overdue") == figures["tasks_overdue"].value
    assert places.count("in_time") == figures["tasks_open_in_time"].value
    clear = [one for one in everything.records if not one["missing"]]
    assert len(clear) == figures["tasks_six_clear"].value
    assert {one["id"] for one in late.records} >= set(figures["tasks_done_late"].ids)
