from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.errors
import db.history
import db.periods
import db.tasks
import db.tasks.series
import db.tasks.steps
import tests.db.factory
from tests.db.factory import moment

RECURRENCES = sorted(db.tasks.series.RECURRENCES)


def series(recurrence: str, start: str, **more: Any) -> dict[str, Any]:
    return {"recurrence": recurrence, "start": start, "end": None, "due_day": None, **more}


def runs(one: dict[str, Any], until: str) -> list[tuple[str, str, str]]:
    found = db.tasks.series.occurrences(one, date.fromisoformat(until))
    return [(first.isoformat(), due.isoformat(), name) for first, due, name in found]


def test_months_end_where_they_end_in_leap_years_too() -> None:
    assert runs(series("monthly", "2024-01-31"), "2024-04-01") == [
        ("2024-01-31", "2024-01-31", "tháng 1/2024"),
        ("2024-02-01", "2024-02-29", "tháng 2/2024"),
        ("2024-03-01", "2024-03-31", "tháng 3/2024"),
        ("2024-04-01", "2024-04-30", "tháng 4/2024"),
    ]


def test_a_due_on_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    found = runs(series("monthly", "2025-01-01", due_day=31), "2025-04-01")
    assert [due for _, due, _ in found] == ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"]


def test_a_month_whose_due_passed_before_the_start_is_left_out() -> None:
    assert runs(series("monthly", "2026-06-20", due_day=15), "2026-07-31") == [
        ("2026-07-01", "2026-07-15", "tháng 7/2026")
    ]


def test_weeks_run_from_monday_to_sunday_over_the_new_year() -> None:
    assert runs(series("weekly", "2026-12-30"), "2027-01-05") == [
        ("2026-12-30", "2027-01-03", "tuần 53/2026"),
        ("2027-01-04", "2027-01-10", "tuần 1/2027"),
    ]


def test_quarters_and_years_end_with_the_calendar() -> None:
    assert runs(series("quarterly", "2026-02-10"), "2026-07-01") == [
        ("2026-02-10", "2026-03-31", "quý I/2026"),
        ("2026-04-01", "2026-06-30", "quý II/2026"),
        ("2026-07-01", "2026-09-30", "quý III/2026"),
    ]
    assert runs(series("yearly", "2026-12-31"), "2027-01-01") == [
        ("2026-12-31", "2026-12-31", "năm 2026"),
        ("2027-01-01", "2027-12-31", "năm 2027"),
    ]


def test_a_series_that_has_not_begun_has_none() -> None:
    assert runs(series("weekly", "2026-12-30"), "2026-12-29") == []


def test_no_occurrence_starts_after_the_end() -> None:
    assert len(runs(series("monthly", "2026-01-01", end="2026-03-01"), "2026-12-31")) == 3


@hypothesis.given(
    st.sampled_from(RECURRENCES),
    st.dates(date(1999, 1, 1), date(2099, 1, 1)),
    st.integers(0, 1500),
)
def test_occurrences_follow_each_other_and_cover_every_day(
    recurrence: str, start: date, days: int
) -> None:
    until = start + timedelta(days=days)
    found = list(db.tasks.series.occurrences(series(recurrence, start.isoformat()), until))
    assert found[0][0] == start
    assert found[-1][0] <= until <= found[-1][1]
    for (_, due, _), (first, _, _) in itertools.pairwise(found):
        assert first == due + timedelta(days=1)
    assert len({name for _, _, name in found}) == len(found)


@hypothesis.given(
    st.integers(1, 31), st.dates(date(1999, 1, 1), date(2099, 1, 1)), st.integers(0, 900)
)
def test_a_due_day_never_lies_before_the_start_nor_past_the_month(
    due_day: int, start: date, days: int
) -> None:
    one = series("monthly", start.isoformat(), due_day=due_day)
    for first, due, _ in db.tasks.series.occurrences(one, start + timedelta(days=days)):
        assert first <= due <= db.periods.month_end(first)


# In a book -----------------------------------------------------------------------------------


def fields(**more: Any) -> dict[str, Any]:
    return {
        **tests.db.factory.draft("Họp tổ").fields,
        "recurrence": "monthly",
        "start": date(2026, 5, 1),
        **more,
    }


@pytest.mark.usefixtures("book")
def test_entering_a_series_makes_what_has_begun_and_doing_it_again_makes_nothing() -> None:
    number, made = db.tasks.series.start(fields(), moment(), not_secret=True)
    assert [task["assigned_on"] for task in db.tasks.dump()] == [
        "2026-05-01", "2026-06-01", "2026-07-01",
    ]  # fmt: skip
    assert {task["series"] for task in db.tasks.dump()} == {number}
    assert len(made) == 3
    assert db.tasks.series.make_due(moment()) == []
    assert len(db.tasks.series.make_due(moment(date(2026, 8, 1)))) == 1
    assert db.history.faults() == []


@pytest.mark.usefixtures("book")
def test_a_deleted_occurrence_does_not_come_back() -> None:
    _, made = db.tasks.series.start(fields(), moment(), not_secret=True)
    db.tasks.steps.delete(db.tasks.get(made[0]), moment())
    assert db.tasks.series.make_due(moment()) == []


@pytest.mark.usefixtures("book")
def test_a_stopped_series_makes_no_more() -> None:
    number, _ = db.tasks.series.start(fields(), moment(), not_secret=True)
    db.tasks.series.stop(db.tasks.Series.get_by_id(number), date(2026, 7, 20), moment())
    assert db.tasks.series.make_due(moment(date(2026, 12, 1))) == []


