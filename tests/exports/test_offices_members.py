"""Lists of members of offices nobody has seen before, each with its whole outcome."""

from __future__ import annotations

from pathlib import Path

import exports.members.written
import exports.reading.people
import tests.exports.offices
from tests.exports.offices import Page

BACH, LAN, HOA, MO = "Lương Văn Bách", "Trương Thị Lan", "Tô Văn Hoà", "Đoàn Thị Mơ"
check_rows = tests.exports.offices.check_rows


def read(tmp_path: Path, *pages: Page) -> exports.members.written.MemberSheet:
    """The members in a workbook of these sheets."""
    path = tests.exports.offices.book(tmp_path / "ds.xlsx", *pages)
    return tests.exports.offices.members(path)


def test_a_list_by_party_groups_with_a_column_of_years_for_each_sex(tmp_path: Path) -> None:
    rows = [
        ["DANH SÁCH ĐẢNG VIÊN THEO TỔ ĐẢNG"],
        ["TT", "HỌ VÀ TÊN", "NAM", "NỮ", "NGÀY VÀO ĐẢNG", "NGÀY CT", "CV ĐẢNG", "GC"],
        ["I", "TỔ ĐẢNG SỐ 1"],
        [1, "LƯƠNG VĂN BÁCH", 1970, None, "3/2/1998", "3/2/1999", "BÍ THƯ"],
        [2, "TRƯƠNG THỊ LAN", None, 1980, "19.5.2005", "19.5.2006", "CUV"],
        ["II", "ĐẢNG VIÊN DỰ BỊ"],
        [1, "TÔ VĂN HOÀ", 1990, None, "2/9/2025", None, "TỔ TRƯỞNG"],
        ["III", "ĐẢNG VIÊN MIỄN SINH HOẠT"],
        [1, "ĐOÀN THỊ MƠ", None, 1940, "3/2/1970", "3/2/1971"],
        ["IV", "ĐẢNG VIÊN CHUYỂN ĐI TRONG NĂM"],
        [1, "BÙI GIA ANH", 1988, None, "3/2/2010", "3/2/2011"],
        ["Tổng cộng: 05 đảng viên (nữ: 02)"],
        [None, None, None, None, None, "T/M CHI BỘ"],
        [None, None, None, None, None, "Bí thư"],
        [None, None, None, None, None, BACH],
    ]
    check_rows(
        read(tmp_path, Page(rows, start=(3, 2))),
        {
            6: {"name": BACH, "birth_year": 1970, "admitted": "1998-02-03", "posts": ["Bí thư"]},
            7: {"name": LAN, "birth_year": 1980, "official_on": "2006-05-19", "exempt": False},
            9: {"probationary": True, "birth_year": 1990, "posts": []},
            11: {"exempt": True, "exempt_words": "miễn sinh hoạt", "birth_year": 1940},
            13: {"birth_year": 1988, "doubts": ["left"]},
        },
    )


def test_the_form_of_the_party_records(tmp_path: Path) -> None:
    rows = [
        ["Mẫu 7-HSĐV"],
        ["Số TT", "Họ và tên khai sinh", "Bí danh", "Năm sinh", None, "Ngày vào Đảng",
         "Ngày chính thức", "Số thẻ", "Chuyển đến", None, "Chuyển đi", None, "Ghi chú"],
        [None, None, None, "Nam", "Nữ", None, None, None, "Ngày", "Từ đâu", "Ngày", "Đi đâu"],
        list(range(1, 14)),
        [1, BACH, None, 1970, None, "3/2/1998", "3/2/1999", "01"],
        [2, LAN, None, None, 1980, "3/2/1998", "3/2/1999", "02", "1/5/2020", "Đảng bộ A"],
        [3, HOA, None, 1985, None, "3/2/2008", "3/2/2009", "03", None, None, "1/3/2026", "Nơi B"],
    ]  # fmt: skip
    merges = ("D2:E2", "I2:J2", "K2:L2", "A2:A3", "B2:B3", "C2:C3", "F2:F3", "G2:G3", "M2:M3")
    sheet = read(tmp_path, Page(rows, merges))
    check_rows(
        sheet,
        {
            5: {"birth_year": 1970, "joined": "1998-02-03", "left": None},
            6: {"birth_year": 1980, "arrived": "2020-05-01", "joined": "2020-05-01"},
            7: {"joined": "2008-02-03", "left": "2026-03-01"},
        },
    )
    assert "H" in {left.letter for left in sheet.left_out if left.why == "personal"}


