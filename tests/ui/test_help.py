"""F1: the help of the page in front, and back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.moments
import tests.db.factory
import ui.first_run.person
import ui.first_run.recovery
import ui.first_run.unit
import ui.first_run.welcome
import ui.help
import ui.pages
import ui.restoring
import ui.session
import ui.theme
import ui.unlock
import ui.unlock.afterwards
import ui.verifying
from tests.ui import desks, screens

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"


def now(who: str) -> db.moments.Moment:
    """Noon of the day of all tests, acted by ``who``."""
    given = tests.db.factory.moment()
    return db.moments.Moment(given.today, given.instant, who)


def helped(
    qtbot: QtBot, session: ui.session.Session, page: str = "tasks", scale: float = 1.0
) -> desks.Hands:
    """Hands at a desk with the help of a page beside it."""
    hands = desks.opened(qtbot, session, page, scale=scale)
    hands.keys("F1")
    return hands


def before_the_desk(name: str, session: ui.session.Session, folder: Path) -> QWidget:
    """One of the screens there are before the desk."""
    book, today = session.book, session.today
    made: dict[str, Callable[[], QWidget]] = {
        "welcome": ui.first_run.welcome.Welcome,
        "unit": lambda: ui.first_run.unit.UnitScreen(today),
        "person": ui.first_run.person.PersonScreen,
        "code": lambda: ui.first_run.recovery.CodeScreen("Chi bộ", today, CODE, folder),
        "unlock": lambda: ui.unlock.Unlock(book.folder, now),
        "new password": lambda: ui.unlock.afterwards.NewPassword(book, now),
        "new code": lambda: ui.unlock.afterwards.NewCode(book, now),
        "restoring": ui.restoring.Restoring,
        "verifying": lambda: ui.verifying.VerifyPage(session.jobs, alone=True),
    }
    return made[name]()


def focused() -> QWidget:
    """The widget that has the keys."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.mark.parametrize("name", [entry.name for entry in ui.pages.ALL])
def test_f1_on_every_page_says_what_it_is_for_and_escape_leads_back(
    name: str, session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, name)
    page = hands.desk.page()
    assert page is not None
    page.take_focus()
    before = hands.focus()
    hands.keys("F1")
    assert hands.text_of("help.words") == page.HELP
    assert len(page.HELP) > 80
    assert hands.focus() == "help.close"
    hands.keys("Escape")
    assert not hands.sees("help.panel")
    assert hands.focus() == before


