from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import db.errors
import db.periods
import db.reports
import tests.db.factory
from tests.db.factory import moment

pytestmark = pytest.mark.usefixtures("book")
Q2, Q3, YEAR = db.periods.quarter(2026, 2), db.periods.quarter(2026, 3), db.periods.year(2026)
OCTOBER = date(2026, 10, 5)


def window(period: db.periods.Period, today: date, cutoff: date | None = None) -> tuple[date, date]:
    span = db.reports.window(period, today, cutoff)
    return span.opening, span.cutoff


def test_a_window_is_the_period_from_its_first_to_its_last_day() -> None:
    assert window(Q3, OCTOBER) == (Q3.first, Q3.last)


@pytest.mark.parametrize(
    ("closed", "today", "asked", "cutoff"),
    [
        (None, date(2026, 8, 3), None, date(2026, 8, 3)),
        (date(2026, 9, 20), OCTOBER, None, date(2026, 9, 20)),
        (date(2026, 9, 20), date(2026, 9, 1), None, date(2026, 9, 1)),
        (date(2026, 10, 3), OCTOBER, None, Q3.last),
        (date(2026, 9, 20), OCTOBER, date(2026, 8, 8), date(2026, 8, 8)),
        (None, OCTOBER, date(2026, 12, 1), Q3.last),
        (None, Q3.first, None, Q3.first),
    ],
)
def test_the_cut_off_is_the_earliest_of_last_day_closing_today_and_what_was_asked(
    closed: date | None, today: date, asked: date | None, cutoff: date
) -> None:
    if closed:
        db.reports.close(db.reports.begin(Q3, moment()), closed, moment())
    assert window(Q3, today, asked)[1] == cutoff


def test_a_period_that_has_not_begun_has_no_window() -> None:
    with pytest.raises(db.errors.RecordError, match="chưa có ngày nào"):
        db.reports.window(Q3, date(2026, 6, 30))


def final(period: db.periods.Period, cutoff: date) -> db.reports.Report:
    report = db.reports.begin(period, moment())
    db.reports.finalise(report, cutoff, {"tasks_in_period": {"value": 1, "ids": [1]}}, moment())
    return report


def test_no_day_falls_between_two_reports() -> None:
    final(Q2, date(2026, 6, 20))
    assert window(Q3, OCTOBER) == (date(2026, 6, 21), Q3.last)
    assert window(YEAR, OCTOBER)[0] == YEAR.first


def test_a_report_that_closed_on_its_last_day_moves_no_opening() -> None:
    final(Q2, Q2.last)
    assert window(Q3, OCTOBER)[0] == Q3.first


def test_a_draft_moves_no_opening() -> None:
    db.reports.close(db.reports.begin(Q2, moment()), date(2026, 6, 20), moment())
    assert window(Q3, OCTOBER)[0] == Q3.first


@pytest.mark.parametrize(
    ("closed", "sent", "opening"),
    [
        (None, date(2026, 7, 4), Q3.first),
        (date(2026, 6, 20), date(2026, 7, 4), date(2026, 6, 21)),
        (None, date(2026, 6, 25), date(2026, 6, 26)),
    ],
)
def test_a_report_sent_on_paper_counted_up_to_its_closing_or_its_sending(
    closed: date | None, sent: date, opening: date
) -> None:
    report = db.reports.begin(Q2, moment())
    if closed:
        db.reports.close(report, closed, moment())
    db.reports.submit(report, sent, "bản giấy", moment())
    assert window(Q3, OCTOBER)[0] == opening


def test_a_report_is_begun_once() -> None:
    assert db.reports.begin(Q3, moment()).id == db.reports.begin(Q3, moment()).id
    assert len(db.reports.dump()) == 1


def test_a_persons_own_words_stand_until_they_are_taken_away() -> None:
    report = db.reports.begin(Q3, moment())
    db.reports.write(report, "3", "Một", moment())
    db.reports.write(report, "3", "Hai", moment())
    db.reports.write(report, "4", "Ba", moment())
    assert db.reports.dump()[0]["sentences"] == [
        {"section": "3", "text": "Hai"}, {"section": "4", "text": "Ba"},
    ]  # fmt: skip
    db.reports.write(report, "3", "  ", moment())
    assert [one["section"] for one in db.reports.dump()[0]["sentences"]] == ["4"]


def test_what_was_composed_stays_beside_a_persons_words_until_they_look_at_it_anew() -> None:
    report = db.reports.begin(Q3, moment())
    db.reports.write(report, "3", "Một", moment(), composed="Có 2 việc.")
    db.reports.write(report, "3", "Hai", moment())
    assert db.reports.dump()[0]["sentences"] == [
        {"section": "3", "text": "Hai", "composed": "Có 2 việc."}
    ]
    db.reports.write(report, "3", "Hai", moment(), composed="Có 3 việc.")
    assert db.reports.dump()[0]["sentences"][0]["composed"] == "Có 3 việc."


