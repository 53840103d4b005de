from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import db.base
import db.documents
import db.errors
import db.history
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.search
import db.tasks
import db.tasks.steps
import db.unit
import tests.db.factory
from tests.db.factory import TODAY, member, moment

pytestmark = pytest.mark.usefixtures("book")
HELD = date(2026, 6, 4)


def record(meeting: db.meetings.Meeting) -> dict[str, Any]:
    return next(one for one in db.meetings.dump() if one["id"] == meeting.id)


def held() -> db.meetings.Meeting:
    meeting = tests.db.factory.meeting()
    db.meetings.steps.hold(meeting, HELD, {}, moment())
    return meeting


def full() -> db.meetings.Meeting:
    """A meeting held, with one row of each kind; member 1 has not been marked."""
    meeting, number = held(), member()
    db.meetings.minutes.contribute(meeting, number, "Nhất trí", moment())
    db.meetings.minutes.vote(meeting, "Thông qua", (1, 1, 0, 0), moment())
    db.meetings.minutes.conclude(meeting, "Giao kiểm kê", moment())
    db.meetings.steps.use_document(meeting, tests.db.factory.document().id, moment())
    return meeting


def approved() -> db.meetings.Meeting:
    meeting = held()
    db.meetings.steps.approve(meeting, date(2026, 6, 10), b"%PDF", {"so": 1}, moment())
    return meeting


def test_a_meeting_is_dumped_with_the_contract_names() -> None:
    names = "id title kind held_on attendance votes conclusions documents deleted_on"
    assert set(names.split()) <= set(record(tests.db.factory.meeting()))


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"meeting_kind": "party"}, {"opening": "Tin\nMẬT"}, {"agenda": ["(MẬT)"]}],
)
def test_a_meeting_that_cannot_stand_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(db.errors.RecordError):
        tests.db.factory.meeting(**wrong)
    assert db.meetings.dump() == []


def test_who_came_is_entered_whole_each_time() -> None:
    meeting, one, two = tests.db.factory.meeting(), member("Một"), member("Hai")
    db.meetings.steps.hold(meeting, HELD, {one: ("present", ""), two: ("present", "")}, moment())
    db.meetings.steps.hold(meeting, HELD, {two: ("excused", "ốm")}, moment())
    assert record(meeting)["attendance"] == [{"member": two, "status": "excused", "reason": "ốm"}]


@pytest.mark.parametrize(
    ("on", "status"), [(date(2026, 7, 21), "present"), (HELD, "here"), (HELD, "")]
)
def test_a_meeting_is_held_by_today_and_people_have_a_known_status(on: date, status: str) -> None:
    meeting, one = tests.db.factory.meeting(), member()
    with pytest.raises(db.errors.RecordError):
        db.meetings.steps.hold(meeting, on, {one: (status, "")}, moment())
    assert record(meeting)["held_on"] is None


@pytest.mark.parametrize("counts", [(5, 4, 1, 1), (5, -1, 0, 0), (-1, 0, 0, 0)])
def test_there_are_no_more_votes_than_people(counts: tuple[int, int, int, int]) -> None:
    meeting = held()
    with pytest.raises(db.errors.RecordError, match="phiếu"):
        db.meetings.minutes.vote(meeting, "Thông qua", counts, moment())
    db.meetings.minutes.vote(meeting, "Thông qua", (5, 4, 1, 0), moment())
    assert record(meeting)["votes"] == [
        {"text": "Thông qua", "base": 5, "in_favour": 4, "against": 1, "other": 0}
    ]


def test_a_conclusion_becomes_a_task_that_names_its_source() -> None:
    meeting = held()
    conclusion = db.meetings.minutes.conclude(meeting, "Giao kiểm kê", moment())
    number = db.meetings.minutes.make_task(
        conclusion, tests.db.factory.draft(), moment(), not_secret=True
    )
    assert record(meeting)["conclusions"] == [
        {"id": 1, "text": "Giao kiểm kê", "no_task": None, "tasks": [number]}
    ]
    assert db.tasks.dump()[0]["source"] == {"kind": "meetings", "id": meeting.id}


