"""The documents page: lists, files with marks of secrecy, copies outside the book, QR codes."""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import db.documents
import db.meetings
import db.meetings.steps
import db.secrecy
import tests.db.factory
import tests.ui.typing_hands
import ui.attachments
import ui.choosing
import ui.documents
import ui.documents.code
import ui.preview
import ui.printing
import ui.session
from tests.ui.screens import pressed, written

READ = b"Noi dung tra cuu cua chi bo"


@pytest.fixture(autouse=True)
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime folder of the test's own, and nothing that opens files."""
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setattr(ui.printing, "open_outside", _nothing)
    yield runtime
    ui.attachments.wipe()


def _nothing(_path: Path) -> None:
    """Nobody opens anything."""


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> ui.documents.DocumentPage:
    made = ui.documents.DocumentPage(session)
    made.resize(1150, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def entered(page: ui.documents.DocumentPage, title: str = "Hướng dẫn hè", **more: object) -> int:
    """A document that is in the book and in the list."""
    number = int(str(tests.db.factory.document(title, **more).id))
    page.reload()
    return number


def thematic(page: ui.documents.DocumentPage) -> int:
    """A document that serves a thematic meeting."""
    meeting = tests.db.factory.meeting("Chuyên đề chuyển đổi số", meeting_kind="thematic")
    document = entered(page, "Tài liệu chuyển đổi số")
    db.meetings.steps.use_document(meeting, document, tests.db.factory.moment())
    page.reload()
    return document


def drop(widget: QWidget, at: QPoint, *paths: Path) -> None:
    """Let files fall on a widget, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, *held)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, *held))


def attach(page: ui.documents.DocumentPage, *paths: Path) -> None:
    """Drop files on the form and wait until they are read."""
    title = page.findChild(QPlainTextEdit, "documents.form.title")
    assert title is not None
    drop(title.viewport(), QPoint(3, 3), *paths)
    settle(page)


def settle(page: ui.documents.DocumentPage) -> None:
    """Wait until every file is read: each begins when the one before has ended."""
    while page.session.jobs.running():
        page.session.jobs.wait_all(5000)


def files(number: int) -> list[str]:
    return [one["name"] for one in db.documents.attachments(number)]


def error(page: ui.documents.DocumentPage, field: str) -> str:
    form = page.record._form
    return str(form.error(field))


def word(text: str) -> bytes:
    """A Word file that says ``text``."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"{body}</w:body></w:document>")
    return file.getvalue()


def test_filters_count_and_narrow_the_list(page: ui.documents.DocumentPage) -> None:
    entered(page, "Công văn đến", direction="in")
    entered(page, "Tờ trình đi", direction="out")
    number = thematic(page)
    assert page.counts() == {
        "all": 3,
        "in": 1,
        "out": 1,
        "internal": 1,
        "thematic": 1,
        "without_qr": 1,
    }
    pressed(page, "documents.filter.without_qr")
    assert page.ids("", False) == [number]
    assert page.table.count() == 1


def test_the_latest_document_stands_first(page: ui.documents.DocumentPage) -> None:
    older = entered(page, "Cũ", date=date(2025, 1, 1))
    newer = entered(page, "Mới", date=date(2026, 1, 1))
    assert page.ids("", False) == [newer, older]


def test_a_new_document_needs_its_title_and_the_tick(page: ui.documents.DocumentPage) -> None:
    page.start_new()
    pressed(page, "documents.draft.save")
    assert db.documents.dump() == []
    written(page, "documents.draft.title", "Kế hoạch năm")
    assert "Kế hoạch năm" in page.leaving()
    pressed(page, "documents.draft.save")
    said = page.findChild(QLabel, "documents.draft.not_secret.error")
    assert said is not None
    assert "bí mật nhà nước" in said.text()
    assert db.documents.dump() == []
    tick = page.findChild(QWidget, "documents.draft.not_secret")
    assert tick is not None
    QTest.keyClick(tick, Qt.Key.Key_Space)
    pressed(page, "documents.draft.save")
    (made,) = db.documents.dump()
    assert (made["title"], made["direction"]) == ("Kế hoạch năm", "in")
    assert page.leaving() == ""
    assert page.table.current_id() == made["id"]


def test_a_given_up_draft_begins_empty_again(page: ui.documents.DocumentPage) -> None:
    page.start_new()
    written(page, "documents.draft.title", "Nhầm")
    pressed(page, "documents.draft.leave")
    page.start_new()
    title = page.findChild(QPlainTextEdit, "documents.draft.title")
    assert title is not None
    assert title.toPlainText() == ""


def test_a_field_is_saved_on_leaving_it_and_taken_back(page: ui.documents.DocumentPage) -> None:
    number = entered(page)
    page.show_record(number)
    written(page, "documents.form.issuer", "Đảng ủy phường Sông Hiền")
    assert page.leaving() == ""
    assert db.documents.get(number).issuer == "Đảng ủy phường Sông Hiền"
    page.session.undo()
    assert db.documents.get(number).issuer == ""


def test_a_blank_title_is_said_beside_its_field(page: ui.documents.DocumentPage) -> None:
    number = entered(page)
    page.show_record(number)
    title = page.findChild(QPlainTextEdit, "documents.form.title")
    assert title is not None
    title.selectAll()
    QTest.keyClick(title, Qt.Key.Key_Delete)
    assert "Trích yếu" in page.leaving()
    assert error(page, "title")
    assert db.documents.get(number).title == "Hướng dẫn hè"


def test_a_file_dropped_on_a_text_field_is_attached_and_no_text(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = entered(page)
    page.show_record(number)
    path = tmp_path / "gợi ý.txt"
    path.write_bytes(READ)
    attach(page, path)
    assert files(number) == ["gợi ý.txt"]
    assert page.notice.text() == ""
    title = page.findChild(QPlainTextEdit, "documents.form.title")
    assert title is not None
    assert title.toPlainText() == "Hướng dẫn hè"
    page.session.undo()
    assert files(number) == []


def test_files_dropped_on_a_row_go_to_its_document(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    first = entered(page, "Thứ nhất", date=date(2026, 5, 1))
    second = entered(page, "Thứ hai", date=date(2026, 4, 1))
    page.show_record(first)
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_bytes(READ)
    index = page.table.model().index(1, 0)
    drop(page.table.viewport(), page.table.visualRect(index).center(), *paths)
    settle(page)
    assert files(first) == []
    assert files(second) == ["a.txt", "b.txt"]


def test_a_drop_below_the_rows_is_answered(page: ui.documents.DocumentPage, tmp_path: Path) -> None:
    entered(page)
    path = tmp_path / "a.txt"
    path.write_bytes(READ)
    drop(page.table.viewport(), QPoint(5, page.table.viewport().height() - 5), path)
    assert "dòng" in page.notice.text()


def test_files_dropped_beside_go_to_the_document_in_sight(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = entered(page)
    path = tmp_path / "a.txt"
    path.write_bytes(READ)
    drop(page, QPoint(5, 5), path)
    assert "dòng" in page.notice.text()
    page.start_new()
    title = page.findChild(QPlainTextEdit, "documents.draft.title")
    assert title is not None
    drop(title.viewport(), QPoint(3, 3), path)
    assert "ghi văn bản vào sổ" in page.notice.text()
    assert title.toPlainText() == ""
    page.show_record(number)
    drop(page, QPoint(5, 5), path)
    settle(page)
    assert files(number) == ["a.txt"]


def test_a_mark_is_refused_beside_the_files_and_the_next_file_is_kept(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = entered(page)
    page.show_record(number)
    marked, plain = tmp_path / "công văn.docx", tmp_path / "b.txt"
    marked.write_bytes(word("TUYỆT MẬT"))
    plain.write_bytes(READ)
    attach(page, marked, plain)
    assert db.secrecy.SENTENCE in error(page, "attach")
    assert files(number) == ["b.txt"]


def test_a_scan_is_kept_with_a_warning(page: ui.documents.DocumentPage, tmp_path: Path) -> None:
    number = entered(page)
    page.show_record(number)
    scan = tmp_path / "ban chup.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n")
    attach(page, scan)
    assert files(number) == ["ban chup.png"]
    assert "không đọc được chữ trong “ban chup.png”" in page.notice.text()


def test_a_damaged_file_says_which(page: ui.documents.DocumentPage, tmp_path: Path) -> None:
    number = entered(page)
    page.show_record(number)
    path = tmp_path / "hỏng.docx"
    path.write_bytes(b"PK\x03\x04 nothing")
    attach(page, path)
    assert "“hỏng.docx”" in error(page, "attach")
    assert files(number) == []


def test_a_file_lands_with_its_document_though_another_is_in_sight(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number, other = entered(page), entered(page, "Khác")
    page.show_record(number)
    path = tmp_path / "a.txt"
    path.write_bytes(READ)
    page.record.drop([QUrl.fromLocalFile(str(path))])
    assert "a.txt" in page.leaving()
    page.show_record(other)
    settle(page)
    assert (files(number), files(other)) == (["a.txt"], [])


def test_a_file_is_taken_away_only_when_asked_twice(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = entered(page)
    page.show_record(number)
    path = tmp_path / "a.txt"
    path.write_bytes(READ)
    attach(page, path)
    (one,) = db.documents.attachments(number)
    pressed(page, f"documents.form.attach.remove.{one['id']}")
    assert files(number) == ["a.txt"]
    pressed(page, "documents.step.do")
    assert files(number) == []
    page.session.undo()
    assert files(number) == ["a.txt"]


def test_an_opened_file_is_a_private_read_only_copy_that_is_wiped(
    page: ui.documents.DocumentPage, tmp_path: Path, private: Path
) -> None:
    number = entered(page)
    page.show_record(number)
    path = tmp_path / "a.txt"
    path.write_bytes(READ)
    attach(page, path)
    (one,) = db.documents.attachments(number)
    pressed(page, f"documents.form.attach.open.{one['id']}")
    (copy,) = private.rglob("a.txt")
    assert copy.read_bytes() == READ
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400
        assert {stat.S_IMODE(one.stat().st_mode) for one in list(copy.parents)[:2]} == {0o700}
    assert "“a.txt”" in page.outside.text()
    pressed(page, "documents.outside.action")
    assert list(private.iterdir()) == []
    assert page.outside.text() == ""


def test_what_an_earlier_run_left_is_wiped_and_an_open_window_is_not(private: Path) -> None:
    left = private / "sochibo-tep-mo-cu" / "x"
    left.mkdir(parents=True)
    (left / "a.pdf").write_bytes(READ)
    (left / "a.pdf").chmod(0o400)
    beside = private / "sochibo-tep-mo-khac"
    beside.mkdir()
    lock = QLockFile(str(beside / "dang-mo.khoa"))
    assert lock.tryLock(0)
    assert ui.attachments.wipe() == []
    assert not left.parent.exists()
    assert beside.exists()
    lock.unlock()


def test_names_of_attachments_lead_out_of_no_folder(private: Path) -> None:
    path = ui.attachments.open_copy("../../ngoài.pdf", READ)
    assert private in path.resolve().parents
    assert path.name == "_.._ngoài.pdf"


def test_what_may_be_a_program_is_not_started_but_saved(
    page: ui.documents.DocumentPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = entered(page)
    page.show_record(number)
    path, target = tmp_path / "a.exe", tmp_path / "ra.exe"
    path.write_bytes(b"MZ")
    attach(page, path)
    (one,) = db.documents.attachments(number)
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target])
    pressed(page, f"documents.form.attach.open.{one['id']}")
    assert target.read_bytes() == b"MZ"
    assert ui.attachments.outside() == []


def test_a_qr_code_is_given_shown_and_saved(
    page: ui.documents.DocumentPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = thematic(page)
    page.show_record(number)
    pressed(page, "documents.qr")
    written(page, "documents.step.link", "https://phuong.example/hd")
    pressed(page, "documents.step.do")
    document = db.documents.get(number)
    assert (document.qr_on, document.link) == (tests.db.factory.TODAY, "https://phuong.example/hd")
    picture = page.findChild(QWidget, "documents.qr.picture")
    assert picture is not None
    assert picture.isVisible()
    target = tmp_path / "ma.png"
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target])
    pressed(page, "documents.qr.png")
    image, squares = QImage(str(target)), ui.documents.code.matrix("https://phuong.example/hd")
    side = image.width() // (len(squares) + 8)
    read = [
        [image.pixelColor((x + 4) * side + side // 2, (y + 4) * side + side // 2).value() < 128
         for x in range(len(squares))]
        for y in range(len(squares))
    ]  # fmt: skip
    assert read == [list(row) for row in squares]
    target = tmp_path / "ma.pdf"
    pressed(page, "documents.qr.pdf")
    assert target.read_bytes().startswith(b"%PDF")


def test_a_day_after_today_is_answered_in_the_question(page: ui.documents.DocumentPage) -> None:
    number = entered(page)
    page.show_record(number)
    pressed(page, "documents.qr")
    day = page.findChild(QLineEdit, "documents.step.on")
    assert day is not None
    day.selectAll()
    written(page, "documents.step.on", "mai")
    pressed(page, "documents.step.do")
    assert db.documents.get(number).qr_on is None
    said = page.findChild(QWidget, "documents.step.error")
    assert said is not None
    assert said.isVisible()


def test_a_code_without_a_link_says_title_number_and_digest() -> None:
    assert ui.documents.code.matrix("a" * 3000) == ()
    assert len(ui.documents.code.matrix("Tài liệu")) >= 21


def test_a_document_leads_to_the_meetings_it_served(
    page: ui.documents.DocumentPage, qtbot: QtBot
) -> None:
    number = thematic(page)
    page.show_record(number)
    (meeting,) = db.meetings.Meeting.select()
    lead = page.findChild(QWidget, f"documents.meetings.{meeting.id}")
    assert lead is not None
    with qtbot.waitSignal(page.open_requested) as told:
        QTest.keyClick(lead, Qt.Key.Key_Return)
    assert told.args == ["meetings", meeting.id]


def test_a_deleted_document_leaves_list_and_form_and_comes_back(
    page: ui.documents.DocumentPage,
) -> None:
    number = entered(page)
    page.show_record(number)
    pressed(page, "documents.delete")
    pressed(page, "documents.step.do")
    assert page.table.count() == 0
    assert not page.record.isVisible()
    page.show_record(number)
    assert "Thùng rác" in page.notice.text()
    page.session.undo()
    assert page.table.count() == 1


def test_nothing_but_words_is_in_the_list(page: ui.documents.DocumentPage) -> None:
    entered(page, "<b>Trích</b> yếu")
    (row,) = page.rows(page.ids("", False))
    assert json.dumps(row, ensure_ascii=False)
    assert page.table.model().index(0, 1).data() == "<b>Trích</b> yếu"


def test_tab_meets_files_and_meetings_where_they_stand(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = thematic(page)
    page.show_record(number)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(READ)
        attach(page, tmp_path / name)
    ids = [one["id"] for one in db.documents.attachments(number)]
    (meeting,) = db.meetings.Meeting.select()
    met: list[str] = []
    one = page.findChild(QWidget, "documents.form.title")
    while one is not None and one.objectName() != "documents.delete":
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            met.append(one.objectName().removeprefix("documents."))
        one = one.nextInFocusChain()
    files = [f"form.attach.{deed}.{at}" for at in ids for deed in ("open", "remove")]
    assert met[: len(files) + 3] == ["form.title", *files, "form.attach.add", "form.direction"]
    assert met.count(f"meetings.{meeting.id}") == 1
    assert met.index(f"meetings.{meeting.id}") > met.index("form.date_words")


def test_the_keys_stay_with_the_files_when_one_is_taken_away_and_brought_back(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = thematic(page)
    page.show_record(number)
    (tmp_path / "a.txt").write_bytes(READ)
    attach(page, tmp_path / "a.txt")
    (one,) = db.documents.attachments(number)
    remove = page.findChild(QWidget, f"documents.form.attach.remove.{one['id']}")
    assert remove is not None
    remove.setFocus()
    pressed(page, f"documents.form.attach.remove.{one['id']}")
    do = page.findChild(QWidget, "documents.step.do")
    assert do is not None
    QTest.keyClick(do, Qt.Key.Key_Return)
    for undo in (False, True):
        if undo:
            page.session.undo()
        QTest.qWait(1)
        now = QApplication.focusWidget()
        assert now is not None
        assert now.objectName() == "documents.form.attach.add"
        assert now.visibleRegion().boundingRect() == now.rect()


def test_a_refusal_is_no_longer_said_once_other_files_are_dropped(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    page.show_record(entered(page))
    good, empty, marked = (tmp_path / name for name in ("a.txt", "trong.txt", "b.txt"))
    good.write_bytes(READ)
    empty.write_bytes(b"")
    marked.write_text("MẬT\nnội dung", encoding="utf-8")
    attach(page, marked, good, empty)
    assert db.secrecy.SENTENCE in error(page, "attach")
    assert "“trong.txt” là tệp trống" in error(page, "attach")
    attach(page, good)
    assert error(page, "attach") == ""


def test_a_link_that_is_no_address_is_said_beside_its_field(
    page: ui.documents.DocumentPage,
) -> None:
    number = entered(page)
    page.show_record(number)
    pressed(page, "documents.qr")
    written(page, "documents.step.link", "mai")
    pressed(page, "documents.step.do")
    said = page.findChild(QLabel, "documents.step.link.error")
    assert said is not None
    assert "“mai” không phải địa chỉ" in said.text()
    assert db.documents.get(number).qr_on is None


def test_the_sheet_of_a_code_can_be_looked_at_before_it_is_printed(
    page: ui.documents.DocumentPage, qtbot: QtBot
) -> None:
    number = entered(page)
    db.documents.issue_qr(
        db.documents.get(number), tests.db.factory.TODAY, "", tests.db.factory.moment()
    )
    page.show_record(number)
    pressed(page, "documents.qr.look")
    sheet = page.findChild(ui.preview.Preview, "documents.qr.sheet")
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.pages() == 1)
    assert sheet.isVisible()
    pressed(page, "documents.qr.look")
    assert not sheet.isVisible()


def test_another_document_and_a_new_one_are_shown_from_the_top(
    page: ui.documents.DocumentPage,
) -> None:
    page.resize(1150, 420)
    first, second = entered(page), entered(page, "Kế hoạch năm học")
    page.show_record(first)
    QTest.qWait(1)
    bar = page.record._place.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    page.show_record(second)
    assert bar.value() == 0
    assert page.draft._area is not None
    draft = page.draft._area.verticalScrollBar()
    for _ in range(2):
        page.start_new()
        QTest.qWait(1)
        assert draft.value() == 0
        draft.setValue(draft.maximum())
        page.show_record(first)


def test_a_title_that_begins_with_the_words_of_a_mark_is_noted(
    page: ui.documents.DocumentPage,
) -> None:
    page.show_record(entered(page))
    written(page, "documents.form.title", "TỐI MẬT về kế hoạch hè")
    page.leaving()
    assert "bắt đầu bằng chữ của dấu độ mật" in page.notice.text()
    page.notice.clear()
    page.start_new()
    written(page, "documents.draft.title", "MẬT Phương án bảo vệ")
    tick = page.findChild(QWidget, "documents.draft.not_secret")
    assert tick is not None
    QTest.keyClick(tick, Qt.Key.Key_Space)
    pressed(page, "documents.draft.save")
    assert "bắt đầu bằng chữ của dấu độ mật" in page.notice.text()
