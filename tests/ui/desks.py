"""A desk on a small book, and hands at it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import tests.hands
import ui.desk
import ui.session
import ui.theme


class Hands(tests.hands.Hands):
    """Hands that also know where the keys go, and read one field."""

    desk: ui.desk.Desk

    def focus(self) -> str:
        """The object name of what has the keys, "" for nothing."""
        now = QApplication.focusWidget() or self.window.focusWidget()
        return now.objectName() if now is not None else ""

    def error(self, field: str) -> str:
        """The sentence under a field, or ""."""
        found = [one for one in self.window.findChildren(QLabel) if one.isVisible()]
        return next((one.text() for one in found if one.objectName() == f"{field}.error"), "")

    def rows(self, table: str) -> list[str]:
        """What a list shows, a line for each row."""
        return [row for row in self.text_of(table).splitlines() if row]

    def focus_on(self, name: str) -> None:
        """Let the keys go to a widget, as Tab would."""
        widget: QWidget = self.find(name)
        widget.setFocus()
        self.settle()


def opened(
    qtbot: QtBot,
    session: ui.session.Session,
    page: str = "tasks",
    size: tuple[int, int] = (1366, 768),
    scale: float = 1.0,
) -> Hands:
    """A desk of that size in front, with ``page`` on it and nothing pressed yet."""
    if scale != 1.0:
        ui.theme.set_scale(scale)
    desk = ui.desk.Desk(session)
    qtbot.addWidget(desk)
    desk.resize(*size)
    desk.show_page(page)
    hands = Hands(qtbot, desk)
    hands.desk = desk
    hands.activate()
    hands.settle()
    return hands
