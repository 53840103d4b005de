"""Erasing in the settings: a record goes for good only with a reason and its name typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

import db.history
import db.tasks
import db.tasks.steps
import db.unit
import tests.db.factory
import ui.session
import ui.settings
import ui.settings.erasing
from tests.ui import desks, screens, sections

own_settings = sections.own_settings
page = sections.page


def erasing(page: ui.settings.SettingsPage) -> ui.settings.erasing.Erasing:
    page.show_section("erasing")
    section = page.section()
    assert isinstance(section, ui.settings.erasing.Erasing)
    return section


def test_erasing_asks_for_a_reason_and_the_name(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    number = int(str(task.id))
    page.session.perform("sửa", lambda moment: db.unit.change({"place": "Bến"}, moment))
    section = erasing(page)
    section.search.open_requested.emit("tasks", number)
    sections.press(page, "settings.erasing.erase")
    assert screens.said(page, "settings.erasing.reason.error")
    assert screens.said(page, "settings.erasing.title.error")
    box = screens.part(page, QComboBox, "settings.erasing.reason")
    box.setCurrentIndex(box.findData("personal"))
    screens.part(page, QLineEdit, "settings.erasing.title").insert("sua mai nha")
    sections.press(page, "settings.erasing.erase")
    assert "Chưa khớp" in screens.said(page, "settings.erasing.title.error")
    screens.part(page, QLineEdit, "settings.erasing.title").insert(" XE")
    sections.press(page, "settings.erasing.erase")
    qtbot.waitUntil(lambda: "Đã xóa hẳn" in sections.band(page))
    assert db.tasks.get(number).work == db.history.ERASED
    assert "PHẢI HỦY BẰNG TAY" in screens.said(page, "settings.erasing.sheet")
    assert page.session.undoing.can_undo() == ""
    assert db.history.of("tasks", number)[0]["content"] == db.history.ERASED


def test_enter_leads_to_the_button_and_erases_nothing_by_itself(
    page: ui.settings.SettingsPage,
) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    erasing(page).search.open_requested.emit("tasks", int(str(task.id)))
    box = screens.part(page, QComboBox, "settings.erasing.reason")
    box.setCurrentIndex(box.findData("personal"))
    QTest.keyClick(box, Qt.Key.Key_Return)
    line = screens.part(page, QLineEdit, "settings.erasing.title")
    assert line.hasFocus()
    line.insert("sua mai nha xe")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert screens.part(page, QPushButton, "settings.erasing.erase").hasFocus()
    assert db.tasks.get(int(str(task.id))).work == "Sửa mái nhà xe"


def test_erasing_given_up_leaves_the_record(page: ui.settings.SettingsPage) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    erasing(page).search.open_requested.emit("tasks", int(str(task.id)))
    sections.press(page, "settings.erasing.leave")
    assert not screens.part(page, QPushButton, "settings.erasing.erase").isVisible()
    assert db.tasks.get(int(str(task.id))).work == "Sửa mái nhà xe"


def test_a_record_in_the_bin_can_be_chosen_for_erasing(page: ui.settings.SettingsPage) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    page.session.perform("xóa", lambda moment: db.tasks.steps.delete(task, moment))
    erasing(page)
    box = screens.part(page, QComboBox, "settings.erasing.binned")
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert screens.said(page, "settings.erasing.chosen") == "Nhiệm vụ: Sửa mái nhà xe"


def test_what_is_not_erased_by_itself_says_so(page: ui.settings.SettingsPage) -> None:
    erasing(page).search.open_requested.emit("reports", 1)
    assert "Không xóa hẳn riêng được" in sections.band(page)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Sửa mái", "Sửa mái"),
        (" Sửa \n mái ", "Sửa mái"),
        ("từ " * 40, ("từ " * 17).strip()),
        ("x" * 80, "x" * 80),
    ],
)
def test_of_a_long_name_its_first_words_are_typed(title: str, wanted: str) -> None:
    assert ui.settings.erasing.to_type(title) == wanted


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_escape_with_nothing_to_close_or_clear_leads_back_to_the_list(
    session: ui.session.Session, qtbot: QtBot, scale: float
) -> None:
    tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session, "settings", scale=scale)
    settings = hands.desk.page()
    assert isinstance(settings, ui.settings.SettingsPage)
    erasing(settings)
    hands.settle()
    hands.focus_on("settings.erasing.search")
    hands.type("mai")
    hands.find("search.results")
    hands.keys("Escape")
    assert not hands.sees("search.results")
    hands.keys("Escape")
    assert hands.focus() == "settings.erasing.search"
    assert hands.text_of("settings.erasing.search") == ""
    hands.keys("Escape")
    assert hands.focus() == "settings.sections"
