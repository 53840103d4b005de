"""What stands above a table: its day, its paper, its year (design 3, ``import``)."""

from __future__ import annotations

from datetime import date

import pytest

import exports.reading.above

TODAY = date(2026, 7, 10)


def read(*texts: str, name: str = "Sheet") -> exports.reading.above.Above:
    """What texts above a heading say."""
    return exports.reading.above.read(texts, name=name, today=TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("(Số liệu đến ngày 30/6/2026)", date(2026, 6, 30)),
        ("Số liệu tính đến hết ngày 30 tháng 6 năm 2026", date(2026, 6, 30)),
        ("(Số liệu tính từ 01/01/2026 đến 30/6/2026)", date(2026, 6, 30)),
        ("Tính đến 30/6", date(2026, 6, 30)),
        ("(Cập nhật đến ngày 5.7.2026)", date(2026, 7, 5)),
        ("Số liệu đến hết tháng 5/2026", date(2026, 5, 31)),
        ("Tổng hợp kết quả đến hết quý II/2026", date(2026, 6, 30)),
    ],
)
def test_the_day_the_figures_count_to(text: str, day: date) -> None:
    assert read("SỔ THEO DÕI NĂM 2026", text).as_of == day


@pytest.mark.parametrize(
    "text", ["CHI BỘ MẪU", "Quý II/2026", "(Kèm theo Kế hoạch số 05-KH/CB ngày 12/5/2026)"]
)
def test_other_lines_name_no_such_day(text: str) -> None:
    assert read(text).as_of is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(Kèm theo Kế hoạch số 05-KH/CB ngày 12/5/2026)", "05-KH/CB"),
        (
            "Ban hành kèm theo Nghị quyết số 12-NQ/CB, ngày 12 tháng 5 năm 2026 của Chi bộ",
            "12-NQ/CB",
        ),
        ("(Kèm theo Quyết định ngày 12/5/2026 của Chi bộ)", ""),
        ("Thực hiện Công văn số 7-CV/ĐU ngày 12.5.2026", "7-CV/ĐU"),
    ],
)
def test_the_paper_named_above_the_heading(text: str, number: str) -> None:
    assert read("KẾ HOẠCH", text).paper == exports.reading.above.Paper(number, date(2026, 5, 12))


def test_the_sheet_can_be_the_paper_itself() -> None:
    paper = read("Số: 08-KH/CB", "Phường Mẫu, ngày 3 tháng 6 năm 2026").paper
    assert paper == exports.reading.above.Paper("08-KH/CB", date(2026, 6, 3))


def test_a_paper_whose_day_was_left_open_is_none() -> None:
    assert read("(Kèm theo Kế hoạch số    -KH/CB ngày    /5/2026)").paper is None


def test_the_year_comes_from_the_title_before_anything_else() -> None:
    assert read("SỔ NĂM 2025", "(Số liệu đến ngày 15/01/2026)").calendar.year == 2025
    assert read("Tính đến 30/6").calendar.year == 2026
    assert read("Sổ", name="Quý 2-2024").calendar.year == 2024
    school = read("KẾ HOẠCH NĂM HỌC 2026 - 2027").calendar
    assert (school.year, school.school) == (2026, True)
