"""The first screen of a new book: whose it is, and where it lies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot

import db.days
import db.errors
import db.unit
import ui.fields
import ui.first_run.places
import ui.picking
import ui.screen
import ui.steps
import ui.theme

_LINES = (
    ("name", "Tên chi bộ", "Như trên tiêu đề văn bản, ví dụ: Chi bộ Trường Tiểu học Đồi Thông"),
    (
        "code",
        "Mã đơn vị",
        "Ngắn, không dấu, đứng đầu tên mọi tệp hồ sơ báo cáo, ví dụ: CB-TH-DOITHONG",
    ),
    ("ward", "Phường", "Ví dụ: phường Sông Hiền"),
    ("upper", "Cấp trên trực tiếp", "Ví dụ: Đảng bộ phường Sông Hiền"),
    ("place", "Địa danh", "Đứng trước ngày tháng trên văn bản, ví dụ: Sông Hiền"),
    ("term_from", "Nhiệm kỳ từ ngày", "Ngày đại hội chi bộ, ví dụ: 20/6/2025"),
)
_HEADS_LIMIT = 2_000  # letters
_HEADS_HELP = (
    "Mỗi dòng một người; sau dấu phẩy là chức vụ, ví dụ: Lò Văn Pản, Hiệu trưởng. Ở tổ dân phố, "
    "ghi bí thư chi bộ."
)


class UnitScreen(ui.steps.Step):
    """The unit and the folder of its book; each error stands beside its field."""

    HELP = (
        "Điền tên, mã, cấp trên của chi bộ như trên văn bản: các mẫu báo cáo lấy từ đây. Riêng mã "
        "đơn vị lập sổ rồi thì không đổi được, vì đứng đầu tên mọi hồ sơ báo cáo; những mục khác "
        "về sau sửa trong Cài đặt. Nơi đặt sổ là thư mục trên máy này hoặc trên USB. Chưa có gì "
        "được ghi cho đến khi bấm “Lập sổ” ở bước sau."
    )

    completed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__("wizard.unit", 1)
        self._today = today
        self._entries = {
            name: ui.screen.Entry(f"wizard.unit.{name}", label, None, help_, wraps=True)
            for name, label, help_ in _LINES
        }
        kind, heads = ui.picking.Picker(), ui.fields.Long(_HEADS_LIMIT)
        for key, label in db.unit.KINDS.items():
            kind.addItem(label.capitalize(), key)
        self._kind = kind
        self._entries["kind"] = ui.screen.Entry("wizard.unit.kind", "Loại hình", kind)
        self._heads = ui.screen.Entry(
            "wizard.unit.heads", "Người đứng đầu đơn vị", heads, _HEADS_HELP
        )
        self._entries["heads"] = self._heads
        self._folder = ui.first_run.places.FolderEntry(
            "wizard.unit.folder", "Nơi đặt sổ", "So-Chi-bo"
        )
        self._build()
        self.next.clicked.connect(self.go_on)

    def values(self) -> dict[str, Any]:
        """The unit as it stands there, for ``db.book.make``; to be asked after ``completed``."""
        values: dict[str, Any] = {name: one.text().strip() for name, one in self._entries.items()}
        values["kind"] = self._kind.currentData()
        values["term_from"] = db.days.read(self._entries["term_from"].text(), self._today)
        values["heads"] = [_head(line) for line in values["heads"].splitlines() if line.strip()]
        return values

    def folder(self) -> Path:
        """Where the book is to lie."""
        return self._folder.folder()

    def refuse_folder(self, sentence: str) -> None:
        """Say at the folder why no book was made there, and let the person name another."""
        self._folder.refuse(sentence)
        self._folder.take_focus()

    def typed(self) -> bool:
        """Whether anything was typed or chosen."""
        lines = [one for name, one in self._entries.items() if name != "kind"]
        chosen = self._kind.currentIndex() > 0 or self._folder.typed()
        return chosen or any(one.text().strip() for one in lines)

    @Slot()
    def go_on(self) -> None:
        """Leave for the next screen, or stay at the first field that will not do."""
        wrong = [entry for name, entry in self._entries.items() if not self._check(name)]
        if not self._folder.check():
            wrong.append(self._folder)
        if not wrong:
            wrong = self._refused()
        if not wrong:
            self.completed.emit()
            return
        first = min(wrong, key=self.body.indexOf)
        first.take_focus()
        self.ensureWidgetVisible(first)

    def _check(self, name: str) -> bool:
        """Whether the field ``name`` will do; if not, its error says why."""
        entry = self._entries[name]
        typed = entry.text().strip()
        sentence = "" if typed else f"Hãy điền mục “{entry.label}”."
        if typed and name == "term_from":
            try:
                db.days.read(typed, self._today)
            except db.errors.RecordError as error:
                sentence = str(error)
        elif typed and name == "heads" and not all(h["name"] for h in map(_head, _lines(typed))):
            sentence = "Có dòng chưa có họ tên trước dấu phẩy; hãy bổ sung."
        entry.say(sentence)
        return not sentence

    def _refused(self) -> list[ui.screen.Entry]:
        """The field that the book itself would not take, its error beside it."""
        labels = {name: entry.label for name, entry in self._entries.items()}
        try:
            db.unit.checked(self.values(), labels)
        except db.errors.RecordError as error:
            named = [one for one in self._entries.values() if f"“{one.label}”" in str(error)]
            entry = (named or [self._entries["name"]])[0]
            entry.say(str(error))
            return [entry]
        return []

    def _build(self) -> None:
        explained = (
            "Những điều này đứng trên mọi văn bản và hồ sơ báo cáo; về sau sửa được trong Cài đặt. "
            "Mục nào cũng cần điền."
        )
        self.add(ui.theme.label(explained, "soft"))
        order = ("name", "code", "kind", "ward", "upper", "place", "term_from", "heads")
        entries = [*(self._entries[name] for name in order), self._folder]
        self.add(*entries, ui.screen.button_row(self.back, self.next, words=self.words))
        self.end()
        ui.screen.enter_leads_on(entries)
        self._folder.entered.connect(self.go_on)
        self.setFocusProxy(entries[0].editor)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _head(line: str) -> dict[str, str]:
    """Who heads the unit: the name, and after a comma the post."""
    name, _, post = line.partition(",")
    return {"name": name.strip(), "post": post.strip()}
