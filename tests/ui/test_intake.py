"""Import from Excel: nothing is written before the button, and what is refused is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import db.members
import db.tasks
import ui.choosing
import ui.intake.page
import ui.session
from tests.ui import screens, workbooks

session = workbooks.session
page = workbooks.page
workbook = workbooks.workbook
SAMPLES = Path(__file__).parent.parent / "data" / "inputs"


def test_nothing_is_written_before_the_button(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    workbooks.choose(page, "G", "done_on")
    assert db.tasks.dump() == []
    workbooks.press(page, "intake.run")
    assert [task["work"] for task in db.tasks.dump()] == ["Sửa mái nhà xe"]
    assert screens.said(page, "intake.result") == "Đã nhập 1 dòng vào sổ."
    left_out = screens.said(page, "intake.result.left").split("\n")
    assert any(line.startswith("Theo dõi, dòng 7: Chưa hiểu thời gian") for line in left_out)
    assert all(line.endswith(".") for line in left_out[1:])
    assert "nhập lại tệp đó" in left_out[-1]
    assert page.title() == "Nhập nhiệm vụ từ Excel"
    assert screens.said(page, "intake.named") == f"Tệp: {workbook.name}"


def test_what_was_seen_is_what_is_written(page: ui.intake.page.IntakePage, workbook: Path) -> None:
    workbooks.given(page, workbook)
    workbook.unlink()
    workbooks.press(page, "intake.run")
    assert len(db.tasks.dump()) == 1


def test_rows_the_book_has_are_told_from_doubtful_ones(
    page: ui.intake.page.IntakePage, workbook: Path
) -> None:
    workbooks.taken(page, workbook)
    workbooks.press(page, "intake.see")
    workbooks.given(page, workbook)
    assert workbooks.fates(page)[4] == "đã có"


def test_the_keys_go_to_the_way_on_once_it_is_all_in_the_book(
    session: ui.session.Session, qtbot: QtBot, workbook: Path
) -> None:
    hands, _page = workbooks.taken_at_a_desk(qtbot, session, workbook)
    assert hands.focus() == "intake.see"


@pytest.mark.parametrize("content", [b"khong phai", b""])
def test_a_wrong_file_gets_a_sentence_in_place(
    page: ui.intake.page.IntakePage, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "thu.xlsx"
    path.write_bytes(content)
    workbooks.given(page, path)
    assert "thu.xlsx" in page.notice.text()
    assert page.buttons() == []


def test_a_mark_of_secrecy_refuses_it_all_and_nothing_is_kept(
    page: ui.intake.page.IntakePage, tmp_path: Path
) -> None:
    workbooks.given(
        page,
        workbooks.saved(tmp_path / "mat.xlsx", [["(TỐI MẬT)"], workbooks.HEAD, *workbooks.ROWS]),
    )
    assert "dừng nhập" in page.notice.text()
    assert page.buttons() == []
    assert page._book is None


def test_two_files_at_once_are_refused(page: ui.intake.page.IntakePage, workbook: Path) -> None:
    page.take([workbook, workbook])
    assert page.notice.text() == "Mỗi lần nhập một tệp Excel; hãy chọn lại một tệp."


def test_the_sample_workbooks_are_understood(
    session: ui.session.Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = SAMPLES / "danh-sach-dang-vien.xlsx"
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [path])
    members = ui.intake.page.IntakePage(session, "members")
    qtbot.addWidget(members)
    members.show()
    workbooks.press(members, "intake.file")
    assert workbooks.run_button(members).text() == "Nhập 22 dòng"
    workbooks.press(members, "intake.run")
    assert len(db.members.names()) == 25


def test_who_is_responsible_and_no_member_is_named_while_the_sheet_is_looked_at(
    page: ui.intake.page.IntakePage, tmp_path: Path, workbook: Path
) -> None:
    workbooks.given(page, workbook)
    strangers = page._strangers
    assert not strangers.isVisible()
    names = ("Giàng Thị Xa", "Mùa A Lử", "Vừ Thị Pà", "Hạng A Chớ")
    rows = [[at, f"Việc {at}", who, *workbooks.ROWS[0][3:]] for at, who in enumerate(names, 1)]
    rows.append([5, "Việc bỏ dở", "Lý Lở Mẩy", *workbooks.ROWS[3][3:]])  # not taken: no day
    workbooks.given(page, workbooks.saved(tmp_path / "la.xlsx", [workbooks.HEAD, *rows]))
    assert strangers.isVisible()
    assert strangers.text() == (
        "Chưa có trong danh sách đảng viên: Giàng Thị Xa, Mùa A Lử, Vừ Thị Pà và 1 người khác; "
        "nhiệm vụ vẫn nhập với tên như trong tệp."
    )
    workbooks.press(page, "intake.run")
    assert not strangers.isVisible()
