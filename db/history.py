"""History: who changed what and when, in a chain that shows any later change to it.

One row per change holds a salted digest of the record before and after; each row's hash covers the
row before. What stood there is kept apart and can be erased by rule: the chain stays whole and
shows the gap. The name in a row is the name of the slot that unlocked the book; it proves nothing
against another slot holder with tools.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import peewee

import db.base
import db.errors
import db.moments
import db.search

CLOCK_BACK = ";clock-back"  # suffix of the verb in a row entered while the PC's clock stood behind
FIRST = ""  # what the first row names as the row before
ERASE_REASONS = {
    "secret": "nhập nhầm nội dung bí mật",
    "personal": "dữ liệu cá nhân",
    "informant": "người cung cấp thông tin",
    "wrong_person": "nhầm người",
    "retention": "hết thời hạn lưu",
}
ERASED = "đã xóa theo quy định"

_COLUMNS = ("seq", "at", "who", "kind", "record", "verb", "digest", "previous", "hash")


def _random_salt() -> str:
    """A salt nobody can guess, so that an erased content cannot be found again by trying."""
    return secrets.token_hex(16)


_salt: Callable[[], str] = _random_salt


def use_salts(source: Callable[[], str] | None) -> None:
    """Take salts from ``source`` (the demo book must come out equal each time), or None: random."""
    global _salt  # noqa: PLW0603 - a switch for one program run, not state of a record
    _salt = source or _random_salt


class Row(db.base.Table):
    """One change."""

    seq = db.base.Id()
    at = peewee.TextField()
    who = db.base.Words()
    kind = peewee.TextField()
    record = peewee.IntegerField()
    verb = peewee.TextField()
    digest = peewee.TextField()
    previous = peewee.TextField()
    hash = peewee.TextField()

    class Meta:
        table_name = "history"
        indexes = ((("kind", "record"), False),)


class Content(db.base.Table):
    """What the record held before and after a change; the part that can be erased."""

    row = peewee.ForeignKeyField(Row, primary_key=True, column_name="seq")
    salt = peewee.TextField(null=True)
    body = db.base.Words(null=True)
    erased_at = peewee.TextField(null=True)
    reason = peewee.TextField(null=True)

    class Meta:
        table_name = "history_contents"


@dataclass(frozen=True)
class Change:
    """A change to be entered: ``before`` and ``after`` are records as ``dump`` prints them."""

    kind: str
    record: int
    verb: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@contextmanager
def change(
    moment: db.moments.Moment, record: db.base.Record, verb: str, *, binned: bool = False
) -> Iterator[None]:
    """One verb: a transaction around the change to ``record``, its history and its search row.

    Only a ``binned`` verb (taking back, purging) acts on a record in the recycle bin.

    Raises:
        db.errors.RecordError: ``record`` lies in the recycle bin.
    """
    with db.base.transaction():
        before = printed(record) if record.id else None
        if before is not None and before["deleted_on"] is not None and not binned:
            raise db.errors.RecordError(
                f"“{record.search_entry()[0]}” đang ở trong thùng rác; hãy lấy lại rồi làm tiếp."
            )
        yield
        after = printed(record)
        enter(moment, [Change(record.kind, record.id, verb, before, after)])
        db.search.refresh(record)


def printed(record: db.base.Record) -> dict[str, Any]:
    """``record`` as ``dump`` prints it now: as the book holds it, not as an object remembers it."""
    return type(record).printed([type(record).get_by_id(record.id)])[0]


def enter(moment: db.moments.Moment, changes: Iterable[Change]) -> None:
    """Append ``changes`` to the chain, inside the caller's transaction."""
    last = head()
    previous, seq = (last.hash if last else FIRST), _given()
    mark = CLOCK_BACK if last and moment.at < last.at else ""
    rows, contents = [], []
    for one in changes:
        seq += 1
        salt = _salt()
        body = db.base.canonical({"before": one.before, "after": one.after})
        row = {
            "seq": seq,
            "at": moment.at,
            "who": moment.who,
            "kind": one.kind,
            "record": one.record,
            "verb": one.verb + mark,
            "digest": digest(salt, body),
            "previous": previous,
        }
        previous = row_hash(row)
        rows.append((*row.values(), previous))
        contents.append((seq, salt, body))
    connection = db.base.database.connection()
    connection.executemany(_INSERT_ROW, rows)
    connection.executemany(_INSERT_CONTENT, contents)


