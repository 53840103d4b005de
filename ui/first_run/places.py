"""Where a new book is put: a place offered, and a field that says why another will not do."""

from __future__ import annotations

import secrets
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot

import db.book.places
import db.errors
import ui.choosing
import ui.screen
import ui.theme


def offered(name: str) -> Path:
    """A place for a new folder ``name`` that a book may lie in.

    Among the documents, if they are not synced anywhere, or straight in the person's own folder.
    """
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    found = QStandardPaths.writableLocation(documents)
    for parent in (*([Path(found)] if found else []), Path.home()):
        folder = _unused(parent / name)
        try:
            db.book.places.refuse(folder)
        except db.errors.RecordError:
            continue
        return folder
    return _unused(Path.home() / name)


def _unused(folder: Path) -> Path:
    """``folder``, or with the first number after it that is not taken."""
    made, number = folder, 2
    while _taken(made):
        made, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return made


def _taken(folder: Path) -> bool:
    try:
        return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError:
        return True


def _can_be_made(folder: Path) -> bool:
    """Whether there is, or can be made, a folder that can be written to; nothing is left behind.

    Tried with a folder beside it: what a system says of rights is not what it does with them.
    """
    try:
        nearest = next(one for one in (folder, *folder.parents) if one.exists())
        trial = nearest / f".thu-{secrets.token_hex(8)}"
        trial.mkdir()
        trial.rmdir()
    except (OSError, StopIteration):  # no such drive
        return False
    return True


class FolderEntry(ui.screen.Entry):
    """The folder of a new book, typed or chosen; ``folder_name`` is what is offered as its name."""

    def __init__(self, name: str, label: str, folder_name: str) -> None:
        told = "Một thư mục mới trên máy này hoặc trên USB. Sổ và các bản sao lưu nằm trong đó."
        super().__init__(name, label, None, told, wraps=True)
        self._folder_name = folder_name
        self._choose = ui.theme.button("Chọn…", f"{name}.choose")
        self._choose.setAccessibleName(f"Chọn nơi đặt: {label.lower()}")
        self._other = ui.theme.button("", f"{name}.other", "link")
        self._other.hide()
        self.row.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignTop)
        self.add_below(ui.screen.link_row(self._other))
        self._choose.clicked.connect(self._ask)
        self._other.clicked.connect(self._take_other)
        self._first = str(offered(folder_name))
        self.put(self._first)

    def typed(self) -> bool:
        """Whether something else stands there than what was offered first."""
        return self.text() != self._first

    def folder(self) -> Path:
        """The folder that stands there."""
        return Path(self.text().strip()).expanduser()

    def check(self) -> bool:
        """Whether a book may be made there; if not, say why and offer another place."""
        sentence = self._trouble()
        self.refuse(sentence)
        return not sentence

    def refuse(self, sentence: str) -> None:
        """Say why no book was or can be made there, and offer another place; "" for no reason."""
        self.say(sentence)
        if sentence:
            self._other.setText(f"Đặt ở “{offered(self._folder_name)}”")
        self._other.setVisible(bool(sentence))

    def _trouble(self) -> str:
        """Why no book can be made there, or ""."""
        if not self.text().strip():
            return "Hãy cho biết nơi đặt sổ."
        folder = self.folder()
        if not folder.is_absolute():
            return "Hãy ghi đường dẫn đầy đủ, hoặc bấm “Chọn…”."
        try:
            db.book.places.refuse(folder)
        except db.errors.RecordError as error:
            return str(error)
        if _taken(folder):
            return f"Thư mục “{folder}” không trống; hãy chọn một thư mục mới để đặt sổ."
        if not _can_be_made(folder):
            return f"Không tạo được hoặc không ghi được vào “{folder}”; hãy chọn nơi đặt sổ khác."
        return ""

    @Slot()
    def _ask(self) -> None:
        """Let the person choose a folder; the book goes into a new one inside a folder in use."""
        chosen = ui.choosing.folder(self, self.label, purpose="book")
        if chosen is not None:
            inside = _unused(chosen / self._folder_name) if _taken(chosen) else chosen
            self.put(str(inside))
            self.check()

    @Slot()
    def _take_other(self) -> None:
        self.put(str(offered(self._folder_name)))
        self.check()
        self.take_focus()
