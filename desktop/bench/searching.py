"""Search as one types, over everything in a large book. Floor: the full-text query alone."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import db.base
import db.search
import desktop.bench.invented
import desktop.bench.measuring
import desktop.bench.stage

_LIMIT = desktop.bench.measuring.Limit(plus=10)
# What stands in the field while somebody types, and the query it comes to.
TYPED = {
    "ng": 'folded : ("ng"*)',
    "kế ho": 'exact : ("kế" "ho"*)',
    "nghi quyet": 'folded : ("nghi" "quyet"*)',
    "Nghị quyết": 'exact : ("nghị" "quyết"*)',
    "ra soat danh sach d": 'folded : ("ra" "soat" "danh" "sach" "d"*)',
    "17-KH/CB": 'folded : ("17" "kh" "cb"*)',
    "không có đâu": 'exact : ("không" "có" "đâu"*)',
}


def fill(size: desktop.bench.stage.Size) -> None:
    """Put as many records into the index as a very large book holds."""
    db.search.add(desktop.bench.invented.entries(size.records))


def pairs(stage: desktop.bench.stage.Stage) -> Iterator[desktop.bench.measuring.Pair]:
    """One row for each thing typed."""
    among = f"trong {stage.size.records:,} hồ sơ".replace(",", ".")
    with stage.book("records", fill):
        for typed, query in TYPED.items():
            yield desktop.bench.measuring.Pair(
                f"tìm {among}: “{typed}”",
                functools.partial(db.search.find, typed),
                functools.partial(floor, query),
                _LIMIT,
            )


def floor(query: str) -> object:
    """The full-text query of the newest hits, fetched and nothing more."""
    return (
        db.base.database.connection()
        .execute(
            "SELECT rowid FROM search_words WHERE search_words MATCH ?"
            " ORDER BY rowid DESC LIMIT 50",
            (query,),
        )
        .fetchall()
    )