def test_a_task_made_after_approval_leaves_the_approval_in_the_history() -> None:
    """The conclusion in hand still holds the meeting as it was before approval."""
    meeting = held()
    conclusion = db.meetings.minutes.conclude(db.meetings.get(meeting.id), "Giao kiểm kê", moment())
    db.meetings.steps.approve(meeting, date(2026, 6, 10), b"%PDF", {}, moment())
    db.meetings.minutes.make_task(conclusion, tests.db.factory.draft(), moment(), not_secret=True)
    assert record(meeting)["approved_on"] == "2026-06-10"
    assert db.history.last_states()["meetings", meeting.id] == record(meeting)


def test_a_failed_task_leaves_the_conclusion_without_one() -> None:
    conclusion = db.meetings.minutes.conclude(held(), "Giao kiểm kê", moment())
    draft = tests.db.factory.draft(" ")
    with pytest.raises(db.errors.RecordError):
        db.meetings.minutes.make_task(conclusion, draft, moment(), not_secret=True)
    assert db.meetings.dump()[0]["conclusions"][0]["tasks"] == []


def test_no_task_needs_a_reason() -> None:
    conclusion = db.meetings.minutes.conclude(held(), "Biểu dương", moment())
    with pytest.raises(db.errors.RecordError):
        db.meetings.minutes.needs_no_task(conclusion, "  ", moment())
    db.meetings.minutes.needs_no_task(conclusion, "Đã làm ngay", moment())
    assert db.meetings.dump()[0]["conclusions"][0]["no_task"] == "Đã làm ngay"


@pytest.mark.parametrize(
    "change",
    [
        lambda one: db.meetings.steps.hold(one, HELD, {}, moment()),
        lambda one: db.meetings.steps.change(one, {"place": "Phòng họp"}, moment()),
        lambda one: db.meetings.minutes.contribute(one, 1, "ý kiến", moment()),
        lambda one: db.meetings.minutes.vote(one, "Thông qua", (1, 1, 0, 0), moment()),
        lambda one: db.meetings.minutes.conclude(one, "Kết luận", moment()),
        lambda one: db.meetings.steps.use_document(one, 1, moment()),
        lambda one: db.meetings.steps.approve(one, date(2026, 6, 11), b"2", {}, moment()),
        lambda one: db.meetings.steps.attend(one, 1, "present", "", moment()),
        lambda one: db.meetings.steps.close(one, "21:00", moment()),
        lambda one: db.meetings.steps.unlink_document(one, 1, moment()),
        lambda _: db.meetings.minutes.change_contribution(1, 1, "khác", moment()),
        lambda _: db.meetings.minutes.remove_contribution(1, moment()),
        lambda _: db.meetings.minutes.change_vote(1, "khác", (2, 1, 1, 0), moment()),
        lambda _: db.meetings.minutes.remove_vote(1, moment()),
        lambda _: db.meetings.minutes.change_conclusion(1, "khác", moment()),
        lambda _: db.meetings.minutes.remove_conclusion(1, moment()),
    ],
)
@pytest.mark.parametrize("old", [False, True])
def test_approved_minutes_are_not_changed_by_any_verb_nor_through_an_old_object(
    change: Any, old: bool
) -> None:
    meeting = full()
    remembered = db.meetings.get(meeting.id)
    db.meetings.steps.approve(meeting, date(2026, 6, 10), b"%PDF", {}, moment())
    before = record(meeting)
    with pytest.raises(db.errors.RecordError, match="đính chính"):
        change(remembered if old else meeting)
    assert record(meeting) == before


@pytest.mark.parametrize(
    "fields",
    [{"approved_on": TODAY}, {"held_on": HELD}, {"minutes": "x"}, {"id": 9}, {"title": " "},
     {"meeting_kind": "party"}, {"place": "Phòng (MẬT)"}],
)  # fmt: skip
def test_what_has_a_verb_of_its_own_is_not_changed_as_a_field(fields: dict[str, Any]) -> None:
    meeting = held()
    before = record(meeting)
    with pytest.raises(db.errors.RecordError):
        db.meetings.steps.change(meeting, fields, moment())
    assert record(meeting) == before


