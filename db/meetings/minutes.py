"""What is said and decided in a meeting: contributions, votes, conclusions and their tasks.

Until the minutes are approved each can be changed or taken away by the number of its row, as
``db.meetings.parts`` gives it. What becomes of a conclusion can be entered after approval too.
"""

from __future__ import annotations

from typing import Any

import db.base
import db.errors
import db.history
import db.meetings
import db.members
import db.moments
import db.secrecy
import db.tasks
import db.tasks.adding

Counts = tuple[int, int, int, int]  # base, in favour, against, other
Said = type[db.meetings.Contribution] | type[db.meetings.Vote] | type[db.meetings.Conclusion]


def contribute(
    meeting: db.meetings.Meeting, member: int, text: str, moment: db.moments.Moment
) -> int:
    """Enter what a member said; returns the number of the row.

    Raises:
        db.errors.RecordError: no words, no such member, or the minutes are approved.
    """
    db.meetings.refuse_approved(meeting)
    _spoken(member, text)
    with db.history.change(moment, meeting, "contribute"):
        row = db.meetings.Contribution.create(meeting=meeting, member=member, text=text)
    return int(row.id)


def change_contribution(number: int, member: int, text: str, moment: db.moments.Moment) -> None:
    """Put other words, or another speaker, in place of a contribution.

    Raises:
        db.errors.RecordError: as contribute, or there is no such row.
    """
    row = _changeable(db.meetings.Contribution, number)
    _spoken(member, text)
    with db.history.change(moment, row.meeting, "change_contribution"):
        row.member, row.text = member, text
        row.save()


def remove_contribution(number: int, moment: db.moments.Moment) -> None:
    """Take a contribution away.

    Raises:
        db.errors.RecordError: there is no such row, or the minutes are approved.
    """
    row = _changeable(db.meetings.Contribution, number)
    with db.history.change(moment, row.meeting, "remove_contribution"):
        row.delete_instance()


def _spoken(member: int, text: str) -> None:
    """Refuse a contribution without words or speaker."""
    _worded(text)
    if not db.members.Member.select().where(db.members.Member.id == member).exists():
        raise db.errors.RecordError("Hãy chọn đảng viên phát biểu trong danh sách của chi bộ.")


def _worded(text: str) -> None:
    """Refuse blank words and those that bear a mark of secrecy."""
    db.secrecy.refuse([text])
    if not text.strip():
        raise db.errors.RecordError(
            "Nội dung để trống; hãy ghi nội dung, hoặc xóa dòng này.", "text"
        )


def _changeable(table: Said, number: int) -> Any:
    """The row ``number`` of ``table``, in minutes that are not approved."""
    row = table.get_or_none(table.id == number)
    if row is None:
        raise db.errors.RecordError(
            "Dòng này không còn trong biên bản; hãy tải lại buổi sinh hoạt rồi làm tiếp."
        )
    db.meetings.refuse_approved(row.meeting)
    return row


def vote(meeting: db.meetings.Meeting, text: str, counts: Counts, moment: db.moments.Moment) -> int:
    """Enter a vote; ``counts`` are base, in favour, against, other. Returns the row's number.

    Raises:
        db.errors.RecordError: no words, more votes than people, or the minutes are approved.
    """
    db.meetings.refuse_approved(meeting)
    _counted(text, counts)
    with db.history.change(moment, meeting, "vote"):
        row = db.meetings.Vote.create(meeting=meeting, text=text, **_columns(counts))
    return int(row.id)


def change_vote(number: int, text: str, counts: Counts, moment: db.moments.Moment) -> None:
    """Put other words or counts in place of a vote.

    Raises:
        db.errors.RecordError: as vote, or there is no such row.
    """
    row = _changeable(db.meetings.Vote, number)
    _counted(text, counts)
    with db.history.change(moment, row.meeting, "change_vote"):
        for name, value in {"text": text, **_columns(counts)}.items():
            setattr(row, name, value)
        row.save()


def remove_vote(number: int, moment: db.moments.Moment) -> None:
    """Take a vote away.

    Raises:
        db.errors.RecordError: there is no such row, or the minutes are approved.
    """
    row = _changeable(db.meetings.Vote, number)
    with db.history.change(moment, row.meeting, "remove_vote"):
        row.delete_instance()


def _counted(text: str, counts: Counts) -> None:
    """Refuse a vote without words, or with more votes than people."""
    _worded(text)
    base, *cast = counts
    if min(counts) < 0 or sum(cast) > base:
        raise db.errors.RecordError(
            "Số phiếu vượt quá số đảng viên có quyền biểu quyết; hãy kiểm tra lại các số.",
            "in_favour",
        )


