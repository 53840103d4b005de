"""A desk with the tasks page on it, three tasks, and their steps done by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytestqt.qtbot import QtBot

import db.tasks
import tests.db.factory
import ui.session
import ui.tasks
from tests.ui import desks

OPEN = {"first_due": date(2026, 8, 31)}


def page_of(hands: desks.Hands) -> ui.tasks.TaskPage:
    """The page in front."""
    page = hands.desk.page()
    assert isinstance(page, ui.tasks.TaskPage)
    return page


def read(number: int) -> dict[str, Any]:
    """What the book has of a task."""
    return dict(db.tasks.read_one(number))


def three() -> list[int]:
    """An overdue task, one due in August, one without a due, in the order of the list."""
    late = tests.db.factory.task("Sửa mái nhà xe")
    soon = tests.db.factory.task("Trồng cây đầu xuân", **OPEN)
    undated = tests.db.factory.task("Giữ gìn trật tự ngõ xóm", first_due=None)
    return [int(str(one.id)) for one in (late, soon, undated)]


def at_the_late(qtbot: QtBot, session: ui.session.Session) -> tuple[desks.Hands, int]:
    """Hands at the first of the three tasks, which is overdue and chosen from the beginning."""
    number, *_ = three()
    return desks.opened(qtbot, session), number


def at_the_trees(qtbot: QtBot, session: ui.session.Session) -> tuple[desks.Hands, int]:
    """Hands at the second of the three tasks, to which nothing has happened yet."""
    _, number, _ = three()
    hands = desks.opened(qtbot, session)
    hands.click_row("tasks.table", "Trồng cây")
    return hands, number


def ask(hands: desks.Hands, button: str, **answers: str) -> None:
    """Press a step's button, answer what it asks, and do it."""
    hands.click(button)
    for name, text in answers.items():
        hands.write(f"tasks.step.{name}", text)
    hands.keys("Ctrl+Enter")


def other(hands: desks.Hands, words: str) -> None:
    """Choose a step among those behind "Khác…"."""
    hands.click("tasks.more")
    hands.click_menu(words)