@pytest.mark.parametrize("on", [date(2026, 6, 3), date(2026, 7, 21)])
def test_minutes_are_approved_between_the_meeting_and_today(on: date) -> None:
    meeting = held()
    with pytest.raises(db.errors.RecordError):
        db.meetings.steps.approve(meeting, on, b"%PDF", {}, moment())
    with pytest.raises(db.errors.RecordError):
        db.meetings.steps.approve(tests.db.factory.meeting(), TODAY, b"%PDF", {}, moment())
    assert record(meeting)["approved_on"] is None


def test_the_same_paper_goes_into_every_bundle() -> None:
    meeting = approved()
    found = db.meetings.minutes_inside(date(2026, 6, 1), date(2026, 6, 30))
    assert [(one["id"], paper, entry) for one, paper, entry in found] == [
        (meeting.id, b"%PDF", '{"so":1}')
    ]
    assert db.meetings.minutes_inside(date(2026, 6, 5), date(2026, 6, 30)) == []


def test_approved_minutes_are_corrected_beside() -> None:
    meeting = approved()
    db.meetings.steps.correct(meeting, date(2026, 6, 11), "Sửa tên người chủ trì", moment())
    assert record(meeting)["corrections"] == [
        {"on": "2026-06-11", "text": "Sửa tên người chủ trì", "at": moment().at}
    ]


@pytest.mark.parametrize(
    ("on", "text"), [(date(2026, 6, 9), "Sửa"), (date(2026, 7, 21), "Sửa"), (TODAY, " ")]
)
def test_a_correction_has_words_and_a_day_since_approval(on: date, text: str) -> None:
    meeting = approved()
    with pytest.raises(db.errors.RecordError):
        db.meetings.steps.correct(meeting, on, text, moment())
    assert record(meeting)["corrections"] == []


def test_minutes_not_yet_approved_need_no_correction() -> None:
    with pytest.raises(db.errors.RecordError, match="sửa trực tiếp"):
        db.meetings.steps.correct(held(), TODAY, "Sửa", moment())


def test_the_base_of_a_vote_is_the_official_members_summoned() -> None:
    member("Chính thức")
    member("Dự bị", official_on=None)
    member("Chính thức sau", official_on=date(2026, 6, 5))
    member("Miễn", exempt=[("QĐ", date(2026, 1, 1), None)])
    member("Đến tạm", stays=[("temporary_in", date(2026, 1, 1), None)])
    assert db.meetings.vote_base(HELD) == 1
    db.unit.set_value("vote_base_without_temporary", False, date(2026, 1, 1), moment())
    assert db.meetings.vote_base(HELD) == 2
    assert db.meetings.vote_base(date(2026, 6, 5)) == 3


def test_words_with_a_mark_of_secrecy_enter_no_minutes() -> None:
    meeting, number = held(), member()
    mark = "Việc này (TUYỆT MẬT)"
    conclusion = db.meetings.minutes.conclude(meeting, "Giao kiểm kê", moment())
    for verb in (
        lambda: db.meetings.minutes.contribute(meeting, number, mark, moment()),
        lambda: db.meetings.minutes.conclude(meeting, mark, moment()),
        lambda: db.meetings.minutes.vote(meeting, mark, (1, 1, 0, 0), moment()),
        lambda: db.meetings.minutes.needs_no_task(conclusion, mark, moment()),
        lambda: db.meetings.steps.hold(meeting, HELD, {number: ("excused", mark)}, moment()),
    ):
        with pytest.raises(db.errors.SecrecyMark):
            verb()
    bodies = db.base.rows("SELECT body FROM history_contents")
    assert not any("TUYỆT MẬT" in body for (body,) in bodies)


def test_a_document_in_the_recycle_bin_serves_no_meeting() -> None:
    paper = tests.db.factory.document()
    db.documents.delete(paper, moment())
    for number in (int(paper.id), 99):
        with pytest.raises(db.errors.RecordError, match="thùng rác"):
            db.meetings.steps.use_document(tests.db.factory.meeting(), number, moment())


def came(meeting: db.meetings.Meeting) -> list[tuple[str, str, str]]:
    rows = db.meetings.parts(int(meeting.id))["attendance"]
    return [(row["name"], row["status"], row["reason"]) for row in rows]


