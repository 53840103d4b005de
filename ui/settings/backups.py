"""The section of backups: the last good one, a copy on a stick, restoring, checking the book."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QWidget

import db.book
import db.book.backup
import db.book.checks
import db.book.rotation
import db.days
import db.errors
import db.moments
import db.unit
import exports.sheets
import ui.background
import ui.choosing
import ui.page
import ui.printing
import ui.session
import ui.settings.section
import ui.settings.values
import ui.theme

_RECORDS = ("members", "documents", "tasks", "task_series", "meetings", "reports")
_LISTED = 12  # automatic backups named one by one
_ZIP = "Bản sao lưu (*.zip)"
_EXPLAINED = (
    "Mỗi ngày có ghi sổ, chương trình tự làm một bản sao lưu trong thư mục của sổ. Ổ đĩa hỏng thì "
    "mất cả sổ lẫn các bản ấy, nên mỗi tuần hãy sao lưu ra USB và cất USB nơi khác."
)
_OPENS_WITH = (
    "Bản này mở bằng mật khẩu đang dùng hôm nay, kể cả khi sau này đổi mật khẩu. Hãy rút USB an "
    "toàn và cất nơi khác với máy tính."
)
_CHECKING = (
    "Xem từng trang của tệp sổ, chuỗi lịch sử, tệp khóa và sự khớp nhau của các hồ sơ. Sổ lớn có "
    "thể mất một lúc; trong lúc đó vẫn xem được các trang."
)


class Backups(ui.settings.section.Section):
    """What keeps the book safe."""

    NAME: ClassVar[str] = "backups"

    def __init__(self, session: ui.session.Session, notice: ui.page.Notice) -> None:
        super().__init__(session, notice)
        said = ui.settings.section.told
        self._last = said("settings.backups.last", "Đang xem các bản sao lưu…", "heading")
        self._listed = said("settings.backups.list", role="soft")
        self._result = said("settings.backups.result")
        self._folder = said("settings.backups.folder")
        button = ui.theme.button
        self._held_keys = False  # whether the button that rests had the keys
        self._make = button("Sao lưu ngay ra USB…", "settings.backups.make", "primary")
        self._check = button("Kiểm tra sổ", "settings.backups.check")
        self._card = button("In tờ hướng dẫn phục hồi", "settings.backups.card")
        self._show = button("Mở thư mục của sổ", "settings.backups.open_folder")
        self._other = button("Mở sổ khác…", "settings.backups.other")
        self._values = ui.settings.values.Values(session, ("backup",))
        self._build()
        self._make.clicked.connect(self._back_up)
        self._check.clicked.connect(self._look)
        self._card.clicked.connect(self._print_card)
        self._show.clicked.connect(self._open_folder)
        self._other.clicked.connect(partial(self.open_requested.emit, "book", 0))

    def reload(self) -> None:
        """Read which backups there are, beside the window: a stick may be slow."""
        self._folder.setText(f"Sổ đặt tại: {self.session.book.folder}")
        self._values.reload()
        self.session.jobs.run(
            "Xem các bản sao lưu",
            partial(_held, self.session.book),
            on_done=self._show_held,
            on_failed=self._last.setText,
            alone=False,
            with_book=False,
        )

    def leaving(self) -> str:
        """Save what is being typed; a sentence naming what could not be saved, or ""."""
        return self._values.leaving()

    def _build(self) -> None:
        flow = ui.settings.section.flow
        self.card(
            "Sao lưu",
            self._last,
            ui.theme.label(_EXPLAINED, "soft"),
            flow(self._make),
            ui.page.heading("Các bản tự động trong thư mục của sổ"),
            self._listed,
        )
        self._result.hide()
        self.card("Kiểm tra sổ", ui.theme.label(_CHECKING, "soft"), flow(self._check), self._result)
        steps: list[QWidget] = list(ui.settings.section.paragraphs(exports.sheets.restoring()))
        self.card("Phục hồi sổ từ bản sao lưu", *steps, flow(self._card))
        self.card("Nơi đặt sổ", self._folder, flow(self._show, self._other))
        self.column.addWidget(self._values)
        self.column.addStretch(1)
        self.setFocusProxy(self._make)

    def _show_held(self, held: Sequence[db.book.rotation.Kept]) -> None:
        """Say which backup is the last good one, and which others there are."""
        self._last.setText(_last(held))
        lines = [f"{db.days.shown(one.day)}: {records(one.held)} hồ sơ" for one in held[:_LISTED]]
        if len(held) > _LISTED:
            lines.append(f"và {len(held) - _LISTED} bản cũ hơn.")
        self._listed.setText("\n".join(lines) or "Chưa có bản nào.")

    @Slot()
    def _back_up(self) -> None:
        """Make a backup where the person says."""
        name = f"So-luu_{db.unit.get().code}_{self.session.today:%Y-%m-%d}.zip"
        path = ui.choosing.save(self, "Sao lưu sổ", [_ZIP], name, purpose="backup")
        if path is not None:
            self._rest(self._make)
            self.session.jobs.run(
                "Sao lưu sổ",
                partial(_made, self.session.book, path, self.session.now().at),
                on_done=partial(self._tell_made, path),
                on_failed=self._fail,
                on_cancelled=partial(self._fail, "Đã dừng; chưa làm bản sao lưu nào."),
                at_once=True,
            )

    def _tell_made(self, path: Path, held: dict[str, Any]) -> None:
        self._wake(self._make)
        self.tell(
            f"Đã sao lưu {records(held)} hồ sơ vào “{path}”; đã mở thử, đếm lại. {_OPENS_WITH}"
        )

    def _fail(self, sentence: str) -> None:
        self._wake(self._make)
        self.warn(sentence)

    @Slot()
    def _look(self) -> None:
        """Check the book beside the window."""
        self._say("Đang kiểm tra sổ…", "")
        self._rest(self._check)
        self.session.jobs.run(
            "Kiểm tra sổ",
            partial(_problems, self.session.book),
            on_done=self._judge,
            on_failed=partial(self._say, tone="error"),
            on_cancelled=partial(self._say, "Đã dừng kiểm tra; chưa có kết quả.", ""),
            at_once=True,
        )

    def _judge(self, problems: Sequence[str]) -> None:
        """Say what the check found."""
        when = db.moments.shown(self.session.now().at)
        if not problems:
            self._say(f"Sổ nguyên vẹn (kiểm tra lúc {when}).", "good")
            return
        lines = [f"Kiểm tra lúc {when} thấy {len(problems)} điều:", *problems]
        lines.append("Hãy giữ nguyên sổ, không xóa tệp nào, và báo người hỗ trợ.")
        self._say("\n".join(lines), "error")

    def _say(self, words: str, tone: str) -> None:
        self._wake(self._check)
        ui.theme.restyle(self._result, "role", tone)
        self._result.setText(words)
        self._result.show()

    def _rest(self, button: QPushButton) -> None:
        """Nothing more by this button until its work is over."""
        self._held_keys = self.window().focusWidget() is button  # a dialog may just have closed
        button.setEnabled(False)

    def _wake(self, button: QPushButton) -> None:
        """The work is over: the keys come back to its button, which lost them by resting."""
        button.setEnabled(True)
        if self._held_keys and self.isVisible():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._held_keys = False

    @Slot()
    def _print_card(self) -> None:
        draw = partial(
            exports.sheets.restoring_card,
            str(db.unit.get().name),
            str(self.session.book.folder),
            self.session.today,
        )
        self.print_sheet("Cach-phuc-hoi-so.pdf", draw)

    @Slot()
    def _open_folder(self) -> None:
        try:
            ui.printing.open_outside(self.session.book.folder)
        except db.errors.RecordError as error:
            self.warn(str(error))


def records(held: dict[str, Any]) -> int:
    """How many records a backup says it holds, facts and history aside."""
    counts = held.get("counts")
    if not isinstance(counts, dict):
        return 0
    return sum(counts[name] for name in _RECORDS if type(counts.get(name)) is int)


def _last(held: Sequence[db.book.rotation.Kept]) -> str:
    """The last good backup, in a sentence."""
    if not held:
        return "Chưa có bản sao lưu nào; hãy sao lưu ra USB."
    try:
        at = db.moments.shown(str(held[0].held["made_at"]))
    except (KeyError, ValueError):
        at = db.days.shown(held[0].day)
    return f"Bản sao lưu tự động gần nhất: {at}, {records(held[0].held)} hồ sơ; đã kiểm tra."


def _held(book: db.book.Book, _tick: ui.background.Tick) -> list[db.book.rotation.Kept]:
    return db.book.rotation.held(book)


def _made(book: db.book.Book, path: Path, at: str, tick: ui.background.Tick) -> dict[str, Any]:
    """The backup, made and counted."""
    tick("Chép, mở thử và đếm lại", 0, 0)
    return db.book.backup.make(book, path, at)


def _problems(book: db.book.Book, tick: ui.background.Tick) -> list[str]:
    """What is wrong with the book."""
    tick("Xem từng trang, từng hồ sơ", 0, 0)
    return db.book.checks.problems(book)


SECTION = Backups
