"""Bringing an older book up to this version, on a verified backup; refusing a newer one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import db.base
import db.errors

if TYPE_CHECKING:
    import db.book

FOLDER = Path(__file__).parent.parent / "migrations"


def known() -> list[str]:
    """The steps this version knows, in order."""
    return sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))


def applied() -> list[str]:
    """The steps the open book has behind it."""
    held = db.base.rows("SELECT name FROM sqlite_master WHERE name = 'schema_migration'")
    if not held:
        return []
    return [name for (name,) in db.base.rows("SELECT name FROM schema_migration ORDER BY name")]


def prepare(book: db.book.Book, at: str) -> None:
    """Refuse a newer book; bring an older one up, its backup made and checked first.

    Raises:
        db.errors.NewerBook: the book has steps behind it that this version does not know.
        db.errors.BookInUse: steps are due, but somebody else is writing.
    """
    behind, steps = set(applied()), known()
    if behind - set(steps):
        raise db.errors.NewerBook(
            "Sổ do phiên bản mới hơn của chương trình ghi; hãy cài bản mới rồi mở lại."
        )
    if behind == set(steps):
        return
    if book.lock is None:
        raise db.errors.BookInUse(
            "Sổ cần nâng cấp nhưng đang mở ở cửa sổ khác; hãy đóng cửa sổ đó rồi làm lại."
        )
    if behind:
        _back_up(book, f"truoc-nang-cap-{at[:10]}-{max(behind)}.zip", at)
    up()


def _back_up(book: db.book.Book, name: str, at: str) -> None:
    import db.book.backup  # with zip files; no start waits for it

    db.book.backup.make(book, book.folder / "backups" / name, at)


def up() -> None:
    """Take every step not yet taken.

    Raises:
        db.errors.BookError: the disk is full, gone or only for reading.
    """
    from playhouse.migrations import Runner

    with db.base.told():
        Runner(db.base.database, str(FOLDER)).up()
