"""An open book is looked after without being asked: a backup each day, a check each week."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

import db.book.checks
import db.book.rotation
import desktop.places
import desktop.watching
import tests.db.factory
import ui.session
from tests.ui import opening

TODAY = tests.db.factory.TODAY
Opened = tuple[ui.session.Session, Callable[[date], None]]


@pytest.fixture
def opened(tmp_path: Path, qapp: object) -> Iterator[Opened]:
    """A session on a book with one task, and a way to say what day it is."""
    assert qapp
    with opening.session(tmp_path / "So") as made:
        tests.db.factory.task("Trồng cây")
        yield made


@pytest.fixture
def places(tmp_path: Path) -> desktop.places.Places:
    return desktop.places.Places(tmp_path / "cua-so.ini")


def watch_at_once(
    session: ui.session.Session, places: desktop.places.Places
) -> desktop.watching.Watch:
    """A watch that waits for nothing."""
    made = desktop.watching.Watch(session, places)
    for timer in made.findChildren(QTimer):
        timer.setInterval(0)
    return made


def days_backed_up(session: ui.session.Session) -> list[date]:
    return [one.day for one in db.book.rotation.held(session.book)]


def test_a_change_leads_to_the_backup_of_the_day(
    opened: Opened, places: desktop.places.Places, qtbot: QtBot
) -> None:
    session, _ = opened
    watch = watch_at_once(session, places)
    with qtbot.waitSignal(session.jobs.ended):
        session.tell("tasks")
    assert days_backed_up(session) == [TODAY]
    watch.end()
    assert days_backed_up(session) == [TODAY]


def test_closing_makes_the_backup_that_was_not_made_yet(
    opened: Opened, places: desktop.places.Places
) -> None:
    session, _ = opened
    watch = desktop.watching.Watch(session, places)
    watch.begin()
    watch.end()
    assert days_backed_up(session) == [TODAY]
    assert not any(timer.isActive() for timer in watch.findChildren(QTimer))


def test_the_whole_book_is_looked_through_once_a_week(
    opened: Opened, places: desktop.places.Places, qtbot: QtBot
) -> None:
    session, set_today = opened
    watch = watch_at_once(session, places)
    number = session.book.keys.book
    for on, checked in (
        (date(2026, 7, 20), date(2026, 7, 20)),
        (date(2026, 7, 26), date(2026, 7, 20)),
        (date(2026, 7, 27), date(2026, 7, 27)),
    ):
        set_today(on)
        watch.begin()
        qtbot.waitUntil(lambda: not any(one.isActive() for one in watch.findChildren(QTimer)))
        qtbot.waitUntil(lambda: not session.jobs.running())
        assert places.checked_on(number) == checked


def test_a_book_that_does_not_hold_together_is_told_and_looked_through_again(
    opened: Opened,
    places: desktop.places.Places,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session, _ = opened
    monkeypatch.setattr(db.book.checks, "problems", lambda _book: ["một", "hai"])
    watch = watch_at_once(session, places)
    with qtbot.waitSignal(watch.told) as told:
        watch.begin()
    assert told.args is not None
    assert "2 chỗ không khớp" in told.args[0]
    assert places.checked_on(session.book.keys.book) is None
