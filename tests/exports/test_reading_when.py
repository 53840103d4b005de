"""How offices write a day, a period or "until when" (design 3, ``import``)."""

from __future__ import annotations

from datetime import date, datetime, time

import hypothesis
import hypothesis.strategies as st
import pytest

import exports.reading.days
import exports.reading.when

YEAR = exports.reading.days.Calendar(2026)


def day(text: str) -> str:
    """The day that counts, as text; "?" with what is in trouble."""
    found = exports.reading.when.understood(text, YEAR)
    return f"?{found.trouble}" if found.trouble else str(found.last or "")


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("5/7", "2026-07-05"),
        ("05/7/2026", "2026-07-05"),
        ("5.7.2026", "2026-07-05"),
        ("5-7-26", "2026-07-05"),
        ("30 - 6 - 2026", "2026-06-30"),
        ("30-4/2026", "2026-04-30"),
        ("2026-06-30", "2026-06-30"),
        ("ngày 5 tháng 7 năm 2026", "2026-07-05"),
        ("5 tháng 7", "2026-07-05"),
        ("mồng 5 tháng 7", "2026-07-05"),
        ("30/6 năm 2026", "2026-06-30"),
        ("30/6/2026 (thứ Ba)", "2026-06-30"),
        ("17 giờ ngày 10/6", "2026-06-10"),
        ("tháng 6/2026", "2026-06-30"),
        ("T6/2026", "2026-06-30"),
        ("6/2026", "2026-06-30"),
        ("Tháng sáu", "2026-06-30"),
        ("trong tháng 2", "2026-02-28"),
        ("Quý II/2026", "2026-06-30"),
        ("Q2/2026", "2026-06-30"),
        ("quý 3", "2026-09-30"),
        ("II/2026", "2026-06-30"),
        ("quý IV năm 2026", "2026-12-31"),
        ("cuối tháng 6", "2026-06-30"),
        ("đầu tháng 7", "2026-07-10"),
        ("giữa tháng 7", "2026-07-20"),
        ("cuối quý III", "2026-09-30"),
        ("cuối năm", "2026-12-31"),
        ("năm 2026", "2026-12-31"),
        ("hết năm 2027", "2027-12-31"),
        ("6 tháng đầu năm", "2026-06-30"),
        ("tuần 1 tháng 7", "2026-07-07"),
        ("tuần cuối tháng 6", "2026-06-30"),
        ("trước 10/6", "2026-06-10"),
        ("trước ngày 10/6/2026", "2026-06-10"),
        ("trước 17h00 ngày 10/6/2026", "2026-06-10"),
        ("chậm nhất 10/6", "2026-06-10"),
        ("Xong trước 10/6", "2026-06-10"),
        ("Trước hết tháng 6", "2026-06-30"),
        ("đến hết ngày 15/6", "2026-06-15"),
        ("từ 1/6 đến 15/6", "2026-06-15"),
        ("01-15/6/2026", "2026-06-15"),
        ("1/6-15/6/2026", "2026-06-15"),
        ("tháng 4-6/2026", "2026-06-30"),
        ("quý I-II/2026", "2026-06-30"),
        ("Từ 15/11/2026 đến 15/1/2027", "2027-01-15"),
        ("Cả năm", "2026-12-31"),
    ],
)
def test_a_period_means_its_last_day_and_the_day_stands_before_the_month(
    written: str, means: str
) -> None:
    assert day(written) == means


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("31/6", "không có ngày 31/6/2026"),
        ("30/2/2026", "không có ngày 30/2/2026"),
        ("12/25/2026", "không có tháng 25"),
        ("30/062026", "chưa hiểu"),
        ("31/12/2062", "ngoài khoảng"),
        ("học kỳ I", "chưa hiểu"),
        ("theo kế hoạch", "chưa hiểu"),
        ("khi có yêu cầu", "chưa hiểu"),
        ("giữa tháng", "chưa hiểu"),
        ("Trước tháng 7", "trước kỳ ấy hay đến hết kỳ ấy"),
        ("15/6; 30/7", "nhiều mốc"),
        ("30/6/2026 và 30/9/2026", "nhiều mốc"),
        ("từ 15/6 đến 1/6", "ngày đầu sau ngày cuối"),
        ("2 tháng/lần", "chu kỳ"),
        ("15h30", "chưa hiểu"),
        ("  /  /2026", "chưa hiểu"),
    ],
)
def test_what_is_not_understood_says_why(written: str, part: str) -> None:
    assert part in day(written)
    assert day(written).startswith("?")


