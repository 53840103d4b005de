"""Meetings: agenda, attendance, contributions, votes, conclusions that become tasks, approval.

HD42-HD/BTCTW, 2.2 gives the order of a regular meeting; what the minutes hold is in domain notes
2.4. Approved minutes are rendered and signed once and are never edited: they get a correction.
Here are the tables and what can be asked of them; ``db.meetings.steps`` and ``db.meetings.minutes``
enter what happens, ``db.meetings.listing`` is the list.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

import peewee

import db.base
import db.documents
import db.errors
import db.members
import db.tasks
import db.unit

KINDS = {
    "regular": "thường kỳ",
    "thematic": "chuyên đề",
    "combined": "thường kỳ kết hợp chuyên đề",
    "committee": "chi ủy",
    "congress": "đại hội",
    "extraordinary": "bất thường",
}
REGULAR = frozenset({"regular", "combined"})
THEMATIC = frozenset({"thematic", "combined"})
STATUSES = {
    "present": "có mặt",
    "excused": "vắng có lý do",
    "unexcused": "vắng không có lý do",
    "exempt": "miễn sinh hoạt",
}
ABSENT = frozenset({"excused", "unexcused"})


class Meeting(db.base.Record):
    """One meeting of the cell, planned, held or approved."""

    kind: ClassVar[str] = "meetings"

    title = db.base.Words(verbose_name="Tên buổi")
    meeting_kind = peewee.TextField(verbose_name="Loại buổi")
    planned_on = peewee.DateField(null=True, verbose_name="Dự kiến ngày")
    held_on = peewee.DateField(null=True, index=True, verbose_name="Ngày họp")
    starts = peewee.TextField(default="", verbose_name="Bắt đầu")
    ends = peewee.TextField(default="", verbose_name="Kết thúc")
    place = db.base.Words(default="", verbose_name="Địa điểm")
    chair = db.base.Words(default="", verbose_name="Chủ trì")
    minute_taker = db.base.Words(default="", verbose_name="Thư ký (người ghi biên bản)")
    guests = db.base.Words(default="", verbose_name="Đại biểu, khách mời")
    opening = db.base.Words(default="", verbose_name="Đánh giá tháng trước, thông tin mới")
    agenda = db.base.WordsList(default=[], verbose_name="Chương trình")
    number = db.base.Words(default="", verbose_name="Số biên bản")
    approved_on = peewee.DateField(null=True, verbose_name="Ngày thông qua")
    minutes = peewee.ForeignKeyField(db.documents.File, null=True, column_name="minutes_sha256")
    minutes_entry = db.base.Words(null=True)

    class Meta:
        table_name = "meetings"

    @classmethod
    def printed(cls, records: list[Self]) -> list[dict[str, Any]]:
        """Meetings with all that was said and decided."""
        parts = _parts([record.id for record in records])
        names = ("title", "planned_on", "held_on", "starts", "ends", "place", "chair")
        more = ("minute_taker", "guests", "opening", "agenda", "number", "approved_on")
        return [
            {
                **record.plain(*names, *more),
                "kind": record.meeting_kind,
                **{name: facts.get(record.id, []) for name, facts in parts.items()},
            }
            for record in records
        ]

    def search_entry(self) -> tuple[str, date | None, str]:
        """A meeting is found by title, agenda, contributions and conclusions."""
        parts = _parts([self.id])
        said = [one["text"] for one in parts["contributions"].get(self.id, [])]
        decided = [one["text"] for one in parts["conclusions"].get(self.id, [])]
        words = [self.place, self.chair, self.opening, *self.agenda, *said, *decided]
        return self.title, self.held_on or self.planned_on, " ".join(words)


class Attendance(db.base.Table):
    """Whether one member came."""

    id = db.base.Id()
    meeting = peewee.ForeignKeyField(Meeting, index=True)
    member = peewee.ForeignKeyField(db.members.Member)
    status = peewee.TextField()
    reason = db.base.Words(default="")

    class Meta:
        table_name = "meeting_attendance"
        indexes = ((("meeting", "member"), True),)


class Contribution(db.base.Table):
    """What one member said."""

    id = db.base.Id()
    meeting = peewee.ForeignKeyField(Meeting, index=True)
    member = peewee.ForeignKeyField(db.members.Member)
    text = db.base.Words()

    class Meta:
        table_name = "meeting_contributions"


class Vote(db.base.Table):
    """A vote: the base is the official members summoned (a setting leaves temporary ones out)."""

    id = db.base.Id()
    meeting = peewee.ForeignKeyField(Meeting, index=True)
    text = db.base.Words()
    base = peewee.IntegerField()
    in_favour = peewee.IntegerField()
    against = peewee.IntegerField(default=0)
    other = peewee.IntegerField(default=0)

    class Meta:
        table_name = "meeting_votes"


class Conclusion(db.base.Table):
    """One conclusion; it becomes tasks, or says why it needs none."""

    id = db.base.Id()
    meeting = peewee.ForeignKeyField(Meeting, index=True)
    text = db.base.Words()
    no_task = db.base.Words(null=True)

    class Meta:
        table_name = "meeting_conclusions"


class ConclusionTask(db.base.Table):
    """A task that carries out a conclusion."""

    id = db.base.Id()
    conclusion = peewee.ForeignKeyField(Conclusion, index=True)
    task = peewee.ForeignKeyField(db.tasks.Task)

    class Meta:
        table_name = "meeting_conclusion_tasks"


class MeetingDocument(db.base.Table):
    """A document used in a meeting."""

    id = db.base.Id()
    meeting = peewee.ForeignKeyField(Meeting, index=True)
    document = peewee.ForeignKeyField(db.documents.Document, index=True)

    class Meta:
        table_name = "meeting_documents"


class Correction(db.base.Table):
    """A correction of approved minutes."""

    id = db.base.Id()
    meeting = peewee.ForeignKeyField(Meeting, index=True)
    on = peewee.DateField()
    text = db.base.Words()
    at = peewee.TextField()

    class Meta:
        table_name = "meeting_corrections"


def _parts(ids: list[Any]) -> dict[str, dict[int, list[Any]]]:
    """What belongs to the meetings ``ids``, by part and meeting, in order of entry."""
    chosen = f"meeting_id IN ({', '.join(str(int(one)) for one in ids)})"

    def facts(table: str, *names: str) -> dict[int, list[dict[str, Any]]]:
        columns = ", ".join(f'"{name}"' for name in names)
        found: dict[int, list[dict[str, Any]]] = {}
        for row in db.base.rows(
            f"SELECT meeting_id, {columns} FROM {table} WHERE {chosen} ORDER BY id"  # noqa: S608 - our own words
        ):
            found.setdefault(row[0], []).append(dict(zip(names, row[1:], strict=True)))
        return found

    attendance = facts("meeting_attendance", "member_id", "status", "reason")
    contributions = facts("meeting_contributions", "member_id", "text")
    for one in (*attendance.values(), *contributions.values()):
        for fact in one:
            fact["member"] = fact.pop("member_id")
    conclusions = facts("meeting_conclusions", "id", "text", "no_task")
    tasks: dict[int, list[int]] = {}
    for conclusion, task in db.base.rows(
        "SELECT conclusion_id, task_id FROM meeting_conclusion_tasks WHERE conclusion_id IN"  # noqa: S608 - our own words
        f" (SELECT id FROM meeting_conclusions WHERE {chosen}) ORDER BY id"
    ):
        tasks.setdefault(conclusion, []).append(task)
    for one in conclusions.values():
        for fact in one:
            fact["tasks"] = tasks.get(fact["id"], [])
    links = facts("meeting_documents", "document_id")
    return {
        "attendance": attendance,
        "contributions": contributions,
        "votes": facts("meeting_votes", "text", "base", "in_favour", "against", "other"),
        "conclusions": conclusions,
        "documents": {
            meeting: [one["document_id"] for one in found] for meeting, found in links.items()
        },
        "corrections": facts("meeting_corrections", "on", "text", "at"),
    }


def parts(number: int) -> dict[str, list[dict[str, Any]]]:
    """What belongs to one meeting, each with the ``id`` of its row, as its page shows it.

    ``attendance`` {id, member, name, status, reason} by given name; ``contributions`` {id, member,
    name, text}; ``votes`` {id, text, base, in_favour, against, other}; ``conclusions`` {id, text,
    no_task, tasks: [{id, code, work, accountable, state, due}]}; ``documents`` {id (of the
    document), number, title, date, qr_on}; ``corrections`` {id, on, text, at}.
    """
    found = {part: _asked(names, sql, number) for part, (names, sql) in _PARTS.items()}
    tasks: dict[int, list[dict[str, Any]]] = {}
    for task in found.pop("tasks"):
        tasks.setdefault(task.pop("conclusion"), []).append(task)
    for conclusion in found["conclusions"]:
        conclusion["tasks"] = tasks.get(conclusion["id"], [])
    return found


_PARTS = {
    "attendance": (
        ("id", "member", "name", "status", "reason"),
        (
            "SELECT a.id, m.id, m.name, a.status, a.reason FROM meeting_attendance a"
            " JOIN members m ON m.id = a.member_id WHERE a.meeting_id = ? ORDER BY m.sort, m.id"
        ),
    ),
    "contributions": (
        ("id", "member", "name", "text"),
        (
            "SELECT c.id, m.id, m.name, c.text FROM meeting_contributions c"
            " JOIN members m ON m.id = c.member_id WHERE c.meeting_id = ? ORDER BY c.id"
        ),
    ),
    "votes": (
        ("id", "text", "base", "in_favour", "against", "other"),
        (
            "SELECT id, text, base, in_favour, against, other FROM meeting_votes"
            " WHERE meeting_id = ? ORDER BY id"
        ),
    ),
    "conclusions": (
        ("id", "text", "no_task"),
        "SELECT id, text, no_task FROM meeting_conclusions WHERE meeting_id = ? ORDER BY id",
    ),
    "tasks": (
        ("conclusion", "id", "code", "work", "accountable", "state", "due"),
        (
            "SELECT c.id, t.id, t.code, t.work, t.accountable, t.state, t.due"
            " FROM meeting_conclusions c JOIN meeting_conclusion_tasks l ON l.conclusion_id = c.id"
            " JOIN tasks t ON t.id = l.task_id WHERE c.meeting_id = ? ORDER BY l.id"
        ),
    ),
    "documents": (
        ("id", "number", "title", "date", "qr_on"),
        (
            "SELECT d.id, d.number, d.title, d.date, d.qr_on FROM meeting_documents l"
            " JOIN documents d ON d.id = l.document_id WHERE l.meeting_id = ? ORDER BY l.id"
        ),
    ),
    "corrections": (
        ("id", "on", "text", "at"),
        'SELECT id, "on", text, at FROM meeting_corrections WHERE meeting_id = ? ORDER BY id',
    ),
}


def _asked(names: tuple[str, ...], sql: str, number: int) -> list[dict[str, Any]]:
    """The rows of one question about one meeting, by name."""
    return [dict(zip(names, row, strict=True)) for row in db.base.rows(sql, number)]


def refuse_approved(meeting: Meeting) -> None:
    """Refuse to change minutes that were approved.

    Raises:
        db.errors.RecordError: they were.
    """
    if meeting.id and get(meeting.id).approved_on is not None:
        raise db.errors.RecordError(
            f"Biên bản “{meeting.title}” đã thông qua nên không sửa được; hãy lập đính chính."
        )


def conclusion(number: int) -> Conclusion:
    """The conclusion with that id.

    Raises:
        db.errors.RecordError: there is none.
    """
    found: Conclusion | None = Conclusion.get_or_none(Conclusion.id == number)
    if found is None:
        raise db.errors.RecordError(
            "Kết luận này không còn trong sổ; hãy tải lại buổi sinh hoạt rồi làm tiếp."
        )
    return found


def vote_base(on: date) -> int:
    """How many may vote on a day: official members summoned (Quy định 45-QĐ/TW, [likely])."""
    day = on.isoformat()
    records = db.members.dump()
    summoned = db.members.base_on(records, day)
    without = db.unit.setting("vote_base_without_temporary", on)
    return sum(
        1
        for record in records
        if record["id"] in summoned
        and record["official_on"] is not None
        and record["official_on"] <= day
        and not (without and any(one["stay"] == "temporary_in" for one in record["stays"]))
    )


def get(number: int) -> Meeting:
    """The meeting with that id.

    Raises:
        db.errors.RecordError: there is none.
    """
    meeting: Meeting | None = Meeting.get_or_none(Meeting.id == number)
    if meeting is None:
        raise db.errors.RecordError(
            f"Không có buổi sinh hoạt số {number} trong sổ; hãy kiểm tra lại số."
        )
    return meeting


def dump() -> list[dict[str, Any]]:
    """Every meeting, the recycle bin included."""
    return Meeting.printed(list(Meeting.select().order_by(Meeting.id)))


def minutes_inside(first: date, last: date) -> list[tuple[dict[str, Any], bytes, str]]:
    """Approved minutes of meetings held inside: the meeting as dumped, the paper, its entry."""
    chosen = Meeting.select().where(
        (Meeting.held_on >= first)
        & (Meeting.held_on <= last)
        & Meeting.minutes.is_null(False)
        & Meeting.deleted_on.is_null()
    )
    return [
        (Meeting.printed([meeting])[0], bytes(paper.data), str(meeting.minutes_entry))
        for meeting in chosen.order_by(Meeting.held_on, Meeting.id)
        if (paper := meeting.minutes) is not None
    ]
