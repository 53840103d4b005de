"""The documents page: its list and filters, what is chosen, and documents entered and deleted."""

from __future__ import annotations

import json
from datetime import date

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

import db.documents
import ui.documents
from tests.ui import filing, screens

private = filing.private
page = filing.page


def test_filters_count_and_narrow_the_list(page: ui.documents.DocumentPage) -> None:
    filing.entered(page, "Công văn đến", direction="in")
    filing.entered(page, "Tờ trình đi", direction="out")
    number = filing.thematic(page)
    assert page.counts() == {
        "all": 3,
        "in": 1,
        "out": 1,
        "internal": 1,
        "thematic": 1,
        "without_qr": 1,
    }
    screens.pressed(page, "documents.filter.without_qr")
    assert page.ids("", False) == [number]
    assert page.table.count() == 1


def test_the_latest_document_stands_first(page: ui.documents.DocumentPage) -> None:
    older = filing.entered(page, "Cũ", date=date(2025, 1, 1))
    newer = filing.entered(page, "Mới", date=date(2026, 1, 1))
    assert page.ids("", False) == [newer, older]


def test_nothing_but_words_is_in_the_list(page: ui.documents.DocumentPage) -> None:
    filing.entered(page, "<b>Trích</b> yếu")
    (row,) = page.rows(page.ids("", False))
    assert json.dumps(row, ensure_ascii=False)
    assert page.table.model().index(0, 1).data() == "<b>Trích</b> yếu"


def test_a_new_document_needs_its_title_and_the_tick(page: ui.documents.DocumentPage) -> None:
    page.start_new()
    screens.pressed(page, "documents.draft.save")
    assert db.documents.dump() == []
    screens.written(page, "documents.draft.title", "Kế hoạch năm")
    assert "Kế hoạch năm" in page.leaving()
    screens.pressed(page, "documents.draft.save")
    said = screens.part(page, QLabel, "documents.draft.not_secret.error")
    assert "bí mật nhà nước" in said.text()
    assert db.documents.dump() == []
    filing.tick(page)
    screens.pressed(page, "documents.draft.save")
    (made,) = db.documents.dump()
    assert (made["title"], made["direction"]) == ("Kế hoạch năm", "in")
    assert page.leaving() == ""
    assert page.table.current_id() == made["id"]


def test_a_given_up_draft_begins_empty_again(page: ui.documents.DocumentPage) -> None:
    page.start_new()
    screens.written(page, "documents.draft.title", "Nhầm")
    screens.pressed(page, "documents.draft.leave")
    page.start_new()
    assert filing.title(page, "draft").toPlainText() == ""


def test_another_document_and_a_new_one_are_shown_from_the_top(
    page: ui.documents.DocumentPage,
) -> None:
    page.resize(1150, 420)
    first, second = filing.entered(page), filing.entered(page, "Kế hoạch năm học")
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


def test_a_deleted_document_leaves_list_and_form_and_comes_back(
    page: ui.documents.DocumentPage,
) -> None:
    number = filing.shown(page)
    screens.pressed(page, "documents.delete")
    screens.pressed(page, "documents.step.do")
    assert page.table.count() == 0
    assert not page.record.isVisible()
    page.show_record(number)
    assert "Thùng rác" in page.notice.text()
    page.session.undo()
    assert page.table.count() == 1
