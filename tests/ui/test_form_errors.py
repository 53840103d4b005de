"""Errors in a form: said under their field, and what was typed stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import db.errors
from tests.ui import forms, typing_hands


def test_a_refusal_stands_under_the_field_and_keeps_the_typing_and_the_focus(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, "work", "Sơ kết")
    record.fault = db.errors.RecordError("Việc này đã có; hãy đổi tên.")
    forms.leave(form)
    assert forms.error_shown(form, "work") == "Việc này đã có; hãy đổi tên."
    assert form.typed("work") == "Sơ kết"
    assert form.editor("detail").focused()
    assert form.unsaved() == ["Việc"]
    inner = form.editor("work").inner()
    assert inner.property("invalid") == "true"
    assert "đã có" in inner.accessibleDescription()
    record.fault = None
    assert form.flush()
    assert forms.error_shown(form, "work") == ""
    assert inner.property("invalid") == "false"


def test_enter_stays_where_something_is_wrong(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record())
    forms.fill(form, "due", "31/2")
    typing_hands.press(form.editor("due").inner(), Qt.Key.Key_Return, "\r")
    assert form.editor("due").focused()
    assert "31/2" in forms.error_shown(form, "due")


def test_a_line_that_was_refused_is_typed_over(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record())
    forms.fill(form, "due", "31/2")
    typing_hands.press(form.editor("due").inner(), Qt.Key.Key_Return, "\r")
    typing_hands.type_text(form.editor("due"), "3/2")
    assert form.typed("due") == "3/2"


def test_a_fault_of_the_program_keeps_the_typing_and_says_so(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, "work", "Sơ kết")
    record.fault = RuntimeError("bug")
    with pytest.raises(RuntimeError):
        form.flush()
    record.fault = None
    assert "vẫn còn" in forms.error_shown(form, "work")
    assert form.typed("work") == "Sơ kết"
    assert form.unsaved() == ["Việc"]


@pytest.mark.parametrize(("name", "typed"), [("due", "31/2"), ("who", "Vi Kim"), ("work", "")])
def test_what_cannot_be_read_stays_and_is_named(qtbot: QtBot, name: str, typed: str) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)
    forms.fill(form, name, typed)
    form.flush()
    labels = {field.name: field.label for field in forms.FIELDS}
    assert forms.error_shown(form, name) != ""
    assert form.typed(name) == typed
    assert form.unsaved() == [labels[name]]
    assert record.saved == []


def test_what_a_page_says_of_a_field_goes_when_it_is_saved(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record())
    form.say_error("work", "Ghi trước khi báo cáo quý.")
    assert forms.error_shown(form, "work") == "Ghi trước khi báo cáo quý."
    form.focus("work")
    forms.leave(form)
    assert form.error("work") == "Ghi trước khi báo cáo quý."
    forms.fill(form, "work", "Sơ kết")
    forms.leave(form)
    assert form.error("work") == ""
