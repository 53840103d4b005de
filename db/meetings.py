"""Meetings: agenda, attendance, contributions, votes, conclusions that become tasks, approval.

HD42-HD/BTCTW, 2.2 gives the order of a regular meeting; what the minutes hold is in domain notes
2.4. Approved minutes are rendered and signed once and are never edited: they get a correction.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

import peewee

import db.base
import db.documents
import db.errors
import db.history
import db.members
import db.moments
import db.recycling
import db.secrecy
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
            f"SELECT meeting_id, {columns} FROM {table} WHERE {chosen} ORDER BY id"  # noqa: S608
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
        "SELECT conclusion_id, task_id FROM meeting_conclusion_tasks WHERE conclusion_id IN"  # noqa: S608
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


def plan(fields: dict[str, Any], moment: db.moments.Moment) -> Meeting:
    """Enter a meeting to come, or one that is about to be entered as held.

    Raises:
        db.errors.RecordError: no title, or no such kind of meeting.
    """
    if not str(fields.get("title", "")).strip():
        raise db.errors.RecordError("Buổi sinh hoạt chưa có tên; hãy nhập tên buổi.")
    if fields.get("meeting_kind") not in KINDS:
        raise db.errors.RecordError("Hãy chọn loại buổi: " + ", ".join(KINDS.values()) + ".")
    _refuse_marks(fields)
    meeting = Meeting(entered_at=moment.at, **fields)
    with db.history.change(moment, meeting, "plan"):
        meeting.save(force_insert=True)
    return meeting


def _refuse_marks(fields: dict[str, Any]) -> None:
    """Refuse words that bear a mark of secrecy."""
    texts = [value for value in fields.values() if isinstance(value, str)]
    db.secrecy.refuse([*texts, *fields.get("agenda", [])])


def _open(meeting: Meeting) -> None:
    """Refuse to change minutes that were approved.

    Raises:
        db.errors.RecordError: they were.
    """
    if meeting.id and get(meeting.id).approved_on is not None:
        raise db.errors.RecordError(
            f"Biên bản “{meeting.title}” đã thông qua nên không sửa được; hãy lập đính chính."
        )


def hold(
    meeting: Meeting, on: date, attendance: dict[int, tuple[str, str]], moment: db.moments.Moment
) -> None:
    """Enter that ``meeting`` was held on ``on``; ``attendance`` gives status and reason by member.

    Raises:
        db.errors.RecordError: the day lies after today, a status is none of STATUSES, or the
            minutes are approved.
    """
    _open(meeting)
    if any(status not in STATUSES for status, _ in attendance.values()):
        raise db.errors.RecordError(
            "Hãy chọn tình trạng dự họp: " + ", ".join(STATUSES.values()) + "."
        )
    db.secrecy.refuse(reason for _, reason in attendance.values())
    if on > moment.today:
        raise db.errors.RecordError("Ngày họp sau ngày hôm nay; hãy nhập ngày đã họp.")
    with db.history.change(moment, meeting, "hold"):
        meeting.held_on = on
        meeting.save()
        Attendance.delete().where(Attendance.meeting == meeting).execute()
        for member, (status, reason) in attendance.items():
            Attendance.create(meeting=meeting, member=member, status=status, reason=reason)


_CHANGEABLE = frozenset(
    {"title", "meeting_kind", "planned_on", "starts", "ends", "place", "chair", "minute_taker",
     "guests", "opening", "agenda", "number"}
)  # fmt: skip


def change(meeting: Meeting, fields: dict[str, Any], moment: db.moments.Moment) -> None:
    """Change what was planned, place, times, people, agenda or opening words before approval.

    Raises:
        db.errors.RecordError: the minutes are approved, the title is blank, there is no such kind,
            or a field has a verb of its own.
    """
    _open(meeting)
    title = str(fields.get("title", meeting.title)).strip()
    known = fields.get("meeting_kind", meeting.meeting_kind) in KINDS
    if set(fields) - _CHANGEABLE or not title or not known:
        raise db.errors.RecordError(
            "Tên và loại buổi không được để trống; ngày họp, điểm danh và thông qua có nút riêng."
        )
    _refuse_marks(fields)
    with db.history.change(moment, meeting, "change"):
        for name, value in fields.items():
            setattr(meeting, name, value)
        meeting.save()


def contribute(meeting: Meeting, member: int, text: str, moment: db.moments.Moment) -> None:
    """Enter what a member said."""
    _open(meeting)
    db.secrecy.refuse([text])
    with db.history.change(moment, meeting, "contribute"):
        Contribution.create(meeting=meeting, member=member, text=text)


def vote(
    meeting: Meeting, text: str, counts: tuple[int, int, int, int], moment: db.moments.Moment
) -> None:
    """Enter a vote; ``counts`` are base, in favour, against, other.

    Raises:
        db.errors.RecordError: more votes than people.
    """
    _open(meeting)
    db.secrecy.refuse([text])
    base, in_favour, against, other = counts
    if min(counts) < 0 or in_favour + against + other > base:
        raise db.errors.RecordError(
            "Số phiếu vượt quá số đảng viên có quyền biểu quyết; hãy kiểm tra lại các số."
        )
    with db.history.change(moment, meeting, "vote"):
        Vote.create(
            meeting=meeting,
            text=text,
            base=base,
            in_favour=in_favour,
            against=against,
            other=other,
        )


def conclude(meeting: Meeting, text: str, moment: db.moments.Moment) -> Conclusion:
    """Enter a conclusion."""
    _open(meeting)
    db.secrecy.refuse([text])
    with db.history.change(moment, meeting, "conclude"):
        return Conclusion.create(meeting=meeting, text=text)


def make_task(
    conclusion: Conclusion, draft: db.tasks.Draft, moment: db.moments.Moment, *, not_secret: bool
) -> int:
    """Let ``conclusion`` become a task; returns the task's id. Possible after approval too."""
    meeting = conclusion.meeting
    draft.fields |= {"source_kind": "meetings", "source_id": meeting.id}
    with db.history.change(moment, meeting, "make_task"):
        task = db.tasks.add(draft, moment, not_secret=not_secret)
        ConclusionTask.create(conclusion=conclusion, task=task)
    return task


