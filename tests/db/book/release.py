"""The book each release leaves in tests/data/releases: one member, one task, one meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import db.book
import db.book.keys
import db.kinds
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.moments
import db.tasks.adding

SECRET = db.book.keys.Secret("Hoàng Văn Thử", "mo-so-cu-de-thu")
MOMENT = db.moments.Moment(
    date(2026, 6, 10), datetime(2026, 6, 10, 3, 0, tzinfo=UTC), "Hoàng Văn Thử"
)
UNIT = {
    "code": "CB-01",
    "name": "Chi bộ Tổ dân phố 4",
    "kind": "residential",
    "ward": "phường Bến Lau",
    "upper": "Đảng bộ phường Bến Lau",
    "place": "Bến Lau",
    "term_from": "2025-04-01",
    "heads": ["Hoàng Văn Thử"],
}


def make(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Make the book in ``folder`` with the verbs of this version; returns its dumps by kind."""
    db.book.make(folder, UNIT, SECRET, MOMENT, db.book.keys.lowest_cost())
    with db.book.opened(folder, SECRET, MOMENT.at, writing=True):
        joined = date(2010, 2, 3)
        member = db.members.Draft("Mùa A Lử", joined, official_on=joined)
        number = int(db.members.add(member, MOMENT).id)
        fields = {"title": "Họp tổ tháng 6", "meeting_kind": "regular"}
        meeting = db.meetings.steps.plan(fields, MOMENT)
        db.meetings.steps.hold(meeting, date(2026, 6, 3), {number: ("present", "")}, MOMENT)
        conclusion = db.meetings.minutes.conclude(meeting, "Giao dọn vệ sinh ngõ 9", MOMENT)
        task = db.tasks.adding.Draft(
            {"work": "Dọn vệ sinh ngõ 9", "accountable": "Mùa A Lử", "accountable_member": number},
            first_due=date(2026, 6, 20),
            assigned_on=date(2026, 6, 3),
            states=[(date(2026, 6, 3), "assigned")],
        )
        db.meetings.minutes.make_task(conclusion, task, MOMENT, not_secret=True)
        return {kind: db.kinds.dump(kind) for kind in db.kinds.DUMPS}
