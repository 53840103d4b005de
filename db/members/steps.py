"""What happens to a member: each step is a dated fact, entered by one verb.

Posts, exemptions and stays are rows from a day to a day; ``db.members.parts`` gives their numbers.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import db.base
import db.errors
import db.history
import db.members
import db.moments
import db.recycling
import db.secrecy
import db.text

Span = db.members.Post | db.members.Exemption | db.members.Stay
_CHANGEABLE = frozenset({"name", "birth_year", "joined", "official_on", "left"})
_BORN = range(1900, 2100)


def change(member: db.members.Member, fields: dict[str, Any], moment: db.moments.Moment) -> None:
    """Correct name, year of birth or the days of joining, becoming official and leaving.

    Raises:
        db.errors.RecordError: the name is blank, the year is none, a day lies after today or
            contradicts another, or a field has a verb of its own.
    """
    if set(fields) - _CHANGEABLE:
        raise db.errors.RecordError(
            "Chức vụ, miễn sinh hoạt và sinh hoạt tạm thời được ghi bằng nút riêng."
        )
    held = db.members.get(member.id)
    given = {name: fields.get(name, getattr(held, name)) for name in _CHANGEABLE}
    name = db.members.checked(
        str(given["name"]), given["joined"], given["official_on"], given["left"]
    )
    db.secrecy.refuse([name])
    for day in ("joined", "official_on", "left"):
        if fields.get(day):
            db.moments.not_later(fields[day], moment, day)
    year = given["birth_year"]
    if year is not None and (year not in _BORN or year >= given["joined"].year):
        raise db.errors.RecordError(
            f"Năm sinh {year} không hợp với ngày vào Đảng; hãy ghi đủ bốn chữ số và kiểm tra lại.",
            "birth_year",
        )
    if "name" in fields:
        fields = {**fields, "name": name, "sort": db.text.person_key(name)}
    with db.history.change(moment, member, "change"):
        for column, value in fields.items():
            setattr(member, column, value)
        member.save()


def leave(member: db.members.Member, on: date, moment: db.moments.Moment) -> None:
    """Enter that ``member`` is no longer on the list from ``on``.

    Raises:
        db.errors.RecordError: the day lies after today or before the member came.
    """
    db.moments.not_later(on, moment)
    if on < member.joined:
        raise db.errors.RecordError(
            "Ngày ra khỏi chi bộ trước ngày vào; hãy kiểm tra lại ngày.", "on"
        )
    with db.history.change(moment, member, "leave"):
        member.left = on
        member.save()


def make_official(member: db.members.Member, on: date, moment: db.moments.Moment) -> None:
    """Enter the day ``member`` became an official member.

    Raises:
        db.errors.RecordError: the day lies after today or before the member came.
    """
    db.moments.not_later(on, moment)
    db.members.checked(member.name, member.joined, on, None)
    with db.history.change(moment, member, "make_official"):
        member.official_on = on
        member.save()


def give_post(member: db.members.Member, post: str, on: date, moment: db.moments.Moment) -> None:
    """Enter that ``member`` holds ``post`` from ``on``.

    Raises:
        db.errors.RecordError: the post is not named.
    """
    db.secrecy.refuse([post])
    if not post.strip():
        raise db.errors.RecordError("Hãy ghi chức vụ.", "post")
    with db.history.change(moment, member, "give_post"):
        db.members.Post.create(member=member, post=post.strip(), from_day=on)


def exempt(
    member: db.members.Member,
    basis: str,
    first: date,
    moment: db.moments.Moment,
    last: date | None = None,
) -> None:
    """Enter that ``member`` need not attend from ``first`` on, by the decision ``basis``.

    Raises:
        db.errors.RecordError: the last day lies before the first.
    """
    db.secrecy.refuse([basis])
    _in_order(first, last)
    with db.history.change(moment, member, "exempt"):
        db.members.Exemption.create(member=member, basis=basis, from_day=first, to_day=last)


def stay(
    member: db.members.Member,
    kind: str,
    days: tuple[date, date | None],
    moment: db.moments.Moment,
) -> None:
    """Enter that ``member`` temporarily takes part here or elsewhere (``kind`` of STAYS).

    Raises:
        db.errors.RecordError: there is no such kind, or the last day lies before the first.
    """
    if kind not in db.members.STAYS:
        raise db.errors.RecordError(
            "Hãy chọn: " + ", ".join(db.members.STAYS.values()) + ".", "stay"
        )
    _in_order(*days)
    with db.history.change(moment, member, "stay"):
        db.members.Stay.create(member=member, stay=kind, from_day=days[0], to_day=days[1])


def _in_order(first: date, last: date | None) -> None:
    """Refuse a span that ends before it begins."""
    if last is not None and last < first:
        raise db.errors.RecordError(
            f"Ngày cuối {last:%d/%m/%Y} trước ngày đầu {first:%d/%m/%Y}; "
            "hãy kiểm tra hai ngày này.",
            "last",
        )


def end_post(number: int, last: date | None, moment: db.moments.Moment) -> None:
    """Enter the last day on which a post is held; None: it goes on.

    Raises:
        db.errors.RecordError: there is no such row, or the day lies before its first.
    """
    _end(db.members.Post, number, last, moment, "end_post")


def end_exemption(number: int, last: date | None, moment: db.moments.Moment) -> None:
    """Enter the last day of an exemption; None: it goes on.

    Raises:
        db.errors.RecordError: there is no such row, or the day lies before its first.
    """
    _end(db.members.Exemption, number, last, moment, "end_exemption")


def end_stay(number: int, last: date | None, moment: db.moments.Moment) -> None:
    """Enter the last day of a temporary stay; None: it goes on.

    Raises:
        db.errors.RecordError: there is no such row, or the day lies before its first.
    """
    _end(db.members.Stay, number, last, moment, "end_stay")


def _end(
    table: type[Span], number: int, last: date | None, moment: db.moments.Moment, verb: str
) -> None:
    """Put the last day of the row ``number`` of ``table``."""
    row = _row(table, number)
    _in_order(row.from_day, last)
    with db.history.change(moment, row.member, verb):
        row.to_day = last
        row.save()


def remove_post(number: int, moment: db.moments.Moment) -> None:
    """Take away a post that was entered by mistake; one that ends is ``end_post``.

    Raises:
        db.errors.RecordError: there is no such row.
    """
    _remove(db.members.Post, number, moment, "remove_post")


def remove_exemption(number: int, moment: db.moments.Moment) -> None:
    """Take away an exemption that was entered by mistake.

    Raises:
        db.errors.RecordError: there is no such row.
    """
    _remove(db.members.Exemption, number, moment, "remove_exemption")


def remove_stay(number: int, moment: db.moments.Moment) -> None:
    """Take away a stay that was entered by mistake.

    Raises:
        db.errors.RecordError: there is no such row.
    """
    _remove(db.members.Stay, number, moment, "remove_stay")


def _remove(table: type[Span], number: int, moment: db.moments.Moment, verb: str) -> None:
    """Take the row ``number`` out of ``table``."""
    row = _row(table, number)
    with db.history.change(moment, row.member, verb):
        row.delete_instance()


def _row(table: type[Span], number: int) -> Any:
    """The row ``number`` of ``table``, a table of spans."""
    row = table.get_or_none(table.id == number)
    if row is None:
        raise db.errors.RecordError(
            "Dòng này không còn trong sổ; hãy bấm “Thôi” rồi xem lại đảng viên này."
        )
    return row


def delete(member: db.members.Member, moment: db.moments.Moment) -> None:
    """Move ``member`` (entered by mistake; one who leaves is ``leave``) to the recycle bin."""
    db.recycling.delete(member, moment)


def restore(member: db.members.Member, moment: db.moments.Moment) -> None:
    """Take ``member`` out of the recycle bin."""
    db.recycling.restore(member, moment)
