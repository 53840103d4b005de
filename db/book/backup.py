"""Backups: a whole copy of the book in one file, opened, checked and counted before it is one.

A backup is a stored zip of ``book.db`` (through the database's own backup), ``keys.json`` and
``so-luong.json`` with the counts and the head of the history.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

import db.base
import db.book.keyfile
import db.book.keys
import db.book.places
import db.errors
import db.files

if TYPE_CHECKING:
    import db.book

COUNTS = "so-luong.json"
_NAMES = ("book.db", "keys.json", COUNTS)
_FORMAT = 1
_FIXED = (1980, 1, 1, 0, 0, 0)
DAMAGED = "Bản sao lưu “{name}” bị hỏng hoặc không đủ; hãy dùng bản sao lưu khác."


def make(book: db.book.Book, target: Path, at: str) -> dict[str, Any]:
    """Write a backup of the open book to ``target``; returns what it counted.

    Raises:
        db.errors.BookError: the book or the copy is damaged; no backup is left under the name.
        db.errors.RecordError: the target cannot be written.
    """
    damage = integrity(db.base.database.connection())
    if damage:
        raise db.errors.BookError(
            "Sổ có chỗ hỏng nên không sao lưu đè lên bản cũ; hãy chạy lệnh check và phục hồi sổ."
        )
    if target.resolve().parent == book.folder.resolve():
        raise db.errors.RecordError(
            "Không đặt bản sao lưu lẫn với các tệp của sổ; hãy chọn thư mục “backups” của sổ "
            "hoặc nơi khác."
        )
    copy, beside = target.with_name(f".{target.name}.book"), db.files.aside(target)
    keys = db.book.keyfile.encoded(book.keys)
    made = [one for one in (target.parent, *target.parent.parents) if not one.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            copy.unlink()
        counted = _copy(book, copy)
        held = {"format": _FORMAT, "book": book.keys.book, "made_at": at, **counted}
        pack(beside, copy, keys, held)
        db.files.replace(beside, target)
    except OSError as error:
        raise db.files.unwritable(target, error) from error
    finally:
        for path in (copy, beside, copy.with_name(f"{copy.name}-journal")):
            with contextlib.suppress(OSError):
                path.unlink()
        for folder in made:  # nearest first; those that hold the backup stay
            with contextlib.suppress(OSError):
                folder.rmdir()
    return held


def _copy(book: db.book.Book, copy: Path) -> dict[str, Any]:
    """Copy the open database to ``copy``, open the copy and count it."""
    os.close(os.open(copy, os.O_CREAT | os.O_WRONLY, 0o600))
    target = dbapi2.connect(str(copy))
    try:
        target.execute(f'PRAGMA key="{db.base.raw_key(book.data_key)}"')
        try:
            db.base.database.connection().backup(target)
        except dbapi2.OperationalError as error:
            raise db.errors.RecordError(
                f"Không đủ chỗ hoặc không ghi được bản sao lưu vào “{copy.parent}”; "
                "hãy chọn nơi lưu khác."
            ) from error
    finally:
        target.close()
    counted = count(copy, book.data_key)
    if counted != _counts(db.base.database.connection()):
        raise db.errors.BookError("Bản sao lưu vừa ghi không khớp sổ; hãy sao lưu lại.")
    return counted


def count(file: Path, data_key: bytes) -> dict[str, Any]:
    """Open the database ``file``, check every page, and count its rows.

    Raises:
        db.errors.BookError: it does not open or is damaged.
    """
    connection = dbapi2.connect(str(file))
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f'PRAGMA key="{db.base.raw_key(data_key)}"')
        if integrity(connection):
            raise db.errors.BookError(DAMAGED.format(name=file.name))
        return _counts(connection)
    except dbapi2.DatabaseError as error:
        raise db.errors.BookError(DAMAGED.format(name=file.name)) from error
    finally:
        connection.close()


def integrity(connection: Any) -> list[str]:
    """What is damaged in the pages of a database, empty when nothing is."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        checked = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
    except dbapi2.DatabaseError as error:
        return [str(error)]
    return found + [one for one in checked if one != "ok"]


