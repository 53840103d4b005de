"""The book: a folder a person can see, opened by one writer at a time, encrypted throughout.

``make`` → ``open_book`` → ``Book.close``. Opening: refuse a bad place → read the key files → take
the lock → unwrap the data key → open ``book.db`` → finish an interrupted change of keys → migrate
on a verified backup → settle a pending export.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2

import db.base
import db.book.keys
import db.book.lock
import db.book.migration
import db.book.places
import db.bundles
import db.errors
import db.files
import db.history
import db.moments
import db.sealing
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
    keys: db.book.keys.KeyFile
    slot: db.book.keys.Slot
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


def make(
    folder: Path,
    unit: dict[str, Any],
    secret: db.book.keys.Secret,
    moment: db.moments.Moment,
    cost: dict[str, Any] | None = None,
) -> str:
    """Make an empty book in ``folder`` for ``unit``; returns its recovery code, shown once.

    ``cost`` is the Argon2id cost of its slots; by default what fits this PC.

    Raises:
        db.errors.RecordError: the place will not do, something is there already, or the unit is
            incomplete; nothing is left behind.
    """
    db.book.places.refuse(folder)
    db.unit.checked(unit)
    if not secret.person or not secret.password:
        raise db.errors.RecordError("Hãy cho biết họ tên và mật khẩu của người mở sổ.")
    if folder.exists() and any(folder.iterdir()):
        raise db.errors.BookError(
            f"Thư mục “{folder}” không trống; hãy chọn một thư mục mới để lập sổ."
        )
    existed = folder.exists()
    try:
        db.files.private_folder(folder)
        return _fill(folder, unit, secret, moment, cost or db.book.keys.fitting_cost())
    except BaseException as error:
        db.base.database.close()
        _take_back(folder, existed=existed)
        if isinstance(error, OSError):
            raise db.files.unwritable(folder / FILE, error) from error
        raise


def _take_back(folder: Path, *, existed: bool) -> None:
    """Leave nothing of a book that could not be made."""
    for path in folder.iterdir() if folder.exists() else ():
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not existed:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _fill(
    folder: Path,
    unit: dict[str, Any],
    secret: db.book.keys.Secret,
    moment: db.moments.Moment,
    cost: dict[str, Any],
) -> str:
    """Write the key files and the first rows of a new book."""
    data_key, book = secrets.token_bytes(32), str(uuid.uuid4())
    code = db.book.keys.recovery_code()
    person = db.book.keys.make_slot(
        book, ("1", secret.person or ""), secret.password or "", data_key, cost
    )
    recovery = db.book.keys.make_slot(
        book, (db.book.keys.RECOVERY, "Mã khôi phục"), code, data_key, cost
    )
    db.book.keys.write(folder, db.book.keys.KeyFile(book, (person, recovery)))
    db.files.private_folder(folder / "backups")
    _connect(folder, data_key)
    _make_private(folder / FILE)
    db.book.migration.up()
    with db.base.transaction():
        for slot in (person, recovery):
            db.slots.enter(slot.id, slot.name, slot.public)
        db.unit.found(unit, moment)
        db.sealing.make(unit["code"], moment)
    db.base.database.close()
    return code


def _make_private(path: Path) -> None:
    """Give a file to its owner alone, whatever the umask."""
    if os.name == "posix":
        path.chmod(0o600)


def _connect(folder: Path, data_key: bytes) -> None:
    """Bind the program's database to the file in ``folder`` and open it."""
    if not db.base.database.is_closed():
        db.base.database.close()
    db.base.database.init(
        str(folder / FILE), pragmas=db.base.PRAGMAS, passphrase=db.base.raw_key(data_key)
    )
    db.base.database.connect()


def _opens(folder: Path, data_key: bytes) -> bool:
    """Whether ``data_key`` is the one ``book.db`` carries; the database is left open if so."""
    try:
        _connect(folder, data_key)
        db.base.rows("SELECT count(*) FROM sqlite_master")
    except (dbapi2.DatabaseError, peewee.DatabaseError):
        db.base.database.close()
        return False
    return True


def open_book(
    folder: Path,
    secret: db.book.keys.Secret,
    moment_at: str,
    *,
    writing: bool,
    settling: bool = True,
) -> Book:
    """Open the book in ``folder``; a reading one runs beside a writer.

    ``moment_at`` is the instant for the lock's notice. With ``settling`` whatever a killed export
    or an interrupted change of keys left is brought to its end, if nobody else is writing.

    Raises:
        db.errors.BookError: wrong place, no book, wrong password, in use, newer, damaged.
    """
    db.book.places.refuse(folder)
    if not (folder / FILE).is_file():
        raise db.errors.BookError(
            f"Không thấy sổ trong “{folder}”; hãy kiểm tra đường dẫn, USB, hoặc lập sổ mới."
        )
    keys = db.book.keys.read(folder)
    slot, candidates = db.book.keys.unlocked(keys, secret)
    lock = db.book.lock.take(folder, slot.name, moment_at) if writing else _try_lock(folder)
    try:
        data_key = next((one for one in candidates if _opens(folder, one)), None)
        if data_key is None:
            raise db.errors.BookError(MISMATCH)  # noqa: TRY301 - the handler below gives back the lock
        book = Book(folder, keys, slot, data_key, lock)
        db.book.migration.prepare(book, moment_at)
        if lock is not None and settling:
            _finish_rekey(book)
            db.bundles.settle()
    except BaseException:
        db.base.database.close()
        if lock is not None:
            lock.release()
        raise
    if not writing and lock is not None:
        lock.release()
        book.lock = None
    return book


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


