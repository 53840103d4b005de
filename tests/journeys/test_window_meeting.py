"""A meeting from its plan to its approved minutes; what it concludes becomes a task."""

from __future__ import annotations

from tests.journeys.window import Hands, Room

TASK = "Thay đèn đường ngõ 12"


def plan(hands: Hands) -> None:
    """Plan a meeting for today and begin it."""
    hands.keys("Alt+3", "Ctrl+N")
    hands.find("meetings.draft.title")
    hands.write("meetings.draft.planned_on", "5/10")
    hands.write("meetings.draft.place", "Nhà văn hóa")
    hands.write("meetings.draft.chair", "Lục Thị Hằng Nga")
    hands.keys("Enter")
    hands.write("meetings.draft.minute_taker", "au duong")
    hands.keys("Enter", "Ctrl+Enter")
    hands.click("meetings.start")
    hands.find("meetings.attendance")


def call_the_roll(hands: Hands) -> None:
    """One came, one is excused with a reason, one stayed away; then all others came."""
    hands.keys("C", "L")
    hands.type("Ốm")
    hands.keys("Enter", "K")
    hands.click("meetings.attendance.all")
    hands.wait_until(
        lambda: "3/5" in hands.text_of("meetings.attendance.count"), "three of five to be present"
    )


def talk(hands: Hands) -> None:
    """What was said, voted and concluded."""
    hands.write("meetings.contribution.person", "Khúc Văn Tảo")
    hands.write("meetings.contribution.text", "Ngõ 12 tối, đi lại không an toàn")
    hands.click("meetings.contribution.add")
    hands.write("meetings.vote.text", "Thay đèn đường ngõ 12 trong tháng 10")
    hands.write("meetings.vote.in_favour", "3")
    hands.click("meetings.vote.add")
    assert not hands.sees("meetings.vote.error"), hands.text_of("meetings.vote.error")
    for words in (TASK, "Biểu dương Tổ liên gia số 2"):
        hands.write("meetings.conclusion.text", words)
        hands.click("meetings.conclusion.add")


def test_a_meeting_is_planned_held_and_approved_and_one_conclusion_becomes_a_task(
    kept_room: Room,
) -> None:
    with kept_room.desk() as hands:
        plan(hands)
        call_the_roll(hands)
        talk(hands)
        hands.click("meetings.conclusion.0.task")
        assert hands.text_of("meetings.task.work") == TASK
        hands.write("meetings.task.accountable", "Khúc Văn Tảo")
        hands.keys("Enter")
        hands.write("meetings.task.due", "cuối tháng")
        hands.click("meetings.task.not_secret")
        hands.click("meetings.task.save")
        hands.find("meetings.conclusion.0.link")
        hands.click("meetings.conclusion.1.none")
        hands.write("meetings.conclusion.why.why", "Chỉ để ghi nhận")
        hands.click("meetings.conclusion.why.do")
        hands.wait_said("Không lập nhiệm vụ: Chỉ để ghi nhận")
        hands.click("meetings.finish")
        hands.write("meetings.finishing.ends", "16:45")
        hands.click("meetings.finishing.do")
        hands.wait_until(hands.find("meetings.approve").isEnabled, "the minutes")
        hands.click("meetings.approve")
        hands.click("meetings.approve.do")
        hands.wait_said("Biên bản đã thông qua ngày 05/10/2026")
    (meeting,) = kept_room.reopened("meetings")
    assert (meeting["held_on"], meeting["approved_on"]) == ("2026-10-05", "2026-10-05")
    statuses = sorted(one["status"] for one in meeting["attendance"])
    assert statuses == ["excused", "present", "present", "present", "unexcused"]
    assert next(one["text"] for one in meeting["conclusions"]) == TASK
    task = kept_room.dump("tasks")[-1]
    assert (task["work"], task["due"]) == (TASK, "2026-10-31")
    assert task["accountable"] == "Khúc Văn Tảo"
    kept_room.assert_no_fault()


def test_somebody_who_is_no_member_is_told_in_place_and_the_words_stay(kept_room: Room) -> None:
    with kept_room.desk() as hands:
        plan(hands)
        hands.write("meetings.contribution.person", "Tạ Văn Lạ")
        hands.write("meetings.contribution.text", "Xin góp một ý")
        hands.click("meetings.contribution.add")
        sentences = [
            hands.text_of(name)
            for name in ("meetings.contribution.error", "meetings.contribution.person.error")
            if hands.sees(name)
        ]
        assert any("Tạ Văn Lạ" in one for one in sentences), sentences
        assert hands.text_of("meetings.contribution.text") == "Xin góp một ý"
        hands.write("meetings.contribution.person", "Khúc Văn Tảo")
        hands.click("meetings.contribution.add")
        hands.wait_until(lambda: hands.rows("meetings.contribution.list"), "the contribution")
    (meeting,) = kept_room.reopened("meetings")
    assert [one["text"] for one in meeting["contributions"]] == ["Xin góp một ý"]
    kept_room.assert_no_fault()
