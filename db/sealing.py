"""The seals the book keeps: the one in use and those before it (db.seals makes them)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import peewee

import db.base
import db.errors
import db.history
import db.moments

if TYPE_CHECKING:
    import db.seals


class SealRow(db.base.Table):
    """A seal with its private key; the whole book is encrypted."""

    id = db.base.Id()
    key_pem = peewee.BlobField()
    certificate = peewee.BlobField()
    made_at = peewee.TextField()

    class Meta:
        table_name = "seals"


def current() -> db.seals.Seal:
    """The seal in use.

    Raises:
        db.errors.RecordError: the book has none.
    """
    import db.seals  # with its X.509 libraries: 25 ms that no start need wait for

    row: SealRow | None = SealRow.select().order_by(SealRow.id.desc()).first()
    if row is None:
        raise db.errors.RecordError("Sổ chưa có niêm phong; hãy phục hồi sổ từ bản sao lưu.")
    return db.seals.Seal(bytes(row.key_pem), bytes(row.certificate))


def made() -> list[tuple[bytes, str]]:
    """The certificates of all seals with the instants they were made, the one in use first."""
    rows = db.base.rows("SELECT certificate, made_at FROM seals ORDER BY id DESC")
    return [(bytes(certificate), str(made_at)) for certificate, made_at in rows]


def make(code: str, moment: db.moments.Moment) -> None:
    """Make the book's first seal, or a new one signed by the old ("Đổi niêm phong")."""
    import db.seals

    rows = db.base.rows("SELECT key_pem, certificate FROM seals ORDER BY id DESC LIMIT 1")
    previous = db.seals.Seal(bytes(rows[0][0]), bytes(rows[0][1])) if rows else None
    seal = db.seals.make(code, moment.instant, previous)
    with db.base.transaction():
        row = SealRow.create(key_pem=seal.key_pem, certificate=seal.certificate, made_at=moment.at)
        # The certificate is random, so the history says that a seal was made, not which one.
        change = db.history.Change("seals", int(str(row.id)), "make", None, {"code": code})
        db.history.enter(moment, [change])
