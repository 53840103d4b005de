"""Files of a document: dropped, judged by their marks of secrecy, kept and taken away."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import db.documents
import db.secrecy
import ui.documents
from tests.ui import filing, screens

private = filing.private
page = filing.page


def word(text: str) -> bytes:
    """A Word file that says ``text``."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"{body}</w:body></w:document>")
    return file.getvalue()


def test_a_file_dropped_on_a_text_field_is_attached_and_no_text(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = filing.shown(page)
    filing.attach(page, filing.plain(tmp_path, "gợi ý.txt"))
    assert filing.files(number) == ["gợi ý.txt"]
    assert page.notice.text() == ""
    assert filing.title(page).toPlainText() == "Hướng dẫn hè"
    page.session.undo()
    assert filing.files(number) == []


def test_files_dropped_on_a_row_go_to_its_document(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    first = filing.entered(page, "Thứ nhất", date=date(2026, 5, 1))
    second = filing.entered(page, "Thứ hai", date=date(2026, 4, 1))
    page.show_record(first)
    paths = [filing.plain(tmp_path, name) for name in ("a.txt", "b.txt")]
    index = page.table.model().index(1, 0)
    filing.drop(page.table.viewport(), page.table.visualRect(index).center(), *paths)
    filing.settle(page)
    assert filing.files(first) == []
    assert filing.files(second) == ["a.txt", "b.txt"]


def test_a_drop_below_the_rows_is_answered(page: ui.documents.DocumentPage, tmp_path: Path) -> None:
    filing.entered(page)
    path = filing.plain(tmp_path)
    filing.drop(page.table.viewport(), QPoint(5, page.table.viewport().height() - 5), path)
    assert "dòng" in page.notice.text()


def test_files_dropped_beside_go_to_the_document_in_sight(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = filing.entered(page)
    path = filing.plain(tmp_path)
    filing.drop(page, QPoint(5, 5), path)
    assert "dòng" in page.notice.text()
    page.start_new()
    title = filing.title(page, "draft")
    filing.drop(title.viewport(), QPoint(3, 3), path)
    assert "ghi văn bản vào sổ" in page.notice.text()
    assert title.toPlainText() == ""
    page.show_record(number)
    filing.drop(page, QPoint(5, 5), path)
    filing.settle(page)
    assert filing.files(number) == ["a.txt"]


def test_a_mark_is_refused_beside_the_files_and_the_next_file_is_kept(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = filing.shown(page)
    marked = tmp_path / "công văn.docx"
    marked.write_bytes(word("TUYỆT MẬT"))
    filing.attach(page, marked, filing.plain(tmp_path, "b.txt"))
    assert db.secrecy.SENTENCE in filing.error(page, "attach")
    assert filing.files(number) == ["b.txt"]


def test_a_scan_is_kept_with_a_warning(page: ui.documents.DocumentPage, tmp_path: Path) -> None:
    number = filing.shown(page)
    scan = tmp_path / "ban chup.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n")
    filing.attach(page, scan)
    assert filing.files(number) == ["ban chup.png"]
    assert "không đọc được chữ trong “ban chup.png”" in page.notice.text()


def test_a_damaged_file_says_which(page: ui.documents.DocumentPage, tmp_path: Path) -> None:
    number = filing.shown(page)
    path = tmp_path / "hỏng.docx"
    path.write_bytes(b"PK\x03\x04 nothing")
    filing.attach(page, path)
    assert "“hỏng.docx”" in filing.error(page, "attach")
    assert filing.files(number) == []


def test_a_file_lands_with_its_document_though_another_is_in_sight(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number, other = filing.entered(page), filing.entered(page, "Khác")
    page.show_record(number)
    path = filing.plain(tmp_path)
    page.record.drop([QUrl.fromLocalFile(str(path))])
    assert "a.txt" in page.leaving()
    page.show_record(other)
    filing.settle(page)
    assert (filing.files(number), filing.files(other)) == (["a.txt"], [])


def test_a_file_is_taken_away_only_when_asked_twice(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = filing.shown(page)
    filing.attach(page, filing.plain(tmp_path))
    (one,) = db.documents.attachments(number)
    screens.pressed(page, f"documents.form.attach.remove.{one['id']}")
    assert filing.files(number) == ["a.txt"]
    screens.pressed(page, "documents.step.do")
    assert filing.files(number) == []
    page.session.undo()
    assert filing.files(number) == ["a.txt"]


def test_the_keys_stay_with_the_files_when_one_is_taken_away_and_brought_back(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = filing.thematic(page)
    page.show_record(number)
    filing.attach(page, filing.plain(tmp_path))
    (one,) = db.documents.attachments(number)
    remove = screens.part(page, QWidget, f"documents.form.attach.remove.{one['id']}")
    remove.setFocus()
    screens.pressed(page, f"documents.form.attach.remove.{one['id']}")
    do = screens.part(page, QWidget, "documents.step.do")
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
    filing.shown(page)
    good, empty, marked = filing.plain(tmp_path), tmp_path / "trong.txt", tmp_path / "b.txt"
    empty.write_bytes(b"")
    marked.write_text("MẬT\nnội dung", encoding="utf-8")
    filing.attach(page, marked, good, empty)
    assert db.secrecy.SENTENCE in filing.error(page, "attach")
    assert "“trong.txt” là tệp trống" in filing.error(page, "attach")
    filing.attach(page, good)
    assert filing.error(page, "attach") == ""
