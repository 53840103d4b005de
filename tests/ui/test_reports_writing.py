"""A person's own words in a report: kept, brought up to date, and given up again."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

import db.reports
import ui.reports
import ui.session
from tests.ui import desks, quarters

session = quarters.session
page = quarters.page


def kept() -> list[dict[str, str]]:
    """The sentences in the book."""
    found: list[dict[str, str]] = db.reports.dump()[0]["sentences"] if db.reports.dump() else []
    return found


def begin(page: ui.reports.ReportPage, section: str) -> None:
    """Put a word of one's own before what was composed."""
    quarters.edit(page, section)
    QTest.keyClicks(quarters.sheet(page), "Nay ")


def edit_the_third(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    """Put a word of one's own before section 3, then let a task be done."""
    begin(page, "3")
    page.leaving()
    quarters.finish(page)
    quarters.drawn(page, qtbot)


def test_edited_words_are_saved_on_leaving_and_kept_with_what_was_composed(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    quarters.edit(page, "7")
    before = quarters.sheet(page).toPlainText()
    quarters.sheet(page).selectAll()
    QTest.keyClicks(quarters.sheet(page), "Da kiem tra hai to.")
    assert page.leaving() == ""
    assert kept() == [{"section": "7", "text": "Da kiem tra hai to.", "composed": before}]
    quarters.drawn(page, qtbot)
    page.session.undo()
    assert kept() == []


def test_words_are_saved_while_they_are_typed(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    begin(page, "7")
    qtbot.waitUntil(lambda: bool(kept()), timeout=quarters.WAIT)
    assert kept()[0]["text"].startswith("Nay ")
    assert quarters.sheet(page).hasFocus()


def test_the_composed_text_is_brought_back(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    begin(page, "7")
    page.leaving()
    quarters.drawn(page, qtbot)
    quarters.click(page, "reports.recompose")
    assert kept() == []
    assert not quarters.sheet(page).isVisible()


def test_figures_that_changed_after_editing_are_named_with_old_and_new(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    edit_the_third(page, qtbot)
    assert quarters.find(page, "reports.changed").isVisible()
    assert "Nhiệm vụ đã hoàn thành: 1 → 2" in quarters.text(page, "reports.changed.words")
    assert "Lúc sửa: “" in quarters.text(page, "reports.changed.lines")
    assert "Nay: “" in quarters.text(page, "reports.changed.lines")
    assert quarters.sheet(page).toPlainText().startswith("Nay Trong kỳ")


def test_updating_puts_the_new_figures_into_the_persons_words(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    edit_the_third(page, qtbot)
    quarters.click(page, "reports.update")
    assert "Đã hoàn thành 2 nhiệm vụ" in kept()[0]["text"]
    assert kept()[0]["text"].startswith("Nay Trong kỳ")
    assert quarters.sheet(page).toPlainText() == kept()[0]["text"]
    quarters.drawn(page, qtbot)
    assert not quarters.find(page, "reports.changed").isVisible()


def test_keeping_ones_words_settles_the_matter(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    edit_the_third(page, qtbot)
    quarters.click(page, "reports.keep")
    quarters.drawn(page, qtbot)
    assert not quarters.find(page, "reports.changed").isVisible()
    assert "Đã hoàn thành 1 nhiệm vụ" in kept()[0]["text"]
    assert "Đã hoàn thành 2 nhiệm vụ" in kept()[0]["composed"]


def test_typing_stays_while_an_export_holds_the_book(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    quarters.edit(page, "7")
    with qtbot.waitSignal(page.session.jobs.ended, timeout=quarters.WAIT):
        page.session.jobs.run("Xuất hồ sơ", lambda _tick: None, on_done=None)
        QTest.keyClicks(quarters.sheet(page), "Nay ")
        assert "chưa lưu được" in page.leaving()
        assert quarters.sheet(page).toPlainText().startswith("Nay ")
        assert "Đang làm việc khác" in quarters.text(page, "reports.text.error")
    assert page.leaving() == ""
    assert kept()[0]["text"].startswith("Nay ")


def write_lines(sheet: QPlainTextEdit, count: int) -> None:
    """Lines of one word each, in place of what stands there."""
    sheet.selectAll()
    sheet.insertPlainText("\n".join(f"Dòng {number}" for number in range(count)))
    QTest.qWait(1)


def test_a_section_is_seen_whole_up_to_24_lines_and_has_a_bar_beyond(
    page: ui.reports.ReportPage,
) -> None:
    quarters.edit(page, "7")
    sheet = quarters.sheet(page)
    for lines, scrolls in ((20, False), (24, False), (30, True)):
        write_lines(sheet, lines)
        assert bool(sheet.verticalScrollBar().maximum()) is scrolls
        assert sheet.verticalScrollBar().isVisible() is scrolls
        assert sheet.height() >= min(lines, 24) * sheet.fontMetrics().lineSpacing()


def test_where_a_section_is_written_stays_in_sight_in_large_letters(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "reports", scale=2.0)
    page = hands.desk.page()
    assert isinstance(page, ui.reports.ReportPage)
    hands.wait_until(page.sections.count, "the sections")
    page.sections.choose("7")
    hands.click("reports.edit")
    sheet = quarters.sheet(hands.window)
    write_lines(sheet, 14)
    for combination in ("Ctrl+Home", "Ctrl+End", "Ctrl+End"):
        hands.keys(combination)
    hands.type("n")
    hands.settle(20)
    caret = sheet.cursorRect().translated(sheet.viewport().pos())
    assert sheet.visibleRegion().boundingRect().contains(caret)


@pytest.mark.parametrize("other", ["", "3"])
def test_words_that_cannot_be_saved_wait_for_their_own_section(
    page: ui.reports.ReportPage, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    quarters.edit(page, "2")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(page.session.jobs, "busy", lambda: "Sao lưu")
        sheet = quarters.sheet(page)
        sheet.selectAll()
        QTest.keyClicks(sheet, "Loi cua chi bo")
        page.sections.choose(other)
    heading = "Giao nhiệm vụ theo “6 rõ, 1 xuyên suốt”"
    assert heading in page.leaving()
    assert "chưa lưu được" in page.leaving()
    assert kept() == []
    page.sections.choose("2")
    assert quarters.sheet(page).toPlainText() == "Loi cua chi bo"
    assert page.leaving() == ""
    assert [(one["section"], one["text"]) for one in kept()] == [("2", "Loi cua chi bo")]
