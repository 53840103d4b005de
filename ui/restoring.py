"""A book out of a backup file: which file, where to, and the password that proves it whole."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

import db.book.backup
import db.book.keys
import db.errors
import db.moments
import ui.background
import ui.choosing
import ui.first_run.places
import ui.picking
import ui.screen
import ui.theme

_EXPLAINED = (
    "Sổ được phục hồi vào một thư mục mới; sổ đang có và bản sao lưu giữ nguyên. Mật khẩu là mật "
    "khẩu lúc làm bản sao lưu."
)
_FILE = "Bản sao lưu của sổ (*.zip)"
# Not the sentence of the book: that one sends people to a recovery code, which is not taken here.
_REFUSED = (
    "Mật khẩu chưa đúng; đồng chí kiểm tra phím Caps Lock, bộ gõ tiếng Việt rồi gõ lại mật khẩu "
    "dùng lúc làm bản sao lưu."
)


class Restoring(ui.screen.Screen):
    """``finished`` carries the folder of the restored book, who opens it and the password."""

    HELP = (
        "Chọn tệp bản sao lưu (đuôi .zip), chọn một thư mục mới để đặt sổ, rồi gõ mật khẩu dùng "
        "lúc làm bản sao lưu. Chương trình kiểm tra cả bản sao lưu trước; xong thì sổ phục hồi "
        "được mở ra. Sổ đang có và bản sao lưu giữ nguyên."
    )

    finished = Signal(object, str, str)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__("restore", "Phục hồi sổ từ bản sao lưu")
        self._file = ui.screen.Entry("restore.file", "Bản sao lưu", wraps=True)
        self._choose = ui.theme.button("Chọn…", "restore.choose")
        self._choose.setAccessibleName("Chọn bản sao lưu")
        self._held = ui.theme.label("", "soft")
        self._held.setObjectName("restore.held")
        self._folder = ui.first_run.places.FolderEntry(
            "restore.folder", "Phục hồi vào thư mục", "So-Chi-bo"
        )
        self._people = ui.picking.Picker()
        self._person = ui.screen.Entry("restore.person", "Người mở sổ", self._people)
        self._password = ui.screen.PasswordEntry("restore.password", "Mật khẩu")
        self._words = ui.theme.label("", "soft")
        self._words.setObjectName("restore.words")
        self._restore = ui.theme.button("Phục hồi sổ", "restore.do", "primary")
        self._back = ui.theme.button("Quay lại", "restore.back")
        self._build()
        self._connect()
        self._look()

    def take_file(self, file: Path) -> None:
        """Let ``file`` be the backup: chosen or dropped."""
        self._file.put(str(file))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing nearer takes it and nothing typed would be lost, goes back."""
        leaves = event.key() == Qt.Key.Key_Escape and not self.help.isVisible()
        if leaves and not self._typed():
            self._back.click()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> bool:
        return bool(self._file.text() or self._password.text()) or self._folder.typed()

    def _build(self) -> None:
        self._file.row.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignTop)
        self._file.add_below(self._held)
        self.add(
            ui.theme.label(_EXPLAINED, "soft"),
            self._file,
            self._folder,
            self._person,
            self._password,
            ui.screen.button_row(self._back, self._restore, words=self._words),
        )
        self.end()
        self.setFocusProxy(self._file.editor)

    def _connect(self) -> None:
        ui.screen.enter_leads_on([self._file, self._folder, self._password])
        self._file.edited.connect(self._look)
        self._choose.clicked.connect(self._ask)
        self._password.entered.connect(self.restore)
        self._restore.clicked.connect(self.restore)
        self._back.clicked.connect(self.given_up)

    @Slot()
    def restore(self) -> None:
        """Put the book back, if everything needed is there."""
        if not self._restore.isEnabled():
            return
        self.notice.clear()
        if not self._file.text().strip():
            self._file.say("Hãy chọn tệp của bản sao lưu.")
        elif not self._password.text():
            self._password.say("Hãy gõ mật khẩu.")
        wrong = [one for one in (self._file, self._password) if one.error()]
        if not self._folder.check():
            wrong.append(self._folder)
        if wrong:
            wrong[0].take_focus()
            return
        self._set_busy("Đang phục hồi và kiểm tra sổ…")
        secret = db.book.keys.Secret(self._person.text() or None, self._password.text())
        work = functools.partial(_restore, self._path(), self._folder.folder(), secret)
        job = ui.background.Job("Phục hồi sổ", work, with_book=False)
        job.done.connect(self._settle)
        job.failed.connect(self._fail)
        job.start()

    def _path(self) -> Path:
        return Path(self._file.text().strip().strip('"')).expanduser()

    @Slot()
    def _ask(self) -> None:
        chosen = ui.choosing.file(self, "Chọn bản sao lưu", [_FILE], purpose="backup")
        if chosen is not None:
            self.take_file(chosen)

    @Slot()
    def _look(self) -> None:
        """Say what the file that stands there holds, and whose passwords open it."""
        path = self._path()
        held = db.book.backup.read_held(path) if path.suffix.lower() == ".zip" else None
        people = db.book.backup.people(path) if held is not None else []
        self._held.setText(_told(held))
        self._held.setVisible(held is not None)
        self._people.clear()
        self._people.addItems(people)
        self._person.setVisible(len(people) > 1)

    @Slot(object)
    def _settle(self, outcome: object) -> None:
        self._set_busy("")
        if isinstance(outcome, db.errors.WrongPassword):
            self._password.say(_REFUSED)
            self._password.take_focus()
        elif isinstance(outcome, db.errors.BookError) and self._folder.check():
            self.notice.say(str(outcome))
            self._file.take_focus()  # the folder will do: the file is to blame
        elif isinstance(outcome, db.errors.RecordError):
            self._folder.refuse(str(outcome))
            self._folder.take_focus()
        else:
            password = self._password.text()
            self._password.clear()
            self.finished.emit(self._folder.folder(), self._person.text(), password)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        """A fault of ours: nothing typed is to blame, so the keys stay with trying again."""
        self._set_busy("")
        self.notice.say(sentence)
        self._restore.setFocus()

    def _set_busy(self, words: str) -> None:
        self._words.setText(words)
        for one in (
            self._file, self._folder, self._person, self._password, self._restore, self._back,
        ):  # fmt: skip
            one.setEnabled(not words)


def _told(held: dict[str, Any] | None) -> str:
    """What a backup says it holds, in a sentence."""
    try:
        return f"Bản sao lưu làm lúc {db.moments.shown(str((held or {})['made_at']))}."
    except (KeyError, ValueError):
        return "Bản sao lưu không ghi ngày giờ."


def _restore(
    file: Path, folder: Path, secret: db.book.keys.Secret, _tick: ui.background.Tick
) -> db.errors.RecordError | None:
    """Put the book back; or why it could not be done."""
    try:
        db.book.backup.restore(file, folder, secret)
    except db.errors.RecordError as error:
        return error
    return None
