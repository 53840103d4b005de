"""Members: who belongs to the cell, since when, with which posts, and when exempt or away.

Here are the tables, how a member is entered and what can be asked; ``db.members.steps`` enters
what happens to one, ``db.members.listing`` is the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Self

import peewee

import db.base
import db.errors
import db.history
import db.moments
import db.secrecy
import db.text

STAYS = {"temporary_in": "sinh hoạt tạm thời đến", "temporary_out": "sinh hoạt tạm thời đi"}
SECRETARY, DEPUTY = "Bí thư", "Phó Bí thư"


class Member(db.base.Record):
    """One member of the cell: no more is kept than lists and counts need (design 2)."""

    kind: ClassVar[str] = "members"

    name = db.base.Words(verbose_name="Họ và tên")
    sort = peewee.TextField(index=True)
    birth_year = peewee.IntegerField(null=True, verbose_name="Năm sinh")
    joined = peewee.DateField(verbose_name="Ngày vào Đảng, chuyển đến")
    left = peewee.DateField(null=True, verbose_name="Ngày ra khỏi chi bộ")
    official_on = peewee.DateField(null=True, verbose_name="Ngày chính thức")

    class Meta:
        table_name = "members"

    @classmethod
    def printed(cls, records: list[Self]) -> list[dict[str, Any]]:
        """Members with their posts, exemptions and stays."""
        ids = None if len(records) > 1 else [record.id for record in records]
        posts = _spans("member_posts", "post", ids)
        exempt = _spans("member_exemptions", "basis", ids)
        stays = _spans("member_stays", "stay", ids)
        return [
            {
                **record.plain("name", "birth_year", "joined", "left", "official_on"),
                "posts": posts[record.id],
                "exempt": exempt[record.id],
                "stays": stays[record.id],
            }
            for record in records
        ]

    def search_entry(self) -> tuple[str, date | None, str]:
        """A member is found by name and posts."""
        posts = _spans("member_posts", "post", [self.id])[self.id]
        return self.name, self.joined, " ".join(post["post"] for post in posts)


class Post(db.base.Table):
    """A Party post a member holds from a day to a day, both included."""

    id = db.base.Id()
    member = peewee.ForeignKeyField(Member, index=True)
    post = db.base.Words()
    from_day = peewee.DateField()
    to_day = peewee.DateField(null=True)

    class Meta:
        table_name = "member_posts"


class Exemption(db.base.Table):
    """Days on which a member need not attend, by which decision (never the reason of health)."""

    id = db.base.Id()
    member = peewee.ForeignKeyField(Member, index=True)
    basis = db.base.Words(default="")
    from_day = peewee.DateField()
    to_day = peewee.DateField(null=True)

    class Meta:
        table_name = "member_exemptions"


class Stay(db.base.Table):
    """Days on which a member temporarily takes part here or elsewhere."""

    id = db.base.Id()
    member = peewee.ForeignKeyField(Member, index=True)
    stay = peewee.TextField()
    from_day = peewee.DateField()
    to_day = peewee.DateField(null=True)

    class Meta:
        table_name = "member_stays"


def _spans(table: str, what: str, ids: list[Any] | None) -> dict[int, list[dict[str, Any]]]:
    """The dated facts in ``table`` by member; ``ids`` None means all members."""
    where = "" if ids is None else f" WHERE member_id IN ({', '.join('?' * len(ids))})"
    found = db.base.rows(
        f"SELECT member_id, {what}, from_day, to_day FROM {table}{where} ORDER BY id",  # noqa: S608 - our own words
        *(ids or ()),
    )
    spans: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for member, value, first, last in found:
        spans[member].append({what: value, "from": first, "to": last})
    return spans


@dataclass
class Draft:
    """A member as a list or a form gives it, not yet in the book."""

    name: str
    joined: date | None
    birth_year: int | None = None
    official_on: date | None = None
    left: date | None = None
    posts: list[tuple[str, date, date | None]] = field(default_factory=list)
    exempt: list[tuple[str, date, date | None]] = field(default_factory=list)
    stays: list[tuple[str, date, date | None]] = field(default_factory=list)


def as_record(draft: Draft) -> dict[str, Any]:
    """``draft`` as ``dump`` would print it, without id."""

    def spans(what: str, given: list[tuple[str, date, date | None]]) -> list[dict[str, Any]]:
        return [
            {what: value, "from": first.isoformat(), "to": last.isoformat() if last else None}
            for value, first, last in given
        ]

    return {
        "id": None,
        "name": db.text.nfc(draft.name),
        "birth_year": draft.birth_year,
        "joined": draft.joined.isoformat() if draft.joined else None,
        "left": draft.left.isoformat() if draft.left else None,
        "official_on": draft.official_on.isoformat() if draft.official_on else None,
        "posts": spans("post", draft.posts),
        "exempt": spans("basis", draft.exempt),
        "stays": spans("stay", draft.stays),
        "deleted_on": None,
    }


def take_in(drafts: Sequence[Draft], moment: db.moments.Moment) -> list[int]:
    """Enter ``drafts``, in one transaction; returns their ids in the same order."""
    with db.base.transaction():
        return [add(draft, moment, verb="import").id for draft in drafts]


def add(draft: Draft, moment: db.moments.Moment, verb: str = "add") -> Member:
    """Enter a member.

    Raises:
        db.errors.RecordError: the name is missing or the days contradict each other.
    """
    name = checked(draft.name, draft.joined, draft.official_on, draft.left)
    facts = (*draft.posts, *draft.exempt, *draft.stays)
    db.secrecy.refuse([name, *(words for words, _, _ in facts)])
    member = Member(
        name=name,
        sort=db.text.person_key(name),
        birth_year=draft.birth_year,
        joined=draft.joined,
        official_on=draft.official_on,
        left=draft.left,
        entered_at=moment.at,
    )
    with db.history.change(moment, member, verb):
        member.save(force_insert=True)
        for post, first, last in draft.posts:
            Post.create(member=member, post=post, from_day=first, to_day=last)
        for basis, first, last in draft.exempt:
            Exemption.create(member=member, basis=basis, from_day=first, to_day=last)
        for stay, first, last in draft.stays:
            Stay.create(member=member, stay=stay, from_day=first, to_day=last)
    return member


def checked(name: str, joined: date | None, official_on: date | None, left: date | None) -> str:
    """The name of a member without spare blanks, once its days agree with each other.

    Raises:
        db.errors.RecordError: the name or the day of joining is missing, or the days contradict
            each other.
    """
    name = " ".join(name.split())
    if not name:
        raise db.errors.RecordError("Đảng viên chưa có họ tên; hãy nhập họ tên.", "name")
    if joined is None:
        raise db.errors.RecordError(f"“{name}” chưa có ngày vào Đảng; hãy nhập ngày này.", "joined")
    if official_on and official_on < joined:
        raise db.errors.RecordError(
            f"Ngày chính thức của “{name}” trước ngày vào Đảng; hãy kiểm tra hai ngày này.",
            "official_on",
        )
    if left and left < joined:
        raise db.errors.RecordError(
            f"Ngày ra khỏi chi bộ của “{name}” trước ngày vào; hãy kiểm tra hai ngày này.", "left"
        )
    return name


def dump() -> list[dict[str, Any]]:
    """Every member, the recycle bin included."""
    return Member.printed(list(Member.select().order_by(Member.id)))


def names() -> list[tuple[int, str]]:
    """Id and name of every member who is not deleted, in order of entry."""
    found = db.base.rows("SELECT id, name FROM members WHERE deleted_on IS NULL ORDER BY id")
    return [(member, name) for member, name in found]


def active(on: date) -> list[tuple[int, str]]:
    """Id and name of everyone on the list on a day, exempt and away too, by given name."""
    day = on.isoformat()
    found = db.base.rows(
        "SELECT id, name FROM members WHERE deleted_on IS NULL AND joined <= ?"
        ' AND ("left" IS NULL OR "left" > ?) ORDER BY sort, id',
        day,
        day,
    )
    return [(member, name) for member, name in found]


def get(number: int) -> Member:
    """The member with that id.

    Raises:
        db.errors.RecordError: there is none.
    """
    member: Member | None = Member.get_or_none(Member.id == number)
    if member is None:
        raise db.errors.RecordError(
            f"Không có đảng viên số {number} trong sổ; hãy kiểm tra lại số."
        )
    return member


def parts(number: int) -> dict[str, list[dict[str, Any]]]:
    """The dated facts of one member, each with the ``id`` of its row, in order of their days.

    ``posts`` {id, post, from, to}; ``exempt`` {id, basis, from, to}; ``stays`` {id, stay, from,
    to}; days as ISO texts, ``to`` None while it goes on.
    """
    return {
        part: [
            dict(zip(("id", what, "from", "to"), row, strict=True))
            for row in db.base.rows(
                f"SELECT id, {what}, from_day, to_day FROM {table} WHERE member_id = ?"  # noqa: S608 - our own words
                " ORDER BY from_day, id",
                number,
            )
        ]
        for part, table, what in (
            ("posts", "member_posts", "post"),
            ("exempt", "member_exemptions", "basis"),
            ("stays", "member_stays", "stay"),
        )
    }


def holder(post: str, on: date) -> str:
    """The name of the member who holds ``post`` on a day, or ""."""
    found = db.base.rows(
        "SELECT m.name FROM member_posts p JOIN members m ON m.id = p.member_id"
        " WHERE p.post = ? AND p.from_day <= ? AND (p.to_day IS NULL OR p.to_day >= ?)"
        " AND m.deleted_on IS NULL ORDER BY p.from_day DESC, p.id DESC LIMIT 1",
        post,
        on.isoformat(),
        on.isoformat(),
    )
    return str(found[0][0]) if found else ""


def base_on(records: list[dict[str, Any]], day: str) -> set[int]:
    """The members (ids) who count in an attendance on ``day``, out of ``records`` as dumped.

    Design 4: joined ≤ day < left, temporarily here in, temporarily elsewhere out, not exempt.
    """
    return {
        record["id"]
        for record in records
        if record["joined"] <= day
        and (record["left"] is None or day < record["left"])
        and (record["deleted_on"] is None or day < record["deleted_on"])
        and not holds(record["exempt"], day)
        and _is_here(record["stays"], day)
    }


def _is_here(stays: list[dict[str, Any]], day: str) -> bool:
    """Whether a member takes part here on ``day``: not away, and within a temporary stay if any."""
    away = [one for one in stays if one["stay"] == "temporary_out"]
    here = [one for one in stays if one["stay"] == "temporary_in"]
    return not holds(away, day) and (not here or holds(here, day))


def standing(record: dict[str, Any], day: str) -> str:
    """Why a member, as dumped, need not come to a meeting on ``day``: "exempt", "away" or ""."""
    if holds(record["exempt"], day):
        return "exempt"
    away = [one for one in record["stays"] if one["stay"] == "temporary_out"]
    return "away" if holds(away, day) else ""


def holds(spans: list[dict[str, Any]], day: str) -> bool:
    """Whether any span covers ``day``, both ends included."""
    return any(one["from"] <= day and (one["to"] is None or day <= one["to"]) for one in spans)
