"""Tasks by hand: one by the keyboard alone, changed, taken back, carried through, come in late."""

from __future__ import annotations

from typing import Any

from tests.journeys.window import Hands, Room

WORK = "Sửa đường điện ngõ 12"
LEAD, WHO = "Ban công tác Mặt trận", "Khúc Văn Tảo"


def type_task(hands: Hands) -> None:
    """A new task with its six clear, from wherever the hands are, by keys alone."""
    hands.keys("Ctrl+N")
    hands.type("Sửa ")
    hands.compose(["đ", "đu", "đươ", "đườn"], "đường")  # as an input method writes it
    hands.type(" điện ngõ 12")
    for words in (LEAD, WHO, "Chi ủy", "Tham mưu, tổ chức thực hiện", "30/9", "Biên bản"):
        hands.keys("Enter")
        hands.type(words)
    hands.keys("Enter", "Space", "Ctrl+Enter")
    hands.find("tasks.form.work")


def only(records: list[dict[str, Any]]) -> dict[str, Any]:
    (record,) = records
    return record


def test_a_task_is_written_by_the_keyboard_alone_in_under_25_keystrokes(room: Room) -> None:
    with room.desk(today="2026-09-01") as hands:
        before = hands.keystrokes
        hands.keys("Alt+2")
        hands.find("page.tasks")
        type_task(hands)
        assert hands.keystrokes - before < 25
        assert hands.text_of("tasks.form.work") == WORK
        assert any(WORK in row for row in hands.rows("tasks.table"))
    task = only(room.reopened("tasks"))
    assert (task["work"], task["lead"], task["accountable"]) == (WORK, LEAD, WHO)
    assert (task["assigned_on"], task["due"]) == ("2026-09-01", "2026-09-30")
    assert (task["authority"], task["product"]) == ("Chi ủy", "Biên bản")
    room.assert_no_fault()


def test_a_change_is_taken_back_done_again_and_told_by_the_history(room: Room) -> None:
    with room.desk(today="2026-09-01") as hands:
        hands.go("tasks")
        type_task(hands)
        hands.write("tasks.form.work", "Thay đường điện ngõ 14")
        hands.keys("Enter")
        hands.wait_until(
            lambda: any("ngõ 14" in row for row in hands.rows("tasks.table")), "the changed row"
        )
        hands.keys("Ctrl+Z")
        hands.wait_said("Đã hoàn tác")
        assert hands.text_of("tasks.form.work") == WORK
        hands.keys("Ctrl+Y")
        hands.wait_said("Đã làm lại")
        assert hands.text_of("tasks.form.work") == "Thay đường điện ngõ 14"
        hands.click("nav.undo")
        hands.wait_until(lambda: hands.text_of("tasks.form.work") == WORK, "the old words")
        hands.click("nav.redo")
        hands.click("tasks.history.history")
        told = hands.text_of("tasks.history.panel")
        assert f"{WORK} → Thay đường điện ngõ 14" in told
        assert "Lục Thị Hằng Nga" in told
    task = only(room.reopened("tasks"))
    assert task["work"] == "Thay đường điện ngõ 14"
    assert len([row for row in room.dump("history") if row["kind"] == "tasks"]) >= 5
    room.assert_no_fault()


def test_a_task_goes_its_way_and_one_done_late_gets_its_cause(room: Room) -> None:
    with room.desk(today="2026-09-01") as hands:
        hands.go("tasks")
        type_task(hands)
        hands.click("tasks.progress")
        hands.write("tasks.step.percent", "60")
        hands.write("tasks.step.text", "Đã mua dây và cột")
        hands.click("tasks.step.do")
        hands.wait_said("tiến độ 60% Đã mua dây và cột")
    with room.desk(today="2026-10-05") as hands:
        hands.go("tasks")
        hands.click_row("tasks.table", WORK)
        hands.wait_said("Quá hạn 5 ngày")
        hands.write("tasks.form.cause", "Mưa bão kéo dài")
        hands.keys("Tab")
        hands.write("tasks.form.cause_body", LEAD)
        hands.keys("Enter")
        hands.write("tasks.form.cause_person", WHO)
        hands.keys("Enter")
        hands.click("tasks.complete")
        hands.write("tasks.step.on", "4/10")
        hands.click("tasks.step.do")
        hands.wait_said("04/10/2026: hoàn thành")
        hands.click("tasks.filter.done")
        assert len(hands.rows("tasks.table")) == 1
    task = only(room.reopened("tasks"))
    assert (task["state"], task["done_on"]) == ("done", "2026-10-04")
    assert (task["cause"], task["cause_body"]) == ("Mưa bão kéo dài", LEAD)
    assert task["cause_person"] == WHO
    assert [step["percent"] for step in task["progress"]] == [60]
    room.assert_no_fault()
