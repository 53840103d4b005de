"""Small things to put into a book: everybody and everything in them is fictional."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import db.book.keys
import db.documents
import db.meetings
import db.meetings.steps
import db.members
import db.moments
import db.tasks
import db.tasks.adding

WHO = "Tạ Thị Hạnh"
PASSWORD = "mật khẩu chỉ để thử"
SECRET = db.book.keys.Secret(WHO, PASSWORD)
UNIT: dict[str, Any] = {
    "code": "CB-31",
    "name": "Chi bộ Trường Tiểu học Đồi Thông",
    "kind": "school",
    "ward": "phường Sông Hiền",
    "upper": "Đảng bộ phường Sông Hiền",
    "place": "Sông Hiền",
    "term_from": "2025-03-10",
    "heads": ["Tạ Thị Hạnh", {"name": "Lò Văn Pản", "post": "Hiệu trưởng"}],
}
TODAY = date(2026, 7, 20)


def moment(today: date = TODAY, second: int = 0) -> db.moments.Moment:
    """Noon in Việt Nam of a day, ``second`` seconds later."""
    at = datetime(today.year, today.month, today.day, 5, second // 60, second % 60, tzinfo=UTC)
    return db.moments.Moment(today, at, WHO)


def member(name: str = "Quàng Thị Mai", joined: date = date(2020, 1, 1), **more: Any) -> int:
    """A member who is in the book."""
    draft = db.members.Draft(name, joined, **{"official_on": joined, **more})
    return int(str(db.members.add(draft, moment()).id))


def draft(work: str = "Soát thiết bị phòng máy", **more: Any) -> db.tasks.adding.Draft:
    """A task assigned on 1 June, due on the 30th, clear in all six ways."""
    fields = {
        "work": work,
        "lead": "Tổ Tin học",
        "accountable": "Quàng Thị Mai",
        "authority": "Chi ủy",
        "responsibility": "Tổ trưởng",
        "product": "Biên bản kiểm kê",
        **more.pop("fields", {}),
    }
    assigned = more.pop("assigned_on", date(2026, 6, 1))
    given = {"first_due": date(2026, 6, 30), "states": [(assigned, "assigned")], **more}
    return db.tasks.adding.Draft(fields, assigned_on=assigned, **given)


def task(work: str = "Soát thiết bị phòng máy", **more: Any) -> db.tasks.Task:
    """A task that is in the book, entered on the day it was assigned."""
    one = draft(work, **more)
    days = [on for on, _ in one.states] + [fact[0] for fact in one.extensions + one.progress]
    entered = max(days)
    return db.tasks.get(db.tasks.adding.add(one, moment(entered), not_secret=True))


def document(title: str = "Hướng dẫn sinh hoạt hè", **more: Any) -> db.documents.Document:
    """A document that is in the book."""
    fields = {"title": title, "number": "17-HD/ĐU", "date": date(2026, 5, 4), **more}
    return db.documents.add(fields, moment(), not_secret=True)


def meeting(title: str = "Sinh hoạt chi bộ tháng 6", **more: Any) -> db.meetings.Meeting:
    """A planned meeting that is in the book."""
    fields = {"title": title, "meeting_kind": "regular", "planned_on": date(2026, 6, 3), **more}
    return db.meetings.steps.plan(fields, moment())
