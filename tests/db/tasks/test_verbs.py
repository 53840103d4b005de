from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.errors
import db.history
import db.search
import db.tasks
import db.tasks.adding
import db.tasks.steps
import tests.db.factory
import tests.db.histories
from tests.db.factory import TODAY, moment

pytestmark = pytest.mark.usefixtures("book")
WHY = ("chờ thiết bị", "Chi ủy", "Biên bản 06")
CAUSE = {"cause": "Mưa bão", "cause_body": "Tổ Tin học", "cause_person": "Quàng Thị Mai"}


def dumped(task: db.tasks.Task) -> dict[str, Any]:
    return next(one for one in db.tasks.dump() if one["id"] == task.id)


def test_a_task_is_dumped_with_all_the_contract_names() -> None:
    record = dumped(tests.db.factory.task())
    names = (
        "id code work lead accountable cooperating authority responsibility product due first_due "
        "first_due_on deleted_on series recurrence review_on assigned_on done_on states extensions "
        "progress cause cause_body cause_person source"
    )
    assert set(names.split()) <= set(record)
    assert (record["due"], record["first_due"], record["first_due_on"]) == (
        "2026-06-30", "2026-06-30", "2026-06-01",
    )  # fmt: skip
    assert record["states"] == [
        {"on": "2026-06-01", "state": "assigned", "at": "2026-06-01T05:00:00Z"}
    ]


def test_the_steps_of_a_task_follow_each_other() -> None:
    task = tests.db.factory.task()
    db.tasks.steps.move(task, "in_progress", date(2026, 6, 5), moment())
    db.tasks.steps.move(task, "submitted", date(2026, 6, 8), moment())
    db.tasks.steps.close(task, "done", date(2026, 6, 10), moment(), "Đã kiểm kê")
    record = dumped(task)
    assert (record["state"], record["done_on"], record["outcome"]) == (
        "done", "2026-06-10", "Đã kiểm kê",
    )  # fmt: skip
    with pytest.raises(db.errors.RecordError, match="hoàn thành"):
        db.tasks.steps.move(task, "assigned", date(2026, 6, 11), moment())
    db.tasks.steps.move(task, "in_progress", date(2026, 6, 12), moment())
    assert dumped(task)["done_on"] is None


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2026, 5, 31)])
def test_a_step_lies_between_assignment_and_today(day: date) -> None:
    task = tests.db.factory.task()
    with pytest.raises(db.errors.RecordError):
        db.tasks.steps.move(task, "in_progress", day, moment())
    assert len(dumped(task)["states"]) == 1


def test_a_task_is_not_done_on_a_day_after_which_it_went_on() -> None:
    """Else the book would say done and yet keep the task open."""
    task = tests.db.factory.task()
    db.tasks.steps.report_progress(task, date(2026, 6, 20), 60, "", moment())
    with pytest.raises(db.errors.RecordError, match="20/06/2026"):
        db.tasks.steps.close(task, "done", date(2026, 6, 18), moment())
    assert dumped(task)["state"] == "in_progress"


def test_a_step_forgotten_at_the_time_may_be_entered_later() -> None:
    task = tests.db.factory.task()
    db.tasks.steps.report_progress(task, date(2026, 6, 20), 60, "", moment())
    db.tasks.steps.close(task, "suspended", date(2026, 6, 10), moment())
    record = dumped(task)
    assert [one["state"] for one in record["states"]] == ["assigned", "in_progress", "suspended"]
    assert record["state"] == "in_progress"


@pytest.mark.parametrize("state", ["done", "suspended", "cancelled"])
@pytest.mark.parametrize("verb", [db.tasks.steps.close, db.tasks.steps.move])
def test_a_task_past_its_due_needs_a_cause_before_it_is_closed_by_whichever_verb(
    state: str, verb: Any
) -> None:
    task = tests.db.factory.task()
    with pytest.raises(db.errors.RecordError, match="cá nhân chịu trách nhiệm"):
        verb(task, state, date(2026, 7, 1), moment())
    assert dumped(task)["state"] == "assigned"
    db.tasks.steps.change(task, CAUSE, moment())
    verb(task, state, date(2026, 7, 1), moment())
    assert dumped(task)["state"] == state


def test_a_task_closed_on_its_due_needs_no_cause_though_entered_later() -> None:
    task = tests.db.factory.task()
    db.tasks.steps.close(task, "done", date(2026, 6, 30), moment())
    assert dumped(task)["done_on"] == "2026-06-30"


