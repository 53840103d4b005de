"""The heading is found by itself, wherever it stands and however it is worded (design 3)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.errors
import exports.tasks.reading
import tests.exports.offices

HEAD = [
    "STT",
    "Nội dung nhiệm vụ",
    "Người phụ trách",
    "Phối hợp",
    "Hạn hoàn thành",
    "Sản phẩm",
    "Trạng thái",
]
ROWS = [
    [
        1,
        "Tổ chức học tập nghị quyết mới",
        "Lương Văn Bách",
        "Chi ủy",
        "15/6",
        "Biên bản",
        "Đang thực hiện",
    ],
    [
        2,
        "Rà soát hồ sơ đảng viên dự bị",
        "Trương Thị Lan",
        "Tổ Văn",
        "Quý III",
        "Hồ sơ",
        "Chưa triển khai",
    ],
    [
        3,
        "Kiểm tra việc thu nộp đảng phí",
        "Tô Văn Hoà",
        "Kế toán",
        "Hằng tháng",
        "Báo cáo",
        "Đang thực hiện",
    ],
]


def fields(path: Path, **given: object) -> dict[str, str]:
    """Letter → field, as guessed."""
    sheet = tests.exports.offices.tasks(path, **given)  # type: ignore[arg-type]  # passed on
    return {guess.letter: guess.field for guess in sheet.columns}


def said(path: Path) -> list[tuple[object, ...]]:
    """What the rows say, without where they stand."""
    return [
        (
            row.work,
            row.accountable,
            row.cooperating,
            row.due,
            row.recurrence,
            row.product,
            row.state,
        )
        for row in tests.exports.offices.tasks(path).rows
    ]


@hypothesis.given(
    st.permutations(range(len(HEAD))), st.integers(1, 30), st.integers(1, 12), st.booleans()
)
@hypothesis.settings(max_examples=25)
def test_neither_the_order_of_columns_nor_the_start_cell_matters(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], down: int, across: int, titled: bool
) -> None:
    folder = tmp_path_factory.mktemp("so")
    plain = tests.exports.offices.write(folder / "a.xlsx", [HEAD, *ROWS])
    every: list[list[Any]] = [HEAD, *ROWS]
    moved = [[row[place] for place in order] for row in every]
    titles: list[list[object]] = [["CHI BỘ MẪU"], ["SỔ THEO DÕI NĂM 2026"], []] if titled else []
    other = tests.exports.offices.write(folder / "b.xlsx", [*titles, *moved], start=(down, across))
    assert said(other) == said(plain)


def test_two_heading_rows_merged_both_ways(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Phân công", None, "Thời gian", None, "Ghi chú"],
        [None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc", None],
        [1, "Tổ chức hội nghị chuyên đề", "Lương Văn Bách", "Chi ủy", "1/6", "15/6", None],
    ]
    merges = ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2")
    path = tests.exports.offices.write(tmp_path / "a.xlsx", rows, merges=merges)
    assert fields(path) == {
        "A": "order", "B": "work", "C": "accountable", "D": "cooperating",
        "E": "started", "F": "due", "G": "note",
    }  # fmt: skip


def test_three_heading_rows_without_merged_cells(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["TT", "Nội dung công việc", "Trách nhiệm", None, "Thời gian", None],
        [None, None, "Thực hiện", None, "Kế hoạch", None],
        [None, None, "Người thực hiện", "Đơn vị phối hợp", "Bắt đầu", "Hạn hoàn thành"],
        [1, "Tổ chức hội nghị chuyên đề", "Lương Văn Bách", "Chi ủy", "1/6", "15/6"],
    ]
    found = fields(tests.exports.offices.write(tmp_path / "a.xlsx", rows))
    assert (found["C"], found["D"], found["E"], found["F"]) == (
        "accountable", "cooperating", "started", "due",
    )  # fmt: skip


def test_contents_decide_where_a_heading_means_several_things(tmp_path: Path) -> None:
    def progress(*values: object) -> str:
        rows = [["TT", "Nhiệm vụ", "Người thực hiện", "Tiến độ"]]
        body = [[n, "Tổ chức một hội nghị", "Lương Văn Bách", v] for n, v in enumerate(values, 1)]
        return fields(tests.exports.offices.write(tmp_path / "a.xlsx", [*rows, *body]))["D"]

    assert progress("Tháng 6/2026", "trước 10/7", "Quý III") == "due"
    assert progress("70%", "100%", "0%") == "percent"
    assert progress(30, 100, 0) == "percent"
    assert progress("Đang thực hiện", "Chưa triển khai", "Trình ký") == "state"


def test_contents_decide_where_a_heading_is_silent_or_odd(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", None, "Hạn", "Cột lạ", "Zyx"],
        [1, "Tổ chức học tập nghị quyết", "Lương Văn Bách", "15/6", "Đang thực hiện", "abc"],
        [2, "Rà soát hồ sơ đảng viên", "Trương Thị Lan", "30/6", "Chưa triển khai", "xyz"],
    ]
    path = tests.exports.offices.write(tmp_path / "a.xlsx", rows)
    sheet = tests.exports.offices.tasks(path)
    guessed = {guess.letter: (guess.field, guess.sure) for guess in sheet.columns}
    assert guessed["C"][0] == "accountable"
    assert guessed["E"][0] == "state"
    assert guessed["C"][1] < 0.4 < guessed["B"][1]
    assert [(left.letter, left.why) for left in sheet.left_out] == [("F", "unknown")]


def test_of_two_columns_for_one_field_the_better_wins_and_the_other_is_shown(
    tmp_path: Path,
) -> None:
    rows = [
        ["TT", "Nội dung", "Nhiệm vụ", "Người thực hiện", "Hạn"],
        [1, "Phần một của bảng", "Tổ chức học tập nghị quyết", "Lương Văn Bách", "15/6"],
    ]
    sheet = tests.exports.offices.tasks(tests.exports.offices.write(tmp_path / "a.xlsx", rows))
    assert sheet.rows[0].work == "Tổ chức học tập nghị quyết"
    assert [(left.letter, left.why) for left in sheet.left_out] == [("B", "second")]


def test_personal_data_is_not_taken_and_said(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Người thực hiện", "Số CCCD", "Địa chỉ", "Dân tộc", "Sức khỏe", "Hạn"],
        [1, "Tổ chức học tập nghị quyết", "Lương Văn Bách", "0010", "Ngõ 1", "Kinh", "Tốt", "15/6"],
    ]
    sheet = tests.exports.offices.tasks(tests.exports.offices.write(tmp_path / "a.xlsx", rows))
    assert [(left.letter, left.why) for left in sheet.left_out] == [
        (letter, "personal") for letter in "DEFG"
    ]
    assert "0010" not in repr(sheet)
    assert "Ngõ 1" not in repr(sheet)


def test_a_workbook_without_such_a_table_is_refused_with_what_is_needed(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Năm sinh"], ["Lương Văn Bách", 1970]]
    path = tests.exports.offices.write(tmp_path / "khac.xlsx", rows)
    with pytest.raises(db.errors.RecordError, match=r"khac\.xlsx.*người chịu trách nhiệm"):
        tests.exports.offices.tasks(path)


def test_a_learned_heading_is_known_next_time(tmp_path: Path) -> None:
    rows = [["Zyx", "Người làm", "Hạn"], ["Tổ chức học tập", "Lương Văn Bách", "15/6"]]
    path = tests.exports.offices.write(tmp_path / "a.xlsx", rows)
    taught = tests.exports.offices.tasks(path, {"columns": {"Zyx": "work"}})
    assert taught.learns["headings"] == {"zyx": "work"}
    assert fields(path, learned=taught.learns)["A"] == "work"


def test_columns_named_by_letter_make_a_table_of_odd_headings_and_teach_them(
    tmp_path: Path,
) -> None:
    rows = [["Mục X", "Mục Y", "Mục Z"], ["Tổ chức học tập", "Lương Văn Bách", "15/7"]]
    path = tests.exports.offices.write(tmp_path / "a.xlsx", rows)
    with pytest.raises(db.errors.RecordError):
        tests.exports.offices.tasks(path)
    told = {"columns": {"A": "work", "B": "accountable", "C": "due"}}
    taught = tests.exports.offices.tasks(path, told)
    assert (taught.rows[0].work, str(taught.rows[0].due)) == ("Tổ chức học tập", "2026-07-15")
    assert taught.learns["headings"] == {"muc x": "work", "muc y": "accountable", "muc z": "due"}
    assert tests.exports.offices.tasks(path, learned=taught.learns).rows == taught.rows


def test_every_phrase_of_the_vocabulary_is_said_for_a_field_that_exists() -> None:
    words = exports.tasks.reading._lexicon()
    known = {field for fields in words.phrases.values() for field in fields}
    assert known == set(words.fields) | set(words.says)
