"""What a new book has to be given first."""

from __future__ import annotations

import db.base

KINDS = ("members", "tasks", "meetings")  # in the order in which they are best entered


def missing() -> list[str]:
    """The kinds of records of which the book holds none yet, the recycle bin aside."""
    return [
        kind
        for kind in KINDS
        if not db.base.rows(f"SELECT 1 FROM {kind} WHERE deleted_on IS NULL LIMIT 1")  # noqa: S608 - our own words
    ]
