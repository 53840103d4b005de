"""What happens to a meeting as a whole: planned, held, attended, changed, approved, corrected.

What is said and decided in it is ``db.meetings.minutes``. Every verb but a correction is refused
once the minutes are approved.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import db.base
import db.documents
import db.errors
import db.history
import db.meetings
import db.meetings.hours
import db.members
import db.moments
import db.recycling
import db.secrecy
import db.text

LED_BY = ("chair", "minute_taker")  # members of the cell (domain notes 2.4)


def plan(fields: dict[str, Any], moment: db.moments.Moment) -> db.meetings.Meeting:
    """Enter a meeting to come, or one that is about to be entered as held.

    Raises:
        db.errors.RecordError: no title, no such kind of meeting, a chair or minute-taker who is no
            member, or it ends before it begins.
    """
    if not str(fields.get("title", "")).strip():
        raise db.errors.RecordError("Buổi sinh hoạt chưa có tên; hãy nhập tên buổi.", "title")
    if fields.get("meeting_kind") not in db.meetings.KINDS:
        raise db.errors.RecordError(
            "Hãy chọn loại buổi: " + ", ".join(db.meetings.KINDS.values()) + ".", "meeting_kind"
        )
    _refuse_marks(fields)
    meeting = db.meetings.Meeting(entered_at=moment.at, **fields)
    _refuse_wrong(meeting, fields, moment)
    with db.history.change(moment, meeting, "plan"):
        meeting.save(force_insert=True)
    return meeting


def _refuse_marks(fields: dict[str, Any]) -> None:
    """Refuse words that bear a mark of secrecy."""
    texts = [value for value in fields.values() if isinstance(value, str)]
    db.secrecy.refuse([*texts, *fields.get("agenda", [])])


def _refuse_wrong(
    meeting: db.meetings.Meeting, fields: dict[str, Any], moment: db.moments.Moment
) -> None:
    """Refuse ``fields`` of ``meeting`` that cannot be: who leads it, and from when to when."""
    on = meeting.held_on or fields.get("planned_on", meeting.planned_on) or moment.today
    for name in LED_BY:
        refuse_stranger(fields.get(name) or "", on)
    if {"starts", "ends"} & set(fields):
        starts, ends = (fields.get(name, getattr(meeting, name)) for name in ("starts", "ends"))
        db.meetings.hours.refuse_backwards(starts or "", ends or "")


def refuse_stranger(words: str, on: date) -> None:
    """Refuse ``words`` that name no member of the cell on a day; a book without members asks none.

    A title or post beside the name is as the cell writes it ("đồng chí Lò Văn Ban, Bí thư").

    Raises:
        db.errors.RecordError: they name somebody else.
    """
    said = " ".join(db.text.fold(words).split())
    names = [db.text.fold(name) for _, name in db.members.active(on)] if said else []
    if names and not any(name in said for name in names):
        raise db.errors.RecordError(
            f"“{words.strip()}” không có trong danh sách đảng viên ngày {on:%d/%m/%Y}; hãy gõ một "
            "phần tên rồi chọn, hoặc thêm đồng chí đó ở trang Đảng viên trước."
        )


def hold(
    meeting: db.meetings.Meeting,
    on: date,
    attendance: dict[int, tuple[str, str]],
    moment: db.moments.Moment,
) -> None:
    """Enter that ``meeting`` was held on ``on``; ``attendance`` gives status and reason by member.

    It takes the attendance whole: whoever is not in it has none; one by one is ``attend``.

    Raises:
        db.errors.RecordError: the day lies after today, a status is none of STATUSES, or the
            minutes are approved.
    """
    db.meetings.refuse_approved(meeting)
    for status, reason in attendance.values():
        _checked(status, reason)
    if on > moment.today:
        raise db.errors.RecordError("Ngày họp sau ngày hôm nay; hãy nhập ngày đã họp.", "on")
    row = db.meetings.Attendance
    with db.history.change(moment, meeting, "hold"):
        meeting.held_on = on
        meeting.save()
        row.delete().where(row.meeting == meeting).execute()
        for member, (status, reason) in attendance.items():
            row.create(meeting=meeting, member=member, status=status, reason=reason)


def _checked(status: str, reason: str) -> None:
    """Refuse a status that is none, or a reason that bears a mark."""
    if status not in db.meetings.STATUSES:
        raise db.errors.RecordError(
            "Hãy chọn tình trạng dự họp: " + ", ".join(db.meetings.STATUSES.values()) + "."
        )
    db.secrecy.refuse([reason])


def _refuse_free(member: db.members.Member, day: str) -> None:
    """Refuse to call somebody absent who need not come: the absent would outnumber the called."""
    (one,) = db.members.Member.printed([member])
    why = {"exempt": "được miễn sinh hoạt", "away": "đang sinh hoạt tạm thời ở nơi khác"}
    standing = db.members.standing(one, day)
    if standing:
        raise db.errors.RecordError(
            f"Ngày họp, đồng chí {one['name']} {why[standing]} nên không tính là vắng; chỉ ghi khi "
            "có mặt."
        )


def attend(
    meeting: db.meetings.Meeting,
    member: int,
    status: str,
    reason: str,
    moment: db.moments.Moment,
) -> None:
    """Enter whether one member came, or will come, in place of what was entered for them before.

    Possible before the meeting is held and after; status "" takes the entry away. Said again it
    changes nothing.

    Raises:
        db.errors.RecordError: the status is none of STATUSES, there is no such member or one who
            need not come and is called absent, or the minutes are approved.
    """
    db.meetings.refuse_approved(meeting)
    if status:
        _checked(status, reason)
    known = db.members.Member.get_or_none(db.members.Member.id == member)
    if known is None:
        raise db.errors.RecordError(
            f"Không có đảng viên số {member} trong sổ; hãy chọn lại người dự họp."
        )
    if status in db.meetings.ABSENT:
        _refuse_free(known, (meeting.held_on or meeting.planned_on or moment.today).isoformat())
    row = db.meetings.Attendance
    held = row.get_or_none((row.meeting == meeting) & (row.member == member))
    if (held.status, held.reason) == (status, reason) if held else not status:
        return
    with db.history.change(moment, meeting, "attend"):
        if held is None:
            row.create(meeting=meeting, member=member, status=status, reason=reason)
        elif status:
            held.status, held.reason = status, reason
            held.save()
        else:
            held.delete_instance()


_CHANGEABLE = frozenset(
    {"title", "meeting_kind", "planned_on", "starts", "ends", "place", "chair", "minute_taker",
     "guests", "opening", "agenda", "number"}
)  # fmt: skip


def change(meeting: db.meetings.Meeting, fields: dict[str, Any], moment: db.moments.Moment) -> None:
    """Change what was planned, place, times, people, agenda or opening words before approval.

    Raises:
        db.errors.RecordError: the minutes are approved, the title is blank, there is no such kind,
            a field has a verb of its own, a chair or minute-taker is no member, or the end comes
            before the beginning.
    """
    db.meetings.refuse_approved(meeting)
    title = str(fields.get("title", meeting.title)).strip()
    known = fields.get("meeting_kind", meeting.meeting_kind) in db.meetings.KINDS
    if set(fields) - _CHANGEABLE or not title or not known:
        raise db.errors.RecordError(
            "Tên và loại buổi không được để trống; ngày họp, điểm danh và thông qua có nút riêng."
        )
    _refuse_marks(fields)
    _refuse_wrong(meeting, fields, moment)
    with db.history.change(moment, meeting, "change"):
        for name, value in fields.items():
            setattr(meeting, name, value)
        meeting.save()


def close(meeting: db.meetings.Meeting, ends: str, moment: db.moments.Moment) -> None:
    """Enter when a meeting that was held came to its end, as the minutes say it ("21:10").

    Raises:
        db.errors.RecordError: it was not held yet, no hour is given or one before its beginning, or
            the minutes are approved.
    """
    db.meetings.refuse_approved(meeting)
    if db.meetings.get(meeting.id).held_on is None:
        raise db.errors.RecordError(
            f"Buổi “{meeting.title}” chưa ghi ngày họp; hãy ghi ngày họp trước khi kết thúc."
        )
    if not ends.strip():
        raise db.errors.RecordError("Hãy ghi giờ kết thúc buổi sinh hoạt.", "ends")
    db.secrecy.refuse([ends])
    db.meetings.hours.refuse_backwards(meeting.starts, ends)
    with db.history.change(moment, meeting, "close"):
        meeting.ends = ends.strip()
        meeting.save()


def use_document(meeting: db.meetings.Meeting, document: int, moment: db.moments.Moment) -> None:
    """Enter that a document was used in ``meeting``; said again it changes nothing.

    Raises:
        db.errors.RecordError: the document lies in the recycle bin, or the minutes are approved.
    """
    db.meetings.refuse_approved(meeting)
    paper = db.documents.Document.get_or_none(db.documents.Document.id == document)
    if paper is None or paper.deleted_on is not None:
        raise db.errors.RecordError(
            "Văn bản này không có trong sổ hoặc ở trong thùng rác; hãy chọn văn bản khác."
        )
    if _link(meeting, document) is not None:
        return
    with db.history.change(moment, meeting, "use_document"):
        db.meetings.MeetingDocument.create(meeting=meeting, document=document)


def unlink_document(meeting: db.meetings.Meeting, document: int, moment: db.moments.Moment) -> None:
    """Take back that a document was used in ``meeting``; the document itself stays.

    Raises:
        db.errors.RecordError: it was not used there, or the minutes are approved.
    """
    db.meetings.refuse_approved(meeting)
    link = _link(meeting, document)
    if link is None:
        raise db.errors.RecordError(
            "Văn bản này không gắn với buổi sinh hoạt; hãy tải lại danh sách văn bản của buổi."
        )
    with db.history.change(moment, meeting, "unlink_document"):
        link.delete_instance()


def _link(meeting: db.meetings.Meeting, document: int) -> db.meetings.MeetingDocument | None:
    """The row that says ``document`` served ``meeting``."""
    row = db.meetings.MeetingDocument
    found: db.meetings.MeetingDocument | None = row.get_or_none(
        (row.meeting == meeting) & (row.document == document)
    )
    return found


def approve(
    meeting: db.meetings.Meeting,
    on: date,
    pdf: bytes,
    entry: dict[str, Any],
    moment: db.moments.Moment,
) -> None:
    """Enter that the minutes were approved on ``on``, with the rendered and signed paper.

    The same bytes go into every bundle; ``entry`` is what the paper says, as data.

    Raises:
        db.errors.RecordError: not held yet, approved before, or the day is wrong.
    """
    db.meetings.refuse_approved(meeting)
    if meeting.held_on is None or not meeting.held_on <= on <= moment.today:
        raise db.errors.RecordError(
            "Ngày thông qua biên bản phải từ ngày họp đến hôm nay; hãy kiểm tra lại ngày.", "on"
        )
    digest = hashlib.sha256(pdf).hexdigest()
    file = db.documents.File
    with db.history.change(moment, meeting, "approve"):
        if not file.select().where(file.sha256 == digest).exists():
            file.create(sha256=digest, size=len(pdf), data=pdf)
        meeting.approved_on = on
        meeting.minutes = file.get_by_id(digest)
        meeting.minutes_entry = db.base.canonical(entry)
        meeting.save()


def correct(meeting: db.meetings.Meeting, on: date, text: str, moment: db.moments.Moment) -> None:
    """Enter a correction of approved minutes; the minutes themselves stay as they are.

    Raises:
        db.errors.RecordError: they are not approved yet, no words, or the day lies after today.
    """
    db.secrecy.refuse([text])
    approved = db.meetings.get(meeting.id).approved_on
    if approved is None or not text.strip() or not approved <= on <= moment.today:
        raise db.errors.RecordError(
            "Chỉ đính chính được biên bản đã thông qua, ngày từ hôm thông qua đến hôm nay, có nội "
            "dung; biên bản chưa thông qua thì sửa trực tiếp."
        )
    with db.history.change(moment, meeting, "correct"):
        db.meetings.Correction.create(meeting=meeting, on=on, text=text, at=moment.at)


def delete(meeting: db.meetings.Meeting, moment: db.moments.Moment) -> None:
    """Move ``meeting`` to the recycle bin.

    Raises:
        db.errors.RecordError: its minutes are approved, or it lies there already.
    """
    if db.meetings.get(meeting.id).approved_on is not None:
        raise db.errors.RecordError(
            f"Biên bản “{meeting.title}” đã thông qua nên không xóa được; hãy lập đính chính."
        )
    db.recycling.delete(meeting, moment)


def restore(meeting: db.meetings.Meeting, moment: db.moments.Moment) -> None:
    """Take ``meeting`` out of the recycle bin."""
    db.recycling.restore(meeting, moment)
