"""The section of erasing for good: for a fixed reason, after the record's name was typed again."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot

import db.book
import db.book.erasing
import db.errors
import db.history
import db.moments
import db.purging
import db.telling
import db.text
import exports.sheets
import ui.fields
import ui.fields.cell
import ui.page
import ui.search
import ui.session
import ui.settings.deeds
import ui.settings.section
import ui.theme

_LONGEST = 50  # letters of a name that are to be typed again; a longer one ends at a word
_NOT_THIS = "Không xóa hẳn riêng được {kind}; hãy chọn buổi sinh hoạt, văn bản hoặc hồ sơ chứa nó."


def to_type(title: str) -> str:
    """What is to be typed again of a record's name: all of it, or its first words."""
    plain = " ".join(title.split())
    if len(plain) <= _LONGEST:
        return plain
    return plain[: plain.rfind(" ", 0, _LONGEST + 1)] if " " in plain[:_LONGEST] else plain


def same(typed: str, wanted: str) -> bool:
    """Whether ``typed`` says ``wanted``; case, marks and surplus blanks do not matter."""
    return db.text.words(db.text.fold(typed)) == db.text.words(db.text.fold(wanted))


class Erasing(ui.settings.section.Section):
    """Choose a record, say why, type its name again, erase it, print what is left to destroy."""

    NAME: ClassVar[str] = "erasing"

    def __init__(self, session: ui.session.Session, notice: ui.page.Notice) -> None:
        super().__init__(session, notice)
        self._alone = ui.settings.deeds.Alone(session, self)
        self._record: tuple[str, int] | None = None
        self._wanted = ""
        self._lines: list[str] = []
        self.search = ui.search.SearchBox(session)
        self.search.setObjectName("settings.erasing.search")
        self.search.setAccessibleName("Tìm hồ sơ cần xóa hẳn")
        self.search.setPlaceholderText("Gõ tên hồ sơ, không cần dấu")
        self._binned = ui.fields.Choice({})
        self._chosen = ui.settings.section.told("settings.erasing.chosen")
        self._reason = ui.fields.Choice(db.history.ERASE_REASONS)
        self._again = ui.fields.Line()
        self._sheet = ui.settings.section.told("settings.erasing.sheet")
        self._erase = ui.theme.button("Xóa hẳn nội dung", "settings.erasing.erase", "stop")
        self._give_up = ui.theme.button("Thôi, giữ lại", "settings.erasing.leave")
        self._paper = ui.theme.button("In phiếu", "settings.erasing.print", "primary")
        self._build()
        self._connect()

    def reload(self) -> None:
        """Read what lies in the bin and can be chosen."""
        binned = db.purging.binned(self.session.today)
        box = self._binned.box
        box.clear()
        for one in binned:
            box.addItem(f"{db.telling.kind_words(one.kind)}: {one.title}", (one.kind, one.id))
        box.setCurrentIndex(-1)
        self._bin_cell.setVisible(bool(binned))
        if self._record is not None and db.purging.find(*self._record) is None:
            self.give_up()

    @Slot(str, int)
    def choose(self, kind: str, number: int) -> None:
        """Ask for the reason and the name of the record that was chosen."""
        self.notice.clear()
        try:
            record = db.purging.find(kind, number)
        except db.errors.RecordError:
            words = db.telling.kind_words(kind).lower()
            self.notice.say(_NOT_THIS.format(kind=words), "amber")
            return
        if record is None:
            return
        self._record = (kind, number)
        title = record.search_entry()[0]
        self._wanted = to_type(title)
        self._chosen.setText(f"{db.telling.kind_words(kind)}: {title}")
        self._again_cell.say("")
        self._again.put("")
        self._reason.put(None)
        self._asked.setText(f"Gõ lại để xác nhận: “{self._wanted}”")
        self._asking.show()
        self._done.hide()
        self._reason.inner().setFocus()

    @Slot()
    def give_up(self) -> None:
        """Erase nothing."""
        self._record = None
        self._asking.hide()
        self.search.clear()
        self.search.setFocus()

    def _build(self) -> None:
        cell = ui.fields.cell.Cell
        self._bin_cell = cell(
            "settings.erasing.binned", "Hoặc chọn hồ sơ đang ở thùng rác", self._binned, ""
        )
        self._reason_cell = cell("settings.erasing.reason", "Lý do (bắt buộc)", self._reason, "")
        self._asked = ui.theme.label()
        self._again_cell = cell(
            "settings.erasing.title",
            "Tên hồ sơ (bắt buộc)",
            self._again,
            "Không phân biệt chữ hoa, chữ thường; không cần gõ dấu.",
        )
        label = ui.theme.label("Hồ sơ cần xóa hẳn")
        label.setBuddy(self.search)
        explained = ui.settings.section.words()["erasing"]
        words = ui.settings.section.paragraphs(explained)
        self.card("Xóa hẳn nội dung theo quy định", *words, label, self.search, self._bin_cell)
        self._asking = self.card(
            "Xóa hẳn hồ sơ này?",
            self._chosen,
            self._reason_cell,
            self._asked,
            self._again_cell,
            ui.settings.section.flow(self._give_up, self._erase),
        )
        self._done = self.card("Đã xóa hẳn", self._sheet, ui.settings.section.flow(self._paper))
        self._asking.hide()
        self._done.hide()
        self.column.addStretch(1)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.open_requested.connect(self.choose)
        self._binned.box.activated.connect(self._choose_binned)
        self._give_up.clicked.connect(self.give_up)
        self._erase.clicked.connect(self._check)
        # Enter leads on, to the button at last: what cannot be undone is begun there alone.
        self._reason.entered.connect(self._again.take_keys)
        self._again.entered.connect(self._erase.setFocus)
        self._paper.clicked.connect(self._print_sheet)

    @Slot()
    def _choose_binned(self) -> None:
        found = self._binned.box.currentData()
        if found is not None:
            self.choose(str(found[0]), int(found[1]))

    @Slot()
    def _check(self) -> None:
        """Erase, if the reason is given and the name typed again."""
        reason = self._reason.value()
        self._reason_cell.say("" if reason else "Hãy chọn lý do.")
        right = same(self._again.typed(), self._wanted)
        self._again_cell.say("" if right else f"Chưa khớp; hãy gõ lại: “{self._wanted}”.")
        if self._record is None or not reason:
            self._reason.inner().setFocus()
        elif not right:
            self._again.inner().setFocus()
        else:
            book = self.session.book
            verb = partial(_erased, book, self._record, str(reason), self.session.now())
            self._alone.do("Xóa hẳn nội dung", verb, self._settle)

    def _settle(self, outcome: object) -> None:
        """Show what is left to be destroyed by hand."""
        if isinstance(outcome, db.errors.RecordError):
            self.warn(str(outcome))
            return
        kind = self._record[0] if self._record is not None else ""
        self._lines = [str(one) for one in outcome] if isinstance(outcome, list) else []
        self._record = None
        self.session.undoing.clear()
        self.session.tell(kind)
        self.search.clear()
        self._sheet.setText("\n".join(self._lines))
        self._asking.hide()
        self._done.show()
        self._paper.setFocus()
        self.tell("Đã xóa hẳn. Hãy in phiếu bên dưới và hủy các bản còn lại ghi trên phiếu.")

    @Slot()
    def _print_sheet(self) -> None:
        self.print_sheet("Phieu-xoa-han.pdf", partial(exports.sheets.lines, list(self._lines)))


def _erased(
    book: db.book.Book, record: tuple[str, int], reason: str, moment: db.moments.Moment
) -> list[str]:
    """The sheet of what is left to destroy, once the record is erased."""
    done = db.book.erasing.erase(book, *record, reason, moment)
    return db.book.erasing.destroy_sheet(done, book)


SECTION = Erasing
