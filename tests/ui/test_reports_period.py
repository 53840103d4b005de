"""The period of a report and what is asked about it: which one, its closing, number and day."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import db.periods
import db.reports
import tests.db.factory
import ui.asking
import ui.reports
import ui.session
from tests.ui import desks, quarters

session = quarters.session
page = quarters.page


def test_another_period_is_typed_or_picked_from_those_begun(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    db.reports.begin(db.periods.quarter(2026, 2), tests.db.factory.moment(quarters.TODAY))
    quarters.click(page, "reports.period.other")
    assert quarters.find(page, "reports.period.begun.2026-Q2").isVisible()
    QTest.keyClicks(quarters.find(page, "reports.period.typed"), "quy 1/2026")
    with qtbot.waitSignal(page.figures_ready, timeout=quarters.WAIT):
        quarters.click(page, "reports.period.go")
    assert page.title() == "Báo cáo quý I năm 2026"
    with qtbot.waitSignal(page.figures_ready, timeout=quarters.WAIT):
        page.show_record(1)
    assert page.title() == "Báo cáo quý II năm 2026"


def test_a_period_that_has_not_begun_says_so(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    page.periods.chosen.emit(db.periods.year(2028))
    qtbot.waitUntil(
        lambda: "chưa có ngày nào" in quarters.text(page, "reports.reading"), timeout=quarters.WAIT
    )
    assert page.sections.count() == 0


def test_closing_the_figures_asks_the_day_in_place(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    quarters.click(page, "reports.close")
    day = quarters.find(page, "reports.ask.on")
    day.setFocus()
    QTest.keySequence(day, "Ctrl+A")
    QTest.keyClicks(day, "25/9/2026")
    with qtbot.waitSignal(page.paper.ready, timeout=quarters.WAIT):
        quarters.click(page, "reports.ask.do")
    page.sections.choose("")
    assert "đến hết 25/09/2026, đã chốt" in quarters.text(page, "reports.days")


def test_tab_stops_at_every_period_wherever_the_keys_were(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today")
    hands.keys("Alt+4")
    hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be read")
    hands.find("reports.period.this").setFocus()
    hands.focus_on("reports.export")
    met = []
    for _ in range(4):
        hands.keys("Tab")
        met.append(hands.focus())
    assert met == [f"reports.period.{key}" for key in ("this", "last", "year", "other")]
    hands.keys("Enter")
    assert hands.focus() == "reports.period.typed"
    assert hands.find_as(QPushButton, "reports.period.other").isChecked()
    hands.keys("Escape")
    pressed = [one for one in met if hands.find_as(QPushButton, one).isChecked()]
    assert pressed in (["reports.period.this"], ["reports.period.last"])
    hands.click(pressed[0])
    assert hands.find_as(QPushButton, pressed[0]).isChecked()


def test_after_the_sending_is_entered_the_keys_are_in_the_list(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    db.reports.begin(db.periods.quarter(2026, 3), tests.db.factory.moment(quarters.TODAY))
    hands = desks.opened(qtbot, session, "today")
    hands.keys("Alt+4")
    hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be read")
    hands.focus_on("reports.submit")
    hands.keys("Enter")
    told = hands.find_as(ui.asking.Asking, "reports.ask").findChildren(QLabel)
    assert any("chưa xuất hồ sơ" in one.text() for one in told)
    hands.keys("Ctrl+Enter")
    hands.wait_until(lambda: not hands.sees("reports.ask"), "the question to be answered")
    hands.wait_until(lambda: hands.focus() == "reports.sections", "the keys in the list")
    assert hands.text_of("reports.period.state") == "Đã gửi"


def test_a_day_outside_the_period_closes_no_figures(page: ui.reports.ReportPage) -> None:
    quarters.click(page, "reports.close")
    day = quarters.find(page, "reports.ask.on")
    for typed in ("20/10/2026", "30/06/2026"):
        QTest.keySequence(day, "Ctrl+A")
        QTest.keyClicks(day, typed)
        quarters.click(page, "reports.ask.do")
        assert f"Ngày {typed} không thuộc kỳ" in quarters.text(page, "reports.ask.on.error")
    assert db.reports.dump() == [] or db.reports.dump()[0]["closed_on"] is None


def test_number_and_day_may_stay_blank(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    quarters.click(page, "reports.number")
    QTest.keyClicks(quarters.find(page, "reports.ask.number"), "7")
    with qtbot.waitSignal(page.paper.ready, timeout=quarters.WAIT):
        quarters.click(page, "reports.ask.do")
    assert (db.reports.dump()[0]["number"], db.reports.dump()[0]["dated"]) == (7, None)


def test_tab_meets_a_question_and_the_reports_begun_where_they_stand(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    db.reports.begin(quarters.Q3, tests.db.factory.moment(quarters.TODAY, second=9))
    quarters.drawn(page, qtbot)
    smaller = quarters.find(page, "reports.preview.smaller")
    for _ in range(2):
        quarters.click(page, "reports.close")
        QTest.qWait(1)  # the fields of the question before go for good
        met = quarters.stops(page, page.sections, smaller)
        assert met == ["sections", "ask.on", "ask.do", "ask.leave"]
        QTest.keyClick(quarters.find(page, "reports.ask.on"), Qt.Key.Key_Escape)
        assert quarters.find(page, "reports.close").hasFocus()
    quarters.click(page, "reports.period.other")
    assert quarters.stops(page, page.sections, smaller) == [
        "sections", "period.typed", "period.go", "period.close", "period.begun.2026-Q3",
    ]  # fmt: skip
    QTest.keyClick(quarters.find(page, "reports.period.typed"), Qt.Key.Key_Escape)
    assert quarters.find(page, "reports.period.other").hasFocus()
