"""Screens before the desk: what is typed in a paragraph is seen whole and read as one line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands as hands
import ui.first_run.person
import ui.first_run.welcome
import ui.screen
from tests.ui import screens

LONG = "/home/van-thu/Tài liệu/Chi bộ/Trường Trung học cơ sở và Trung học phổ thông Vĩnh Ngưỡng/Sổ"


@pytest.fixture
def entry(qtbot: QtBot) -> ui.screen.Entry:
    made = ui.screen.Entry("form.place", "Nơi đặt sổ", None, "Một thư mục mới", wraps=True)
    hands.show_in_window(qtbot, made, width=300)
    return made


def test_a_long_path_grows_in_height(entry: ui.screen.Entry) -> None:
    before = entry.editor.height()
    entry.put(LONG)
    QApplication.processEvents()
    assert entry.editor.height() >= before + 2 * entry.editor.fontMetrics().lineSpacing()
    assert entry.text() == LONG


def test_line_breaks_of_something_pasted_become_blanks(entry: ui.screen.Entry) -> None:
    entry.put("một\nhai")
    assert entry.text() == "một hai"


def test_enter_leads_on_and_writes_nothing(entry: ui.screen.Entry, qtbot: QtBot) -> None:
    with qtbot.waitSignal(entry.entered):
        QTest.keyClick(entry.editor, Qt.Key.Key_Return)
    assert entry.text() == ""


def test_typing_takes_the_error_back(entry: ui.screen.Entry, qtbot: QtBot) -> None:
    entry.say("Hãy cho biết nơi đặt sổ.")
    with qtbot.waitSignal(entry.edited):
        QTest.keyClicks(entry.editor, "a")
    assert entry.error() == ""


def test_too_long_a_paste_stays_outside_and_says_why(entry: ui.screen.Entry) -> None:
    QApplication.clipboard().setText("a" * 5_000)
    QTest.keyClick(entry.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert entry.text() == ""
    assert "chưa dán" in entry.error()


@pytest.mark.parametrize("less", [20, 60, 85])
def test_a_screen_that_is_a_little_too_low_opens_at_its_top(qtbot: QtBot, less: int) -> None:
    """What is far above the end needs no scrolling for the buttons there."""
    screen = ui.first_run.welcome.Welcome()
    screens.expose(qtbot, screen, 1366, 2000)
    inner = screen.widget()
    assert inner is not None
    high = inner.heightForWidth(screen.viewport().width())
    screen.activateWindow()
    screen.setFocus()
    screen.resize(1366, high - less)
    bar = screen.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.wait(1)
    assert screens.part(screen, QPushButton, "welcome.new").hasFocus()
    assert bar.value() == 0


def test_the_last_field_comes_in_sight_with_the_buttons_below_it(qtbot: QtBot) -> None:
    screen = ui.first_run.person.PersonScreen()
    screens.expose(qtbot, screen, 720, 320)
    screen.activateWindow()
    field = screens.part(screen, QWidget, "wizard.person.password")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    button = screens.part(screen, QPushButton, "wizard.person.next")
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect() == button.rect())
    assert screens.part(screen, QWidget, "wizard.person.again").hasFocus()


def test_a_password_pasted_with_its_line_end_is_the_one_typed_without_it(qtbot: QtBot) -> None:
    made = ui.screen.PasswordEntry("cua-so.mat-khau", "Mật khẩu")
    qtbot.addWidget(made)
    made.show()
    QApplication.clipboard().setText("bến sông 88\n")
    QTest.keySequence(made.editor, "Ctrl+V")
    assert made.text() == "bến sông 88"
