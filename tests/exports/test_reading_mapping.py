"""The mapping file corrects what was guessed; a wrong one is refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.errors
import exports.members.reading
import exports.reading.mapping
import exports.tasks.reading
import tests.exports.offices

HEAD = ["TT", "Nhiệm vụ", "Người thực hiện", "Hạn", "Trạng thái"]


def refusal(tmp_path: Path, told: object) -> str:
    """The sentence about a wrong mapping file."""
    path = tmp_path / "chi-dan.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    with pytest.raises(db.errors.RecordError) as refused:
        exports.tasks.reading.mapping(path)
    return str(refused.value)


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ("{", "không phải JSON"),
        ("[" * 100_000, "không phải JSON"),
        ([], "đối tượng"),
        ({"cot": {}}, "không có phần “cot”"),
        ({"columns": []}, "phần “columns”"),
        ({"columns": {"C": "viec"}}, "mục “viec” không có; các mục: accountable"),
        ({"columns": {"C": 3}}, "mục “3” không có"),
        ({"words": {"Đã chốt": "xong"}}, "“Đã chốt” phải nghĩa là"),
        ({"words": {"hết học kỳ": "2026-02-30"}}, "một ngày"),
        ({"rows": {"dòng 3": "take"}}, "Tên trang!Số dòng"),
        ({"rows": {"Sheet!3": "lấy"}}, "take, skip"),
        ({"rows": {"Sheet!3": {"han": "2026-06-30"}}}, "mục “han” không có"),
        ({"rows": {"Sheet!3": {"due": "30/6/2026"}}}, "mục “due” phải là một ngày"),
        ({"rows": {"Sheet!3": {"percent": 120}}}, "từ 0 đến 100"),
        ({"rows": {"Sheet!3": {"state": "xong"}}}, "một trong: proposed"),
        ({"rows": {"Sheet!3": {"recurrence": "daily"}}}, "một trong: weekly"),
        ({"rows": {"Sheet!3": {"work": 7}}}, "phải là chữ"),
        ({"people": {"Hiệu trưởng": None}}, "phải dẫn tới một họ tên"),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_is_wrong(
    tmp_path: Path, told: object, part: str
) -> None:
    sentence = refusal(tmp_path, told)
    assert part in sentence
    assert "chi-dan.json" in sentence


def test_a_missing_mapping_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(db.errors.RecordError, match="không mở được"):
        exports.tasks.reading.mapping(tmp_path / "khong-co.json")


def test_members_have_fields_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text('{"rows": {"DS!4": {"exempt": true, "birth_year": 1970}}}', encoding="utf-8")
    assert exports.members.reading.mapping(path).row("DS", 4) == {
        "exempt": True,
        "birth_year": 1970,
    }
    path.write_text('{"rows": {"DS!4": {"due": "2026-06-30"}}}', encoding="utf-8")
    with pytest.raises(db.errors.RecordError, match="due"):
        exports.members.reading.mapping(path)


def sheet(tmp_path: Path, *rows: list[Any]) -> Path:
    """A small task list."""
    return tests.exports.offices.write(tmp_path / "a.xlsx", [HEAD, *rows])


def test_columns_are_corrected_by_letter_heading_and_sheet(tmp_path: Path) -> None:
    path = sheet(tmp_path, [1, "Tổ chức hội nghị", "Lương Văn Bách", "15/6", "Đang thực hiện"])
    told = {"columns": {"Sheet!D": "started", "Trạng thái": None, "Khác!B": None}}
    found = tests.exports.offices.tasks(path, told)
    assert found.rows[0].due is None
    assert found.rows[0].cells["started"] == "D2"
    assert found.rows[0].state == "assigned"
    assert [(left.letter, left.why) for left in found.left_out] == [("E", "told")]


def test_words_settle_states_and_times_and_are_learned(tmp_path: Path) -> None:
    path = sheet(tmp_path, [1, "Tổ chức hội nghị", "Lương Văn Bách", "hết học kỳ I", "Đã chốt"])
    doubtful = tests.exports.offices.tasks(path)
    assert [doubt.cell for doubt in doubtful.rows[0].doubts] == ["D2", "E2"]
    assert [(word.field, word.words) for word in doubtful.unknown_words] == [
        ("due", "hết học kỳ I"),
        ("state", "Đã chốt"),
    ]
    told = {"words": {"Hết học kỳ I": "2027-01-15", "đã chốt": "submitted"}}
    settled = tests.exports.offices.tasks(path, told)
    again = tests.exports.offices.tasks(path, learned=settled.learns)
    for found in (settled, again):
        row = found.rows[0]
        assert (str(row.due), row.state, row.doubts) == ("2027-01-15", "submitted", [])
        assert not found.unknown_words


def test_people_are_settled_and_learned(tmp_path: Path) -> None:
    path = sheet(tmp_path, [1, "Tổ chức hội nghị", "Hiệu trưởng", "15/7", "Đang thực hiện"])
    assert tests.exports.offices.tasks(path).rows[0].doubts
    settled = tests.exports.offices.tasks(path, {"people": {"hiệu trưởng": "Tô Văn Hoà"}})
    again = tests.exports.offices.tasks(path, learned=settled.learns)
    for found in (settled, again):
        assert (found.rows[0].accountable, found.rows[0].doubts) == ("Tô Văn Hoà", [])


def test_a_row_is_settled_field_by_field_taken_or_skipped(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        [1, "Việc thứ nhất của bảng", "Lương Văn Bách", "31/6", "Hoàn thành"],
        [2, "Việc thứ hai của bảng", "Lương Văn Bách", "31/6", "Đang thực hiện"],
        [3, "Việc thứ ba của bảng", "Lương Văn Bách", "15/6", "Đang thực hiện"],
    )
    told = {
        "rows": {
            "Sheet!2": {"due": "2026-06-30", "done_on": "2026-06-28", "accountable": "Tô Văn Hoà"},
            "3": "take",
            "Sheet!4": "skip",
        }
    }
    first, second, third = tests.exports.offices.tasks(path, told).rows
    assert (str(first.due), str(first.done_on), first.accountable) == (
        "2026-06-30", "2026-06-28", "Tô Văn Hoà",
    )  # fmt: skip
    assert (first.state, first.doubts) == ("done", [])
    assert (second.due, second.doubts, second.refusal) == (None, [], None)
    assert any("31/6" in reason for reason in second.reasons)
    assert third.refusal == "bỏ qua theo tệp chỉ dẫn"


def test_a_row_settled_in_part_stays_doubtful(tmp_path: Path) -> None:
    path = sheet(tmp_path, [1, "Việc thứ nhất của bảng", "Bí thư", "31/6", "Đang thực hiện"])
    row = tests.exports.offices.tasks(path, {"rows": {"2": {"due": "2026-06-30"}}}).rows[0]
    assert [doubt.field for doubt in row.doubts] == ["accountable"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
PARTS = st.dictionaries(
    st.sampled_from(["columns", "words", "rows", "people"]),
    st.dictionaries(st.sampled_from(["A", "Sheet!3", "3", "x"]), JSON, max_size=2),
)


@hypothesis.given(st.one_of(JSON, PARTS))
def test_no_json_makes_the_mapping_fail_otherwise(told: object) -> None:
    fields = exports.tasks.reading.fields()
    try:
        read = exports.reading.mapping.read(told, fields, Path("m.json"))
    except db.errors.RecordError as refused:
        assert "m.json" in str(refused)  # noqa: PT017 - either outcome is right, neither is a crash
    else:
        assert set(read.columns.values()) <= {None, *fields.columns}


def test_the_row_of_a_heading_is_said_by_sheet(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text('{"heads": {"Trang 1": 4}}', encoding="utf-8")
    assert exports.tasks.reading.mapping(path).heads == {"Trang 1": 4}
    for wrong in ("0", "true", '"4"', "null"):
        path.write_text(f'{{"heads": {{"Trang 1": {wrong}}}}}', encoding="utf-8")
        with pytest.raises(db.errors.RecordError, match="dòng tiêu đề của trang"):
            exports.tasks.reading.mapping(path)


def test_a_mapping_held_in_memory_is_judged_alike() -> None:
    told = exports.tasks.reading.mapping({"columns": {"B": "work"}})
    assert told.letters("Trang 1") == {2: "work"}
    with pytest.raises(db.errors.RecordError, match="không có phần"):
        exports.tasks.reading.mapping({"lạ": {}})