@pytest.mark.usefixtures("book")
def test_dumping_tasks_prints_occurrences_and_never_the_series() -> None:
    db.tasks.series.start(fields(start=date(2026, 9, 1)), moment(), not_secret=True)
    assert db.tasks.dump() == []
    assert [one["work"] for one in db.tasks.dump_series()] == ["Họp tổ"]


@pytest.mark.usefixtures("book")
def test_a_fact_of_a_list_goes_to_the_occurrence_begun_by_its_day_of_this_series_alone() -> None:
    """The occurrences another series still owes are not this one's, nor its import's to undo."""
    first, _ = db.tasks.series.start(
        fields(work="Trực", start=date(2026, 6, 1)), moment(date(2026, 6, 2)), not_secret=True
    )
    facts = [db.tasks.series.Fact(date(2026, 7, 18), "done", 100, "Đã họp")]
    number, made = db.tasks.series.start(fields(due_day=10), moment(), facts, not_secret=True)
    held = {task["id"]: task for task in db.tasks.dump()}
    assert {held[one]["series"] for one in made} == {number}
    assert [held[one]["state"] for one in made] == ["assigned", "assigned", "done"]
    assert held[made[2]]["progress"][0]["text"] == "Đã họp"
    others = [task for task in held.values() if task["series"] == first]
    assert [task["state"] for task in others] == ["assigned"]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    "wrong",
    [{"work": " "}, {"recurrence": "ongoing"}, {"recurrence": None}, {"due_day": 0},
     {"due_day": 32}, {"start": None}, {"product": "(TỐI MẬT)"}],
)  # fmt: skip
def test_a_series_that_cannot_stand_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(db.errors.RecordError):
        db.tasks.series.start(fields(**wrong), moment(), not_secret=True)
    assert (db.tasks.dump_series(), db.tasks.dump()) == ([], [])


@pytest.mark.usefixtures("book")
def test_the_tick_is_required_for_a_series_too() -> None:
    with pytest.raises(db.errors.RecordError, match="không thuộc bí mật"):
        db.tasks.series.start(fields(), moment(), not_secret=False)


def started(**more: Any) -> db.tasks.Series:
    """A monthly duty since May; today is 20 July."""
    fields = {
        "work": "Trực tiếp dân", "recurrence": "monthly", "start": date(2026, 5, 1), **more,
    }  # fmt: skip
    number, _ = db.tasks.series.start(fields, moment(), not_secret=True)
    return db.tasks.Series.get_by_id(number)


@pytest.mark.usefixtures("book")
def test_a_series_changed_in_words_and_people_leaves_what_has_begun_as_it_is() -> None:
    series, before = started(), [one["work"] for one in db.tasks.dump()]
    fields = {"work": "Tiếp dân ở nhà văn hóa", "accountable": "Lò Văn Ban"}
    assert db.tasks.series.change(series, fields, moment()) == series.id
    assert [one["work"] for one in db.tasks.dump()] == before
    db.tasks.series.make_due(moment(date(2026, 8, 2)))
    last = db.tasks.dump()[-1]
    assert (last["work"], last["accountable"]) == (
        "Tiếp dân ở nhà văn hóa (tháng 8/2026)",
        "Lò Văn Ban",
    )


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("rhythm", [{"recurrence": "quarterly"}, {"due_day": 15}])
def test_another_rhythm_holds_from_the_next_span_on_and_makes_nothing_of_the_past(
    rhythm: dict[str, Any],
) -> None:
    series, before = started(start=date(2026, 5, 20)), len(db.tasks.dump())
    number = db.tasks.series.change(series, rhythm, moment())
    first, following = db.tasks.dump_series()
    assert (first["end"], following["id"], following["start"]) == (
        "2026-07-31",
        number,
        "2026-08-01",
    )
    assert len(db.tasks.dump()) == before
    assert db.tasks.series.make_due(moment()) == []
    (made,) = db.tasks.series.make_due(moment(date(2026, 8, 2)))
    expected = {"recurrence": "2026-09-30", "due_day": "2026-08-15"}
    assert db.tasks.read_one(made)["due"] == expected[next(iter(rhythm))]


@pytest.mark.usefixtures("book")
def test_a_series_that_has_not_begun_is_changed_whole() -> None:
    series = started(start=date(2026, 9, 1))
    assert db.tasks.series.change(series, {"recurrence": "weekly"}, moment()) == series.id
    assert [one["recurrence"] for one in db.tasks.dump_series()] == ["weekly"]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    "wrong",
    [{"work": " "}, {"recurrence": "daily"}, {"due_day": 32}, {"end": date(2026, 7, 25)}],
)
def test_a_change_with_which_a_series_cannot_stand_is_refused(wrong: dict[str, Any]) -> None:
    series, before = started(), db.tasks.dump_series()
    with pytest.raises(db.errors.RecordError):
        db.tasks.series.change(series, wrong, moment())
    assert db.tasks.dump_series() == before


@pytest.mark.usefixtures("book")
def test_a_series_that_recurs_no_more_is_not_changed() -> None:
    series = started()
    db.tasks.series.stop(series, date(2026, 6, 30), moment())
    with pytest.raises(db.errors.RecordError, match="đã thôi lặp lại"):
        db.tasks.series.change(series, {"end": None}, moment())


def test_a_series_that_would_end_before_it_begins_is_refused() -> None:
    whole = fields(start=date(2026, 7, 1), end=date(2026, 1, 1))
    with pytest.raises(db.errors.RecordError, match="Ngày cuối trước ngày bắt đầu") as refused:
        db.tasks.series.start(whole, moment(), not_secret=True)
    assert refused.value.field == "recurrence"
