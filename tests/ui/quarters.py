"""The report page at a quarter with three tasks and one meeting, and hands for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.meetings.minutes
import db.meetings.steps
import db.periods
import db.tasks
import db.tasks.steps
import tests.db.factory
import ui.page
import ui.reports
import ui.session
from tests.ui import opening

TODAY = date(2026, 10, 5)
Q3 = db.periods.quarter(2026, 3)
WAIT = 20_000
CAUSE = {"cause": "Mưa kéo dài", "cause_body": "Chi ủy", "cause_person": "Quàng Thị Mai"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ui.session.Session]:
    """A book with three tasks and one meeting of the third quarter, in October."""
    with opening.session(tmp_path / "So", TODAY) as (made, _):
        now = tests.db.factory.moment(TODAY)
        july, due = date(2026, 7, 6), date(2026, 9, 10)
        for work, done in (("Soát quạt trần", date(2026, 9, 1)), ("Vá lưới sân", None)):
            one = tests.db.factory.task(work, assigned_on=july, first_due=due, fields=CAUSE)
            if done is not None:
                db.tasks.steps.close(one, "done", done, now, "Đã xong")
        tests.db.factory.task("Trồng hàng rào", assigned_on=july, first_due=due, fields=CAUSE)
        meeting = tests.db.factory.meeting("Sinh hoạt tháng 8", planned_on=date(2026, 8, 4))
        db.meetings.steps.hold(meeting, date(2026, 8, 4), {}, now)
        db.meetings.minutes.conclude(meeting, "Giao rà soát lớp học", now)
        yield made


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> ui.reports.ReportPage:
    """The page, its figures read and its paper drawn."""
    made = unshown(qtbot, session)
    with qtbot.waitSignal(made.paper.ready, timeout=WAIT):
        made.show()
    return made


def unshown(qtbot: QtBot, session: ui.session.Session) -> ui.reports.ReportPage:
    """The page at its usual size, nothing of it shown or read."""
    made = ui.reports.ReportPage(session)
    qtbot.addWidget(made)
    made.resize(1130, 690)
    return made


def find(page: QWidget, name: str) -> QWidget:
    """The one widget of that name."""
    found = page.findChildren(QWidget, name)
    assert len(found) == 1, name
    return found[0]


def click(page: QWidget, name: str) -> None:
    """Press the button of that name."""
    button = find(page, name)
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def text(page: QWidget, name: str) -> str:
    """The words of the label of that name."""
    label = find(page, name)
    assert isinstance(label, QLabel)
    return label.text()


def in_sight(widget: QWidget) -> bool:
    """Whether all of a widget lies in what its scrolled place shows of it."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def stops(page: QWidget, first: QWidget, last: QWidget) -> list[str]:
    """The names of what Tab meets from ``first`` to ``last``."""
    met: list[str] = []
    one: QWidget | None = first
    while one is not None and one is not last:
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            met.append(one.objectName().removeprefix("reports."))
        one = ui.page.following(one)
        assert one is not page, "the last stands after the first"
    return met


def edit(page: ui.reports.ReportPage, section: str) -> None:
    """Choose a section and ask for the field with a person's own words."""
    page.sections.choose(section)
    click(page, "reports.edit")


def sheet(page: QWidget) -> QPlainTextEdit:
    """The field with a person's own words."""
    field = find(page, "reports.text")
    assert isinstance(field, QPlainTextEdit)
    return field


def drawn(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    """Wait until the page was read and drawn once more."""
    with qtbot.waitSignal(page.paper.ready, timeout=WAIT):
        page.reload()


def change(number: int, **fields: str) -> None:
    """Other words in a task of the book, entered past the page."""
    now = tests.db.factory.moment(TODAY, second=9)
    db.tasks.steps.change(db.tasks.get(number), fields, now)


def finish(page: ui.reports.ReportPage) -> None:
    """A late task is done after all, through the session like any verb."""
    one = db.tasks.get(2)
    page.session.perform(
        "Hoàn thành",
        lambda moment: db.tasks.steps.close(one, "done", date(2026, 9, 20), moment, "Đã vá"),
    )
