"""Hands at one screen or page by itself: its pieces by their object names."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands

_Kind = TypeVar("_Kind", bound=QObject)


def part(screen: QWidget, kind: type[_Kind], name: str) -> _Kind:
    """The piece of the screen with that object name."""
    found = screen.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def said(screen: QWidget, name: str) -> str:
    """The words of a label."""
    return part(screen, QLabel, name).text()


def standing(screen: QWidget, name: str) -> str:
    """What stands in a paragraph."""
    return part(screen, QPlainTextEdit, name).toPlainText()


def pressed(screen: QWidget, name: str) -> None:
    """Press a button that can be seen; what it makes anew is shown afterwards."""
    QTest.qWait(1)
    button = part(screen, QPushButton, name)
    assert button.isVisible(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.qWait(1)


def typed(screen: QWidget, name: str, text: str) -> None:
    """Put ``text`` into a line or a paragraph, in place of what is there."""
    line = part(screen, QWidget, name)
    assert isinstance(line, QLineEdit | QPlainTextEdit), name
    line.clear()
    if isinstance(line, QLineEdit):
        line.insert(text)
    else:
        line.insertPlainText(text)


def type_into(field: QWidget, text: str) -> None:
    """Letters as a Vietnamese keyboard sends them, to whatever has the focus."""
    for letter in text:
        tests.ui.typing_hands.press(field, Qt.Key.Key_unknown, letter)


def written(screen: QWidget, name: str, text: str) -> None:
    """Type ``text`` by keys into a line or a paragraph, in place of what is there."""
    field = part(screen, QWidget, name)
    assert isinstance(field, QLineEdit | QPlainTextEdit), name
    field.setFocus()
    field.selectAll()
    type_into(field, text)


def expose(qtbot: QtBot, screen: QWidget, width: int, height: int) -> None:
    """Show it at that size, and go on once it is there."""
    screen.resize(width, height)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
