"""The book: a folder a person can see, opened by one writer at a time, encrypted throughout.

``make`` → ``open_book`` → ``Book.close``. Opening: refuse a bad place → read the key files → take
the lock → unwrap the data key → open ``book.db`` → finish an interrupted change of keys → migrate
on a verified backup → settle a pending export.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2

import db.base
import db.book.access
import db.book.keyfile
import db.book.keys
import db.book.lock
import db.book.migration
import db.book.places
import db.book.rotation
import db.book.unlocking
import db.bundles
import db.errors
import db.files
import db.history
import db.moments
import db.slots
import db.text
import db.unit

FILE = "book.db"
MISMATCH = (
    "Tệp sổ book.db bị hỏng hoặc không khớp tệp khóa; hãy phục hồi sổ từ bản sao lưu gần nhất."
)
_PAUSES = (0, 1, 2, 5, 10, 20, 30)  # seconds before the next try, by failed tries so far


@dataclass
class Book:
    """An open book; ``lock`` is None for one that only reads beside a writer."""

    folder: Path
    keys: db.book.keyfile.KeyFile
    slot: db.book.keyfile.Slot
    data_key: bytes
    lock: db.book.lock.Lock | None

    @property
    def who(self) -> str:
        """The name of the slot that unlocked the book."""
        return self.slot.name

    def close(self) -> None:
        """Close the file and let others write."""
        db.base.database.close()
        if self.lock is not None:
            self.lock.release()
            self.lock = None


def pause_after(failures: int) -> int:
    """Seconds to wait before the next try after so many wrong passwords: growing, 30 at most."""
    return _PAUSES[min(failures, len(_PAUSES) - 1)]


def make(  # noqa: PLR0913 - each is one thing that a book is made of
    folder: Path,
    unit: dict[str, Any],
    secret: db.book.keys.Secret,
    moment: db.moments.Moment,
    cost: dict[str, Any] | None = None,
    *,
    fill: Callable[[], None] | None = None,
) -> str:
    """Make a book in ``folder`` for ``unit``; returns its recovery code, shown once.

    ``cost`` is the Argon2id cost of its slots; by default what fits this PC. ``fill`` writes the
    first records of a book that would be empty otherwise; the book is made with them or not at all.

    Raises:
        db.errors.RecordError: the place will not do, something is there already, or the unit is
            incomplete; nothing is left behind.
    """
    db.book.places.refuse(folder)
    db.unit.checked(unit)
    require_named(secret.person, secret.password)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise db.errors.BookError(
            f"Thư mục “{folder}” không trống; hãy chọn một thư mục mới để lập sổ."
        )
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        db.files.private_folder(folder)
        code = _found(folder, unit, secret, moment, cost or db.book.keys.fitting_cost())
        if fill is not None:
            fill()
        db.base.database.close()
    except BaseException as error:
        if not db.base.database.is_closed():  # it was never named where the folder cannot be made
            db.base.database.close()
        _take_back(folder, made)
        if isinstance(error, OSError):
            raise db.files.unwritable(folder / FILE, error) from error
        raise
    return code


def require_named(person: str | None, password: str | None) -> None:
    """Refuse a slot without a name or a password."""
    if not (person or "").strip() or not password:
        raise db.errors.RecordError("Hãy cho biết họ tên và mật khẩu của người mở sổ.")


def _take_back(folder: Path, made: Sequence[Path]) -> None:
    """Leave nothing of a book that could not be made, nor the folders ``made`` for it."""
    for path in folder.iterdir() if folder.exists() else ():
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for one in made:
        with contextlib.suppress(OSError):
            one.rmdir()


def _found(
    folder: Path,
    unit: dict[str, Any],
    secret: db.book.keys.Secret,
    moment: db.moments.Moment,
    cost: dict[str, Any],
) -> str:
    """Write the key files and the first rows of a new book."""
    import db.sealing

    data_key, book = secrets.token_bytes(32), str(uuid.uuid4())
    code = db.book.keys.recovery_code()
    person = db.book.keys.make_slot(
        book, ("1", secret.person or ""), secret.password or "", data_key, cost
    )
    recovery = db.book.keys.make_slot(
        book, (db.book.keyfile.RECOVERY, "Mã khôi phục"), code, data_key, cost
    )
    db.book.keyfile.write(folder, db.book.keyfile.KeyFile(book, (person, recovery)))
    db.files.private_folder(folder / "backups")
    connect(folder, data_key)
    db.files.make_private(folder / FILE)
    db.book.migration.up()
    with db.base.transaction():
        for slot in (person, recovery):
            db.slots.enter(slot.id, slot.name, slot.public)
        db.unit.found(unit, moment)
        db.sealing.make(unit["code"], moment)
    return code


def connect(folder: Path, data_key: bytes) -> None:
    """Bind the program's database to the file in ``folder`` and open it."""
    if not db.base.database.is_closed():
        db.base.database.close()
    db.base.database.init(
        str(folder / FILE), pragmas=db.base.PRAGMAS, passphrase=db.base.raw_key(data_key)
    )
    db.base.database.connect()


def _opens(folder: Path, data_key: bytes) -> bool:
    """Whether ``data_key`` is the one ``book.db`` carries; the database is left open if so.

    An empty file opens with any key: it is a book that was lost, not a new one.
    """
    try:
        connect(folder, data_key)
        if db.base.rows("SELECT count(*) FROM sqlite_master") != [(0,)]:
            return True
        db.base.database.close()
    except (dbapi2.DatabaseError, peewee.DatabaseError):
        db.base.database.close()
    return False


