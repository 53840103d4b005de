"""What all pages share: the band, list and form that take turns, and where the keys go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import db.errors
import db.moments
import ui.page
import ui.session
import ui.theme


class Small(ui.page.Page):
    """A page that counts how often it read."""

    NAME = "small"
    TITLE = "Nhỏ"
    KINDS = frozenset({"tasks"})

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session)
        self.read = 0
        self.list, self.form, inner = QListWidget(), QWidget(), QVBoxLayout()
        self.first, self.second = QLineEdit(), QLineEdit()
        inner.addWidget(self.first)
        inner.addWidget(self.second)
        self.form.setLayout(inner)
        self.split = ui.page.Split(self.list, self.form, "small", (60, 40))
        self.body.addWidget(self.split)

    def reload(self) -> None:
        self.read += 1


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> Small:
    made = Small(session)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_page_reads_again_when_its_kinds_change_and_only_then(page: Small) -> None:
    page.session.tell("tasks", "members")
    page.session.tell("meetings")
    assert page.read == 1


def test_a_page_out_of_sight_reads_when_it_is_shown(page: Small) -> None:
    page.hide()
    page.session.tell("tasks")
    page.session.tell("tasks")
    assert page.read == 0
    page.show()
    assert page.read == 1


def test_a_verb_that_is_refused_is_told_in_the_band_and_the_next_clears_it(page: Small) -> None:
    def refuse(_moment: db.moments.Moment) -> None:
        raise db.errors.RecordError("Chưa được; hãy thử lại.")

    assert page.attempt("Việc", refuse) is None
    assert page.notice.text() == "Chưa được; hãy thử lại."
    assert page.attempt("Việc", lambda _moment: 7) == 7
    assert page.notice.text() == ""


def test_the_band_offers_a_way_and_can_be_closed(page: Small, qtbot: QtBot) -> None:
    done: list[str] = []
    page.notice.say("Còn một việc.", "amber", ("Làm", lambda: done.append("làm")))
    button = page.findChild(QPushButton, "small.notice.action")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["làm"]
    assert page.notice.text() == ""
    page.notice.say("Không có việc gì.")
    assert not button.isVisible()
    close = page.findChild(QPushButton, "small.notice.close")
    assert close is not None
    with qtbot.waitSignal(page.notice.closed):
        QTest.mouseClick(close, Qt.MouseButton.LeftButton)


def test_list_and_form_take_turns_where_there_is_no_room(page: Small, qtbot: QtBot) -> None:
    page.resize(500, 600)
    qtbot.waitUntil(page.split.narrow)
    assert page.list.isVisible()
    assert not page.form.isVisible()
    page.split.show_right()
    assert page.form.isVisible()
    assert not page.list.isVisible()
    page.resize(1100, 600)
    qtbot.waitUntil(lambda: page.list.isVisible() and page.form.isVisible())


def test_where_room_runs_out_what_the_person_is_at_stays_in_sight(
    page: Small, qtbot: QtBot
) -> None:
    page.second.setFocus()
    page.resize(500, 600)
    qtbot.waitUntil(page.split.narrow)
    assert page.second.hasFocus()
    assert page.second.isVisible()
    assert not page.list.isVisible()


def test_the_keys_follow_when_their_half_goes(page: Small, qtbot: QtBot) -> None:
    page.resize(500, 600)
    qtbot.waitUntil(page.split.narrow)
    page.list.setFocus()
    page.split.show_right()
    assert page.first.hasFocus()


def test_larger_letters_make_a_window_narrow(page: Small) -> None:
    assert not page.split.narrow()
    ui.theme.set_scale(2.0)
    assert page.split.narrow()


def test_escape_in_the_form_leads_to_the_list(page: Small) -> None:
    page.second.setFocus()
    QTest.keyClick(page.second, Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def test_the_areas_are_what_is_in_sight(page: Small, qtbot: QtBot) -> None:
    assert len(page.areas()) == 2
    page.resize(500, 600)
    qtbot.waitUntil(page.split.narrow)
    assert page.areas() == [page.list]


def test_the_keys_return_to_where_they_were_in_a_place(page: Small) -> None:
    page.second.setFocus()
    page.list.setFocus()
    ui.page.put_focus(page.form)
    assert page.second.hasFocus()
    ui.page.put_focus(page.form)
    assert page.second.hasFocus()


def test_tab_goes_through_parts_made_anew(page: Small, qtbot: QtBot) -> None:
    late = QLineEdit()
    layout = page.form.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(0, late)
    qtbot.waitUntil(late.isVisible)
    ui.page.chain(page.list, late, page.first, page.second)
    page.list.setFocus()
    for one in (late, page.first, page.second):
        now = QApplication.focusWidget()
        assert now is not None
        QTest.keyClick(now, Qt.Key.Key_Tab)
        assert one.hasFocus()


def test_an_empty_place_says_what_it_is_for_with_its_button(qtbot: QtBot) -> None:
    button = ui.theme.button("Thêm", "x.new")
    made = ui.page.empty("Chưa có gì.", button)
    qtbot.addWidget(made)
    made.show()
    assert button.isVisible()