def test_a_first_due_is_not_before_the_day_of_assignment() -> None:
    task, given = tests.db.factory.task(first_due=None), date(2026, 6, 1)
    with pytest.raises(db.errors.RecordError, match="trước ngày giao"):
        db.tasks.steps.extend(task, given - timedelta(days=1), given, WHY, moment())
    db.tasks.steps.extend(task, given, given, WHY, moment())
    assert task.due == given


def test_extending_moves_the_due_and_late_extending_does_not() -> None:
    task = tests.db.factory.task()
    db.tasks.steps.extend(task, date(2026, 7, 10), date(2026, 6, 25), WHY, moment())
    assert dumped(task)["due"] == "2026-07-10"
    db.tasks.steps.extend(task, date(2026, 8, 10), date(2026, 7, 11), WHY, moment())
    record = dumped(task)
    assert record["due"] == "2026-07-10"
    assert [one["new"] for one in record["extensions"]] == ["2026-07-10", "2026-08-10"]


@pytest.mark.parametrize("basis", ["", "   "])
def test_extending_without_a_basis_does_not_move_the_due(basis: str) -> None:
    task = tests.db.factory.task()
    db.tasks.steps.extend(task, date(2026, 7, 10), date(2026, 6, 25), ("", "", basis), moment())
    assert dumped(task)["due"] == "2026-06-30"


@pytest.mark.parametrize(
    ("new", "made_on"),
    [
        (date(2026, 6, 30), date(2026, 6, 20)),
        (date(2026, 6, 1), date(2026, 6, 20)),
        (date(2026, 8, 1), TODAY + timedelta(days=1)),
        (date(2026, 8, 1), date(2026, 5, 30)),
    ],
)
def test_a_new_due_is_later_than_the_old_and_decided_between_assignment_and_today(
    new: date, made_on: date
) -> None:
    task = tests.db.factory.task()
    with pytest.raises(db.errors.RecordError):
        db.tasks.steps.extend(task, new, made_on, WHY, moment())
    assert dumped(task)["extensions"] == []


def test_an_undated_task_gets_its_first_due_which_is_no_extension() -> None:
    task = tests.db.factory.task(first_due=None)
    db.tasks.steps.extend(task, date(2026, 8, 1), date(2026, 6, 20), WHY, moment())
    record = dumped(task)
    assert (record["first_due"], record["first_due_on"], record["extensions"]) == (
        "2026-08-01", "2026-06-20", [],
    )  # fmt: skip


def test_going_on_after_a_halt_takes_a_new_due_that_counts() -> None:
    task = tests.db.factory.task()
    db.tasks.steps.close(task, "suspended", date(2026, 6, 20), moment())
    db.tasks.steps.resume(task, date(2026, 7, 15), date(2026, 8, 15), "Biên bản 07", moment())
    record = dumped(task)
    assert (record["state"], record["due"]) == ("in_progress", "2026-08-15")


def test_a_halted_task_with_a_due_goes_on_only_with_a_new_one() -> None:
    task = tests.db.factory.task()
    db.tasks.steps.close(task, "suspended", date(2026, 6, 20), moment())
    with pytest.raises(db.errors.RecordError, match="hạn mới"):
        db.tasks.steps.move(task, "in_progress", date(2026, 7, 15), moment())
    wrong = [(date(2026, 8, 15), " "), (date(2026, 7, 14), "BB"), (date(2026, 6, 1), "BB")]
    for due, basis in wrong:
        with pytest.raises(db.errors.RecordError):
            db.tasks.steps.resume(task, date(2026, 7, 15), due, basis, moment())
    assert dumped(task)["state"] == "suspended"


def test_an_undated_halted_task_goes_on_without_a_due() -> None:
    task = tests.db.factory.task(first_due=None)
    db.tasks.steps.close(task, "suspended", date(2026, 6, 20), moment())
    db.tasks.steps.move(task, "in_progress", date(2026, 7, 15), moment())
    assert dumped(task)["state"] == "in_progress"


def test_going_on_before_the_due_may_keep_it_and_is_then_no_extension() -> None:
    task = tests.db.factory.task()
    db.tasks.steps.close(task, "suspended", date(2026, 6, 5), moment())
    db.tasks.steps.resume(task, date(2026, 6, 10), date(2026, 6, 30), "Biên bản 06", moment())
    assert (dumped(task)["due"], dumped(task)["extensions"]) == ("2026-06-30", [])


def test_only_a_halted_task_goes_on() -> None:
    with pytest.raises(db.errors.RecordError, match="tạm dừng"):
        db.tasks.steps.resume(
            tests.db.factory.task(), date(2026, 6, 9), date(2026, 8, 1), "BB", moment()
        )


