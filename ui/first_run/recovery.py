"""The recovery code on the screen: shown this once, printed or saved, two of its groups retyped."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

import db.errors
import db.files
import exports.recovery
import ui.background
import ui.choosing
import ui.printing
import ui.screen
import ui.steps
import ui.theme

_EXPLAINED = (
    "Mã này mở được sổ khi quên mật khẩu, và chỉ hiện một lần ở đây. Hãy in ra hoặc chép lại từng "
    "nhóm, cất nơi khác với máy tính. Mất cả mật khẩu và mã thì không ai mở được sổ."
)
_MADE = (
    "Sổ đã lập xong và mở được bằng mật khẩu. Thông tin đơn vị, người mở sổ về sau sửa được trong "
    "Cài đặt."
)
_DELETED = "Nếu lưu thành tệp PDF thì in xong hãy xóa tệp này, cả trong thùng rác của máy."
_FILE = "Ma-khoi-phuc.pdf"
_IN_A_ROW = 4
_ASKED = 2


class CodeScreen(ui.steps.Step):
    """The code in its groups; ``kept`` when two of them, chosen at random, were typed rightly.

    ``in_wizard`` False is for a new code of a book that exists already, ``alone`` False for one
    that is shown on the desk.
    """

    HELP = (
        "Mã khôi phục gồm tám nhóm chữ, mở được sổ khi quên mật khẩu. Bấm “In mã khôi phục”, hoặc "
        "chép từng nhóm ra giấy, rồi gõ lại hai nhóm được hỏi từ tờ giấy ấy. Nút vào sổ bấm được "
        "khi cả hai nhóm đã khớp. Cất tờ giấy ở nơi khác với máy tính."
    )

    kept = Signal()

    def __init__(  # noqa: PLR0913 - what the sheet says, and the two places it is shown in
        self,
        unit: str,
        today: date,
        code: str,
        folder: Path,
        *,
        in_wizard: bool = False,
        alone: bool = True,
    ) -> None:
        super().__init__("wizard.code", 3 if in_wizard else 0, alone=alone)
        self._sheet = (unit, today, code, str(folder))
        self._groups = code.split("-")
        self._jobs = ui.background.Jobs()
        self.asked = sorted(secrets.SystemRandom().sample(range(1, len(self._groups) + 1), _ASKED))
        self._entries = [
            ui.screen.Entry(f"wizard.code.group{order}", f"Gõ lại nhóm {number}")
            for order, number in enumerate(self.asked, 1)
        ]
        self._print = ui.theme.button("In mã khôi phục", "wizard.code.print")
        self._save = ui.theme.button("Lưu thành tệp PDF…", "wizard.code.save")
        self.next.setText("Vào sổ")
        if not in_wizard:
            self.title.setText("Mã khôi phục mới")
        self._build(in_wizard=in_wizard)
        self._connect()
        self._judge()

    def pdf(self) -> bytes:
        """The recovery sheet."""
        return exports.recovery.sheet(*self._sheet)

    def _build(self, *, in_wizard: bool) -> None:
        self.back.hide()
        self.add(ui.theme.label(f"{_MADE} {_EXPLAINED}" if in_wizard else _EXPLAINED))
        self.add(self._show_groups(), ui.screen.button_row(self._print, self._save))
        self.add(ui.theme.label(_DELETED, "soft"))
        first, second = self.asked
        asked = f"Gõ lại nhóm {first} và nhóm {second} từ tờ giấy, để chắc rằng đã có mã trong tay."
        self.add(ui.theme.label(asked), *self._entries)
        self.add(ui.screen.button_row(self.next, words=self.words))
        self.end()
        self.setFocusProxy(self._print)

    def _show_groups(self) -> QWidget:
        """The groups, numbered, four in a row."""
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for index, group in enumerate(self._groups):
            grid.addWidget(_group(index + 1, group), *divmod(index, _IN_A_ROW))
        return ui.screen.card(made)

    def _connect(self) -> None:
        self._print.clicked.connect(self._print_sheet)
        self._save.clicked.connect(self._save_sheet)
        self.next.clicked.connect(self._go_on)
        ui.screen.enter_leads_on(self._entries)
        self._entries[-1].entered.connect(self._go_on)
        for entry in self._entries:
            entry.edited.connect(self._judge)
            entry.entered.connect(self._name_slips)

    @Slot()
    def _judge(self) -> None:
        """Let the person go on when both groups are right; name a slip once a group is whole."""
        right = [self._is_right(at) for at in range(_ASKED)]
        for at, entry in enumerate(self._entries):
            whole = len(_letters(entry.text())) >= len(self._groups[0])
            entry.say(self._slip(at) if whole and not right[at] else "")
        self.next.setEnabled(all(right))

    @Slot()
    def _name_slips(self) -> None:
        """Enter was pressed: also a group that is not whole is named."""
        for at, entry in enumerate(self._entries):
            if entry.text() and not self._is_right(at):
                entry.say(self._slip(at))

    def _is_right(self, at: int) -> bool:
        return _letters(self._entries[at].text()) == self._groups[self.asked[at] - 1]

    def _slip(self, at: int) -> str:
        return f"Chưa khớp nhóm {self.asked[at]}; hãy xem lại nhóm này trên tờ giấy rồi gõ lại."

    @Slot()
    def _go_on(self) -> None:
        if self.next.isEnabled():
            self.kept.emit()

    @Slot()
    def _print_sheet(self) -> None:
        try:
            ui.printing.print_pdf(
                self.pdf(), self, self._jobs, said=self._tell, failed=self._warn, name=_FILE
            )
        except db.errors.RecordError as error:
            self._warn(str(error))

    @Slot()
    def _save_sheet(self) -> None:
        target = ui.choosing.save(
            self, "Lưu mã khôi phục", [ui.choosing.PDF], _FILE, purpose="recovery"
        )
        if target is None:
            return
        try:
            db.files.write_whole(target, self.pdf())
        except db.errors.RecordError as error:
            self._warn(str(error))
            return
        self._tell(
            f"Đã lưu “{target}”. Ai có tệp này và tệp sổ thì mở được sổ: in xong hãy xóa, hoặc "
            "chép sang USB riêng."
        )

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        self.notice.say(sentence, "green")

    @Slot(str)
    def _warn(self, sentence: str) -> None:
        self.notice.say(sentence, "amber")


def _group(number: int, letters: str) -> QFrame:
    """One group under its number, to be read off and copied by hand."""
    made = QFrame()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    caption = ui.theme.label(f"nhóm {number}", "soft")
    shown = ui.theme.label(letters, "code")
    shown.setWordWrap(False)
    shown.setObjectName(f"wizard.code.shown{number}")
    shown.setAccessibleName(f"Nhóm {number}: {' '.join(letters)}")
    column.addWidget(caption)
    column.addWidget(shown)
    return made


def _letters(typed: str) -> str:
    """The letters of a group as typed; blanks, dashes and case do not matter."""
    return "".join(one for one in typed.upper() if one.isalnum())
