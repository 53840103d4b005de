"""The kinds of records: one list, from which dumping, checking and migrating are done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import db.base
import db.bundles
import db.documents
import db.errors
import db.history
import db.imports
import db.meetings
import db.members
import db.reports
import db.sealing
import db.search
import db.slots
import db.tasks
import db.unit

DUMPS: dict[str, Callable[[], list[dict[str, Any]]]] = {
    "unit": lambda: db.unit.Unit.printed(list(db.unit.Unit.select())),
    "members": db.members.dump,
    "documents": db.documents.dump,
    "tasks": db.tasks.dump,
    "series": db.tasks.dump_series,
    "meetings": db.meetings.dump,
    "reports": db.reports.dump,
    "bundles": db.bundles.dump,
    "history": db.history.dump,
}

# Every table of the book; migrations alone make them, and a test holds the two equal.
TABLES: tuple[type[db.base.Table], ...] = (
    db.unit.Unit, db.unit.Setting, db.slots.Slot, db.sealing.SealRow,
    db.history.Row, db.history.Content, db.search.Entry,
    db.members.Member, db.members.Post, db.members.Exemption, db.members.Stay,
    db.documents.Document, db.documents.File, db.documents.Attachment,
    db.tasks.Series, db.tasks.Task,
    db.tasks.StateChange, db.tasks.Extension, db.tasks.Progress,
    db.meetings.Meeting, db.meetings.Attendance, db.meetings.Contribution, db.meetings.Vote,
    db.meetings.Conclusion, db.meetings.ConclusionTask, db.meetings.MeetingDocument,
    db.meetings.Correction,
    db.reports.Report, db.reports.Sentence, db.bundles.Bundle,
    db.imports.Import, db.imports.Learned,
)  # fmt: skip


def dump(kind: str) -> list[dict[str, Any]]:
    """The records of one kind, all fields: the unit can always leave with its data.

    Raises:
        db.errors.RecordError: there is no such kind.
    """
    if kind not in DUMPS:
        raise db.errors.RecordError(
            f"Không có loại hồ sơ “{kind}”; hãy chọn một trong: {', '.join(DUMPS)}."
        )
    return DUMPS[kind]()
