"""The members page: the list by day, dated facts entered in place, nothing that judges."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import db.members
import tests.db.factory
import ui.members
import ui.members.record
import ui.page
import ui.session
from tests.ui import screens

TODAY = tests.db.factory.TODAY


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> ui.members.MemberPage:
    made = ui.members.MemberPage(session)
    screens.expose(qtbot, made, 1150, 900)
    return made


def entered(page: ui.members.MemberPage, name: str = "Quàng Thị Mai", **more: Any) -> int:
    """A member who is in the book and in the list."""
    number = tests.db.factory.member(name, **more)
    page.reload()
    return number


def shown(page: ui.members.MemberPage, **more: Any) -> int:
    """A member who is also in the form."""
    number = entered(page, **more)
    page.show_record(number)
    return number


def error(page: ui.members.MemberPage, field: str) -> str:
    form = page.record._form
    return str(form.error(field))


def test_filters_know_who_is_here_probationary_away_and_gone(
    page: ui.members.MemberPage,
) -> None:
    entered(page, "Lò Văn Một")
    entered(page, "Lò Văn Hai", official_on=None)
    away = entered(page, "Lò Văn Ba", exempt=[("QĐ 12", date(2026, 1, 1), None)])
    entered(page, "Lò Văn Bốn", left=date(2026, 5, 1))
    assert page.counts() == {"here": 3, "probationary": 1, "away": 1, "left": 1, "all": 4}
    screens.pressed(page, "members.filter.away")
    assert page.ids("", False) == [away]
    assert page.table.model().index(0, 4).data() == "Miễn công tác, sinh hoạt"


def test_a_new_member_is_entered_by_keyboard(page: ui.members.MemberPage) -> None:
    page.start_new()
    for text in ("Lường Thị Son", "1990", "3/2/2015"):
        screens.type_into(page.window().focusWidget() or page, text)
        QTest.keyClick(page.window().focusWidget() or page, Qt.Key.Key_Tab)
    screens.written(page, "members.draft.official_on", "3/2/2016")
    field = screens.part(page, QLineEdit, "members.draft.official_on")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (made,) = db.members.dump()
    assert (made["name"], made["birth_year"]) == ("Lường Thị Son", 1990)
    assert (made["joined"], made["official_on"]) == ("2015-02-03", "2016-02-03")
    assert page.table.current_id() == made["id"]


def test_the_day_of_joining_is_asked_for_as_a_day_long_past(
    page: ui.members.MemberPage,
) -> None:
    page.start_new()
    told = screens.part(page, QLabel, "members.draft.joined.told")
    assert told.text() == "Ví dụ: 3/2/1999"


def test_a_new_member_needs_name_and_day(page: ui.members.MemberPage) -> None:
    page.start_new()
    screens.pressed(page, "members.draft.save")
    assert db.members.dump() == []
    screens.written(page, "members.draft.name", "Lường Thị Son")
    assert "Lường Thị Son" in page.leaving()


def test_official_before_joined_is_said_beside_the_field(page: ui.members.MemberPage) -> None:
    number = shown(page)
    screens.written(page, "members.form.official_on", "1/1/2019")
    assert "Ngày chính thức" in page.leaving()
    assert "trước ngày vào" in error(page, "official_on")
    assert db.members.get(number).official_on == date(2020, 1, 1)
    screens.written(page, "members.form.official_on", "1/1/2021")
    assert page.leaving() == ""
    assert db.members.get(number).official_on == date(2021, 1, 1)


def test_a_probationary_member_becomes_official_by_its_own_step(
    page: ui.members.MemberPage,
) -> None:
    shown(page, official_on=None)
    screens.written(page, "members.form.official_on", "1/1/2021")
    assert page.leaving() == ""
    (last,) = db.members.Member.raw(
        "SELECT verb AS name FROM history WHERE kind = 'members' ORDER BY seq DESC LIMIT 1"
    )
    assert last.name == "make_official"


def test_a_post_is_given_ended_and_taken_away(page: ui.members.MemberPage) -> None:
    number = shown(page)
    screens.pressed(page, "members.posts.add")
    screens.written(page, "members.step.post", "Phó Bí thư")
    screens.written(page, "members.step.first", "1/1/2026")
    screens.pressed(page, "members.step.do")
    (post,) = db.members.parts(number)["posts"]
    assert (post["post"], post["from"], post["to"]) == ("Phó Bí thư", "2026-01-01", None)
    screens.pressed(page, f"members.posts.end.{post['id']}")
    screens.written(page, "members.step.last", "30/6/2026")
    screens.pressed(page, "members.step.do")
    assert db.members.parts(number)["posts"][0]["to"] == "2026-06-30"
    screens.pressed(page, f"members.posts.remove.{post['id']}")
    assert db.members.parts(number)["posts"]
    screens.pressed(page, "members.step.do")
    assert db.members.parts(number)["posts"] == []
    page.session.undo()
    assert db.members.parts(number)["posts"]


def test_an_exemption_that_ends_before_it_begins_is_answered_beside_its_end(
    page: ui.members.MemberPage,
) -> None:
    number = shown(page)
    screens.pressed(page, "members.exempt.add")
    screens.written(page, "members.step.first", "1/5/2026")
    screens.written(page, "members.step.last", "1/4/2026")
    screens.pressed(page, "members.step.do")
    said = screens.part(page, QLabel, "members.step.last.error")
    assert "trước ngày đầu" in said.text()
    assert db.members.parts(number)["exempt"] == []
    screens.written(page, "members.step.last", "1/6/2026")
    screens.pressed(page, "members.step.do")
    assert len(db.members.parts(number)["exempt"]) == 1


def test_a_temporary_stay_needs_its_kind(page: ui.members.MemberPage) -> None:
    number = shown(page)
    screens.pressed(page, "members.stays.add")
    screens.pressed(page, "members.step.do")
    assert db.members.parts(number)["stays"] == []
    kind = screens.part(page, QWidget, "members.step.stay")
    QTest.keyClick(kind, Qt.Key.Key_Down)
    screens.pressed(page, "members.step.do")
    assert [one["stay"] for one in db.members.parts(number)["stays"]] == ["temporary_in"]


def test_a_member_leaves_and_the_day_can_be_corrected(page: ui.members.MemberPage) -> None:
    number = shown(page)
    screens.pressed(page, "members.leave")
    screens.pressed(page, "members.step.do")
    assert db.members.get(number).left == TODAY
    assert page.counts()["left"] == 1
    page.show_record(number)
    screens.pressed(page, "members.leave")
    screens.written(page, "members.step.on", " ")
    screens.pressed(page, "members.step.do")
    assert db.members.get(number).left is None


def test_a_deleted_member_lies_in_the_bin(page: ui.members.MemberPage) -> None:
    number = shown(page)
    screens.pressed(page, "members.delete")
    screens.pressed(page, "members.step.do")
    assert db.members.get(number).deleted_on == TODAY
    assert page.table.count() == 0
    assert not page.record.isVisible()


def test_open_tasks_of_the_member_lead_to_their_page(
    page: ui.members.MemberPage, qtbot: QtBot
) -> None:
    number = entered(page)
    task = tests.db.factory.task(fields={"accountable": "Quàng Thị Mai"})
    page.show_record(number)
    lead = screens.part(page, QWidget, f"members.tasks.{task.id}")
    with qtbot.waitSignal(page.open_requested) as told:
        QTest.keyClick(lead, Qt.Key.Key_Return)
    assert told.args == ["tasks", task.id]


def test_import_is_asked_of_the_desk(page: ui.members.MemberPage, qtbot: QtBot) -> None:
    take, new = page.buttons()
    assert (take.objectName(), new.objectName()) == ("members.import", "members.new")
    with qtbot.waitSignal(page.open_requested) as told:
        take.click()
    assert told.args == ["intake.members", 0]


def test_no_colour_judges_a_person() -> None:
    row = {"left": None, "official_on": None, "away": "sinh hoạt tạm thời đi"}
    days = (None, (TODAY - timedelta(days=1)).isoformat(), TODAY.isoformat())
    tones = {
        tone
        for left in days
        for official in days
        for _, tone in ui.members.record.standing(
            {**row, "left": left, "official_on": official}, TODAY
        )
    }
    assert tones <= {"grey", "blue"}


def test_it_says_what_is_not_kept(page: ui.members.MemberPage) -> None:
    shown(page)
    said = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    for word in ("số định danh", "địa chỉ", "sức khỏe"):
        assert word in said
        assert word in page.HELP


@pytest.mark.parametrize(
    ("joined", "official_on", "field"),
    [("3/2/2027", "", "joined"), ("3/2/2015", "3/2/2027", "official_on"),
     ("3/2/2015", "3/2/2014", "official_on")],
)  # fmt: skip
def test_a_day_the_book_refuses_is_answered_beside_it(
    page: ui.members.MemberPage, joined: str, official_on: str, field: str
) -> None:
    page.start_new()
    for name, text in (("name", "Vì Văn Hặc"), ("joined", joined), ("official_on", official_on)):
        screens.written(page, f"members.draft.{name}", text)
    screens.pressed(page, "members.draft.save")
    assert screens.part(page, QLabel, f"members.draft.{field}.error").isVisible()
    assert screens.part(page, QWidget, f"members.draft.{field}").hasFocus()
    assert db.members.names() == []


def test_the_same_name_twice_is_told_and_one_step_takes_it_back(
    page: ui.members.MemberPage,
) -> None:
    entered(page, "Lường Thị Son")
    page.start_new()
    for name, text in (("name", "lường thị son"), ("joined", "3/2/2015")):
        screens.written(page, f"members.draft.{name}", text)
    screens.pressed(page, "members.draft.save")
    words = page.findChild(QLabel, "page.members.notice.words") or page.notice.findChild(QLabel)
    assert words is not None
    assert "nếu là một người thì bấm Hoàn tác" in words.text()
    assert len(db.members.names()) == 2
    page.session.undo()
    assert len(db.members.names()) == 1


def test_a_name_that_is_new_is_entered_without_a_word(page: ui.members.MemberPage) -> None:
    entered(page, "Lường Thị Son")
    page.start_new()
    for name, text in (("name", "Lường Thị Sen"), ("joined", "3/2/2015")):
        screens.written(page, f"members.draft.{name}", text)
    screens.pressed(page, "members.draft.save")
    assert len(db.members.names()) == 2
    assert not page.notice.isVisible()


def test_tab_meets_the_deeds_of_a_post_where_they_stand(page: ui.members.MemberPage) -> None:
    number = shown(page, posts=[("Chi ủy viên", date(2025, 1, 1), None)])
    (post,) = db.members.parts(number)["posts"]
    met: list[str] = []
    one: QWidget | None = page.findChild(QWidget, "members.form.name")
    while one is not None and one.objectName() != "members.delete":
        if ui.page.is_stop(one) and one.isVisible():
            met.append(one.objectName())
        one = ui.page.following(one)
    deeds = (f"end.{post['id']}", f"remove.{post['id']}", "add")
    at = met.index(f"members.posts.{deeds[0]}")
    assert met[at : at + 3] == [f"members.posts.{deed}" for deed in deeds]
