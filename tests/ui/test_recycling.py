"""The recycle bin: what lies there, taking it back, and the end of what lay too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

import db.members
import db.members.steps
import db.purging
import db.tasks
import db.tasks.steps
import tests.db.factory
import tests.ui.opening
import ui.recycling
import ui.session
from tests.ui.screens import pressed

Clock = Callable[[date], None]
TODAY = tests.db.factory.TODAY


@pytest.fixture
def opened(tmp_path: Path, qapp: QApplication) -> Iterator[tuple[ui.session.Session, Clock]]:
    assert qapp
    with tests.ui.opening.session(tmp_path / "So") as made:
        yield made


@pytest.fixture
def page(opened: tuple[ui.session.Session, Clock], qtbot: QtBot) -> ui.recycling.RecycleBin:
    made = ui.recycling.RecycleBin(opened[0])
    made.resize(1000, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def binned(page: ui.recycling.RecycleBin, work: str = "Sửa mái nhà xe") -> db.tasks.Task:
    task = tests.db.factory.task(work)
    page.session.perform("xóa", lambda moment: db.tasks.steps.delete(task, moment))
    return task


def shown(page: ui.recycling.RecycleBin) -> list[list[str]]:
    model = page.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_an_empty_bin_says_what_it_is_for(page: ui.recycling.RecycleBin) -> None:
    words = page.findChild(QLabel, "recycling.empty")
    assert words is not None
    assert words.isVisible()
    assert "90 ngày" in words.text()


def test_it_lists_what_was_deleted_by_whom_and_how_long_it_stays(
    page: ui.recycling.RecycleBin,
) -> None:
    binned(page)
    who = tests.db.factory.WHO
    assert shown(page) == [["Sửa mái nhà xe", "Nhiệm vụ", "20/07/2026", who, "Còn 90 ngày"]]


def test_take_back_restores_and_can_be_undone(page: ui.recycling.RecycleBin) -> None:
    task = binned(page)
    pressed(page, "recycling.restore")
    assert db.tasks.get(task.id).deleted_on is None
    assert shown(page) == []
    assert page.notice.text() == "Đã lấy lại “Sửa mái nhà xe”."
    page.session.undo()
    assert db.tasks.get(task.id).deleted_on == TODAY
    assert len(shown(page)) == 1


def test_several_are_taken_back_in_one_step(page: ui.recycling.RecycleBin) -> None:
    binned(page, "Việc một")
    binned(page, "Việc hai")
    number = tests.db.factory.member("Lò Văn Pản")
    member = db.members.Member.get_by_id(number)
    page.session.perform("xóa", lambda moment: db.members.steps.delete(member, moment))
    assert [row[1] for row in shown(page)].count("Đảng viên") == 1
    page.table.selectAll()
    pressed(page, "recycling.restore")
    assert shown(page) == []
    assert db.members.Member.get_by_id(number).deleted_on is None


def test_nothing_past_its_days_no_button(page: ui.recycling.RecycleBin) -> None:
    binned(page)
    button = page.findChild(QPushButton, "recycling.purge")
    assert button is not None
    assert button.isHidden()


def test_purging_is_asked_for_twice(
    page: ui.recycling.RecycleBin, opened: tuple[ui.session.Session, Clock]
) -> None:
    task = binned(page)
    opened[1](TODAY + timedelta(days=91))
    page.reload()
    assert shown(page)[0][-1] == "Đã quá hạn giữ"
    pressed(page, "recycling.purge")
    assert db.purging.find("tasks", task.id) is not None
    pressed(page, "recycling.purge.keep")
    assert db.purging.find("tasks", task.id) is not None
    pressed(page, "recycling.purge")
    pressed(page, "recycling.purge.sure")
    assert db.purging.find("tasks", task.id) is None
    assert page.notice.text() == "Đã xóa hẳn 1 hồ sơ."


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (90, "Còn 90 ngày", "grey"),
        (7, "Còn 7 ngày", "amber"),
        (0, "Hết hôm nay", "amber"),
        (-1, "Đã quá hạn giữ", "red"),
    ],
)
def test_days_left_come_with_words(days: int, words: str, tone: str) -> None:
    assert ui.recycling.days_left(TODAY + timedelta(days=days), TODAY) == (words, tone)