def needs_no_task(conclusion: Conclusion, why: str, moment: db.moments.Moment) -> None:
    """Enter why ``conclusion`` needs no task.

    Raises:
        db.errors.RecordError: no reason is given.
    """
    db.secrecy.refuse([why])
    if not why.strip():
        raise db.errors.RecordError("Hãy ghi vì sao không lập nhiệm vụ từ kết luận này.")
    with db.history.change(moment, conclusion.meeting, "needs_no_task"):
        conclusion.no_task = why
        conclusion.save()


def use_document(meeting: Meeting, document: int, moment: db.moments.Moment) -> None:
    """Enter that a document was used in ``meeting``; said again it changes nothing.

    Raises:
        db.errors.RecordError: the document lies in the recycle bin, or the minutes are approved.
    """
    _open(meeting)
    paper = db.documents.Document.get_or_none(db.documents.Document.id == document)
    if paper is None or paper.deleted_on is not None:
        raise db.errors.RecordError(
            "Văn bản này không có trong sổ hoặc ở trong thùng rác; hãy chọn văn bản khác."
        )
    held = (MeetingDocument.meeting == meeting) & (MeetingDocument.document == document)
    if MeetingDocument.select().where(held).exists():
        return
    with db.history.change(moment, meeting, "use_document"):
        MeetingDocument.create(meeting=meeting, document=document)


def approve(
    meeting: Meeting, on: date, pdf: bytes, entry: dict[str, Any], moment: db.moments.Moment
) -> None:
    """Enter that the minutes were approved on ``on``, with the rendered and signed paper.

    The same bytes go into every bundle; ``entry`` is what the paper says, as data.

    Raises:
        db.errors.RecordError: not held yet, approved before, or the day is wrong.
    """
    import hashlib

    _open(meeting)
    if meeting.held_on is None or not meeting.held_on <= on <= moment.today:
        raise db.errors.RecordError(
            "Ngày thông qua biên bản phải từ ngày họp đến hôm nay; hãy kiểm tra lại ngày."
        )
    digest = hashlib.sha256(pdf).hexdigest()
    with db.history.change(moment, meeting, "approve"):
        if not db.documents.File.select().where(db.documents.File.sha256 == digest).exists():
            db.documents.File.create(sha256=digest, size=len(pdf), data=pdf)
        meeting.approved_on = on
        meeting.minutes = db.documents.File.get_by_id(digest)
        meeting.minutes_entry = db.base.canonical(entry)
        meeting.save()


def correct(meeting: Meeting, on: date, text: str, moment: db.moments.Moment) -> None:
    """Enter a correction of approved minutes; the minutes themselves stay as they are.

    Raises:
        db.errors.RecordError: they are not approved yet, no words, or the day lies after today.
    """
    db.secrecy.refuse([text])
    approved = get(meeting.id).approved_on
    if approved is None or not text.strip() or not approved <= on <= moment.today:
        raise db.errors.RecordError(
            "Chỉ đính chính được biên bản đã thông qua, ngày từ hôm thông qua đến hôm nay, có nội "
            "dung; biên bản chưa thông qua thì sửa trực tiếp."
        )
    with db.history.change(moment, meeting, "correct"):
        Correction.create(meeting=meeting, on=on, text=text, at=moment.at)


def delete(meeting: Meeting, moment: db.moments.Moment) -> None:
    """Move ``meeting`` to the recycle bin.

    Raises:
        db.errors.RecordError: its minutes are approved, or it lies there already.
    """
    if get(meeting.id).approved_on is not None:
        raise db.errors.RecordError(
            f"Biên bản “{meeting.title}” đã thông qua nên không xóa được; hãy lập đính chính."
        )
    db.recycling.delete(meeting, moment)


def restore(meeting: Meeting, moment: db.moments.Moment) -> None:
    """Take ``meeting`` out of the recycle bin."""
    db.recycling.restore(meeting, moment)


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
