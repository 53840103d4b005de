"""Minutes: everything the meeting holds, rendered, sealed and signed once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import db.errors
import db.meetings
import db.meetings.steps
import db.members
import db.members.steps
import db.tasks
import db.tasks.steps
import exports.issuing
import exports.meetings
import exports.paper
import exports.paper.content
import exports.signing.pades
import tests.db.factory
import tests.exports.authority
import tests.exports.full_quarter

pytestmark = pytest.mark.usefixtures("scratch_book")
quarter = tests.exports.full_quarter
content = exports.paper.content
GOLDEN = Path(__file__).with_name("golden")
COMBINED = date(2026, 9, 4)


def meeting(on: date = COMBINED) -> db.meetings.Meeting:
    """A meeting of the full quarter."""
    found: db.meetings.Meeting = db.meetings.Meeting.get(db.meetings.Meeting.held_on == on)
    return found


def record(on: date = COMBINED) -> dict[str, Any]:
    """It as it is dumped."""
    return db.meetings.Meeting.printed([meeting(on)])[0]


def minutes(one: dict[str, Any]) -> exports.paper.content.Paper:
    """Its minutes under the seal alone."""
    return exports.meetings.paper_of(one, level=exports.issuing.SEALED, signed=False)


def said(one: dict[str, Any]) -> str:
    """All texts of its minutes."""
    blocks = minutes(one).blocks
    return "\n".join(block.text for block in blocks if not isinstance(block, content.Table))


def bare(**fields: Any) -> db.meetings.Meeting:
    """A meeting that only has a title, a kind and what is given."""
    given = {"title": "Sinh hoạt bất thường", "meeting_kind": "extraordinary"} | fields
    return db.meetings.steps.plan(given, quarter.moment(date(2026, 9, 1)))


def test_the_entry_of_full_minutes_is_the_one_that_was_read() -> None:
    quarter.fill()
    one = record() | {"approved_on": "2026-09-10"}
    golden = json.loads((GOLDEN / "minutes-entry.json").read_text("utf-8"))
    assert exports.issuing.entry_of(minutes(one)) == golden


def test_attendance_is_counted_as_the_figures_count_it() -> None:
    quarter.fill()
    text = said(record())
    assert "Đảng viên của chi bộ: 12 đồng chí (chính thức 11, dự bị 1)" in text
    assert "Có mặt: 9/11 đồng chí, đạt 81,8%." in text
    assert "Vắng có lý do: 1 đồng chí: Trịnh Công Ứng (đi công tác)." in text
    assert "Vắng không có lý do: 1 đồng chí: Lều Thị Ẩm." in text
    assert "Miễn sinh hoạt: 1 đồng chí: Quách Thị Diệu." in text


def test_an_exempt_member_who_comes_is_named_apart_and_counted_nowhere() -> None:
    quarter.fill()
    one = record()
    for entered in one["attendance"]:
        if entered["status"] == "exempt":
            entered["status"] = "present"
    text = said(one)
    assert "Có mặt: 9/11" in text
    assert "Đảng viên được miễn đến dự: Quách Thị Diệu." in text


def test_a_member_away_and_one_not_entered_are_named() -> None:
    quarter.fill()
    people = db.members.dump()
    away: db.members.Member = db.members.Member.get_by_id(people[8]["id"])
    days = (date(2026, 8, 1), None)
    db.members.steps.stay(away, "temporary_out", days, quarter.moment(date(2026, 9, 1)))
    one = record()
    gone = {people[8]["id"], people[7]["id"]}
    one["attendance"] = [fact for fact in one["attendance"] if fact["member"] not in gone]
    text = said(one)
    assert f"Sinh hoạt tạm thời nơi khác: {people[8]['name']}." in text
    assert f"Chưa ghi có mặt hay vắng: {people[7]['name']}." in text
    assert "Có mặt: 7/10" in text


def test_the_committee_counts_those_who_were_called() -> None:
    quarter.fill()
    text = said(record(date(2026, 9, 1)))
    assert "chi ủy Chi bộ Tổ dân phố số 41 tổ chức họp" in text
    assert "Chi ủy viên được triệu tập: 3 đồng chí." in text
    assert "Có mặt: 3/3 đồng chí, đạt 100%." in text


def test_votes_name_their_base_and_their_per_cents() -> None:
    quarter.fill()
    assert (
        "Đề nghị kết nạp đảng viên đối với quần chúng ưu tú: có quyền biểu quyết 10; "
        "tán thành 8 (80%); không tán thành 1 (10%); ý kiến khác 1 (10%)."
    ) in said(record())
    one = record()
    one["votes"][0] |= {"base": 12}
    assert said(one).count("không tham gia biểu quyết 2") == 1


def test_conclusions_name_their_tasks_or_why_there_is_none() -> None:
    quarter.fill()
    text = said(record())
    assert "Tổ chức ra quân vệ sinh môi trường toàn tổ dân phố. Nhiệm vụ: NV-34 – " in text
    assert "đồng chí Mạc Thị Ngoãn chịu trách nhiệm, Chi ủy chủ trì, hạn 14/9/2026." in text
    (number,) = (one for task in record()["conclusions"] for one in task["tasks"])
    task = db.tasks.get(number)
    db.tasks.steps.change(task, {"accountable": "Ngô Văn Ngoài"}, tests.db.factory.moment())
    assert ", Ngô Văn Ngoài chịu trách nhiệm, Chi ủy chủ trì" in said(record())
    assert "Không lập nhiệm vụ: chỉ ghi nhận ý kiến." in text


def test_two_sign_the_recorder_left_and_the_chair_right() -> None:
    quarter.fill()
    paper = minutes(record())
    assert [(one.post, one.name, one.field) for one in paper.signers] == [
        ("Người ghi biên bản", "Khúc Thị Ỷ Lan", "Sig_ThuKy"),
        ("Chủ trì hội nghị", "Vương Đình Ước", "Sig_ChuTri"),
    ]
    assert (paper.place, paper.on) == ("", COMBINED)


@pytest.mark.parametrize(
    ("typed", "number", "sign"),
    [
        ("", None, ""),
        ("9", "9", "BB/CB"),
        ("09-BB/CB", "09", "BB/CB"),
        ("Số: 09 - bb/cb", "09", "BB/CB"),
    ],
)
def test_the_number_is_taken_without_its_sign(typed: str, number: str | None, sign: str) -> None:
    one = bare(planned_on=COMBINED, number=typed)
    paper = minutes(db.meetings.Meeting.printed([one])[0])
    assert (paper.number, paper.sign) == (number, sign)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("19:30", "Hồi 19 giờ 30 phút, ngày 04 tháng 9 năm 2026"),
        ("8h", "Hồi 08 giờ, ngày 04"),
        ("19 giờ 05 phút", "Hồi 19 giờ 05 phút, ngày 04"),
        ("sau giờ làm", "Hồi sau giờ làm, ngày 04"),
        ("", "Hôm nay, ngày 04"),
    ],
)
def test_the_hour_is_printed_in_words(typed: str, shown: str) -> None:
    one = bare(planned_on=COMBINED, starts=typed)
    assert said(db.meetings.Meeting.printed([one])[0]).startswith(shown)


def test_what_a_meeting_does_not_hold_is_left_out_and_the_rest_renumbered() -> None:
    one = db.meetings.Meeting.printed([bare(planned_on=COMBINED)])[0]
    titles = [block.text for block in minutes(one).blocks if isinstance(block, content.Heading)]
    assert titles == ["1. Thành phần", "2. Ý kiến phát biểu", "3. Kết luận, phân công thực hiện"]


def test_minutes_without_a_day_are_refused_in_a_sentence() -> None:
    with pytest.raises(db.errors.RecordError, match="chưa có ngày họp"):
        minutes(db.meetings.Meeting.printed([bare()])[0])


def test_the_layout_is_that_of_the_day_of_the_meeting() -> None:
    one = db.meetings.Meeting.printed([bare(planned_on=date(2026, 5, 26))])[0]
    assert minutes(one).layout_id == "HD36-2018"
    assert minutes(one | {"planned_on": "2026-05-27"}).layout_id == "HD05-2026"


def test_approval_keeps_the_sealed_paper_and_what_it_says() -> None:
    quarter.fill()
    on = date(2026, 9, 10)
    exports.meetings.approve(meeting(), on, quarter.moment(on))
    ((kept, pdf, text),) = db.meetings.minutes_inside(COMBINED, COMBINED)
    entry = json.loads(text)
    assert kept["approved_on"] == "2026-09-10"
    assert (entry["type"], entry["number"], entry["date"]) == ("BB", "09-BB/CB", "2026-09-04")
    code = exports.issuing.code_of(entry)
    assert exports.paper.holds(pdf, entry["content"], code) == []
    found = exports.signing.pades.judge("bien-ban.pdf", pdf, ["Sig_NiemPhong"])
    assert [one.verdict for one in found] == ["unchecked"]
    with pytest.raises(db.errors.RecordError, match="đã thông qua"):
        exports.meetings.approve(meeting(), on, quarter.moment(on))


def test_approval_before_the_meeting_was_held_is_refused() -> None:
    one = bare(planned_on=COMBINED)
    with pytest.raises(db.errors.RecordError, match="Ngày thông qua"):
        exports.meetings.approve(one, COMBINED, quarter.moment(COMBINED))


def test_two_persons_sign_after_the_seal_in_their_order() -> None:
    quarter.fill()
    on = date(2026, 10, 5)
    persons = [tests.exports.authority.chair(), tests.exports.authority.minute_taker()]
    exports.meetings.approve(meeting(), on, quarter.moment(on), persons)
    ((_, pdf, text),) = db.meetings.minutes_inside(COMBINED, COMBINED)
    fields = ["Sig_NiemPhong", "Sig_ThuKy", "Sig_ChuTri"]
    found = exports.signing.pades.judge("bien-ban.pdf", pdf, fields)
    assert [one.verdict for one in found] == ["unchecked"] * 3
    paper = json.loads(text)["content"]
    assert (paper["unsigned_note"], paper["level_line"]) == ("", "Mức ký: Chữ ký số.")


def test_one_signer_alone_is_refused_in_a_sentence() -> None:
    quarter.fill()
    on = date(2026, 10, 5)
    persons = [tests.exports.authority.chair()]
    with pytest.raises(db.errors.RecordError, match="hai chữ ký số"):
        exports.meetings.approve(meeting(), on, quarter.moment(on), persons)