@pytest.mark.parametrize(
    "change",
    [
        lambda one: db.reports.write(one, "3", "Sửa", moment()),
        lambda one: db.reports.close(one, date(2026, 9, 1), moment()),
        lambda one: db.reports.sign_as(one, 7, date(2026, 10, 1), moment()),
    ],
)
@pytest.mark.parametrize("old", [False, True])
def test_a_final_report_is_not_changed_nor_through_an_old_object(change: Any, old: bool) -> None:
    report = db.reports.begin(Q3, moment())
    remembered = db.reports.find(Q3)
    final(Q3, Q3.last)
    before = db.reports.dump()
    with pytest.raises(db.errors.RecordError, match="bổ sung hoặc thay thế"):
        change(remembered if old else db.reports.find(Q3))
    assert db.reports.dump() == before
    assert report.id == 1


def test_figures_are_not_closed_before_their_period() -> None:
    with pytest.raises(db.errors.RecordError):
        db.reports.close(db.reports.begin(Q3, moment()), date(2026, 6, 30), moment())


def test_a_mark_of_secrecy_enters_no_report() -> None:
    report = db.reports.begin(Q3, moment())
    with pytest.raises(db.errors.SecrecyMark):
        db.reports.write(report, "3", "Mở đầu\nMẬT\nnội dung", moment())
    assert db.reports.dump()[0]["sentences"] == []


def test_what_was_reported_is_kept_as_it_was() -> None:
    final(Q3, Q3.last)
    record = db.reports.dump()[0]
    assert (record["state"], record["cutoff"]) == ("final", "2026-09-30")
    assert record["reported"]["figures"]["tasks_in_period"]["ids"] == [1]


def test_a_report_is_sent_by_today() -> None:
    report = final(Q3, date(2026, 7, 15))
    with pytest.raises(db.errors.RecordError):
        db.reports.submit(report, date(2026, 7, 21), "cổng", moment())
    db.reports.submit(report, date(2026, 7, 20), "cổng", moment())
    assert db.reports.dump()[0]["state"] == "submitted"


@pytest.mark.parametrize(
    ("on", "before"),
    [(date(2020, 1, 1), "ngày của báo cáo 12/07/2026"), (date(2026, 7, 11), "ngày của báo cáo")],
)
def test_a_report_is_not_sent_before_the_day_it_bears(on: date, before: str) -> None:
    report = db.reports.begin(Q2, moment())
    db.reports.sign_as(report, 5, date(2026, 7, 12), moment())
    with pytest.raises(db.errors.RecordError, match=before) as caught:
        db.reports.submit(report, on, "cổng", moment())
    assert caught.value.field == "on"
    db.reports.submit(report, date(2026, 7, 12), "cổng", moment())


def test_a_report_is_neither_dated_nor_sent_before_its_period_or_what_it_counts() -> None:
    report = db.reports.begin(Q3, moment())
    with pytest.raises(db.errors.RecordError, match="trước ngày đầu kỳ 01/07/2026"):
        db.reports.submit(report, Q2.last, "cổng", moment())
    with pytest.raises(db.errors.RecordError, match="trước ngày đầu kỳ") as caught:
        db.reports.sign_as(report, 5, Q2.last, moment())
    assert caught.value.field == "dated"
    counted = final(Q3, date(2026, 7, 15))
    with pytest.raises(db.errors.RecordError, match="trước ngày chốt số liệu 15/07/2026"):
        db.reports.submit(counted, date(2026, 7, 14), "cổng", moment())
    assert db.reports.dump()[0]["submitted_on"] is None


# What blocks ---------------------------------------------------------------------------------

SPAN = db.reports.Window(Q3, Q3.first, Q3.last)
CAUSE = {"cause": "Mưa", "cause_body": "Tổ", "cause_person": "Mai"}


@pytest.mark.parametrize(
    ("states", "more", "blocks"),
    [
        ([], {}, True),
        ([], {"fields": CAUSE}, False),
        ([], {"fields": {**CAUSE, "cause_person": ""}}, True),
        ([(date(2026, 6, 29), "done")], {}, False),
        ([(date(2026, 7, 10), "done")], {}, True),
        ([(date(2026, 7, 10), "cancelled")], {}, True),
        ([(date(2026, 7, 10), "suspended")], {}, True),
        ([(date(2026, 6, 29), "suspended")], {}, False),
        ([], {"first_due": date(2026, 9, 30)}, False),
        ([], {"first_due": None}, False),
    ],
)
def test_a_late_task_without_cause_body_and_person_blocks(
    states: list[tuple[date, str]], more: dict[str, Any], blocks: bool
) -> None:
    history = [(date(2026, 6, 1), "assigned"), *states]
    tests.db.factory.task("Lợp mái", states=history, **more)
    found = db.reports.blocks(SPAN)
    assert bool(found) is blocks
    for block in found:
        assert (block.kind, block.id) == ("tasks", 1)
        assert block.field == ("cause_person" if "fields" in more else "cause")
        assert "“Lợp mái” còn thiếu" in block.sentence


def test_a_task_outside_the_period_blocks_nothing() -> None:
    late = [(date(2026, 5, 1), "assigned"), (date(2026, 6, 20), "done")]
    tests.db.factory.task(states=late, assigned_on=date(2026, 5, 1), first_due=date(2026, 6, 1))
    assert db.reports.blocks(SPAN) == []
