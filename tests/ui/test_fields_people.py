"""People: any part of a name, without marks; the list never takes the focus or changes text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands as hands
import ui.fields
import ui.fields.people

NAMES = ["Đỗ Thị Hồng Thắm", "Lã Quang Thẩm", "Mai Văn Tâm", "Bế Thị Ánh", "Lò Thị Ánh"]


def names() -> list[str]:
    return list(NAMES)


def offered(field: ui.fields.People) -> list[str]:
    """What the list shows now."""
    if not field.offering():
        return []
    (found,) = [one for one in field.window().findChildren(QListWidget) if one.isVisible()]
    return [found.item(row).text() for row in range(found.count())]


def strict(
    qtbot: QtBot, *, free: bool = False, sure: bool = False, many: bool = False
) -> ui.fields.People:
    field = ui.fields.People(names, free=free, sure=sure, many=many)
    field.set_name("form.who")
    hands.show_in_window(qtbot, field, ui.fields.Line())
    return field


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tham", ["Đỗ Thị Hồng Thắm", "Lã Quang Thẩm"]),
        ("thẩm", ["Lã Quang Thẩm", "Đỗ Thị Hồng Thắm"]),
        ("do tham", ["Đỗ Thị Hồng Thắm"]),
        ("QUANG", ["Lã Quang Thẩm"]),
        ("am", ["Đỗ Thị Hồng Thắm", "Lã Quang Thẩm", "Mai Văn Tâm"]),
        ("anh", ["Bế Thị Ánh", "Lò Thị Ánh"]),
        ("xyz", []),
    ],
)
def test_any_part_of_a_name_finds_it_the_exact_marks_first(typed: str, found: list[str]) -> None:
    assert ui.fields.people.matching(typed, NAMES) == found


@given(st.text(max_size=20))
def test_whatever_is_typed_only_names_of_the_list_are_offered(typed: str) -> None:
    assert set(ui.fields.people.matching(typed, NAMES)) <= set(NAMES)


def test_typing_offers_names_and_keeps_the_focus_and_the_text(qtbot: QtBot) -> None:
    field = strict(qtbot)
    hands.type_text(field, "tham")
    assert offered(field) == ["Đỗ Thị Hồng Thắm", "Lã Quang Thẩm"]
    assert field.sheet.hasFocus()
    assert field.typed() == "tham"


def test_down_and_enter_choose_and_go_on(qtbot: QtBot) -> None:
    field = strict(qtbot)
    hands.type_text(field, "tham")
    hands.press(field.sheet, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.entered):
        hands.press(field.sheet, Qt.Key.Key_Return, "\r")
    assert field.value() == "Lã Quang Thẩm"
    assert offered(field) == []
    field.sheet.undo()
    assert field.typed() == "tham"


def test_a_click_chooses_and_leaves_the_focus_where_it_is(qtbot: QtBot) -> None:
    field = strict(qtbot)
    hands.type_text(field, "tham")
    found = field.window().findChild(QListWidget, "form.who.list")
    assert isinstance(found, QListWidget)
    at = found.visualItemRect(found.item(1)).center()
    with qtbot.waitSignal(field.chosen), qtbot.assertNotEmitted(field.left):
        QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert field.value() == "Lã Quang Thẩm"
    assert field.sheet.hasFocus()


def test_escape_closes_the_list_before_the_window_hears_it(qtbot: QtBot) -> None:
    field = strict(qtbot)
    assert not hands.overrides(field.sheet, Qt.Key.Key_Escape)
    hands.type_text(field, "tham")
    assert hands.overrides(field.sheet, Qt.Key.Key_Escape)
    hands.press(field.sheet, Qt.Key.Key_Escape, "\x1b")
    assert offered(field) == []
    assert field.typed() == "tham"


def test_a_word_underway_narrows_the_list_and_enter_is_not_the_lists(qtbot: QtBot) -> None:
    field = strict(qtbot)
    hands.preedit(field, "tham")
    assert offered(field) == ["Đỗ Thị Hồng Thắm", "Lã Quang Thẩm"]
    with qtbot.assertNotEmitted(field.entered):
        hands.press(field.sheet, Qt.Key.Key_Return, "\r")
    assert field.typed() == ""
    hands.compose(field, ["thắm"], "Thắm")
    assert field.typed() == "Thắm"
    assert offered(field)[0] == "Đỗ Thị Hồng Thắm"


def test_down_in_an_empty_field_shows_everybody(qtbot: QtBot) -> None:
    field = strict(qtbot)
    hands.press(field.sheet, Qt.Key.Key_Down)
    assert offered(field) == NAMES


def test_leaving_takes_the_list_away(qtbot: QtBot) -> None:
    field = strict(qtbot)
    hands.type_text(field, "anh")
    with qtbot.waitSignal(field.left):
        QTest.keyClick(field.sheet, Qt.Key.Key_Tab)
    assert offered(field) == []


def test_names_that_put_shows_offer_no_list(qtbot: QtBot) -> None:
    field = strict(qtbot)
    field.put("Mai Văn Tâm")
    QApplication.processEvents()
    assert offered(field) == []


def test_a_name_without_marks_is_understood_where_it_means_one_person(qtbot: QtBot) -> None:
    field = strict(qtbot)
    hands.type_text(field, "mai van tam")
    assert field.value() == "Mai Văn Tâm"
    field.tidy()
    assert field.typed() == "Mai Văn Tâm"


@pytest.mark.parametrize(("typed", "said"), [("ánh", "Lò Thị Ánh"), ("Vi Kim", "Không có ai")])
def test_who_is_no_member_or_may_be_two_stays_as_typed(qtbot: QtBot, typed: str, said: str) -> None:
    field = strict(qtbot)
    hands.type_text(field, typed)
    with pytest.raises(ui.fields.Unreadable, match=said):
        field.value()
    assert field.typed() == typed


def test_where_any_words_are_allowed_enter_takes_them_as_typed(qtbot: QtBot) -> None:
    field = strict(qtbot, free=True)
    hands.type_text(field, "tham")
    with qtbot.waitSignal(field.entered):
        hands.press(field.sheet, Qt.Key.Key_Return, "\r")
    assert field.value() == "tham"
    hands.press(field.sheet, Qt.Key.Key_Down)
    hands.press(field.sheet, Qt.Key.Key_Down)
    hands.press(field.sheet, Qt.Key.Key_Return, "\r")
    assert field.value() in NAMES


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("quangt", "quangt"), ("tham q", "Lã Quang Thẩm"), ("Mai Van Tam", "Mai Văn Tâm"),
        ("mai", "Mai Văn Tâm"), ("anh", "anh"), ("uang", "uang"), ("Vi Kim", "Vi Kim"),
    ],
)  # fmt: skip
def test_words_that_mean_one_person_for_sure_become_that_name_on_leaving(
    qtbot: QtBot, typed: str, value: str
) -> None:
    field = strict(qtbot, free=True, sure=True)
    hands.type_text(field, typed)
    assert field.typed() == typed
    assert field.value() == value
    field.tidy()
    assert field.typed() == value


def test_words_stay_as_typed_where_the_list_was_put_away(qtbot: QtBot) -> None:
    field = strict(qtbot, free=True, sure=True)
    hands.type_text(field, "mai")
    hands.press(field.sheet, Qt.Key.Key_Escape, "\x1b")
    assert field.value() == "mai"


def test_words_of_the_book_are_not_taken_for_a_person(qtbot: QtBot) -> None:
    field = strict(qtbot, free=True, sure=True)
    field.put("mai")
    assert field.value() == "mai"


def test_a_name_that_gets_the_keys_from_a_form_is_typed_over(qtbot: QtBot) -> None:
    field = strict(qtbot)
    field.put("Mai Văn Tâm")
    field.take_keys()
    hands.type_text(field, "lo")
    assert field.typed() == "lo"


def test_several_people_are_chosen_one_after_the_other(qtbot: QtBot) -> None:
    field = strict(qtbot, many=True)
    hands.type_text(field, "tam")
    hands.press(field.sheet, Qt.Key.Key_Return, "\r")
    hands.type_text(field, "; do")
    assert offered(field) == ["Đỗ Thị Hồng Thắm"]
    hands.press(field.sheet, Qt.Key.Key_Return, "\r")
    assert field.value() == "Mai Văn Tâm; Đỗ Thị Hồng Thắm"


def test_the_source_is_asked_once_while_a_field_is_being_filled(qtbot: QtBot) -> None:
    asked: list[int] = []

    def source() -> list[str]:
        asked.append(1)
        return list(NAMES)

    field = ui.fields.People(source)
    hands.show_in_window(qtbot, field)
    hands.type_text(field, "tham")
    assert len(asked) == 1


def test_a_list_of_thousands_is_narrowed_as_one_types(qtbot: QtBot) -> None:
    many = [f"Lò Văn Số {number}" for number in range(5_000)]
    field = ui.fields.People(lambda: many)
    hands.show_in_window(qtbot, field)
    hands.type_text(field, "so 499")
    assert 0 < len(offered(field)) <= 60


def test_a_long_name_is_seen_whole(qtbot: QtBot) -> None:
    field = ui.fields.People(names, free=True)
    hands.show_in_window(qtbot, field, width=220)
    before = field.sheet.height()
    field.put("Chi ủy Chi bộ Trường Trung học cơ sở và Trung học phổ thông Vĩnh Ngưỡng")
    QApplication.processEvents()
    assert field.sheet.height() > before
    assert field.sheet.verticalScrollBar().maximum() == 0


def test_a_paste_of_100_000_letters_is_refused_and_offers_nobody(qtbot: QtBot) -> None:
    field = strict(qtbot, free=True)
    QApplication.clipboard().setText("Ễ" * 100_000)
    with qtbot.waitSignal(field.refused):
        hands.press(field.sheet, Qt.Key.Key_V, "", Qt.KeyboardModifier.ControlModifier)
    assert field.typed() == ""
    assert offered(field) == []


def test_long_names_are_offered_whole_on_as_many_lines_as_they_need(qtbot: QtBot) -> None:
    long = ["Tôn Nữ Hoàng Phúc Bảo Quỳnh Thượng Nghiễm", "Tôn Nữ Hoàng Phúc Bảo Quỳnh Thục Uyên"]
    field = ui.fields.People(lambda: long)
    hands.show_in_window(qtbot, field, ui.fields.Line(), width=240)
    hands.press(field.sheet, Qt.Key.Key_Down)
    (found,) = [one for one in field.window().findChildren(QListWidget) if one.isVisible()]
    assert offered(field) == long
    assert found.visualItemRect(found.item(0)).height() > found.fontMetrics().height() * 2
    assert found.verticalScrollBar().maximum() == 0
