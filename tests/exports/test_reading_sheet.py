"""A workbook as plain values: clean texts, stored values of formulas, and no secrecy marks."""

from __future__ import annotations

import unicodedata
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import openpyxl.comments
import pytest

import db.errors
import exports.reading.sheet
import tests.exports.offices


def load(path: Path) -> exports.reading.sheet.Sheet:
    """The first sheet of a workbook."""
    return exports.reading.sheet.load(path).sheets[0]


def test_texts_are_composed_and_their_blanks_single(tmp_path: Path) -> None:
    written = unicodedata.normalize("NFD", "  Đặng\u00a0Thị \u200b Ước  ")
    path = tests.exports.offices.write(tmp_path / "a.xlsx", [[written, "một\n hai ", "   "]])
    assert load(path).rows == {1: {1: "Đặng Thị Ước", 2: "một\nhai"}}


def test_a_formula_without_a_stored_value_is_an_empty_cell(tmp_path: Path) -> None:
    path = tests.exports.offices.write(tmp_path / "a.xlsx", [["Tổng", "=COUNTA(A1:A9)"]])
    sheet = load(path)
    assert sheet.rows == {1: {1: "Tổng"}}
    assert sheet.formulas == {(1, 2)}


def test_dates_numbers_and_per_cents_keep_their_kind(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append([date(2026, 6, 30), 0.7, 70, True])
    page["B1"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    sheet = load(tmp_path / "a.xlsx")
    assert sheet.rows[1] == {1: datetime(2026, 6, 30), 2: 0.7, 3: 70, 4: True}  # noqa: DTZ001 - as openpyxl gives them
    assert sheet.percents == {(1, 2)}


def test_merged_and_hidden_parts_are_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in range(1, 5):
        page.append([row, row, row])
    page.merge_cells("A1:B2")
    page.row_dimensions[3].hidden = True
    page.column_dimensions["C"].hidden = True
    book.create_sheet("Trang ẩn").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    first, second = exports.reading.sheet.load(tmp_path / "a.xlsx").sheets
    assert (first.at(2, 2), first.at(1, 1), first.at(9, 9)) == (1, 1, None)
    assert (first.hidden_rows, first.hidden_columns) == ([3], ["C"])
    assert (first.hidden, second.hidden, second.name) == (False, True, "Trang ẩn")


def test_letters_and_numbers_of_columns() -> None:
    for number in (1, 26, 27, 702, 703, 16384):
        assert exports.reading.sheet.column(exports.reading.sheet.letter(number)) == number
    assert exports.reading.sheet.column("B1") == 0


def check_refused(path: Path) -> None:
    """The whole workbook is refused, and the sentence repeats nothing of it."""
    with pytest.raises(db.errors.SecrecyMark) as refused:
        exports.reading.sheet.load(path)
    assert "TUYỆT" not in str(refused.value)
    assert "ZZZ" not in str(refused.value)
    assert "báo cáo ngay Bí thư và Văn phòng Đảng ủy" in str(refused.value)


@pytest.mark.parametrize("mark", ["MẬT", "TUYỆT MẬT", "( TỐI MẬT )", "M Ậ T", "Độ mật: Mật"])
def test_a_secrecy_mark_in_any_cell_refuses_the_whole_workbook(tmp_path: Path, mark: str) -> None:
    rows = [["Nhiệm vụ", "Hạn"], ["ZZZ", "30/6"], [None, None, mark]]
    check_refused(tests.exports.offices.write(tmp_path / "a.xlsx", rows))
    decomposed = [["Nhiệm vụ"], [unicodedata.normalize("NFD", mark)]]
    check_refused(tests.exports.offices.write(tmp_path / "b.xlsx", decomposed))


def test_a_column_or_a_neighbour_named_do_mat_refuses_too(tmp_path: Path) -> None:
    column = [["Nhiệm vụ", "Độ mật"], ["ZZZ", "Thường"], ["ZZZ", "Mật"]]
    check_refused(tests.exports.offices.write(tmp_path / "a.xlsx", column))
    beside = [["Độ mật", None, "mật"], ["Nhiệm vụ", "Hạn"]]
    check_refused(tests.exports.offices.write(tmp_path / "b.xlsx", beside))


def test_marks_outside_cells_refuse_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Nhiệm vụ"
    book.worksheets[0]["A1"].comment = openpyxl.comments.Comment("TUYỆT MẬT", "x")
    book.save(tmp_path / "comment.xlsx")
    check_refused(tmp_path / "comment.xlsx")

    book = openpyxl.Workbook()
    book.create_sheet("MẬT").sheet_state = "hidden"
    book.save(tmp_path / "name.xlsx")
    check_refused(tmp_path / "name.xlsx")

    book = openpyxl.Workbook()
    header = book.worksheets[0].oddHeader
    assert header is not None
    header.center.text = "TỐI MẬT"
    book.save(tmp_path / "header.xlsx")
    check_refused(tmp_path / "header.xlsx")

    book = openpyxl.Workbook()
    book.properties.title = "MẬT"
    book.save(tmp_path / "title.xlsx")
    check_refused(tmp_path / "title.xlsx")


def test_a_stamp_drawn_as_a_text_box_refuses_too(tmp_path: Path) -> None:
    path = tests.exports.offices.write(tmp_path / "a.xlsx", [["Nhiệm vụ"]])
    runs = "<a:r><a:t>TUYỆT </a:t></a:r><a:r><a:t>MẬT</a:t></a:r>"
    drawing = f"<xdr:wsDr xmlns:a='a' xmlns:xdr='x'><a:p>{runs}</a:p></xdr:wsDr>"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", drawing)
    check_refused(path)


def test_the_words_in_running_text_are_no_mark(tmp_path: Path) -> None:
    rows = [
        ["Không nhập nhiệm vụ thuộc phạm vi bí mật Nhà nước."],
        ["BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Nguyễn Văn Mật"],
    ]
    path = tests.exports.offices.write(tmp_path / "a.xlsx", rows)
    assert len(load(path).rows) == 2
