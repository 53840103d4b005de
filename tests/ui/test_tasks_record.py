"""The form of a task: typing is saved for its own record or refused beside its field."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

import db.meetings.minutes
import db.meetings.steps
import tests.db.factory
import ui.session
from tests.ui import desks, errands


def test_typing_goes_to_the_record_it_was_typed_for(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    late, number, _ = errands.three()
    hands = desks.opened(qtbot, session)
    hands.write("tasks.form.product", "Mái mới")
    hands.click_row("tasks.table", "Trồng cây")
    assert errands.read(late)["product"] == "Mái mới"
    assert errands.read(number)["product"] == "Biên bản kiểm kê"


def test_a_field_that_may_not_be_empty_says_so_and_waits_for_its_record(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, late = errands.at_the_late(qtbot, session)
    hands.write("tasks.form.work", "")
    hands.click_row("tasks.table", "Trồng cây")
    assert errands.read(late)["work"] == "Sửa mái nhà xe"
    assert "Việc" in hands.desk.leaving()[0]
    hands.click_row("tasks.table", "Sửa mái")
    hands.wait_until(lambda: hands.error("tasks.form.work"), "the sentence under the field")


def test_a_secrecy_mark_is_refused_under_its_field(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, late = errands.at_the_late(qtbot, session)
    hands.write("tasks.form.product", "Báo cáo (TỐI MẬT)")
    hands.keys("Tab")
    assert "độ mật" in hands.error("tasks.form.product")
    assert errands.read(late)["product"] == "Biên bản kiểm kê"


def test_a_name_not_of_the_cell_is_kept_as_typed(session: ui.session.Session, qtbot: QtBot) -> None:
    tests.db.factory.member("Quàng Thị Mai")
    hands, late = errands.at_the_late(qtbot, session)
    hands.write("tasks.form.accountable", "Ông trưởng thôn")
    hands.keys("Tab")
    task = errands.read(late)
    assert (task["accountable"], task["accountable_member"]) == ("Ông trưởng thôn", None)
    hands.write("tasks.form.accountable", "mai")
    hands.keys("Down", "Enter")
    assert errands.read(late)["accountable"] == "Quàng Thị Mai"
    assert errands.read(late)["accountable_member"] is not None


def test_typing_a_long_text_is_one_step_back(session: ui.session.Session, qtbot: QtBot) -> None:
    hands, late = errands.at_the_late(qtbot, session)
    hands.write("tasks.form.product", "Mái")
    page = errands.page_of(hands)
    form = page.record._product
    form._save_typing()
    hands.type(" mới")
    hands.keys("Tab")
    assert errands.read(late)["product"] == "Mái mới"
    hands.keys("Ctrl+Z")
    assert errands.read(late)["product"] == "Biên bản kiểm kê"


def test_what_stands_below_the_last_field_is_reached_by_the_keys_of_pages(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands, _ = errands.at_the_trees(qtbot, session)
    bar = errands.page_of(hands).record._area.verticalScrollBar()
    assert bar.maximum() > 0
    for field in ("tasks.form.work", "tasks.form.outcome"):
        hands.focus_on(field)
        hands.keys(*["PageDown"] * 6)
        assert bar.value() == bar.maximum(), field
        hands.keys(*["PageUp"] * 6)
        assert bar.value() == 0, field
        hands.keys("Ctrl+End", "Ctrl+End")
        assert bar.value() == bar.maximum(), field
        hands.keys("Ctrl+Home", "Ctrl+Home")
        assert bar.value() == 0, field


def test_a_task_made_from_a_conclusion_leads_to_its_meeting(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    meeting = tests.db.factory.meeting("Sinh hoạt tháng 6")
    db.meetings.steps.hold(meeting, tests.db.factory.TODAY, {}, tests.db.factory.moment())
    said = db.meetings.minutes.conclude(meeting, "Trồng cây", tests.db.factory.moment())
    db.meetings.minutes.make_task(
        said, tests.db.factory.draft("Trồng cây"), tests.db.factory.moment(), not_secret=True
    )
    tests.db.factory.task("Sửa mái nhà xe")
    hands = desks.opened(qtbot, session)
    hands.click_row("tasks.table", "Sửa mái")
    assert not hands.sees("tasks.source")
    hands.click_row("tasks.table", "Trồng cây")
    assert "Sinh hoạt tháng 6" in hands.text_of("tasks.source")
    hands.focus_on("tasks.source.open")
    hands.keys("Enter")
    assert hands.text_of("meetings.form.title") == "Sinh hoạt tháng 6"
