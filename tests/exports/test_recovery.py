"""The recovery sheet carries the code in its groups, on one page, whatever the unit is called."""

from __future__ import annotations

from datetime import date

import exports.paper
import exports.recovery

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567-89ABC-DEFGH"
UNIT = "Chi bộ Trường Tiểu học Đồi Thông"
ON = date(2026, 7, 20)


def words(pdf: bytes) -> str:
    """The text of the only page."""
    (page,) = exports.paper.text_of(pdf)
    return " ".join(page.split())


def test_the_sheet_names_unit_day_and_every_group() -> None:
    text = words(exports.recovery.sheet(UNIT, ON, CODE, "D:/So-Chi-bo"))
    for wanted in (UNIT, "20/07/2026", "D:/So-Chi-bo", "nhóm 8", *CODE.split("-")):
        assert wanted in text


def test_the_sheet_says_how_the_code_is_kept() -> None:
    text = words(exports.recovery.sheet(UNIT, ON, CODE))
    for sentence in exports.recovery.KEEPING:
        assert sentence in text


def test_the_longest_names_stay_on_one_page_and_markup_is_only_text() -> None:
    unit = "Chi bộ <b>Trường</b> & Phòng " + "Giáo dục và Đào tạo " * 12
    text = words(exports.recovery.sheet(unit, ON, CODE, "/" + "thư mục rất dài/" * 12))
    assert "<b>Trường</b> &" in text
    assert "Nơi cất" in text


def test_the_same_sheet_has_the_same_bytes() -> None:
    assert exports.recovery.sheet(UNIT, ON, CODE) == exports.recovery.sheet(UNIT, ON, CODE)
