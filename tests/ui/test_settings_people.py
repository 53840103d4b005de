"""The people in the settings: ways in added and closed, passwords and the recovery code changed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.base
import db.book.keyfile
import db.book.keys
import db.unit
import tests.db.factory
import ui.session
import ui.settings
from tests.ui import desks, screens, sections

own_settings = sections.own_settings
page = sections.page
SECOND = "Sùng A Páo"


def fill_secrets(page: QWidget, values: dict[str, str]) -> None:
    for name, text in values.items():
        line = screens.part(page, QLineEdit, f"settings.people.{name}")
        line.clear()
        line.insert(text)


def add_second(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.show_section("people")
    sections.press(page, "settings.people.add")
    fill_secrets(page, {"add.name": SECOND, "add.first": "m2", "add.again": "m2"})
    sections.press(page, "settings.people.add.card.do")
    qtbot.waitUntil(lambda: SECOND in sections.band(page))
    close = f"settings.people.close.{page.session.book.keys.people()[1].id}"
    qtbot.waitUntil(lambda: screens.part(page, QPushButton, close).isVisible())


def test_a_person_is_added_and_no_password_stays(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    add_second(page, qtbot)
    names = [slot.name for slot in page.session.book.keys.people()]
    assert names == [tests.db.factory.WHO, SECOND]
    assert screens.part(page, QLineEdit, "settings.people.add.first").text() == ""
    keys = db.book.keyfile.read(page.session.book.folder)
    _, found = db.book.keys.unlocked(keys, db.book.keys.Secret(SECOND, "m2"))
    assert found == [page.session.book.data_key]


def test_what_is_missing_or_unlike_is_said_in_its_place(page: ui.settings.SettingsPage) -> None:
    page.show_section("people")
    sections.press(page, "settings.people.add")
    sections.press(page, "settings.people.add.card.do")
    assert "Họ tên" in screens.said(page, "settings.people.add.name.error")
    fill_secrets(page, {"add.name": SECOND, "add.first": "m2", "add.again": "m3"})
    sections.press(page, "settings.people.add.card.do")
    assert "chưa giống" in screens.said(page, "settings.people.add.again.error")
    sections.press(page, "settings.people.add.card.leave")
    assert screens.part(page, QLineEdit, "settings.people.add.first").text() == ""


def test_no_password_waits_behind_another_section(page: ui.settings.SettingsPage) -> None:
    page.show_section("people")
    sections.press(page, "settings.people.add")
    fill_secrets(page, {"add.first": "m2"})
    page.show_section("about")
    assert screens.part(page, QLineEdit, "settings.people.add.first").text() == ""


def test_a_name_that_is_there_already_is_refused(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.show_section("people")
    sections.press(page, "settings.people.add")
    fill_secrets(page, {"add.name": tests.db.factory.WHO, "add.first": "m2", "add.again": "m2"})
    sections.press(page, "settings.people.add.card.do")
    qtbot.waitUntil(lambda: "đã có" in screens.said(page, "settings.people.add.card.error"))
    assert len(page.session.book.keys.people()) == 1


def test_a_new_password_needs_the_present_one(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.show_section("people")
    sections.press(page, "settings.people.password")
    values = {"password.now": "sai", "password.new": "mới", "password.again": "mới"}
    fill_secrets(page, values)
    sections.press(page, "settings.people.password.card.do")
    qtbot.waitUntil(lambda: bool(screens.said(page, "settings.people.password.now.error")))
    fill_secrets(page, {"password.now": tests.db.factory.PASSWORD})
    sections.press(page, "settings.people.password.card.do")
    qtbot.waitUntil(lambda: "Đã đổi mật khẩu" in sections.band(page))
    keys = db.book.keyfile.read(page.session.book.folder)
    assert db.book.keys.unlocked(keys, db.book.keys.Secret(tests.db.factory.WHO, "mới"))
    assert all(
        screens.part(page, QLineEdit, f"settings.people.{name}").text() == "" for name in values
    )


def test_closing_a_way_in_changes_the_key_and_the_window_works_on(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    add_second(page, qtbot)
    book, before = page.session.book, page.session.book.data_key
    sections.press(page, f"settings.people.close.{book.keys.people()[1].id}")
    card = screens.part(page, QWidget, "settings.people.close.card")
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert SECOND in words
    assert "vẫn mở được" in words
    sections.press(page, "settings.people.close.card.do")
    assert not page.isEnabled()
    qtbot.waitUntil(lambda: "Đã đóng lối vào" in sections.band(page))
    assert page.isEnabled()
    assert book.data_key != before
    assert [slot.name for slot in book.keys.people()] == [tests.db.factory.WHO]
    page.session.perform("đổi", lambda moment: db.unit.change({"place": "Bến"}, moment))
    page.session.undo()
    assert db.unit.get().place == "Sông Hiền"


def test_a_verb_that_needs_the_whole_book_waits_for_other_work(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.show_section("people")
    sections.press(page, "settings.people.code")
    job = page.session.jobs.run("Kiểm tra", lambda _tick: None, on_done=None, alone=False)
    sections.press(page, "settings.people.code.card.do")
    assert "việc khác" in screens.said(page, "settings.people.code.card.error")
    assert not db.base.database.is_closed()
    qtbot.waitUntil(lambda: job not in page.session.jobs.running())


def test_a_new_recovery_code_is_shown_until_two_groups_are_retyped(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.show_section("people")
    sections.press(page, "settings.people.code")
    sections.press(page, "settings.people.code.card.do")
    qtbot.waitUntil(lambda: page.findChild(QWidget, "wizard.code") is not None)
    assert "chưa được gõ lại" in page.leaving()
    labels = page.findChildren(QLabel)
    groups = {
        one.objectName().removeprefix("wizard.code.shown"): one.text()
        for one in labels
        if one.objectName().startswith("wizard.code.shown")
    }
    code = "-".join(groups[str(number)] for number in range(1, len(groups) + 1))
    for order in (1, 2):
        line = screens.part(page, QLineEdit, f"wizard.code.group{order}")
        line.insert(groups[line.accessibleName().split()[-1]])
    sections.press(page, "wizard.code.next")
    assert "Đã thay mã" in sections.band(page)
    assert page.leaving() == ""
    keys = db.book.keyfile.read(page.session.book.folder)
    _, found = db.book.keys.unlocked(keys, db.book.keys.Secret(recovery=code))
    assert found == [page.session.book.data_key]


def asked(session: ui.session.Session, qtbot: QtBot, button: str, section: str) -> desks.Hands:
    """Hands that pressed ``button`` of a section by keys alone."""
    hands = desks.opened(qtbot, session, "settings")
    settings = hands.desk.page()
    assert isinstance(settings, ui.settings.SettingsPage)
    settings.show_section(section)
    hands.settle()
    hands.focus_on(button)
    hands.keys("Space")
    return hands


def test_the_keys_go_to_the_first_entry_of_a_question_that_is_shown(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = asked(session, qtbot, "settings.people.password", "people")
    assert hands.focus() == "settings.people.password.now"
    hands.type("abc")
    line = hands.find_as(QLineEdit, "settings.people.password.now")
    assert line.text() == "abc"


@pytest.mark.parametrize(
    ("button", "lines"),
    [("password", ("now", "new", "again")), ("add", ("name", "first", "again"))],
)
def test_tab_in_a_question_leads_from_line_to_line_and_then_to_the_buttons(
    session: ui.session.Session, qtbot: QtBot, button: str, lines: tuple[str, ...]
) -> None:
    hands = asked(session, qtbot, f"settings.people.{button}", "people")
    met = [hands.focus()]
    while not met[-1].endswith(".do"):
        hands.keys("Tab")
        met.append(hands.focus())
    named = [f"settings.people.{button}.{line}" for line in lines]
    secret = [one for one in named if not one.endswith(".name")]
    assert met == [
        *named,
        *(f"{one}.reveal" for one in secret),
        f"settings.people.{button}.card.do",
    ]


@pytest.mark.parametrize(
    ("section", "button"),
    [
        ("people", "settings.people.add"),
        ("people", "settings.people.password"),
        ("people", "settings.people.code"),
        ("signing", "settings.seal.change"),
    ],
)
def test_escape_gives_the_keys_back_to_the_button_that_asked(
    session: ui.session.Session, qtbot: QtBot, section: str, button: str
) -> None:
    hands = asked(session, qtbot, button, section)
    assert hands.focus() != button
    hands.keys("Escape")
    assert hands.focus() == button
    hands.keys("Space", "Escape")
    assert hands.focus() == button


def test_while_a_question_is_being_done_no_other_field_gets_the_keys(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = asked(session, qtbot, "settings.people.password", "people")
    for line in ("now", "new", "again"):
        hands.write(f"settings.people.password.{line}", tests.db.factory.PASSWORD)
    hands.keys("Enter")
    assert QApplication.focusWidget() is None
    hands.wait_said("Đã đổi mật khẩu")
    assert hands.focus() == "settings.people.password"


def test_a_question_that_was_refused_has_the_keys_again(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = asked(session, qtbot, "settings.people.add", "people")
    hands.write("settings.people.add.name", tests.db.factory.WHO)
    for line in ("first", "again"):
        hands.write(f"settings.people.add.{line}", "m2")
    hands.keys("Enter")
    hands.wait_said("đã có")
    assert hands.focus() == "settings.people.add.again"
