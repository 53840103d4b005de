"""The desk: pages, keys that work everywhere, what is said, and nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

import db.tasks
import tests.db.factory
import ui.header
import ui.pages
import ui.session
import ui.theme
from tests.ui import desks


@pytest.mark.parametrize(
    ("key", "name"),
    [(f"Alt+{at}", entry.name) for at, entry in enumerate(ui.pages.IN_SIDEBAR, 1)],
)
def test_alt_and_a_number_lead_to_each_page_and_the_keys_go_there(
    key: str, name: str, session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task()
    hands = desks.opened(qtbot, session, "reports" if name != "reports" else "today")
    hands.focus_on("nav.lock")
    hands.keys(key)
    page = hands.find(f"page.{name}")
    now = hands.window.focusWidget()
    assert now is not None
    assert page.isAncestorOf(now)


def test_f6_leads_round_sidebar_list_and_form(session: ui.session.Session, qtbot: QtBot) -> None:
    tests.db.factory.task()
    hands = desks.opened(qtbot, session)
    hands.focus_on("nav.tasks")
    hands.keys("F6")
    assert hands.focus() == "tasks.table"
    hands.keys("F6")
    assert hands.focus() == "tasks.form.work"
    hands.keys("F6")
    assert hands.focus() == "nav.tasks"
    hands.keys("Shift+F6")
    assert hands.focus() == "tasks.form.work"


def test_search_leads_to_a_record_and_the_keys_go_with_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task("Trồng cây đầu xuân")
    tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session, "today")
    hands.keys("Ctrl+K")
    hands.type("mai nha")
    hands.find("search.results")
    hands.keys("Enter")
    assert hands.text_of("tasks.form.work") == "Sửa mái nhà xe"
    assert hands.focus() == "tasks.table"
    hands.keys("Ctrl+K")
    hands.keys("Escape", "Escape", "Escape")
    assert hands.focus() == "tasks.table"


def test_ctrl_z_takes_back_what_is_being_typed_once_it_is_saved(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.product", "Mái tôn")
    hands.focus_on("tasks.table")
    hands.keys("Ctrl+Z")
    assert db.tasks.read_one(task.id)["product"] == "Biên bản kiểm kê"
    hands.wait_said("Đã hoàn tác")
    hands.click("nav.redo")
    assert db.tasks.read_one(task.id)["product"] == "Mái tôn"


def test_the_buttons_to_take_back_and_redo_know_what_there_is(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    assert not hands.find("nav.undo").isEnabled()
    hands.write("tasks.form.product", "Mái tôn")
    hands.keys("Tab")
    assert hands.find("nav.undo").isEnabled()
    hands.click("nav.undo")
    assert not hands.find("nav.undo").isEnabled()
    assert hands.find("nav.redo").isEnabled()
    assert hands.focus()


def test_nothing_to_take_back_is_a_quiet_word(session: ui.session.Session, qtbot: QtBot) -> None:
    hands = desks.opened(qtbot, session, "today")
    hands.keys("Ctrl+Z")
    assert hands.text_of("header.said") == ui.session.NOTHING


def is_beside_the_pressed_one(widget: QWidget) -> bool:
    """Of buttons of which one is pressed, Tab meets that one; arrows lead to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and widget is not group.checkedButton()


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("name", [entry.name for entry in ui.pages.ALL])
def test_tab_meets_everything_on_a_page_once(
    name: str, key: str, session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task()
    hands = desks.opened(qtbot, session, name)
    hands.focus_on("search.box")
    expected = {
        one
        for one in hands.desk.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not is_beside_the_pressed_one(one)
    }
    met: list[QWidget] = []
    for _ in range(len(expected) + 5):
        hands.keys(key)
        now = hands.desk.focusWidget()
        assert now is not None
        if now in met:
            break
        met.append(now)
    assert {one.objectName() for one in expected - set(met)} == set()


def test_a_band_goes_with_the_page_it_was_said_on(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today")
    session.failed.emit("Chưa làm được việc này; hãy thử lại.")
    assert hands.text_of("desk.notice").startswith("Chưa làm được")
    hands.keys("Alt+2")
    assert not hands.sees("desk.notice.words")


def test_the_keys_come_back_to_where_they_were_before_locking(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task()
    hands = desks.opened(qtbot, session)
    hands.focus_on("tasks.form.product")
    hands.desk.keep_focus()
    hands.focus_on("nav.lock")
    hands.desk.take_focus()
    assert hands.focus() == "tasks.form.product"


def test_turning_to_another_page_saves_what_was_being_typed(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.product", "Mái tôn")
    hands.keys("Alt+1")
    assert db.tasks.read_one(task.id)["product"] == "Mái tôn"


def test_what_could_not_be_saved_is_named_and_still_there_later(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.work", "")
    hands.keys("Alt+1")
    (said,) = hands.desk.leaving()
    assert "Việc (rõ việc)" in said
    hands.keys("Alt+2")
    assert hands.text_of("tasks.form.work") == ""
    hands.write("tasks.form.work", "Sửa mái")
    hands.keys("Tab")
    assert hands.desk.leaving() == []


def test_what_was_typed_during_other_work_is_saved_when_that_ends(
    session: ui.session.Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    monkeypatch.setattr(session.jobs, "busy", lambda: "Xuất hồ sơ báo cáo")
    hands.write("tasks.form.product", "Mái tôn")
    hands.keys("Tab")
    assert "Xuất hồ sơ báo cáo" in hands.error("tasks.form.product")
    monkeypatch.undo()
    session.jobs.ended.emit(object())
    assert db.tasks.read_one(task.id)["product"] == "Mái tôn"
    assert hands.error("tasks.form.product") == ""


def test_the_sidebar_folds_where_it_is_narrow_and_comes_when_asked_for(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today", scale=2.0)
    assert not hands.sees("nav.tasks")
    hands.click("header.menu")
    assert hands.focus() == "nav.today"
    hands.keys("Down", "Enter")
    assert hands.sees("page.tasks")
    assert not hands.sees("nav.tasks")
    page = hands.find("page.tasks")
    now: QWidget | None = hands.window.focusWidget()
    assert now is not None
    assert page.isAncestorOf(now)
    hands.keys("Shift+F6")
    assert hands.sees("nav.tasks")
    hands.keys("Escape")
    assert not hands.sees("nav.tasks")
    assert page.isAncestorOf(hands.window.focusWidget())


@pytest.mark.parametrize("name", [entry.name for entry in ui.pages.ALL])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_page_is_wider_than_the_window(
    name: str, scale: float, session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task("Sửa mái nhà xe")
    tests.db.factory.member("Quàng Thị Mai")
    hands = desks.opened(qtbot, session, name, scale=scale)
    assert hands.window.minimumSizeHint().width() <= 1366
    assert hands.window.width() == 1366
    assert hands.window.height() == 768


def test_another_book_is_asked_for_by_its_own_signal(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today")
    with qtbot.waitSignal(hands.desk.other_book_wanted):
        hands.desk.open("book", 0)
    hands.desk.open("no such kind", 3)
    assert hands.sees("page.today")


def test_a_long_quiet_word_never_makes_the_window_wider(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task()
    hands = desks.opened(qtbot, session)
    before = hands.window.minimumSizeHint().width()
    session.said.emit("Đã hoàn tác: Sửa “Thu nộp báo cáo tháng của các tổ đảng (tháng 8/2026)”")
    hands.settle()
    said = hands.find_as(QLabel, "header.said")
    assert hands.window.minimumSizeHint().width() - before <= ui.theme.px(ui.header.SAID)
    assert said.heightForWidth(said.width()) <= said.height()


def test_ctrl_z_first_brings_back_what_a_refused_field_held(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.product", "Mái tôn")
    hands.write("tasks.form.work", "")
    hands.focus_on("tasks.table")
    assert hands.error("tasks.form.work")
    hands.keys("Ctrl+Z")
    assert hands.text_of("tasks.form.work") == "Sửa mái nhà xe"
    assert hands.error("tasks.form.work") == ""
    assert db.tasks.read_one(task.id)["product"] == "Mái tôn"
    hands.keys("Ctrl+Z")
    assert db.tasks.read_one(task.id)["product"] == "Biên bản kiểm kê"


def test_escape_leads_from_the_sidebar_to_the_page(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task()
    hands = desks.opened(qtbot, session)
    hands.focus_on("nav.tasks")
    hands.keys("Escape")
    assert hands.focus() == "tasks.table"
