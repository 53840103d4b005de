from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import hypothesis
import hypothesis.strategies as st
import pytest

import db.days
import db.errors
import db.text
import db.unit

TODAY = date(2026, 7, 22)  # a Wednesday
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TODAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))
AHEAD = st.sampled_from([None, True, False])

# What is typed, and the day it names on 22 July 2026.
PLAIN = {
    "5/7": (2026, 7, 5), "05/07/2026": (2026, 7, 5), "5.7": (2026, 7, 5), "5-7-26": (2026, 7, 5),
    "5 7": (2026, 7, 5), "5,7": (2026, 7, 5), "050726": (2026, 7, 5), "05072026": (2026, 7, 5),
    "5 / 7 / 2026": (2026, 7, 5), "5 7 2026": (2026, 7, 5), "2026-07-05": (2026, 7, 5),
    "ngày 5/7": (2026, 7, 5), "5 tháng 7": (2026, 7, 5), "31/12/2027": (2027, 12, 31),
    "ngày 5 tháng 7 năm 2026": (2026, 7, 5), "5/7 năm ngoái": (2025, 7, 5),
    "20/11 năm sau": (2027, 11, 20), "Thứ Tư, 30/09/2026": (2026, 9, 30), "3/2/85": (1985, 2, 3),
    "15": (2026, 7, 15), "ngày 15": (2026, 7, 15), "mồng 5": (2026, 7, 5),
    "15 tháng sau": (2026, 8, 15), "ngày 30 tháng trước": (2026, 6, 30),
    "hôm nay": (2026, 7, 22), "nay": (2026, 7, 22), "mai": (2026, 7, 23),
    "ngày mai": (2026, 7, 23), "mốt": (2026, 7, 24), "ngày kia": (2026, 7, 24),
    "hôm qua": (2026, 7, 21), "hôm kia": (2026, 7, 20),
    "cuối tháng": (2026, 7, 31), "hết tháng": (2026, 7, 31), "đầu tháng": (2026, 7, 1),
    "giữa tháng": (2026, 7, 15), "cuối tháng này": (2026, 7, 31),
    "cuối tháng sau": (2026, 8, 31), "đầu tháng trước": (2026, 6, 1),
    "cuối tháng 10": (2026, 10, 31), "cuối tháng 2/2028": (2028, 2, 29),
    "đầu tháng 9 năm 2027": (2027, 9, 1), "cuối T10": (2026, 10, 31),
    "cuối quý": (2026, 9, 30), "đầu quý": (2026, 7, 1), "cuối quý IV": (2026, 12, 31),
    "cuối quý 4/2027": (2027, 12, 31), "cuối quý I năm sau": (2027, 3, 31),
    "cuối quý sau": (2026, 12, 31), "cuối năm": (2026, 12, 31), "đầu năm": (2026, 1, 1),
    "đầu năm sau": (2027, 1, 1), "cuối năm 2028": (2028, 12, 31),
    "đầu tuần": (2026, 7, 20), "cuối tuần": (2026, 7, 26), "giữa tuần sau": (2026, 7, 30),
    "thứ sáu": (2026, 7, 24), "thứ 6": (2026, 7, 24), "t6": (2026, 7, 24),
    "thứ hai": (2026, 7, 20), "thứ 6 tuần sau": (2026, 7, 31), "thứ sáu tuần này": (2026, 7, 24),
    "thứ ba tuần trước": (2026, 7, 14), "thứ sáu tới": (2026, 7, 24), "thứ hai tới": (2026, 7, 27),
    "thứ tư tới": (2026, 7, 29), "thứ tư vừa rồi": (2026, 7, 15), "thứ hai vừa rồi": (2026, 7, 20),
    "chủ nhật": (2026, 7, 26), "cn": (2026, 7, 26), "chủ nhật tuần sau": (2026, 8, 2),
    "3 ngày nữa": (2026, 7, 25), "ba ngày nữa": (2026, 7, 25), "sau 3 ngày": (2026, 7, 25),
    "còn 3 ngày nữa": (2026, 7, 25), "3 ngày trước": (2026, 7, 19), "2 tuần nữa": (2026, 8, 5),
    "sáu tháng nữa": (2027, 1, 22), "1 quý nữa": (2026, 10, 22), "5 năm nữa": (2031, 7, 22),
    "tuần sau": (2026, 7, 29), "tuần trước": (2026, 7, 15), "tháng sau": (2026, 8, 22),
    "sang năm": (2027, 7, 22), "năm ngoái": (2025, 7, 22),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "day"), PLAIN.items())