def test_one_persons_attendance_is_entered_changed_and_taken_away_before_and_after() -> None:
    meeting, one, two = tests.db.factory.meeting(), member("Lò Thị Bông"), member("Lò Văn An")
    db.meetings.steps.attend(meeting, one, "excused", "đi học", moment())
    assert record(meeting)["held_on"] is None
    db.meetings.steps.hold(meeting, HELD, {one: ("present", "")}, moment())
    db.meetings.steps.attend(meeting, two, "present", "", moment())
    assert came(meeting) == [("Lò Văn An", "present", ""), ("Lò Thị Bông", "present", "")]
    db.meetings.steps.attend(meeting, one, "unexcused", "", moment())
    db.meetings.steps.attend(meeting, two, "", "", moment())
    assert came(meeting) == [("Lò Thị Bông", "unexcused", "")]
    rows = len(db.history.of("meetings", int(meeting.id)))
    db.meetings.steps.attend(meeting, one, "unexcused", "", moment())
    db.meetings.steps.attend(meeting, two, "", "", moment())
    assert len(db.history.of("meetings", int(meeting.id))) == rows, "nothing was changed"


@pytest.mark.parametrize(("number", "status"), [(1, "here"), (99, "present"), (99, "")])
def test_only_a_member_attends_and_with_a_known_status(number: int, status: str) -> None:
    meeting = tests.db.factory.meeting()
    member()
    with pytest.raises(db.errors.RecordError):
        db.meetings.steps.attend(meeting, number, status, "", moment())
    assert came(meeting) == []


def test_a_meeting_that_was_held_is_closed_with_its_hour() -> None:
    meeting = tests.db.factory.meeting()
    with pytest.raises(db.errors.RecordError, match="ngày họp"):
        db.meetings.steps.close(meeting, "21:10", moment())
    db.meetings.steps.hold(meeting, HELD, {}, moment())
    with pytest.raises(db.errors.RecordError, match="giờ"):
        db.meetings.steps.close(meeting, " ", moment())
    db.meetings.steps.close(meeting, " 21:10 ", moment())
    assert record(meeting)["ends"] == "21:10"


def test_the_parts_of_a_meeting_come_with_their_rows_names_and_tasks() -> None:
    meeting = full()
    db.meetings.steps.attend(meeting, 1, "present", "", moment())
    task = tests.db.factory.task("Kiểm kê kho")
    db.meetings.minutes.link_task(db.meetings.conclusion(1), task.id, moment())
    db.meetings.minutes.link_task(db.meetings.conclusion(1), task.id, moment())
    parts = db.meetings.parts(int(meeting.id))
    name = "Quàng Thị Mai"
    assert parts["attendance"][0] | {"status": ""} == {
        "id": 1, "member": 1, "name": name, "status": "", "reason": "",
    }  # fmt: skip
    assert parts["contributions"] == [{"id": 1, "member": 1, "name": name, "text": "Nhất trí"}]
    assert parts["votes"][0]["id"] == 1
    assert parts["conclusions"] == [
        {
            "id": 1, "text": "Giao kiểm kê", "no_task": None,
            "tasks": [
                {"id": 1, "code": "", "work": "Kiểm kê kho", "accountable": name,
                 "state": "assigned", "due": "2026-06-30"}
            ],
        }
    ]  # fmt: skip
    assert [one["number"] for one in parts["documents"]] == ["17-HD/ĐU"]
    assert parts["corrections"] == []


def test_what_was_said_and_decided_is_changed_row_by_row() -> None:
    meeting, other = full(), member("Giàng A Sử")
    minutes = db.meetings.minutes
    minutes.contribute(meeting, other, "Bổ sung", moment())
    minutes.change_contribution(1, other, "Không nhất trí", moment())
    minutes.change_vote(1, "Thông qua nghị quyết", (9, 7, 1, 1), moment())
    minutes.change_conclusion(1, "Giao rà soát", moment())
    held = record(meeting)
    assert [one["text"] for one in held["contributions"]] == ["Không nhất trí", "Bổ sung"]
    assert held["contributions"][0]["member"] == other
    assert held["votes"] == [
        {"text": "Thông qua nghị quyết", "base": 9, "in_favour": 7, "against": 1, "other": 1}
    ]
    assert held["conclusions"][0]["text"] == "Giao rà soát"
    assert db.search.find("giao ra soat")[0].kind == "meetings"
    minutes.remove_contribution(1, moment())
    minutes.remove_vote(1, moment())
    minutes.remove_conclusion(1, moment())
    held = record(meeting)
    assert [one["text"] for one in held["contributions"]] == ["Bổ sung"]
    assert (held["votes"], held["conclusions"]) == ([], [])
    assert db.history.last_states()["meetings", int(meeting.id)] == held


