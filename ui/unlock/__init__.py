"""Opening a book: who, with which password, and what to do when it does not open.

The password is worked on in a thread (Argon2id takes its time on purpose, and an older book may
have to be brought up on a backup first); the connection that comes out belongs to that thread, so
it is closed there and opened again here.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

import db.base
import db.book
import db.book.keyfile
import db.book.keys
import db.errors
import db.moments
import db.unit
import ui.background
import ui.first_run.recovery
import ui.picking
import ui.screen
import ui.theme
import ui.unlock.afterwards

Now = Callable[[str], db.moments.Moment]  # the moment in which somebody acts
_MISSING = "Hãy gõ mật khẩu."
_MISSING_CODE = "Hãy gõ mã khôi phục trên tờ giấy đã in."


class Unlock(QStackedWidget):
    """The screens before an existing book: its password, after the recovery code a new one.

    ``code_to_copy`` says that nobody has shown yet that the book's recovery code stands on paper:
    a new one is offered. ``opened`` carries the open book, its connection that of this thread.
    """

    opened = Signal(object)
    code_copied = Signal(object)  # the folder of the book
    other_wanted = Signal()
    new_wanted = Signal()
    restore_wanted = Signal()
    verify_wanted = Signal()
    dropped = Signal(object)  # files, to be judged

    def __init__(self, folder: Path, now: Now, *, code_to_copy: bool = False) -> None:
        super().__init__()
        self._now, self._code_to_copy = now, code_to_copy
        self._book: db.book.Book | None = None
        self.question = _Question(folder, now)
        self.addWidget(self.question)
        self.question.opened.connect(self._go_on)
        self.question.other_wanted.connect(self.other_wanted)
        self.question.new_wanted.connect(self.new_wanted)
        self.question.restore_wanted.connect(self.restore_wanted)
        self.question.verify_wanted.connect(self.verify_wanted)
        self.question.dropped.connect(self.dropped)
        self.setFocusProxy(self.question)

    def go_on_from(self, before: Unlock) -> None:
        """The person looked aside and came back: wrong tries count on, and so does their pause."""
        if before.question.folder == self.question.folder:
            self.question.wait_after(before.question.failures)

    def choose(self, person: str) -> None:
        """Let ``person`` be the one who opens the book, until another is chosen."""
        self.question.choose(person)

    def enter(self, person: str, password: str) -> None:
        """Open with a password that was typed a moment ago elsewhere (first run, restoring)."""
        self.question.enter(person, password)

    def abandon(self) -> None:
        """The program closes: a book that is open but not handed over is closed."""
        if self._book is not None:
            self._book.close()
            self._book = None

    @Slot(object)
    def _go_on(self, book: db.book.Book) -> None:
        self._book = book
        if book.slot.id == db.book.keyfile.RECOVERY:
            screen = ui.unlock.afterwards.NewPassword(book, self._now)
            screen.over.connect(self._offer_code)
            self._front(screen)
        else:
            self._offer_code()

    @Slot()
    def _offer_code(self) -> None:
        if self._book is not None and self._code_to_copy:
            screen = ui.unlock.afterwards.NewCode(self._book, self._now)
            screen.made.connect(self._show_code)
            screen.over.connect(self._hand_over)
            self._front(screen)
        else:
            self._hand_over()

    @Slot(str)
    def _show_code(self, code: str) -> None:
        if self._book is not None:
            unit, today = db.unit.get().name, self._now("").today
            screen = ui.first_run.recovery.CodeScreen(unit, today, code, self._book.folder)
            screen.kept.connect(self._code_kept)
            self._front(screen)

    @Slot()
    def _code_kept(self) -> None:
        if self._book is not None:
            self.code_copied.emit(self._book.folder)
        self._hand_over()

    @Slot()
    def _hand_over(self) -> None:
        book, self._book = self._book, None
        if book is not None:
            self.opened.emit(book)

    def _front(self, screen: QWidget) -> None:
        self.addWidget(screen)
        self.setCurrentWidget(screen)
        screen.setFocus()


class _Question(ui.screen.Screen):
    """Who opens the book, and the password or the recovery code."""

    HELP = (
        "Chọn họ tên nếu có nhiều người mở sổ, gõ mật khẩu rồi bấm Enter. Gõ sai nhiều lần thì "
        "phải chờ một lúc, sổ không mất gì. Quên mật khẩu thì bấm “Dùng mã khôi phục” và gõ tám "
        "nhóm trên tờ giấy đã in khi lập sổ. Sổ cất ở nơi khác thì bấm “Sổ khác…”; sổ hỏng hoặc "
        "mất thì phục hồi từ bản sao lưu."
    )

    opened = Signal(object)
    other_wanted = Signal()
    new_wanted = Signal()
    restore_wanted = Signal()
    verify_wanted = Signal()

    def __init__(self, folder: Path, now: Now) -> None:
        super().__init__("unlock", "Mở sổ")
        self.folder, self._now = folder, now
        self.failures, self._wait, self._by_code = 0, 0, False  # failures: wrong tries in a row
        self._eager = False  # Enter was pressed during a pause
        self._clock = QTimer(self, interval=1000)
        self._clock.setObjectName("unlock.pause")
        self._clock.timeout.connect(self._tick)
        self._people = ui.picking.Picker()
        self._person = ui.screen.Entry("unlock.person", "Người mở sổ", self._people)
        self._alone = ui.theme.label("", "soft")
        self._alone.setObjectName("unlock.alone")
        self._password = ui.screen.PasswordEntry("unlock.password", "Mật khẩu")
        self._code = ui.screen.Entry(
            "unlock.code", "Mã khôi phục", told="Tám nhóm trên tờ giấy đã in; chữ thường cũng được."
        )
        self._open = ui.theme.button("Mở sổ", "unlock.open", "primary")
        self._words = ui.theme.label("", "soft")
        self._words.setObjectName("unlock.words")
        self._switch = ui.theme.button("Dùng mã khôi phục", "unlock.use_code", "link")
        self._ways = [
            ui.theme.button("Sổ khác…", "unlock.other", "link"),
            ui.theme.button("Lập sổ mới", "unlock.new", "link"),
            ui.theme.button("Phục hồi từ bản sao lưu", "unlock.restore", "link"),
            ui.theme.button("Kiểm tra hồ sơ báo cáo", "unlock.verify", "link"),
        ]
        self._build()
        self._connect()
        self.look()

    def look(self) -> None:
        """Look at the folder: who can open the book in it, or why nobody can."""
        self.notice.clear()
        try:
            people = [slot.name for slot in db.book.found(self.folder).people()]
        except db.errors.RecordError as error:
            self._card.hide()
            self.notice.say(str(error), "amber", ("Thử lại", self.look))
            self._ways[0].setFocus()
            return
        self._people.clear()
        self._people.addItems(people)
        self._card.show()
        self._arrange()

    def _build(self) -> None:
        name = ui.theme.label(self.folder.name or str(self.folder), "heading")
        name.setObjectName("unlock.book")
        self.add(name, ui.theme.label(f"Sổ ở thư mục: {self.folder}", "soft"))
        self._card = ui.screen.card(
            self._person,
            self._alone,
            self._password,
            self._code,
            ui.screen.button_row(self._open, words=self._words),
            ui.screen.link_row(self._switch),
        )
        self.add(self._card, ui.screen.link_row(*self._ways))
        self.end()
        self.setFocusProxy(self._password.editor)

    def _connect(self) -> None:
        self._open.clicked.connect(self.open)
        self._person.entered.connect(self._password.take_focus)
        self._person.edited.connect(functools.partial(self._password.say, ""))  # that was another's
        self._password.entered.connect(self.open)
        self._code.entered.connect(self.open)
        self._switch.clicked.connect(self._use_other_way)
        ways = (self.other_wanted, self.new_wanted, self.restore_wanted, self.verify_wanted)
        for button, signal in zip(self._ways, ways, strict=True):
            button.clicked.connect(signal)

    def takes_files(self) -> bool:
        """They are judged, which needs no book, but not while one is being opened."""
        return all(one.isEnabled() for one in self._ways)

    def wait_after(self, failures: int) -> None:
        """Let the pause after so many wrong tries begin."""
        self.failures, self._wait = failures, db.book.pause_after(failures)
        self._tell_wait()
        if self._wait > 0:
            self._clock.start()

    def choose(self, person: str) -> None:
        """Choose who opens the book."""
        self._person.choose(person)

    def enter(self, person: str, password: str) -> None:
        """Open as if a person had typed this."""
        self._person.choose(person)
        self._password.put(password)
        self.open()

    @Slot()
    def open(self) -> None:
        """Try to open the book with what was typed; during a pause, once it is over."""
        field = self._code if self._by_code else self._password
        if self._wait > 0:
            self._eager = True
            self._tell_wait()
            return
        if not self._open.isEnabled():
            return
        if not field.text():
            field.say(_MISSING_CODE if self._by_code else _MISSING)
            field.take_focus()
            return
        self._eager = False
        self.notice.clear()
        if self._by_code:
            secret = db.book.keys.Secret(recovery=field.text())
        else:
            secret = db.book.keys.Secret(self._person.text(), field.text())
        self._set_busy("Đang mở sổ…")
        work = functools.partial(_open, self.folder, secret, self._now("").at)
        job = ui.background.Job("Mở sổ", work, with_book=False)
        job.done.connect(self._settle)
        job.failed.connect(self._say)
        job.start()

    @Slot(object)
    def _settle(self, outcome: db.book.Book | db.errors.RecordError) -> None:
        """The password was worked on: hand the book over, or say why not."""
        if isinstance(outcome, db.book.Book):
            db.book.connect(outcome.folder, outcome.data_key)
            self.failures = 0
            self._password.clear()
            self._code.put("")
            self._set_busy("")
            self.opened.emit(outcome)
        elif isinstance(outcome, db.errors.WrongPassword):
            self._set_busy("")
            field = self._code if self._by_code else self._password
            field.say(str(outcome))
            field.take_focus()
            self.wait_after(self.failures + 1)
        else:
            self._say(str(outcome))

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self._set_busy("")
        self.notice.say(sentence, "amber", ("Thử lại", self.open))
        (self._code if self._by_code else self._password).take_focus()

    @Slot()
    def _tick(self) -> None:
        self._wait -= 1
        self._tell_wait()
        if self._wait <= 0:
            self._clock.stop()
            if self._eager:
                self.open()

    def _tell_wait(self) -> None:
        self._open.setEnabled(self._wait <= 0)
        words = "Sẽ thử lại sau {} giây" if self._eager else "Chờ {} giây rồi thử lại"
        self._words.setText(words.format(self._wait) if self._wait > 0 else "")

    def _set_busy(self, words: str) -> None:
        self._words.setText(words)
        for one in (
            self._person,
            self._password,
            self._code,
            self._open,
            self._switch,
            *self._ways,
        ):
            one.setEnabled(not words)

    @Slot()
    def _use_other_way(self) -> None:
        self._by_code = not self._by_code
        self._arrange()

    def _arrange(self) -> None:
        """Show the fields of the way in that was chosen."""
        several = self._people.count() > 1
        self._person.setVisible(several and not self._by_code)
        self._alone.setText(f"Người mở sổ: {self._person.text()}")
        self._alone.setVisible(not several and not self._by_code)
        self._password.setVisible(not self._by_code)
        self._code.setVisible(self._by_code)
        self._switch.setText("Dùng mật khẩu" if self._by_code else "Dùng mã khôi phục")
        field = self._code if self._by_code else self._password
        self.setFocusProxy(field.editor)
        field.take_focus()


def _open(
    folder: Path, secret: db.book.keys.Secret, at: str, _tick: ui.background.Tick
) -> db.book.Book | db.errors.RecordError:
    """The open book without this thread's connection, or why it did not open."""
    try:
        book = db.book.open_book(folder, secret, at, writing=True)
    except db.errors.RecordError as error:
        return error
    db.base.database.close()
    return book
