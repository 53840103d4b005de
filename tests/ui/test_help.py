"""F1: the help of the page in front, and back to where one was."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import ui.pages
import ui.session
from tests.ui import desks


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


def test_f1_again_and_another_page_take_the_help_away(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session)
    hands.keys("F1", "F1")
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
    hands = desks.opened(qtbot, session)
    hands.keys("F1")
    hands.focus_on("tasks.table")
    hands.keys("Escape")
    assert not hands.sees("help.panel")
