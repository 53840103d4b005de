"""A layout is emptied in one way: what stood there is gone from sight at once."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands
import ui.emptying


def test_what_is_taken_out_is_hidden_at_once_and_gone_later(qtbot: QtBot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    old, new = QLabel("Cũ"), QLabel("Mới")
    column.addWidget(old)
    column.addStretch(1)
    tests.ui.typing_hands.show_in_window(qtbot, holder)
    ui.emptying.empty(column)
    column.addWidget(new)
    assert column.count() == 1
    assert not old.isVisible()
    assert shiboken6.isValid(old)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(old)
    assert new.text() == "Mới"
