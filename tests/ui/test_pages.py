"""Which page shows a record of which kind, and that every page can be made."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import ui.page
import ui.pages
import ui.session


@pytest.mark.parametrize("entry", ui.pages.ALL, ids=lambda entry: entry.name)
def test_every_page_is_made_on_an_empty_book_with_its_title_and_few_actions(
    entry: ui.pages.Entry, session: ui.session.Session, qtbot: QtBot
) -> None:
    page = entry.make(session)
    qtbot.addWidget(page)
    assert isinstance(page, ui.page.Page)
    assert entry.name.split(".")[0] == page.NAME
    assert page.TITLE
    assert page.title()
    assert page.HELP.endswith(".")
    buttons = page.buttons()
    assert len(buttons) <= 2
    assert [one.property("kind") for one in buttons[:-1]] == ["plain"] * (len(buttons) - 1)
    assert page.leaving() == ""


@pytest.mark.parametrize("kind", ["tasks", "series", "meetings", "unit", "members"])
def test_records_of_a_kind_have_a_page(kind: str) -> None:
    assert ui.pages.page_of(kind) in {entry.name for entry in ui.pages.ALL}


def test_what_belongs_to_an_entry_names_one_of_the_sidebar() -> None:
    names = {entry.name for entry in ui.pages.IN_SIDEBAR}
    assert set(ui.pages.BELONGS_TO.values()) <= names
    assert set(ui.pages.BELONGS_TO) == {entry.name for entry in ui.pages.ASIDE}
