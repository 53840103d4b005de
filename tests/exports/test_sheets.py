"""Plain sheets: what stands on them can be read back."""

from __future__ import annotations

from datetime import date

import exports.paper
import exports.sheets

TODAY = date(2026, 7, 20)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(exports.paper.text_of(pdf)).split())


def test_the_seals_sheet_names_the_unit_and_the_whole_fingerprint() -> None:
    groups = [f"{number:04X}" for number in range(16)]
    pdf = exports.sheets.seal(("CB-31", "Chi bộ Đồi Thông"), " ".join(groups), "hôm qua", TODAY)
    text = words(pdf)
    assert "Chi bộ Đồi Thông – mã CB-31" in text
    assert all(group in text for group in groups)
    assert "không phải chữ ký số" in text


def test_a_long_list_of_copies_goes_on_over_pages() -> None:
    copies = [f"[ ] Bản sao lưu số {number}" for number in range(120)]
    text = words(exports.sheets.lines(["PHIẾU XÓA HẲN NỘI DUNG", "PHẢI HỦY BẰNG TAY:", *copies]))
    assert all(copy in text for copy in copies)


def test_the_card_says_every_step_of_restoring() -> None:
    text = words(exports.sheets.restoring_card("Chi bộ Đồi Thông", "D:/So-Chi-bo", TODAY))
    assert "D:/So-Chi-bo" in text
    assert all(" ".join(step.split()) in text for step in exports.sheets.restoring())


def test_the_same_sheet_has_the_same_bytes() -> None:
    one, other = (exports.sheets.lines(["PHIẾU", "một dòng"]) for _ in range(2))
    assert one == other
