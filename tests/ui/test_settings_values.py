"""The values in the settings: all of them there, counted from a day, kept within their limits."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import db.unit
import tests.db.factory
import ui.settings
import ui.settings.values
from tests.ui import screens, sections

own_settings = sections.own_settings
page = sections.page


def every_value(page: ui.settings.SettingsPage, qtbot: QtBot, last: str) -> None:
    """Show the thresholds and wait until the last of their fields is there."""
    page.show_section("values")
    qtbot.waitUntil(lambda: page.findChild(QWidget, f"settings.value.{last}") is not None)


def test_every_setting_stands_in_one_section() -> None:
    groups = [*ui.settings.values.GROUPS, ""]
    shown = [name for group in groups for name in ui.settings.values.in_group(group)]
    assert sorted(shown) == sorted(db.unit.catalogue())


def test_a_setting_the_page_does_not_know_appears_with_the_others(
    page: ui.settings.SettingsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = {"label": "Số dòng mỗi trang", "value": 30, "mark": "likely", "between": [5, 90]}
    held = {**db.unit.catalogue(), "rows_a_page": new}
    monkeypatch.setattr(db.unit, "catalogue", lambda: held)
    every_value(page, qtbot, "rows_a_page")
    assert screens.part(page, QLineEdit, "settings.value.rows_a_page").text() == "30"
    assert screens.said(page, "settings.value.rows_a_page.help") == "Số từ 5 đến 90."
    assert screens.said(page, "settings.value.rows_a_page.past").startswith("Có khả năng")


def test_a_value_counts_from_the_day_asked_once(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    every_value(page, qtbot, "good_percent")
    since = screens.part(page, QLineEdit, "settings.values.since")
    assert since.text() == "20/07/2026"
    sections.type_into(page, "settings.values.since", "1/9/2026")
    QTest.keyClick(since, Qt.Key.Key_Return)
    sections.type_into(page, "settings.value.report_due_day", "5")
    assert page.leaving() == ""
    assert db.unit.setting("report_due_day", date(2026, 8, 31)) == 0
    assert db.unit.setting("report_due_day", date(2026, 9, 1)) == 5
    past = screens.said(page, "settings.value.report_due_day.past")
    assert past == "Do chi bộ đặt. Ban đầu: 0. Từ 01/09/2026: 5."


def test_the_values_shown_are_those_of_the_day(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.session.perform(
        "đặt", lambda moment: db.unit.set_value("quiet_days", 12, date(2026, 9, 1), moment)
    )
    every_value(page, qtbot, "good_percent")
    assert screens.part(page, QLineEdit, "settings.value.quiet_days").text() == "30"
    sections.type_into(page, "settings.values.since", "2/9/2026")
    QTest.keyClick(screens.part(page, QLineEdit, "settings.values.since"), Qt.Key.Key_Return)
    assert screens.part(page, QLineEdit, "settings.value.quiet_days").text() == "12"


def test_a_day_that_is_none_is_named_and_changes_nothing(page: ui.settings.SettingsPage) -> None:
    page.show_section("values")
    sections.type_into(page, "settings.values.since", "32/9")
    QTest.keyClick(screens.part(page, QLineEdit, "settings.values.since"), Qt.Key.Key_Return)
    assert screens.said(page, "settings.values.since.error")
    sections.type_into(page, "settings.value.late_entry_days", "8")
    page.leaving()
    assert db.unit.setting("late_entry_days", tests.db.factory.TODAY) == 8


def test_choices_are_offered_in_words_and_kept_as_keys(page: ui.settings.SettingsPage) -> None:
    page.show_section("values")
    box = screens.part(page, QComboBox, "settings.value.report_due_day_off")
    offered = [box.itemText(place) for place in range(box.count())]
    assert offered == ["ngày làm việc trước", "ngày làm việc sau", "giữ nguyên ngày ấy"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert db.unit.setting("report_due_day_off", tests.db.factory.TODAY) == "after"
    assert "ngày làm việc sau" in screens.said(page, "settings.value.report_due_day_off.past")


def test_every_choice_has_its_words() -> None:
    for name, one in db.unit.catalogue().items():
        assert set(one.get("words", {})) == set(one.get("choices", ())), name


def test_days_off_are_typed_as_people_say_them(page: ui.settings.SettingsPage) -> None:
    page.show_section("values")
    sections.type_into(page, "settings.value.days_off", "2/9/2026\n1/1/2027")
    page.leaving()
    assert db.unit.setting("days_off", tests.db.factory.TODAY) == ["2026-09-02", "2027-01-01"]
    assert screens.part(page, QPlainTextEdit, "settings.value.days_off").toPlainText() == (
        "02/09/2026\n01/01/2027"
    )


@pytest.mark.parametrize("typed", ["", "32", "năm"])
def test_a_number_outside_its_limits_stays_as_typed_with_a_sentence(
    page: ui.settings.SettingsPage, typed: str
) -> None:
    page.show_section("values")
    sections.type_into(page, "settings.value.report_due_day", typed)
    assert "Ngày trong tháng" in page.leaving()
    assert screens.said(page, "settings.value.report_due_day.error")
    assert db.unit.setting("report_due_day", tests.db.factory.TODAY) == 0


def test_a_setting_can_be_taken_back(page: ui.settings.SettingsPage) -> None:
    page.show_section("people")
    sections.type_into(page, "settings.value.auto_lock_minutes", "5")
    page.leaving()
    assert db.unit.setting("auto_lock_minutes", tests.db.factory.TODAY) == 5
    page.session.undo()
    assert db.unit.setting("auto_lock_minutes", tests.db.factory.TODAY) == 15
    assert screens.part(page, QLineEdit, "settings.value.auto_lock_minutes").text() == "15"
