from __future__ import annotations

import contextlib
import copy
import random
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from unittest import mock

import hypothesis
import hypothesis.strategies as st
import pytest

import db.base
import db.book
import db.documents
import db.figures
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.periods
import db.reports
import db.tasks
import db.tasks.series
import db.unit
import tests.db.factory
import tests.db.histories
from tests.db.factory import moment
from tests.db.histories import task

QUARTER = db.periods.quarter(2026, 3)
SPAN = db.reports.Window(QUARTER, QUARTER.first, QUARTER.last)
Figures = dict[str, db.figures.Figure]


@contextlib.contextmanager
def holding(records: list[dict[str, Any]]) -> Iterator[None]:
    """A book that holds just these tasks."""
    with (
        mock.patch.object(db.tasks, "dump", return_value=records),
        mock.patch.object(db.tasks.series, "missing", return_value=[]),
        mock.patch.object(db.unit, "setting", return_value=7),
    ):
        yield


def counted(*records: dict[str, Any], span: db.reports.Window = SPAN) -> Figures:
    with holding([{**one, "id": place} for place, one in enumerate(records, start=1)]):
        return db.figures.tasks(span)


def value(figures: Figures, name: str) -> Any:
    return figures[name].value


# Per cents -----------------------------------------------------------------------------------


@hypothesis.given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_per_cent_is_rounded_half_up_from_the_exact_fraction(part: int, whole: int) -> None:
    found = db.figures.percent(part, whole)
    tenths = Fraction(part * 1000, whole)
    expected = int(tenths + Fraction(1, 2))
    assert found is not None
    assert round(found * 10) == expected
    assert f"{found:.1f}" == f"{expected // 10}.{expected % 10}"


@pytest.mark.parametrize(
    ("part", "whole", "per_cent"), [(1, 16, 6.3), (1, 2000, 0.1), (5, 6, 83.3), (0, 4, 0.0)]
)
def test_a_half_goes_up(part: int, whole: int, per_cent: float) -> None:
    assert db.figures.percent(part, whole) == per_cent


def test_nothing_of_nothing_is_no_per_cent() -> None:
    figures = counted()
    for name in ("clear_percent", "updated_percent", "on_time_percent"):
        assert figures[name].printed() == {
            "value": None, "ids": [], "part": 0, "whole": 0, "base_ids": [],
        }  # fmt: skip


# The classes ---------------------------------------------------------------------------------

CLASSES = (
    "tasks_done", "tasks_cancelled", "tasks_overdue", "tasks_suspended", "tasks_open_in_time",
    "tasks_without_date",
)  # fmt: skip


@st.composite
def books(draw: st.DrawFn, *, apart: bool = False) -> list[dict[str, Any]]:
    size = draw(st.integers(0, 8))
    return [draw(tests.db.histories.tasks(number, apart=apart)) for number in range(1, size + 1)]


@st.composite
def windows(draw: st.DrawFn) -> db.reports.Window:
    opening = draw(tests.db.histories.DAYS)
    cutoff = opening + timedelta(days=draw(st.integers(0, 90)))
    return db.reports.Window(QUARTER, opening, cutoff)


@hypothesis.given(books(), windows())
def test_each_task_of_the_period_falls_in_exactly_one_class(
    records: list[dict[str, Any]], span: db.reports.Window
) -> None:
    with holding(records):
        found = db.figures.tasks(span)
    ids = sorted(number for name in CLASSES for number in found[name].ids)
    assert ids == found["tasks_in_period"].ids
    assert len(set(ids)) == len(ids)
    done = ("tasks_done_on_time", "tasks_done_late", "tasks_done_without_date")
    assert sorted(one for name in done for one in found[name].ids) == found["tasks_done"].ids
    carried, new = found["tasks_carried_over"].ids, found["tasks_new"].ids
    assert sorted(carried + new) == found["tasks_in_period"].ids


@hypothesis.given(books(), windows())
def test_every_count_is_the_number_of_its_ids_and_every_part_lies_in_its_base(
    records: list[dict[str, Any]], span: db.reports.Window
) -> None:
    with holding(records):
        found = db.figures.tasks(span)
    for name, figure in found.items():
        assert figure.ids == sorted(set(figure.ids))
        if figure.base_ids is not None:
            assert set(figure.ids) <= set(figure.base_ids)
            assert (figure.part, figure.whole) == (len(figure.ids), len(figure.base_ids))
        elif name != "late_entries":
            assert figure.value == len(figure.ids)


@hypothesis.given(books(), windows(), st.integers(1, 200))
def test_a_report_made_months_later_gives_the_same_figures(
    records: list[dict[str, Any]], span: db.reports.Window, days: int
) -> None:
    """What happens after the cut-off changes no figure of the window."""
    later = (span.cutoff + timedelta(days=days)).isoformat()
    grown = copy.deepcopy(records)
    for record in grown:
        last = max(one["on"] for one in record["states"])
        day = max(later, last)
        record["states"].append({"on": day, "state": "done", "at": f"{day}T05:00:00Z"})
        record["progress"].append({"on": day, "percent": 1, "text": "", "at": f"{day}T05:00:00Z"})
    with holding(records):
        now = db.figures.tasks(span)
    with holding(grown):
        assert db.figures.tasks(span) == now