def test_names_in_halves_days_in_pairs_and_posts_beside_names(tmp_path: Path) -> None:
    halves = [
        ["TT", "Họ và tên", None, "NS", "Ngày vào Đảng/ngày chính thức"],
        [1, "Lương Văn", "Bách", 1970, "03/02/1998\n03/02/1999"],
        [2, "Trương Thị", "Lan", 1980, "19/5/2005 - 19/5/2006"],
        [3, "Tô Văn", "Hoà", 1990, "2/9/2015 (CT: 2/9/2016)"],
        [4, "Đoàn Thị", "Mơ", 1991, "2/9/2025"],
    ]
    beside = [
        ["TT", "Họ và tên", "Năm sinh", "Kết nạp", "Chính thức"],
        [1, "Đ/c BÙI GIA ANH (BTCB)", 1980, "3/2/2008", "3/2/2009"],
        [2, "Bùi Gia Ánh - Phó BT", 1980, "3/2/2008", "3/2/2009"],
        [3, "Phùng Thị Ngọc Ánh (dự bị)", 1999, "3/2/2026"],
        [4, "Lò Thị Mẩy A", 1980, "3/2/2008", "3/15/2009"],
        [5, "Lò Thị Mẩy B (Nga)", 1981, "3/2/2008", "3/4/2009"],
        [6, "Lò Thị Chử - Bí thư chi đoàn", 1981, "3/2/2008", "4/4/2009"],
    ]
    sheet = read(tmp_path, Page(halves, ("B1:C1",), "A"), Page(beside, (), "B"))
    check_rows(
        sheet,
        {
            ("A", 2): {"name": BACH, "admitted": "1998-02-03", "official_on": "1999-02-03"},
            ("A", 3): {"name": LAN, "admitted": "2005-05-19", "official_on": "2006-05-19"},
            ("A", 4): {"name": HOA, "admitted": "2015-09-02", "official_on": "2016-09-02"},
            ("A", 5): {"name": MO, "admitted": "2025-09-02", "official_on": None},
            ("B", 2): {"name": "Bùi Gia Anh", "posts": ["Bí thư"], "doubts": ["official_on"]},
            ("B", 3): {"posts": ["Phó Bí thư"], "doubts": ["official_on"]},
            ("B", 4): {"name": "Phùng Thị Ngọc Ánh", "probationary": True},
            ("B", 5): {"name": "Lò Thị Mẩy A", "doubts": ["official_on"]},
            ("B", 6): {"name": "Lò Thị Mẩy B", "doubts": ["official_on"]},
            ("B", 7): {"posts": [], "official_on": "2009-04-04", "doubts": ["name"]},
        },
    )
    assert any("Nga" in reason for reason in sheet.rows[-2].reasons)


def test_whoever_may_be_gone_or_no_member_is_asked_about(tmp_path: Path) -> None:
    head = ["TT", "Họ và tên", "Năm sinh", "Ngày vào Đảng", "Ghi chú"]
    members = [
        head,
        [1, BACH, 1970, "3/2/1998", "Đã chuyển SH về khu phố 2 tháng 3/2026"],
        [2, LAN, 1980, "3/2/1998", "Mất 12/2025"],
        [3, HOA, 1980, "3/2/1998", "Trưởng ban công tác Mặt trận"],
        [4, MO, 1980, "3/2/2008", "Chuyển đến 5/2024"],
        [5, "Bùi Gia Anh", 1980, "3/2/2008", "Nghỉ mất sức"],
    ]
    others = [["DANH SÁCH QUẦN CHÚNG ƯU TÚ"], head[:3], [1, "Lò Thị Mẩy", 2001]]
    names = [["SỔ THU ĐẢNG PHÍ"], ["TT", "Họ và tên", "Mức đóng"], [1, "Lò Thị Chử", 50000]]
    pages = (Page(members, (), "A"), Page(others, (), "B"), Page(names, (), "C"))
    sheet = read(tmp_path, *pages)
    check_rows(
        sheet,
        {
            ("A", 2): {"doubts": ["left"]},
            ("A", 3): {"doubts": ["left"]},
            ("A", 4): {"name": HOA},
            ("A", 5): {"name": MO},
            ("A", 6): {},
            ("B", 3): {"doubts": ["name"]},
            ("C", 3): {"doubts": ["name"]},
        },
    )
    assert sheet.rows[0].doubts[0].reason == "ghi “đã chuyển”: còn ở chi bộ không?"


def test_a_mapping_settles_who_is_gone(tmp_path: Path) -> None:
    rows = [["TT", "Họ và tên", "Ngày vào Đảng", "Ghi chú"], [1, BACH, "3/2/1998", "đã chuyển đi"]]
    path = tests.exports.offices.book(tmp_path / "ds.xlsx", Page(rows))
    for left in ("2026-05-01", None):
        sheet = tests.exports.offices.members(path, {"rows": {"2": {"left": left}}})
        check_rows(sheet, {2: {"left": left}})


def test_names_learned_without_marks_hold_only_where_the_marks_agree() -> None:
    register = exports.reading.people.Register(
        (LAN, "Tô Văn Lân"), learned={"truong xom": HOA, "d/c lan": LAN}
    )
    assert register.match("Trưởng xóm").name == HOA
    assert register.match("Đ/c Lan").name == LAN
    assert register.read("Đ/c Lân").people[0].how == "tail"
