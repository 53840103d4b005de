"""Attachments opened in Word and the like: read-only copies in a private folder, wiped at the end.

Other programs cannot read out of the book, so a copy must lie outside it for as long as it is
being read. It lies in the person's own runtime folder, which is memory on most Linux systems, or
among the temporary files; in a folder nobody else may enter. ``wipe`` is called at the program's
start, for what a power cut left behind, and at its close.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile

import db.errors
import db.files
import ui.printing

_PREFIX = "sochibo-tep-mo-"
_LOCK = "dang-mo.khoa"
# What a person reads. Anything else may be a program, and opening it would start it.
READABLE = frozenset({
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf",
    ".txt", ".csv", ".md", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp",
    ".heic",
})  # fmt: skip
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')  # in names of files, by Windows


class _Folder:
    """The folder of this run of the program, made when first needed."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self._lock: QLockFile | None = None

    def make(self) -> Path:
        """The folder, with a lock that says it is in use."""
        if self.path is None or not self.path.is_dir():
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base()))
            self._lock = QLockFile(str(self.path / _LOCK))
            self._lock.tryLock(0)
        return self.path

    def release(self) -> None:
        """It may be wiped."""
        if self._lock is not None:
            self._lock.unlock()
        self.path = self._lock = None


_OWN = _Folder()


def base() -> Path:
    """Where private folders are made: the runtime folder of the person, else temporary files."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(runtime) if runtime and Path(runtime).is_dir() else Path(tempfile.gettempdir())


def readable(name: str) -> bool:
    """Whether ``name`` is that of a paper, a sheet or a picture, which may be opened."""
    return Path(name).suffix.lower() in READABLE


def open_copy(name: str, data: bytes) -> Path:
    """Open a read-only copy of an attachment in the program that the system keeps for it.

    Raises:
        db.errors.RecordError: it may be a program, there is no room, or nothing opens it.
    """
    if not readable(name):
        raise db.errors.RecordError(
            f"“{name}” không phải văn bản, bảng tính hay hình ảnh nên sổ không tự mở; hãy lưu tệp "
            "ra ngoài rồi mở bằng phần mềm phù hợp."
        )
    try:
        place = Path(tempfile.mkdtemp(dir=_OWN.make()))
    except OSError as error:
        raise db.files.unwritable(base() / name, error) from error
    path = place / (_FORBIDDEN.sub("_", name).strip(" .") or "tep")
    db.files.write_synced(path, data)
    path.chmod(0o400)
    ui.printing.open_outside(path)
    return path


def outside() -> list[str]:
    """The names of the copies that lie outside the book now."""
    if _OWN.path is None:
        return []
    return sorted(one.name for one in _OWN.path.glob("*/*"))


def wipe() -> list[str]:
    """Remove the copies of this run, and what earlier runs left behind.

    Returns the names of own copies that another program still holds (Windows); the next wiping
    takes them. Folders of a window that is open beside this one stay.
    """
    own = _OWN.path
    _OWN.release()
    for folder in base().glob(f"{_PREFIX}*"):
        lock = QLockFile(str(folder / _LOCK))
        if folder.is_symlink() or not _is_ours(folder) or not lock.tryLock(0):
            continue
        lock.unlock()
        _remove(folder)
    return [] if own is None else sorted(one.name for one in own.glob("*/*"))


def _is_ours(folder: Path) -> bool:
    """Whether the folder belongs to this person; temporary files of others lie beside."""
    return os.name != "posix" or folder.stat().st_uid == os.getuid()


def _remove(folder: Path) -> None:
    """Take away a folder with all in it, as far as nobody holds it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        with contextlib.suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.chmod(0o600)  # Windows removes nothing that is read-only
                path.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()
