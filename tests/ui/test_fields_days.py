"""Days and periods: understood on leaving, told softly, picked in a Vietnamese calendar."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import db.periods
import tests.ui.typing_hands as hands
import ui.fields
import ui.theme

TODAY = date(2026, 11, 22)


def today() -> date:
    return TODAY


def test_a_day_is_shown_as_people_write_it_and_told_with_its_weekday() -> None:
    field = ui.fields.Day(today)
    field.put(date(2026, 9, 30))
    assert field.typed() == "30/09/2026"
    assert field.told.text() == "Thứ Tư, 30/09/2026"
    field.put("2026-09-29")
    assert field.value() == date(2026, 9, 29)
    field.put(None)
    assert field.value() is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [("5/12", date(2026, 12, 5)), ("mai", date(2026, 11, 23)), ("cuối tháng", date(2026, 11, 30))],
)
def test_a_day_is_typed_as_it_is_said(typed: str, day: date) -> None:
    field = ui.fields.Day(today)
    field.put_typed(typed)
    assert field.value() == day
    field.tidy()
    assert field.typed() == f"{day:%d/%m/%Y}"
    assert field.modified()


def test_a_due_without_its_year_lies_ahead() -> None:
    field = ui.fields.Day(today, ahead=True)
    field.put_typed("5/1")
    assert field.value() == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("ahead", "years_ago", "said"),
    [(True, False, "mai"), (None, False, "mai"), (False, False, "hôm qua"), (False, True, "1999")],
)
def test_the_hint_names_days_of_the_time_that_is_asked_for(
    ahead: bool | None, years_ago: bool, said: str
) -> None:
    field = ui.fields.Day(today, ahead=ahead, years_ago=years_ago)
    words = {"mai", "hôm qua", "1999"}
    assert {word for word in words if word in field.told.text()} == {said}
    for example in field.told.text().removeprefix("Ví dụ: ").split(", "):
        field.put_typed(example)
        day = field.value()
        assert day is not None
        assert ahead is not False or day <= TODAY
        assert not years_ago or day.year == 1999


def test_a_day_that_is_none_stays_as_typed() -> None:
    field = ui.fields.Day(today)
    field.put_typed("31/2")
    with pytest.raises(ui.fields.Unreadable, match="31/2"):
        field.value()
    assert field.typed() == "31/2"


def test_while_a_day_is_typed_nothing_is_claimed_about_it(qtbot: QtBot) -> None:
    field = ui.fields.Day(today)
    field.put(date(2026, 9, 30))
    hands.show_in_window(qtbot, field)
    QTest.keyClick(field.entry, Qt.Key.Key_5)
    assert "30/09" not in field.told.text()


def test_a_day_is_picked_with_the_keys_in_the_calendar(qtbot: QtBot) -> None:
    field = ui.fields.Day(today)
    field.set_name("form.due")
    field.put(date(2026, 9, 30))
    hands.show_in_window(qtbot, field)
    QTest.keyClick(field.entry, Qt.Key.Key_Down)
    month = field._calendar
    assert month is not None
    assert month.isVisible()
    assert month.month.selectedDate() == QDate(2026, 9, 30)
    assert month.month.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert month.month.locale().monthName(9).lower() == "tháng 9"
    with qtbot.waitSignal(field.chosen):
        QTest.keyClick(month.month.focusWidget() or month.month, Qt.Key.Key_Left)
        QTest.keyClick(month.month.focusWidget() or month.month, Qt.Key.Key_Return)
    assert field.value() == date(2026, 9, 29)
    assert field.told.text() == "Thứ Ba, 29/09/2026"
    assert not month.isVisible()
    field.entry.undo()
    assert field.typed() == "30/09/2026"


def test_opening_the_calendar_is_not_leaving_the_field(qtbot: QtBot) -> None:
    field = ui.fields.Day(today)
    field.set_name("form.due")
    window = hands.show_in_window(qtbot, field)
    button = window.findChild(QPushButton, "form.due.calendar")
    assert button is field.button
    with qtbot.assertNotEmitted(field.left):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    month = field._calendar
    assert month is not None
    assert month.month.selectedDate() == QDate(2026, 11, 22)
    QTest.keyClick(month, Qt.Key.Key_Escape)
    assert not month.isVisible()
    assert field.value() is None


def test_a_period_is_understood_and_told_with_its_days() -> None:
    field = ui.fields.PeriodField(today)
    field.put_typed("quý 3")
    assert field.value() == db.periods.quarter(2026, 3)
    field.tidy()
    assert field.typed() == "QIII/2026"
    assert field.told.text() == "quý III năm 2026: 01/07/2026 – 30/09/2026"
    field.put_typed("quý năm")
    with pytest.raises(ui.fields.Unreadable, match="quý năm"):
        field.value()
