"""Both sample workbooks through the window: tried, put right, taken in, taken back, taken again."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.window import Hands, Room

INPUTS = Path(__file__).parent.parent / "data" / "inputs"
MEMBERS = INPUTS / "danh-sach-dang-vien.xlsx"
TASKS = INPUTS / "so-theo-doi-nhiem-vu-2026.xlsx"


def run_button(hands: Hands) -> str:
    """How many rows would be taken in, once the reading is over."""
    hands.find("intake.run")
    hands.wait_until(lambda: not hands.sees("intake.state"), "the reading to be over")
    return hands.text_of("intake.run")


def read(hands: Hands, page: str, button: str, path: Path) -> None:
    """Open the import from a kind's page and choose the file."""
    hands.go(page)
    hands.click(button)
    hands.choose_file(path)
    hands.click("intake.file")
    run_button(hands)


def test_both_workbooks_come_in_with_a_column_put_right_by_hand(room: Room) -> None:
    with room.desk() as hands:
        read(hands, "members", "members.import", MEMBERS)
        assert run_button(hands) == "Nhập 22 dòng"
        hands.click("intake.run")
        hands.wait_said("Đã nhập 22 dòng vào sổ.")
        hands.click("intake.see")
        hands.find("page.members")

        read(hands, "tasks", "tasks.import", TASKS)
        guessed = run_button(hands)
        taken = int(guessed.split()[1])
        hands.choose("intake.column.G", "không nhập")  # a column put right by hand
        hands.keys("Enter")
        assert run_button(hands) == guessed
        hands.click("intake.run")
        hands.wait_said(f"Đã nhập {taken} dòng vào sổ.")
        hands.click("intake.see")
        hands.click_row("tasks.table", "NV-03")
        assert hands.text_of("tasks.form.cooperating") == ""

        read(hands, "tasks", "tasks.import", TASKS)
        assert f"đã có {taken}" in hands.text_of("page.intake")
        hands.close()
        assert "chưa nhập vào sổ" in hands.text_of("desk.notice.words")
        hands.click("desk.notice.action")
        assert hands.is_closed()
    tasks = room.reopened("tasks")
    assert len(tasks) >= taken  # what recurs is one row and several tasks
    assert all(task["cooperating"] == "" for task in tasks)
    assert len(room.dump("members")) == 22
    room.assert_no_fault()


def test_an_import_is_taken_back_whole_and_done_again(room: Room) -> None:
    with room.desk() as hands:
        read(hands, "tasks", "tasks.import", TASKS)
        guessed = run_button(hands)
        hands.click("intake.run")
        hands.find("intake.undo")
        first = hands.text_of("intake.result")
        hands.click("intake.undo")
        hands.wait_said("Đã hoàn tác lần nhập")
        assert run_button(hands) == guessed
        hands.click("intake.run")
        hands.find("intake.undo")
        assert hands.text_of("intake.result") == first
        hands.click("intake.see")
        hands.click_row("tasks.table", "NV-03")
        assert hands.text_of("tasks.form.cooperating") == "Tổ Tin học"
    tasks = room.reopened("tasks")
    assert len(tasks) >= int(guessed.split()[1])
    assert {task["code"] for task in tasks} >= {"NV-01", "NV-02"}
    room.assert_no_fault()
