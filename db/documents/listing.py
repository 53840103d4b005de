"""The list of documents as a window shows it (the questions every list has: ``db.listing``)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import db.base
import db.listing

# Words are put in Vietnamese order; a number first by its digits ("9-KH" before "17-KH").
ORDERS = {
    "date": "date",
    "number": "CAST(number AS INTEGER)",
    "title": "title",
    "type": "type",
    "issuer": "issuer",
    "qr_on": "qr_on",
}
_BY_WORDS = frozenset({"title", "type", "issuer"})
SITUATIONS = {
    "all": "Tất cả",
    "in": "Văn bản đến",
    "out": "Văn bản đi",
    "internal": "Tài liệu của chi bộ",
    "thematic": "Tài liệu chuyên đề",
    "without_qr": "Tài liệu chuyên đề chưa có mã QR",
}
_THEMATIC = (
    "id IN (SELECT d.document_id FROM meeting_documents d JOIN meetings m ON m.id = d.meeting_id"
    " WHERE m.meeting_kind IN ('thematic', 'combined') AND m.deleted_on IS NULL)"
)
_CONDITIONS = {
    "all": "1",
    "in": "direction = 'in'",
    "out": "direction = 'out'",
    "internal": "direction = 'internal'",
    "thematic": _THEMATIC,
    "without_qr": f"qr_on IS NULL AND {_THEMATIC}",
}
_COLUMNS = (
    "id", "number", "title", "date", "date_words", "type", "issuer", "direction", "status", "qr_on",
    "attachments", "meetings", "thematic",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; an empty one narrows nothing.

    ``situation`` is a key of SITUATIONS; ``year`` that of the document's date; ``text`` words as
    typed into search.
    """

    situation: str = "all"
    year: int | None = None
    text: str = ""


ALL = Filters()


def ids(order: str = "date", filters: Filters = ALL, *, descending: bool = True) -> list[int]:
    """The ids of the documents that pass ``filters``, in one of ORDERS; undated ones last."""
    where, way = _where(filters), "DESC" if descending else "ASC"
    if order in _BY_WORDS:
        return db.listing.ids_by_words("documents", where, order, descending=descending)
    more = f"number {way}, " if order == "number" else ""
    return db.listing.ids("documents", where, f"{ORDERS[order]} {way} NULLS LAST, {more}id {way}")


def counts(filters: Filters = ALL) -> dict[str, int]:
    """How many documents that pass ``filters`` are behind each of SITUATIONS."""
    where = _where(dataclasses.replace(filters, situation="all"))
    return db.listing.counts("documents", where, _CONDITIONS)


def rows(numbers: Sequence[int]) -> list[dict[str, Any]]:
    """The documents with those ids, in that order, as a list shows them, a page at a time.

    {id, number, title, date, date_words, type, issuer, direction, status, qr_on, attachments (how
    many), meetings (how many it serves), thematic}.
    """
    thematic = _THEMATIC.replace("id IN", "d.id IN", 1)
    sql = (
        "SELECT d.id, d.number, d.title, d.date, d.date_words, d.type, d.issuer, d.direction,"  # noqa: S608 - our own words
        " d.status, d.qr_on, (SELECT count(*) FROM attachments a WHERE a.document_id = d.id),"
        " (SELECT count(*) FROM meeting_documents l JOIN meetings m ON m.id = l.meeting_id"
        f" WHERE l.document_id = d.id AND m.deleted_on IS NULL), {thematic}"
        f" FROM documents d WHERE d.id IN ({db.listing.marks(numbers)})"
    )
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in db.base.rows(sql, *numbers)]
    for row in found:
        row["thematic"] = bool(row["thematic"])
    return db.listing.in_order(numbers, found)


def used(column: str) -> list[str]:
    """What was written in ``column`` (issuer, type) so far, the most frequent first."""
    if column not in _OFFERED:
        raise ValueError(f"not offered while typing: {column}")
    return db.listing.used("documents", column)


_OFFERED = frozenset({"issuer", "type"})


def _where(filters: Filters) -> db.listing.Where:
    """``filters`` as the condition of a question, with its values."""
    where = db.listing.Where("documents", filters.text)
    where.add(_CONDITIONS[filters.situation])
    if filters.year is not None:
        where.add("date BETWEEN ? AND ?", f"{filters.year:04d}-01-01", f"{filters.year:04d}-12-31")
    return where