def test_what_people_type_is_understood(typed: str, day: tuple[int, int, int]) -> None:
    assert db.days.read(typed, TODAY) == date(*day)


@pytest.mark.parametrize("typed", PLAIN)
def test_marks_case_spaces_and_composition_do_not_matter(typed: str) -> None:
    day = db.days.read(typed, TODAY)
    for other in (
        db.text.fold(typed),
        typed.upper(),
        "  " + typed.replace(" ", " \t ") + " ",
        unicodedata.normalize("NFD", typed),
        typed + ".",
    ):
        assert db.days.read(other, TODAY) == day, other


def test_a_mark_that_makes_another_word_counts() -> None:
    assert db.days.read("ngày kìa", TODAY) == date(2026, 7, 25)


@pytest.mark.parametrize("typed", ["", "  ", "\t\n"])
def test_nothing_typed_is_no_day(typed: str) -> None:
    assert db.days.read(typed, TODAY) is None


@pytest.mark.parametrize(
    "typed",
    ["xyz", "mai mốt", "0", "32", "5/7/202", "2026", "tháng", "cuối", "thứ tám", "quý IV",
     "năm nay", "tuần này", ".", "/", "5/7/2026 10:00", "5//7", "tháng 7/2026", "-5/7"],
)  # fmt: skip
def test_what_names_no_day_is_never_taken_for_one(typed: str) -> None:
    with pytest.raises(db.errors.RecordError, match=r"; hãy .*\.$"):
        db.days.read(typed, TODAY)


def test_the_sentence_says_what_may_be_typed_and_stays_short() -> None:
    with pytest.raises(db.errors.RecordError) as raised:
        db.days.read("linh tinh " * 10_000, TODAY)
    assert str(raised.value) == (
        "Không hiểu ngày “linh tinh linh tinh linh tinh…”; "
        "hãy gõ như 5/7, 05/07/2026, mai, thứ sáu, cuối tháng."
    )


@pytest.mark.parametrize(
    "typed", ["31/6", "30/2/2026", "29/2", "5/13", "0/7", "5/7/0206", "5/7/3026", "cuối tháng 13"]
)
def test_a_day_that_is_not_in_the_calendar_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(db.errors.RecordError, match=f"“{typed}” trong lịch"):
        db.days.read(typed, TODAY)


def test_a_weekday_must_be_that_of_its_date() -> None:
    with pytest.raises(db.errors.RecordError, match="Ngày 30/09/2026 là Thứ Tư"):
        db.days.read("thứ ba 30/9/2026", TODAY)


@pytest.mark.parametrize(
    ("today", "typed", "plain", "due", "fact"),
    [
        (date(2026, 12, 20), "5/1", date(2026, 1, 5), date(2027, 1, 5), date(2026, 1, 5)),
        (date(2026, 1, 5), "20/12", date(2026, 12, 20), date(2026, 12, 20), date(2025, 12, 20)),
        (date(2026, 7, 22), "5/7", date(2026, 7, 5), date(2026, 7, 5), date(2026, 7, 5)),
        (date(2026, 7, 22), "22/7", date(2026, 7, 22), date(2026, 7, 22), date(2026, 7, 22)),
        (date(2026, 7, 22), "23/7", date(2026, 7, 23), date(2026, 7, 23), date(2026, 7, 23)),
        (date(2026, 7, 22), "15", date(2026, 7, 15), date(2026, 8, 15), date(2026, 7, 15)),
        (date(2026, 7, 10), "15", date(2026, 7, 15), date(2026, 7, 15), date(2026, 6, 15)),
        (date(2026, 7, 10), "31", date(2026, 7, 31), date(2026, 7, 31), date(2026, 5, 31)),
        (date(2026, 7, 22), "t2", date(2026, 7, 20), date(2026, 7, 27), date(2026, 7, 20)),
        (date(2026, 7, 22), "t6", date(2026, 7, 24), date(2026, 7, 24), date(2026, 7, 17)),
        (date(2026, 7, 22), "đầu tháng", date(2026, 7, 1), date(2026, 8, 1), date(2026, 7, 1)),
        (date(2026, 7, 22), "cuối tháng", date(2026, 7, 31), date(2026, 7, 31), date(2026, 6, 30)),
        (date(2026, 12, 20), "cuối quý 1", date(2026, 3, 31), date(2027, 3, 31), date(2026, 3, 31)),
        (date(2026, 7, 22), "3/2/30", date(2030, 2, 3), date(2030, 2, 3), date(1930, 2, 3)),
    ],
)
def test_what_is_left_out_is_completed_the_way_a_due_or_a_fact_is_meant(
    today: date, typed: str, plain: date, due: date, fact: date
) -> None:
    assert db.days.read(typed, today) == plain
    assert db.days.read(typed, today, ahead=True) == due
    assert db.days.read(typed, today, ahead=False) == fact