def found(folder: Path) -> db.book.keyfile.KeyFile:
    """The key file of the book in ``folder``: who can open it, before anybody has.

    Raises:
        db.errors.BookError: wrong place, no book, newer, damaged.
    """
    db.book.places.refuse(folder)
    if not (folder / FILE).is_file():
        raise db.errors.BookError(
            f"Không thấy sổ trong “{folder}”; hãy kiểm tra đường dẫn, USB, hoặc lập sổ mới."
        )
    return db.book.keyfile.read(folder)


def open_book(
    folder: Path,
    secret: db.book.keys.Secret | db.book.unlocking.Unlocking,
    moment_at: str,
    *,
    writing: bool,
    settling: bool = True,
) -> Book:
    """Open the book in ``folder``; a reading one runs beside a writer.

    ``moment_at`` is the instant for the lock's notice. With ``settling`` whatever a killed export
    or an interrupted change of keys left is brought to its end, if nobody else is writing.
    An Unlocking for ``secret`` is one that derives the key already.

    Raises:
        db.errors.BookError: wrong place, no book, wrong password, in use, newer, damaged.
    """
    keys = found(folder)
    slot, candidates = _unlocked(keys, secret)
    lock = db.book.lock.take(folder, slot.name, moment_at) if writing else _try_lock(folder)
    try:
        data_key = next((one for one in candidates if _opens(folder, one)), None)
        second = db.book.keyfile.second(folder, keys) if data_key is None else None
        if second is not None:  # the first copy is whole but holds the key of something else
            keys = second
            slot, candidates = _unlocked(keys, secret)
            data_key = next((one for one in candidates if _opens(folder, one)), None)
        if data_key is None:
            raise db.errors.BookError(MISMATCH)  # noqa: TRY301 - the handler below gives back the lock
        book = Book(folder, keys, slot, data_key, lock)
        db.book.migration.prepare(book, moment_at)
        _refuse_closed(book)
        if lock is not None and settling:
            db.book.rotation.tidy(folder)
            _finish_rekey(book, held_old=data_key != candidates[0])
            db.bundles.settle()
    except BaseException as error:
        db.base.database.close()
        if lock is not None:
            lock.release()
        if isinstance(error, (dbapi2.DatabaseError, peewee.DatabaseError)):
            raise db.errors.BookError(MISMATCH) from error
        raise
    if not writing and lock is not None:
        lock.release()
        book.lock = None
    return book


def _unlocked(
    keys: db.book.keyfile.KeyFile, secret: db.book.keys.Secret | db.book.unlocking.Unlocking
) -> tuple[db.book.keyfile.Slot, list[bytes]]:
    """The slot that opens and the data keys it holds (see db.book.keys.unlocked)."""
    if isinstance(secret, db.book.unlocking.Unlocking):
        return secret.of(keys)
    return db.book.keys.unlocked(keys, secret)


def _try_lock(folder: Path) -> db.book.lock.Lock | None:
    """The lock for the moment a reading verb tidies up, or None where it cannot be had."""
    try:
        return db.book.lock.attempt(folder)
    except db.errors.BookError:
        return None  # read-only media can still be read


@contextlib.contextmanager
def opened(
    folder: Path, secret: db.book.keys.Secret, moment_at: str, *, writing: bool
) -> Iterator[Book]:
    """The open book for the length of a ``with``."""
    book = open_book(folder, secret, moment_at, writing=writing)
    try:
        yield book
    finally:
        book.close()


def _refuse_closed(book: Book) -> None:
    """Refuse a slot that the book no longer knows: it was closed, its key file just not yet cut.

    Raises:
        db.errors.BookError: it was.
    """
    if book.slot.id not in db.slots.public_halves():
        raise db.errors.BookError(
            f"Lối vào sổ của “{book.slot.name}” đã được đóng; hãy nhờ người mở sổ khác giúp."
        )


def _finish_rekey(book: Book, *, held_old: bool) -> None:
    """Bring what a power cut left of a change of keys to its end.

    A new password whose key file was never written: the old one, which just opened the book,
    counts again. A closed slot still in the key files, or a data key announced there but not yet
    in ``book.db`` (``held_old``): the change goes through, with a data key made now, since nobody
    vouches for the announced one.
    """
    halves = db.slots.public_halves()
    if halves[book.slot.id] != book.slot.public:
        db.slots.enter(book.slot.id, book.slot.name, book.slot.public)
        halves[book.slot.id] = book.slot.public
    closed = any(slot.id not in halves for slot in book.keys.slots)
    waiting = any(slot.previous is not None for slot in book.keys.slots)
    if strange(book, halves) or not (closed or waiting):
        if db.book.keyfile.differ(book.folder, book.keys):
            db.book.keyfile.write(book.folder, book.keys)
        return
    keys = db.book.keys.resealed(book.keys, book.data_key, halves)
    book.keys = db.book.keys.settled(keys)
    if closed or held_old:
        db.book.access.change_data_key(book, halves)
    else:
        db.book.keyfile.write(book.folder, book.keys)


def strange(book: Book, halves: dict[str, bytes]) -> list[str]:
    """The names of slots whose public half in the key files is not the one the book knows."""
    return [
        slot.name for slot in book.keys.slots if halves.get(slot.id, slot.public) != slot.public
    ]
