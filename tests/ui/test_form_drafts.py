"""A form without a record behind it: saved nowhere until its values are asked for."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

import ui.fields
from tests.ui import forms, typing_hands


def test_a_draft_saves_nothing_until_its_values_are_asked_for(qtbot: QtBot) -> None:
    form = forms.made(qtbot, None)
    forms.fill(form, "work", "Sơ kết")
    forms.leave(form)
    forms.fill(form, "due", "mai")
    forms.leave(form)
    assert form.typed("due") == "23/11/2026"
    assert form.unsaved() == ["Việc", "Hạn"]
    found = form.values()
    assert found["work"] == "Sơ kết"
    assert found["due"] == date(2026, 11, 23)
    assert found["percent"] == 40
    assert found["secret"] is False


def test_a_draft_says_everything_that_is_wrong_and_goes_to_the_first(qtbot: QtBot) -> None:
    form = forms.made(qtbot, None)
    forms.fill(form, "work", "")
    forms.fill(form, "due", "31/2")
    forms.fill(form, "percent", "101")
    with pytest.raises(ui.fields.Unreadable):
        form.values()
    assert all(forms.error_shown(form, name) for name in ("work", "due", "percent"))
    assert form.editor("work").focused()
    forms.leave(form)
    assert forms.error_shown(form, "work") != ""
    forms.fill(form, "work", "Sơ kết")
    forms.leave(form)
    assert forms.error_shown(form, "work") == ""


def test_a_draft_begun_anew_forgets_and_one_shown_again_does_not(qtbot: QtBot) -> None:
    form = forms.made(qtbot, None)
    forms.fill(form, "work", "Sơ kết")
    form.show_values(1, forms.FIRST)
    assert form.typed("work") == "Sơ kết"
    form.begin(1, forms.FIRST)
    assert form.typed("work") == "Tổng kết"
    assert form.unsaved() == []


def test_what_is_proposed_in_a_line_is_typed_over(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record())
    form.begin(None, {"due": date(2026, 7, 1)})
    form.focus("due")
    typing_hands.type_text(form.editor("due"), "3/2")
    assert form.typed("due") == "3/2"
