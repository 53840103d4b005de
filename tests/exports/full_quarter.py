"""A quarter of a fictional residential cell, entered through the verbs a person uses.

Thirty tasks of every class, five meetings, documents with and without QR codes, settings a ward
would give. Every day is fixed, so that what is composed from it can be compared word for word.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import db.documents
import db.figures
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.moments
import db.periods
import db.reports
import db.tasks
import db.tasks.adding
import db.tasks.series
import db.tasks.steps
import db.unit
import tests.exports.conftest

TODAY = date(2026, 10, 5)
_PEOPLE = (
    "Vương Đình Ước",
    "Đỗ Văn Ẩn",
    "Khúc Thị Ỷ Lan",
    "Ngô Thị Uyển",
    "Trịnh Công Ứng",
    "Lều Thị Ẩm",
    "Doãn Quốc Ưng",
    "Mạc Thị Ngoãn",
    "Giang Văn Khuê",
    "Âu Dương Hỷ",
    "Quách Thị Diệu",
    "Tống Phước Ân",
)
_WORKS = (
    "Tổ chức hướng dẫn người dân cài đặt và sử dụng dịch vụ công trực tuyến tại nhà văn hóa",
    "Rà soát, cập nhật danh sách hộ cần hỗ trợ trong mùa mưa bão",
    "Xây dựng kế hoạch chỉnh trang ngõ 41, bảo đảm vệ sinh môi trường, trật tự đô thị",
    "Báo cáo kết quả lấy ý kiến nhân dân về quy ước của tổ dân phố",
    "Vận động các hộ kinh doanh ký cam kết không lấn chiếm vỉa hè",
    "Tuyên truyền phòng cháy, chữa cháy; kiểm tra phương tiện tại các điểm nguy cơ cao",
)


def moment(on: date) -> db.moments.Moment:
    """That day, by the person of the book."""
    return tests.exports.conftest.moment(on)


def fill() -> None:
    """Enter the quarter into the open book."""
    people = _members()
    _settings()
    _tasks()
    _documents()
    _meetings(people)


def window(label: str = "2026-Q3") -> db.reports.Window:
    """The window of a period as it stands in October 2026."""
    return db.reports.window(db.periods.read(label), TODAY)


def counted(span: db.reports.Window) -> dict[str, db.figures.Figure]:
    """Its figures."""
    return db.figures.count(span)


def _members() -> list[int]:
    joined, start = date(2010, 5, 19), date(2025, 6, 1)
    posts: dict[int, list[tuple[str, date, date | None]]] = {
        0: [("Bí thư", start, None)],
        1: [("Phó Bí thư", start, None)],
    }
    drafts = [
        db.members.Draft(
            name,
            joined,
            official_on=None if place == 11 else date(2011, 5, 19),
            posts=posts.get(place, []),
            exempt=[("Quyết định số 12-QĐ/ĐU", start, None)] if place == 10 else [],
        )
        for place, name in enumerate(_PEOPLE)
    ]
    return db.members.take_in(drafts, moment(date(2025, 6, 2)))


def _settings() -> None:
    on = date(2026, 6, 1)
    values = {
        "ward_plan": "Kế hoạch số 18-KH/ĐU, ngày 12/5/2026 của Đảng ủy phường Sông Cầu",
        "standing_member": "Thân Trọng Huề",
        "year_theme": "Kỷ cương, sáng tạo, bứt phá, phát triển",
    }
    for name, value in values.items():
        db.unit.set_value(name, value, on, moment(on))


def _draft(number: int, **given: Any) -> db.tasks.adding.Draft:
    fields = {
        "code": f"NV-{number:02d}",
        "work": f"{_WORKS[number % len(_WORKS)]} (đợt {number})",
        "lead": "Chi ủy" if number % 3 else "Ban công tác Mặt trận",
        "accountable": _PEOPLE[number % 9],
        "authority": "Bí thư Chi bộ quyết định",
        "responsibility": "Chịu trách nhiệm toàn diện trước chi bộ về tiến độ và kết quả",
        "product": "Báo cáo kết quả kèm danh sách",
    }
    first_due = given.pop("first_due", date(2026, 7, 10) + timedelta(days=2 * number))
    assigned = given.pop("assigned_on", date(2026, 7, 1) if number % 4 else date(2026, 6, 20))
    return db.tasks.adding.Draft(
        fields | given, first_due=first_due, assigned_on=assigned, states=[(assigned, "assigned")]
    )


def _tasks() -> None:
    late = {
        "cause": "Chờ văn bản hướng dẫn của cấp trên; thời tiết mưa kéo dài",
        "cause_body": "Chi ủy",
        "cause_person": "Đỗ Văn Ẩn",
        "handling": "Bố trí thêm người, hoàn thành trong tháng 10",
    }
    pending = late | {"cause": "đang làm rõ", "cause_until": date(2026, 10, 15), "handling": ""}
    for number in range(1, 31):
        given: dict[str, Any] = {}
        if number in (5, 9):
            given = dict(late)
        if number == 14:
            given = dict(pending)
        if number == 7:
            given = {"authority": "", "product": ""}
        if number in (2, 12):
            given = {"flags": ["key", "led_by_head"]}
        if number == 20:
            given = {"first_due": None}
        if number > 24:
            given = {"first_due": date(2026, 10, 10) + timedelta(days=number)}
        task = db.tasks.get(
            db.tasks.adding.add(_draft(number, **given), moment(date(2026, 7, 2)), not_secret=True)
        )
        _carry_out(task, number)
    fields = {
        "work": "Báo cáo tình hình an ninh trật tự",
        "accountable": "Giang Văn Khuê",
        "lead": "Chi ủy",
        "authority": "Chi ủy",
        "responsibility": "Tổng hợp",
        "product": "Báo cáo",
        "recurrence": "monthly",
        "start": date(2026, 9, 1),
        "due_day": 25,
    }
    db.tasks.series.start(fields, moment(date(2026, 9, 30)), not_secret=True)


def _carry_out(task: db.tasks.Task, number: int) -> None:
    """Let a task go its way by its number: done, late, overdue, extended, suspended or silent."""
    due = task.due
    if number == 3:
        why = ("mưa kéo dài", "Chi ủy", "Biên bản chi ủy ngày 10/7/2026")
        db.tasks.steps.extend(
            task, date(2026, 8, 20), date(2026, 7, 10), why, moment(date(2026, 7, 12))
        )
        db.tasks.steps.close(
            task, "done", date(2026, 8, 18), moment(date(2026, 8, 18)), "Kế hoạch đã ban hành"
        )
    elif number == 5 and due:
        on = due + timedelta(days=6)
        db.tasks.steps.close(task, "done", on, moment(on), "Cam kết của 34 hộ kinh doanh")
    elif number == 9:
        why = ("chờ cấp trên", "Bí thư", "Đồng ý miệng của Bí thư")
        db.tasks.steps.extend(
            task, date(2026, 10, 20), date(2026, 9, 1), why, moment(date(2026, 9, 1))
        )
    elif number == 14:
        db.tasks.steps.report_progress(
            task, date(2026, 9, 20), 60, "Xong phần rà soát", moment(TODAY)
        )
    elif number == 16:
        db.tasks.steps.close(task, "suspended", date(2026, 8, 1), moment(date(2026, 8, 1)))
    elif number == 17:
        db.tasks.steps.close(task, "cancelled", date(2026, 8, 1), moment(date(2026, 8, 1)))
    elif number == 20:
        db.tasks.steps.report_progress(
            task, date(2026, 9, 25), None, "Duy trì thường xuyên", moment(date(2026, 9, 25))
        )
    elif number <= 24 and due and number != 9:
        on = due - timedelta(days=2)
        outcome = f"Báo cáo số {number}, danh sách 25 hộ" if number % 2 else ""
        db.tasks.steps.close(task, "done", on, moment(on), outcome)
    elif number < 29:
        db.tasks.steps.report_progress(
            task, date(2026, 9, 28), 10 * (number - 23), "Đang khảo sát", moment(date(2026, 9, 28))
        )


def _documents() -> None:
    papers = (
        ("out", "07-KH/CB", date(2026, 7, 6), "Kế hoạch", "Thực hiện Chỉ thị số 09-CT/TU"),
        ("in", "31-TB/ĐU", date(2026, 8, 12), "Thông báo", "Kết luận giao ban tháng 8"),
        ("internal", "", None, "", "Chuyên đề về tự soi, tự sửa"),
        ("internal", "", None, "", "Chuyên đề về chuyển đổi số ở tổ dân phố"),
    )
    for direction, number, on, kind, title in papers:
        issuer = {"out": "Chi bộ Tổ dân phố số 41", "in": "Đảng ủy phường Sông Cầu"}
        fields = {
            "title": title,
            "number": number,
            "date": on,
            "type": kind,
            "issuer": issuer.get(direction, ""),
            "direction": direction,
        }
        db.documents.add(fields, moment(date(2026, 8, 20)), not_secret=True)
    first = db.documents.Document.get(db.documents.Document.title == papers[2][4])
    db.documents.issue_qr(first, date(2026, 8, 20), "", moment(date(2026, 8, 20)))


def _meetings(people: list[int]) -> None:
    days = (
        ("regular", date(2026, 7, 3), "Sinh hoạt thường kỳ tháng 7 năm 2026"),
        ("regular", date(2026, 8, 5), "Sinh hoạt thường kỳ tháng 8 năm 2026"),
        ("thematic", date(2026, 8, 22), "Sinh hoạt chuyên đề quý III năm 2026"),
        ("combined", date(2026, 9, 4), "Sinh hoạt thường kỳ tháng 9 năm 2026 và chuyên đề"),
        ("committee", date(2026, 9, 1), "Họp chi ủy tháng 9 năm 2026"),
    )
    for kind, on, title in days:
        meeting = db.meetings.steps.plan(
            {"title": title, "meeting_kind": kind, "planned_on": on}, moment(on)
        )
        _hold(meeting, on, people)
    papers = [one["id"] for one in db.documents.dump() if one["title"].startswith("Chuyên đề")]
    for place, paper in enumerate(papers):
        meeting = db.meetings.Meeting.get(db.meetings.Meeting.held_on == days[2 + place][1])
        db.meetings.steps.use_document(meeting, paper, moment(TODAY))


def _hold(meeting: db.meetings.Meeting, on: date, people: list[int]) -> None:
    now = moment(on)
    called = people[:3] if meeting.meeting_kind == "committee" else people
    status = {4: ("excused", "đi công tác"), 5: ("unexcused", ""), 10: ("exempt", "")}
    attendance = {member: status.get(place, ("present", "")) for place, member in enumerate(called)}
    db.meetings.steps.hold(meeting, on, attendance, now)
    fields = {
        "starts": "19:30",
        "ends": "21:15",
        "place": "Nhà văn hóa tổ dân phố số 41",
        "chair": _PEOPLE[0],
        "minute_taker": f"Đ/c {_PEOPLE[2]}",
        "guests": "Đồng chí Thân Trọng Huề, Ủy viên Ban Thường vụ Đảng ủy phường",
        "opening": "Đã hoàn thành 9/10 nhiệm vụ tháng trước.\nThông báo kết luận giao ban.",
        "agenda": ["Đánh giá kết quả tháng trước", "Nhiệm vụ tháng tới", "Biểu quyết kết nạp đảng"],
        "number": f"{on.month}",
    }
    db.meetings.steps.change(meeting, fields, now)
    text = "Đề nghị phân công rõ người theo từng ngõ; hạn báo cáo trước ngày 25 hằng tháng."
    db.meetings.minutes.contribute(meeting, people[1], text, now)
    db.meetings.minutes.contribute(meeting, people[2], "Nhất trí với dự thảo kết luận", now)
    db.meetings.minutes.vote(
        meeting, "Đề nghị kết nạp đảng viên đối với quần chúng ưu tú", (10, 8, 1, 1), now
    )
    first = db.meetings.minutes.conclude(
        meeting, "Tổ chức ra quân vệ sinh môi trường toàn tổ dân phố", now
    )
    draft = _draft(30 + on.day, assigned_on=on, first_due=on + timedelta(days=10))
    number = db.meetings.minutes.make_task(first, draft, now, not_secret=True)
    done = on + timedelta(days=8)
    db.tasks.steps.close(db.tasks.get(number), "done", done, moment(done), "62 hộ tham gia")
    second = db.meetings.minutes.conclude(meeting, "Nhất trí nội dung báo cáo của Bí thư", now)
    db.meetings.minutes.needs_no_task(second, "chỉ ghi nhận ý kiến", now)
