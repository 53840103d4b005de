"""The report page: its title, its areas and where the keys go, and what it does without room."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import db.errors
import db.reports
import tests.db.factory
import ui.background
import ui.desk
import ui.page
import ui.reports
import ui.session
import ui.theme
from tests.ui import desks, quarters

session = quarters.session
page = quarters.page


def test_the_page_opens_at_the_quarter_to_report(page: ui.reports.ReportPage) -> None:
    assert page.title() == "Báo cáo quý III năm 2026"
    assert page.paper.preview.pages() >= 1
    assert quarters.text(page, "reports.days").startswith(
        "Số liệu tính từ 01/07/2026 đến hết 30/09/2026"
    )


def test_asked_for_by_its_key_for_the_first_time_the_keys_go_to_the_list(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today", scale=2.0)
    hands.keys("Alt+4")
    hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be read")
    assert ui.page.has_focus(hands.find("reports.sections"))


def test_the_keys_go_to_the_list_also_where_the_page_was_made_beforehand(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today")
    desk = hands.find_as(ui.desk.Desk, "desk")
    hands.wait_until(desk.is_ready, "the pages to be made")
    hands.keys("Ctrl++", "Ctrl++")
    hands.wait_until(lambda: ui.theme.scale() == 1.25, "the other size")
    hands.wait_until(desk.is_ready, "the pages to be put back")
    hands.keys("Alt+4")
    hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be read")
    assert ui.page.has_focus(hands.find("reports.sections"))


@pytest.mark.parametrize("beforehand", [True, False])
def test_the_keys_go_to_the_list_also_from_the_folded_sidebar(
    session: ui.session.Session, qtbot: QtBot, beforehand: bool
) -> None:
    ui.theme.set_scale(2.0)
    hands = desks.opened(qtbot, session, "today")
    hands.window.resize(1366, 768)
    desk = hands.find_as(ui.desk.Desk, "desk")
    if beforehand:
        hands.wait_until(desk.is_ready, "the pages to be made")
    hands.click("header.menu")
    hands.click("nav.reports")
    hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be read")
    assert ui.page.has_focus(hands.find("reports.sections"))


def test_f6_leads_through_list_text_paper_and_bar(page: ui.reports.ReportPage) -> None:
    page.sections.choose("2")
    assert page.areas() == [page.sections, page._middle, page.paper, page.periods]
    for one in page.areas():
        ui.page.put_focus(one)
        assert ui.page.has_focus(one), one


def test_where_there_is_no_room_the_parts_take_turns(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    assert page.paper.isVisible()
    assert not quarters.find(page, "reports.step.paper").isVisible()
    page.resize(700, 690)
    qtbot.waitUntil(lambda: not page.paper.isVisible())
    quarters.click(page, "reports.step.paper")
    assert page.paper.isVisible()
    assert not page.sections.isVisible()
    quarters.click(page, "reports.step.text")
    assert page.sections.isVisible()
    page.resize(480, 690)
    qtbot.waitUntil(lambda: not page.sections.isVisible())
    quarters.click(page, "reports.step.list")
    assert page.sections.isVisible()


def test_a_part_that_goes_out_of_sight_hands_the_keys_to_the_one_in_its_place(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    page.take_focus()
    assert ui.page.has_focus(page.sections)
    page.resize(540, 690)
    qtbot.waitUntil(lambda: not page.sections.isVisible())
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not page.periods.isAncestorOf(focused)


def test_beside_other_work_the_period_is_not_read_again_before_that_is_over(
    page: ui.reports.ReportPage, session: ui.session.Session, qtbot: QtBot
) -> None:
    may_end = threading.Event()

    def work(_tick: ui.background.Tick) -> None:
        may_end.wait(quarters.WAIT / 1000)

    other = session.jobs.run("Sao lưu", work, on_done=None)
    with qtbot.assertNotEmitted(session.jobs.started, wait=2 * ui.reports.REST):
        page.reload()
    with qtbot.waitSignal(page.paper.ready, timeout=quarters.WAIT):
        may_end.set()
    assert other not in session.jobs.running()


def test_after_sending_nothing_is_edited_and_figures_of_then_stand_first(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    now = tests.db.factory.moment(quarters.TODAY, second=9)
    report = db.reports.begin(quarters.Q3, now)
    span = db.reports.window(quarters.Q3, quarters.TODAY)
    assert page._read is not None
    told = {name: one.printed() for name, one in page._read.figures.items()}
    db.reports.finalise(report, span.cutoff, told, now)
    quarters.finish(page)
    quarters.drawn(page, qtbot)
    page.sections.choose("")
    said = " ".join(one.text() for one in quarters.find(page, "reports.moved").findChildren(QLabel))
    assert "Nhiệm vụ đã hoàn thành: đã báo cáo 1; hôm nay 2" in said
    page.sections.choose("3")
    assert not quarters.find(page, "reports.edit").isVisible()
    assert not quarters.find(page, "reports.close").isVisible()
    quarters.click(page, "reports.submit")
    with qtbot.waitSignal(page.paper.ready, timeout=quarters.WAIT):
        quarters.click(page, "reports.ask.do")
    assert db.reports.dump()[0]["state"] == "submitted"


def test_no_verb_is_done_by_looking(page: ui.reports.ReportPage) -> None:
    page.sections.choose("3")
    assert db.reports.dump() == []
    with pytest.raises(db.errors.RecordError):
        page.session.undoing.undo(tests.db.factory.moment(quarters.TODAY))
