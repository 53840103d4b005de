"""Task lists as offices keep them, read row by row (design 3, ``import --as tasks``)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.errors
import exports.members.reading
import exports.reading.above
import exports.reading.sheet
import exports.tasks.written
import tests.exports.offices

SAMPLE = tests.exports.offices.INPUTS / "so-theo-doi-nhiem-vu-2026.xlsx"
HEAD = [
    "TT",
    "Nhiệm vụ",
    "Người thực hiện",
    "Bắt đầu",
    "Hạn",
    "Trạng thái",
    "Tiến độ (%)",
    "Ngày hoàn thành",
]


def written(tmp_path: Path, *rows: list[Any], head: list[str] = HEAD, **given: Any) -> Any:
    """A task list of ``rows`` under ``head``."""
    above = given.pop("above", [])
    merges = given.pop("merges", ())
    path = tests.exports.offices.write(tmp_path / "a.xlsx", [*above, head, *rows], merges=merges)
    return tests.exports.offices.tasks(path, **given)


def one(tmp_path: Path, *cells: Any, **given: Any) -> exports.tasks.written.TaskRow:
    """A row of the usual columns: person, start, due, state, per cent, done; the rest is given."""
    row = [1, "Tổ chức hội nghị chuyên đề", *cells]
    sheet = written(tmp_path, row, **given)
    assert len(sheet.rows) == 1
    found: exports.tasks.written.TaskRow = sheet.rows[0]
    return found


def doubts(row: exports.tasks.written.TaskRow) -> list[str]:
    """The cells in doubt."""
    return [doubt.cell for doubt in row.doubts]


# --- the office's own workbook ----------------------------------------------------------------
def sample(today: date = date(2026, 7, 10)) -> exports.tasks.written.TaskSheet:
    """The sample task list, with the sample members."""
    book = exports.reading.sheet.load(tests.exports.offices.INPUTS / "danh-sach-dang-vien.xlsx")
    names = [row.name for row in exports.members.reading.read(book, today=today).rows]
    return tests.exports.offices.tasks(SAMPLE, today=today, members=names)


def test_the_sample_holds_24_tasks_and_nothing_else() -> None:
    sheet = sample()
    assert [row.code for row in sheet.rows] == [f"NV-{n:02}" for n in range(1, 25)]
    assert [row.doubts for row in sheet.rows] == [[]] * 24
    assert not any(row.refusal for row in sheet.rows)
    assert (sheet.as_of, sheet.paper) == (date(2026, 6, 30), None)
    assert (sheet.unmatched_people, sheet.unknown_words, sheet.left_out) == ([], [], [])
    assert [(note.sheet, note.read) for note in sheet.sheets] == [
        ("Sổ nhiệm vụ", True),
        ("Ghi chú", False),
    ]
    numbers = {row.row for row in sheet.rows}
    assert not numbers & {9, 15, 19, 23, 29, 30, 36, 40, 41, 43, 46}


def test_the_sample_is_understood_field_by_field() -> None:
    rows = {row.code: row for row in sample().rows}
    first = rows["NV-01"]
    assert (first.accountable, first.lead, first.cooperating) == (
        "Nguyễn Thị Hồng Thắm", tests.exports.offices.UNIT, "Chi ủy",
    )  # fmt: skip
    assert (first.authority, first.responsibility, first.product, first.basis) == (
        "Chi ủy", "Tham mưu và tổ chức thực hiện", "Kế hoạch của chi bộ", "09-CT/TU",
    )  # fmt: skip
    assert (first.started, first.assigned_on, first.assigned_source) == (
        date(2026, 4, 2), date(2026, 4, 2), "Bắt đầu",
    )  # fmt: skip
    assert (first.state, first.state_on, first.done_on) == (
        "done", date(2026, 4, 13), date(2026, 4, 13),
    )  # fmt: skip
    assert (first.percent, first.percent_on) == (100, date(2026, 6, 30))
    assert (first.cells["work"], first.cells["due"], first.group) == ("C10", "J10", "I")
    assert rows["NV-07"].accountable == "Vũ Thị Quỳnh Hoa"
    assert rows["NV-04"].work == "Sinh hoạt chuyên đề quý II về nêu gương của người đứng đầu"
    assert (rows["NV-04"].due, rows["NV-04"].due_words) == (date(2026, 6, 30), "Quý II/2026")
    assert (rows["NV-13"].due, rows["NV-13"].due_words) == (date(2026, 6, 10), "trước 10/6/2026")
    assert (rows["NV-02"].due, rows["NV-02"].due_words) == (date(2026, 4, 30), "")
    assert (rows["NV-03"].recurrence, rows["NV-11"].recurrence, rows["NV-19"].recurrence) == (
        "ongoing", "monthly", "ongoing",
    )  # fmt: skip
    assert (rows["NV-14"].state, rows["NV-14"].percent) == ("submitted", 90)
    assert (rows["NV-10"].state, rows["NV-10"].percent) == ("assigned", 0)
    assert (rows["NV-12"].state, rows["NV-12"].percent) == ("in_progress", 80)


def test_on_an_earlier_day_what_lies_ahead_is_doubtful() -> None:
    rows = {row.code: row for row in sample(date(2026, 4, 20)).rows}
    assert doubts(rows["NV-02"]) == ["P11"]
    assert doubts(rows["NV-22"]) == ["I37"]
    assert rows["NV-07"].doubts == []
    assert rows["NV-07"].percent_on == date(2026, 4, 20)


# --- who --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cell", "lead", "person"),
    [
        ("Tổ Toán - đ/c Lương Văn Bách", "Tổ Toán", "Lương Văn Bách"),
        ("Đ/c Lương Văn Bách (Chi ủy)", "Chi ủy", "Lương Văn Bách"),
        ("Lương Văn Bách", tests.exports.offices.UNIT, "Lương Văn Bách"),
        ("Nguyễn Xuân Lộc", tests.exports.offices.UNIT, "Nguyễn Xuân Lộc"),
        ("Đoàn thanh niên", "Đoàn thanh niên", ""),
    ],
)
def test_one_cell_may_name_the_lead_body_and_the_person(
    tmp_path: Path, cell: str, lead: str, person: str
) -> None:
    row = one(tmp_path, cell, "1/6", "15/7")
    assert (row.lead, row.accountable, row.doubts) == (lead, person, [])


@pytest.mark.parametrize(
    "cell",
    [
        "Lương Văn Bách, Trương Thị Lan",
        "Đ/c Bách",
        "Bí thư",
        "Bui Gia Anh",
        "Trường Thị Lan",
        "abc xyz",
    ],
)
def test_whoever_is_not_certain_is_doubtful(tmp_path: Path, cell: str) -> None:
    assert doubts(one(tmp_path, cell, "1/6", "15/7")) == ["C2"]


def test_a_person_who_is_no_member_is_listed_and_makes_no_doubt(tmp_path: Path) -> None:
    sheet = written(tmp_path, [1, "Một việc của chi bộ", "Đ/c Nguyễn Xuân Lộc", "1/6", "15/7"])
    assert sheet.unmatched_people == ["Nguyễn Xuân Lộc"]
    assert sheet.rows[0].doubts == []


def test_lead_and_person_in_two_columns(tmp_path: Path) -> None:
    head = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Người phụ trách", "Hạn"]
    rows = [
        [1, "Việc thứ nhất của bảng", "Tổ Toán", "Trương Thị Lan", "15/7"],
        [2, "Việc thứ hai của bảng", "Tổ Văn; đ/c Trương Thị Lan", None, "15/7"],
        [3, "Việc thứ ba của bảng", "Tổ Văn, Tổ Toán", "Trương Thị Lan", "15/7"],
        [4, "Việc thứ tư của bảng", None, "Trương Thị Lan", "15/7"],
    ]
    found = written(tmp_path, *rows, head=head).rows
    assert [(row.lead, row.accountable) for row in found] == [
        ("Tổ Toán", "Trương Thị Lan"),
        ("Tổ Văn", "Trương Thị Lan"),
        ("Tổ Văn", "Trương Thị Lan"),
        (tests.exports.offices.UNIT, "Trương Thị Lan"),
    ]
    assert [doubts(row) for row in found] == [[], [], ["C4"], []]


# --- when -------------------------------------------------------------------------------------
def test_the_words_of_a_due_are_kept_beside_it(tmp_path: Path) -> None:
    def due(cell: Any) -> tuple[Any, ...]:
        row = one(tmp_path, "Lương Văn Bách", "1/6", cell)
        return row.due, row.due_words, row.recurrence, doubts(row)

    assert due("trước 10/7") == (date(2026, 7, 10), "trước 10/7", "", [])
    assert due("Quý III") == (date(2026, 9, 30), "Quý III", "", [])
    assert due("15/7") == (date(2026, 7, 15), "", "", [])
    assert due(datetime(2026, 7, 15)) == (date(2026, 7, 15), "", "", [])  # noqa: DTZ001 - as offices type them
    assert due("ngày 25 hằng tháng") == (None, "ngày 25 hằng tháng", "monthly", [])
    assert due("31/6") == (None, "31/6", "", ["E2"])
    assert due(None) == (None, "", "", [])


def test_a_span_says_start_and_due(tmp_path: Path) -> None:
    head = ["TT", "Nhiệm vụ", "Người thực hiện", "Thời gian thực hiện"]
    rows = [[1, "Tổ chức hội nghị", "Lương Văn Bách", "từ 1/6 đến 15/7"]]
    row = written(tmp_path, *rows, head=head).rows[0]
    assert (row.started, row.due, row.assigned_on) == (
        date(2026, 6, 1), date(2026, 7, 15), date(2026, 6, 1),
    )  # fmt: skip


def test_assigned_on_comes_from_ngay_giao_before_bat_dau(tmp_path: Path) -> None:
    head = ["TT", "Nhiệm vụ", "Người thực hiện", "Bắt đầu", "Ngày giao", "Hạn"]
    rows = [[1, "Tổ chức hội nghị", "Lương Văn Bách", "10/6", "1/6", "15/7"]]
    row = written(tmp_path, *rows, head=head).rows[0]
    assert (row.assigned_on, row.assigned_source) == (date(2026, 6, 1), "Ngày giao")
    assert row.reasons == []


PAPER = [["(Kèm theo Kế hoạch số 05-KH/CB ngày 12/5/2026)"]]


@pytest.mark.parametrize(
    ("above", "cells", "day", "source"),
    [
        (PAPER, [None, "15/7", "Đang thực hiện", 40, None], "2026-05-12", "05-KH/CB"),
        (PAPER, [None, "15/7", "Hoàn thành", 100, "3/5"], "2026-05-03", "05-KH/CB"),
        ([], [None, "15/7", "Chưa triển khai", None, None], "2026-07-10", "ngày nhập"),
        ([], [None, "15/7", "Hoàn thành", None, "3/5"], "2026-05-03", "ngày nhập"),
        (
            [["(Số liệu đến 30/6/2026)"]],
            [None, "15/7", "Đang làm", 40, None],
            "2026-06-30",
            "ngày nhập",
        ),
    ],
)
def test_without_a_day_the_paper_or_the_import_gives_it_never_after_the_own_result(
    tmp_path: Path, above: list[list[str]], cells: list[Any], day: str, source: str
) -> None:
    row = one(tmp_path, "Lương Văn Bách", *cells, above=above)
    assert (str(row.assigned_on), row.doubts) == (day, [])
    assert source in row.assigned_source
    assert any("không ghi ngày giao" in reason for reason in row.reasons)


def test_what_begins_after_today_or_ends_before_it_begins_is_doubtful(tmp_path: Path) -> None:
    assert doubts(one(tmp_path, "Lương Văn Bách", "1/8", "15/8")) == ["D2"]
    assert doubts(one(tmp_path, "Lương Văn Bách", "1/6", "15/5")) == ["E2"]


# --- state, per cent, completion ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Hoàn thành", "done"),
        ("Đã xong", "done"),
        ("Hoàn thành chậm", "done"),
        ("Hoàn thành đúng hạn", "done"),
        ("Đang thực hiện", "in_progress"),
        ("Chưa hoàn thành", "in_progress"),
        ("Quá hạn", "in_progress"),
        ("Chưa triển khai", "assigned"),
        ("Trình ký", "submitted"),
        ("Đã trình, chờ duyệt", "submitted"),
        ("Tạm dừng", "suspended"),
        ("Hủy", "cancelled"),
        ("Huỷ", "cancelled"),
        ("Dự kiến", "proposed"),
    ],
)
def test_states_in_words(tmp_path: Path, words: str, state: str) -> None:
    done = "20/6" if state == "done" else None
    row = one(tmp_path, "Lương Văn Bách", "1/6", "15/7", words, None, done)
    assert (row.state, row.doubts) == (state, [])


def test_done_without_a_day_is_doubtful(tmp_path: Path) -> None:
    row = one(tmp_path, "Lương Văn Bách", "1/6", "15/7", "Hoàn thành", 100, None)
    assert doubts(row) == ["F2"]
    assert "không có ngày hoàn thành" in row.doubts[0].reason


def test_the_day_may_stand_in_the_state_itself(tmp_path: Path) -> None:
    row = one(tmp_path, "Lương Văn Bách", "1/6", "15/7", "Đã hoàn thành ngày 20/6")
    assert (row.state, row.done_on, row.doubts) == ("done", date(2026, 6, 20), [])
    row = one(tmp_path, "Lương Văn Bách", "1/6", "15/7", "Đã trình ngày 22/6")
    assert (row.state, row.state_on, row.doubts) == ("submitted", date(2026, 6, 22), [])
    row = one(tmp_path, "Lương Văn Bách", "1/6", "15/7", "Đang thực hiện (70%)")
    assert (row.state, row.percent, row.doubts) == ("in_progress", 70, [])
    row = one(tmp_path, "Lương Văn Bách", "1/6", "15/7", "Hoàn thành 80%")
    assert (row.state, row.percent, row.doubts) == ("in_progress", 80, [])


@pytest.mark.parametrize(
    ("state", "percent", "done", "cell"),
    [
        ("Hoàn thành", 80, "20/6", "G2"),
        ("Đang thực hiện", 100, None, "G2"),
        ("Chưa triển khai", 30, None, "G2"),
        ("Đang thực hiện", 120, None, "G2"),
        ("Đang thực hiện", ">50%", None, "G2"),
        ("Đang thực hiện", 50, "20/6", "H2"),
        ("Hoàn thành", 100, "20/5", "H2"),
        ("Hoàn thành", 100, "20/7", "H2"),
        ("Hoàn thành", 100, "31/6", "H2"),
        ("Hoàn thành", 100, "tháng 6", "H2"),
        ("Đã chốt", 50, None, "F2"),
        ("Hoàn thành dự thảo", 50, None, "F2"),
    ],
)
def test_fields_that_contradict_each_other_are_doubtful(
    tmp_path: Path, state: str, percent: Any, done: Any, cell: str
) -> None:
    assert cell in doubts(one(tmp_path, "Lương Văn Bách", "1/6", "15/7", state, percent, done))


def test_late_without_a_cause_is_no_doubt(tmp_path: Path) -> None:
    row = one(tmp_path, "Lương Văn Bách", "1/6", "15/6", "Hoàn thành", 100, "20/6")
    assert (row.cause, row.doubts) == ("", [])


def test_a_result_in_words_stands_for_a_state(tmp_path: Path) -> None:
    head = ["TT", "Nhiệm vụ", "Người thực hiện", "Bắt đầu", "Hạn", "Kết quả thực hiện"]

    def result(words: str) -> exports.tasks.written.TaskRow:
        cells = [1, "Tổ chức hội nghị", "Lương Văn Bách", "1/6", "15/7", words]
        other = [2, "Tổ chức cuộc họp", "Lương Văn Bách", "1/6", "15/7", "Đã mời đủ đại biểu"]
        found: exports.tasks.written.TaskRow = written(tmp_path, cells, other, head=head).rows[0]
        return found

    done = result("Đã hoàn thành ngày 20/6")
    assert (done.state, done.done_on, done.doubts) == ("done", date(2026, 6, 20), [])
    assert (done.progress_text, done.percent_on) == ("Đã hoàn thành ngày 20/6", date(2026, 6, 20))
    assert result("Đã báo cáo ngày 5/6").state == "done"
    assert doubts(result("Đã họp hai buổi")) == ["F2"]


def test_ticks_under_one_column_for_each_state(tmp_path: Path) -> None:
    states = ["Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện"]
    head = ["TT", "Nhiệm vụ", "Người thực hiện", "Hạn", *states, "Ngày hoàn thành"]
    rows = [
        [1, "Việc thứ nhất của bảng", "Lương Văn Bách", "15/7", "x", None, None, "20/6"],
        [2, "Việc thứ hai của bảng", "Lương Văn Bách", "15/7", None, "✓", None, None],
        [3, "Việc thứ ba của bảng", "Lương Văn Bách", "15/7", None, None, "X", None],
        [4, "Việc thứ tư của bảng", "Lương Văn Bách", "15/7", None, "x", "x", None],
    ]
    found = written(tmp_path, *rows, head=head).rows
    assert [row.state for row in found[:3]] == ["done", "in_progress", "assigned"]
    assert [bool(row.doubts) for row in found] == [False, False, False, True]


def test_per_cents_of_a_column_in_fractions(tmp_path: Path) -> None:
    rows = [
        [
            n,
            f"Việc thứ {n} của bảng",
            "Lương Văn Bách",
            "1/6",
            "15/7",
            "Đang thực hiện",
            value,
            None,
        ]
        for n, value in enumerate((0.25, 0.5, 0), 1)
    ]
    assert [row.percent for row in written(tmp_path, *rows).rows] == [25, 50, 0]


# --- which rows -------------------------------------------------------------------------------
def test_groups_totals_numbers_repeated_headings_and_signatures_are_in_no_list(
    tmp_path: Path,
) -> None:
    work = ["Lương Văn Bách", "1/6", "15/7", "Đang thực hiện", 10, None]
    sheet = written(
        tmp_path,
        [1, 2, 3, 4, 5, 6, 7, 8],
        ["A", "Công tác tư tưởng"],
        ["I. Quán triệt, tuyên truyền"],
        [1, "Việc thứ nhất của bảng", *work],
        [],
        ["Phần thứ hai: kiểm tra"],
        [2, "Tổng hợp kết quả kiểm tra", *work],
        HEAD,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        [3, "Cộng tác viên dư luận xã hội", *work],
        [4, None, None, None, None, None, None, None],
        [None, "Tổng cộng: 3 việc", None, None, None, None, "=SUM(G4:G12)"],
        ["=COUNT(A2:A12)", None, None, None, "=1+1"],
        [None, "Cộng", None, None, None, None, 30],
        [None, "Ghi chú: số liệu do các tổ báo cáo"],
        [None, None, None, None, None, "Phường Mẫu, ngày 30 tháng 6 năm 2026"],
        [None, "NGƯỜI LẬP", None, None, None, "T/M CHI BỘ"],
        [None, None, None, None, None, "BÍ THƯ"],
        [],
        [None, "Trương Thị Lan", None, None, None, "Lương Văn Bách"],
    )
    assert [row.work for row in sheet.rows] == [
        "Việc thứ nhất của bảng",
        "Tổng hợp kết quả kiểm tra",
        "Cộng tác viên dư luận xã hội",
    ]
    assert [row.group for row in sheet.rows] == [
        "I. Quán triệt, tuyên truyền",
        "Phần thứ hai: kiểm tra",
        "Phần thứ hai: kiểm tra",
    ]
    assert not any(row.doubts for row in sheet.rows)


def test_a_group_numbered_like_a_task_is_known_by_the_numbers_under_it(tmp_path: Path) -> None:
    work = ["Lương Văn Bách", "1/6", "15/7", "Đang thực hiện", 10, None]
    sheet = written(
        tmp_path,
        [1, "Nhóm nhiệm vụ xây dựng Đảng"],
        ["1.1", "Việc thứ nhất của bảng", *work],
        ["1.2", "Việc thứ hai của bảng", *work],
    )
    assert [row.group for row in sheet.rows] == ["1. Nhóm nhiệm vụ xây dựng Đảng"] * 2


def test_a_work_with_nothing_else_is_doubtful_not_dropped(tmp_path: Path) -> None:
    sheet = written(
        tmp_path,
        [1, "Việc thứ nhất của bảng", "Lương Văn Bách", "1/6", "15/7"],
        [2, "Việc thứ hai của bảng"],
        [None, "Việc không có số của bảng"],
    )
    assert [doubts(row) for row in sheet.rows] == [[], ["B3"], ["B4"]]


def test_what_overflows_into_the_next_row_is_doubtful_not_merged(tmp_path: Path) -> None:
    head = ["TT", "Nhiệm vụ", "Người thực hiện", "Hạn", "Sản phẩm"]
    sheet = written(
        tmp_path,
        [1, "Việc thứ nhất của bảng", "Lương Văn Bách", "15/7", "Biên bản,"],
        [None, None, None, None, "danh sách kèm theo"],
        head=head,
    )
    assert [doubts(row) for row in sheet.rows] == [[], ["E3"]]


def test_cells_merged_downwards_count_for_each_row_but_the_work_only_once(tmp_path: Path) -> None:
    head = ["TT", "Nhiệm vụ", "Người thực hiện", "Hạn"]
    sheet = written(
        tmp_path,
        [1, "Việc thứ nhất của bảng", "Lương Văn Bách", "15/7"],
        [2, "Việc thứ hai của bảng", None, "20/7"],
        [3, "Việc gộp nhiều dòng", "Trương Thị Lan", "25/7"],
        [None, None, "Tô Văn Hoà", "30/7"],
        head=head,
        merges=("C2:C3", "B4:B5", "A4:A5"),
    )
    assert [row.accountable for row in sheet.rows] == [
        "Lương Văn Bách", "Lương Văn Bách", "Trương Thị Lan", "Tô Văn Hoà",
    ]  # fmt: skip
    assert [row.doubts == [] for row in sheet.rows] == [True, True, True, False]
    assert "dòng 4" in sheet.rows[3].doubts[0].reason


def test_a_failed_formula_is_doubtful(tmp_path: Path) -> None:
    row = one(tmp_path, "Lương Văn Bách", "1/6", "#REF!")
    assert "E2" in doubts(row)


def test_every_sheet_with_a_table_is_read_hidden_ones_too_and_said(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for name in ("Quý I", "Ẩn", "Chú giải"):
        page = book.create_sheet(name)
        if name != "Chú giải":
            page.append(["TT", "Nhiệm vụ", "Người thực hiện", "Hạn"])
            page.append([1, f"Việc của trang {name}", "Lương Văn Bách", "15/7"])
        else:
            page.append(["Ký hiệu", "Ý nghĩa"])
    book["Ẩn"].sheet_state = "hidden"
    book["Quý I"].row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    sheet = tests.exports.offices.tasks(tmp_path / "a.xlsx")
    assert [(row.sheet, row.work) for row in sheet.rows] == [
        ("Quý I", "Việc của trang Quý I"),
        ("Ẩn", "Việc của trang Ẩn"),
    ]
    said = {note.sheet: note for note in sheet.sheets}
    assert "dòng đang ẩn, vẫn đọc: 2" in said["Quý I"].said
    assert "trang đang ẩn" in said["Ẩn"].said
    assert not said["Chú giải"].read


def test_two_tables_on_one_sheet_each_with_columns_of_its_own(tmp_path: Path) -> None:
    sheet = written(
        tmp_path,
        [1, "Việc thứ nhất của bảng", "Lương Văn Bách", "1/6", "15/7"],
        [],
        ["BẢNG 2. VIỆC CỦA CÁC TỔ"],
        ["TT", "Hạn hoàn thành", "Nội dung công việc", "Người phụ trách", "Sản phẩm"],
        [1, "20/7", "Việc thứ hai của bảng", "Trương Thị Lan", "Báo cáo"],
    )
    assert [(row.work, str(row.due)) for row in sheet.rows] == [
        ("Việc thứ nhất của bảng", "2026-07-15"),
        ("Việc thứ hai của bảng", "2026-07-20"),
    ]


VALUES = st.one_of(
    st.none(),
    st.sampled_from(
        [*HEAD, "I. Nhóm", "Tổng cộng", "NGƯỜI LẬP", "Lương Văn Bách", "30/6", "x", "70%"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
    st.integers(-5, 60000),
    st.floats(-2, 200),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.booleans(),
)


@hypothesis.given(st.lists(st.lists(VALUES, max_size=9), max_size=9), st.booleans())
@hypothesis.settings(max_examples=150)
def test_no_workbook_makes_the_reader_fail_otherwise(
    rows: list[list[Any]],
    headed: bool,
) -> None:
    cells = {
        down: {across: value for across, value in enumerate(row, 1) if value not in (None, "")}
        for down, row in enumerate([HEAD, *rows] if headed else rows, 1)
    }
    sheet = exports.reading.sheet.Sheet("S", {row: found for row, found in cells.items() if found})
    book = exports.reading.sheet.Workbook("a.xlsx", [sheet])
    day = tests.exports.offices.TODAY
    try:
        found = exports.tasks.reading.read(book, today=day, unit_name="U", members=["Lê Văn An"])
    except db.errors.RecordError as refused:
        assert "a.xlsx" in str(refused)  # noqa: PT017 - either outcome is right, neither is a crash
    else:
        for row in found.rows:
            assert (
                row.refusal or row.doubts or (row.work and row.assigned_on <= row.state_on <= day)
            )
