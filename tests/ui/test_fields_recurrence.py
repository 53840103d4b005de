"""Recurrences: only the parts that belong to the kind are shown and counted."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands as hands
import ui.fields


def today() -> date:
    return date(2026, 11, 22)


def parts_shown(field: ui.fields.Recurrence) -> set[str]:
    return {name for name, row in field._rows.items() if not row.isHidden()}


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("", set()),
        ("ongoing", set()),
        ("weekly", {"first", "last"}),
        ("monthly", {"due_day", "first", "last"}),
        ("quarterly", {"first", "last"}),
        ("yearly", {"first", "last"}),
    ],
)
def test_only_the_parts_of_the_kind_are_shown(kind: str, parts: set[str]) -> None:
    field = ui.fields.Recurrence(today)
    field.put(ui.fields.Recurring(kind))
    assert parts_shown(field) == parts
    assert field.value() == ui.fields.Recurring(kind)


def test_what_was_put_is_what_is_read() -> None:
    field = ui.fields.Recurrence(today)
    whole = ui.fields.Recurring("monthly", 15, date(2026, 1, 1), date(2026, 12, 31))
    field.put(whole)
    assert field.value() == whole
    assert not field.modified()
    field.put(None)
    assert field.value() == ui.fields.Recurring()


def test_parts_that_do_not_belong_to_the_kind_say_nothing() -> None:
    field = ui.fields.Recurrence(today)
    field.put(ui.fields.Recurring("monthly", 15, date(2026, 1, 1)))
    field.kind.put_typed("Một lần")
    assert field.value() == ui.fields.Recurring()
    assert field.modified()


def test_what_was_typed_comes_back_whole() -> None:
    field, other = ui.fields.Recurrence(today), ui.fields.Recurrence(today)
    field.put(ui.fields.Recurring("monthly", 15, date(2026, 1, 1)))
    field.parts["first"].put_typed("31/2")
    other.put(None)
    other.put_typed(field.typed())
    assert other.typed() == field.typed()
    assert parts_shown(other) == {"due_day", "first", "last"}
    with pytest.raises(ui.fields.Unreadable, match="31/2"):
        other.value()


@pytest.mark.parametrize(
    ("part", "typed"), [("due_day", "32"), ("first", "hôm nào đó"), ("last", "1/1/2020")]
)
def test_a_part_that_cannot_be_is_said_and_outlined(part: str, typed: str) -> None:
    field = ui.fields.Recurrence(today)
    field.put(ui.fields.Recurring("monthly", 15, date(2026, 1, 1)))
    field.parts[part].put_typed(typed)
    with pytest.raises(ui.fields.Unreadable):
        field.value()
    field.mark(True)
    outlined = field.parts[part].inner().property("invalid") == "true"
    assert outlined or field.kind.inner().property("invalid") == "true"
    field.mark(False)
    assert field.kind.inner().property("invalid") == "false"


def test_going_from_part_to_part_is_not_leaving(qtbot: QtBot) -> None:
    field = ui.fields.Recurrence(today)
    field.set_name("form.rec")
    field.put(ui.fields.Recurring("monthly", 15, date(2026, 1, 1)))
    other = ui.fields.Line()
    hands.show_in_window(qtbot, field, other)
    with qtbot.assertNotEmitted(field.left):
        field.parts["first"].inner().setFocus()
        assert field.focused()
    with qtbot.waitSignal(field.left):
        other.inner().setFocus()
    assert field.parts["first"].inner().objectName() == "form.rec.first"