def test_the_first_progress_begins_the_work() -> None:
    task = tests.db.factory.task()
    db.tasks.steps.report_progress(task, date(2026, 6, 9), 30, "Đã gom thiết bị", moment())
    db.tasks.steps.report_progress(task, date(2026, 6, 5), None, "Đã họp tổ", moment())
    record = dumped(task)
    assert [one["on"] for one in record["states"]] == ["2026-06-01", "2026-06-09"]
    assert [one["on"] for one in record["progress"]] == ["2026-06-09", "2026-06-05"]


@pytest.mark.parametrize(
    ("on", "percent", "text"),
    [(date(2026, 5, 1), 1, ""), (TODAY + timedelta(days=1), 1, ""), (TODAY, 101, ""),
     (TODAY, -1, ""), (TODAY, 1, "(MẬT)")],
)  # fmt: skip
def test_progress_is_a_per_cent_of_a_day_the_task_was_there(
    on: date, percent: int, text: str
) -> None:
    task = tests.db.factory.task()
    with pytest.raises(db.errors.RecordError):
        db.tasks.steps.report_progress(task, on, percent, text, moment())
    assert dumped(task)["progress"] == []


@pytest.mark.parametrize(
    "fields",
    [{"due": date(2027, 1, 1)}, {"state": "done"}, {"done_on": None}, {"work": " "},
     {"first_due_on": None}, {"deleted_on": TODAY}, {"entered_at": ""}, {"id": 7},
     {"source_kind": "x"}, {"product": "(TUYỆT MẬT)"}],
)  # fmt: skip
def test_dated_facts_are_not_changed_as_fields(fields: dict[str, Any]) -> None:
    task = tests.db.factory.task()
    before = dumped(task)
    with pytest.raises(db.errors.RecordError):
        db.tasks.steps.change(task, fields, moment())
    assert dumped(task) == before


def test_deleting_counts_from_its_first_day_and_can_be_undone() -> None:
    task = tests.db.factory.task()
    db.tasks.steps.delete(task, moment())
    assert dumped(task)["deleted_on"] == TODAY.isoformat()
    assert db.search.find("soát thiết bị") == []
    with pytest.raises(db.errors.RecordError, match="thùng rác"):
        db.tasks.steps.delete(task, moment(TODAY + timedelta(days=9)))
    db.tasks.steps.restore(task, moment())
    assert dumped(task)["deleted_on"] is None
    assert [hit.id for hit in db.search.find("soát thiết bị")] == [task.id]


def test_a_verb_writes_nothing_an_old_object_remembers() -> None:
    """Two windows of one program may hold the same task; none may undo the other's change."""
    number = tests.db.factory.task().id
    one, two = db.tasks.get(number), db.tasks.get(number)
    db.tasks.steps.change(one, {"product": "Báo cáo kiểm kê"}, moment())
    db.tasks.steps.change(two, {"lead": "Tổ Văn phòng"}, moment())
    record = dumped(two)
    assert (record["product"], record["lead"]) == ("Báo cáo kiểm kê", "Tổ Văn phòng")
    assert db.history.last_states()["tasks", number] == record


def test_a_missing_task_is_named() -> None:
    with pytest.raises(db.errors.RecordError, match="số 99"):
        db.tasks.get(99)


def as_draft(record: dict[str, Any]) -> db.tasks.adding.Draft:
    """A random dumped task as the draft that would make it."""
    day = date.fromisoformat
    return db.tasks.adding.Draft(
        {"work": "Việc", "product": record["product"], "recurrence": record["recurrence"]},
        first_due=day(record["first_due"]) if record["first_due"] else None,
        states=[(day(one["on"]), one["state"]) for one in record["states"]],
        extensions=[
            (day(one["made_on"]), day(one["new"]), day(one["new"]), "", "", one["basis"])
            for one in record["extensions"]
        ],
        progress=[(day(one["on"]), one["percent"], "") for one in record["progress"]],
    )


@hypothesis.settings(
    max_examples=40, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@hypothesis.given(st.lists(tests.db.histories.tasks(), min_size=1, max_size=4))
def test_what_stands_beside_the_facts_is_where_they_lead(records: list[dict[str, Any]]) -> None:
    late = moment(date(2027, 12, 31))
    numbers = db.tasks.adding.take_in([as_draft(one) for one in records], late, not_secret=True)
    for record in db.tasks.dump():
        if record["id"] in numbers:
            outcome = db.tasks.derived(record)
            assert {name: record[name] for name in outcome} == outcome
