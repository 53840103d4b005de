"""The form of a document: saved on leaving, refused beside its field, and where it leads."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import db.documents
import db.meetings
import ui.documents
import ui.page
from tests.ui import filing, screens

private = filing.private
page = filing.page


def test_a_field_is_saved_on_leaving_it_and_taken_back(page: ui.documents.DocumentPage) -> None:
    number = filing.shown(page)
    screens.written(page, "documents.form.issuer", "Đảng ủy phường Sông Hiền")
    assert page.leaving() == ""
    assert db.documents.get(number).issuer == "Đảng ủy phường Sông Hiền"
    page.session.undo()
    assert db.documents.get(number).issuer == ""


def test_a_blank_title_is_said_beside_its_field(page: ui.documents.DocumentPage) -> None:
    number = filing.shown(page)
    title = filing.title(page)
    title.selectAll()
    QTest.keyClick(title, Qt.Key.Key_Delete)
    assert "Trích yếu" in page.leaving()
    assert filing.error(page, "title")
    assert db.documents.get(number).title == "Hướng dẫn hè"


def test_a_title_that_begins_with_the_words_of_a_mark_is_noted(
    page: ui.documents.DocumentPage,
) -> None:
    filing.shown(page)
    screens.written(page, "documents.form.title", "TỐI MẬT về kế hoạch hè")
    page.leaving()
    assert "bắt đầu bằng chữ của dấu độ mật" in page.notice.text()
    page.notice.clear()
    page.start_new()
    screens.written(page, "documents.draft.title", "MẬT Phương án bảo vệ")
    filing.tick(page)
    screens.pressed(page, "documents.draft.save")
    assert "bắt đầu bằng chữ của dấu độ mật" in page.notice.text()


def test_a_document_leads_to_the_meetings_it_served(
    page: ui.documents.DocumentPage, qtbot: QtBot
) -> None:
    number = filing.thematic(page)
    page.show_record(number)
    (meeting,) = db.meetings.Meeting.select()
    lead = screens.part(page, QWidget, f"documents.meetings.{meeting.id}")
    with qtbot.waitSignal(page.open_requested) as told:
        QTest.keyClick(lead, Qt.Key.Key_Return)
    assert told.args == ["meetings", meeting.id]


def test_tab_meets_files_and_meetings_where_they_stand(
    page: ui.documents.DocumentPage, tmp_path: Path
) -> None:
    number = filing.thematic(page)
    page.show_record(number)
    for name in ("a.txt", "b.txt"):
        filing.attach(page, filing.plain(tmp_path, name))
    ids = [one["id"] for one in db.documents.attachments(number)]
    (meeting,) = db.meetings.Meeting.select()
    met: list[str] = []
    one = page.findChild(QWidget, "documents.form.title")
    while one is not None and one.objectName() != "documents.delete":
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            met.append(one.objectName().removeprefix("documents."))
        one = ui.page.following(one)
    files = [f"form.attach.{deed}.{at}" for at in ids for deed in ("open", "remove")]
    assert met[: len(files) + 3] == ["form.title", *files, "form.attach.add", "form.direction"]
    assert met.count(f"meetings.{meeting.id}") == 1
    assert met.index(f"meetings.{meeting.id}") > met.index("form.date_words")
