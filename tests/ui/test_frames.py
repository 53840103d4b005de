"""What has the keys is framed in blue, whatever it is and however little it does with them."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import tests.db.factory
import ui.preview
import ui.session
import ui.theme
from tests.ui import desks


def edge(widget: QWidget) -> str:
    """The colour of its left edge, half way down."""
    return widget.grab().toImage().pixelColor(0, widget.height() // 2).name().upper()


def inside(widget: QWidget) -> QColor:
    """The colour just inside of a frame."""
    return widget.grab().toImage().pixelColor(5, 5)


def test_a_preview_with_the_keys_is_framed(qtbot: QtBot) -> None:
    preview = ui.preview.Preview()
    qtbot.addWidget(preview)
    preview.resize(500, 400)
    preview.show()
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    sheets = preview._sheets
    preview._stack.setCurrentWidget(sheets)
    preview.setFocus()
    assert sheets.hasFocus()
    room = sheets.viewport().size()
    assert edge(sheets) == ui.theme.BLUE
    sheets.clearFocus()
    assert edge(sheets) != ui.theme.BLUE
    assert sheets.viewport().size() == room


def test_a_past_with_the_keys_is_framed(session: ui.session.Session, qtbot: QtBot) -> None:
    tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    hands.click("tasks.history.history")
    hands.focus_on("tasks.history.panel.list")
    past: QWidget = hands.find("tasks.history.panel.list")
    assert edge(past) == ui.theme.BLUE
    hands.focus_on("tasks.table")
    assert edge(past) != ui.theme.BLUE


def test_an_empty_bin_takes_the_keys_and_is_framed(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "settings")
    hands.desk.page().show_section("bin")  # type: ignore[union-attr]  # it is the settings page
    hands.settle()
    hands.focus_on("settings.sections")
    hands.keys("Enter")
    assert hands.focus() == "recycling.empty"
    words: QWidget = hands.find("recycling.empty")
    assert edge(words) == ui.theme.BLUE
    hands.keys("Escape")
    assert hands.focus() == "settings.sections"
    assert edge(words) != ui.theme.BLUE


def test_a_wrong_field_with_the_keys_is_told_from_one_without(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    field: QWidget = hands.find("tasks.form.work")
    hands.focus_on("tasks.form.work")
    hands.keys("Ctrl+A", "Delete", "Tab")
    assert hands.error("tasks.form.work")
    size = field.size()
    assert edge(field) == ui.theme.RED
    hands.focus_on("tasks.form.work")
    assert edge(field) == ui.theme.BLUE
    assert inside(field) == QColor(ui.theme.RED_WALL)
    assert field.size() == size
