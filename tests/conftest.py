"""What all tests stand on: no screen, the same examples, an ordinary umask, windows that stay."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

# Before any Qt import, so that tests run where there is no display.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# The usual open mask, so that a file for its owner only is the program's doing and not the shell's.
os.umask(0o022)

# The same examples on every machine; a slow one is not a failure.
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """Holds every window it was given until it is closed.

    By itself it remembers them weakly: one that is in sight and that only a test's own names held
    would be Python's to destroy, which brings the process down.
    """
    held: list[QWidget] = []
    add = qtbot.addWidget

    def hold(widget: QWidget, **more: Any) -> None:
        held.append(widget)
        add(widget, **more)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    return qtbot
