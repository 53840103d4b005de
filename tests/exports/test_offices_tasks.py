"""Task lists of offices nobody has seen before, each with its whole outcome (design 3, ``import``).

What a careful person would read is written beside each workbook; a value taken that is not so
said, a row dropped, or a doubt more or less fails.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import exports.reading.days
import exports.tasks.states
import exports.tasks.written
import tests.exports.offices
import tests.exports.raw_workbooks
from tests.exports.offices import Page

BACH, LAN, HOA, MO = "Lương Văn Bách", "Trương Thị Lan", "Tô Văn Hoà", "Đoàn Thị Mơ"
UNIT = tests.exports.offices.UNIT
check_rows = tests.exports.offices.check_rows


def read(tmp_path: Path, *pages: Page, **given: object) -> exports.tasks.written.TaskSheet:
    """The tasks in a workbook of these sheets."""
    path = tests.exports.offices.book(tmp_path / "so.xlsx", *pages)
    return tests.exports.offices.tasks(path, **given)  # type: ignore[arg-type]  # passed on


def fields(sheet: exports.tasks.written.TaskSheet) -> dict[str, str]:
    """Letter → field, as guessed."""
    return {guess.letter: guess.field for guess in sheet.columns}


def test_so_giao_viec_with_results_in_words(tmp_path: Path) -> None:
    works = [
        ("Rà soát hồ sơ đảng viên", "15/4", "Đã xong 15/4"),
        ("Lập danh sách gia đình chính sách", "15/6", "HT ngày 20/6 (chậm 5 ngày)"),
        ("Soạn dự thảo nghị quyết quý", "30/6", "Đã trình đc Bí thư ký 3/7"),
        ("Kiểm tra việc thu đảng phí", "30/6", "Chuyển sang quý III"),
        ("Sưu tầm ảnh tư liệu chi bộ", "30/7", "Đang làm, đạt khoảng 60%"),
        ("Sửa chữa bảng tin khu dân cư", "30/7", "Chưa thực hiện do chờ kinh phí"),
        ("Tổ chức tham quan về nguồn", "30/7", "Không thực hiện (theo CV 12 ngày 3/6)"),
        ("Đăng ký học lớp bồi dưỡng", "30/7", None),
        ("Báo cáo sơ kết sáu tháng", "30/6", "Xong"),
        ("Vận động ủng hộ quỹ khuyến học", "30/8", "Đang làm, dự kiến xong 20/7"),
        ("Khảo sát hộ kinh doanh", "30/6", "Hoàn thành 3/5 hộ"),
    ]
    head = ["STT", "NỘI DUNG\nCÔNG VIỆC", "NGƯỜI TH", "NGÀY GIAO", "TG HOÀN THÀNH", "KQ", "G.CHÚ"]
    rows = [[n, work, BACH, "1/3", due, result] for n, (work, due, result) in enumerate(works, 1)]
    page = Page([["SỔ GIAO VIỆC NĂM 2026"], [], head, *rows], start=(2, 2), title="Sổ")
    sheet = read(tmp_path, page)
    check_rows(
        sheet,
        {
            5: {"state": "done", "done_on": "2026-04-15", "due": "2026-04-15"},
            6: {"state": "done", "done_on": "2026-06-20", "assigned_on": "2026-03-01"},
            7: {"state": "submitted", "state_on": "2026-07-03", "accountable": BACH},
            8: {"due": "2026-06-30", "doubts": ["progress_text"]},
            9: {"state": "in_progress", "percent": 60},
            10: {"state": "assigned", "cause": "chờ kinh phí"},
            11: {"state": "cancelled", "done_on": None},
            12: {"state": "assigned", "progress_text": ""},
            13: {"state": "done", "doubts": ["done_on"]},
            14: {"state": "in_progress", "progress_text": "Đang làm, dự kiến xong 20/7"},
            15: {"doubts": ["done_on", "progress_text"]},
        },
    )
    assert [guess.field for guess in sheet.columns] == [
        "order", "work", "accountable", "assigned_on", "due", "progress_text", "note",
    ]  # fmt: skip


def test_a_list_of_one_month_leaves_the_month_to_its_title(tmp_path: Path) -> None:
    times = ["05/8", "Tuần 1", "Cả tháng", "Thường xuyên", "15/8 -> 30/8", "20-25", "5-10",
             "ngày 25", "Cuối tháng", "28/7 ~ 3/8", 28]  # fmt: skip
    rows = [[n, f"Việc thứ {n} của tháng này", LAN, "Chi hội PN", time]
            for n, time in enumerate(times, 1)]  # fmt: skip
    head = [["TT", "Nhiệm vụ", "Phân công thực hiện", None, "Thời gian", "Ghi chú"],
            [None, None, "Chủ trì", "Phối hợp"]]  # fmt: skip
    titles = [["CHI BỘ TỔ DÂN PHỐ 5"], ["BẢNG PHÂN CÔNG NHIỆM VỤ THÁNG 8 NĂM 2026"], []]
    merges = ("A2:F2", "C4:D4", "A4:A5", "B4:B5", "E4:E5", "F4:F5")
    check_rows(
        read(tmp_path, Page([*titles, *head, *rows], merges)),
        {
            6: {"due": "2026-08-05", "accountable": LAN, "lead": UNIT, "cooperating": "Chi hội PN"},
            7: {"due": "2026-08-07", "due_words": "Tuần 1"},
            8: {"due": "2026-08-31"},
            9: {"due": None, "recurrence": "ongoing"},
            10: {"due": "2026-08-30"},
            11: {"due": "2026-08-25"},
            12: {"doubts": ["due"]},
            13: {"due": "2026-08-25"},
            14: {"due": "2026-08-31"},
            15: {"due": "2026-08-03"},
            16: {"doubts": ["due"]},
        },
    )


def test_a_sheet_for_each_month_and_the_year_on_one_of_them(tmp_path: Path) -> None:
    head = ["TT", "Công việc", "Thực hiện", "Thời gian", "Kết quả"]
    pages = [
        Page(
            [
                *([["KẾ HOẠCH NĂM 2025"]] if month == 10 else [["LỊCH CÔNG TÁC"]]),
                head,
                [1, "Sinh hoạt chi bộ thường kỳ", BACH, "Ngày 5", "Hoàn thành"],
                [2, f"Việc riêng của tháng {month}", LAN, "Tuần 3", f"HT 18/{month}"],
            ],
            title=f"T{month}",
        )
        for month in (10, 11)
    ]
    check_rows(
        read(tmp_path, *pages),
        {
            ("T10", 3): {"due": "2025-10-05", "doubts": ["done_on"]},
            ("T10", 4): {"due": "2025-10-21", "done_on": "2025-10-18"},
            ("T11", 3): {"due": "2025-11-05", "doubts": ["done_on"]},
            ("T11", 4): {"due": "2025-11-21", "done_on": "2025-11-18"},
        },
    )


def test_this_months_tasks_and_those_carried_over_under_two_headings(tmp_path: Path) -> None:
    rows = [
        ["A. NHIỆM VỤ TRỌNG TÂM THÁNG 7/2026"],
        ["STT", "Nhiệm vụ", "Phụ trách", "Hạn", "Sản phẩm"],
        [1, "Xây dựng kế hoạch tháng bảy", BACH, "10/7", "Kế hoạch"],
        [None, "Cộng: 01 nhiệm vụ"],
        [],
        ["B. NHIỆM VỤ CHUYỂN TIẾP TỪ THÁNG 6"],
        ["STT", "Nội dung", "Người thực hiện", "Hạn ban đầu", "Hạn mới", "Lý do chậm"],
        [1, "Hoàn thiện hồ sơ kết nạp", HOA, "30/6", "15/7", "Chờ thẩm tra"],
        ["T/M CHI BỘ"],
        ["BÍ THƯ"],
    ]
    sheet = read(tmp_path, Page(rows))
    check_rows(
        sheet,
        {
            3: {"due": "2026-07-10", "product": "Kế hoạch", "accountable": BACH},
            8: {"due": "2026-06-30", "cause": "Chờ thẩm tra", "accountable": HOA},
        },
    )
    assert [(left.heading, left.why) for left in sheet.left_out] == [("Hạn mới", "unused")]


def test_a_wards_tracker_with_three_heading_rows_and_ticks(tmp_path: Path) -> None:
    rows = [
        ["BIỂU TỔNG HỢP NHIỆM VỤ PHƯỜNG GIAO (đến 17h ngày 30/6/2026)"],
        ["STT", "Cơ quan/đơn vị chủ trì", "Nội dung nhiệm vụ", "Văn bản giao", None, "Thời hạn",
         "Kết quả thực hiện", None, None, None],
        [*[None] * 3, "Số", "Ngày", None, "Đã HT", None, "Đang TH", None],
        [*[None] * 6, "Đúng hạn", "Quá hạn", "Trong hạn", "Quá hạn"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)=(7)+(8)"],
        ["A", "KHỐI ĐẢNG", None, None, None, None, 1, 1, 1, 1],
        [1, "Tổ 1", "Rà soát người cao tuổi", "15/TB", "1/6/2026", "20/6/2026", "X"],
        [2, "Tổ 2", "Kiểm tra trật tự đô thị", "16/TB", "2/6/2026", "20/6/2026", None, "X"],
        [3, f"Tổ 1 (đ/c {LAN})", "Lập danh sách cử tri", "17/TB", "3/6/2026", "20/7/2026",
         None, None, "X"],
        [4, "Tổ 3", "Thu quỹ phòng chống thiên tai", "18/TB", "3/6/2026", "25/6/2026",
         None, None, None, "X"],
        ["Tổng", *[None] * 5, 1, 1, 1, 1],
    ]  # fmt: skip
    merges = ("D2:E2", "G2:J2", "G3:H3", "I3:J3", "A2:A4", "B2:B4", "C2:C4", "F2:F4", "D3:D4")
    check_rows(
        read(tmp_path, Page(rows, merges)),
        {
            7: {"state": "done", "lead": "Tổ 1", "basis": "15/TB", "doubts": ["done_on"]},
            8: {"state": "done", "group": "A KHỐI ĐẢNG", "doubts": ["done_on"]},
            9: {"state": "in_progress", "accountable": LAN, "lead": "Tổ 1", "due": "2026-07-20"},
            10: {"state": "in_progress", "lead": "Tổ 3"},
        },
    )


def test_a_plan_by_months_ticked(tmp_path: Path) -> None:
    rows = [
        ["KẾ HOẠCH NĂM 2026"],
        ["TT", "Nội dung", "Người phụ trách", "Thời gian thực hiện (tháng)"],
        [None, None, None, *range(1, 13)],
        [1, "Xây dựng chương trình công tác", BACH, "x"],
        [2, "Tổ chức đại hội chi bộ", LAN, *[None] * 4, "x", "x"],
        [3, "Sinh hoạt chuyên đề học tập", HOA, None, None, "x", None, None, "x"],
    ]
    check_rows(
        read(tmp_path, Page(rows, ("D2:O2", "A2:A3", "B2:B3", "C2:C3"))),
        {
            4: {"due": "2026-01-31", "due_words": "tháng 1"},
            5: {"due": "2026-06-30", "due_words": "tháng 5 - tháng 6"},
            6: {"doubts": ["due"]},
        },
    )


def test_two_tables_side_by_side_are_both_read(tmp_path: Path) -> None:
    head = ["TT", "Nhiệm vụ", "Phụ trách", "Hạn"]
    rows = [
        ["VIỆC THÁNG 7", None, None, None, None, "VIỆC THÁNG 8/2026"],
        [*head, None, *head],
        [1, "Rà soát đất công xen kẹt", BACH, "15/7", None, 1, "Họp dân về quỹ đất", LAN, "15/8"],
        [2, "Lập hồ sơ hộ nghèo", BACH, "16/7"],
    ]
    sheet = read(tmp_path, Page(rows))
    assert [(row.cells["work"], row.accountable, str(row.due)) for row in sheet.rows] == [
        ("B3", BACH, "2026-07-15"),
        ("B4", BACH, "2026-07-16"),
        ("G3", LAN, "2026-08-15"),
    ]
    assert not any(row.doubts for row in sheet.rows)


def test_short_forms_and_plan_beside_fact_in_the_heading(tmp_path: Path) -> None:
    rows = [
        ["Đơn vị:", "Chi bộ khu phố 5", None, "Tháng:", "7/2026"],
        ["S\nT\nT", "N.DUNG CV", "ĐV CHỦ TRÌ", "ĐV PH", "Đ/C CTN", "THỜI HẠN", None, "BẮT ĐẦU",
         None, "S.PHẨM", "TTr"],
        [*[None] * 5, "Kế hoạch", "Thực tế", "Kế hoạch", "Thực tế"],
        [1, "Rà soát đất công", "Tổ 1", "Tổ 2", BACH, "20/7", None, "1/7", "2/7", "Báo cáo", "ĐTH"],
        [2, "Lập hồ sơ hộ nghèo", "Tổ 2", "Tổ 1", LAN, "6/7", "8/7", "1/7", "3/7", "Hồ sơ", "HT"],
    ]  # fmt: skip
    sheet = read(tmp_path, Page(rows, ("F2:G2", "H2:I2")))
    check_rows(
        sheet,
        {
            4: {"lead": "Tổ 1", "cooperating": "Tổ 2", "accountable": BACH, "due": "2026-07-20",
                "product": "Báo cáo", "state": "in_progress", "started": "2026-07-02"},
            5: {"state": "done", "done_on": "2026-07-08", "due": "2026-07-06"},
        },
    )  # fmt: skip


def test_sums_notes_pages_and_signatures_of_many_kinds_are_in_no_list(tmp_path: Path) -> None:
    head = ["STT", "Nhiệm vụ", "Người phụ trách", "Hạn", "Trạng thái", "% hoàn thành"]
    rows = [
        head,
        ["I", "Xây dựng Đảng", None, None, None, "=AVERAGE(F3:F4)"],
        [1, "Ban hành nghị quyết chuyên đề", BACH, "31/7", "Đang thực hiện", 40],
        ["Cộng mục I", None, None, None, None, 50],
        [None, None, None, None, None, "Trang 1/2"],
        head,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5)/(4)"],
        [2, "Tổng kết phong trào thi đua", LAN, "31/8", "Chưa thực hiện", 0],
        ["TỔNG CỘNG (I+II)", None, None, None, None, "=COUNTA(B3:B7)"],
        [None, "Tổng số nhiệm vụ:", 2],
        [None, "Trong đó:"],
        [None, "- Hoàn thành đúng hạn:", 0],
        [None, "Tỷ lệ hoàn thành:", None, None, None, "0%"],
        ["Danh sách này có 02 nhiệm vụ./."],
        [None, "TỔ TRƯỞNG TDP", "TRƯỞNG BAN CTMT", "BÍ THƯ CHI BỘ"],
        [None, "(Ký, ghi rõ họ tên)"],
        [None, HOA, LAN, BACH],
        [None, "Nơi nhận:"],
        [None, "- Đảng ủy phường (b/c);"],
    ]
    check_rows(read(tmp_path, Page(rows)), {3: {"percent": 40, "group": "I Xây dựng Đảng"}, 8: {}})


def test_a_numbered_task_with_parts_is_asked_about(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nội dung nhiệm vụ", "Người phụ trách", "Thời hạn"],
        ["1", "Công tác xây dựng Đảng", BACH],
        ["1.1", "Kết nạp hai đảng viên mới", LAN, "30/9/2026"],
        ["2", "Công tác đoàn thể", "Chi ủy"],
        ["a", "Kiện toàn chi đoàn khu phố", HOA, "30/9/2026"],
        ["3", "Kinh tế: vận động nuôi trồng", MO, "30/9/2026"],
        [None, None, LAN, "15/10/2026"],
    ]
    check_rows(
        read(tmp_path, Page(rows)),
        {
            2: {"doubts": ["work"]},
            3: {"group": "1. Công tác xây dựng Đảng"},
            4: {"doubts": ["work"]},
            5: {"group": "2. Công tác đoàn thể"},
            6: {"accountable": MO},
            7: {"doubts": ["work"]},
        },
    )


def test_what_could_be_read_two_ways_is_never_taken(tmp_path: Path) -> None:
    rows = [
        ["TT", "Ngày", "Việc cần làm", "Người nhận", "Hạn", "Tiến độ", "Ghi chú"],
        [1, "1/6/2026", "Rà soát đất công", BACH, "7/4/2026", 0],
        [2, "2/6/2026", "Lập hồ sơ hộ nghèo", LAN, "8/15/2026", 1],
        [3, "3/6/2026", "Họp dân về quỹ đất", HOA, "10/10/2026", 0, "Đã xong 5/7"],
        [4, "3/6/2026", "Họp dân lần hai", f"{LAN} B", "12/12/2026", 0, "theo CV 12"],
    ]
    sheet = read(tmp_path, Page(rows))
    check_rows(
        sheet,
        {
            2: {"done_on": None, "doubts": ["due"]},
            3: {"percent": None, "doubts": ["due", "percent"]},
            4: {"due": "2026-10-10", "percent": 0, "doubts": ["percent", "state"]},
            5: {"accountable": f"{LAN} B", "doubts": ["accountable"]},
        },
    )
    assert [(left.heading, left.why) for left in sheet.left_out] == [("Ngày", "second")]


def test_a_school_years_plan_by_weeks(tmp_path: Path) -> None:
    rows = [
        ["KẾ HOẠCH CÔNG TÁC NĂM HỌC 2025-2026"],
        ["Tuần", "Nội dung công việc", "Người phụ trách", "Đánh giá"],
        ["Tuần 1\n(Từ 01/9 đến 05/9)", "Khai giảng năm học mới", BACH, "Đã xong 05/9"],
        [None, "Ổn định nền nếp các lớp", LAN, "Xong 5/9"],
        ["Tuần 28 (16/3-20/3)", "Kiểm tra giữa học kỳ hai", LAN, "HT 20/3"],
        ["HKI 2025-2026", "Kiểm tra nội bộ học kỳ một", HOA, "Xong 12/01"],
        ["Trước khai giảng", "Lao động vệ sinh trường lớp", HOA, "Xong 30/8"],
    ]
    check_rows(
        read(tmp_path, Page(rows, ("A3:A4",))),
        {
            3: {"due": "2025-09-05", "done_on": "2025-09-05"},
            4: {"due": "2025-09-05", "accountable": LAN},
            5: {"due": "2026-03-20", "done_on": "2026-03-20"},
            6: {"done_on": "2026-01-12", "doubts": ["due"]},
            7: {"done_on": "2025-08-30", "doubts": ["due"]},
        },
    )


def test_a_file_written_by_another_program(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["SỔ THEO DÕI NHIỆM VỤ"],
        ["STT", "Nội dung nhiệm vụ", "Người phụ trách", "Thời hạn", "Tiến độ"],
        [("ROW()-2", 1), "Rà soát đất công", f"Đ/c {BACH} ", 46249, 0.5],
        [("ROW()-2", 2), "Lập hồ sơ hộ nghèo", LAN, ("D3+10", None), 0.25],
        [("ROW()-2", None), "Họp dân về quỹ đất", HOA, ("D3+10", 46259), 0],
        [None, "Tổng số nhiệm vụ:", ("COUNTA(B3:B5)", 3)],
        [("COUNTA(B3:B5)", None)],
    ]
    expected = {
        3: {"accountable": BACH, "due": "2026-08-15", "percent": 50},
        4: {"accountable": LAN, "due": None, "percent": 25},
        5: {"accountable": HOA, "due": "2026-08-25", "percent": 0},
    }
    path = tests.exports.raw_workbooks.write(tmp_path / "a.xlsx", rows)
    sheet = tests.exports.offices.tasks(path)
    check_rows(sheet, expected)
    assert any("D4" in reason for reason in sheet.rows[1].reasons)
    since_1904 = tests.exports.raw_workbooks.write(
        tmp_path / "b.xlsx",
        [[value - 1462 if value == 46249 else value for value in row] for row in rows],
        since_1904=True,
    )
    assert str(tests.exports.offices.tasks(since_1904).rows[0].due) == "2026-08-15"


def test_whoever_works_along_is_no_second_person(tmp_path: Path) -> None:
    cells = [
        (f"Đ/c {BACH}, phối hợp với Chi đoàn", UNIT, BACH, "Chi đoàn", []),
        (f"Tổ 1 - đ/c {BACH}\nPhối hợp: đ/c {LAN}", "Tổ 1", BACH, f"đ/c {LAN}", []),
        (f"{BACH} (chủ trì), {LAN} (phối hợp)", UNIT, BACH, "", ["accountable"]),
        ("Tổ 1, Tổ 2", "Tổ 1", "", "", ["lead"]),
        ("Chi hội CCB", "Chi hội CCB", "", "", []),
        ("Ô. Bách", UNIT, "Bách", "", ["accountable"]),
    ]
    head = ["TT", "Nhiệm vụ", "Phân công", "Hạn"]
    rows = [[n, f"Việc thứ {n} của bảng", cell[0], "15/7"] for n, cell in enumerate(cells, 1)]
    check_rows(
        read(tmp_path, Page([head, *rows])),
        {
            n: {"lead": lead, "accountable": who, "cooperating": beside, "doubts": doubts}
            for n, (_, lead, who, beside, doubts) in enumerate(cells, 2)
        },
    )


@pytest.mark.parametrize(
    ("words", "state", "cause"),
    [
        ("Hoàn thành 4/5 nhiệm vụ", "", ""),
        ("Hoàn thành được 3/5", "", ""),
        ("Hoàn thành nhưng chưa nghiệm thu", "", ""),
        ("Đã xong phần 1", "", ""),
        ("Không thực hiện được do mưa", "", ""),
        ("Xong do Tổ 2 giúp", "", ""),
        ("Hoàn thành chậm do thiếu kinh phí", "done", "thiếu kinh phí"),
        ("Chậm, do chưa có ý kiến cấp trên", "in_progress", "chưa có ý kiến cấp trên"),
        ("Chưa triển khai, chờ kinh phí", "assigned", "chờ kinh phí"),
        ("Tạm dừng do mưa bão", "suspended", "mưa bão"),
        ("Quá hạn 10 ngày", "in_progress", ""),
        ("Đã trình phường 3/7 chờ ký", "submitted", ""),
        ("60%", "in_progress", ""),
        ("Rồi, 8/7", "done", ""),
    ],
)
def test_results_in_words_are_understood_whole_or_not_at_all(
    words: str, state: str, cause: str
) -> None:
    told = exports.tasks.states.told(words, exports.reading.days.Calendar(2026))
    assert (told.state if told.understood else "", told.cause) == (state, cause)


def test_who_answers_for_a_delay_is_not_who_carries_out_the_work(tmp_path: Path) -> None:
    head = [
        "STT",
        "Nội dung việc",
        "Người phụ trách",
        "Ngày giao",
        "Hạn",
        "Tình trạng",
        "Ngày xong",
    ]
    late = ["Nguyên nhân chậm", "Tổ chức chịu trách nhiệm", "Cá nhân chịu trách nhiệm"]
    rows = [
        [
            1,
            "Việc một",
            BACH,
            "1/3/2026",
            "1/4/2026",
            "Hoàn thành",
            "9/4/2026",
            "chờ",
            "Chi ủy",
            LAN,
        ],
        [2, "Việc hai", MO, "1/3/2026", "1/9/2026", "Đang thực hiện"],
    ]
    sheet = read(tmp_path, Page([["SỔ VIỆC"], [*head, *late], *rows], title="Sổ"))
    check_rows(
        sheet,
        {
            3: {"accountable": BACH, "cause": "chờ", "cause_body": "Chi ủy", "cause_person": LAN},
            4: {"accountable": MO, "cause_person": ""},
        },
    )