@pytest.mark.parametrize(
    ("written", "kind", "of_month"),
    [
        ("Hằng tháng", "monthly", None),
        ("hàng tháng", "monthly", None),
        ("ngày 25 hằng tháng", "monthly", 25),
        ("Trước ngày 5 mỗi tháng", "monthly", 5),
        ("Mùng 5 hằng tháng", "monthly", 5),
        ("định kỳ hằng tháng", "monthly", None),
        ("1 lần/tháng", "monthly", None),
        ("Thường xuyên, hằng tháng", "monthly", None),
        ("hằng quý", "quarterly", None),
        ("3 tháng/lần", "quarterly", None),
        ("hàng tuần", "weekly", None),
        ("hằng năm", "yearly", None),
        ("Thường xuyên", "ongoing", None),
        ("Thường xuyên trong năm 2026", "ongoing", None),
        ("liên tục", "ongoing", None),
    ],
)
def test_recurrences_in_words(written: str, kind: str, of_month: int | None) -> None:
    found = exports.reading.when.understood(written, YEAR)
    assert (found.recurrence, found.day, found.trouble) == (kind, of_month, "")


def test_a_span_keeps_its_first_day() -> None:
    found = exports.reading.when.understood("từ 1/6 đến 15/6", YEAR)
    assert (found.first, found.last) == (date(2026, 6, 1), date(2026, 6, 15))


def test_dashes_and_dots_say_nothing() -> None:
    for text in ("-", "…", "...", "", "/", "–"):
        assert exports.reading.when.understood(text, YEAR) == exports.reading.days.NOTHING


def test_a_day_without_year_in_a_school_year_falls_in_its_half() -> None:
    school = exports.reading.days.Calendar(2026, school=True)
    assert exports.reading.when.understood("20/11", school).last == date(2026, 11, 20)
    assert exports.reading.when.understood("30/4", school).last == date(2027, 4, 30)


def test_numbers_are_excel_days_or_years_only_within_sane_bounds() -> None:
    def last(value: object) -> date | None:
        return exports.reading.when.of_value(value, YEAR).last

    assert last(46203) == date(2026, 6, 30)
    assert last(46203.75) == date(2026, 6, 30)
    assert last(2026) == date(2026, 12, 31)
    for odd in (30.6, 7, -1, 10**9, float("inf"), float("nan"), True, time(3)):
        assert not exports.reading.when.of_value(odd, YEAR).understood


def test_real_dates_are_taken_and_their_hours_dropped() -> None:
    found = exports.reading.when.of_value(datetime(2026, 6, 30, 17, 0), YEAR)  # noqa: DTZ001 - as openpyxl gives them
    assert (found.last, found.plain) == (date(2026, 6, 30), True)


DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@hypothesis.given(
    DAYS,
    st.sampled_from(
        [
            "{d}/{m}/{y}",
            "{d:02}/{m:02}/{y}",
            "{d}.{m}.{y}",
            "{d}-{m}-{y}",
            "ngày {d}/{m}/{y}",
            "ngày {d} tháng {m} năm {y}",
            "{d} tháng {m} năm {y}",
            "{y}-{m:02}-{d:02}",
            "trước ngày {d}/{m}/{y}",
            "Chậm nhất {d}/{m}/{y}",
            "đến hết ngày {d}/{m}/{y}",
        ]
    ),
)
def test_every_way_of_writing_a_day_reads_back(day: date, written: str) -> None:
    text = written.format(d=day.day, m=day.month, y=day.year)
    found = exports.reading.when.understood(text, YEAR)
    assert (found.last, found.trouble) == (day, "")


@hypothesis.given(DAYS, DAYS)
def test_every_span_reads_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    text = f"từ {first.day}/{first.month}/{first.year} đến {last.day}/{last.month}/{last.year}"
    found = exports.reading.when.understood(text, YEAR)
    assert (found.first, found.last) == (first, last)


PIECES = st.sampled_from(
    [
        "trước",
        "ngày",
        "tháng",
        "quý",
        "năm",
        "tuần",
        "hằng",
        "mỗi",
        "đầu",
        "cuối",
        "giữa",
        "từ",
        "đến",
        "II",
        "IV",
        "0",
        "1",
        "31",
        "30/6",
        "2026",
        "/",
        "-",
        ".",
        ",",
        "h",
        "%",
    ]
)


@hypothesis.given(
    st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))
)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    found = exports.reading.when.understood(text, YEAR)
    assert found.last is None or 2000 <= found.last.year <= 2050 or found.trouble


@hypothesis.given(
    st.one_of(st.integers(), st.floats(), st.datetimes(), st.dates(), st.timedeltas())
)
def test_no_value_makes_the_reader_fail(value: object) -> None:
    found = exports.reading.when.of_value(value, YEAR)
    assert found.last is None or 2000 <= found.last.year <= 2050
