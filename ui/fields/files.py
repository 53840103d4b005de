"""Files that belong to a record: dropped or added, opened, taken away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

import ui.dropping
import ui.emptying
import ui.fields.base as bases
import ui.returning
import ui.theme

LARGEST = 50 * 1024 * 1024  # bytes
_WORDS = "Kéo thả tệp vào đây hoặc bấm Thêm tệp"


@dataclass(frozen=True)
class Attachment:
    """One file of a record: its ``id``, its name, its size in bytes."""

    id: int
    name: str
    size: int


class _Button(QPushButton):
    """The button that adds files; it tells when the focus leaves."""

    def __init__(self, owner: bases.Editor) -> None:
        super().__init__("Thêm tệp…")
        self.owner = owner
        self.setAutoDefault(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the owner that the focus went elsewhere."""
        super().focusOutEvent(event)
        self.owner.focus_out(event)


class _Place(ui.dropping.DropArea):
    """Takes whatever is dropped, so that what cannot be taken is answered with a sentence."""

    fell = Signal(object)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Anything with an address may fall here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            ui.theme.restyle(self, "drop", "over")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the addresses as they came."""
        urls = event.mimeData().urls()
        super().dropEvent(event)
        self.fell.emit(urls)


class Attachments(bases.Editor):
    """The files of a record.

    What a person wants is told by signals, the page does it: ``dropped`` carries the paths of the
    files that can be taken, ``open_wanted`` and ``remove_wanted`` an id. Nothing here is unsaved.
    """

    dropped = Signal(object)
    open_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, largest: int = LARGEST) -> None:
        super().__init__()
        self._largest = largest
        self._files: tuple[Attachment, ...] = ()
        self._readonly = False
        self._buttons: list[QPushButton] = []
        self.button = _Button(self)
        self.place = _Place("", _WORDS, self.button)
        self._list = QWidget()
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._rows = rows
        self.column.addWidget(self._list)
        self.column.addWidget(self.place)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self.add)
        self.place.fell.connect(self._judge)

    def inner(self) -> QWidget:
        """The button that adds files."""
        return self.button

    def set_name(self, name: str) -> None:
        """Found as ``name``.add, .drop, .open.ID and .remove.ID."""
        super().set_name(name)
        self.button.setObjectName(f"{name}.add")
        self.place.setObjectName(f"{name}.drop")

    def value(self) -> Any:
        """The files shown."""
        return list(self._files)

    def put(self, value: Any) -> None:
        """Show these files (``Attachment``)."""
        if tuple(value or ()) != self._files:
            self._files = tuple(value or ())
            self._show()
        self.settle()

    def typed(self) -> str:
        """Nothing is typed here."""
        return ""

    def put_typed(self, text: str) -> None:
        """Nothing was typed here."""

    def mark(self, wrong: bool) -> None:
        """Outline the place to drop on."""
        ui.theme.restyle(self.place, "invalid", "true" if wrong else "false")

    def set_readonly(self, readonly: bool) -> None:
        """Files can still be opened."""
        self._readonly = readonly
        self.place.setVisible(not readonly)
        self._show()

    @Slot()
    def add(self) -> None:
        """Let the person choose files."""
        import ui.choosing

        found = ui.choosing.files(
            self.window(), "Thêm tệp", [ui.choosing.ANY], purpose="attachments"
        )
        if found:
            self._judge([QUrl.fromLocalFile(str(path)) for path in found])

    @Slot(object)
    def _judge(self, urls: Sequence[QUrl]) -> None:
        """Hand on the files that can be taken; say of the others why not."""
        faults, good = [], []
        for url in urls:
            fault = fault_of(url, self._largest)
            if fault:
                faults.append(fault)
            else:
                good.append(Path(url.toLocalFile()))
        self.refused.emit(" ".join(faults))
        if good:
            self.dropped.emit(good)

    def _show(self) -> None:
        """Make the rows anew; what has the keys hands them to what takes its place."""
        held = next((one.objectName() for one in self._buttons if one.hasFocus()), "")
        ui.returning.let_go(self._list)
        ui.emptying.empty(self._rows)
        self._buttons = []
        self._list.hide()  # else each row would lay the whole window out
        for one in self._files:
            self._rows.addWidget(self._row(one))
        self._list.setVisible(bool(self._files))
        ui.emptying.join(self._list)
        if held:
            again = (one for one in self._buttons if one.objectName() == held)
            next(again, self.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, one: Attachment) -> QWidget:
        """One file: its name opens it."""
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        size = ui.theme.label(size_words(one.size), "soft")
        size.setWordWrap(False)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(size)
        line.addWidget(self._deed("Mở", one, "open", self.open_wanted))
        if not self._readonly:
            line.addWidget(self._deed("Bỏ", one, "remove", self.remove_wanted))
        line.addStretch(1)
        column.addWidget(ui.theme.label(breakable(one.name)))
        column.addLayout(line)
        return row

    def _deed(self, words: str, one: Attachment, deed: str, wanted: Any) -> QPushButton:
        """A button that asks the page for something."""
        made = ui.theme.button(words, f"{self.name}.{deed}.{one.id}", "link")
        made.setAccessibleName(f"{words} tệp {one.name}")
        made.clicked.connect(partial(self._want, wanted, one.id))
        self._buttons.append(made)
        return made

    def _want(self, wanted: Any, number: int) -> None:
        wanted.emit(number)


def fault_of(url: QUrl, largest: int) -> str:
    """Why what ``url`` names cannot be taken, or ""."""
    if not url.isLocalFile():
        return (
            f"“{_short(url.fileName() or url.host())}” không phải tệp trên máy này; hãy lưu về "
            "máy rồi thêm lại."
        )
    path = Path(url.toLocalFile())
    try:
        if path.is_dir():
            return f"“{_short(path.name)}” là thư mục; hãy kéo từng tệp bên trong."
        if not path.is_file():
            return f"Không thấy tệp “{_short(path.name)}”; hãy kiểm tra ổ đĩa hoặc USB."
        size = path.stat().st_size
    except OSError:
        return f"Không đọc được tệp “{_short(path.name)}”; hãy kiểm tra ổ đĩa hoặc USB."
    if size > largest:
        return (
            f"Tệp “{_short(path.name)}” nặng {size_words(size)}, nhiều nhất là "
            f"{size_words(largest)}; hãy nén hoặc chia nhỏ."
        )
    return ""


def breakable(name: str) -> str:
    """``name`` with places where a line may break, which names of files seldom have."""
    return re.sub(r"([_.\-])|(\w{16})(?=\w)", lambda part: f"{part[0]}\u200b", name)


def size_words(size: int) -> str:
    """A size in bytes as people read it: 1,5 MB."""
    for unit, one in (("MB", 1024 * 1024), ("KB", 1024)):
        if size >= one:
            number = f"{size / one:.1f}".removesuffix(".0").replace(".", ",")
            return f"{number} {unit}"
    return "dưới 1 KB"


def _short(name: str) -> str:
    most = 60
    return name if len(name) <= most else f"{name[: most - 1]}…"