@hypothesis.given(books(apart=True), windows(), st.randoms(use_true_random=False))
def test_figures_do_not_depend_on_the_order_of_entry_where_days_differ(
    records: list[dict[str, Any]], span: db.reports.Window, chance: random.Random
) -> None:
    mixed = copy.deepcopy(records)
    for record in mixed:
        for facts in ("states", "extensions", "progress"):
            chance.shuffle(record[facts])
    with holding(records):
        straight = db.figures.tasks(span)
    with holding(mixed):
        assert db.figures.tasks(span) == straight


@hypothesis.given(books(), windows())
def test_the_day_after_one_window_is_the_first_of_the_next(
    records: list[dict[str, Any]], span: db.reports.Window
) -> None:
    """No task that is new in two windows side by side, none that is new in neither."""
    after = span.cutoff + timedelta(days=1)
    following = db.reports.Window(QUARTER, after, after + timedelta(days=40))
    whole = db.reports.Window(QUARTER, span.opening, following.cutoff)
    alive = [{**record, "deleted_on": None} for record in records]
    with holding(alive):
        one, two, both = (
            set(db.figures.tasks(each)["tasks_new"].ids) for each in (span, following, whole)
        )
    assert not one & two
    assert both <= one | two


def test_done_tasks_are_told_apart_by_their_due() -> None:
    found = counted(
        task(("2026-07-01", "assigned"), ("2026-07-10", "done"), due="2026-07-10"),
        task(("2026-07-01", "assigned"), ("2026-07-11", "done"), due="2026-07-10"),
        task(("2026-07-01", "assigned"), ("2026-07-11", "done"), due=None),
    )
    assert [found[f"tasks_done{kind}"].ids for kind in ("", "_on_time", "_late", "_without_date")] \
        == [[1, 2, 3], [1], [2], [3]]  # fmt: skip
    assert found["on_time_percent"].printed() == {
        "value": 50.0, "ids": [1], "part": 1, "whole": 2, "base_ids": [1, 2],
    }  # fmt: skip


def test_a_deleted_task_counts_until_its_day_of_deletion() -> None:
    gone = task(("2026-07-01", "assigned"), deleted_on="2026-08-01")
    before = db.reports.Window(QUARTER, QUARTER.first, date(2026, 7, 31))
    assert value(counted(gone, span=before), "tasks_in_period") == 1
    assert value(counted(gone), "tasks_in_period") == 0


def test_tasks_suspended_throughout_leave_the_base_of_updated() -> None:
    found = counted(
        task(("2026-06-01", "assigned"), ("2026-06-10", "suspended")),
        task(("2026-06-01", "assigned"), progress=["2026-07-02"]),
        task(("2026-06-01", "assigned")),
    )
    assert found["updated_percent"].base_ids == [2, 3]
    assert found["tasks_updated"].ids == [2]
    assert found["updated_percent"].value == 50.0


def test_only_extensions_that_count_and_were_made_inside_are_counted() -> None:
    def extended(made_on: str, basis: str = "BB 3") -> dict[str, Any]:
        extensions = [(made_on, "2026-09-30", basis)]
        return task(("2026-06-01", "assigned"), due="2026-07-15", extensions=extensions)

    found = counted(
        extended("2026-07-01"), extended("2026-06-30"), extended("2026-07-16"),
        extended("2026-07-02", ""), extended("2026-07-15"),
    )  # fmt: skip
    assert found["tasks_extended"].ids == [1, 5]


# Late entries --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entered", "late"),
    [("2026-07-08T16:59:59Z", 0), ("2026-07-08T17:00:00Z", 1), ("2026-07-01T05:00:00Z", 0)],
)
def test_an_entry_is_late_from_the_eighth_day_on(entered: str, late: int) -> None:
    record = task(("2026-07-01", "assigned"))
    record["states"][0]["at"] = entered
    assert value(counted(record), "late_entries") == late


def test_every_late_fact_dated_inside_counts_and_the_ids_are_the_tasks() -> None:
    record = task(
        ("2026-06-30", "assigned"),
        ("2026-07-01", "in_progress"),
        progress=["2026-07-02", "2026-10-01"],
        extensions=[("2026-07-03", "2026-09-01", "")],
    )
    for facts in ("states", "progress", "extensions"):
        for fact in record[facts]:
            fact["at"] = "2026-12-01T05:00:00Z"
    found = counted(record)
    assert (found["late_entries"].value, found["late_entries"].ids) == (3, [1])


