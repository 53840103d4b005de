"""A form shown another record, or its own once more: nothing typed is lost or goes astray."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui import forms, typing_hands


def test_another_record_does_not_lose_what_was_typed_at_the_first(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record())
    forms.fill(form, "due", "31/2")
    form.flush()
    sentence = forms.error_shown(form, "due")
    form.show_values(2, {"work": "Việc khác"})
    assert form.typed("due") == ""
    assert forms.error_shown(form, "due") == ""
    assert form.unsaved() == []
    assert form.waiting() == {1: ["Hạn"]}
    form.show_values(1, forms.FIRST)
    assert form.typed("due") == "31/2"
    assert forms.error_shown(form, "due") == sentence
    assert form.unsaved() == ["Hạn"]
    assert form.waiting() == {}


def test_a_record_read_again_shows_what_changed_but_not_under_the_hands(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record())
    forms.fill(form, "work", "Sơ kế")
    form.show_values(1, {**forms.FIRST, "work": "Của người khác", "percent": 70})
    assert form.typed("work") == "Sơ kế"
    assert form.typed("percent") == "70"


def test_a_record_read_again_in_the_middle_of_a_composed_word_waits(qtbot: QtBot) -> None:
    form = forms.made(qtbot, forms.Record())
    form.focus("work")
    typing_hands.preedit(form.editor("work"), "đả")
    form.show_values(1, {**forms.FIRST, "work": "Khác"})
    typing_hands.compose(form.editor("work"), [], "đảng")
    assert "đảng" in form.typed("work")
    assert "Khác" not in form.typed("work")


def test_reading_again_while_saving_shows_what_is_stored(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)

    def read_again() -> None:
        form.show_values(1, {**forms.FIRST, "work": "SƠ KẾT"})

    record.then = read_again
    forms.fill(form, "work", "sơ kết")
    forms.leave(form)
    assert form.typed("work") == "SƠ KẾT"
    assert form.unsaved() == []


def test_a_save_that_brings_another_record_leaves_it_alone(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)

    def next_one() -> None:
        form.show_values(2, {"work": "Việc khác"})

    record.then = next_one
    forms.fill(form, "work", "Sơ kết")
    forms.leave(form)
    assert form.typed("work") == "Việc khác"
    assert form.unsaved() == []
    assert form.waiting() == {}


def test_typing_goes_on_while_a_save_reads_the_record_again(qtbot: QtBot) -> None:
    record = forms.Record()
    form = forms.made(qtbot, record)

    def read_again() -> None:
        form.show_values(1, {**forms.FIRST, "detail": "một"})

    record.then = read_again
    forms.fill(form, "detail", "một ")
    form._save_typing()
    read_again()
    typing_hands.type_text(form.editor("detail"), "hai")
    assert form.typed("detail") == "một hai"
