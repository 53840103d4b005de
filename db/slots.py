"""Slots as the book knows them: who may open it, and the public half a new data key is sealed to.

They stand inside the encrypted book so that a changed key file cannot add a reader (db.book.keys).
"""

from __future__ import annotations

import peewee

import db.base


class Slot(db.base.Table):
    """One way into the book: a person or the recovery code."""

    id = peewee.TextField(primary_key=True)
    name = db.base.Words()
    public = peewee.BlobField()

    class Meta:
        table_name = "slots"


def public_halves() -> dict[str, bytes]:
    """The public half of each slot."""
    return {slot: bytes(public) for slot, public in db.base.rows("SELECT id, public FROM slots")}


def enter(slot: str, name: str, public: bytes) -> None:
    """Enter a slot, or its new public half."""
    db.base.database.execute_sql(
        "INSERT OR REPLACE INTO slots (id, name, public) VALUES (?, ?, ?)", (slot, name, public)
    )


def drop(slot: str) -> None:
    """Take a slot off the list."""
    Slot.delete().where(Slot.id == slot).execute()