# In a book -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("book")
def test_missing_occurrences_are_counted_without_being_written() -> None:
    july = moment(date(2026, 7, 3))
    fields = {
        **tests.db.factory.draft().fields, "recurrence": "monthly", "start": date(2026, 6, 1),
    }  # fmt: skip
    _, made = db.tasks.series.start(fields, july, not_secret=True)
    assert len(made) == 2
    history = db.base.rows("SELECT count(*) FROM history")
    found = db.figures.tasks(SPAN)
    assert value(found, "tasks_in_period") == 4
    assert found["tasks_in_period"].ids == sorted(made)
    assert value(found, "tasks_overdue") == 3
    assert db.base.rows("SELECT count(*) FROM history") == history
    assert len(db.tasks.dump()) == 2
    db.tasks.series.make_due(moment(date(2026, 9, 4)))
    written = db.figures.tasks(SPAN)
    alike = [name for name in found if name not in {"late_entries", "updated_percent"}]
    assert [written[name].value for name in alike] == [found[name].value for name in alike]


@pytest.mark.usefixtures("book")
def test_a_meeting_counts_by_its_kind_when_held_inside() -> None:
    for kind in db.meetings.KINDS:
        one = tests.db.factory.meeting(kind, meeting_kind=kind)
        db.meetings.steps.hold(one, date(2026, 7, 2), {}, moment())
    early = tests.db.factory.meeting("trước")
    db.meetings.steps.hold(early, date(2026, 6, 30), {}, moment())
    tests.db.factory.meeting("chưa họp")
    found = db.figures.meetings(SPAN)
    assert found["meetings_regular"].ids == [1, 3]
    assert found["meetings_thematic"].ids == [2, 3]


@pytest.mark.usefixtures("book")
def test_attendance_is_the_present_of_those_on_the_list_each_meeting_once() -> None:
    here = [tests.db.factory.member(f"Đảng viên {one}") for one in range(4)]
    exempt = tests.db.factory.member("Miễn", exempt=[("QĐ 4", date(2026, 1, 1), None)])
    away = tests.db.factory.member("Đi", stays=[("temporary_out", date(2026, 7, 1), None)])
    guest = tests.db.factory.member("Đến", stays=[("temporary_in", date(2026, 1, 1), None)])
    tests.db.factory.member("Đã chuyển", left=date(2026, 7, 2))
    tests.db.factory.member("Chưa đến", joined=date(2026, 7, 3))
    for kind, present in (("combined", [*here[:3], exempt, guest]), ("regular", here)):
        one = tests.db.factory.meeting(kind, meeting_kind=kind)
        statuses = dict.fromkeys(present, ("present", "")) | {away: ("present", "")}
        db.meetings.steps.hold(one, date(2026, 7, 2), statuses, moment())
    found = db.figures.meetings(SPAN)["attendance_percent"]
    assert (found.part, found.whole, found.value) == (4 + 4, 5 + 5, 80.0)
    assert found.base_ids == [1, 2]


@pytest.mark.usefixtures("book")
def test_thematic_documents_are_distinct_and_carry_a_code_from_its_day() -> None:
    papers = [tests.db.factory.document(f"Tài liệu {one}") for one in range(3)]
    for kind, used in (("thematic", papers[:2]), ("combined", papers[1:2]), ("regular", papers)):
        one = tests.db.factory.meeting(kind, meeting_kind=kind)
        db.meetings.steps.hold(one, date(2026, 7, 2), {}, moment())
        for paper in used:
            db.meetings.steps.use_document(one, paper.id, moment())
    db.documents.issue_qr(papers[0], date(2026, 7, 10), "", moment())
    found = db.figures.meetings(SPAN)
    assert found["thematic_documents"].ids == [1, 2]
    assert found["thematic_documents_with_qr"].ids == [1]
    assert found["qr_percent"].value == 50.0
    before = db.reports.Window(QUARTER, QUARTER.first, date(2026, 7, 9))
    assert db.figures.meetings(before)["thematic_documents_with_qr"].value == 0


@pytest.mark.usefixtures("book")
def test_a_conclusion_has_tasks_or_a_reason_for_none_or_neither() -> None:
    one = tests.db.factory.meeting()
    db.meetings.steps.hold(one, date(2026, 7, 2), {}, moment())
    three_of_them = [db.meetings.minutes.conclude(one, f"Kết luận {n}", moment()) for n in range(3)]
    draft = tests.db.factory.draft(assigned_on=date(2026, 7, 2))
    db.meetings.minutes.make_task(three_of_them[0], draft, moment(), not_secret=True)
    db.meetings.minutes.needs_no_task(three_of_them[1], "Đã làm tại buổi họp", moment())
    found = db.figures.meetings(SPAN)
    assert found["conclusions"].ids == [1, 2, 3]
    assert found["conclusions_with_task"].ids == [1]
    assert found["conclusions_no_task"].ids == [2]


@pytest.mark.usefixtures("book")
def test_what_is_printed_names_the_window_and_what_was_reported() -> None:
    tests.db.factory.task()
    plain = db.figures.printed(SPAN)
    assert (plain["from"], plain["to"]) == ("2026-07-01", "2026-09-30")
    assert (plain["opening"], plain["cutoff"]) == ("2026-07-01", "2026-09-30")
    assert "reported" not in plain
    report = db.reports.begin(QUARTER, moment())
    db.reports.finalise(report, QUARTER.last, plain["figures"], moment())
    reported = db.figures.printed(SPAN)["reported"]
    assert reported == {"cutoff": "2026-09-30", "figures": plain["figures"]}
