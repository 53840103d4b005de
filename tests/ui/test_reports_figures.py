"""Figures in the text of a report: buttons over their numbers, and the records behind them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import exports.figures
import exports.forms
import ui.reports
import ui.reports.composed
import ui.theme
from tests.ui import quarters, typing_hands

session = quarters.session
page = quarters.page


def test_a_figure_lists_the_records_behind_it_and_each_leads_on(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    page.sections.choose("3")
    quarters.click(page, "reports.figure.tasks_in_period")
    assert quarters.text(page, "reports.behind.title") == "Danh sách 3 nhiệm vụ đã tính"
    line = quarters.find(page, "reports.behind.1")
    with qtbot.waitSignal(page.open_requested) as heard:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard.args == ["tasks", 2]


def test_a_figure_is_pressed_by_key_and_a_conclusion_leads_to_its_meeting(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    page.sections.choose("1")
    figure = quarters.find(page, "reports.figure.conclusions")
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert quarters.text(page, "reports.behind.title") == "Danh sách 1 kết luận đã tính"
    with qtbot.waitSignal(page.open_requested) as heard:
        QTest.mouseClick(quarters.find(page, "reports.behind.0"), Qt.MouseButton.LeftButton)
    assert heard.args == ["meetings", 1]


@pytest.mark.parametrize("from_the_list", [False, True])
def test_escape_closes_the_list_of_a_figure_and_leads_back_to_it(
    page: ui.reports.ReportPage, from_the_list: bool
) -> None:
    page.sections.choose("2")
    figure = quarters.find(page, "reports.figure.tasks_in_period")
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    at = quarters.find(page, "reports.behind.1") if from_the_list else figure
    at.setFocus()
    QTest.keyClick(at, Qt.Key.Key_Escape)
    assert not quarters.find(page, "reports.behind").isVisible()
    assert figure.hasFocus()


def test_where_there_is_no_room_the_keys_go_with_what_is_shown(
    page: ui.reports.ReportPage,
) -> None:
    page.resize(1130, 400)
    QTest.qWait(1)
    page.sections.choose("2")
    figure = quarters.find(page, "reports.figure.tasks_in_period")
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert not figure.isVisible()
    now = QApplication.focusWidget()
    assert now is not None
    assert now.objectName() == "reports.behind.close"
    QTest.keyClick(now, Qt.Key.Key_Return)
    assert figure.hasFocus()


def test_a_text_being_edited_stays_beside_a_figures_list_while_help_takes_room(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    quarters.edit(page, "2")
    quarters.click(page, "reports.figure.tasks_in_period")
    page.resize(1130, 400)
    QTest.qWait(1)
    quarters.drawn(page, qtbot)
    assert quarters.sheet(page).isVisible()
    assert quarters.find(page, "reports.behind").isVisible()


def test_a_text_that_made_room_comes_back_where_there_is_room(
    page: ui.reports.ReportPage,
) -> None:
    page.resize(1130, 400)
    QTest.qWait(1)
    page.sections.choose("2")
    quarters.click(page, "reports.figure.tasks_in_period")
    page.resize(1130, 690)
    QTest.qWait(1)
    assert quarters.find(page, "reports.figure.tasks_in_period").isVisible()
    assert quarters.find(page, "reports.behind").isVisible()


def test_the_button_of_a_figure_lies_over_its_number(page: ui.reports.ReportPage) -> None:
    page.sections.choose("3")
    figure = quarters.find(page, "reports.figure.tasks_carried_over")
    around = page.section.findChild(QWidget, "reports.composed")
    assert around is not None
    assert around.rect().contains(figure.geometry())
    assert figure.width() < 40
    assert "nhiệm vụ" in figure.accessibleName().lower()


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_figures_stay_under_their_buttons_at_every_scale(
    page: ui.reports.ReportPage, qtbot: QtBot, scale: float
) -> None:
    page.sections.choose("3")
    figure = quarters.find(page, "reports.figure.tasks_in_period")
    before = figure.height()
    ui.theme.set_scale(scale)
    qtbot.waitUntil(lambda: figure.height() > before, timeout=quarters.WAIT)
    around = quarters.find(page, "reports.composed")
    assert around.rect().contains(figure.geometry())


def test_only_what_has_the_keys_has_their_frame() -> None:
    rules = (Path(ui.theme.__file__).parent / "data" / "look.qss").read_text("utf-8").split("}")
    framed = [one for one in rules if 'figure="true"' in one and "$BLUE" in one]
    assert len(framed) == 1
    assert ":checked" not in framed[0]


def test_a_text_measured_while_it_is_written_looks_for_no_figure_of_the_one_before(
    qtbot: QtBot,
) -> None:
    """Qt warns of a place that is not there any more, and a warning is a failure."""
    text = ui.reports.composed.Composed("reports.composed")
    typing_hands.show_in_window(qtbot, text)
    name = next(iter(exports.figures.labels()))
    before = "Trong kỳ có 12 việc, trong đó 9 việc đã xong."
    text.show_text(before, [exports.forms.Span(name, 12, 14), exports.forms.Span(name, 29, 30)])
    text.textChanged.connect(partial(text.resize, 300, text.height()))
    text.show_text("Có 3 việc.", [exports.forms.Span(name, 3, 4)])
    assert text.toPlainText() == "Có 3 việc."