def _counts(connection: Any) -> dict[str, Any]:
    """Rows of each table, and the head of the history."""
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'search_words%' ORDER BY name"
        )
    ]
    counts = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - our own words
        for name in tables
    }
    head = connection.execute("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    return {"counts": counts, "history": {"seq": head[0], "hash": head[1]} if head else None}


def _digest(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"sha256": digest, "size": path.stat().st_size}


def pack(beside: Path, copy: Path, keys: bytes, held: dict[str, Any]) -> None:
    """Write the stored zip of ``copy``, ``keys`` and ``held``, and wait until it is on the disk.

    ``held`` is told the digests of the two.
    """
    held["files"] = {
        "book.db": _digest(copy),
        "keys.json": {"sha256": hashlib.sha256(keys).hexdigest(), "size": len(keys)},
    }
    handle = os.open(beside, db.files.NEW_FILE, 0o600)
    with os.fdopen(handle, "wb") as file:
        db.files.make_private(beside)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            with (
                copy.open("rb") as data,
                archive.open(zipfile.ZipInfo("book.db", _FIXED), "w", force_zip64=True) as entry,
            ):
                shutil.copyfileobj(data, entry, 1 << 20)
            archive.writestr(zipfile.ZipInfo("keys.json", _FIXED), keys)
            text = json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True)
            archive.writestr(zipfile.ZipInfo(COUNTS, _FIXED), text)
        file.flush()
        os.fsync(file.fileno())


def restore(file: Path, folder: Path, secret: db.book.keys.Secret | None) -> dict[str, Any]:
    """Put the backup ``file`` back as a book in ``folder``; returns what the backup counted.

    With ``secret`` the restored book is opened and counted before it appears under its name;
    without it only the digests are judged.

    Raises:
        db.errors.BookError: the folder is not empty, the backup is damaged, the password is wrong.
    """
    db.book.places.refuse(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise db.errors.BookError(
            f"“{folder}” không trống; hãy chọn một thư mục mới hoặc trống để phục hồi sổ."
        )
    folder = folder.absolute()
    if not folder.name:
        raise db.errors.BookError(
            f"Không phục hồi thẳng vào gốc ổ đĩa “{folder}”; hãy chọn một thư mục trong đó."
        )
    beside = folder.with_name(f".{folder.name}.dang-phuc-hoi")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        db.files.private_folder(beside)
        held = unpack(file, beside)
        if secret is not None:
            _prove(beside, secret, held)
        shutil.copyfile(beside / "keys.json", beside / "keys.bak.json")
        db.files.private_folder(beside / "backups")
        for path in beside.iterdir():
            if path.is_file():
                db.files.make_private(path)
        if folder.exists():
            folder.rmdir()
        db.files.replace(beside, folder)
    except OSError as error:
        raise db.files.unwritable(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return held


# What the zip reader and a wrong so-luong.json raise; RuntimeError: "encrypted" by a flipped bit.
_MALFORMED = (
    zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, RuntimeError, EOFError,
    struct.error,
)  # fmt: skip


def read_held(file: Path) -> dict[str, Any] | None:
    """What the backup ``file`` says it holds, unjudged; None where it is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            held = json.loads(archive.read(COUNTS))
    except (OSError, *_MALFORMED):
        return None
    return held if isinstance(held, dict) else None


def people(file: Path) -> list[str]:
    """Whose passwords open the backup ``file``, unjudged; nobody where it is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            keys = db.book.keyfile.decoded(archive.read("keys.json"))
    except (OSError, db.errors.RecordError, *_MALFORMED):
        return []
    return [slot.name for slot in keys.people()]


def unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Write ``book.db`` and ``keys.json`` of a backup into ``folder`` and judge their digests.

    Returns what the backup says it holds.

    Raises:
        db.errors.BookError: it is missing or damaged.
    """
    damaged = db.errors.BookError(DAMAGED.format(name=file.name))
    try:
        with zipfile.ZipFile(file) as archive:
            stored = all(one.compress_type == zipfile.ZIP_STORED for one in archive.infolist())
            if sorted(archive.namelist()) != sorted(_NAMES) or not stored:
                raise damaged
            for name in _NAMES:
                with archive.open(name) as entry, (folder / name).open("wb") as target:
                    shutil.copyfileobj(entry, target, 1 << 20)
        held: dict[str, Any] = json.loads((folder / COUNTS).read_bytes())
        (folder / COUNTS).unlink()
        if any(_digest(folder / name) != digest for name, digest in held["files"].items()):
            raise damaged
        if set(held["files"]) != {"book.db", "keys.json"}:
            raise damaged
    except FileNotFoundError as error:
        raise db.errors.BookError(f"Không thấy bản sao lưu “{file}”; hãy kiểm tra lại.") from error
    except _MALFORMED as error:
        raise damaged from error
    return held


def _prove(folder: Path, secret: db.book.keys.Secret, held: dict[str, Any]) -> None:
    """Open the unpacked book with ``secret`` and compare its counts with what the backup says."""
    for data_key in db.book.keys.unlocked(db.book.keyfile.read(folder), secret)[1]:
        with contextlib.suppress(db.errors.BookError):
            counted = count(folder / "book.db", data_key)
            if all(counted[name] == held.get(name) for name in counted):
                return
    raise db.errors.BookError(DAMAGED.format(name="book.db"))
