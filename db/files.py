"""Writing files whole or not at all: aside, synced, renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from pathlib import Path

import db.errors

NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_PATIENCE = 2.0  # seconds an antivirus or a viewer may hold the target on Windows


def private_folder(path: Path) -> None:
    """Make ``path`` a folder only its owner can enter, whatever the umask."""
    path.mkdir(parents=True, exist_ok=True)
    make_private(path, 0o700)


def make_private(path: Path, mode: int = 0o600) -> None:
    """Give ``path`` to its owner alone, whatever the umask; a FAT stick knows no owners."""
    if os.name == "posix":
        with contextlib.suppress(PermissionError):
            path.chmod(mode)


def sync_folder(path: Path) -> None:
    """Make a rename inside ``path`` survive a power cut (not possible, nor needed, on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # a file system that cannot
            raise
    finally:
        os.close(handle)


def aside(target: Path) -> Path:
    """The dot file in which ``target`` is made before it appears under its name."""
    return target.with_name(f".{target.name}.dang-ghi")


def write_synced(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` (0600) and return when it is on the disk.

    Raises:
        db.errors.RecordError: the place is full, read-only or gone.
    """
    try:
        handle = os.open(path, NEW_FILE, 0o600)
        with os.fdopen(handle, "wb") as file:
            make_private(path)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink()
        raise unwritable(path, error) from error


def replace(source: Path, target: Path) -> None:
    """Give ``source`` the name ``target``; on Windows a held target is retried, then named."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            source.replace(target)
        except PermissionError as error:
            if sys.platform != "win32" or time.monotonic() > deadline:
                raise unwritable(target, error) from error
            time.sleep(0.1)
        except OSError as error:
            raise unwritable(target, error) from error
        else:
            break
    try:
        sync_folder(target.parent)
    except OSError as error:
        raise unwritable(target, error) from error


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` whole or not at all.

    Raises:
        db.errors.RecordError: the place is full, read-only or gone; nothing is left behind.
    """
    beside = aside(path)
    write_synced(beside, data)
    try:
        replace(beside, path)
    except db.errors.RecordError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def unwritable(path: Path, error: OSError) -> db.errors.RecordError:
    """The sentence for a file that could not be written."""
    name = path.name.removeprefix(".").removesuffix(".dang-ghi")
    if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}:
        return db.errors.RecordError(
            f"Không ghi được “{name}” vì ổ đĩa đã đầy; hãy giải phóng chỗ hoặc chọn nơi lưu khác."
        )
    if isinstance(error, PermissionError) and path.exists():
        return db.errors.RecordError(
            f"Không ghi được “{name}”: tệp đang mở ở chương trình khác hoặc chỉ cho đọc; "
            "hãy đóng tệp rồi làm lại."
        )
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return db.errors.RecordError(
            f"Không ghi được vào “{path.parent}” vì nơi này chỉ cho đọc; hãy chọn nơi lưu khác."
        )
    return db.errors.RecordError(
        f"Không ghi được “{name}” vào “{path.parent}”; hãy kiểm tra ổ đĩa hoặc chọn nơi lưu khác."
    )
