"""Taking a workbook in: three disjoint lists, one transaction, one undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import db.book
import db.errors
import db.history
import db.imports
import db.kinds
import db.search
import db.tasks
import db.tasks.steps
import exports.intake
import tests.exports.conftest

ON = date(2026, 5, 20)
HEAD = [
    "STT",
    "Mã",
    "Công việc",
    "Người thực hiện",
    "Ngày giao",
    "Thời hạn",
    "Trạng thái",
    "Ngày hoàn thành",
    "%",
    "Nguyên nhân",
    "Trách nhiệm tập thể",
    "Trách nhiệm cá nhân",
]
ROWS: list[list[Any]] = [
    [1, "A1", "Rà soát hộ gia đình văn hóa", "Lò Thị Mẩy", date(2026, 3, 2), date(2026, 4, 1),
     "Hoàn thành", date(2026, 4, 9), 100, "chờ số liệu", "Chi ủy", "Lò Thị Mẩy"],
    [2, "A2", "Thu đảng phí qua tài khoản", "Vàng A Sính", date(2026, 3, 3), "Hằng tháng",
     "Đang thực hiện", None, 40, None, None, None],
    [3, "A3", "Viết tin cho bảng tin", "Giàng Thị Chử", date(2026, 3, 4), "lúc nào rảnh",
     "Đang thực hiện", None, 10, None, None, None],
    [4, "A4", "Sửa nhà văn hóa", "Vàng A Sính", date(2026, 3, 5), date(2026, 8, 1),
     "Chưa triển khai", None, 0, None, None, None],
]  # fmt: skip


def moment() -> Any:
    """The moment of every import here."""
    return tests.exports.conftest.moment(ON)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A small list that no office we know has written."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Theo dõi"
    for row in (["SỔ VIỆC"], HEAD, *ROWS, [None, None, "Tổng cộng: 4 việc"]):
        sheet.append(row)
    path = tmp_path / "so-viec.xlsx"
    book.save(path)
    return path


def all_records() -> dict[str, Any]:
    """Every record of the book, history and all."""
    return {kind: db.kinds.dump(kind) for kind in db.kinds.DUMPS}


@pytest.mark.usefixtures("book")
def test_every_row_ends_in_exactly_one_list(workbook: Path) -> None:
    outcome = exports.intake.take(workbook, "tasks", moment())
    places = [
        (row["sheet"], row["row"])
        for rows in (outcome.taken, outcome.doubtful, outcome.refused)
        for row in rows
    ]
    assert sorted(places) == [("Theo dõi", number) for number in (3, 4, 5, 6)]
    assert [row["row"] for row in outcome.doubtful] == [5]
    assert outcome.unmatched_people == ["Lò Thị Mẩy", "Vàng A Sính", "Giàng Thị Chử"]


@pytest.mark.usefixtures("book")
def test_a_dry_run_prints_the_same_and_writes_nothing(workbook: Path) -> None:
    before = all_records()
    dry = exports.intake.take(workbook, "tasks", moment(), dry_run=True)
    assert all_records() == before
    wet = exports.intake.take(workbook, "tasks", moment())
    for one, other in zip(dry.taken, wet.taken, strict=True):
        same = {
            name: other["record"][name] for name in one["record"] if name not in {"id", "series"}
        }
        assert {name: one["record"][name] for name in same} == same


@pytest.mark.usefixtures("book")
def test_a_taken_record_is_what_dump_prints(workbook: Path) -> None:
    outcome = exports.intake.take(workbook, "tasks", moment())
    dumped = {task["id"]: task for task in db.tasks.dump()}
    single = [row["record"] for row in outcome.taken if row["record"]["id"] is not None]
    assert len(single) == 2
    for record in single:
        assert {name: record[name] for name in dumped[record["id"]]} == dumped[record["id"]]
    assert dumped[single[0]["id"]]["cause_person"] == "Lò Thị Mẩy"


@pytest.mark.usefixtures("book")
def test_a_recurring_row_becomes_a_series_with_its_occurrences(workbook: Path) -> None:
    exports.intake.take(workbook, "tasks", moment())
    series = db.tasks.dump_series()
    assert [(one["code"], one["recurrence"], one["start"]) for one in series] == [
        ("A2", "monthly", "2026-03-03")
    ]
    occurrences = [task for task in db.tasks.dump() if task["series"] == series[0]["id"]]
    assert [task["first_due"] for task in occurrences] == ["2026-03-31", "2026-04-30", "2026-05-31"]
    assert [len(task["progress"]) for task in occurrences] == [0, 0, 1]


@pytest.mark.usefixtures("book")
def test_the_same_rows_again_are_there_already(workbook: Path) -> None:
    exports.intake.take(workbook, "tasks", moment())
    again = exports.intake.take(workbook, "tasks", moment())
    assert again.taken == []
    assert [row["row"] for row in again.doubtful if exports.intake.ALREADY in row["reason"]] == [
        3, 4, 6,
    ]  # fmt: skip
    assert again.number is None


@pytest.mark.usefixtures("book")
def test_undated_rows_of_one_workbook_are_the_same_unless_their_dues_differ(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for month in (4, 5, 5):
        page = book.create_sheet(f"T{month}")
        page.append(["TT", "Công việc", "Người thực hiện", "Thời hạn"])
        page.append([1, "Sinh hoạt chi bộ thường kỳ", "Lò Thị Mẩy", f"5/{month}"])
    path = tmp_path / "thang.xlsx"
    book.save(path)
    outcome = exports.intake.take(path, "tasks", moment())
    assert [row["record"]["first_due"] for row in outcome.taken] == ["2026-04-05", "2026-05-05"]
    assert [row["reason"] for row in outcome.doubtful] == [exports.intake.ALREADY]
    again = exports.intake.take(path, "tasks", moment())
    assert [row["reason"] for row in again.doubtful] == [exports.intake.ALREADY] * 3


@pytest.mark.usefixtures("book")
def test_a_mapping_settles_a_doubtful_row_and_its_words_are_learned(
    workbook: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "m.json"
    mapping.write_text('{"words": {"lúc nào rảnh": "ongoing"}}', "utf-8")
    outcome = exports.intake.take(workbook, "tasks", moment(), mapping=mapping)
    assert outcome.doubtful == []
    db.imports.undo(moment())
    without = exports.intake.take(workbook, "tasks", moment())
    assert without.doubtful == []


@pytest.mark.usefixtures("book")
def test_one_undo_takes_the_whole_import_back(workbook: Path) -> None:
    before = all_records()
    exports.intake.take(workbook, "tasks", moment())
    db.imports.undo(moment())
    after = all_records()
    assert {kind: rows for kind, rows in after.items() if kind != "history"} == {
        kind: rows for kind, rows in before.items() if kind != "history"
    }
    assert db.history.faults() == []
    assert db.search.find("nhà văn hóa") == []
    with pytest.raises(db.errors.RecordError, match="Không có lần nhập nào"):
        db.imports.undo(moment())


@pytest.mark.usefixtures("book")
def test_an_import_whose_records_were_changed_since_is_not_undone(workbook: Path) -> None:
    outcome = exports.intake.take(workbook, "tasks", moment())
    task = db.tasks.get(outcome.taken[0]["record"]["id"])
    db.tasks.steps.change(task, {"product": "Danh sách"}, moment())
    with pytest.raises(db.errors.RecordError, match="hãy xóa từng hồ sơ"):
        db.imports.undo(moment())
    assert len(db.tasks.dump()) == 5


@pytest.mark.usefixtures("book")
def test_ids_of_an_undone_import_are_never_given_again(workbook: Path) -> None:
    exports.intake.take(workbook, "tasks", moment())
    gone = {task["id"] for task in db.tasks.dump()}
    db.imports.undo(moment())
    exports.intake.take(workbook, "tasks", moment())
    assert gone.isdisjoint(task["id"] for task in db.tasks.dump())


@pytest.mark.usefixtures("book")
def test_a_mark_of_secrecy_anywhere_refuses_the_whole_workbook(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book.create_sheet("Phụ")["B9"] = "(TỐI MẬT)"
    book.save(workbook)
    before = all_records()
    with pytest.raises(db.errors.SecrecyMark, match="dừng nhập"):
        exports.intake.take(workbook, "tasks", moment())
    assert all_records() == before


@pytest.mark.usefixtures("book")
def test_members_are_taken_with_posts_and_exemptions(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["DANH SÁCH"],
        ["STT", "Họ tên đảng viên", "Số CCCD", "Kết nạp", "Chính thức", "Chức vụ Đảng", "Ghi chú"],
        [1, "SÙNG A CHỚ", "001", date(2003, 2, 3), date(2004, 2, 3), "Bí thư chi bộ", None],
        [2, "Hạng Thị Dở ", "002", "3/2/2015", "3/2/2016", "Đảng viên", "miễn sinh hoạt"],
    ):  # fmt: skip
        book.worksheets[0].append(row)
    path = tmp_path / "dv.xlsx"
    book.save(path)
    outcome = exports.intake.take(path, "members", moment())
    first, second = (row["record"] for row in outcome.taken)
    assert [post["post"] for post in first["posts"]] == ["Bí thư"]
    assert second["exempt"] == [{"basis": "miễn sinh hoạt", "from": "2015-02-03", "to": None}]
    assert [one["letter"] for one in outcome.left_out if one["why"] == "personal"] == ["C"]
    again = exports.intake.take(path, "members", moment())
    assert [row["reason"] for row in again.doubtful] == [exports.intake.ALREADY] * 2