def _finish_rekey(book: Book) -> None:
    """Bring an interrupted change of keys to the end that ``book.db`` reached."""
    if all(slot.previous is None for slot in book.keys.slots):
        return
    keys = db.book.keys.resealed(book.keys, book.data_key, db.slots.public_halves())
    book.keys = db.book.keys.settled(keys)
    db.book.keys.write(book.folder, book.keys)


def add_person(book: Book, name: str, password: str, moment: db.moments.Moment) -> None:
    """Give ``name`` a slot of their own.

    Raises:
        db.errors.RecordError: the name has one already.
    """
    if any(db.text.nfc(slot.name) == db.text.nfc(name) for slot in book.keys.people()):
        raise db.errors.RecordError(
            f"“{name}” đã có trong danh sách người mở sổ; hãy dùng tên khác."
        )
    number = str(max([int(slot.id) for slot in book.keys.people()], default=0) + 1)
    cost = _cost_of(book)
    slot = db.book.keys.make_slot(book.keys.book, (number, name), password, book.data_key, cost)
    _store(book, [*book.keys.slots, slot], f"add slot {number}", moment)


def _cost_of(book: Book) -> dict[str, Any]:
    """The Argon2id cost the book's slots were made with."""
    return {name: book.slot.kdf[name] for name in ("memory", "iterations", "lanes")}


def set_password(book: Book, password: str, moment: db.moments.Moment) -> None:
    """Give the person who unlocked the book a new password: one slot is rewritten.

    Copies made before still open with the old one; whoever shows this says so.
    """
    made = db.book.keys.make_slot(
        book.keys.book, (book.slot.id, book.slot.name), password, book.data_key, _cost_of(book)
    )
    slots = [made if slot.id == made.id else slot for slot in book.keys.slots]
    _store(book, slots, f"new password {made.id}", moment)
    book.slot = made


def _store(
    book: Book, slots: list[db.book.keys.Slot], verb: str, moment: db.moments.Moment
) -> None:
    """Keep ``slots`` in the book and then in the key files."""
    with db.base.transaction():
        for slot in slots:
            db.slots.enter(slot.id, slot.name, slot.public)
        db.history.enter(moment, [db.history.Change("slots", 0, verb, None, None)])
    book.keys = db.book.keys.KeyFile(book.keys.book, tuple(slots))
    db.book.keys.write(book.folder, book.keys)


def close_slot(book: Book, name: str, moment: db.moments.Moment) -> None:
    """Take away ``name``'s way in: the data key changes, so an old key file opens no more.

    Copies of the whole book made before still open with the old password.

    Raises:
        db.errors.RecordError: there is no such slot, or it is the last.
    """
    wanted = db.text.nfc(name)
    closing = [slot for slot in book.keys.people() if db.text.nfc(slot.name) == wanted]
    if not closing:
        raise db.errors.RecordError(f"Không có người mở sổ tên “{name}”.")
    if len(book.keys.people()) == 1 or closing[0].id == book.slot.id:
        raise db.errors.RecordError(
            "Không đóng được lối vào của chính mình; hãy để người khác mở sổ rồi đóng."
        )
    rekey(book, {closing[0].id}, f"close slot {closing[0].id}", moment)


def new_recovery_code(book: Book, moment: db.moments.Moment) -> str:
    """Replace the recovery code; the data key changes, so the old code opens no more."""
    code = db.book.keys.recovery_code()
    slot = db.book.keys.make_slot(
        book.keys.book, (db.book.keys.RECOVERY, "Mã khôi phục"), code, book.data_key, _cost_of(book)
    )
    others = [one for one in book.keys.slots if one.id != slot.id]
    _store(book, [*others, slot], "new recovery code", moment)
    rekey(book, set(), "rekey", moment)
    return code


def rekey(book: Book, without: set[str], verb: str, moment: db.moments.Moment) -> None:
    """Change the data key for all slots but ``without``.

    New wrapping first, then the file, then the old wrapping goes: at every instant one of the two
    keys in the key files opens the book (design 2).
    """
    with db.base.transaction():
        for slot in without:
            db.slots.drop(slot)
        db.history.enter(moment, [db.history.Change("slots", 0, verb, None, None)])
    data_key = secrets.token_bytes(32)
    keys = db.book.keys.resealed(book.keys, data_key, db.slots.public_halves())
    db.book.keys.write(book.folder, keys)
    # Not through execute_sql: the library would log the statement, key and all.
    db.base.database.connection().execute(f'PRAGMA rekey="{db.base.raw_key(data_key)}"')
    _connect(book.folder, data_key)
    book.data_key, book.keys = data_key, db.book.keys.settled(keys)
    book.slot = next(slot for slot in book.keys.slots if slot.id == book.slot.id)
    db.book.keys.write(book.folder, book.keys)
