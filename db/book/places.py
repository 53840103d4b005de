"""Where a book may lie: on this PC or a stick, never on a network or in a syncing folder."""

from __future__ import annotations

import functools
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import db.errors
import db.text

_DRIVE_REMOTE = 4  # GetDriveTypeW


@functools.cache
def _known() -> dict[str, Any]:
    """The names of sync services and network file systems."""
    path = Path(__file__).parent.parent / "data" / "places.toml"
    return tomllib.loads(path.read_text("utf-8"))


def refuse(folder: Path) -> None:
    """Refuse ``folder`` as the place of a book.

    Raises:
        db.errors.BookError: it lies on a network or inside a folder known to sync.
    """
    other = f"hãy đặt sổ ở nơi khác, ví dụ “{Path.home() / 'SoChiBo'}”, hoặc trên USB."
    if is_network(folder):
        raise db.errors.BookError(
            f"“{folder}” nằm trên mạng, sổ chỉ được đặt trên máy này; {other}"
        )
    service = syncing(folder)
    if service:
        raise db.errors.BookError(
            f"“{folder}” nằm trong thư mục tự đồng bộ “{service}”, có thể làm hỏng sổ; {other}"
        )


def is_network(folder: Path) -> bool:
    """Whether ``folder`` lies on another machine."""
    written = str(folder)
    if written.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        drive = Path(folder.resolve().anchor)
        return bool(ctypes.windll.kernel32.GetDriveTypeW(str(drive)) == _DRIVE_REMOTE)
    return _file_system(folder.resolve()) in _known()["network_systems"]


def _file_system(path: Path, table: Path = Path("/proc/mounts")) -> str:
    """The file system that holds ``path``, by the longest mount point on its way."""
    try:
        mounts = table.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, system = -1, ""
    for line in mounts:
        _, point, kind, *_ = [*line.split(" "), "", ""]
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), point)
        # Of two mounts on one point the later one lies on top.
        if point and path.is_relative_to(point) and len(point) >= best:
            best, system = len(point), kind
    return system


def syncing(folder: Path) -> str:
    """The name of the syncing folder that holds ``folder``, or ""."""
    known = _known()
    for way in dict.fromkeys((folder.absolute(), folder.resolve())):
        for part in (way, *way.parents):
            name = db.text.fold(part.name)
            begins = tuple(f"{one}{rest}" for one in known["sync_folders"] for rest in " -")
            if name in known["sync_folders"] or name.startswith(begins):
                return part.name
            if any((part / mark).is_file() for mark in known["sync_mark_files"]):
                return part.name
            if any((part / mark).is_dir() for mark in known["sync_mark_folders"]):
                return part.name
    return ""
