"""Who holds the book: a lock of the operating system, which a crash lets go by itself."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import db.errors
import db.moments

NAME = "book.lock"
_PATIENCE = 1.0  # seconds: a reading verb holds the lock for an instant while it tidies up
_REGION = 1 << 20  # the locked byte lies past the text, so that others can read who holds it


@dataclass
class Lock:
    """The held lock; ``release`` gives it back."""

    file: IO[bytes]

    def release(self) -> None:
        """Let others write the book."""
        with contextlib.suppress(OSError):
            _unlock(self.file)
        self.file.close()


def take(folder: Path, who: str, since: str) -> Lock:
    """Hold the book in ``folder`` for ``who``.

    Raises:
        db.errors.BookInUse: somebody else holds it.
        db.errors.BookError: the folder cannot be written.
    """
    deadline = time.monotonic() + _PATIENCE
    while True:
        lock = attempt(folder)
        if lock is not None:
            break
        if time.monotonic() > deadline:
            raise db.errors.BookInUse(_holder(folder))
        time.sleep(0.05)
    with contextlib.suppress(OSError):  # a full disk: the lock holds all the same, unnamed
        lock.file.seek(0)
        lock.file.truncate()
        lock.file.write(json.dumps({"who": who, "since": since}, ensure_ascii=False).encode())
        lock.file.flush()
    return lock


def attempt(folder: Path) -> Lock | None:
    """The lock if nobody holds it, else None.

    Raises:
        db.errors.BookError: the folder cannot be written.
    """
    try:
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise db.errors.BookError(
            f"Không ghi được vào thư mục sổ “{folder}”; hãy kiểm tra quyền ghi hoặc ổ đĩa."
        ) from error
    file = os.fdopen(handle, "r+b")
    try:
        _lock(file)
    except OSError:
        file.close()
        return None
    return Lock(file)


def _holder(folder: Path) -> str:
    """The sentence for a book that is held."""
    try:
        known = json.loads((folder / NAME).read_bytes())
        who, since = known["who"], db.moments.shown(known["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return "Sổ đang mở ở một cửa sổ khác; hãy đóng cửa sổ đó rồi làm lại."
    return f"Sổ đang được “{who}” mở từ {since}; hãy đóng cửa sổ đó rồi làm lại."


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(_REGION)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO[bytes]) -> None:
        file.seek(_REGION)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