def test_what_cannot_stand_takes_no_place_of_what_does() -> None:
    meeting, minutes = full(), db.meetings.minutes
    before = record(meeting)
    for change in (
        lambda: minutes.change_contribution(1, 99, "Ai nói", moment()),
        lambda: minutes.change_contribution(1, 1, " ", moment()),
        lambda: minutes.change_contribution(1, 1, "(MẬT)", moment()),
        lambda: minutes.change_contribution(9, 1, "Không có", moment()),
        lambda: minutes.change_vote(1, "Thông qua", (1, 1, 1, 0), moment()),
        lambda: minutes.change_vote(1, "", (1, 1, 0, 0), moment()),
        lambda: minutes.change_conclusion(1, "Mật\nMẬT", moment()),
        lambda: minutes.change_conclusion(9, "Không có", moment()),
        lambda: minutes.remove_vote(9, moment()),
        lambda: db.meetings.conclusion(9),
    ):
        with pytest.raises(db.errors.RecordError):
            change()
    assert record(meeting) == before


def test_a_conclusion_with_a_task_stays_until_the_task_is_unlinked() -> None:
    meeting = full()
    one, task = db.meetings.conclusion(1), tests.db.factory.task()
    db.meetings.minutes.link_task(one, task.id, moment())
    with pytest.raises(db.errors.RecordError, match="đã lập nhiệm vụ"):
        db.meetings.minutes.remove_conclusion(1, moment())
    db.meetings.minutes.unlink_task(one, task.id, moment())
    with pytest.raises(db.errors.RecordError, match="không gắn"):
        db.meetings.minutes.unlink_task(one, task.id, moment())
    db.meetings.minutes.remove_conclusion(1, moment())
    assert record(meeting)["conclusions"] == []


def test_a_task_in_the_recycle_bin_carries_out_no_conclusion() -> None:
    full()
    task = tests.db.factory.task()
    db.tasks.steps.delete(task, moment())
    with pytest.raises(db.errors.RecordError, match="thùng rác"):
        db.meetings.minutes.link_task(db.meetings.conclusion(1), task.id, moment())


def test_a_reason_for_no_task_is_taken_back() -> None:
    meeting = full()
    db.meetings.minutes.needs_no_task(db.meetings.conclusion(1), "Đã làm", moment())
    db.meetings.minutes.needs_task(db.meetings.conclusion(1), moment())
    assert record(meeting)["conclusions"][0]["no_task"] is None


def test_a_document_is_unlinked_from_a_meeting_and_stays_in_the_book() -> None:
    meeting = full()
    db.meetings.steps.unlink_document(meeting, 1, moment())
    assert (record(meeting)["documents"], len(db.documents.dump())) == ([], 1)
    with pytest.raises(db.errors.RecordError, match="không gắn"):
        db.meetings.steps.unlink_document(meeting, 1, moment())


@pytest.mark.parametrize("post", ["chair", "minute_taker"])
def test_who_leads_a_meeting_is_a_member_of_its_day(post: str) -> None:
    member("Quàng Thị Mai")
    member("Lò Văn Ban", date(2026, 6, 1))
    meeting = tests.db.factory.meeting(planned_on=HELD)
    with pytest.raises(db.errors.RecordError, match="“Trần Văn Không” không có trong danh sách"):
        db.meetings.steps.change(meeting, {post: "Trần Văn Không"}, moment())
    with pytest.raises(db.errors.RecordError, match="danh sách đảng viên ngày 04/05/2026"):
        tests.db.factory.meeting(planned_on=date(2026, 5, 4), **{post: "Lò Văn Ban"})
    db.meetings.steps.change(meeting, {post: "đồng chí Lò Văn Ban, Bí thư"}, moment())
    assert record(meeting)[post] == "đồng chí Lò Văn Ban, Bí thư"


def test_a_book_without_members_takes_who_led_a_meeting_as_written() -> None:
    meeting = tests.db.factory.meeting(chair="Lò Văn Ban")
    assert record(meeting)["chair"] == "Lò Văn Ban"