def test_a_leap_day_is_the_next_or_the_last_there_is() -> None:
    assert db.days.read("29/2", TODAY, ahead=True) == date(2028, 2, 29)
    assert db.days.read("29/2", TODAY, ahead=False) == date(2024, 2, 29)


@hypothesis.given(DAYS, TODAYS, AHEAD)
def test_every_day_that_is_shown_or_spoken_is_read_back(
    day: date, today: date, ahead: bool | None
) -> None:
    assert db.days.read(db.days.shown(day), today, ahead=ahead) == day
    assert db.days.read(db.days.spoken(day, today), today, ahead=ahead) == day


@hypothesis.given(DAYS, TODAYS, st.sampled_from(["", "/", ".", "-"]))
def test_a_day_is_read_however_it_is_divided(day: date, today: date, sign: str) -> None:
    whole = f"{day:%d}{sign}{day:%m}{sign}{day:%Y}"
    assert db.days.read(whole, today) == day


@hypothesis.given(TODAYS, st.integers(1, 31), st.integers(1, 12))
def test_neither_a_fact_lies_far_ahead_nor_a_due_long_past(
    today: date, number: int, month: int
) -> None:
    try:
        due = db.days.read(f"{number}/{month}", today, ahead=True)
        fact = db.days.read(f"{number}/{month}", today, ahead=False)
    except db.errors.RecordError:
        hypothesis.reject()
    assert due is not None
    assert fact is not None
    assert fact <= today + timedelta(days=183)
    assert due >= today - timedelta(days=183)
    assert (due.day, due.month) == (fact.day, fact.month) == (number, month)


@hypothesis.given(TODAYS, st.integers(0, 6))
def test_a_weekday_ahead_is_within_the_week_to_come(today: date, weekday: int) -> None:
    name = db.days.WEEKDAYS[weekday]
    day = db.days.read(name, today, ahead=True)
    before = db.days.read(name, today, ahead=False)
    assert day is not None
    assert before is not None
    assert 0 <= (day - today).days < 7
    assert 0 <= (today - before).days < 7
    assert day.weekday() == before.weekday() == weekday


WORDS = ("5", "7", "31", "2026", "tháng", "ngày", "cuối", "đầu", "quý", "iv", "năm", "sau", "tuần",
         "thứ", "sáu", "nữa", "trước", "/", "-", ".", " ", "9999")  # fmt: skip


@hypothesis.given(
    st.text() | st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
    | st.lists(st.sampled_from(WORDS), max_size=7).map("".join),
    st.dates(),
    AHEAD,
)  # fmt: skip
def test_no_text_breaks_it(typed: str, today: date, ahead: bool | None) -> None:
    try:
        day = db.days.read(typed, today, ahead=ahead)
    except db.errors.RecordError as error:
        sentence = str(error)
    else:
        sentence = "; hãy"
        assert (day is None) == (not typed.strip())
    assert "; hãy" in sentence


def test_the_days_of_the_week_are_written_in_one_way() -> None:
    sunday = date(2026, 7, 12)
    assert db.days.in_full(sunday) == db.days.spoken(sunday, TODAY) == "Chủ Nhật, 12/07/2026"
    assert db.days.WEEKDAYS[6] in db.unit.catalogue()["days_off"]["label"]


def test_a_day_is_spoken_as_one_says_it() -> None:
    assert db.days.spoken(TODAY, TODAY) == "hôm nay"
    assert db.days.spoken(date(2026, 7, 23), TODAY) == "mai"
    assert db.days.spoken(date(2026, 7, 21), TODAY) == "hôm qua"
    assert db.days.spoken(date(2026, 9, 30), TODAY) == "Thứ Tư, 30/09/2026"
    assert db.days.shown(date(2026, 7, 5)) == "05/07/2026"
