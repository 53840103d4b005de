"""Backups in the settings: made where the person says, the last one named, the book checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import db.book
import tests.db.factory
import ui.choosing
import ui.settings
from tests.ui import screens, sections

own_settings = sections.own_settings
page = sections.page


def test_a_backup_is_made_where_the_person_says(
    page: ui.settings.SettingsPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "usb" / "so.zip"
    target.parent.mkdir()
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target])
    tests.db.factory.task()
    page.show_section("backups")
    qtbot.waitUntil(lambda: "Chưa có bản" in screens.said(page, "settings.backups.last"))
    sections.press(page, "settings.backups.make")
    qtbot.waitUntil(lambda: "Đã sao lưu 1 hồ sơ" in sections.band(page))
    assert target.is_file()


def test_the_keys_come_back_to_the_button_once_the_backup_is_made(
    page: ui.settings.SettingsPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [tmp_path / "so.zip"])
    page.show_section("backups")
    button = screens.part(page, QPushButton, "settings.backups.make")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Đã sao lưu" in sections.band(page))
    assert page.window().focusWidget() is button


def test_the_last_good_backup_is_named(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    tests.db.factory.task()
    db.book.rotation.after_writing(page.session.book, page.session.now().at)
    page.show_section("backups")
    qtbot.waitUntil(lambda: "20/07/2026" in screens.said(page, "settings.backups.last"))
    assert "1 hồ sơ; đã kiểm tra" in screens.said(page, "settings.backups.last")


def test_a_backup_that_cannot_be_written_is_a_sentence(
    page: ui.settings.SettingsPage,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    among = page.session.book.folder / "so.zip"
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [among])
    page.show_section("backups")
    sections.press(page, "settings.backups.make")
    qtbot.waitUntil(lambda: "chọn thư mục" in sections.band(page))
    assert screens.part(page, QPushButton, "settings.backups.make").isEnabled()


def test_checking_says_in_plain_words_how_the_book_is(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.show_section("backups")
    sections.press(page, "settings.backups.check")
    qtbot.waitUntil(lambda: "nguyên vẹn" in screens.said(page, "settings.backups.result"))
    (page.session.book.folder / "keys.bak.json").unlink()
    sections.press(page, "settings.backups.check")
    qtbot.waitUntil(lambda: "Thiếu tệp khóa" in screens.said(page, "settings.backups.result"))
    assert "1 điều" in screens.said(page, "settings.backups.result")


def test_another_book_is_asked_of_the_window(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.show_section("backups")
    with qtbot.waitSignal(page.open_requested) as caught:
        sections.press(page, "settings.backups.other")
    assert caught.args == ["book", 0]
