"""The settings page: its sections reached by keys and readable at any size, and the short ones."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.tasks
import db.tasks.steps
import desktop.shots.judging
import tests.db.factory
import ui.page
import ui.printing
import ui.session
import ui.settings
import ui.settings.about
import ui.theme
from tests.ui import desks, screens, sections

own_settings = sections.own_settings
page = sections.page
SECTIONS = [one.name for one in ui.settings.SECTIONS]


def test_sections_are_reached_by_keys_alone(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.sections.setFocus()
    QTest.keyClick(page.sections, Qt.Key.Key_Down)
    QTest.keyClick(page.sections, Qt.Key.Key_Return)
    add = screens.part(page, QPushButton, "settings.people.add")
    qtbot.waitUntil(add.hasFocus)
    assert add.isVisible()


@pytest.mark.parametrize("name", SECTIONS)
def test_enter_in_the_list_goes_into_the_section(
    page: ui.settings.SettingsPage, qtbot: QtBot, name: str
) -> None:
    tests.db.factory.task("Sửa mái nhà xe")
    page.activateWindow()
    page.sections.setCurrentRow(SECTIONS.index(name))
    page.sections.setFocus()
    QTest.keyClick(page.sections, Qt.Key.Key_Return)
    section = page.section()
    assert section is not None
    qtbot.waitUntil(lambda: ui.page.has_focus(section))
    assert not page.sections.hasFocus()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_is_cut_or_foreign_at_any_size(
    page: ui.settings.SettingsPage, qtbot: QtBot, section: str, scale: float
) -> None:
    ui.theme.set_scale(scale)
    page.show_section(section)
    shown = functools.partial(page.findChild, QWidget, f"settings.{section}")
    qtbot.waitUntil(lambda: shown() is not None)
    QTest.qWait(60)  # a section shows itself piece by piece

    def check_nothing_is_cut() -> None:
        assert desktop.shots.judging.faults(page) == []

    qtbot.waitUntil(check_nothing_is_cut)


@pytest.mark.parametrize(
    ("section", "button"),
    [("signing", "settings.seal.print"), ("backups", "settings.backups.card")],
)
def test_sheets_are_drawn_and_printed(
    page: ui.settings.SettingsPage,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    section: str,
    button: str,
) -> None:
    printed: list[bytes] = []

    def keep(pdf: bytes, *_: Any, **__: Any) -> None:
        printed.append(pdf)

    monkeypatch.setattr(ui.printing, "print_pdf", keep)
    page.show_section(section)
    sections.press(page, button)
    qtbot.waitUntil(lambda: bool(printed))
    assert printed[0].startswith(b"%PDF")


def test_the_bin_is_a_section(page: ui.settings.SettingsPage) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    page.session.perform("xóa", lambda moment: db.tasks.steps.delete(task, moment))
    page.show_section("bin")
    sections.press(page, "recycling.restore")
    assert db.tasks.get(int(str(task.id))).deleted_on is None


def test_the_licences_are_shown_when_asked_for(page: ui.settings.SettingsPage) -> None:
    page.show_section("about")
    text = screens.part(page, QPlainTextEdit, "settings.about.notice")
    assert not text.isVisible()
    sections.press(page, "settings.about.licences")
    assert "LGPL-3.0" in text.toPlainText()
    sections.press(page, "settings.about.licences")
    assert not text.isVisible()
    assert (
        screens.said(page, "settings.about.version") == f"Phiên bản {ui.settings.about.version()}"
    )


def test_back_in_the_list_the_section_one_was_at_is_in_sight(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "settings", size=(1366, 640), scale=2.0)
    settings = hands.desk.page()
    assert isinstance(settings, ui.settings.SettingsPage)
    settings.take_focus()
    hands.keys(*["Down"] * SECTIONS.index("erasing"), "Enter")
    hands.click("header.menu")  # there is less room now
    hands.click("settings.back")
    hands.settle()
    assert hands.focus() == "settings.sections"
    place = settings.sections.visualItemRect(settings.sections.currentItem())
    assert settings.sections.verticalScrollBar().maximum() > 0
    assert settings.sections.viewport().rect().contains(place)
