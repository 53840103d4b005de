"""The settings page on a new book, and hands for its sections."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import ui.session
import ui.settings
from tests.ui import screens


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> Iterator[None]:
    """What this PC remembers begins empty and goes with the test."""
    before = QSettings.defaultFormat()
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    scope = QSettings.Scope.UserScope
    QSettings.setPath(QSettings.Format.IniFormat, scope, str(tmp_path / "settings"))
    yield
    QSettings.setDefaultFormat(before)


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> ui.settings.SettingsPage:
    """The page with its first section shown."""
    made = ui.settings.SettingsPage(session)
    screens.expose(qtbot, made, 1100, 640)
    return made


def press(page: QWidget, name: str) -> None:
    """Press a button that can be seen and pressed."""
    button = screens.part(page, QPushButton, name)
    assert button.isVisible(), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(page: QWidget, name: str, text: str) -> None:
    """Type ``text`` in place of what stands there, and leave the field."""
    field = screens.part(page, QWidget, name)
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.selectAll()
        field.insert(text)
        field.textEdited.emit(text)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)


def band(page: ui.settings.SettingsPage) -> str:
    """What the page says at its top."""
    return page.notice.text()
