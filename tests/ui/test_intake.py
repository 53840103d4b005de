"""Import from Excel: the office's own sheet, put right in place, nothing written before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.members
import db.tasks
import db.tasks.steps
import exports.reading.sheet
import tests.db.factory
import tests.ui.opening
import ui.choosing
import ui.dropping
import ui.intake.answers
import ui.intake.grid
import ui.intake.looking
import ui.intake.page
import ui.picking
import ui.session
import ui.theme
from tests.ui import desks
from tests.ui.screens import part

HEAD = ["STT", "Công việc", "Người thực hiện", "Ngày giao", "Thời hạn", "Trạng thái", "Xong ngày"]
ON, DUE = date(2026, 3, 2), date(2026, 8, 1)
ROWS: list[list[Any]] = [
    [1, "Sửa mái nhà xe", "Quàng Thị Mai", ON, DUE, "Đang thực hiện", None],
    [2, "Trồng cây đầu xuân", "Đ/c Pản", ON, DUE, "Đang thực hiện", None],
    [3, "Dọn kho sách", "Đ/c Pản", ON, DUE, "Đang thực hiện", None],
    [4, "Viết tin bảng tin", "Quàng Thị Mai", ON, "lúc nào rảnh", "Đang thực hiện", None],
    [5, "Kê khai thiết bị", "Quàng Thị Mai", ON, DUE, "Hoàn thành", None],
]
SAMPLES = Path(__file__).parent.parent / "data" / "inputs"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ui.session.Session]:
    with tests.ui.opening.session(tmp_path / "So") as (made, _):
        for name in ("Quàng Thị Mai", "Lò Văn Pản", "Cà Văn Pản"):
            tests.db.factory.member(name)
        yield made


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> ui.intake.page.IntakePage:
    made = ui.intake.page.IntakePage(session, "tasks")
    made.resize(1100, 660)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return saved(tmp_path / "viec.xlsx", [["SỔ VIỆC"], [], HEAD, *ROWS])


def saved(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Theo dõi"
    for row in rows:
        sheet.append(row)
    book.create_sheet("Ghi chú")["A1"] = "không có gì"
    book.save(path)
    return path


def settled(page: ui.intake.page.IntakePage) -> None:
    """Wait for what runs, and for what its ending begins."""
    for _ in range(9):
        if page.session.jobs.wait_all(9000):
            break
    assert page.session.jobs.running() == []


def given(page: ui.intake.page.IntakePage, path: Path) -> None:
    area = page.findChild(ui.dropping.DropArea, "intake.drop")
    assert area is not None
    area.dropped.emit([path])
    settled(page)


def grid(page: ui.intake.page.IntakePage) -> ui.intake.grid.Grid:
    found = page.findChild(ui.intake.grid.Grid, "intake.sheet")
    assert found is not None
    return found


def fates(page: ui.intake.page.IntakePage) -> dict[int, str]:
    model = grid(page).sheet_model
    found = {row: model.fate(row) for row in model.rows}
    return {row: fate.word for row, fate in found.items() if fate is not None}


def choice(page: ui.intake.page.IntakePage, letter: str) -> ui.intake.grid.Choice:
    found = grid(page).choices.box(letter)
    assert found is not None
    return found


def choose(page: ui.intake.page.IntakePage, letter: str, field: str | None) -> None:
    box = choice(page, letter)
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())
    settled(page)


def press(page: ui.intake.page.IntakePage, name: str) -> None:
    found = page.findChild(QPushButton, name) or next(
        (one for one in page.buttons() if one.objectName() == name), None
    )
    assert found is not None
    assert found.isEnabled()
    found.click()
    settled(page)


def text(page: ui.intake.page.IntakePage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.text()


def run_button(page: ui.intake.page.IntakePage) -> QPushButton:
    return page.buttons()[-1]


def undo_button(page: ui.intake.page.IntakePage) -> QPushButton:
    return next(one for one in page.buttons() if one.objectName() == "intake.undo")


def test_the_sheets_own_rows_are_shown_with_what_becomes_of_them(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    model = grid(page).sheet_model
    assert [model.index(3, column).data() for column in range(3)] == [
        "1", "Sửa mái nhà xe", "Quàng Thị Mai",
    ]  # fmt: skip
    beside = [model.headerData(row, Qt.Orientation.Vertical) for row in range(4)]
    assert beside == ["1", "2", "3  tiêu đề", "4  nhập"]
    words = ["nhập", "còn nghi", "còn nghi", "còn nghi", "còn nghi"]
    assert list(fates(page).values()) == words
    assert choice(page, "B").currentText() == "Việc"
    assert choice(page, "C").currentText() == "Người chịu trách nhiệm"
    assert run_button(page).text() == "Nhập 1 dòng"


def test_nothing_is_written_before_the_button(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    choose(page, "G", "done_on")
    assert db.tasks.dump() == []
    press(page, "intake.run")
    assert [task["work"] for task in db.tasks.dump()] == ["Sửa mái nhà xe"]
    assert text(page, "intake.result") == "Đã nhập 1 dòng vào sổ."
    left_out = text(page, "intake.result.left").split("\n")
    assert any(line.startswith("Theo dõi, dòng 7: Chưa hiểu thời gian") for line in left_out)
    assert all(line.endswith(".") for line in left_out[1:])
    assert "nhập lại tệp đó" in left_out[-1]
    assert page.title() == "Nhập nhiệm vụ từ Excel"
    assert text(page, "intake.named") == f"Tệp: {workbook.name}"


def test_one_click_takes_the_whole_import_back(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    press(page, "intake.run")
    press(page, "intake.undo")
    assert db.tasks.dump() == []
    assert page.notice.text() == "Đã hoàn tác lần nhập: 1 hồ sơ không còn trong sổ."
    assert run_button(page).text() == "Nhập 1 dòng"


def test_undo_after_an_import_names_its_way_back_and_takes_back_nothing_older(
    page: ui.intake.page.IntakePage, workbook: Path, qtbot: QtBot
) -> None:
    session = page.session
    draft = db.members.Draft("Lò Văn Ba", date(2020, 1, 1))
    session.perform("Thêm", lambda moment: db.members.add(draft, moment))
    given(page, workbook)
    press(page, "intake.run")
    with qtbot.waitSignal(session.said) as said:
        session.undo()
    assert "Hoàn tác lần nhập này" in said.args[0]
    assert len(db.tasks.dump()) == 1
    press(page, "intake.undo")
    assert session.undoing.can_undo() == "Thêm"


def test_the_last_import_is_taken_back_when_one_comes_back_to_the_page(
    page: ui.intake.page.IntakePage, workbook: Path, qtbot: QtBot
) -> None:
    given(page, workbook)
    press(page, "intake.run")
    press(page, "intake.see")
    assert "“viec.xlsx”, 20/07/2026 12:00, 1 nhiệm vụ." in text(page, "intake.last")
    other = ui.intake.page.IntakePage(page.session, "members")  # as after the next start
    qtbot.addWidget(other)
    other.show()
    assert text(other, "intake.last") == text(page, "intake.last")
    press(page, "intake.last.undo")
    assert db.tasks.dump() == []
    assert page.notice.text() == "Đã hoàn tác lần nhập: 1 hồ sơ không còn trong sổ."
    for one in (page, other):
        assert part(one, QPushButton, "intake.last.undo").isHidden()
        assert not part(one, QLabel, "intake.last").isVisible()


def test_what_ctrl_z_says_of_an_import_is_true_in_every_state(
    page: ui.intake.page.IntakePage, workbook: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = page.session

    def undone() -> str:
        with qtbot.waitSignal(session.said) as said:
            session.undo()
        return str(said.args[0]) if said.args else ""

    given(page, workbook)
    press(page, "intake.run")
    assert "Hoàn tác lần nhập này" in undone()
    assert undo_button(page).isEnabled()
    press(page, "intake.see")
    assert "Hoàn tác lần nhập này" in undone()
    assert part(page, QPushButton, "intake.last.undo").isVisible()
    given(page, saved(tmp_path / "khac.xlsx", [HEAD, *ROWS]))
    assert "Hoàn tác lần nhập này" in undone()
    assert part(page, QPushButton, "intake.last.undo").isVisible()
    task = db.tasks.get(db.tasks.dump()[0]["id"])
    session.perform("Sửa", lambda at: db.tasks.steps.change(task, {"product": "Sổ"}, at))
    assert undone() == "Đã hoàn tác: Sửa"
    assert "được sửa hoặc dùng sau đó" in undone()
    assert not part(page, QPushButton, "intake.last.undo").isVisible()


def test_a_result_says_why_its_import_is_not_taken_back_any_more(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    press(page, "intake.run")
    assert undo_button(page).isEnabled()
    task = db.tasks.get(db.tasks.dump()[0]["id"])
    page.session.perform("Sửa", lambda at: db.tasks.steps.change(task, {"product": "Sổ"}, at))
    assert not undo_button(page).isEnabled()
    assert "được sửa hoặc dùng sau đó" in text(page, "intake.result.no_way_back")


def test_a_column_can_be_said_not_to_be_taken(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    choose(page, "E", None)
    assert fates(page)[7] == "nhập"
    assert choice(page, "E").currentText() == ui.intake.grid.NOT_TAKEN
    press(page, "intake.run")
    assert all(task["due"] is None for task in db.tasks.dump())


def test_a_field_given_to_one_column_leaves_the_other(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    choose(page, "D", "due")
    assert choice(page, "D").currentData() == "due"
    assert choice(page, "E").currentData() is None


def test_a_doubtful_person_is_chosen_for_all_rows_that_name_them_so(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    press(page, "intake.next")
    assert grid(page).row() == 5
    assert text(page, "intake.row.why") == "“Pản” có lẽ là Lò Văn Pản hay Cà Văn Pản, chưa chắc."
    field = page.findChild(QWidget, "intake.row.accountable")
    spread = page.findChild(QCheckBox, "intake.row.spread")
    assert field is not None
    assert spread is not None
    assert spread.isChecked()
    QTest.keyClicks(field, "lo van pan")
    press(page, "intake.row.use")
    assert (fates(page)[5], fates(page)[6]) == ("nhập", "nhập")
    press(page, "intake.run")
    members = {name: number for number, name in db.members.names()}
    found = [task["accountable_member"] for task in db.tasks.dump() if "cây" in task["work"]]
    assert found == [members["Lò Văn Pản"]]


def test_the_way_to_the_next_doubt_is_offered_once(
    page: ui.intake.page.IntakePage, workbook: Path, qtbot: QtBot
) -> None:
    def offered() -> list[str]:
        names = ("intake.next", "intake.row.next")
        buttons = [page.findChild(QPushButton, name) for name in names]
        return [one.objectName() for one in buttons if one is not None and one.isVisible()]

    page.resize(1100, 700)
    given(page, workbook)
    qtbot.waitUntil(lambda: offered() == ["intake.next"])
    page.resize(600, 700)
    qtbot.waitUntil(page._look._split.narrow)
    press(page, "intake.next")
    assert offered() == ["intake.row.next"]
    press(page, "intake.row.next")
    page.resize(1100, 700)
    qtbot.waitUntil(lambda: offered() == ["intake.next"])


def test_a_chosen_row_keeps_its_tone_and_a_cut_column_its_arrow(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    sheet = grid(page)
    sheet.select_row(5)
    QApplication.processEvents()
    cell = sheet.visualRect(sheet.sheet_model.index(4, 0))
    seen = sheet.viewport().grab().toImage()
    assert (
        seen.pixelColor(cell.right() - 4, cell.center().y()).name() == ui.theme.AMBER_WALL.lower()
    )
    assert seen.pixelColor(cell.right() - 4, cell.top()).name() == ui.theme.BLUE.lower()
    end = sheet.choices.viewport().width()
    boxes = [box for box in sheet.choices._boxes if box.x() < end - ui.theme.px(60)]
    assert len(boxes) < len(sheet.choices._boxes)
    assert all(box.geometry().right() < end for box in boxes)


def test_a_doubtful_day_is_typed_as_people_say_it(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    grid(page).select_row(7)
    field = page.findChild(QLineEdit, "intake.row.due")
    assert field is not None
    QTest.keyClicks(field, "15/9/2026")
    press(page, "intake.row.use")
    assert fates(page)[7] == "nhập"
    press(page, "intake.run")
    assert "2026-09-15" in [task["due"] for task in db.tasks.dump()]


def test_an_unreadable_day_is_said_beside_the_field(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    grid(page).select_row(7)
    field = page.findChild(QLineEdit, "intake.row.due")
    assert field is not None
    QTest.keyClicks(field, "khi nao do")
    press(page, "intake.row.use")
    assert text(page, "intake.row.due.error")
    assert field.text() == "khi nao do"
    assert fates(page)[7] == "còn nghi"


def test_tab_leads_from_what_is_asked_of_a_row_to_its_buttons(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    grid(page).select_row(7)
    field = page.findChild(QLineEdit, "intake.row.due")
    assert field is not None
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    now = page.window().focusWidget()
    assert now is not None
    assert now.objectName() == "intake.row.use"


def test_the_keys_go_to_the_way_on_once_it_is_all_in_the_book(
    session: ui.session.Session, qtbot: QtBot, workbook: Path
) -> None:
    hands = desks.opened(qtbot, session, "intake.tasks")
    page = hands.desk.page()
    assert isinstance(page, ui.intake.page.IntakePage)
    given(page, workbook)
    press(page, "intake.run")
    assert hands.focus() == "intake.see"


def test_a_row_is_taken_or_left_all_the_same_and_that_can_be_taken_back(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    grid(page).select_row(4)
    press(page, "intake.row.skip")
    assert fates(page)[4] == "không nhập"
    assert text(page, "intake.row.why") == "Không nhập theo lựa chọn."
    press(page, "intake.row.clear")
    assert fates(page)[4] == "nhập"
    grid(page).select_row(8)
    press(page, "intake.row.take")
    assert fates(page)[8] == "nhập"


def test_the_row_of_the_heading_can_be_said(
    page: ui.intake.page.IntakePage, tmp_path: Path
) -> None:
    strange = ["a", "b", "c", "d", "e", "f", "g"]
    given(page, saved(tmp_path / "la.xlsx", [["Sổ"], strange, HEAD, *ROWS]))
    heads = page.findChild(ui.picking.Picker, "intake.head")
    assert heads is not None
    heads.setCurrentIndex(heads.findData(3))
    heads.activated.emit(heads.currentIndex())
    settled(page)
    assert heads.currentData() == 3
    assert fates(page)[4] == "nhập"


def test_a_sheet_nobody_understands_is_named_column_by_column(
    page: ui.intake.page.IntakePage, tmp_path: Path
) -> None:
    strange = ["zzz", "qqq", "xxx", "ppp", "rrr", "sss", "ttt"]
    given(page, saved(tmp_path / "la.xlsx", [strange, *ROWS]))
    assert page.notice.text().startswith("Không tìm thấy bảng nhiệm vụ")
    assert not run_button(page).isEnabled()
    choose(page, "B", "work")
    choose(page, "C", "accountable")
    assert fates(page)[2] == "nhập"
    assert page.notice.text() == ""


def test_personal_data_cannot_be_chosen(page: ui.intake.page.IntakePage, tmp_path: Path) -> None:
    rows = [[*HEAD, "Số CCCD"], *[[*row, "001"] for row in ROWS]]
    given(page, saved(tmp_path / "cccd.xlsx", rows))
    assert not choice(page, "H").isEnabled()
    assert choice(page, "H").currentText() == ui.intake.grid.NOT_TAKEN


@pytest.mark.parametrize("content", [b"khong phai", b""])
def test_a_wrong_file_gets_a_sentence_in_place(
    page: ui.intake.page.IntakePage, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "thu.xlsx"
    path.write_bytes(content)
    given(page, path)
    assert "thu.xlsx" in page.notice.text()
    assert page.buttons() == []


def test_a_mark_of_secrecy_refuses_it_all_and_nothing_is_kept(
    page: ui.intake.page.IntakePage, tmp_path: Path
) -> None:
    given(page, saved(tmp_path / "mat.xlsx", [["(TỐI MẬT)"], HEAD, *ROWS]))
    assert "dừng nhập" in page.notice.text()
    assert page.buttons() == []
    assert page._book is None


def test_two_files_at_once_are_refused(page: ui.intake.page.IntakePage, workbook: Path) -> None:
    page.take([workbook, workbook])
    assert page.notice.text() == "Mỗi lần nhập một tệp Excel; hãy chọn lại một tệp."


def test_what_was_seen_is_what_is_written(page: ui.intake.page.IntakePage, workbook: Path) -> None:
    given(page, workbook)
    workbook.unlink()
    press(page, "intake.run")
    assert len(db.tasks.dump()) == 1


def test_rows_the_book_has_are_told_from_doubtful_ones(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    given(page, workbook)
    press(page, "intake.run")
    press(page, "intake.see")
    given(page, workbook)
    assert fates(page)[4] == "đã có"


def test_the_sample_workbooks_are_understood(
    session: ui.session.Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = SAMPLES / "danh-sach-dang-vien.xlsx"
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [path])
    members = ui.intake.page.IntakePage(session, "members")
    qtbot.addWidget(members)
    members.show()
    press(members, "intake.file")
    assert run_button(members).text() == "Nhập 22 dòng"
    press(members, "intake.run")
    assert len(db.members.names()) == 25


@pytest.mark.parametrize("kind", ["tasks", "members"])
def test_every_field_a_column_can_be_has_words(kind: str) -> None:
    assert set(ui.intake.answers.labels(kind)) == set(ui.intake.answers.fields(kind).columns)
    rows = ui.intake.answers.fields(kind).rows
    assert all(ui.intake.answers.label(kind, name) != name for name in rows if name != "due_words")


def test_a_long_sheet_with_a_stray_cell_far_below_stays_short() -> None:
    rows = {number: {1: "x"} for number in range(1, 30)} | {900_000: {1: "lạc"}}
    sheet = exports.reading.sheet.Sheet("T", rows)
    assert len(ui.intake.grid.numbers(sheet)) == 30


def test_reasons_never_speak_of_a_mapping_file() -> None:
    said = ui.intake.looking.plain("bỏ qua theo tệp chỉ dẫn; nhận theo tệp chỉ dẫn: x")
    assert "tệp chỉ dẫn" not in said