def _columns(counts: Counts) -> dict[str, int]:
    """``counts`` by the columns that hold them."""
    return dict(zip(("base", "in_favour", "against", "other"), counts, strict=True))


def conclude(
    meeting: db.meetings.Meeting, text: str, moment: db.moments.Moment
) -> db.meetings.Conclusion:
    """Enter a conclusion.

    Raises:
        db.errors.RecordError: no words, or the minutes are approved.
    """
    db.meetings.refuse_approved(meeting)
    _worded(text)
    with db.history.change(moment, meeting, "conclude"):
        return db.meetings.Conclusion.create(meeting=meeting, text=text)


def change_conclusion(number: int, text: str, moment: db.moments.Moment) -> None:
    """Put other words in place of a conclusion; the tasks made from it stay as they are.

    Raises:
        db.errors.RecordError: no words, no such row, or the minutes are approved.
    """
    row = _changeable(db.meetings.Conclusion, number)
    _worded(text)
    with db.history.change(moment, row.meeting, "change_conclusion"):
        row.text = text
        row.save()


def remove_conclusion(number: int, moment: db.moments.Moment) -> None:
    """Take a conclusion away.

    Raises:
        db.errors.RecordError: tasks carry it out, no such row, or the minutes are approved.
    """
    row = _changeable(db.meetings.Conclusion, number)
    link = db.meetings.ConclusionTask
    if link.select().where(link.conclusion == number).exists():
        raise db.errors.RecordError(
            "Kết luận này đã lập nhiệm vụ nên không xóa được; hãy sửa lời kết luận, hoặc bỏ gắn "
            "nhiệm vụ trước."
        )
    with db.history.change(moment, row.meeting, "remove_conclusion"):
        row.delete_instance()


def make_task(
    conclusion: db.meetings.Conclusion,
    draft: db.tasks.adding.Draft,
    moment: db.moments.Moment,
    *,
    not_secret: bool,
) -> int:
    """Let ``conclusion`` become a task; returns the task's id. Possible after approval too."""
    meeting = conclusion.meeting
    draft.fields |= {"source_kind": "meetings", "source_id": meeting.id}
    with db.history.change(moment, meeting, "make_task"):
        task = db.tasks.adding.add(draft, moment, not_secret=not_secret)
        db.meetings.ConclusionTask.create(conclusion=conclusion, task=task)
    return task


def link_task(conclusion: db.meetings.Conclusion, task: int, moment: db.moments.Moment) -> None:
    """Enter that a task already in the book carries out ``conclusion``; said again: nothing.

    Raises:
        db.errors.RecordError: there is no such task, or it lies in the recycle bin.
    """
    if db.tasks.get(task).deleted_on is not None:
        raise db.errors.RecordError(
            "Nhiệm vụ này ở trong thùng rác; hãy lấy lại hoặc chọn nhiệm vụ khác."
        )
    if _carried_out(conclusion, task) is not None:
        return
    with db.history.change(moment, conclusion.meeting, "link_task"):
        db.meetings.ConclusionTask.create(conclusion=conclusion, task=task)


def unlink_task(conclusion: db.meetings.Conclusion, task: int, moment: db.moments.Moment) -> None:
    """Take back that a task carries out ``conclusion``; the task itself stays.

    Raises:
        db.errors.RecordError: it does not.
    """
    link = _carried_out(conclusion, task)
    if link is None:
        raise db.errors.RecordError(
            "Nhiệm vụ này không gắn với kết luận; hãy tải lại buổi sinh hoạt rồi làm tiếp."
        )
    with db.history.change(moment, conclusion.meeting, "unlink_task"):
        link.delete_instance()


def _carried_out(
    conclusion: db.meetings.Conclusion, task: int
) -> db.meetings.ConclusionTask | None:
    """The row that says ``task`` carries out ``conclusion``."""
    row = db.meetings.ConclusionTask
    found: db.meetings.ConclusionTask | None = row.get_or_none(
        (row.conclusion == conclusion) & (row.task == task)
    )
    return found


def needs_no_task(conclusion: db.meetings.Conclusion, why: str, moment: db.moments.Moment) -> None:
    """Enter why ``conclusion`` needs no task.

    Raises:
        db.errors.RecordError: no reason is given.
    """
    db.secrecy.refuse([why])
    if not why.strip():
        raise db.errors.RecordError("Hãy ghi vì sao không lập nhiệm vụ từ kết luận này.", "why")
    with db.history.change(moment, conclusion.meeting, "needs_no_task"):
        conclusion.no_task = why
        conclusion.save()


def needs_task(conclusion: db.meetings.Conclusion, moment: db.moments.Moment) -> None:
    """Take back that ``conclusion`` needs no task."""
    with db.history.change(moment, conclusion.meeting, "needs_task"):
        conclusion.no_task = None
        conclusion.save()
