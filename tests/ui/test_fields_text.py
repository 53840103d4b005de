"""Text fields: input methods, undo, lengths and numbers; nothing is filtered, changed or cut."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands as hands
import ui.fields
import ui.theme

CTRL = Qt.KeyboardModifier.ControlModifier
EVERY_TEXT_FIELD = [
    ui.fields.Line,
    ui.fields.Paragraph,
    ui.fields.Long,
    ui.fields.Lines,
    lambda: ui.fields.People(list, free=True),
]


@pytest.mark.parametrize("make", EVERY_TEXT_FIELD)
def test_typed_and_composed_words_stand_as_they_were_written(qtbot: QtBot, make: object) -> None:
    assert callable(make)
    editor = make()
    hands.show_in_window(qtbot, editor)
    hands.type_text(editor, "Ễ ương ")
    hands.compose(editor, ["d", "đ", "đả", "đản", "đảng"], "Đảng")
    assert editor.typed() == "Ễ ương Đảng"


@pytest.mark.parametrize("make", EVERY_TEXT_FIELD)
def test_a_word_underway_is_not_yet_typed_but_keeps_others_from_writing(
    qtbot: QtBot, make: object
) -> None:
    assert callable(make)
    editor = make()
    hands.show_in_window(qtbot, editor)
    hands.preedit(editor, "đả")
    assert editor.composing()
    assert editor.busy()
    assert not editor.modified()
    hands.compose(editor, [], "đảng")
    assert not editor.composing()
    assert editor.modified()


def test_unikey_takes_letters_back_and_writes_others(qtbot: QtBot) -> None:
    """Unikey without a preedit sends Backspace and the letter with its mark."""
    editor = ui.fields.Line()
    hands.show_in_window(qtbot, editor)
    hands.type_text(editor, "dang")
    for _ in range(4):
        hands.press(editor.inner(), Qt.Key.Key_Backspace, "\b")
    hands.type_text(editor, "đảng")
    assert editor.typed() == "đảng"


@pytest.mark.parametrize("make", EVERY_TEXT_FIELD)
def test_undo_is_the_fields_own_while_it_holds_unsaved_typing(qtbot: QtBot, make: object) -> None:
    assert callable(make)
    editor = make()
    hands.show_in_window(qtbot, editor)
    assert not hands.overrides(editor.inner(), Qt.Key.Key_Z, CTRL)
    hands.type_text(editor, "việc")
    assert hands.overrides(editor.inner(), Qt.Key.Key_Z, CTRL)
    editor.settle()
    assert not hands.overrides(editor.inner(), Qt.Key.Key_Z, CTRL)


def test_redo_is_the_fields_own_only_after_its_own_undo(qtbot: QtBot) -> None:
    editor = ui.fields.Line()
    hands.show_in_window(qtbot, editor)
    assert not hands.overrides(editor.inner(), Qt.Key.Key_Y, CTRL)
    hands.type_text(editor, "việc")
    editor.entry.undo()
    assert hands.overrides(editor.inner(), Qt.Key.Key_Y, CTRL)


def test_the_windows_undo_hears_ctrl_z_where_nothing_was_typed(qtbot: QtBot) -> None:
    editor = ui.fields.Line()
    window = hands.show_in_window(qtbot, editor)
    editor.put("đã lưu")
    stack = QUndoStack(window)
    action = stack.createUndoAction(window)
    action.setShortcut("Ctrl+Z")
    action.setEnabled(True)
    window.addAction(action)
    with qtbot.waitSignal(action.triggered):
        QTest.keyClick(editor.entry, Qt.Key.Key_Z, CTRL)
    assert editor.typed() == "đã lưu"


def paste(field: ui.fields.Editor, text: str) -> tuple[list[str], float]:
    """The sentences said about a paste, and the seconds of work it was."""
    QApplication.clipboard().setText(text)
    sentences: list[str] = []
    field.refused.connect(sentences.append)
    began = time.thread_time()
    hands.press(field.inner(), Qt.Key.Key_V, "", CTRL)
    QApplication.processEvents()
    return sentences, time.thread_time() - began


# The journeys' watchdog has the sharp limit of 100 ms; this one is for busy machines.
QUICK = 0.3


@pytest.mark.parametrize("letters", ["Ễ" * 100_000, "Ễậ " * 33_334, "một\n" * 25_000])
def test_a_paste_of_100_000_letters_in_a_line_is_neither_cut_nor_slow(
    qtbot: QtBot, letters: str
) -> None:
    field = ui.fields.Line()
    hands.show_in_window(qtbot, field)
    hands.type_text(field, "trước ")
    sentences, spent = paste(field, letters)
    assert field.typed() == "trước " + letters
    assert "dài quá 99.50" in sentences[-1]
    with pytest.raises(ui.fields.Unreadable, match="nhiều nhất 500"):
        field.value()
    hands.press(field.inner(), Qt.Key.Key_Z, "", CTRL)
    assert field.typed() == "trước "
    assert sentences[-1] == ""
    assert spent < QUICK


@pytest.mark.parametrize("make", [ui.fields.Paragraph, ui.fields.Long, ui.fields.Lines])
@pytest.mark.parametrize("letters", ["Ễ" * 100_000, "Ễậ " * 33_334, "một\n" * 25_000])
def test_a_paste_of_100_000_letters_in_a_text_is_refused_with_a_sentence(
    qtbot: QtBot, make: type[ui.fields.Long], letters: str
) -> None:
    field = make()
    hands.show_in_window(qtbot, field)
    hands.type_text(field, "trước ")
    sentences, spent = paste(field, letters)
    assert field.typed() == "trước "
    assert "chưa dán" in sentences[-1]
    assert spent < QUICK


def test_a_paste_that_just_fits_a_long_text_is_taken_at_once(qtbot: QtBot) -> None:
    field = ui.fields.Long()
    hands.show_in_window(qtbot, field)
    sentences, spent = paste(field, "Ễ" * 20_000)
    assert len(field.value()) == 20_000
    assert set(sentences) <= {""}
    assert spent < QUICK


def test_typing_past_the_limit_is_kept_and_said(qtbot: QtBot) -> None:
    field = ui.fields.Paragraph(limit=5)
    hands.show_in_window(qtbot, field)
    with qtbot.waitSignal(field.refused):
        hands.type_text(field, "sáu chữ")
    assert field.typed() == "sáu chữ"
    with pytest.raises(ui.fields.Unreadable, match="dài quá 2 ký tự"):
        field.value()


def test_line_breaks_of_something_pasted_become_blanks() -> None:
    field = ui.fields.Line()
    field.put_typed(" một\nhai\r\n\tba ")
    assert field.value() == "một hai ba"
    paragraph = ui.fields.Paragraph()
    paragraph.put_typed("một\nhai")
    assert paragraph.value() == "một hai"


def test_what_is_read_is_composed_whatever_was_pasted() -> None:
    field = ui.fields.Line()
    field.put_typed("Đa\u0309ng")
    assert field.value() == "Đảng"


def test_lines_are_those_that_say_something() -> None:
    field = ui.fields.Lines()
    field.put(["một", "hai"])
    assert field.typed() == "một\nhai"
    field.put_typed(" một \n\n ba")
    assert field.value() == ["một", "ba"]


@pytest.mark.parametrize(
    ("typed", "number"), [("", None), (" 12 ", 12), ("1.000", 1000), ("1 000", 1000), ("0", 0)]
)
def test_whole_numbers_are_read_on_leaving(typed: str, number: int | None) -> None:
    field = ui.fields.Whole(0, 5000)
    field.put_typed(typed)
    assert field.value() == number


@pytest.mark.parametrize("typed", ["mười", "1,5", "6000", "-1", "1.00", "9" * 39])
def test_what_is_no_whole_number_stays_and_says_what_is_expected(typed: str) -> None:
    field = ui.fields.Whole(0, 5000)
    field.put_typed(typed)
    with pytest.raises(ui.fields.Unreadable, match="hãy ghi"):
        field.value()
    assert field.typed() == typed


def test_a_long_text_nobody_has_scrolled_to_yet_is_as_high_as_it_needs(qtbot: QtBot) -> None:
    field, area = ui.fields.Long(), QScrollArea()
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.addSpacing(2000)
    column.addWidget(field)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.resize(600, 300)
    qtbot.addWidget(area)
    area.show()
    field.put("\n".join(["Thảo luận nhiệm vụ tháng này; tự phê bình và phê bình"] * 4))
    area.resize(240, 300)
    QApplication.processEvents()
    before = field.sheet.height()
    area.ensureWidgetVisible(field)
    field.grab()  # Qt lays all of it out only now
    assert round(field.sheet.document().documentLayout().documentSize().height()) == 12
    assert field.sheet.height() == before


def test_a_long_text_grows_with_its_lines_and_then_scrolls(qtbot: QtBot) -> None:
    field = ui.fields.Long()
    hands.show_in_window(qtbot, field)
    heights = []
    for lines in (1, 6, 14, 40):
        field.put("Ễ\n" * (lines - 1) + "Ậ")
        QApplication.processEvents()
        heights.append(field.sheet.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]
    field.put("Ễ\n" * 13 + "Ậ")
    assert field.sheet.verticalScrollBar().maximum() == 0


def test_a_paragraph_begins_as_high_as_a_line_and_can_be_hit(qtbot: QtBot) -> None:
    field, line = ui.fields.Paragraph(), ui.fields.Line()
    hands.show_in_window(qtbot, field, line)
    assert abs(field.sheet.height() - line.entry.height()) <= ui.theme.px(10)
    assert field.sheet.height() >= ui.theme.px(32)


def test_tab_leaves_a_long_text_and_enter_a_paragraph(qtbot: QtBot) -> None:
    long, paragraph, line = ui.fields.Long(), ui.fields.Paragraph(), ui.fields.Line()
    hands.show_in_window(qtbot, long, paragraph, line)
    hands.press(long.inner(), Qt.Key.Key_Return, "\r")
    assert long.typed() == "\n"
    with qtbot.waitSignal(long.left):
        QTest.keyClick(long.inner(), Qt.Key.Key_Tab)
    assert paragraph.focused()
    with qtbot.waitSignal(paragraph.entered):
        hands.press(paragraph.inner(), Qt.Key.Key_Return, "\r")
    assert paragraph.typed() == ""


def test_enter_in_the_middle_of_a_composed_word_is_the_input_methods(qtbot: QtBot) -> None:
    for field in (ui.fields.Line(), ui.fields.Paragraph()):
        hands.show_in_window(qtbot, field)
        hands.preedit(field, "đả")
        with qtbot.assertNotEmitted(field.entered):
            hands.press(field.inner(), Qt.Key.Key_Return, "\r")
        assert field.composing()
        assert field.typed() == ""


def test_a_read_only_text_can_be_read_but_not_changed(qtbot: QtBot) -> None:
    for field in (ui.fields.Line(), ui.fields.Long()):
        field.put("nguyên văn")
        field.set_readonly(True)
        hands.show_in_window(qtbot, field)
        hands.type_text(field, "x")
        assert field.typed() == "nguyên văn"
        field.set_readonly(False)
        hands.type_text(field, "x")
        assert "x" in field.typed()


@pytest.mark.parametrize("kind", [ui.fields.Paragraph, ui.fields.Long])
def test_what_was_selected_is_so_no_longer_once_tab_went_on(
    qtbot: QtBot, kind: type[ui.fields.Long]
) -> None:
    one, two = kind(), kind()
    hands.show_in_window(qtbot, one, two)
    one.put("Một hai ba")
    one.sheet.selectAll()
    two.sheet.setFocus(Qt.FocusReason.PopupFocusReason)
    assert one.sheet.textCursor().selectedText() == "Một hai ba"
    one.sheet.setFocus()
    QTest.keyClick(one.sheet, Qt.Key.Key_Tab)
    assert two.sheet.hasFocus()
    assert not one.sheet.textCursor().hasSelection()
    assert not one.modified()


def test_a_text_that_may_be_changed_again_looks_so(qtbot: QtBot) -> None:
    editor = ui.fields.Long()
    hands.show_in_window(qtbot, editor)

    def ground_and_edge() -> tuple[str, str]:
        image = editor.sheet.grab().toImage()
        middle = image.width() // 2
        low = image.pixelColor(middle, image.height() - 10)
        return low.name(), image.pixelColor(middle, 1).name()

    at_work = ground_and_edge()
    assert at_work == (ui.theme.WHITE.lower(), ui.theme.BLUE.lower())
    editor.set_readonly(True)
    assert ground_and_edge() == (ui.theme.WALL.lower(), ui.theme.LINE.lower())
    editor.set_readonly(False)
    assert ground_and_edge() == at_work
