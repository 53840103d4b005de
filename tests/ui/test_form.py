"""Forms: saved on leaving, errors in place, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import db.base
import db.errors
import db.meetings
import db.tasks
import tests.ui.typing_hands as hands
import ui.fields
import ui.form
import ui.scrolling
import ui.theme

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


def made(
    qtbot: QtBot, record: Record | None, *, width: int = 500, columns: int = 1
) -> ui.form.Form:
    form = ui.form.Form("tasks.form", FIELDS, record.save if record else None, columns=columns)
    form.show_values(1, FIRST)
    hands.show_in_window(qtbot, form, width=width)
    return form


def fill(form: ui.form.Form, name: str, text: str) -> None:
    """Go to a field, take out what is there and type ``text``."""
    editor = form.editor(name)
    editor.inner().setFocus()
    hands.press(editor.inner(), Qt.Key.Key_A, "", Qt.KeyboardModifier.ControlModifier)
    hands.press(editor.inner(), Qt.Key.Key_Delete, "\x7f")
    hands.type_text(editor, text)


def leave(form: ui.form.Form) -> None:
    """Tab out of the field."""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert form.isAncestorOf(focused)
    hands.press(focused, Qt.Key.Key_Tab, "\t")


def error_shown(form: ui.form.Form, name: str) -> str:
    """What stands in red under a field."""
    label = form.findChild(QLabel, f"tasks.form.{name}.error")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def test_a_field_is_saved_when_it_is_left_changed(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    fill(form, "work", "Sơ kết")
    assert record.saved == []
    leave(form)
    assert record.saved == [("work", "Sơ kết")]
    said = form.findChild(QLabel, "tasks.form.work.saved")
    assert isinstance(said, QLabel)
    assert said.isVisible()
    assert said.text() == "Đã lưu"
    assert form.unsaved() == []


def test_a_field_left_as_it_was_is_not_saved(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    fill(form, "work", "Tổng kết")
    leave(form)
    fill(form, "due", "30.9.2026")
    leave(form)
    assert record.saved == []
    assert form.typed("due") == "30/09/2026"


def test_enter_saves_and_goes_on(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    fill(form, "due", "5/12")
    hands.press(form.editor("due").inner(), Qt.Key.Key_Return, "\r")
    assert record.saved == [("due", date(2026, 12, 5))]
    assert form.typed("due") == "05/12/2026"
    assert form.editor("percent").focused()


def test_tab_follows_the_order_in_which_one_reads(qtbot: QtBot) -> None:
    form = made(qtbot, Record())
    form.focus()
    seen = []
    for _ in FIELDS:
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        leave(form)
    assert seen == [f"tasks.form.{field.name}" for field in FIELDS]


def test_the_window_going_to_the_back_saves(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    fill(form, "work", "Sơ kết")
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
    record = Record()
    form = made(qtbot, record)
    fill(form, "work", "Sơ kết")
    away = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(form.editor("work").inner(), away)
    assert record.saved == []


def test_flush_saves_what_is_being_edited(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    fill(form, "work", "Sơ kết")
    assert form.unsaved() == ["Việc"]
    assert form.flush()
    assert record.saved == [("work", "Sơ kết")]
    assert form.unsaved() == []
    fill(form, "percent", "nhiều")
    assert not form.flush()
    assert form.unsaved() == ["Tiến độ"]


def test_a_long_text_is_saved_while_it_is_typed(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    form._pause.setInterval(1)
    fill(form, "detail", "đang viết ")
    qtbot.waitUntil(lambda: bool(record.saved))
    assert record.saved == [("detail", "đang viết")]
    assert form.typed("detail") == "đang viết "
    assert form.editor("detail").focused()


def test_a_long_text_is_not_saved_in_the_middle_of_a_composed_word(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    fill(form, "detail", "đang ")
    hands.preedit(form.editor("detail"), "viế")
    form._save_typing()
    assert record.saved == []
    hands.compose(form.editor("detail"), [], "viết")
    form._save_typing()
    assert record.saved == [("detail", "đang viết")]


def test_what_is_picked_is_saved_at_once(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    form.focus("secret")
    QTest.keyClick(form.editor("secret").inner(), Qt.Key.Key_Space)
    assert record.saved == [("secret", True)]


def test_a_refusal_stands_under_the_field_and_keeps_the_typing_and_the_focus(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    fill(form, "work", "Sơ kết")
    record.fault = db.errors.RecordError("Việc này đã có; hãy đổi tên.")
    leave(form)
    assert error_shown(form, "work") == "Việc này đã có; hãy đổi tên."
    assert form.typed("work") == "Sơ kết"
    assert form.editor("detail").focused()
    assert form.unsaved() == ["Việc"]
    inner = form.editor("work").inner()
    assert inner.property("invalid") == "true"
    assert "đã có" in inner.accessibleDescription()
    record.fault = None
    assert form.flush()
    assert error_shown(form, "work") == ""
    assert inner.property("invalid") == "false"


def test_enter_stays_where_something_is_wrong(qtbot: QtBot) -> None:
    form = made(qtbot, Record())
    fill(form, "due", "31/2")
    hands.press(form.editor("due").inner(), Qt.Key.Key_Return, "\r")
    assert form.editor("due").focused()
    assert "31/2" in error_shown(form, "due")


def test_a_line_that_was_refused_is_typed_over(qtbot: QtBot) -> None:
    form = made(qtbot, Record())
    fill(form, "due", "31/2")
    hands.press(form.editor("due").inner(), Qt.Key.Key_Return, "\r")
    hands.type_text(form.editor("due"), "3/2")
    assert form.typed("due") == "3/2"


def test_what_is_proposed_in_a_line_is_typed_over(qtbot: QtBot) -> None:
    form = made(qtbot, Record())
    form.begin(None, {"due": date(2026, 7, 1)})
    form.focus("due")
    hands.type_text(form.editor("due"), "3/2")
    assert form.typed("due") == "3/2"


def test_a_fault_of_the_program_keeps_the_typing_and_says_so(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    fill(form, "work", "Sơ kết")
    record.fault = RuntimeError("bug")
    with pytest.raises(RuntimeError):
        form.flush()
    record.fault = None
    assert "vẫn còn" in error_shown(form, "work")
    assert form.typed("work") == "Sơ kết"
    assert form.unsaved() == ["Việc"]


@pytest.mark.parametrize(("name", "typed"), [("due", "31/2"), ("who", "Vi Kim"), ("work", "")])
def test_what_cannot_be_read_stays_and_is_named(qtbot: QtBot, name: str, typed: str) -> None:
    record = Record()
    form = made(qtbot, record)
    fill(form, name, typed)
    form.flush()
    labels = {field.name: field.label for field in FIELDS}
    assert error_shown(form, name) != ""
    assert form.typed(name) == typed
    assert form.unsaved() == [labels[name]]
    assert record.saved == []


def test_another_record_does_not_lose_what_was_typed_at_the_first(qtbot: QtBot) -> None:
    form = made(qtbot, Record())
    fill(form, "due", "31/2")
    form.flush()
    sentence = error_shown(form, "due")
    form.show_values(2, {"work": "Việc khác"})
    assert form.typed("due") == ""
    assert error_shown(form, "due") == ""
    assert form.unsaved() == []
    assert form.waiting() == {1: ["Hạn"]}
    form.show_values(1, FIRST)
    assert form.typed("due") == "31/2"
    assert error_shown(form, "due") == sentence
    assert form.unsaved() == ["Hạn"]
    assert form.waiting() == {}


def test_a_record_read_again_shows_what_changed_but_not_under_the_hands(qtbot: QtBot) -> None:
    form = made(qtbot, Record())
    fill(form, "work", "Sơ kế")
    form.show_values(1, {**FIRST, "work": "Của người khác", "percent": 70})
    assert form.typed("work") == "Sơ kế"
    assert form.typed("percent") == "70"


def test_a_record_read_again_in_the_middle_of_a_composed_word_waits(qtbot: QtBot) -> None:
    form = made(qtbot, Record())
    form.focus("work")
    hands.preedit(form.editor("work"), "đả")
    form.show_values(1, {**FIRST, "work": "Khác"})
    hands.compose(form.editor("work"), [], "đảng")
    assert "đảng" in form.typed("work")
    assert "Khác" not in form.typed("work")


def test_reading_again_while_saving_shows_what_is_stored(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)

    def read_again() -> None:
        form.show_values(1, {**FIRST, "work": "SƠ KẾT"})

    record.then = read_again
    fill(form, "work", "sơ kết")
    leave(form)
    assert form.typed("work") == "SƠ KẾT"
    assert form.unsaved() == []


def test_a_save_that_brings_another_record_leaves_it_alone(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)

    def next_one() -> None:
        form.show_values(2, {"work": "Việc khác"})

    record.then = next_one
    fill(form, "work", "Sơ kết")
    leave(form)
    assert form.typed("work") == "Việc khác"
    assert form.unsaved() == []
    assert form.waiting() == {}


def test_typing_goes_on_while_a_save_reads_the_record_again(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)

    def read_again() -> None:
        form.show_values(1, {**FIRST, "detail": "một"})

    record.then = read_again
    fill(form, "detail", "một ")
    form._save_typing()
    read_again()
    hands.type_text(form.editor("detail"), "hai")
    assert form.typed("detail") == "một hai"


def test_a_draft_saves_nothing_until_its_values_are_asked_for(qtbot: QtBot) -> None:
    form = made(qtbot, None)
    fill(form, "work", "Sơ kết")
    leave(form)
    fill(form, "due", "mai")
    leave(form)
    assert form.typed("due") == "23/11/2026"
    assert form.unsaved() == ["Việc", "Hạn"]
    found = form.values()
    assert found["work"] == "Sơ kết"
    assert found["due"] == date(2026, 11, 23)
    assert found["percent"] == 40
    assert found["secret"] is False


def test_a_draft_says_everything_that_is_wrong_and_goes_to_the_first(qtbot: QtBot) -> None:
    form = made(qtbot, None)
    fill(form, "work", "")
    fill(form, "due", "31/2")
    fill(form, "percent", "101")
    with pytest.raises(ui.fields.Unreadable):
        form.values()
    assert all(error_shown(form, name) for name in ("work", "due", "percent"))
    assert form.editor("work").focused()
    leave(form)
    assert error_shown(form, "work") != ""
    fill(form, "work", "Sơ kết")
    leave(form)
    assert error_shown(form, "work") == ""


def test_a_draft_begun_anew_forgets_and_one_shown_again_does_not(qtbot: QtBot) -> None:
    form = made(qtbot, None)
    fill(form, "work", "Sơ kết")
    form.show_values(1, FIRST)
    assert form.typed("work") == "Sơ kết"
    form.begin(1, FIRST)
    assert form.typed("work") == "Tổng kết"
    assert form.unsaved() == []


def test_what_a_page_says_of_a_field_goes_when_it_is_saved(qtbot: QtBot) -> None:
    form = made(qtbot, Record())
    form.say_error("work", "Ghi trước khi báo cáo quý.")
    assert error_shown(form, "work") == "Ghi trước khi báo cáo quý."
    form.focus("work")
    leave(form)
    assert form.error("work") == "Ghi trước khi báo cáo quý."
    fill(form, "work", "Sơ kết")
    leave(form)
    assert form.error("work") == ""


def test_a_button_below_stays_under_the_mouse_while_it_is_pressed(qtbot: QtBot) -> None:
    """The sentence that appears on leaving must not move the button away before it is let go."""
    form = made(qtbot, Record())
    window = form.window()
    button = QPushButton("Hoàn thành")
    column = window.layout()
    assert isinstance(column, QVBoxLayout)
    column.addWidget(button)
    column.addStretch(1)
    QApplication.processEvents()
    fill(form, "due", "31/2")
    before = button.mapTo(window, QPoint())
    center = button.rect().center()
    with qtbot.waitSignal(button.clicked):
        QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=center)
        button.setFocus(Qt.FocusReason.MouseFocusReason)
        QApplication.processEvents()
        assert button.mapTo(window, QPoint()) == before
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=center)
    qtbot.waitUntil(lambda: "31/2" in error_shown(form, "due"))


def test_names_and_descriptions_are_said_to_screen_readers(qtbot: QtBot) -> None:
    form = made(qtbot, Record())
    work, detail = form.editor("work").inner(), form.editor("detail").inner()
    assert work.objectName() == "tasks.form.work"
    assert work.accessibleName() == "Việc (bắt buộc)"
    assert detail.accessibleDescription() == "Mỗi ý một dòng."
    label = form.findChild(QLabel, "tasks.form.work.label")
    assert isinstance(label, QLabel)
    assert label.buddy() is work
    assert label.text() == "Việc (bắt buộc)"


def test_two_columns_where_there_is_room_and_one_where_there_is_not(qtbot: QtBot) -> None:
    form = made(qtbot, Record(), width=900, columns=2)
    due, percent = form.editor("due"), form.editor("percent")

    def beside() -> bool:
        at = [one.mapTo(form, QPoint()) for one in (due, percent)]
        return at[0].y() == at[1].y() and at[0].x() < at[1].x()

    qtbot.waitUntil(beside)
    form.window().resize(450, 600)
    qtbot.waitUntil(lambda: not beside())
    assert due.mapTo(form, QPoint()).y() < percent.mapTo(form, QPoint()).y()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_every_target_can_be_hit_and_nothing_is_wider_than_its_place(
    qtbot: QtBot, scale: float
) -> None:
    ui.theme.set_scale(scale)
    form = ui.form.Form("tasks.form", FIELDS, Record().save)
    form.show_values(1, FIRST)
    form.say_error("who", "Không có ai tên như vậy trong danh sách; hãy gõ một phần tên rồi chọn.")
    area = ui.scrolling.Scrolled(form)
    window = hands.show_in_window(qtbot, area, width=round(400 * scale))
    QApplication.processEvents()
    for field in FIELDS:
        inner = form.editor(field.name).inner()
        assert inner.height() >= ui.theme.px(32)
        right = inner.mapTo(window, QPoint(inner.width(), 0)).x()
        assert right <= window.width()
    for label in form.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width())


def test_what_has_the_focus_is_brought_in_sight(qtbot: QtBot) -> None:
    form = ui.form.Form("tasks.form", FIELDS, Record().save)
    form.show_values(1, FIRST)
    area = ui.scrolling.Scrolled(form)
    window = hands.show_in_window(qtbot, area)
    window.resize(400, 200)
    QApplication.processEvents()
    form.focus("state")
    inner = form.editor("state").inner()
    assert not inner.visibleRegion().isEmpty()
    assert area.horizontalScrollBar().maximum() == 0 or not area.horizontalScrollBar().isVisible()
    form.focus("work")
    assert area.verticalScrollBar().value() == 0


def test_read_only_fields_are_not_changed(qtbot: QtBot) -> None:
    record = Record()
    form = made(qtbot, record)
    form.set_readonly(True)
    hands.type_text(form.editor("work"), "x")
    assert form.typed("work") == "Tổng kết"
    form.set_readonly(False, ["work"])
    fill(form, "work", "Sơ kết")
    leave(form)
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
    record = Record()
    window = QWidget()
    column = QVBoxLayout(window)
    form = ui.form.Form("tasks.form", FIELDS, record.save)
    area = ui.scrolling.Scrolled(form)
    other = QPushButton("Khác")
    column.addWidget(area)
    column.addWidget(other)
    qtbot.addWidget(window)
    window.show()
    form.show_values(1, FIRST)
    area.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    other.setFocus()
    QApplication.processEvents()
    assert record.saved == []
