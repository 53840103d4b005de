"""Lists of members as offices keep them (design 3, ``import --as members``)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.errors
import exports.members.reading
import exports.reading.sheet
import tests.exports.offices

SAMPLE = tests.exports.offices.INPUTS / "danh-sach-dang-vien.xlsx"
HEAD = [
    "STT",
    "Họ và tên",
    "Năm sinh",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Chức vụ Đảng",
    "Ghi chú",
]


def written(tmp_path: Path, *rows: list[Any], head: list[str] = HEAD, **given: Any) -> Any:
    """A list of members with ``rows`` under ``head``."""
    path = tests.exports.offices.write(tmp_path / "a.xlsx", [["DANH SÁCH"], head, *rows])
    return tests.exports.offices.members(path, **given)


def one(tmp_path: Path, *cells: Any, **given: Any) -> exports.members.written.MemberRow:
    """The only member of a list."""
    sheet = written(tmp_path, [1, *cells], **given)
    assert len(sheet.rows) == 1
    found: exports.members.written.MemberRow = sheet.rows[0]
    return found


def doubts(row: exports.members.written.MemberRow) -> list[str]:
    """The cells in doubt."""
    return [doubt.cell for doubt in row.doubts]


def test_the_sample_holds_22_members() -> None:
    sheet = tests.exports.offices.members(SAMPLE)
    assert len(sheet.rows) == 22
    assert not any(row.doubts or row.refusal for row in sheet.rows)
    rows = {row.name: row for row in sheet.rows}
    first = rows["Nguyễn Thị Hồng Thắm"]
    assert (first.birth_year, first.joined, first.official_on, first.posts) == (
        1974, date(2001, 2, 2), date(2002, 2, 2), ["Bí thư"],
    )  # fmt: skip
    assert rows["Lê Thị Ánh Nguyệt"].joined == date(2009, 4, 4)
    assert rows["Đặng Văn Ứng"].birth_year == 1969
    assert [row.name for row in sheet.rows if row.probationary] == ["Đoàn Thị Ái", "Kiều Minh Ánh"]
    assert [row.name for row in sheet.rows if row.posts] == [
        "Nguyễn Thị Hồng Thắm", "Trần Quốc Đạt", "Lê Thị Ánh Nguyệt", "Phạm Đình Khôi",
    ]  # fmt: skip
    assert [(row.name, row.exempt_words) for row in sheet.rows if row.exempt] == [
        ("Nguyễn Thị An", "miễn sinh hoạt")
    ]
    assert [(left.letter, left.why) for left in sheet.left_out] == [("D", "unused")]


def test_a_year_of_birth_under_a_shortened_heading_is_read(tmp_path: Path) -> None:
    head = ["TT", "Họ và tên", "N.sinh", "Ngày vào Đảng"]
    (row,) = written(tmp_path, [1, "Lương Văn Bách", 1970, "3/2/2001"], head=head).rows
    assert (row.birth_year, row.doubts) == (1970, [])


def test_names_are_composed_without_honorifics_and_capitals(tmp_path: Path) -> None:
    row = one(tmp_path, "Đ/c LƯƠNG VĂN  BÁCH ", 1970, "3/2/2001", "3/2/2002")
    assert (row.name, row.doubts) == ("Lương Văn Bách", [])
    assert any("LƯƠNG" in reason for reason in row.reasons)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (1970, 1970),
        ("1970", 1970),
        ("15/03/1970", 1970),
        ("15/03/70", 1970),
        (date(1970, 3, 15), 1970),
        ("Sinh năm 1970", 1970),
        (25642, 1970),
    ],
)
def test_the_year_of_birth_from_a_year_or_a_day(tmp_path: Path, cell: Any, year: int) -> None:
    row = one(tmp_path, "Lương Văn Bách", cell, "3/2/2001")
    assert (row.birth_year, row.doubts) == (year, [])


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        (["Lương Văn Bách", "197O", "3/2/2001"], "C3"),
        (["Lương Văn Bách", 2020, "3/2/2001"], "C3"),
        (["Lương Văn Bách", 1970, "31/2/2001"], "D3"),
        (["Lương Văn Bách", 1970, "2/2001"], "D3"),
        (["Lương Văn Bách", 1990, "3/2/2001"], "D3"),
        (["Lương Văn Bách", 1970, "3/2/2027"], "D3"),
        (["Lương Văn Bách", 1970, "3/2/2001", "3/2/2000"], "E3"),
        (["Lương Văn Bách", 1970, "3/2/2025", "3/2/2026", "Đảng viên dự bị"], "E3"),
        (["Bách", 1970, "3/2/2001"], "B3"),
        ([None, 1970, "3/2/2001"], "A3"),
    ],
)
def test_what_cannot_be_is_doubtful(tmp_path: Path, cells: list[Any], cell: str) -> None:
    assert cell in doubts(one(tmp_path, *cells))


@pytest.mark.parametrize(
    ("cell", "posts"),
    [
        ("Bí thư", ["Bí thư"]),
        ("Bí thư chi bộ", ["Bí thư"]),
        ("PBT", ["Phó Bí thư"]),
        ("Phó Bí thư, Chi ủy viên", ["Phó Bí thư", "Chi ủy viên"]),
        ("Đảng viên", []),
        ("Đảng viên dự bị", []),
        ("Đảng ủy viên", []),
        (None, []),
    ],
)
def test_posts_are_those_of_the_cell(tmp_path: Path, cell: Any, posts: list[str]) -> None:
    row = one(tmp_path, "Lương Văn Bách", 1970, "3/2/2001", None, cell)
    assert (row.posts, row.doubts) == (posts, [])
    assert row.probationary is (cell == "Đảng viên dự bị")


def test_only_the_words_of_exemption_are_taken_from_a_note(tmp_path: Path) -> None:
    row = one(
        tmp_path, "Lương Văn Bách", 1940, "3/2/1970", None, None, "Ốm nặng, được miễn công tác"
    )
    assert (row.exempt, row.exempt_words) == (True, "miễn công tác")
    assert "Ốm" not in repr(row)
    assert not one(
        tmp_path, "Lương Văn Bách", 1940, "3/2/1970", None, None, "hết miễn sinh hoạt"
    ).exempt


def test_the_day_of_coming_goes_before_the_day_of_joining_the_party(tmp_path: Path) -> None:
    head = ["TT", "Họ tên", "Ngày kết nạp", "Ngày chuyển đến"]
    row = one(tmp_path, "Lương Văn Bách", "3/2/2001", "1/9/2020", head=head)
    assert (row.joined, row.admitted, row.arrived) == (
        date(2020, 9, 1), date(2001, 2, 3), date(2020, 9, 1),
    )  # fmt: skip


def test_personal_data_is_not_taken_and_said(tmp_path: Path) -> None:
    private = ["Số CCCD", "Dân tộc", "Tôn giáo", "Quê quán", "Nơi ở hiện nay", "Số thẻ đảng", "SĐT"]
    head = ["TT", "Họ và tên", "Giới tính", *private]
    cells = ["Lương Văn Bách", "Nam", "001070", "Tày", "Không", "Xã A", "Ngõ 1", "55.001", "0912"]
    sheet = written(tmp_path, [1, *cells], head=head)
    assert [(left.letter, left.why) for left in sheet.left_out] == [
        ("C", "unused"), *((letter, "personal") for letter in "DEFGHIJ"),
    ]  # fmt: skip
    assert not any(word in repr(sheet) for word in ("001070", "Tày", "Xã A", "Ngõ 1", "0912"))


def test_names_in_two_columns_and_years_in_one_for_each_sex(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ và đệm", "Tên", "Năm sinh", None, "Chính thức"],
        [None, None, None, "Nam", "Nữ", None],
        [1, "Lương Văn", "Bách", 1970, None, "3/2/2002"],
        [2, "Trương Thị", "Lan", None, 1985, "3/2/2012"],
        [None, "Tổng cộng: 2 đảng viên"],
        [None, None, None, "T/M CHI BỘ"],
        [None, None, None, "Lương Văn Bách"],
    ]
    merges = ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2")
    path = tests.exports.offices.write(tmp_path / "a.xlsx", rows, merges=merges)
    found = tests.exports.offices.members(path).rows
    assert [(row.name, row.birth_year) for row in found] == [
        ("Lương Văn Bách", 1970),
        ("Trương Thị Lan", 1985),
    ]


def test_one_name_twice_is_doubtful_unless_the_years_differ(tmp_path: Path) -> None:
    rows = [[n, "Lương Văn Bách", year, "3/2/2001"] for n, year in enumerate((1970, 1975, 1970), 1)]
    found = written(tmp_path, *rows).rows
    assert [bool(row.doubts) for row in found] == [False, False, True]
    assert "dòng 3" in found[2].doubts[0].reason


def test_a_mapping_settles_rows_and_posts(tmp_path: Path) -> None:
    told = {
        "rows": {"3": {"admitted": "2001-02-03"}, "4": "skip", "5": "take"},
        "words": {"Đảng ủy viên": "Chi ủy viên"},
    }
    sheet = written(
        tmp_path,
        [1, "Lương Văn Bách", 1970, "31/2/2001", None, "Đảng ủy viên"],
        [2, "Trương Thị Lan", 1985, "3/2/2011"],
        [3, "Tô Văn Hoà", "??", "3/2/2011"],
        mapping=told,
    )
    first, second, third = sheet.rows
    assert (first.joined, first.doubts, first.posts) == (date(2001, 2, 3), [], ["Chi ủy viên"])
    assert second.refusal
    assert (third.doubts, third.birth_year) == ([], None)
    assert sheet.learns["words"] == {"dang uy vien": "Chi ủy viên"}


def test_a_task_list_is_no_list_of_members(tmp_path: Path) -> None:
    path = tests.exports.offices.write(
        tmp_path / "a.xlsx", [["TT", "Nhiệm vụ", "Hạn"], [1, "Việc", "1/7"]]
    )
    with pytest.raises(db.errors.RecordError, match="Họ và tên"):
        tests.exports.offices.members(path)


VALUES = st.one_of(
    st.none(),
    st.sampled_from(
        [*HEAD, "Lương Văn Bách", "30/6/2001", "Bí thư", "Tổng cộng", "miễn sinh hoạt"]
    ),
    st.text(max_size=12),
    st.integers(-5, 60000),
    st.floats(),
    st.dates(),
    st.booleans(),
)


@hypothesis.given(st.lists(st.lists(VALUES, max_size=8), max_size=8))
def test_no_workbook_makes_the_reader_fail_otherwise(rows: list[list[Any]]) -> None:
    cells = {
        down: {across: value for across, value in enumerate(row, 1) if value not in (None, "")}
        for down, row in enumerate([HEAD, *rows], 1)
    }
    sheet = exports.reading.sheet.Sheet("S", {row: found for row, found in cells.items() if found})
    book = exports.reading.sheet.Workbook("a.xlsx", [sheet])
    for row in exports.members.reading.read(book, today=tests.exports.offices.TODAY).rows:
        assert row.name or row.doubts
