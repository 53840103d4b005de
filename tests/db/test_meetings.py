from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import db.base
import db.documents
import db.errors
import db.history
import db.meetings
import db.tasks
import db.unit
import tests.db.factory
from tests.db.factory import TODAY, member, moment

pytestmark = pytest.mark.usefixtures("book")
HELD = date(2026, 6, 4)


def record(meeting: db.meetings.Meeting) -> dict[str, Any]:
    return next(one for one in db.meetings.dump() if one["id"] == meeting.id)


def held() -> db.meetings.Meeting:
    meeting = tests.db.factory.meeting()
    db.meetings.hold(meeting, HELD, {}, moment())
    return meeting


def approved() -> db.meetings.Meeting:
    meeting = held()
    db.meetings.approve(meeting, date(2026, 6, 10), b"%PDF", {"so": 1}, moment())
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
    db.meetings.hold(meeting, HELD, {one: ("present", ""), two: ("present", "")}, moment())
    db.meetings.hold(meeting, HELD, {two: ("excused", "ốm")}, moment())
    assert record(meeting)["attendance"] == [{"member": two, "status": "excused", "reason": "ốm"}]


@pytest.mark.parametrize(
    ("on", "status"), [(date(2026, 7, 21), "present"), (HELD, "here"), (HELD, "")]
)
def test_a_meeting_is_held_by_today_and_people_have_a_known_status(on: date, status: str) -> None:
    meeting, one = tests.db.factory.meeting(), member()
    with pytest.raises(db.errors.RecordError):
        db.meetings.hold(meeting, on, {one: (status, "")}, moment())
    assert record(meeting)["held_on"] is None


@pytest.mark.parametrize("counts", [(5, 4, 1, 1), (5, -1, 0, 0), (-1, 0, 0, 0)])
def test_there_are_no_more_votes_than_people(counts: tuple[int, int, int, int]) -> None:
    meeting = held()
    with pytest.raises(db.errors.RecordError, match="phiếu"):
        db.meetings.vote(meeting, "Thông qua", counts, moment())
    db.meetings.vote(meeting, "Thông qua", (5, 4, 1, 0), moment())
    assert record(meeting)["votes"] == [
        {"text": "Thông qua", "base": 5, "in_favour": 4, "against": 1, "other": 0}
    ]


def test_a_conclusion_becomes_a_task_that_names_its_source() -> None:
    meeting = held()
    conclusion = db.meetings.conclude(meeting, "Giao kiểm kê", moment())
    number = db.meetings.make_task(conclusion, tests.db.factory.draft(), moment(), not_secret=True)
    assert record(meeting)["conclusions"] == [
        {"id": 1, "text": "Giao kiểm kê", "no_task": None, "tasks": [number]}
    ]
    assert db.tasks.dump()[0]["source"] == {"kind": "meetings", "id": meeting.id}


def test_a_task_made_after_approval_leaves_the_approval_in_the_history() -> None:
    """The conclusion in hand still holds the meeting as it was before approval."""
    meeting = held()
    conclusion = db.meetings.conclude(db.meetings.get(meeting.id), "Giao kiểm kê", moment())
    db.meetings.approve(meeting, date(2026, 6, 10), b"%PDF", {}, moment())
    db.meetings.make_task(conclusion, tests.db.factory.draft(), moment(), not_secret=True)
    assert record(meeting)["approved_on"] == "2026-06-10"
    assert db.history.last_states()["meetings", meeting.id] == record(meeting)


def test_a_failed_task_leaves_the_conclusion_without_one() -> None:
    conclusion = db.meetings.conclude(held(), "Giao kiểm kê", moment())
    draft = tests.db.factory.draft(" ")
    with pytest.raises(db.errors.RecordError):
        db.meetings.make_task(conclusion, draft, moment(), not_secret=True)
    assert db.meetings.dump()[0]["conclusions"][0]["tasks"] == []


def test_no_task_needs_a_reason() -> None:
    conclusion = db.meetings.conclude(held(), "Biểu dương", moment())
    with pytest.raises(db.errors.RecordError):
        db.meetings.needs_no_task(conclusion, "  ", moment())
    db.meetings.needs_no_task(conclusion, "Đã làm ngay", moment())
    assert db.meetings.dump()[0]["conclusions"][0]["no_task"] == "Đã làm ngay"


@pytest.mark.parametrize(
    "change",
    [
        lambda one: db.meetings.hold(one, HELD, {}, moment()),
        lambda one: db.meetings.change(one, {"place": "Phòng họp"}, moment()),
        lambda one: db.meetings.contribute(one, 1, "ý kiến", moment()),
        lambda one: db.meetings.vote(one, "Thông qua", (1, 1, 0, 0), moment()),
        lambda one: db.meetings.conclude(one, "Kết luận", moment()),
        lambda one: db.meetings.use_document(one, 1, moment()),
        lambda one: db.meetings.approve(one, date(2026, 6, 11), b"2", {}, moment()),
    ],
)
@pytest.mark.parametrize("old", [False, True])
def test_approved_minutes_are_not_changed_by_any_verb_nor_through_an_old_object(
    change: Any, old: bool
) -> None:
    member()
    tests.db.factory.document()
    meeting = held()
    remembered = db.meetings.get(meeting.id)
    db.meetings.approve(meeting, date(2026, 6, 10), b"%PDF", {}, moment())
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
        db.meetings.change(meeting, fields, moment())
    assert record(meeting) == before


@pytest.mark.parametrize("on", [date(2026, 6, 3), date(2026, 7, 21)])
def test_minutes_are_approved_between_the_meeting_and_today(on: date) -> None:
    meeting = held()
    with pytest.raises(db.errors.RecordError):
        db.meetings.approve(meeting, on, b"%PDF", {}, moment())
    with pytest.raises(db.errors.RecordError):
        db.meetings.approve(tests.db.factory.meeting(), TODAY, b"%PDF", {}, moment())
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
    db.meetings.correct(meeting, date(2026, 6, 11), "Sửa tên người chủ trì", moment())
    assert record(meeting)["corrections"] == [
        {"on": "2026-06-11", "text": "Sửa tên người chủ trì", "at": moment().at}
    ]


@pytest.mark.parametrize(
    ("on", "text"), [(date(2026, 6, 9), "Sửa"), (date(2026, 7, 21), "Sửa"), (TODAY, " ")]
)
def test_a_correction_has_words_and_a_day_since_approval(on: date, text: str) -> None:
    meeting = approved()
    with pytest.raises(db.errors.RecordError):
        db.meetings.correct(meeting, on, text, moment())
    assert record(meeting)["corrections"] == []


def test_minutes_not_yet_approved_need_no_correction() -> None:
    with pytest.raises(db.errors.RecordError, match="sửa trực tiếp"):
        db.meetings.correct(held(), TODAY, "Sửa", moment())


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
    conclusion = db.meetings.conclude(meeting, "Giao kiểm kê", moment())
    for verb in (
        lambda: db.meetings.contribute(meeting, number, mark, moment()),
        lambda: db.meetings.conclude(meeting, mark, moment()),
        lambda: db.meetings.vote(meeting, mark, (1, 1, 0, 0), moment()),
        lambda: db.meetings.needs_no_task(conclusion, mark, moment()),
        lambda: db.meetings.hold(meeting, HELD, {number: ("excused", mark)}, moment()),
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
            db.meetings.use_document(tests.db.factory.meeting(), number, moment())
