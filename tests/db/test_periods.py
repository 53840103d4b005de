from __future__ import annotations

from datetime import date, timedelta

import hypothesis
import hypothesis.strategies as st
import pytest

import db.errors
import db.periods
import db.text

DAYS = st.dates(date(1930, 1, 1), date(2200, 1, 1))


@st.composite
def periods(draw: st.DrawFn) -> db.periods.Period:
    kind = draw(st.sampled_from(["quarter", "year", "span"]))
    if kind == "quarter":
        return db.periods.quarter(draw(st.integers(1, 9998)), draw(st.integers(1, 4)))
    if kind == "year":
        return db.periods.year(draw(st.integers(1, 9998)))
    first = draw(DAYS)
    return db.periods.Period("span", first, first + timedelta(draw(st.integers(0, 800))))


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "quý I năm 2026"),
        (" 2026-q2 ", date(2026, 4, 1), date(2026, 6, 30), "quý II năm 2026"),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "quý III năm 2026"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quý IV năm 2026"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "năm 2024"),
        (
            "2026-03-23..2027-03-22",
            date(2026, 3, 23),
            date(2027, 3, 22),
            "từ ngày 23/03/2026 đến ngày 22/03/2027",
        ),
    ],
)
def test_a_period_is_read(text: str, first: date, last: date, words: str) -> None:
    period = db.periods.read(text)
    assert (period.first, period.last, period.words) == (first, last, words)


@pytest.mark.parametrize(
    "text",
    ["", "2026-Q5", "Q1", "2026Q1", "26", "0000", "0000-Q1", "2026-13-01..2026-14-01",
     "2026-02-30..2026-03-01", "2026-03-02..2026-03-01", "2026-03-01", "quý 3", "2026-Q1; x"],
)  # fmt: skip
def test_what_names_no_period_is_refused_with_the_forms_that_do(text: str) -> None:
    with pytest.raises(db.errors.RecordError, match="2026-Q2"):
        db.periods.read(text)


@hypothesis.given(periods())
def test_a_label_and_a_file_label_name_the_same_period(period: db.periods.Period) -> None:
    assert db.periods.read(period.label) == period
    assert db.periods.read(period.file_label) == period
    assert not set(period.file_label) & set('/\\:*?"<>| ')


@hypothesis.given(periods())
def test_the_following_period_begins_the_day_after(period: db.periods.Period) -> None:
    following = period.following()
    assert following.first == period.last + timedelta(days=1)
    assert following.kind == period.kind


@hypothesis.given(DAYS)
def test_every_day_lies_in_its_quarter_and_before_its_month_end(day: date) -> None:
    period = db.periods.quarter(day.year, db.periods.quarter_of(day))
    assert period.first <= day <= period.last
    end = db.periods.month_end(day)
    assert end.month == day.month
    assert (end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("quý 3", "2026-Q3"), ("Q3", "2026-Q3"), ("QIII/2026", "2026-Q3"), ("q 3/2025", "2025-Q3"),
        ("quý III năm 2026", "2026-Q3"), ("Quý iii/2026.", "2026-Q3"), ("Q3 2026", "2026-Q3"),
        ("Q3-2026", "2026-Q3"), ("quý I, năm 2027", "2027-Q1"), ("quý IV năm ngoái", "2025-Q4"),
        ("2026", "2026"), ("năm 2025", "2025"), ("năm nay", "2026"), ("năm ngoái", "2025"),
        ("năm sau", "2027"), ("2026-Q2", "2026-Q2"), ("quý này", "2026-Q2"),
        ("quý trước", "2026-Q1"), ("quý sau", "2026-Q3"), ("quý vừa rồi", "2026-Q1"),
        ("01/7/2026 - 30/9/2026", "2026-Q3"), ("1/7-30/9", "2026-Q3"),
        ("1.7.2026 – 30.9.2026", "2026-Q3"), ("từ 1/7 đến hết ngày 30/9", "2026-Q3"),
        ("1/1/2026-31/12/2026", "2026"), ("1/10 - 31/3", "2025-10-01..2026-03-31"),
        ("23/03/2026 đến 22/03/2027", "2026-03-23..2027-03-22"),
        ("2026-03-23..2027-03-22", "2026-03-23..2027-03-22"),
    ],
)  # fmt: skip
def test_what_a_person_types_for_a_period_is_understood(typed: str, label: str) -> None:
    for written in (typed, db.text.fold(typed), typed.upper(), f"  {typed} "):
        assert db.periods.understood(written, date(2026, 5, 20)).label == label


@pytest.mark.parametrize(
    ("today", "typed", "label"),
    [
        (date(2027, 1, 5), "quý 4", "2026-Q4"),
        (date(2026, 12, 28), "quý 4", "2026-Q4"),
        (date(2026, 12, 28), "quý 1", "2026-Q1"),
        (date(2026, 6, 20), "quý 3", "2026-Q3"),
        (date(2027, 1, 5), "quý trước", "2026-Q4"),
        (date(2026, 12, 28), "quý sau", "2027-Q1"),
    ],
)
def test_a_quarter_without_its_year_is_the_one_that_is_meant(
    today: date, typed: str, label: str
) -> None:
    assert db.periods.understood(typed, today).label == label


@pytest.mark.parametrize(
    "typed",
    ["", "xyz", "quý 5", "quý", "năm", "0000", "năm 0206", "3/2026", "1/7", "26", "quý 3 năm",
     "x" * 100_000, "1/7 - ", "30/9/2026 - 1/7/2026", "31/6 - 30/9", "1/7/0206 - 30/9/2026"],
)  # fmt: skip
def test_what_names_no_period_is_refused_with_what_may_be_typed(typed: str) -> None:
    with pytest.raises(db.errors.RecordError, match="; hãy") as raised:
        db.periods.understood(typed, date(2026, 5, 20))
    assert len(str(raised.value)) < 200


@hypothesis.given(periods(), DAYS)
def test_every_way_a_period_is_written_is_understood(period: db.periods.Period, day: date) -> None:
    if period.first.year in db.periods.YEARS and period.last.year in db.periods.YEARS:
        for written in (period.label, period.words, period.short, period.file_label):
            found = db.periods.understood(written, day)
            assert (found.first, found.last) == (period.first, period.last)
            assert period.kind in {found.kind, "span"}


@hypothesis.given(st.text(), st.dates())
def test_no_text_breaks_the_understanding_of_periods(typed: str, today: date) -> None:
    try:
        period = db.periods.understood(typed, today)
    except db.errors.RecordError as error:
        sentence = str(error)
    else:
        assert period.first <= period.last
        return
    assert sentence.startswith(("Không", "Ngày"))
