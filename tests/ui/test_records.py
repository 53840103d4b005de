"""What the pages of records share: where the keys return to, and what a question is about."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import db.members
import db.members.steps
import tests.db.factory
import ui.members
import ui.session
from tests.ui import desks


@pytest.fixture
def hands(session: ui.session.Session, qtbot: QtBot) -> desks.Hands:
    """At the members page, with two members and a task."""
    tests.db.factory.member("Lò Văn Một")
    tests.db.factory.member("Quàng Thị Mai")
    tests.db.factory.task("Sửa mái nhà xe")
    return desks.opened(qtbot, session, "members")


def test_the_keys_never_return_to_a_deed(hands: desks.Hands) -> None:
    for deed in ("members.leave", "members.delete"):
        hands.focus_on(deed)
        hands.keys("Alt+6")
        assert hands.focus() == "members.table"
        hands.keys("F6")
        assert hands.focus() == "members.form.name"


def test_the_place_in_the_form_is_forgotten_with_another_record(hands: desks.Hands) -> None:
    hands.keys("Home")
    hands.focus_on("members.form.joined")
    hands.keys("Escape", "F6")
    assert hands.focus() == "members.form.joined"
    hands.keys("Escape", "Down", "F6")
    assert hands.focus() == "members.form.name"


@pytest.mark.parametrize("deed", ["members.leave", "members.delete", "members.posts.add"])
def test_a_question_names_whom_it_is_about(hands: desks.Hands, deed: str) -> None:
    hands.focus_on(deed)
    hands.keys("Enter")
    name = hands.text_of("members.form.name")
    assert name in {"Lò Văn Một", "Quàng Thị Mai"}
    hands.wait_said(f"Đồng chí {name}.")


@pytest.mark.parametrize("page", ["documents", "meetings", "tasks"])
def test_a_question_before_deleting_names_its_record(
    session: ui.session.Session, qtbot: QtBot, page: str
) -> None:
    tests.db.factory.task("Sửa mái nhà xe")
    tests.db.factory.meeting("Sinh hoạt tháng 6")
    tests.db.factory.document("Kế hoạch quý III")
    hands = desks.opened(qtbot, session, page)
    record = hands.desk.page().record  # type: ignore[union-attr]  # each is a page of records
    (delete,) = [one for one in record.deeds if one.objectName() == f"{page}.delete.action"]
    delete.trigger()
    hands.settle()
    names = {
        "documents": "Văn bản “Kế hoạch quý III”.",
        "meetings": "Buổi “Sinh hoạt tháng 6”.",
        "tasks": "Nhiệm vụ “Sửa mái nhà xe”.",
    }
    hands.wait_said(names[page])


def test_a_page_come_back_to_leads_to_the_new_record_in_sight(hands: desks.Hands) -> None:
    hands.keys("Alt+2", "Ctrl+N")
    hands.type("Trồng cây")
    hands.keys("Tab")
    field = hands.focus()
    hands.keys("Alt+1", "Alt+2")
    assert hands.focus() == field != "tasks.draft.work"
    assert hands.text_of("tasks.draft.work") == "Trồng cây"
    hands.focus_on("tasks.draft.leave")
    hands.keys("Alt+1", "Alt+2")
    assert hands.focus() == "tasks.draft.work"


def test_records_asked_for_by_a_figure_have_the_keys_also_beside_a_new_record(
    hands: desks.Hands,
) -> None:
    hands.keys("Alt+2", "Ctrl+N")
    hands.type("Trồng cây")
    hands.keys("Alt+1")
    hands.click("today.figure.tasks_overdue")
    assert hands.focus() == "tasks.table"
    hands.wait_said("“Trồng cây” chưa ghi vào sổ")


def test_the_first_record_is_shown_while_shift_is_still_held(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.member("Lò Văn Một")
    hands = desks.opened(qtbot, session, "today")
    hands.keys("Shift+Tab")  # a person may let go of Shift later
    hands.desk.show_page("members")
    assert hands.text_of("members.form.name") == "Lò Văn Một"


def test_a_record_that_comes_back_by_undo_is_marked_in_the_list(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    number = tests.db.factory.member("Lò Văn Một")
    tests.db.factory.member("Quàng Thị Mai")
    hands = desks.opened(qtbot, session, "members")
    page = hands.desk.page()
    assert isinstance(page, ui.members.MemberPage)
    page.show_record(number)
    on = tests.db.factory.TODAY
    session.perform("Ra", lambda moment: db.members.steps.leave(db.members.get(number), on, moment))
    assert page.table.selected_ids() == []
    session.undo()
    assert page.table.selected_ids() == [number]