def test_the_help_bears_the_name_of_the_page_and_not_the_day(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = helped(qtbot, session, "today")
    assert hands.desk.help._title.text() == "Hôm nay"


def test_f1_again_and_another_page_take_the_help_away(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = helped(qtbot, session)
    hands.keys("F1")
    assert not hands.sees("help.panel")
    hands.keys("F1", "Alt+1")
    assert not hands.sees("help.panel")
    hands.click("nav.help")
    assert hands.sees("help.panel")
    hands.click("help.close")
    assert not hands.sees("help.panel")


def test_escape_closes_the_help_when_the_keys_are_elsewhere(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = helped(qtbot, session)
    hands.focus_on("tasks.table")
    hands.keys("Escape")
    assert not hands.sees("help.panel")


def bring_in_front(screen: QWidget, qtbot: QtBot) -> None:
    """Show a screen as a window of its own that has the keys."""
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    screen.activateWindow()
    screen.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


@pytest.mark.parametrize(
    "name",
    [
        "welcome", "unit", "person", "code", "unlock", "new password", "new code", "restoring",
        "verifying",
    ],
)  # fmt: skip
def test_f1_tells_what_a_screen_before_the_desk_is_for(
    name: str, session: ui.session.Session, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = before_the_desk(name, session, tmp_path)
    bring_in_front(screen, qtbot)
    before = focused()
    QTest.keyClick(before, Qt.Key.Key_F1)
    panel = screens.part(screen, ui.help.Panel, "help.panel")
    assert panel.isVisible()
    assert len(screens.said(panel, "help.words")) > 80
    assert "Ctrl+N" not in screens.part(panel, QPushButton, "help.close").accessibleDescription()
    assert screens.part(panel, QPushButton, "help.close").hasFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert before.hasFocus()
    QTest.keyClick(before, Qt.Key.Key_F1)
    QTest.keyClick(screens.part(panel, QPushButton, "help.close"), Qt.Key.Key_F1)
    assert not panel.isVisible()


def test_the_way_to_the_help_can_be_seen_before_the_desk(qtbot: QtBot) -> None:
    screen = ui.restoring.Restoring()
    qtbot.addWidget(screen)
    screen.show()
    shown = screens.part(screen, QPushButton, "restore.help")
    assert (shown.isVisible(), "F1" in shown.text()) == (True, True)
    screens.pressed(screen, "restore.help")
    assert screens.said(screen, "help.words") == ui.restoring.Restoring.HELP


def test_a_screen_that_is_part_of_the_desk_leaves_help_to_the_desk(qtbot: QtBot) -> None:
    today = tests.db.factory.moment().today
    screen = ui.first_run.recovery.CodeScreen("Chi bộ", today, CODE, Path(), alone=False)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.findChild(QPushButton, "wizard.code.help") is None
    assert screen.findChild(QPushButton, "wizard.code.larger") is None
    QTest.keyClick(screen, Qt.Key.Key_F1)
    assert not screens.part(screen, ui.help.Panel, "help.panel").isVisible()


def test_at_the_usual_size_the_help_is_seen_whole(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = helped(qtbot, session, "documents")
    bar = hands.desk.help._scroll.verticalScrollBar()
    assert bar.maximum() == 0


def test_in_large_letters_the_help_leaves_room_for_the_page(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "reports", scale=2.0)
    page = hands.desk.page()
    assert page is not None
    page.notice.say("Chưa xuất được: còn 3 việc phải bổ sung.", "amber")
    hands.keys("F1")
    hands.settle()
    assert hands.desk.height() == 768
    bar = hands.find("reports.period")
    assert bar.height() >= bar.heightForWidth(bar.width())
    help_bar = hands.desk.help._scroll.verticalScrollBar()
    hands.keys("Down")
    assert 0 < help_bar.value() <= help_bar.maximum()


def test_what_was_made_anew_during_the_help_gets_the_keys_back_as_near_as_may_be(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.document("Hướng dẫn hè")
    hands = desks.opened(qtbot, session, "documents")
    hands.focus_on("documents.form.number")
    hands.keys("F1")
    hands.find("documents.form.number").hide()
    hands.keys("Escape")
    assert hands.focus().startswith("documents.form.")


def scrolled_unit(
    session: ui.session.Session, qtbot: QtBot, scale: float
) -> ui.first_run.unit.UnitScreen:
    """The first screen of a new book, scrolled down, the keys in its last field."""
    ui.theme.set_scale(scale)
    screen = ui.first_run.unit.UnitScreen(session.today)
    screens.expose(qtbot, screen, 1366, 728)
    screen.activateWindow()
    screens.part(screen, QWidget, "wizard.unit.folder").setFocus()
    bar = screen.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    return screen


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_on_a_screen_that_was_scrolled_the_help_is_seen_from_its_first_line(
    session: ui.session.Session, qtbot: QtBot, scale: float
) -> None:
    screen = scrolled_unit(session, qtbot, scale)
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    panel, bar = screens.part(screen, ui.help.Panel, "help.panel"), screen.verticalScrollBar()

    def check_the_panel_is_seen_whole() -> None:
        assert (panel.isVisible(), bar.value()) == (True, 0)
        assert panel.visibleRegion().boundingRect() == panel.rect()

    qtbot.waitUntil(check_the_panel_is_seen_whole)


def test_when_the_help_goes_what_has_the_keys_again_is_in_sight(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    screen = scrolled_unit(session, qtbot, 1.0)
    bar = screen.verticalScrollBar()
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bar.value() == 0)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    folder = screens.part(screen, QWidget, "wizard.unit.folder")
    assert folder.hasFocus()
    qtbot.waitUntil(lambda: folder.visibleRegion().boundingRect() == folder.rect())


@pytest.mark.parametrize("name", ["unlock", "unit", "verifying"])
def test_before_the_desk_the_help_stands_whole_also_in_large_letters(
    name: str, session: ui.session.Session, qtbot: QtBot, tmp_path: Path
) -> None:
    ui.theme.set_scale(1.5)
    screen = before_the_desk(name, session, tmp_path)
    bring_in_front(screen, qtbot)
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    panel = screens.part(screen, ui.help.Panel, "help.panel")
    words = screens.part(panel, QLabel, "help.words")
    qtbot.waitUntil(lambda: words.visibleRegion().boundingRect() == words.rect())
    assert (screen.width(), screen.height()) == (1366, 768)


def test_with_the_help_open_page_down_reads_on(session: ui.session.Session, qtbot: QtBot) -> None:
    screen = scrolled_unit(session, qtbot, 2.0)
    QTest.keyClick(focused(), Qt.Key.Key_F1)
    bar = screen.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == 0)
    QTest.keyClick(focused(), Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert screens.part(screen, ui.help.Panel, "help.panel").isVisible()
