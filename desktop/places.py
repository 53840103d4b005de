"""What the program remembers outside any book: which books, where the window stood, how large.

It is one small settings file beside the log of faults, and it names no person: the folder of a
book is all it knows of it. Whatever is written there wrongly, by a hand or a failing disk, counts
as not written.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLockFile, QPoint, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

import ui.window

BOOKS = 8  # so many are remembered
USUAL = QSize(1366, 768)
TITLE_BAR = 40  # pixels above the window's inside that must stay on the screen
LONGEST_WRITE = 500  # milliseconds that writing the file can take
_SCALES = (0.9, 2.0)


def folder() -> Path:
    """Where the settings file lies."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "SoChiBo"
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if config else Path.home() / ".config") / "sochibo"


class Places:
    """The remembered places; a file that cannot be read or written is as good as none."""

    def __init__(self, path: Path | None = None) -> None:
        self._held = QSettings(str(path or folder() / "cua-so.ini"), QSettings.Format.IniFormat)

    def books(self) -> list[Path]:
        """The folders of the books opened last, the latest first; they may be gone by now."""
        return [Path(one) for one in self._folders("books")]

    def remember(self, book: Path) -> None:
        """The book in ``book`` is open: it stands first from now on."""
        now = str(book.absolute())
        self._write("books", [now, *(one for one in self._folders("books") if one != now)][:BOOKS])

    def forget(self, book: Path) -> None:
        """Name the book in ``book`` no more."""
        gone = str(book.absolute())
        self._write("books", [one for one in self._folders("books") if one != gone])

    def code_to_copy(self, book: Path) -> bool:
        """Whether nobody has shown yet that the recovery code of ``book`` stands on paper."""
        return str(book.absolute()) in self._folders("codes_to_copy")

    def set_code_to_copy(self, book: Path, wanted: bool) -> None:
        """A book was made (``wanted``), or groups of its recovery code were retyped."""
        one = str(book.absolute())
        others = [held for held in self._folders("codes_to_copy") if held != one]
        self._write("codes_to_copy", [one, *others] if wanted else others)

    def checked_on(self, book: str) -> date | None:
        """The day the book with the id ``book`` was last found whole on this PC."""
        held = self._read("checked")
        day = held.get(book) if isinstance(held, dict) else None
        try:
            return date.fromisoformat(day) if isinstance(day, str) else None
        except ValueError:
            return None

    def set_checked(self, book: str, on: date) -> None:
        """The book with the id ``book`` was found whole on a day."""
        held = self._read("checked")
        known = held if isinstance(held, dict) else {}
        kept = list(known.items())[-BOOKS:]
        self._write("checked", dict([*kept, (book, on.isoformat())]))

    def scale(self) -> float:
        """How large everything is drawn; 1.0 until somebody changed it."""
        held = self._read("scale")
        if isinstance(held, int | float) and _SCALES[0] <= held <= _SCALES[1]:
            return float(held)
        return 1.0

    def set_scale(self, scale: float) -> None:
        """Draw as large the next time."""
        self._write("scale", scale)

    def geometry(self) -> tuple[QRect | None, bool]:
        """Where the window's inside was, and whether it filled the screen."""
        held = self._read("window")
        if not isinstance(held, list) or len(held) != 5 or any(type(n) is not int for n in held):  # noqa: PLR2004 - left, top, width, height, filling
            return None, False
        if any(abs(n) > 100_000 for n in held):  # noqa: PLR2004 - no desk of monitors is so wide
            return None, False
        return QRect(*held[:4]), bool(held[4])

    def set_geometry(self, inside: QRect, filling: bool) -> None:
        """Remember where the window's inside is when it does not fill the screen."""
        place = (inside.x(), inside.y(), inside.width(), inside.height())
        self._write("window", [*place, int(filling)])

    def place(self, window: QWidget) -> None:
        """Put ``window`` where it was, as far as there still is a screen."""
        saved, filling = self.geometry()
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        window.setGeometry(visible_geometry(saved, screens))
        if filling:
            window.showMaximized()

    def keep(self, window: QWidget) -> None:
        """Remember where ``window`` is."""
        inside = window.normalGeometry() if window.isMaximized() else window.geometry()
        self.set_geometry(inside, window.isMaximized())

    def _folders(self, name: str) -> list[str]:
        held = self._read(name)
        found = held if isinstance(held, list) else []
        return [one for one in found if isinstance(one, str) and one]

    def _read(self, name: str) -> object:
        """The value under ``name``; None where there is none that can be read."""
        try:
            held: object = json.loads(str(self._held.value(name, "null")))
        except ValueError:
            return None
        return held

    def _write(self, name: str, value: object) -> None:
        """Write at once: the program may be killed, and another window reads the same file."""
        self._unlock()
        self._held.sync()
        self._held.setValue(name, json.dumps(value, ensure_ascii=True))
        self._held.sync()

    def _unlock(self) -> None:
        """Take away the lock of a program that was killed while it wrote.

        Where it had not yet put its name into it, Qt would stand still for half a minute.
        """
        lock = QLockFile(f"{self._held.fileName()}.lock")
        lock.setStaleLockTime(LONGEST_WRITE)
        if lock.tryLock(2 * LONGEST_WRITE):
            lock.unlock()


def visible_geometry(saved: QRect | None, screens: Sequence[QRect]) -> QRect:
    """Where a window's inside may be, all of it and the title bar above it on one screen.

    ``saved`` is where it was, ``screens`` what each screen offers now, the main one first. It goes
    to the screen on which most of it was, and is never larger than that one.
    """
    if not screens:
        return QRect(QPoint(0, 0), USUAL)
    if saved is None or saved.width() < 1 or saved.height() < 1:
        return _centred(USUAL, screens[0])
    home = max(screens, key=lambda screen: _area(screen.intersected(saved)))
    if not _area(home.intersected(saved)):
        return _centred(saved.size().expandedTo(ui.window.LEAST), screens[0])
    room = _room(home)
    size = saved.size().expandedTo(ui.window.LEAST).boundedTo(room.size())
    left = max(room.left(), min(saved.left(), room.left() + room.width() - size.width()))
    top = max(room.top(), min(saved.top(), room.top() + room.height() - size.height()))
    return QRect(QPoint(left, top), size)


def _centred(size: QSize, screen: QRect) -> QRect:
    """A window of ``size`` in the middle of ``screen``, or as large as it allows."""
    room = _room(screen)
    fits = size.boundedTo(room.size())
    left = room.left() + (room.width() - fits.width()) // 2
    return QRect(QPoint(left, room.top() + (room.height() - fits.height()) // 2), fits)


def _room(screen: QRect) -> QRect:
    """What of ``screen`` a window's inside may fill."""
    return screen.adjusted(0, min(TITLE_BAR, screen.height() // 4), 0, 0)


def _area(rectangle: QRect) -> int:
    return max(0, rectangle.width()) * max(0, rectangle.height())
