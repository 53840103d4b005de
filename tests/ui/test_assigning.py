"""A new task: its draft waits, is entered whole, and what is wrong is said in its place."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

import db.tasks
import db.tasks.series
import tests.db.factory
import ui.session
from tests.ui import desks


def begun(session: ui.session.Session, qtbot: QtBot) -> desks.Hands:
    """Hands at the form of a new task."""
    hands = desks.opened(qtbot, session)
    hands.keys("Ctrl+N")
    return hands


def fill(hands: desks.Hands, work: str = "Sửa đường điện ngõ 12") -> None:
    """What is to be done, by the keyboard alone, and the tick."""
    hands.type(work)
    hands.focus_on("tasks.draft.not_secret")
    hands.keys("Space")


def test_a_new_task_needs_less_than_25_keystrokes_beyond_its_text(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.member("Quàng Thị Mai")
    hands = desks.opened(qtbot, session, "today")
    hands.keys("Alt+2", "Ctrl+N")
    hands.type("Sửa đường điện ngõ 12")
    for words in ("Tổ dân phố 4", "", "Chi ủy", "Tổ trưởng", "30/9", "Biên bản nghiệm thu"):
        hands.keys("Tab")
        hands.type(words or "mai")
        if not words:
            hands.keys("Down")
            hands.keys("Enter")  # takes the name and goes on
            hands.keys("Shift+Tab")
    hands.keys("Tab", "Space", "Ctrl+Enter")
    (task,) = db.tasks.dump()
    assert (task["work"], task["lead"]) == ("Sửa đường điện ngõ 12", "Tổ dân phố 4")
    assert (task["accountable"], task["due"]) == ("Quàng Thị Mai", "2026-09-30")
    assert (task["authority"], task["product"]) == ("Chi ủy", "Biên bản nghiệm thu")
    assert task["accountable_member"] is not None
    assert hands.keystrokes < 25
    assert hands.text_of("tasks.form.work") == "Sửa đường điện ngõ 12"


def test_the_secrecy_tick_is_asked_for_in_its_place(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    hands.type("Sửa đường điện")
    hands.keys("Ctrl+Enter")
    assert "không thuộc bí mật nhà nước" in hands.error("tasks.draft.not_secret")
    assert hands.focus() == "tasks.draft.not_secret"
    assert db.tasks.dump() == []
    hands.keys("Space", "Ctrl+Enter")
    assert len(db.tasks.dump()) == 1


def test_a_secrecy_mark_is_refused_under_the_field_that_bears_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    fill(hands)
    hands.write("tasks.draft.product", "Báo cáo (MẬT)")
    hands.keys("Ctrl+Enter")
    assert "độ mật" in hands.error("tasks.draft.product")
    assert hands.focus() == "tasks.draft.product"
    assert db.tasks.dump() == []


def test_work_is_required_and_a_bad_day_is_said_beside_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    hands.write("tasks.draft.due", "32/13")
    hands.keys("Ctrl+Enter")
    assert hands.error("tasks.draft.work")
    assert hands.error("tasks.draft.due")
    assert hands.text_of("tasks.draft.due") == "32/13"
    assert hands.focus() == "tasks.draft.work"


def test_part_of_one_name_is_that_person_and_a_body_stays_as_typed(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.member("Lò Văn Khoát")
    hands = begun(session, qtbot)
    fill(hands)
    hands.write("tasks.draft.accountable", "khoat")
    hands.keys("Tab")
    assert hands.text_of("tasks.draft.accountable") == "Lò Văn Khoát"
    hands.write("tasks.draft.authority", "khoat")
    hands.keys("Ctrl+Enter")
    (task,) = db.tasks.dump()
    assert (task["accountable"], task["authority"]) == ("Lò Văn Khoát", "khoat")
    assert task["accountable_member"] is not None


def test_a_due_before_the_day_of_assignment_is_refused_beside_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    fill(hands)
    hands.write("tasks.draft.due", "1/1/2026")
    hands.keys("Ctrl+Enter")
    assert "Hạn 01/01/2026 trước ngày giao" in hands.error("tasks.draft.due")
    assert hands.focus() == "tasks.draft.due"
    assert db.tasks.dump() == []
    hands.type("30/9/2026")
    hands.keys("Ctrl+Enter")
    assert [task["due"] for task in db.tasks.dump()] == ["2026-09-30"]


def test_a_draft_waits_while_another_task_is_looked_at(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task("Trồng cây", first_due=date(2026, 8, 31))
    hands = begun(session, qtbot)
    fill(hands)
    hands.click_row("tasks.table", "Trồng cây")
    hands.wait_said("“Sửa đường điện ngõ 12” chưa ghi vào sổ")
    assert any("Sửa đường điện" in one for one in hands.desk.leaving())
    hands.click("tasks.notice.action")
    assert hands.text_of("tasks.draft.work") == "Sửa đường điện ngõ 12"
    assert not hands.sees("tasks.notice")
    hands.keys("Ctrl+Enter")
    assert len(db.tasks.dump()) == 2
    assert not hands.desk.leaving()


def test_a_draft_without_its_first_field_is_not_lost_unsaid(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    assert not hands.desk.leaving()
    hands.write("tasks.draft.product", "Biên bản")
    assert hands.desk.leaving()


def test_the_second_new_task_starts_empty(session: ui.session.Session, qtbot: QtBot) -> None:
    hands = begun(session, qtbot)
    fill(hands)
    hands.keys("Ctrl+Enter", "Ctrl+N")
    assert hands.text_of("tasks.draft.work") == ""
    assert hands.focus() == "tasks.draft.work"
    hands.type("Việc khác")
    hands.click("tasks.draft.leave")
    hands.keys("Ctrl+N")
    assert hands.text_of("tasks.draft.work") == ""


def test_a_draft_that_was_given_up_can_be_taken_back(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    fill(hands)
    hands.write("tasks.draft.due", "30/9/2026")
    hands.click("tasks.draft.leave")
    hands.wait_said("Đã bỏ phần đang nhập: “Sửa đường điện ngõ 12”.")
    hands.click("tasks.notice.action")
    assert hands.text_of("tasks.draft.work") == "Sửa đường điện ngõ 12"
    assert hands.text_of("tasks.draft.due") == "30/09/2026"
    assert hands.focus() == "tasks.draft.work"
    hands.click("tasks.draft.leave")
    hands.keys("Ctrl+N")
    assert hands.text_of("tasks.draft.work") == ""
    assert not hands.desk.leaving()
    hands.keys("Shift+Tab", "Shift+Tab")
    assert hands.focus() == "tasks.draft.dropped.action"
    hands.keys("Space")
    hands.keys("Ctrl+Enter")
    assert [task["work"] for task in db.tasks.dump()] == ["Sửa đường điện ngõ 12"]
    hands.keys("Ctrl+N")
    assert not hands.sees("tasks.draft.dropped")


def test_an_untouched_draft_is_given_up_without_a_word(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    hands.click("tasks.draft.leave")
    assert not hands.sees("tasks.notice")


def test_who_is_accountable_and_no_member_is_taken_and_said_to_be_none(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.member("Lò Văn Khoát")
    hands = begun(session, qtbot)
    fill(hands)
    hands.write("tasks.draft.accountable", "Trần Văn Không")
    assert not hands.sees("tasks.draft.accountable.stranger")
    hands.keys("Tab")
    assert "không có trong danh sách" in hands.text_of("tasks.draft.accountable.stranger")
    hands.keys("Ctrl+Enter")
    assert "không có trong danh sách" in hands.text_of("tasks.form.accountable.stranger")
    hands.write("tasks.form.accountable", "khoat")
    hands.keys("Tab")
    assert not hands.sees("tasks.form.accountable.stranger")


def test_a_new_task_is_taken_back_and_entered_again(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    fill(hands)
    hands.keys("Ctrl+Enter", "Ctrl+Z")
    assert hands.rows("tasks.table") == []
    assert not hands.sees("tasks.form.work")
    hands.keys("Ctrl+Y")
    assert len(hands.rows("tasks.table")) == 1


def test_a_proposed_task_is_not_given_yet(session: ui.session.Session, qtbot: QtBot) -> None:
    hands = begun(session, qtbot)
    fill(hands)
    hands.choose("tasks.draft.stage", "đề xuất")
    hands.keys("Ctrl+Enter")
    (task,) = db.tasks.dump()
    assert (task["state"], task["assigned_on"]) == ("proposed", None)
    assert hands.sees("tasks.assign")


def test_a_duty_that_recurs_makes_the_tasks_that_have_begun(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    fill(hands, "Trực tiếp dân")
    hands.choose("tasks.draft.recurrence", "Hằng tháng")
    hands.write("tasks.draft.recurrence.first", "1/6/2026")
    hands.keys("Ctrl+Enter")
    assert len(db.tasks.dump()) == 2
    assert hands.text_of("tasks.form.work") == "Trực tiếp dân (tháng 7/2026)"


def test_a_duty_that_begins_later_says_when_its_first_task_comes(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    fill(hands, "Trực tiếp dân")
    hands.choose("tasks.draft.recurrence", "Hằng tháng")
    hands.write("tasks.draft.recurrence.first", "1/9/2026")
    hands.keys("Ctrl+Enter")
    hands.wait_said("Đã ghi việc lặp lại")
    assert db.tasks.dump() == []
    assert len(db.tasks.dump_series()) == 1
    assert not hands.sees("tasks.draft.work")


def test_a_due_typed_before_the_recurrence_becomes_the_day_of_each_month(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    fill(hands, "Trực tiếp dân")
    hands.write("tasks.draft.due", "15/8")
    hands.choose("tasks.draft.recurrence", "Hằng tháng")
    assert hands.text_of("tasks.draft.due") == ""
    assert "hạn theo từng kỳ" in hands.text_of("tasks.draft.due.told")
    assert hands.text_of("tasks.draft.recurrence.due_day") == "15"
    hands.choose("tasks.draft.recurrence", "Một lần")
    assert hands.text_of("tasks.draft.due") == "15/08/2026"
    hands.choose("tasks.draft.recurrence", "Hằng tháng")
    hands.keys("Ctrl+Enter")
    assert [one["due_day"] for one in db.tasks.dump_series()] == [15]
    hands.keys("Ctrl+N")
    hands.write("tasks.draft.due", "30/9")
    assert hands.text_of("tasks.draft.due") == "30/9"


def test_tasks_made_at_once_by_a_duty_that_began_before_are_named(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    fill(hands, "Trực tiếp dân")
    hands.choose("tasks.draft.recurrence", "Hằng tháng")
    hands.write("tasks.draft.recurrence.first", "1/5/2026")
    hands.keys("Ctrl+Enter")
    hands.wait_said("Đã lập 3 nhiệm vụ, từ “Trực tiếp dân (tháng 5/2026)” đến")
    hands.wait_said("2 nhiệm vụ đã quá hạn.")


def test_an_input_method_writes_the_work_and_its_last_word_is_entered_too(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = begun(session, qtbot)
    hands.type("Sửa ")
    hands.compose(["d", "đ", "đư", "đươ", "đườn"], "đường")
    hands.focus_on("tasks.draft.not_secret")
    hands.keys("Space", "Ctrl+Enter")
    (task,) = db.tasks.dump()
    assert task["work"] == "Sửa đường"


def test_a_new_task_during_other_work_stays_typed_and_says_why(
    session: ui.session.Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = begun(session, qtbot)
    fill(hands)
    monkeypatch.setattr(session.jobs, "busy", lambda: "Xuất hồ sơ báo cáo")
    hands.keys("Ctrl+Enter")
    hands.wait_said("Đang làm việc khác (Xuất hồ sơ báo cáo)")
    assert hands.text_of("tasks.draft.work") == "Sửa đường điện ngõ 12"
    monkeypatch.undo()
    hands.keys("Ctrl+Enter")
    assert len(db.tasks.dump()) == 1


def test_escape_in_a_draft_leads_to_the_list_and_keeps_it(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task("Trồng cây", first_due=date(2026, 8, 31))
    hands = desks.opened(qtbot, session, scale=2.0)
    hands.keys("Ctrl+N")
    hands.type("Sửa đường")
    hands.keys("Escape")
    assert hands.focus() == "tasks.table"
    assert not hands.sees("tasks.draft.work")
    hands.keys("Ctrl+N")
    assert hands.text_of("tasks.draft.work") == "Sửa đường"
