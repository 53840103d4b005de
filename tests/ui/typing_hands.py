"""A window with fields in it, and fingers for them, where no whole page is needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import ui.fields

NONE = Qt.KeyboardModifier.NoModifier
_HELD: list[QWidget] = []


def show_in_window(qtbot: QtBot, *widgets: QWidget, width: int = 500) -> QWidget:
    """A window with ``widgets`` below each other, the first with the focus."""
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    _HELD.append(window)  # until the test ends
    qtbot.addWidget(window, before_close_func=_HELD.remove)
    window.resize(width, 600)
    window.show()
    window.activateWindow()
    widgets[0].setFocus()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.focusWidget() is not None)
    return window


def press(
    widget: QWidget, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = NONE
) -> None:
    """One key; ``text`` is what the keyboard says it writes."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def type_text(editor: ui.fields.Editor, text: str) -> None:
    """Each letter as a keyboard with Vietnamese letters sends it."""
    for letter in text:
        press(editor.inner(), Qt.Key.Key_unknown, letter)


def preedit(editor: ui.fields.Editor, word: str) -> None:
    """A word underway in an input method."""
    QApplication.sendEvent(editor.inner(), QInputMethodEvent(word, []))


def compose(editor: ui.fields.Editor, steps: Sequence[str], commit: str) -> None:
    """A word as an input method writes it: each state underway, then the word."""
    for step in steps:
        preedit(editor, step)
    done = QInputMethodEvent()
    done.setCommitString(commit)
    QApplication.sendEvent(editor.inner(), done)


def overrides(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> bool:
    """Whether a field claims a key before the window's shortcuts see it."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