_INSERT_ROW = (
    "INSERT INTO history (seq, at, who, kind, record, verb, digest, previous, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_CONTENT = "INSERT INTO history_contents (seq, salt, body) VALUES (?, ?, ?)"


def _given() -> int:
    """The last number that was ever given to a row, even if the row is gone."""
    found = db.base.rows("SELECT seq FROM sqlite_sequence WHERE name = 'history'")
    return int(found[0][0]) if found else 0


def digest(salt: str, body: str) -> str:
    """The salted digest of a change's content."""
    return hashlib.sha256((salt + body).encode()).hexdigest()


def row_hash(row: dict[str, Any]) -> str:
    """The hash of a row (without its ``hash``): design 3."""
    return hashlib.sha256(db.base.canonical(row).encode()).hexdigest()


def head() -> Row | None:
    """The last row of the chain, or None in a book without history."""
    last: Row | None = Row.select().order_by(Row.seq.desc()).first()
    return last


def head_hash() -> str:
    """The hash that bundles and backups carry."""
    last = head()
    return last.hash if last else FIRST


def clock_is_behind(at: str) -> bool:
    """Whether the instant ``at`` lies before the last row of the chain."""
    last = head()
    return last is not None and at < last.at


def dump() -> list[dict[str, Any]]:
    """Every row, oldest first."""
    found = db.base.rows(f"SELECT {', '.join(_COLUMNS)} FROM history ORDER BY seq")  # noqa: S608 - our own words
    return [dict(zip(_COLUMNS, row, strict=True)) for row in found]


def of(kind: str, record: int) -> list[dict[str, Any]]:
    """The changes to one record, oldest first, each with what it held, or the word for a gap."""
    found = db.base.rows(
        "SELECT h.seq, h.at, h.who, h.verb, c.body FROM history h"
        " LEFT JOIN history_contents c ON c.seq = h.seq"
        " WHERE h.kind = ? AND h.record = ? ORDER BY h.seq",
        kind,
        record,
    )
    return [
        {
            "seq": seq,
            "at": at,
            "who": who,
            "verb": verb,
            "content": json.loads(body) if body is not None else ERASED,
        }
        for seq, at, who, verb, body in found
    ]


def erase(
    moment: db.moments.Moment,
    kind: str,
    record: int,
    reason: str,
    stub: dict[str, Any] | None = None,
) -> list[int]:
    """Erase for good what the history of one record held, and enter that it was done.

    The record's own fields are the business of ``db.purging``; ``stub`` is what it left of them,
    as ``dump`` prints it. Returns the numbers of the rows.

    Raises:
        db.errors.RecordError: ``reason`` is not on the fixed list.
    """
    if reason not in ERASE_REASONS:
        raise db.errors.RecordError(
            "Chỉ được xóa hẳn theo một trong các lý do: " + "; ".join(ERASE_REASONS.values()) + "."
        )
    with db.base.transaction():
        rows = [
            seq
            for (seq,) in db.base.rows(
                "SELECT h.seq FROM history h JOIN history_contents c ON c.seq = h.seq"
                " WHERE h.kind = ? AND h.record = ? AND c.body IS NOT NULL"
                " AND h.verb NOT LIKE 'erase%' ORDER BY h.seq",
                kind,
                record,
            )
        ]
        Content.update(salt=None, body=None, erased_at=moment.at, reason=reason).where(
            Content.row.in_(rows)
        ).execute()
        after = {"reason": reason, "rows": rows} | ({"stub": stub} if stub else {})
        enter(moment, [Change(kind, record, "erase", None, after)])
    return rows


def faults() -> list[str]:
    """What is wrong with the chain, each as a sentence naming the row; empty when it is whole."""
    found: list[str] = []
    previous, expected = FIRST, 1
    contents = {
        seq: (salt, body, reason)
        for seq, salt, body, reason in db.base.rows(
            "SELECT seq, salt, body, reason FROM history_contents"
        )
    }
    erased = _erased_by_rule()
    for row in dump():
        seq = row["seq"]
        if seq != expected:
            found.append(f"Nhật ký thiếu dòng {expected} (trước dòng {seq}).")
        if row["previous"] != previous:
            found.append(f"Dòng nhật ký {seq} không nối với dòng trước nó.")
        stated = row.pop("hash")
        if row_hash(row) != stated:
            found.append(f"Dòng nhật ký {seq} đã bị sửa.")
        fault = _content_fault(row["digest"], contents.get(seq), erased.get(seq))
        if fault:
            found.append(f"Dòng nhật ký {seq} {fault}.")
        previous, expected = stated, seq + 1
    if _given() >= expected:
        found.append(f"Nhật ký thiếu dòng {expected} (ở cuối).")
    return found


def _erased_by_rule() -> dict[int, str]:
    """The reason for each row whose content was erased, as the rows that erased them say."""
    bodies = db.base.rows(
        "SELECT c.body FROM history h JOIN history_contents c ON c.seq = h.seq"
        " WHERE h.verb LIKE 'erase%' AND c.body IS NOT NULL"
    )
    found: dict[int, str] = {}
    for (body,) in bodies:
        with contextlib.suppress(ValueError, KeyError, TypeError):  # an edited one is named anyway
            after = json.loads(body)["after"]
            found.update(dict.fromkeys(after["rows"], after["reason"]))
    return found


def _content_fault(
    stated: str,
    content: tuple[str | None, str | None, str | None] | None,
    erased_for: str | None,
) -> str:
    """What is wrong with the content of a row whose digest is ``stated``, or ""."""
    if content is None:
        return "mất nội dung mà không có quyết định xóa"
    salt, body, reason = content
    if body is None:
        by_rule = reason in ERASE_REASONS and reason == erased_for
        return "" if by_rule else "có nội dung bị xóa không theo quy định"
    return "" if digest(salt or "", body) == stated else "có nội dung đã bị sửa"


def last_states() -> dict[tuple[str, int], Any]:
    """What each record held after its last change, as the chain tells it.

    Of an erased one that is its stub; one of which not even that is known is left out.
    """
    found = db.base.rows(
        "SELECT h.kind, h.record, h.verb LIKE 'erase%', c.body FROM history h"
        " JOIN history_contents c ON c.seq = h.seq ORDER BY h.seq"
    )
    last = {(kind, record): (erased, body) for kind, record, erased, body in found}
    states = {}
    for key, (erased, body) in last.items():
        after = json.loads(body)["after"] if body is not None else None
        if not erased and body is not None:
            states[key] = after
        elif erased and after and "stub" in after:
            states[key] = after["stub"]
    return states
