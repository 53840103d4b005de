"""Pages are made while nobody touches the program, and at once when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget
from pytestqt.qtbot import QtBot

import db.base
import db.errors
import ui.making
import ui.page
import ui.pages
import ui.session
import ui.theme
import ui.touches


@pytest.fixture
def stack(qtbot: QtBot) -> QStackedWidget:
    made = QStackedWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def maker(session: ui.session.Session, stack: QStackedWidget) -> ui.making.Maker:
    """A maker whose clock the test turns."""
    made = ui.making.Maker(session, stack, _nobody)
    clock(made).stop()
    return made


def _nobody(_page: ui.page.Page) -> None:
    """Nobody hears what a page asks for."""


def clock(maker: ui.making.Maker) -> QTimer:
    found = maker.findChild(QTimer, "making")
    assert isinstance(found, QTimer)
    return found


def turn(maker: ui.making.Maker) -> None:
    """The time for one more piece has come."""
    clock(maker).timeout.emit()


def test_left_alone_every_page_is_made(maker: ui.making.Maker, stack: QStackedWidget) -> None:
    for _ in range(20 * len(ui.pages.ALL)):
        turn(maker)
    assert maker.is_done()
    assert list(maker.made()) == [entry.name for entry in ui.pages.ALL]
    assert stack.count() == len(ui.pages.ALL)


def test_a_page_that_is_asked_for_is_there_at_once_and_only_once(
    maker: ui.making.Maker, stack: QStackedWidget
) -> None:
    turn(maker)
    page = maker.page("members")
    assert stack.indexOf(page) >= 0
    assert list(maker.made()) == ["members"]
    assert maker.page("members") is page


def test_a_touch_makes_it_wait(maker: ui.making.Maker) -> None:
    clock(maker).start(1)
    maker.findChildren(ui.touches.Touches)[0].touched.emit()
    assert clock(maker).interval() == ui.making.PAUSE


def test_while_other_work_holds_the_book_pages_are_put_back_and_none_is_read(
    maker: ui.making.Maker,
    stack: QStackedWidget,
    session: ui.session.Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = [maker.page(name) for name in ("today", "tasks")]
    stack.setCurrentWidget(pages[0])
    before: list[Iterator[None]] = []
    ui.theme.notifier().changing.emit(before)
    for steps in before:
        for _ in steps:
            pass
    assert stack.indexOf(pages[1]) < 0
    monkeypatch.setattr(session.jobs, "busy", lambda: "Xuất hồ sơ")
    for _ in range(20):
        turn(maker)
    assert stack.indexOf(pages[1]) >= 0
    assert list(maker.made()) == ["today", "tasks"]


def test_a_book_that_is_shut_is_not_read(maker: ui.making.Maker) -> None:
    db.base.database.close()
    try:
        turn(maker)
    finally:
        db.base.database.connect()
    assert maker.made() == {}
    assert clock(maker).isActive()


def test_a_change_of_size_takes_pages_out_of_sight_out_and_they_come_back(
    maker: ui.making.Maker, stack: QStackedWidget
) -> None:
    front, back = maker.page("today"), maker.page("tasks")
    stack.setCurrentWidget(front)
    before: list[Iterator[None]] = []
    ui.theme.notifier().changing.emit(before)
    for steps in before:
        for _ in steps:
            pass
    assert stack.indexOf(front) >= 0
    assert stack.indexOf(back) < 0
    assert not back.isVisible()
    assert maker.page("tasks") is back
    assert stack.indexOf(back) >= 0


def test_pages_out_of_sight_go_with_the_desk(session: ui.session.Session) -> None:
    stack = QStackedWidget()
    maker = ui.making.Maker(session, stack, _nobody)
    maker.page("today")
    turn(maker)
    turn(maker)
    turn(maker)
    waiting = [page for page in maker.made().values() if stack.indexOf(page) < 0]
    stack.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert waiting
    assert not any(shiboken6.isValid(page) for page in waiting)


def test_what_cannot_be_read_is_said_when_the_page_is_asked_for(
    maker: ui.making.Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_entry: ui.pages.Entry, _session: ui.session.Session) -> ui.page.Page:
        raise db.errors.RecordError("Chưa đọc được; hãy thử lại.")

    make: Callable[..., ui.page.Page] = ui.pages.Entry.make
    monkeypatch.setattr(ui.pages.Entry, "make", refuse)
    turn(maker)
    turn(maker)
    with pytest.raises(db.errors.RecordError, match="Chưa đọc được"):
        maker.page("today")
    monkeypatch.setattr(ui.pages.Entry, "make", make)
    assert isinstance(maker.page("today"), ui.page.Page)
