"""A form of a few fields on a record that is nobody's, and fingers for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import ui.fields
import ui.form
from tests.ui import typing_hands

NAMES = ["Đỗ Thị Hồng Thắm", "Lã Quang Thẩm"]


def today() -> date:
    return date(2026, 11, 22)


FIELDS = (
    ui.form.Field("work", "Việc", required=True),
    ui.form.Field("detail", "Nội dung", ui.fields.Long, help="Mỗi ý một dòng."),
    ui.form.Field("who", "Người chịu trách nhiệm", lambda: ui.fields.People(lambda: NAMES)),
    ui.form.Field("due", "Hạn", lambda: ui.fields.Day(today, ahead=True), wide=False),
    ui.form.Field("percent", "Tiến độ", lambda: ui.fields.Whole(0, 100), wide=False),
    ui.form.Field("state", "Trạng thái", lambda: ui.fields.Choice({"a": "đã giao", "b": "xong"})),
    ui.form.Field("secret", "Bí mật", lambda: ui.fields.Tick("Không thuộc bí mật nhà nước")),
)
FIRST = {"work": "Tổng kết", "detail": "", "due": date(2026, 9, 30), "percent": 40, "state": "a"}


class Record:
    """One record as a page keeps it: what was saved, and what saving does."""

    def __init__(self) -> None:
        self.saved: list[tuple[str, Any]] = []
        self.fault: Exception | None = None
        self.then: Callable[[], object] | None = None

    def save(self, name: str, value: Any) -> None:
        if self.fault is not None:
            raise self.fault
        self.saved.append((name, value))
        if self.then is not None:
            self.then()


def alone(record: Record | None = None, *, columns: int = 1) -> ui.form.Form:
    """A form with the values of the first record, in no window."""
    form = ui.form.Form("tasks.form", FIELDS, record.save if record else None, columns=columns)
    form.show_values(1, FIRST)
    return form


def made(
    qtbot: QtBot, record: Record | None, *, width: int = 500, columns: int = 1
) -> ui.form.Form:
    """The same in a window, with the keys."""
    form = alone(record, columns=columns)
    typing_hands.show_in_window(qtbot, form, width=width)
    return form


def fill(form: ui.form.Form, name: str, text: str) -> None:
    """Go to a field, take out what is there and type ``text``."""
    editor = form.editor(name)
    editor.inner().setFocus()
    typing_hands.press(editor.inner(), Qt.Key.Key_A, "", Qt.KeyboardModifier.ControlModifier)
    typing_hands.press(editor.inner(), Qt.Key.Key_Delete, "\x7f")
    typing_hands.type_text(editor, text)


def leave(form: ui.form.Form) -> None:
    """Tab out of the field."""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert form.isAncestorOf(focused)
    typing_hands.press(focused, Qt.Key.Key_Tab, "\t")


def error_shown(form: ui.form.Form, name: str) -> str:
    """What stands in red under a field."""
    label = form.findChild(QLabel, f"tasks.form.{name}.error")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""
