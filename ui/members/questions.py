"""What is asked before something is entered about a member, and the verb that enters it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import db.members
import db.members.steps
import db.moments
import ui.asking
import ui.fields
import ui.form
import ui.members.spans

POSTS = (db.members.SECRETARY, db.members.DEPUTY, "Chi ủy viên")
_NO_HEALTH = (
    "Chỉ ghi số, ngày của quyết định hoặc nghị quyết. Không ghi lý do sức khỏe, hoàn cảnh: sổ "
    "không giữ điều đó."
)
_LEFT = (
    "Từ ngày này đồng chí không còn tính vào số đảng viên và điểm danh của chi bộ; những gì đã "
    "ghi trước đó giữ nguyên. Chuyển đi tạm thời thì ghi ở mục Sinh hoạt tạm thời."
)
_BINNED = (
    "Chỉ dùng khi nhập nhầm người. Đảng viên chuyển đi thì dùng “Ra khỏi chi bộ…”. Lấy lại được "
    "trong Cài đặt, mục Thùng rác."
)

Answer = ui.asking.Answer
Question = ui.asking.Question[db.members.Member]


def adding(part: str, today: Callable[[], date]) -> Question:
    """What is asked for a new fact of ``part``: posts, exempt or stays."""
    days = [_day("first", "Từ ngày", today, required=True), _day("last", "Đến hết ngày", today)]
    now = {"first": today()}
    if part == "posts":
        post = ui.form.Field(
            "post", "Chức vụ", partial(ui.fields.People, _posts, free=True), required=True
        )
        return Question("Thêm chức vụ", [post, days[0]], "Ghi chức vụ", _give_post, values=now)
    if part == "exempt":
        basis = ui.form.Field("basis", "Căn cứ", ui.fields.Line)
        title = "Miễn công tác và sinh hoạt đảng"
        return Question(title, [basis, *days], "Ghi miễn", _exempt, _NO_HEALTH, now)
    kind = ui.form.Field("stay", "Loại", partial(ui.fields.Choice, db.members.STAYS), required=True)
    return Question("Sinh hoạt tạm thời", [kind, *days], "Ghi vào sổ", _stay, values=now)


def ending(part: str, span: ui.members.spans.Span, today: Callable[[], date]) -> Question:
    """What is asked to enter or correct the last day of a fact."""
    verb = {
        "posts": db.members.steps.end_post,
        "exempt": db.members.steps.end_exemption,
        "stays": db.members.steps.end_stay,
    }[part]

    def end(_member: db.members.Member, given: Answer, moment: db.moments.Moment) -> None:
        verb(span.id, given["last"], moment)

    last = _day("last", "Ngày cuối", today, required=span.last is None)
    words = "" if span.last is None else "Để trống nếu vẫn còn tiếp tục."
    values = {"last": span.last or today()}
    return Question(f"Kết thúc: {span.words}", [last], "Ghi ngày cuối", end, words, values)


def removing(part: str, span: ui.members.spans.Span) -> Question:
    """What is asked before a fact that was entered by mistake goes."""
    verb = {
        "posts": db.members.steps.remove_post,
        "exempt": db.members.steps.remove_exemption,
        "stays": db.members.steps.remove_stay,
    }[part]

    def remove(_member: db.members.Member, _given: Answer, moment: db.moments.Moment) -> None:
        verb(span.id, moment)

    words = "Chỉ bỏ khi nhập nhầm; việc đã thôi thì ghi ngày cuối. Ctrl+Z để lấy lại."
    return Question(f"Bỏ: {span.words}, {span.days()}", [], "Bỏ dòng này", remove, words)


def leaving(left: date | None, today: Callable[[], date]) -> Question:
    """What is asked when a member leaves the cell, or that day is corrected."""
    day = _day("on", "Ngày ra khỏi chi bộ", today, required=left is None, ahead=False)
    if left is None:
        return Question(
            "Ra khỏi chi bộ", [day], "Ghi ra khỏi chi bộ", _leave, _LEFT, {"on": today()}
        )
    words = "Để trống nếu đồng chí vẫn ở chi bộ."
    return Question("Sửa ngày ra khỏi chi bộ", [day], "Ghi ngày này", _correct, words, {"on": left})


def deleting() -> Question:
    """What is asked before a member entered by mistake goes to the bin."""
    return Question("Chuyển vào thùng rác", [], "Chuyển vào thùng rác", _delete, _BINNED)


def _day(
    name: str,
    label: str,
    today: Callable[[], date],
    *,
    required: bool = False,
    ahead: bool | None = None,
) -> ui.form.Field:
    editor = partial(ui.fields.Day, today, ahead=ahead)
    return ui.form.Field(name, label, editor, required=required)


def _posts() -> list[str]:
    return list(POSTS)


def _give_post(member: db.members.Member, given: Answer, moment: db.moments.Moment) -> None:
    db.members.steps.give_post(member, given["post"], given["first"], moment)


def _exempt(member: db.members.Member, given: Answer, moment: db.moments.Moment) -> None:
    basis = given["basis"] or ""
    db.members.steps.exempt(member, basis, given["first"], moment, given["last"])


def _stay(member: db.members.Member, given: Answer, moment: db.moments.Moment) -> None:
    days = (given["first"], given["last"])
    db.members.steps.stay(member, given["stay"], days, moment)


def _leave(member: db.members.Member, given: Answer, moment: db.moments.Moment) -> None:
    db.members.steps.leave(member, given["on"], moment)


def _correct(member: db.members.Member, given: Answer, moment: db.moments.Moment) -> None:
    db.members.steps.change(member, {"left": given["on"]}, moment)


def _delete(member: db.members.Member, _given: Answer, moment: db.moments.Moment) -> None:
    db.members.steps.delete(member, moment)
