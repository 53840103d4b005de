"""Forms: a field is saved when it is left, and named for everyone who reads it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import db.tasks
import ui.fields
import ui.fields.cell
import ui.form
import ui.scrolling
from tests.ui import forms, typing_hands


def test_a_field_is_saved_when_it_is_left_changed(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, "work", "Sơ kết")
    assert record.saved == []
    forms.leave(form)
    assert record.saved == [("work", "Sơ kết")]
    said = form.findChild(QLabel, "tasks.form.work.saved")
    assert isinstance(said, QLabel)
    assert said.isVisible()
    assert said.text() == "Đã lưu"
    assert form.unsaved() == []


def test_a_field_left_as_it_was_is_not_saved(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, "work", "Tổng kết")
    forms.leave(form)
    forms.fill(form, "due", "30.9.2026")
    forms.leave(form)
    assert record.saved == []
    assert form.typed("due") == "30/09/2026"


def test_enter_saves_and_goes_on(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, "due", "5/12")
    typing_hands.press(form.editor("due").inner(), Qt.Key.Key_Return, "\r")
    assert record.saved == [("due", date(2026, 12, 5))]
    assert form.typed("due") == "05/12/2026"
    assert form.editor("percent").focused()


def test_tab_follows_the_order_in_which_one_reads(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record())
    form.focus()
    seen = []
    for _ in forms.FIELDS:
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        forms.leave(form)
    assert seen == [f"tasks.form.{field.name}" for field in forms.FIELDS]


def test_the_window_going_to_the_back_saves(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, "work", "Sơ kết")
    away = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    form.window().clearFocus()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    QApplication.sendEvent(form.editor("work").inner(), away)
    assert record.saved == [("work", "Sơ kết")]


def test_a_menu_over_the_field_is_not_leaving(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, "work", "Sơ kết")
    away = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(form.editor("work").inner(), away)
    assert record.saved == []


def test_flush_saves_what_is_being_edited(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, "work", "Sơ kết")
    assert form.unsaved() == ["Việc"]
    assert form.flush()
    assert record.saved == [("work", "Sơ kết")]
    assert form.unsaved() == []
    forms.fill(form, "percent", "nhiều")
    assert not form.flush()
    assert form.unsaved() == ["Tiến độ"]


def test_a_long_text_is_saved_while_it_is_typed(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    form._pause.setInterval(1)
    forms.fill(form, "detail", "đang viết ")
    qtbot.waitUntil(lambda: bool(record.saved))
    assert record.saved == [("detail", "đang viết")]
    assert form.typed("detail") == "đang viết "
    assert form.editor("detail").focused()


def test_a_long_text_is_not_saved_in_the_middle_of_a_composed_word(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, "detail", "đang ")
    typing_hands.preedit(form.editor("detail"), "viế")
    form._save_typing()
    assert record.saved == []
    typing_hands.compose(form.editor("detail"), [], "viết")
    form._save_typing()
    assert record.saved == [("detail", "đang viết")]


def test_what_is_picked_is_saved_at_once(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    form.focus("secret")
    QTest.keyClick(form.editor("secret").inner(), Qt.Key.Key_Space)
    assert record.saved == [("secret", True)]


def test_names_and_descriptions_are_said_to_screen_readers(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record())
    work, detail = form.editor("work").inner(), form.editor("detail").inner()
    assert work.objectName() == "tasks.form.work"
    assert work.accessibleName() == "Việc (bắt buộc)"
    assert detail.accessibleDescription() == "Mỗi ý một dòng."
    label = form.findChild(QLabel, "tasks.form.work.label")
    assert isinstance(label, QLabel)
    assert label.buddy() is work
    assert label.text() == "Việc (bắt buộc)"


@pytest.mark.parametrize(
    ("label", "said"),
    [("Việc", "Việc (bắt buộc)"), ("Việc (rõ việc)", "Việc (rõ việc; bắt buộc)")],
)
def test_a_label_has_one_pair_of_brackets(label: str, said: str) -> None:
    assert ui.fields.cell.required(label) == said


def test_read_only_fields_are_not_changed(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    form.set_readonly(True)
    typing_hands.type_text(form.editor("work"), "x")
    assert form.typed("work") == "Tổng kết"
    form.set_readonly(False, ["work"])
    forms.fill(form, "work", "Sơ kết")
    forms.leave(form)
    assert record.saved == [("work", "Sơ kết")]


def test_a_field_takes_label_kind_and_need_from_its_column() -> None:
    work = ui.form.Field.of(db.tasks.Task.work)
    assert (work.name, work.label, work.required) == ("work", "Việc (rõ việc)", True)
    assert isinstance(work.editor, type)
    assert issubclass(work.editor, ui.fields.Paragraph)
    lead = ui.form.Field.of(db.tasks.Task.lead, help="Ai chủ trì", wide=False)
    assert (lead.required, lead.help, lead.wide) == (False, "Ai chủ trì", False)
    with pytest.raises(ValueError, match="editor"):
        ui.form.Field.of(db.tasks.Task.due)
    with pytest.raises(ValueError, match="verbose_name"):
        ui.form.Field.of(db.tasks.Task.work_sort)


def test_a_form_that_goes_while_the_focus_moves_is_not_called_any_more(qtbot: QtBot) -> None:
    record = forms.Record()
    window = QWidget()
    column = QVBoxLayout(window)
    form = ui.form.Form("tasks.form", forms.FIELDS, record.save)
    area = ui.scrolling.Scrolled(form)
    other = QPushButton("Khác")
    column.addWidget(area)
    column.addWidget(other)
    qtbot.addWidget(window)
    window.show()
    form.show_values(1, forms.FIRST)
    area.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    other.setFocus()
    QApplication.processEvents()
    assert record.saved == []
