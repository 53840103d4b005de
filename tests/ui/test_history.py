"""The history of a record, in words: who, when, what from, what to; what is erased says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import db.book.erasing
import db.history
import db.meetings.steps
import db.members.steps
import db.tasks
import db.tasks.steps
import db.telling
import tests.db.factory
import tests.ui.opening
import ui.history
import ui.session
import ui.theme
from tests.ui import desks, quarters

WHO = tests.db.factory.WHO


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[ui.session.Session]:
    assert qapp
    with tests.ui.opening.session(tmp_path / "So") as (made, _clock):
        yield made


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(500, 600)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def panel(session: ui.session.Session, page: QWidget) -> ui.history.HistoryPanel:
    column = QVBoxLayout(page)
    shows = ui.history.button("tasks")
    made = ui.history.HistoryPanel(session, "tasks")
    made.follow(shows)
    column.addWidget(shows)
    column.addWidget(made)
    page.show()
    return made


def open_it(panel: ui.history.HistoryPanel) -> None:
    page = panel.parentWidget()
    assert page is not None
    shows = page.findChild(type(ui.history.button("x")), "tasks.history")
    assert shows is not None
    QTest.mouseClick(shows, Qt.MouseButton.LeftButton)


def late(task: db.tasks.Task) -> None:
    db.tasks.steps.change(task, {"product": "Sổ kiểm kê"}, tests.db.factory.moment(second=5))


def test_a_change_is_told_with_its_label_before_and_after(session: ui.session.Session) -> None:
    assert session.book
    task = tests.db.factory.task()
    late(task)
    newest = db.telling.told("tasks", task.id)[0]
    assert ui.history.heading(newest) == f"20/07/2026 12:00 – {WHO} – sửa"
    assert [ui.history.sentence(one) for one in newest.differences] == [
        "Rõ sản phẩm: Biên bản kiểm kê → Sổ kiểm kê"
    ]


def test_the_first_entry_tells_what_was_entered(session: ui.session.Session) -> None:
    assert session.book
    task = tests.db.factory.task()
    first = db.telling.told("tasks", task.id)[-1]
    said = [ui.history.sentence(one) for one in first.differences]
    assert first.did == "thêm"
    assert "Việc (rõ việc): Soát thiết bị phòng máy" in said
    assert "Trạng thái: đã giao, ngày 01/06/2026" in said
    assert not any("None" in line or "assigned" in line for line in said)


def test_an_extension_is_told_with_its_grounds(session: ui.session.Session) -> None:
    task = tests.db.factory.task()
    db.tasks.steps.extend(
        task,
        date(2026, 8, 15),
        date(2026, 6, 29),
        ("mưa bão", "Chi ủy", "Kết luận họp"),
        session.now(),
    )
    newest = db.telling.told("tasks", task.id)[0]
    grounds = "ghi ngày 29/06/2026, căn cứ: Kết luận họp, Chi ủy cho phép, lý do: mưa bão"
    assert newest.did == "gia hạn"
    assert [ui.history.sentence(one) for one in newest.differences] == [
        "Hạn (rõ thời gian): 30/06/2026 → 15/08/2026",
        f"Gia hạn: 30/06/2026 → 15/08/2026, {grounds}",
    ]


def test_a_value_that_is_emptied_says_so() -> None:
    one = db.telling.Difference("Căn cứ", "Kế hoạch 05", "")
    assert ui.history.sentence(one) == "Căn cứ: Kế hoạch 05 → (để trống)"


def test_every_verb_of_the_program_has_words() -> None:
    known = db.telling._book_of_words()["verbs"]
    assert db.telling.verb_words("tasks", "extend" + db.history.CLOCK_BACK) == "gia hạn"
    assert db.telling.verb_words("unit", "set report_due_day") == "đổi cài đặt"
    assert db.telling.verb_words("tasks", "undo import") == known["undo import"]
    assert db.telling.verb_words("tasks", "nothing known") == known["other"]


def test_erased_contents_are_told_as_a_gap(
    session: ui.session.Session, panel: ui.history.HistoryPanel
) -> None:
    task = tests.db.factory.task()
    late(task)
    db.history.erase(session.now(), "tasks", task.id, "personal")
    panel.show_record("tasks", task.id)
    open_it(panel)
    lines = panel.lines()
    assert lines.count("đã xóa theo quy định") == 2
    assert "Lý do: dữ liệu cá nhân" in lines
    assert not any("Sổ kiểm kê" in line for line in lines)


def test_one_click_shows_it_and_one_hides_it(panel: ui.history.HistoryPanel) -> None:
    panel.show_record("tasks", tests.db.factory.task().id)
    assert panel.isHidden()
    open_it(panel)
    assert panel.isVisible()
    assert any("thêm" in line for line in panel.lines())
    open_it(panel)
    assert panel.isHidden()


def test_a_record_without_history_says_so(panel: ui.history.HistoryPanel) -> None:
    open_it(panel)
    assert panel.lines() == ["Chưa có thay đổi nào được ghi."]


def test_an_open_panel_follows_its_record(
    session: ui.session.Session, panel: ui.history.HistoryPanel
) -> None:
    task = tests.db.factory.task()
    panel.show_record("tasks", task.id)
    open_it(panel)
    session.perform("sửa", lambda _moment: late(task))
    assert "Rõ sản phẩm: Biên bản kiểm kê → Sổ kiểm kê" in panel.lines()


def test_long_values_are_cut_and_whole_in_the_tooltip(panel: ui.history.HistoryPanel) -> None:
    words = "Rà soát <b>toàn bộ</b> " + "hồ sơ " * 80
    panel.show_record("tasks", tests.db.factory.task(words.strip()).id)
    open_it(panel)
    line = next(one for one in panel.findChildren(QLabel) if one.text().startswith("Việc"))
    assert line.text().endswith("…")
    assert len(line.text()) < 170
    assert "&lt;b&gt;" in line.toolTip()
    assert line.toolTip().count("hồ sơ") == 80


def test_many_changes_are_shown_in_portions(panel: ui.history.HistoryPanel) -> None:
    task = tests.db.factory.task()
    for number in range(40):
        moment = tests.db.factory.moment(second=number)
        db.tasks.steps.change(task, {"product": f"Sổ số {number}"}, moment)
    panel.show_record("tasks", task.id)
    open_it(panel)
    assert sum("– sửa" in line for line in panel.lines()) == ui.history.AT_ONCE
    more = panel.findChild(type(ui.history.button("x")), "tasks.panel.more")
    assert more is not None
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert sum("– sửa" in line for line in panel.lines()) == 40


def test_members_and_meetings_are_told_by_name(session: ui.session.Session) -> None:
    assert session.book
    number = tests.db.factory.member("Lò Văn Pản")
    said = [ui.history.sentence(one) for one in db.telling.told("members", number)[0].differences]
    assert "Họ và tên: Lò Văn Pản" in said
    assert "Năm sinh" not in " ".join(said)


def test_a_long_past_is_cut_between_two_lines(panel: ui.history.HistoryPanel) -> None:
    task = tests.db.factory.task()
    open_it(panel)
    scroll = panel.findChild(QScrollArea, "tasks.panel.list")
    assert scroll is not None
    for number in range(20):
        moment = tests.db.factory.moment(second=number)
        db.tasks.steps.change(task, {"product": f"Sổ số {number}"}, moment)
    panel.show_record("tasks", task.id)
    QTest.qWait(0)
    inside = scroll.widget()
    assert inside is not None
    ends = [label.geometry().bottom() + 1 for label in inside.findChildren(QLabel)]
    assert scroll.height() <= ui.theme.px(ui.history.MOST) < inside.height()
    assert scroll.viewport().height() in ends


def test_the_history_opens_in_sight_and_escape_closes_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    number = tests.db.factory.member("Lường Thị Ban")
    hands = desks.opened(qtbot, session, "members")
    hands.desk.open("members", number)
    hands.settle(20)
    hands.focus_on("members.history.history")
    hands.keys("Enter")
    hands.settle(20)
    assert quarters.in_sight(hands.find("members.history.panel"))
    hands.focus_on("members.history.panel.close")
    hands.keys("Escape")
    assert not hands.sees("members.history.panel")
    assert hands.focus() == "members.history.history"
    hands.settle(20)
    assert quarters.in_sight(hands.find("members.history.history"))
